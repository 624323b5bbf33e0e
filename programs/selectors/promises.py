"""Reads of small promises: a month's, what is due, and how many are kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import F, Q, QuerySet

from belonging.core.clock import month_begins_on
from belonging.core.prepared import Slot
from belonging.tenancy.scope import PreparedHere
from programs.enums import IN_THE_NETWORK, ParticipantState, ProgramState
from programs.models import Participant, Program, Promise
from programs.rules import FEWEST_IN_A_GROUP, MAIL_FROM_HOUR, NUDGE_WITHIN, REMIND_BEFORE, shown_month
from programs.selectors.programs import unless_archived
from programs.selectors.zones import own_zone, zones_by_day


@dataclass(frozen=True)
class Rate:
    """How many of the promises whose day has come, or that are kept already, are kept."""

    kept: int
    total: int


@dataclass(frozen=True)
class GroupRate:
    """The rate of five people or more."""

    name: str
    people: int
    rate: Rate

    @property
    def percent(self) -> int:
        """Whole per cent."""
        return round(100 * self.rate.kept / self.rate.total) if self.rate.total else 0


_EVERY = PreparedHere(lambda: Promise.objects.filter(participant_id=Slot("me")).order_by("due_on", "id"))
_OF_MONTH = PreparedHere(
    lambda: Promise.objects.filter(
        participant_id=Slot("me"), opens_on__lt=Slot("after"), due_on__gte=Slot("first")
    ).order_by("due_on", "id")
)


def promises_of_month(program: Program, participant: Participant, today: date) -> list[Promise]:
    """What a person promised for the month that runs, by day."""
    number = shown_month(program, today)
    first, after = month_begins_on(program.starts_on, number), month_begins_on(program.starts_on, number + 1)
    return _OF_MONTH.rows(me=participant.pk, first=first, after=after)


def every_promise(participant: Participant) -> list[Promise]:
    """All that a person promised, by day."""
    return _EVERY.rows(me=participant.pk)


def promises_until(participant: Participant, day: date) -> QuerySet[Promise]:
    """A person's promises that were due by a day, oldest first."""
    return Promise.objects.filter(participant=participant, due_on__lte=day).order_by("due_on", "id")


def promises_by_public_id(participant: Participant, public_ids: Collection[UUID]) -> list[Promise]:
    """The promises of this person that a form named; others are simply not there."""
    return list(participant.promises.filter(public_id__in=public_ids).order_by("id"))


def promise_by_public_id(participant: Participant, public_id: UUID) -> Promise | None:
    """One promise of this person, or nothing."""
    return participant.promises.filter(public_id=public_id).first()


def promise_rate(promises: Iterable[Promise], today: date) -> Rate:
    """How many of a person's promises they kept; shown to themself alone."""
    kept = [one.done_at is not None for one in promises if one.due_on < today or one.done_at is not None]
    return Rate(sum(kept), len(kept))


def group_promise_rates(program: Program, today: date) -> list[GroupRate]:
    """
    The rates of a program's segments, by name; groups under five people are put together until there are five.

    The blank name stands for those put together. Nothing at all is answered for fewer than five people.
    """
    rows = Promise.objects.filter(participant__program=program, participant__state__in=IN_THE_NETWORK)
    due = rows.filter(Q(due_on__lt=today) | Q(done_at__isnull=False)).order_by("id")
    people: dict[str, set[int]] = defaultdict(set)
    kept: dict[str, list[bool]] = defaultdict(list)
    for segment, person, done_at in due.values_list("participant__segment", "participant_id", "done_at"):
        people[segment].add(person)
        kept[segment].append(done_at is not None)
    rest = _put_together({name: len(found) for name, found in people.items()})
    groups: dict[str, list[str]] = defaultdict(list)
    for name in sorted(people):
        groups["" if name in rest else name].append(name)
    found = [_group(name, members, people, kept) for name, members in groups.items()]
    return [one for one in found if one.people >= FEWEST_IN_A_GROUP]


def _put_together(sizes: dict[str, int]) -> set[str]:
    # Leaving only the small ones out would let anybody count back to them from the whole.
    rest = {name for name, size in sizes.items() if size < FEWEST_IN_A_GROUP or not name}
    for name in sorted(sizes, key=lambda one: (sizes[one], one)):
        if not rest or sum(sizes[one] for one in rest) >= FEWEST_IN_A_GROUP:
            break
        rest.add(name)
    return rest


def _group(name: str, members: list[str], people: dict[str, set[int]], kept: dict[str, list[bool]]) -> GroupRate:
    answers = [one for member in members for one in kept[member]]
    return GroupRate(name, sum(len(people[member]) for member in members), Rate(sum(answers), len(answers)))


def promises_to_mention(now: datetime) -> QuerySet[Promise]:
    """
    Promises of which their people are to be reminded now: a day before they are due, and once afterwards.

    Of active people with an address, in running programs, once it is past the hour for mail where they are; oldest
    first.
    """
    wanted = Q(pk__in=[])
    for today, zones in zones_by_day(now, MAIL_FROM_HOUR).items():
        before = Q(reminded_at=None, due_on__gte=today, due_on__lte=today + REMIND_BEFORE)
        after = Q(nudged_at=None, due_on__lt=today, due_on__gte=today - NUDGE_WITHIN)
        wanted |= Q(before | after, zone__in=zones, opens_on__lte=today)
    people = Q(participant__state=ParticipantState.ACTIVE, participant__program__state=ProgramState.RUNNING)
    rows = (
        Promise.objects.alias(zone=own_zone("participant__"))
        .filter(wanted, people, done_at=None)
        .exclude(participant__membership__email="")
    )
    return rows.order_by("due_on", "id")


def organizations_with_promises_to_mention(now: datetime) -> list[UUID]:
    """The organizations in which somebody is to be reminded now; needs unscoped()."""
    rows = promises_to_mention(now).order_by("organization_id")
    return list(rows.values_list("organization_id", flat=True).distinct())


def memberships_written_to_since(moment: datetime) -> set[int]:
    """Row ids of the members of the open organization who were reminded of a promise since a moment."""
    rows = Promise.objects.filter(Q(reminded_at__gte=moment) | Q(nudged_at__gte=moment))
    return set(rows.annotate(member=F("participant__membership_id")).values_list("member", flat=True))


def rested_people(now: datetime) -> QuerySet[Participant]:
    """People whose pause is over today where they are, in all organizations of the open scope."""
    over = Q(pk__in=[])
    for today, zones in zones_by_day(now).items():
        over |= Q(zone__in=zones, paused_until__lte=today)
    rows = Participant.objects.alias(zone=own_zone()).filter(over, unless_archived(), state=ParticipantState.PAUSED)
    return rows.select_related("membership", "program").order_by("id")


def organizations_with_rested_people(now: datetime) -> list[UUID]:
    """The organizations in which somebody's pause is over; needs unscoped()."""
    return list(rested_people(now).order_by("organization_id").values_list("organization_id", flat=True).distinct())
