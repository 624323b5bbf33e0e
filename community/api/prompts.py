"""Prompts by API: planned, dropped, followed up by those who run the program, and who answers first."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from belonging.core import clock
from belonging.core.api import Pages
from belonging.core.api_parts import NamedSerializer, Text
from belonging.tenancy.api.base import KEY, made_once
from community.api.base import YesOrNoSerializer
from community.enums import Move
from community.models import Group, Prompt
from community.rules import LONGEST_PROMPT, MOST_SEEDS, MOST_WEEKS
from community.selectors import prompts as reads
from community.selectors.groups import group_by_public_id
from community.services import prompts as writes
from community.services.prompts import PromptWords
from programs.api.base import ProgramView
from programs.rules import FACILITATING


class PromptSerializer(serializers.Serializer[Any]):
    """A question that a group is asked on a day; without a post it is still to be asked."""

    id = serializers.UUIDField(source="public_id")
    group = NamedSerializer()
    question = Text()
    goes_on = serializers.DateField()
    post = serializers.UUIDField(source="post.public_id", allow_null=True)
    answer_count = serializers.IntegerField()


class DeskAnswerSerializer(serializers.Serializer[Any]):
    """An answer, and what was done with it."""

    id = serializers.UUIDField(source="post.public_id")
    author = NamedSerializer(source="post.author", allow_null=True)
    text = Text(source="post.text")
    moves = serializers.ListField(child=Text())


class DeskSerializer(serializers.Serializer[Any]):
    """A prompt with its answers."""

    prompt = PromptSerializer()
    answers = DeskAnswerSerializer(many=True)


class NewPromptsSerializer(serializers.Serializer[Any]):
    """Questions, one a week from a day on, and who answers each first."""

    questions = serializers.ListField(child=Text(max_length=LONGEST_PROMPT), min_length=1, max_length=MOST_WEEKS)
    first_on = serializers.DateField()
    seeds = serializers.ListField(child=serializers.UUIDField(), default=list, max_length=MOST_SEEDS)


class PlannedPromptsSerializer(serializers.Serializer[Any]):
    """The prompts that were planned."""

    ids = serializers.ListField(child=serializers.UUIDField())


class FollowedSerializer(serializers.Serializer[Any]):
    """An answer, what was done with it, and whether it was."""

    answer = serializers.UUIDField()
    move = serializers.ChoiceField(choices=Move.choices)
    made = serializers.BooleanField(default=True)


class OwnSeedSerializer(serializers.Serializer[Any]):
    """A question that the caller is asked to answer first."""

    id = serializers.UUIDField(source="public_id")
    question = Text(source="prompt.question")
    goes_on = serializers.DateField(source="prompt.goes_on")
    state = Text()


class PromptList(ProgramView):
    """What is planned and what was asked."""

    roles = FACILITATING
    pagination_class = Pages

    @extend_schema(operation_id="prompt_list", responses=PromptSerializer(many=True))
    def get(self, request: Request, **kwargs: Any) -> Response:
        """By pages."""
        pages = Pages()
        rows = pages.paginate_queryset(reads.prompts_of(self.here.program), request, view=self) or []
        return pages.get_paginated_response(PromptSerializer(rows, many=True).data)


class PromptPlan(ProgramView):
    """A series of prompts for a group."""

    roles = FACILITATING

    @extend_schema(
        operation_id="prompt_plan", request=NewPromptsSerializer, responses={201: PlannedPromptsSerializer},
        parameters=[KEY],
    )  # fmt: skip
    def post(self, request: Request, group: UUID, **kwargs: Any) -> Response:
        """Plans it; once for an Idempotency-Key."""
        here, me, body = self.here, self.me, NewPromptsSerializer(data=request.data)
        found = group_by_public_id(here.program, here.membership, here.participant, group)
        if found is None:
            raise Http404
        body.is_valid(raise_exception=True)
        said = body.validated_data
        contents = {"prompts_of": found.pk, **said}
        return made_once(request, here.membership, contents, lambda: self._planned(me, found, **said))

    def _planned(self, me: Any, group: Group, *, seeds: list[UUID], **said: Any) -> dict[str, Any]:
        people = {one.public_id: one for one in reads.possible_seeds(group, me)} if seeds else {}
        if not set(seeds) <= people.keys():
            raise Http404
        words = PromptWords(seeds=[one for key, one in people.items() if key in seeds], **said)
        made = writes.plan_prompts(asker=me, group=group, words=words, now=clock.now())
        return dict(PlannedPromptsSerializer({"ids": [one.public_id for one in made]}).data)


class _Prompt(ProgramView):
    roles = FACILITATING

    def _found(self, public_id: UUID) -> Prompt:
        found = reads.prompt_by_public_id(self.here.program, public_id)
        if found is None:
            raise Http404
        return found


class PromptDetail(_Prompt):
    """One prompt."""

    @extend_schema(operation_id="prompt", responses=DeskSerializer)
    def get(self, request: Request, prompt: UUID, **kwargs: Any) -> Response:
        """With its answers, those nobody has done anything with first."""
        return Response(DeskSerializer(reads.desk_of(self._found(prompt))).data)

    @extend_schema(operation_id="prompt_drop", responses={204: None})
    def delete(self, request: Request, prompt: UUID, **kwargs: Any) -> Response:
        """Drops it, unless it has been asked."""
        writes.drop_prompt(actor=self.here.membership, prompt=self._found(prompt), now=clock.now())
        return Response(status=status.HTTP_204_NO_CONTENT)


class PromptFollow(_Prompt):
    """What is done with answers."""

    @extend_schema(operation_id="prompt_follow", request=FollowedSerializer, responses={204: None})
    def post(self, request: Request, prompt: UUID, **kwargs: Any) -> Response:
        """Notes it, or takes the note back."""
        found, body = self._found(prompt), FollowedSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        said = body.validated_data
        answer = reads.answer_to(found, said["answer"])
        if answer is None:
            raise Http404
        words = {"answer": answer, "move": Move(said["move"]), "made": said["made"]}
        writes.follow_up(actor=self.here.membership, now=clock.now(), **words)
        return Response(status=status.HTTP_204_NO_CONTENT)


class SeedList(ProgramView):
    """What the caller is asked to answer first."""

    @extend_schema(operation_id="seed_list", responses=OwnSeedSerializer(many=True))
    def get(self, request: Request, **kwargs: Any) -> Response:
        """The soonest first."""
        return Response(OwnSeedSerializer(reads.seeds_for(self.me, clock.now()), many=True).data)


class SeedAnswer(ProgramView):
    """Whether the caller answers first."""

    @extend_schema(operation_id="seed_answer", request=YesOrNoSerializer, responses={204: None})
    def post(self, request: Request, seed: UUID, **kwargs: Any) -> Response:
        """Yes, or no without a reason."""
        found, body = reads.seed_by_public_id(self.me, seed), YesOrNoSerializer(data=request.data)
        if found is None:
            raise Http404
        body.is_valid(raise_exception=True)
        writes.answer_seed(seed=found, agrees=body.validated_data["agrees"], now=clock.now())
        return Response(status=status.HTTP_204_NO_CONTENT)
