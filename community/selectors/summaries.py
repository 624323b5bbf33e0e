"""Reads of summaries by mail: who is due one, what was written for them, what is still to go."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from belonging.tenancy.enums import MembershipState
from community.enums import SeatState, SummaryRhythm
from community.models import GroupSeat, Post, SummaryMail, SummaryWish
from community.rules import SUMMARY_PERIODS, SUMMARY_REACHES_BACK, is_quiet
from programs.enums import ParticipantState, ProgramState
from programs.selectors.events import may_get_mail
from programs.selectors.programs import unless_archived
from programs.selectors.zones import zone_of

if TYPE_CHECKING:
    from programs.models import Participant

USUAL = {"rhythm": SummaryRhythm.WEEKLY, "quiet_from": 20, "quiet_until": 8}  # of those who never said


def wish_of(participant: Participant) -> SummaryWish | None:
    """How often somebody wants a summary, if they said so or had one."""
    return SummaryWish.objects.filter(participant=participant).first()


def locked_wish(public_id: UUID) -> SummaryWish | None:
    """A wish by the id in its mails, of somebody who is still here, held until the transaction ends; or nothing."""
    rows = SummaryWish.objects.select_for_update(of=("self",)).filter(public_id=public_id)
    rows = rows.filter(participant__membership__state=MembershipState.ACTIVE)
    return rows.select_related("participant__membership", "participant__program").first()


def people_without_wish() -> list[int]:
    """Row ids of people who sit in a group of a running program and have no wish yet."""
    seats = GroupSeat.objects.filter(state=SeatState.IN, participant__state=ParticipantState.ACTIVE)
    seats = seats.filter(group__program__state=ProgramState.RUNNING)
    rows = seats.exclude(participant__in=SummaryWish.objects.values("participant"))
    return list(rows.order_by("participant").values_list("participant", flat=True).distinct())


def due_wishes(now: datetime, after: int, limit: int) -> list[SummaryWish]:
    """Wishes whose time has come, from a row id on, held; quiet hours are looked at by the caller."""
    due = Q()
    for rhythm, period in SUMMARY_PERIODS.items():
        due |= Q(rhythm=rhythm, told_until__lte=now - period)
    rows = SummaryWish.objects.filter(
        due, pk__gt=after, participant__state=ParticipantState.ACTIVE, participant__program__state=ProgramState.RUNNING
    )
    wanted = rows.select_related("participant__membership__user", "participant__program__organization")
    return list(wanted.order_by("pk").select_for_update(of=("self",), skip_locked=True)[:limit])


def may_be_told(wish: SummaryWish, now: datetime) -> bool:
    """True for people with an address, outside the quiet hours of their own clock."""
    person = wish.participant
    if not may_get_mail(person):
        return False
    hour = now.astimezone(ZoneInfo(zone_of(person.membership, person.program))).hour
    return not is_quiet(hour, wish.quiet_from, wish.quiet_until)


def news_for(wishes: Sequence[SummaryWish], now: datetime) -> dict[int, list[Post]]:
    """
    What others wrote in each person's groups since they were last told, newest first, by row id of the wish.

    Two queries, however many wishes. A wish with nothing new is not in the answer.
    """
    groups: dict[int, set[int]] = defaultdict(set)
    seats = GroupSeat.objects.filter(participant__in=[one.participant_id for one in wishes], state=SeatState.IN)
    for person, group in seats.filter(group__closed_at=None).values_list("participant", "group").order_by("id"):
        groups[person].add(group)
    since = max(min((one.told_until for one in wishes), default=now), now - SUMMARY_REACHES_BACK)
    by_group: dict[int, list[Post]] = defaultdict(list)
    for post in _written(since, now, {one for mine in groups.values() for one in mine}):
        by_group[post.group_id].append(post)
    found = {}
    for wish in wishes:
        mine = [
            post
            for group in groups.get(wish.participant_id, ())
            for post in by_group[group]
            if post.written_at > wish.told_until and post.author_id != wish.participant_id
        ]
        if mine:
            found[wish.pk] = sorted(mine, key=lambda post: (post.written_at, post.pk), reverse=True)
    return found


def _written(since: datetime, until: datetime, groups: set[int]) -> QuerySet[Post]:
    rows = Post.objects.filter(group__in=groups, written_at__gt=since, written_at__lte=until)
    rows = rows.filter(removed_at=None, held_at=None)
    return rows.select_related("group", "author__membership", "parent").order_by("-written_at", "-id")


def mails_to_send(after: int, limit: int) -> list[SummaryMail]:
    """Summaries that are to go, from a row id on; whoever sends one claims it first."""
    rows = SummaryMail.objects.filter(unless_archived("wish__participant__program__"), sent_at=None, pk__gt=after)
    rows = rows.select_related("wish__participant__membership")
    return list(rows.order_by("pk")[:limit])


def old_mails(now: datetime) -> QuerySet[SummaryMail]:
    """Summaries that went, or could not go, more than a month ago."""
    return SummaryMail.objects.filter(written_at__lt=now - SUMMARY_REACHES_BACK)


def organizations_with_summaries(now: datetime) -> list[UUID]:
    """Organizations in which something was written lately, or a summary is still to go; needs unscoped()."""
    written = Post.objects.filter(written_at__gt=now - SUMMARY_REACHES_BACK).order_by()
    waiting = SummaryMail.objects.filter(sent_at=None).order_by()
    ids = (rows.values_list("organization_id", flat=True).distinct() for rows in (written, waiting))
    return sorted({one for found in ids for one in found})


def rhythm_of(wish: SummaryWish | None) -> SummaryRhythm:
    """How often somebody is told; once a week for those who never said."""
    return SummaryRhythm(wish.rhythm) if wish else SummaryRhythm.WEEKLY
