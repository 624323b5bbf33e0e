"""Projects by API: started, prolonged, ended, their next steps, and the networks they work with."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from belonging.core import clock
from belonging.core.api_edits import Edits
from belonging.core.api_parts import MadeSerializer, NamedSerializer, Text
from belonging.tenancy.api.base import KEY, made_once
from community.enums import Entry, StepAct
from community.models import Group
from community.rules import LONGEST_STEP, LONGEST_TOPIC, MOST_TOPICS
from community.selectors import projects as reads
from community.selectors.benefits import network_by_public_id
from community.selectors.groups import group_by_public_id, locked_group, seat_of
from community.services import projects as writes
from community.services.projects import ProjectWords
from programs.access import today_in
from programs.api.base import ProgramView


class NewProjectSerializer(serializers.Serializer[Any]):
    """A project as its founder wants it: what will be there in the end, and its last day."""

    name = Text(max_length=80)
    goal = Text(max_length=300)
    ends_on = serializers.DateField()
    entry = serializers.ChoiceField(choices=Entry.choices, default=Entry.OPEN.value)
    topics = serializers.ListField(child=Text(max_length=LONGEST_TOPIC), default=list, max_length=MOST_TOPICS)


class LastDaySerializer(serializers.Serializer[Any]):
    """A project's last day."""

    ends_on = serializers.DateField()


class NextStepSerializer(serializers.Serializer[Any]):
    """A next step, and who takes it."""

    id = serializers.UUIDField(source="public_id")
    text = Text()
    taken_by = NamedSerializer(allow_null=True)
    done_at = serializers.DateTimeField(allow_null=True)


class ProjectPageSerializer(serializers.Serializer[Any]):
    """What a project does: the group of the same id says the rest."""

    name = Text(source="group.name")
    goal = Text(source="group.goal")
    ends_on = serializers.DateField(source="group.ends_on")
    seeks_people = serializers.BooleanField(source="group.seeks_people")
    is_over = serializers.BooleanField(source="page.is_over")
    steps = NextStepSerializer(source="page.steps", many=True)
    networks = NamedSerializer(source="page.networks", many=True)
    other_networks = NamedSerializer(source="page.others", many=True)
    proposed = NamedSerializer(source="page.proposed", many=True)


class NewStepSerializer(serializers.Serializer[Any]):
    """What comes next."""

    text = Text(max_length=LONGEST_STEP)


class StepActSerializer(serializers.Serializer[Any]):
    """What becomes of a step."""

    act = serializers.ChoiceField(choices=StepAct.choices)


class WorksWithSerializer(serializers.Serializer[Any]):
    """A network beyond this one, and whether the project works with it."""

    network = serializers.UUIDField()
    works = serializers.BooleanField()


class ProjectStart(ProgramView):
    """New projects."""

    @extend_schema(
        operation_id="project_start", request=NewProjectSerializer, responses={201: MadeSerializer}, parameters=[KEY]
    )
    def post(self, request: Request, **kwargs: Any) -> Response:
        """Begins one that the caller manages; once for an Idempotency-Key."""
        me, body = self.me, NewProjectSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        said = body.validated_data

        def act() -> dict[str, Any]:
            words = ProjectWords(said["name"], said["goal"], said["ends_on"], Entry(said["entry"]), said["topics"])
            return dict(MadeSerializer(writes.start_project(founder=me, words=words, now=clock.now())).data)

        return made_once(request, self.here.membership, {"project_of": self.here.program.pk, **said}, act)


class ProjectView(ProgramView):
    """An address of one project."""

    def project(self, public_id: UUID) -> Group:
        """The project, for those who may know of it and take part."""
        found = group_by_public_id(self.here.program, self.here.membership, self.me, public_id)
        if found is None or not found.is_project:
            raise Http404
        return found


class ProjectDetail(ProjectView):
    """One project."""

    @extend_schema(operation_id="project", responses=ProjectPageSerializer)
    def get(self, request: Request, project: UUID, **kwargs: Any) -> Response:
        """Its steps and networks; whom it could ask in is shown to who manages it."""
        found = self.project(project)
        page = reads.project_page(found, seat_of(found, self.me), today_in(self.here))
        return Response(ProjectPageSerializer({"group": found, "page": page}).data)


class ProjectDay(Edits, ProjectView):
    """A project's last day."""

    def stand_in_line(self) -> None:
        """Waits for whoever changes the project."""
        locked_group(self.project(self.kwargs["project"]).pk)

    @extend_schema(operation_id="project_day", responses=LastDaySerializer)
    def get(self, request: Request, project: UUID, **kwargs: Any) -> Response:
        """As it stands."""
        return Response(LastDaySerializer(self.project(project)).data)

    @extend_schema(operation_id="project_prolong", request=LastDaySerializer, responses=LastDaySerializer)
    def put(self, request: Request, project: UUID, **kwargs: Any) -> Response:
        """Another one, also after it ended."""
        found, body = self.project(project), LastDaySerializer(data=request.data)
        body.is_valid(raise_exception=True)
        writes.prolong_project(manager=self.me, group=found, now=clock.now(), **body.validated_data)
        return self.get(request, project)


class ProjectEnd(ProjectView):
    """A project that is done before its day."""

    @extend_schema(operation_id="project_end", request=None, responses={204: None})
    def post(self, request: Request, project: UUID, **kwargs: Any) -> Response:
        """It is; it stays to be read."""
        return self._set(project, ends=True)

    @extend_schema(operation_id="project_go_on", responses={204: None})
    def delete(self, request: Request, project: UUID, **kwargs: Any) -> Response:
        """It goes on after all."""
        return self._set(project, ends=False)

    def _set(self, project: UUID, *, ends: bool) -> Response:
        writes.end_project(manager=self.me, group=self.project(project), ends=ends, now=clock.now())
        return Response(status=status.HTTP_204_NO_CONTENT)


class ProjectSeek(ProjectView):
    """Whether a project looks for people."""

    @extend_schema(operation_id="project_seek", request=None, responses={204: None})
    def post(self, request: Request, project: UUID, **kwargs: Any) -> Response:
        """It does."""
        return self._set(project, seeks=True)

    @extend_schema(operation_id="project_seek_no_more", responses={204: None})
    def delete(self, request: Request, project: UUID, **kwargs: Any) -> Response:
        """No longer."""
        return self._set(project, seeks=False)

    def _set(self, project: UUID, *, seeks: bool) -> Response:
        writes.seek_people(manager=self.me, group=self.project(project), seeks=seeks, now=clock.now())
        return Response(status=status.HTTP_204_NO_CONTENT)


class ProjectSteps(ProjectView):
    """Next steps."""

    @extend_schema(
        operation_id="project_step", request=NewStepSerializer, responses={201: MadeSerializer}, parameters=[KEY]
    )
    def post(self, request: Request, project: UUID, **kwargs: Any) -> Response:
        """Puts one on the list; once for an Idempotency-Key."""
        me, found, body = self.me, self.project(project), NewStepSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        text = body.validated_data["text"]

        def act() -> dict[str, Any]:
            return dict(MadeSerializer(writes.add_step(person=me, group=found, text=text, now=clock.now())).data)

        return made_once(request, self.here.membership, {"step_of": found.pk, "text": text}, act)


class ProjectNetworks(ProjectView):
    """The networks beyond this one that a project works with."""

    @extend_schema(operation_id="project_network", request=WorksWithSerializer, responses={204: None})
    def post(self, request: Request, project: UUID, **kwargs: Any) -> Response:
        """It works with one, or no longer."""
        me, found, body = self.me, self.project(project), WorksWithSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        network = network_by_public_id(self.here.program, body.validated_data["network"])
        if network is None:
            raise Http404
        works = body.validated_data["works"]
        writes.work_with(person=me, group=found, network=network, works=works, now=clock.now())
        return Response(status=status.HTTP_204_NO_CONTENT)


class ProjectStepChange(ProgramView):
    """One next step, for those who are in its project."""

    @extend_schema(operation_id="project_step_change", request=StepActSerializer, responses={204: None})
    def post(self, request: Request, project_step: UUID, **kwargs: Any) -> Response:
        """Taken or left, ticked or opened, or off the list."""
        me, found = self.me, reads.step_by_public_id(self.here.program, project_step)
        if found is None or seat_of(found.group, me) is None:
            raise Http404
        body = StepActSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        writes.change_step(person=me, step=found, change=StepAct(body.validated_data["act"]), now=clock.now())
        return Response(status=status.HTTP_204_NO_CONTENT)
