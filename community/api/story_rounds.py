"""What came of a quarter's stories, by API; written by those who run the program."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from belonging.core import clock
from belonging.core.api_parts import Text
from belonging.tenancy.selectors import people_who_run
from community.models import StoryRound
from community.rules import LONGEST_STORY
from community.selectors.stories import current_quarter
from community.selectors.story_rounds import story_round
from community.services.stories import StoryRefused
from community.services.story_rounds import RoundWords, write_round
from programs.access import today_in
from programs.api.base import EditView
from programs.rules import FACILITATING


class StoryRoundSerializer(serializers.Serializer[Any]):
    """What people saw in the stories, what is done about it, whose it is, until when, and what everybody is told."""

    seen = Text(max_length=LONGEST_STORY, allow_blank=True, default="")
    act = Text(max_length=200, allow_blank=True, default="")
    owner = serializers.UUIDField(allow_null=True, default=None)
    due_on = serializers.DateField(allow_null=True, default=None)
    is_done = serializers.BooleanField(default=False)
    told = Text(max_length=LONGEST_STORY, allow_blank=True, default="")


class RoundWrite(EditView):
    """What came of a quarter's stories."""

    roles = FACILITATING

    @extend_schema(operation_id="round_read", responses=StoryRoundSerializer)
    def get(self, request: Request, quarter: int, **kwargs: Any) -> Response:
        """As it was written."""
        if not 1 <= quarter <= current_quarter(self.here.program, today_in(self.here)):
            raise Http404
        return Response(StoryRoundSerializer(_words(story_round(self.here.program, quarter))).data)

    @extend_schema(operation_id="round_write", request=StoryRoundSerializer, responses=StoryRoundSerializer)
    def put(self, request: Request, quarter: int, **kwargs: Any) -> Response:
        """Keeps it; everybody sees it."""
        here, body = self.here, StoryRoundSerializer(data=request.data)
        self.get(request, quarter)
        body.is_valid(raise_exception=True)
        said = body.validated_data
        words = RoundWords(**said | {"owner": self._owner(said["owner"])})
        act: dict[str, Any] = {"program": here.program, "quarter": quarter, "on": today_in(here)}
        write_round(actor=here.membership, words=words, now=clock.now(), **act)
        return self.get(request, quarter)

    def _owner(self, public_id: UUID | None) -> Any:
        if public_id is None:
            return None
        found = next((one for one in people_who_run() if one.public_id == public_id), None)
        if found is None:
            raise StoryRefused(_("Choose somebody who runs this program."), field="owner")
        return found


def _words(row: StoryRound | None) -> dict[str, Any]:
    if row is None:
        return {"seen": "", "act": "", "owner": None, "due_on": None, "is_done": False, "told": ""}
    owner = row.owner.public_id if row.owner else None
    words = {"seen": row.seen, "act": row.act, "due_on": row.due_on, "told": row.told}
    return words | {"owner": owner, "is_done": row.done_on is not None}
