"""Reads of thanks, and of what a newsletter could tell: only what everybody in it agreed to."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from belonging.core import clock
from belonging.core.prepared import Slot
from belonging.tenancy.scope import PreparedHere
from community.enums import Reach, SeatState, StoryState
from community.models import Group, GroupSeat, Story, Thanks
from network.selectors.interactions import kept_apart_from
from programs.selectors.events import coming_events

if TYPE_CHECKING:
    from programs.models import Event, Participant, Program

EVENTS_TOLD, NEWEST = 5, 2


@dataclass(frozen=True)
class Newsletter:
    """What a month's newsletter could tell, each part already agreed to by the people in it."""

    month: int
    begins_on: date
    stories: list[Story]
    group_thanks: list[Thanks]
    thanks: list[Thanks]
    events: list[Event]

    @property
    def is_empty(self) -> bool:
        """True when there is nothing to tell."""
        return not (self.stories or self.group_thanks or self.thanks or self.events)


def _thanks(program: Program | Slot) -> QuerySet[Thanks]:
    rows = Thanks.objects.filter(program=program)
    wanted = rows.select_related("giver__membership", "participant__membership", "group")
    return wanted.order_by("-given_at", "-id")


def _mine(me: Participant) -> Q:
    managed = GroupSeat.objects.filter(participant=me, state=SeatState.IN, is_manager=True, group__closed_at=None)
    return Q(participant=me) | Q(group__in=managed.values("group"))


def thanks_for(me: Participant, apart: Collection[int] | None = None) -> QuerySet[Thanks]:
    """
    What somebody, or a group they manage, is thanked for; not by people kept out. Newest first.

    `apart` is what `kept_apart_from` found, where the caller has it.
    """
    apart = kept_apart_from(me.pk) if apart is None else apart
    return _thanks(me.program).filter(_mine(me)).exclude(giver__in=apart)


def unanswered_thanks(me: Participant, apart: Collection[int] | None = None) -> QuerySet[Thanks]:
    """Thanks that somebody has not said anything about yet; newest first. `apart` as above."""
    return thanks_for(me, apart).filter(answered_at=None)


def thanks_from(me: Participant) -> QuerySet[Thanks]:
    """What somebody thanked others for; newest first."""
    return _thanks(me.program).filter(giver=me)


def shared_thanks(program: Program) -> QuerySet[Thanks]:
    """Thanks that everybody may read because both sides said so; newest first."""
    return _shared(program)


def _shared(program: Program | Slot) -> QuerySet[Thanks]:
    return _thanks(program).filter(is_for_all=True, is_agreed=True).exclude(group__closed_at__isnull=False)


_NEWEST_SHARED = PreparedHere(lambda: _shared(Slot("program"))[:NEWEST])


def newest_shared_thanks(program: Program) -> list[Thanks]:
    """The last few of them."""
    return _NEWEST_SHARED.rows(program=program.pk)


def own_thanks(me: Participant, public_id: UUID) -> Thanks | None:
    """Thanks one gave, or nothing."""
    return thanks_from(me).filter(public_id=public_id).first()


def thanks_to_answer(me: Participant, public_id: UUID) -> Thanks | None:
    """Thanks to oneself or to a group one manages, or nothing."""
    return thanks_for(me).filter(public_id=public_id).first()


def thanks_count_since(giver: Participant, since: datetime) -> int:
    """How often somebody gave thanks since then."""
    return Thanks.objects.filter(giver=giver, given_at__gt=since).count()


def group_to_thank(program: Program, public_id: UUID) -> Group | None:
    """A group of a program that is there, or nothing; whether this person may know of it is asked before."""
    return Group.objects.filter(program=program, closed_at=None, public_id=public_id).first()


def newsletter_of(program: Program, month: int, now: datetime) -> Newsletter:
    """What could be told of one program month: stories and thanks whose people agreed, and what is coming."""
    zone = ZoneInfo(program.time_zone)
    begins_on, ends_on = (clock.month_begins_on(program.starts_on, one) for one in (month, month + 1))
    since, until = (datetime(one.year, one.month, one.day, tzinfo=zone) for one in (begins_on, ends_on))
    stories = Story.objects.filter(program=program, state=StoryState.APPROVED, told_at__gte=since, told_at__lt=until)
    stories = stories.exclude(reach=Reach.FACILITATORS).select_related("teller__membership")
    shared = list(shared_thanks(program).filter(given_at__gte=since, given_at__lt=until))
    return Newsletter(
        month=month,
        begins_on=begins_on,
        stories=list(stories.order_by("-told_at", "-id")),
        group_thanks=[one for one in shared if one.group],
        thanks=[one for one in shared if one.group is None],
        events=list(coming_events(program, max(now, until - timedelta(days=1)))[:EVENTS_TOLD]),
    )
