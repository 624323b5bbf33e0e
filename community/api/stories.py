"""Stories by API: told and changed by their tellers, read by others once an editor has read them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from belonging.core import clock
from belonging.core.api import Pages
from belonging.core.api_edits import Edits
from belonging.core.api_parts import MadeSerializer, Text
from belonging.tenancy.api.base import KEY, made_once
from community.enums import Ease, Reach
from community.forms.stories import StoryForm
from community.models import Story
from community.rules import LONGEST_STORY, LONGEST_WORD, is_teller, may_read_story
from community.selectors import stories as reads
from community.services import stories as writes
from community.services.stories import StoryRefused, StoryWords
from programs.access import today_in
from programs.api.base import EditView, ProgramView
from programs.rules import FACILITATING


class StoryWordsSerializer(serializers.Serializer[Any]):
    """What a teller writes and chooses; `placings` is the point on a triangle or a line, by its key."""

    title = Text(max_length=120)
    text = Text(max_length=LONGEST_STORY)
    reach = serializers.ChoiceField(choices=Reach.choices)
    is_named = serializers.BooleanField(default=False)
    ease = serializers.ChoiceField(choices=Ease.choices, default="", allow_blank=True)
    placings = serializers.DictField(child=Text(max_length=40), default=dict)

    def words(self) -> StoryWords:
        """What the service takes; raises StoryRefused for a point that is not there."""
        said = self.validated_data
        form = StoryForm(said | {f"at-{key}": value for key, value in said["placings"].items()})
        if not form.is_valid() or said["placings"].keys() - {one.key for one in form.patterns}:
            raise StoryRefused(_("Choose one of the answers shown."), field="placings")
        return form.words


class StorySerializer(serializers.Serializer[Any]):
    """A story; its teller only where they said so."""

    id = serializers.UUIDField(source="public_id")
    title = Text()
    text = Text()
    question = Text()
    quarter = serializers.IntegerField()
    ease = Text()
    placings = serializers.DictField(child=Text())
    teller = serializers.SerializerMethodField()
    reach = Text()
    state = Text()
    revision = serializers.IntegerField()
    told_at = serializers.DateTimeField()

    def get_teller(self, story: Story) -> str:
        """By name, or nothing."""
        return story.teller.name if story.is_named and story.teller else ""


class OwnStorySerializer(StorySerializer):
    """One's own story, with an editor's word."""

    is_named = serializers.BooleanField()
    editors_word = Text()


class StoryReachSerializer(serializers.Serializer[Any]):
    """Who may read it from now on."""

    reach = serializers.ChoiceField(choices=Reach.choices)


class StoryReadSerializer(serializers.Serializer[Any]):
    """Which version an editor read."""

    revision = serializers.IntegerField(min_value=0)


class StoryReturnSerializer(StoryReadSerializer):
    """The same, and their word to the teller."""

    word = Text(max_length=LONGEST_WORD)


class StoryQuestionSerializer(serializers.Serializer[Any]):
    """What a quarter is asked; empty means the built-in words."""

    text = Text(max_length=300, allow_blank=True)


class StoryList(ProgramView):
    """Stories."""

    pagination_class = Pages

    @extend_schema(operation_id="story_list", responses=StorySerializer(many=True))
    def get(self, request: Request, **kwargs: Any) -> Response:
        """What the caller may read, the newest first, by pages."""
        here, pages = self.here, Pages()
        found = reads.readable_stories(here.program, here.membership, here.participant)
        rows = pages.paginate_queryset(found, request, view=self) or []
        return pages.get_paginated_response(StorySerializer(rows, many=True).data)

    @extend_schema(
        operation_id="story_tell", request=StoryWordsSerializer, responses={201: MadeSerializer}, parameters=[KEY]
    )
    def post(self, request: Request, **kwargs: Any) -> Response:
        """Tells one for the question of the quarter; once for an Idempotency-Key."""
        me, body = self.me, StoryWordsSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        words = body.words()

        def act() -> dict[str, Any]:
            told = writes.tell_story(teller=me, words=words, on=today_in(self.here), now=clock.now())
            return dict(MadeSerializer(told).data)

        return made_once(request, self.here.membership, {"story_in": self.here.program.pk, **body.validated_data}, act)


class OwnStories(ProgramView):
    """The caller's own stories."""

    pagination_class = Pages

    @extend_schema(operation_id="story_own", responses=OwnStorySerializer(many=True))
    def get(self, request: Request, **kwargs: Any) -> Response:
        """The newest first, by pages."""
        pages = Pages()
        rows = pages.paginate_queryset(reads.own_stories(self.me), request, view=self) or []
        return pages.get_paginated_response(OwnStorySerializer(rows, many=True).data)


class StoryQueue(ProgramView):
    """What waits for an editor."""

    roles = FACILITATING
    pagination_class = Pages

    @extend_schema(operation_id="story_queue", responses=StorySerializer(many=True))
    def get(self, request: Request, **kwargs: Any) -> Response:
        """By pages."""
        pages = Pages()
        rows = pages.paginate_queryset(reads.waiting_stories(self.here.program), request, view=self) or []
        return pages.get_paginated_response(StorySerializer(rows, many=True).data)


class _Story(ProgramView):
    def story(self, public_id: UUID, *, telling: bool = False) -> Story:
        """The story, for those who may read it; `telling`: for its teller alone."""
        here, found = self.here, reads.story_by_public_id(self.here.program, public_id)
        if found is None or not may_read_story(found, here.membership, here.participant):
            raise Http404
        if telling and not is_teller(found, here.participant):
            raise PermissionDenied
        return found


class StoryDetail(_Story):
    """One story; its teller takes it back at any time."""

    lasting = True

    @extend_schema(operation_id="story", responses=StorySerializer)
    def get(self, request: Request, story: UUID, **kwargs: Any) -> Response:
        """As it was told."""
        return Response(StorySerializer(self.story(story)).data)

    @extend_schema(operation_id="story_erase", responses={204: None})
    def delete(self, request: Request, story: UUID, **kwargs: Any) -> Response:
        """Erases it for good."""
        writes.erase_story(story=self.story(story, telling=True), now=clock.now())
        return Response(status=status.HTTP_204_NO_CONTENT)


class _OwnStory(_Story):
    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Nobody but its teller comes in, whatever they ask for."""
        super().initial(request, *args, **kwargs)
        self.story(kwargs["story"], telling=True)


class OwnStory(Edits, _OwnStory):
    """The words of one's own story."""

    def stand_in_line(self) -> None:
        """Waits for whoever reads or changes it."""
        reads.locked_story(self.story(self.kwargs["story"], telling=True).pk)

    @extend_schema(operation_id="story_words", responses=OwnStorySerializer)
    def get(self, request: Request, story: UUID, **kwargs: Any) -> Response:
        """With an editor's word, where it was given back."""
        return Response(OwnStorySerializer(self.story(story, telling=True)).data)

    @extend_schema(operation_id="story_change", request=StoryWordsSerializer, responses=OwnStorySerializer)
    def put(self, request: Request, story: UUID, **kwargs: Any) -> Response:
        """Other words; with them, or for more readers, it waits for the editors anew."""
        found, body = self.story(story, telling=True), StoryWordsSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        writes.change_story(story=found, words=body.words(), now=clock.now())
        return self.get(request, story)


class StoryReach(_OwnStory):
    """Who may read one's own story."""

    @extend_schema(operation_id="story_reach", request=StoryReachSerializer, responses={204: None})
    def post(self, request: Request, story: UUID, **kwargs: Any) -> Response:
        """Fewer at once, more once an editor has read it."""
        found, body = self.story(story, telling=True), StoryReachSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        writes.set_reach(story=found, reach=Reach(body.validated_data["reach"]), now=clock.now())
        return Response(status=status.HTTP_204_NO_CONTENT)


class StoryApprove(_Story):
    """An editor's yes."""

    roles = FACILITATING

    @extend_schema(operation_id="story_approve", request=StoryReadSerializer, responses={204: None})
    def post(self, request: Request, story: UUID, **kwargs: Any) -> Response:
        """Opens the version they read to those its teller chose."""
        return self._say(writes.approve_story, story, StoryReadSerializer(data=request.data))

    def _say(self, act: Any, story: UUID, body: StoryReadSerializer) -> Response:
        found = self.story(story)
        body.is_valid(raise_exception=True)
        words: Mapping[str, Any] = body.validated_data
        act(actor=self.here.membership, story=found, now=clock.now(), **words)
        return Response(status=status.HTTP_204_NO_CONTENT)


class StoryReturn(StoryApprove):
    """An editor's word to the teller."""

    @extend_schema(operation_id="story_return", request=StoryReturnSerializer, responses={204: None})
    def post(self, request: Request, story: UUID, **kwargs: Any) -> Response:
        """Gives the version they read back with it."""
        return self._say(writes.return_story, story, StoryReturnSerializer(data=request.data))


class StoryQuestion(EditView):
    """The question of a quarter, for editors."""

    roles = FACILITATING

    @extend_schema(operation_id="story_question", responses=StoryQuestionSerializer)
    def get(self, request: Request, quarter: int, **kwargs: Any) -> Response:
        """As it is asked."""
        asked = {one.quarter: one.text for one in reads.questions_of(self.here.program, today_in(self.here))}
        if quarter not in asked:
            raise Http404
        return Response(StoryQuestionSerializer({"text": asked[quarter]}).data)

    @extend_schema(
        operation_id="story_question_set", request=StoryQuestionSerializer, responses=StoryQuestionSerializer
    )
    def put(self, request: Request, quarter: int, **kwargs: Any) -> Response:
        """In other words; stories keep the question they were told for."""
        here, body = self.here, StoryQuestionSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        words = {"quarter": quarter, "text": body.validated_data["text"]}
        writes.set_question(actor=here.membership, program=here.program, now=clock.now(), **words)
        return self.get(request, quarter)
