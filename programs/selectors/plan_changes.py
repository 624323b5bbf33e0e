"""Reads before a plan is published: what changes, from which day on, and whom it touches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import QuerySet

from belonging.core import clock
from programs.enums import IN_THE_NETWORK, PersonStepState, ProgramState, ReplyState
from programs.models import Event, Occurrence, PersonStep, PlannedPromise, Program, Promise, Reply, Step
from programs.plan_edits import COLLECTIONS, title_of
from programs.plan_files import Plan
from programs.plan_looks import Difference, differences, hard_changes


@dataclass(frozen=True)
class PlanChange:
    """One difference, with the people whose coming days it touches."""

    difference: Difference
    title: str
    people: int
    is_refused: bool  # people did it as it was

    @property
    def what(self) -> str:
        """added, removed, moved or changed."""
        return self.difference.what


@dataclass(frozen=True)
class Publishing:
    """What publishing a plan does to a program."""

    since: date
    changes: list[PlanChange]
    done_steps: int  # people's steps that are done already and stay as they are

    @property
    def is_refused(self) -> bool:
        """True while something in it would tell otherwise what people did."""
        return any(change.is_refused for change in self.changes)


def first_day_to_change(program: Program, now: datetime) -> date:
    """The first day that a change may touch: any of a draft, from tomorrow on of a program that runs."""
    if program.state == ProgramState.DRAFT:
        return date.min
    return clock.today(program.time_zone, now) + timedelta(days=1)


def publishing_of(program: Program, old: Plan, new: Plan, now: datetime) -> Publishing:
    """What changes when the new plan takes the place of the old one; a few queries for each difference."""
    since = first_day_to_change(program, now)
    found = [_change(program, difference, since, now) for difference in differences(old, new)]
    done = PersonStep.objects.filter(participant__program=program, state=PersonStepState.DONE).count()
    return Publishing(since, found, done)


def _change(program: Program, difference: Difference, since: date, now: datetime) -> PlanChange:
    item = difference.after or difference.before
    name = difference.collection
    title = title_of(name, item) if name in COLLECTIONS else str(getattr(item, "name", getattr(item, "title", "")))
    refused = hard_changes(difference) and steps_had_turns(program, difference.key, since)
    return PlanChange(difference, title, _people(program, difference, since, now), refused)


def _people(program: Program, difference: Difference, since: date, now: datetime) -> int:
    if difference.before is None and difference.collection in {"steps", "commitments"}:
        return int(program.participants.filter(state__in=IN_THE_NETWORK).count())
    if difference.collection == "steps":
        rows = waiting_steps(program, difference.key, since)
        return rows.values("participant").distinct().count()
    if difference.collection == "commitments":
        promises = unkept_promises(planned_from(program, difference.key, since))
        return promises.values("participant").distinct().count()
    if difference.collection == "events":
        replies = Reply.objects.filter(event__in=coming_turns(program, difference.key, now))
        return replies.filter(state__in=(ReplyState.GOING, ReplyState.WAITING, ReplyState.MAYBE)).count()
    return 0


def steps_had_turns(program: Program, key: str, since: date) -> bool:
    """True when a step had a turn before that day that somebody may have done."""
    rows = Occurrence.objects.filter(program=program, step__key=key, opens_on__lt=since)
    return program.state != ProgramState.DRAFT and rows.exists()


def waiting_steps(program: Program, key: str, since: date) -> QuerySet[PersonStep]:
    """People's copies of a step's coming turns that have not opened."""
    rows = PersonStep.objects.filter(participant__program=program, step__key=key, state=PersonStepState.WAITING)
    return rows.filter(occurrence__opens_on__gte=since)


def turns_from(step: Step, since: date) -> list[Occurrence]:
    """A step's coming turns that were not released, oldest first."""
    rows = Occurrence.objects.filter(step=step, opens_on__gte=since, released_at=None)
    return list(rows.order_by("opens_on", "id"))


def planned_from(program: Program, key: str, since: date) -> list[PlannedPromise]:
    """A small promise's coming turns, oldest first."""
    rows = PlannedPromise.objects.filter(program=program, key=key, opens_on__gte=since)
    return list(rows.order_by("opens_on", "id"))


def unkept_promises(planned: Sequence[PlannedPromise]) -> QuerySet[Promise]:
    """People's copies of these that they have not kept."""
    return Promise.objects.filter(planned__in=[row.pk for row in planned], done_at=None)


def coming_turns(program: Program, key: str, now: datetime) -> list[Event]:
    """The coming events that a plan's entry made, soonest first."""
    rows = Event.objects.filter(program=program, key=key, starts_at__gt=now, cancelled_at=None)
    return list(rows.select_related("program", "series").order_by("starts_at", "id"))
