"""Plans by API: templates in and out, a program's plan read, moved, started, followed and copied."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from belonging.core import clock
from belonging.core.api_parts import Text
from belonging.tenancy.enums import Role
from programs.api.base import ProgramView
from programs.enums import ProgramState
from programs.rules import FACILITATING
from programs.selectors.plans import newest_templates, plan_of, template_by_public_id
from programs.services import plans
from programs.services.plan_changes import follow_plan
from programs.services.programs import archive_program, bring_program_back

YAML = "application/yaml; charset=utf-8"


class TemplateSerializer(serializers.Serializer[Any]):
    """A template's newest version."""

    id = serializers.UUIDField(source="public_id")
    key = Text()
    version = serializers.IntegerField()
    name = Text()
    is_locked = serializers.BooleanField()


class PlanFileSerializer(serializers.Serializer[Any]):
    """A plan as text."""

    content = Text(max_length=1_000_000, trim_whitespace=False)


class PlannedMonthSerializer(serializers.Serializer[Any]):
    """What a month of the plan holds."""

    number = serializers.IntegerField()
    begins_on = serializers.DateField()
    steps = serializers.SerializerMethodField()
    promises = serializers.SerializerMethodField()
    events = serializers.SerializerMethodField()
    lacks_experience = serializers.BooleanField()

    def get_steps(self, month: Any) -> list[str]:
        """Titles, in the order of their days."""
        return [row.step.title for row in month.occurrences]

    def get_promises(self, month: Any) -> list[str]:
        """Texts, in the order of their days."""
        return [row.text for row in month.promises]

    def get_events(self, month: Any) -> list[str]:
        """Titles, in the order of their days."""
        return [row.title for row in month.events]


class PlanSerializer(serializers.Serializer[Any]):
    """A program's plan."""

    template = Text()
    version = serializers.IntegerField(allow_null=True)
    is_off_the_mix = serializers.BooleanField()
    months = PlannedMonthSerializer(many=True)


class StartDaySerializer(serializers.Serializer[Any]):
    """Another start day for a draft, and its working week, Monday is 0, where that changes too."""

    starts_on = serializers.DateField()
    working_days = serializers.ListField(
        child=serializers.IntegerField(min_value=0, max_value=6), required=False, min_length=1, max_length=7
    )


class BecauseSerializer(serializers.Serializer[Any]):
    """Why a program starts although a text of the list is not written."""

    because = Text(max_length=300, default="", allow_blank=True)


class NextRunSerializer(serializers.Serializer[Any]):
    """The draft of the next run."""

    slug = Text()
    name = Text()
    starts_on = serializers.DateField()


class RowCountSerializer(serializers.Serializer[Any]):
    """How many rows it touched."""

    count = serializers.IntegerField()


class StateSerializer(serializers.Serializer[Any]):
    """Where a program stands."""

    state = serializers.ChoiceField(choices=ProgramState.choices)


class TemplateList(ProgramView):
    """The organization's templates."""

    roles = FACILITATING

    @extend_schema(operation_id="template_list", responses=TemplateSerializer(many=True))
    def get(self, request: Request, **kwargs: Any) -> Response:
        """The newest version of each, by name."""
        return Response(TemplateSerializer(newest_templates(), many=True).data)


class TemplateImport(ProgramView):
    """A plan's file comes in."""

    roles = (Role.ADMIN,)

    @extend_schema(operation_id="template_import", request=PlanFileSerializer, responses={201: TemplateSerializer})
    def post(self, request: Request, **kwargs: Any) -> Response:
        """Keeps a file as the next version of its key; its faults are named by line."""
        body = PlanFileSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        content = body.validated_data["content"]
        kept = plans.keep_template(actor=self.here.membership, content=content, now=clock.now())
        return Response(TemplateSerializer(kept).data, status=status.HTTP_201_CREATED)


class TemplateLock(ProgramView):
    """Whether a template may be replaced."""

    roles = (Role.ADMIN,)

    @extend_schema(operation_id="template_lock", request=None, responses=TemplateSerializer)
    def post(self, request: Request, template: UUID, **kwargs: Any) -> Response:
        """Locks it: it is used, not replaced."""
        return self._locked(template, is_locked=True)

    @extend_schema(operation_id="template_unlock", responses={204: None})
    def delete(self, request: Request, template: UUID, **kwargs: Any) -> Response:
        """Unlocks it."""
        self._locked(template, is_locked=False)
        return Response(status=status.HTTP_204_NO_CONTENT)

    def _locked(self, template: UUID, *, is_locked: bool) -> Response:
        found = template_by_public_id(template)
        if found is None:
            raise Http404
        plans.lock_template(actor=self.here.membership, template=found, is_locked=is_locked, now=clock.now())
        return Response(TemplateSerializer(found).data)


class TemplateFile(ProgramView):
    """A template as the file it was kept as."""

    roles = FACILITATING

    @extend_schema(operation_id="template_file", responses={(200, "application/yaml"): OpenApiTypes.OBJECT})
    def get(self, request: Request, template: UUID, **kwargs: Any) -> HttpResponse:
        """The YAML."""
        found = template_by_public_id(template)
        if found is None:
            raise Http404
        return HttpResponse(found.content, content_type=YAML)


class ProgramPlan(ProgramView):
    """A program's plan."""

    roles = FACILITATING

    @extend_schema(operation_id="plan", responses=PlanSerializer)
    def get(self, request: Request, **kwargs: Any) -> Response:
        """Month by month, with what it lacks."""
        program, page = self.here.program, plan_of(self.here.program)
        template = program.template
        words = {
            "template": template.key if template else "",
            "version": template.version if template else None,
            "is_off_the_mix": page.mix.whole.is_off,
            "months": [page.before, *page.months],
        }
        return Response(PlanSerializer(words).data)


class PlanMove(ProgramView):
    """A draft's start day."""

    roles = (Role.ADMIN,)

    @extend_schema(operation_id="plan_move", request=StartDaySerializer, responses={204: None})
    def post(self, request: Request, **kwargs: Any) -> Response:
        """Moves it, and every date that has not passed."""
        body = StartDaySerializer(data=request.data)
        body.is_valid(raise_exception=True)
        plans.move_start(actor=self.here.membership, program=self.here.program, now=clock.now(), **body.validated_data)
        return Response(status=status.HTTP_204_NO_CONTENT)


class PlanStart(ProgramView):
    """A draft begins."""

    roles = (Role.ADMIN,)

    @extend_schema(operation_id="plan_start", request=BecauseSerializer, responses=RowCountSerializer)
    def post(self, request: Request, **kwargs: Any) -> Response:
        """Starts it and lays everybody's path; answers how many steps were laid."""
        here, body = self.here, BecauseSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        count = plans.start_with_paths(
            actor=here.membership, program=here.program, now=clock.now(), **body.validated_data
        )
        return Response(RowCountSerializer({"count": count}).data)


class PlanFollow(ProgramView):
    """Another version of a plan for this program."""

    roles = (Role.ADMIN,)

    @extend_schema(operation_id="plan_follow", request=None, responses=RowCountSerializer)
    def post(self, request: Request, template: UUID, **kwargs: Any) -> Response:
        """Follows a template from the first free day on; answers how many things changed."""
        found = template_by_public_id(template)
        if found is None:
            raise Http404
        here = self.here
        count = follow_plan(actor=here.membership, program=here.program, template=found, now=clock.now())
        return Response(RowCountSerializer({"count": count}).data)


class PlanCopy(ProgramView):
    """The next run."""

    roles = (Role.ADMIN,)
    lasting = True

    @extend_schema(operation_id="plan_copy", request=None, responses={201: NextRunSerializer})
    def post(self, request: Request, **kwargs: Any) -> Response:
        """Plans it: the same template and settings, from the day after this one ends."""
        following = plans.copy_program(actor=self.here.membership, program=self.here.program, now=clock.now())
        return Response(NextRunSerializer(following).data, status=status.HTTP_201_CREATED)


class PlanArchive(ProgramView):
    """A finished program is put away."""

    roles = (Role.ADMIN,)

    @extend_schema(operation_id="plan_archive", request=None, responses=StateSerializer)
    def post(self, request: Request, **kwargs: Any) -> Response:
        """Archives it: it is only read from now on, and nobody is written to."""
        program = archive_program(actor=self.here.membership, program=self.here.program, now=clock.now())
        return Response(StateSerializer(program).data)


class PlanBringBack(ProgramView):
    """An archived program comes back."""

    roles = (Role.ADMIN,)
    lasting = True

    @extend_schema(operation_id="plan_bring_back", request=None, responses=StateSerializer)
    def post(self, request: Request, **kwargs: Any) -> Response:
        """Takes it out of the archive: it is finished, as before."""
        program = bring_program_back(actor=self.here.membership, program=self.here.program, now=clock.now())
        return Response(StateSerializer(program).data)
