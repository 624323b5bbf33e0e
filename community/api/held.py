"""What waits for a look, by API, for those who run the program: held, reported, and the words that hold."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from belonging.core import clock
from belonging.core.api_parts import NamedSerializer, Text
from community.models import Post, Report
from community.rules import MOST_HELD_WORDS
from community.selectors import around_posts as reads
from community.selectors.groups import open_reports, report_by_public_id
from community.services import posts as writes
from programs.api.base import EditView, ProgramView
from programs.rules import FACILITATING


class WaitingPostSerializer(serializers.Serializer[Any]):
    """A post that is looked at; without an author it is unsigned, or they have left."""

    id = serializers.UUIDField(source="public_id")
    group = Text(source="group.name")
    author = NamedSerializer(allow_null=True)
    is_unsigned = serializers.BooleanField()
    text = Text()
    written_at = serializers.DateTimeField()


class ReportSerializer(serializers.Serializer[Any]):
    """What somebody asked to look at, and why."""

    id = serializers.UUIDField(source="public_id")
    reason = Text()
    reported_at = serializers.DateTimeField()
    post = WaitingPostSerializer()


class LookSerializer(serializers.Serializer[Any]):
    """What waits before it appears, and what was reported."""

    held = WaitingPostSerializer(many=True)
    reports = ReportSerializer(many=True)


class HeldWordsSerializer(serializers.Serializer[Any]):
    """The words with which a post waits."""

    terms = serializers.ListField(child=Text(max_length=200), max_length=MOST_HELD_WORDS)


class ReportList(ProgramView):
    """What is to be looked at."""

    roles = FACILITATING

    @extend_schema(operation_id="report_list", responses=LookSerializer)
    def get(self, request: Request, **kwargs: Any) -> Response:
        """The oldest first."""
        found = {"held": reads.held_posts(self.here.program), "reports": open_reports(self.here.program)}
        return Response(LookSerializer(found).data)


class ReportSettle(ProgramView):
    """Something that was reported."""

    roles = FACILITATING

    @extend_schema(operation_id="report_keep", request=None, responses={204: None})
    def post(self, request: Request, report: UUID, **kwargs: Any) -> Response:
        """Its post stays."""
        return self._settle(report, removes=False)

    @extend_schema(operation_id="report_remove", responses={204: None})
    def delete(self, request: Request, report: UUID, **kwargs: Any) -> Response:
        """Takes the words of its post away."""
        return self._settle(report, removes=True)

    def _settle(self, public_id: UUID, *, removes: bool) -> Response:
        found: Report | None = report_by_public_id(self.here.program, public_id)
        if found is None:
            raise Http404
        writes.settle_report(actor=self.here.membership, report=found, removes=removes, now=clock.now())
        return Response(status=status.HTTP_204_NO_CONTENT)


class Held(ProgramView):
    """A post that waits."""

    roles = FACILITATING

    @extend_schema(operation_id="held_release", request=None, responses={204: None})
    def post(self, request: Request, held: UUID, **kwargs: Any) -> Response:
        """Lets it appear."""
        writes.release_post(actor=self.here.membership, post=self._found(held), now=clock.now())
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(operation_id="held_remove", responses={204: None})
    def delete(self, request: Request, held: UUID, **kwargs: Any) -> Response:
        """Takes its words away."""
        writes.remove_post(actor=self.here.membership, post=self._found(held), now=clock.now())
        return Response(status=status.HTTP_204_NO_CONTENT)

    def _found(self, public_id: UUID) -> Post:
        found = reads.held_post_by_public_id(self.here.program, public_id)
        if found is None:
            raise Http404
        return found


class HeldWords(EditView):
    """The words with which a post waits."""

    roles = FACILITATING

    @extend_schema(operation_id="held_words", responses=HeldWordsSerializer)
    def get(self, request: Request, **kwargs: Any) -> Response:
        """By the alphabet."""
        return Response(HeldWordsSerializer({"terms": reads.held_words(self.here.program.pk)}).data)

    @extend_schema(operation_id="held_words_choose", request=HeldWordsSerializer, responses=HeldWordsSerializer)
    def put(self, request: Request, **kwargs: Any) -> Response:
        """These and no others, from now on."""
        here, body = self.here, HeldWordsSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        writes.choose_held_words(actor=here.membership, program=here.program, now=clock.now(), **body.validated_data)
        return self.get(request)
