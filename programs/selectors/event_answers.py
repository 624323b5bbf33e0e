"""Reads of what people said of events: whom to ask, what to close, and what was told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db.models import Avg, Count, QuerySet

from programs.enums import Attendance
from programs.models import Event, Reply
from programs.rules import ANSWER_WITHIN, ASK_AFTER
from programs.selectors.programs import unless_archived

TENTH = Decimal("0.1")


@dataclass(frozen=True)
class Answers:
    """The answers to an event, as they are counted when its questions close."""

    count: int
    rating: Decimal | None
    met_count: int
    met: Decimal | None


def answers_to(event: Event) -> Answers:
    """All answers of one event together."""
    rows = Reply.objects.filter(event=event)
    found = rows.aggregate(count=Count("rating"), rating=Avg("rating"), met_count=Count("met_new"), met=Avg("met_new"))
    return Answers(found["count"], _tenth(found["rating"]), found["met_count"], _tenth(found["met"]))


def _tenth(value: float | None) -> Decimal | None:
    return None if value is None else Decimal(str(value)).quantize(TENTH)


def replies_to_ask(now: datetime) -> QuerySet[Reply]:
    """Who was at an event that ended an hour ago and may still be asked; each once."""
    there = Reply.objects.filter(attendance=Attendance.PRESENT, asked_after_at=None, rating=None, news="")
    ended = {"event__ends_at__lte": now - ASK_AFTER, "event__ends_at__gt": now - ANSWER_WITHIN}
    return there.filter(
        unless_archived("event__program__"), event__cancelled_at=None, event__answers_closed_at=None, **ended
    )


def events_to_close(now: datetime) -> QuerySet[Event]:
    """Events whose week of answering is over, oldest first."""
    rows = Event.objects.filter(ends_at__lte=now - ANSWER_WITHIN, answers_closed_at=None, cancelled_at=None)
    return rows.order_by("ends_at", "id")


def organizations_with_answers_due(now: datetime) -> set[UUID]:
    """The organizations in which somebody is to be asked or questions are to close; needs unscoped()."""
    asked = replies_to_ask(now).values_list("organization_id", flat=True)
    closing = events_to_close(now).values_list("organization_id", flat=True)
    return set(asked.distinct().order_by()) | set(closing.distinct().order_by())
