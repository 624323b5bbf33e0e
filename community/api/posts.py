"""What is written in groups, by API: read, write, answer, change, take away, nod, have looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from belonging.core import clock
from belonging.core.api import Pages
from belonging.core.api_edits import Edits
from belonging.core.api_parts import NamedSerializer, Text
from belonging.tenancy.api.base import KEY, made_once
from community.api.base import GroupView
from community.enums import NodKind
from community.models import Group, Post
from community.rules import LONGEST_POST, LONGEST_TOPIC
from community.selectors import groups as reads
from community.services import posts as writes
from programs.api.base import ProgramView

if TYPE_CHECKING:
    from programs.models import Participant


class Newest(Pages):
    """By the hour said on the page: the row of a post without a name would tell when it was really written."""

    ordering = ("-written_at", "-id")


class NodSerializer(serializers.Serializer[Any]):
    """An answer without words."""

    name = Text(source="participant.first_name")
    kind = Text()


class PostSerializer(serializers.Serializer[Any]):
    """A post or an answer; without an author it is unsigned, or they have left; its words are gone once removed."""

    id = serializers.UUIDField(source="public_id")
    author = NamedSerializer(allow_null=True)
    is_unsigned = serializers.BooleanField()
    topic = Text()
    text = Text()
    written_at = serializers.DateTimeField()
    edited_at = serializers.DateTimeField(allow_null=True)
    removed_at = serializers.DateTimeField(allow_null=True)
    held_at = serializers.DateTimeField(allow_null=True)
    nods = NodSerializer(source="nods.all", many=True)
    pictures = serializers.SerializerMethodField()

    def get_pictures(self, post: Post) -> list[str]:
        """What its pictures show, in words."""
        return [one.shows for one in post.pictures.all()]


class PostLineSerializer(PostSerializer):
    """A post in its group's list."""

    answer_count = serializers.IntegerField()


class ThreadSerializer(PostSerializer):
    """A post with its answers, the first first."""

    group = serializers.UUIDField(source="group.public_id")
    answer_to = serializers.UUIDField(source="parent.public_id", allow_null=True)
    answers = PostSerializer(source="answers.all", many=True)


class AnswerSerializer(serializers.Serializer[Any]):
    """What somebody answers, under their name."""

    text = Text(max_length=LONGEST_POST)


class NewPostSerializer(AnswerSerializer):
    """What somebody writes, under their name."""

    topic = Text(max_length=LONGEST_TOPIC, allow_blank=True, default="")


class WrittenSerializer(serializers.Serializer[Any]):
    """
    What was written: its id, and since when it waits for a look.

    Its words are not said again: they would outlive it beside an Idempotency-Key.
    """

    id = serializers.UUIDField(source="public_id")
    held_at = serializers.DateTimeField(allow_null=True)


class ReportSerializer(serializers.Serializer[Any]):
    """What those who run the program should look at."""

    reason = Text(max_length=300)


class NodKindSerializer(serializers.Serializer[Any]):
    """What can be said without words."""

    kind = serializers.ChoiceField(choices=NodKind.choices)


class _Writing(GroupView):
    def written(
        self, request: Request, me: Participant, group: Group, words: dict[str, Any], answers: Post | None = None
    ) -> Response:
        """Writes, once for an Idempotency-Key."""

        def act() -> dict[str, Any]:
            post = writes.write_post(author=me, group=group, answers=answers, now=clock.now(), **words)
            return dict(WrittenSerializer(post).data)

        contents = {"group": group.pk, "post": answers and answers.pk, **words}
        return made_once(request, self.here.membership, contents, act)


class PostList(_Writing):
    """What is written in a group."""

    pagination_class = Newest

    @extend_schema(operation_id="post_list", responses=PostLineSerializer(many=True))
    def get(self, request: Request, group: UUID, **kwargs: Any) -> Response:
        """The newest first, by pages; what waits for a look is shown to its author."""
        pages, found = Newest(), self.group(group, reading=True)
        rows = pages.paginate_queryset(reads.posts_of(found, self.here.participant), request, view=self)
        return pages.get_paginated_response(PostLineSerializer(rows, many=True).data)

    @extend_schema(
        operation_id="post_write", request=NewPostSerializer, responses={201: WrittenSerializer}, parameters=[KEY]
    )
    def post(self, request: Request, group: UUID, **kwargs: Any) -> Response:
        """Writes, for those who are in it; once for an Idempotency-Key."""
        me, found, body = self.me, self.group(group, reading=True), NewPostSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        return self.written(request, me, found, body.validated_data)


class _PostView(ProgramView):
    def found(self, public_id: UUID, *, own: bool = False) -> Post:
        """The post, for those who may read its group; `own`: for its author alone."""
        here = self.here
        found = reads.readable_post(here.program, here.membership, here.participant, public_id)
        if found is None:
            raise Http404
        if own and (here.participant is None or found.author_id != here.participant.pk):
            raise PermissionDenied
        return found


class PostDetail(_PostView):
    """One post."""

    lasting = True

    @extend_schema(operation_id="post_read", responses=ThreadSerializer)
    def get(self, request: Request, post: UUID, **kwargs: Any) -> Response:
        """The post with its answers."""
        return Response(ThreadSerializer(self.found(post)).data)

    @extend_schema(operation_id="post_remove", responses={204: None})
    def delete(self, request: Request, post: UUID, **kwargs: Any) -> Response:
        """Takes one's own words away for good; its place stays, for the answers."""
        writes.remove_post(actor=self.here.membership, post=self.found(post, own=True), now=clock.now())
        return Response(status=status.HTTP_204_NO_CONTENT)


class _OwnPost(_PostView):
    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Nobody but its author comes in, whatever they ask for."""
        super().initial(request, *args, **kwargs)
        self.found(kwargs["post"], own=True)


class PostWords(Edits, _OwnPost):
    """One's own words."""

    def stand_in_line(self) -> None:
        """Waits for whoever changes or answers the post."""
        reads.locked_post(self.found(self.kwargs["post"], own=True).pk)

    @extend_schema(operation_id="post_words", responses=AnswerSerializer)
    def get(self, request: Request, post: UUID, **kwargs: Any) -> Response:
        """As they stand, for their author."""
        return Response(AnswerSerializer(self.found(post, own=True)).data)

    @extend_schema(operation_id="post_change", request=AnswerSerializer, responses=AnswerSerializer)
    def put(self, request: Request, post: UUID, **kwargs: Any) -> Response:
        """Changes them; with a word that the program holds, they wait for a look."""
        found, body = self.found(post, own=True), AnswerSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        text = body.validated_data["text"]
        kept = writes.change_post(post=found, author=self.me, text=text, revision=found.revision, now=clock.now())
        return Response(AnswerSerializer(kept).data)


class PostAnswers(_Writing, _PostView):
    """Answers to a post."""

    @extend_schema(
        operation_id="post_answer", request=AnswerSerializer, responses={201: WrittenSerializer}, parameters=[KEY]
    )
    def post(self, request: Request, post: UUID, **kwargs: Any) -> Response:
        """Answers it, for those who are in its group; once for an Idempotency-Key."""
        me, found, body = self.me, self.found(post), AnswerSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        return self.written(request, me, found.group, body.validated_data, found)


class PostReport(_PostView):
    """Having a post looked at."""

    @extend_schema(operation_id="post_report", request=ReportSerializer, responses={204: None})
    def post(self, request: Request, post: UUID, **kwargs: Any) -> Response:
        """Asks those who run the program to look at it; nobody else is told."""
        me, found, body = self.me, self.found(post), ReportSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        writes.report_post(post=found, reporter=me, reason=body.validated_data["reason"], now=clock.now())
        return Response(status=status.HTTP_204_NO_CONTENT)


class PostNod(_PostView):
    """Answering without words."""

    @extend_schema(operation_id="post_nod", request=NodKindSerializer, responses={204: None})
    def post(self, request: Request, post: UUID, **kwargs: Any) -> Response:
        """Nods; the same once more takes it back, another one replaces it."""
        me, found, body = self.me, self.found(post), NodKindSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        writes.nod(post=found, participant=me, kind=NodKind(body.validated_data["kind"]), now=clock.now())
        return Response(status=status.HTTP_204_NO_CONTENT)
