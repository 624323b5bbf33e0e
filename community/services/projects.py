"""Writes of projects: start, prolong, end, look for people, next steps, the networks they work with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from belonging.core import clock
from belonging.core.errors import BelongingError
from belonging.tenancy.audit import record
from community.enums import Entry, SeatState, StepAct
from community.models import Group, OtherNetwork, ProjectNetwork, ProjectStep
from community.rules import LONGEST_PROJECT, LONGEST_STEP, MOST_STEPS
from community.selectors.around_posts import holds
from community.selectors.groups import locked_group, seat_of
from community.services.groups import check_manages, found_group

if TYPE_CHECKING:
    from programs.models import Participant


class ProjectRefused(BelongingError):
    """Something a project does not allow."""

    code = "project_refused"


@dataclass(frozen=True)
class ProjectWords:
    """What somebody begins: a name, what it is for, its last day, who comes in."""

    name: str
    goal: str
    ends_on: date
    entry: Entry = Entry.OPEN
    topics: Sequence[str] = ()


@transaction.atomic
def start_project(*, founder: Participant, words: ProjectWords, now: datetime) -> Group:
    """This will begin a project that its founder manages; raises ProjectRefused for a day that does not fit."""
    _check_day(founder, words.ends_on, now)
    goal = " ".join(words.goal.split())
    if not goal:
        raise ProjectRefused(_("Say what will be there in the end."), field="goal")
    if holds(founder.program_id, f"{words.name}\n{goal}"):
        raise ProjectRefused(_("One of these words is read twice here. Say it in others."), field="goal")
    return found_group(
        founder=founder, name=words.name, about="", entry=words.entry, topics=words.topics, goal=goal,
        ends_on=words.ends_on, now=now,
    )  # fmt: skip


def _today(person: Participant, now: datetime) -> date:
    return clock.today(person.program.time_zone, now)


def _check_day(person: Participant, ends_on: date, now: datetime) -> None:
    today = _today(person, now)
    if not today <= ends_on <= today + LONGEST_PROJECT:
        raise ProjectRefused(_("Choose a day within the next six months. It can be moved later."), field="ends_on")


def _managed(group: Group, manager: Participant) -> Group:
    """The project, held, for who manages it and takes part now."""
    group = locked_group(group.pk)
    check_manages(manager, group)
    _check_acts(manager)
    return group


def _check_acts(person: Participant) -> None:
    if not person.may_act:
        raise ProjectRefused(_("Your place in this program is paused. Come back first."))


def _inside(group: Group, person: Participant, now: datetime) -> Group:
    """The project, held, for who is in it, until its last day."""
    group = locked_group(group.pk)
    seat = seat_of(group, person)
    if seat is None or seat.state != SeatState.IN or group.closed_at:
        raise ProjectRefused(_("Come into the project first."))
    _check_acts(person)
    if group.is_over(_today(person, now)):
        raise ProjectRefused(_("This project has ended. It can still be read."))
    return group


@transaction.atomic
def prolong_project(*, manager: Participant, group: Group, ends_on: date, now: datetime) -> None:
    """This will give a project another last day, also after it ended; raises ProjectRefused for one that is too far."""
    group = _managed(group, manager)
    _check_day(manager, ends_on, now)
    group.ends_on, group.ended_at = ends_on, None
    group.save(update_fields=["ends_on", "ended_at"])
    record(actor=manager.membership, verb="project.prolonged", target=group, now=now, ends_on=str(ends_on))


@transaction.atomic
def end_project(*, manager: Participant, group: Group, ends: bool, now: datetime) -> None:
    """This will say that a project is done before its day, or that it goes on after all; twice is once."""
    group = _managed(group, manager)
    if not ends and group.ends_on is not None and group.ends_on < _today(manager, now):
        raise ProjectRefused(_("Its last day has passed. Choose another one."), field="ends_on")
    if ends and group.is_over(_today(manager, now)):
        return
    group.ended_at = now if ends else None
    group.save(update_fields=["ended_at"])
    record(actor=manager.membership, verb="project.ended" if ends else "project.goes_on", target=group, now=now)


@transaction.atomic
def seek_people(*, manager: Participant, group: Group, seeks: bool, now: datetime) -> None:
    """This will say that a project looks for people, or no longer; twice is once."""
    group = _managed(group, manager)
    group.seeks_people = seeks
    group.save(update_fields=["seeks_people"])
    record(actor=manager.membership, verb="project.seeks_people", target=group, now=now, seeks=seeks)


@transaction.atomic
def add_step(*, person: Participant, group: Group, text: str, now: datetime) -> ProjectStep:
    """This will note a next step of a project; raises ProjectRefused for too many."""
    group = _inside(group, person, now)
    text = " ".join(text.split())
    if not text or len(text) > LONGEST_STEP:
        raise ProjectRefused(_("Say in a few words what comes next."), field="text")
    if holds(group.program_id, text):
        raise ProjectRefused(_("One of these words is read twice here. Say it in others."), field="text")
    if ProjectStep.objects.filter(group=group).count() >= MOST_STEPS:
        said = _("%(most)s steps are plenty. Take one off the list first.")
        raise ProjectRefused(said % {"most": MOST_STEPS}, field="text")
    step = ProjectStep.objects.create(group=group, text=text)
    record(actor=person.membership, verb="project.step_added", target=step, now=now)
    return step


@transaction.atomic
def change_step(*, person: Participant, step: ProjectStep, change: StepAct, now: datetime) -> None:
    """This will take a step on or leave it to others, tick it or open it again, or take it off the list."""
    _inside(step.group, person, now)
    rows = ProjectStep.objects.filter(pk=step.pk)
    # One statement each; ProjectStep has no save hooks that this could skip. Who took it first keeps it.
    if change == StepAct.TAKE:
        rows.filter(taken_by=None).update(taken_by=person)
    elif change == StepAct.LEAVE:
        rows.filter(taken_by=person).update(taken_by=None)
    elif change == StepAct.STRIKE:
        rows.delete()
    else:
        rows.update(done_at=now if change == StepAct.DONE else None)
    record(actor=person.membership, verb="project.step_changed", target=step, now=now, change=str(change))


@transaction.atomic
def work_with(*, person: Participant, group: Group, network: OtherNetwork, works: bool, now: datetime) -> None:
    """This will note that a project works with a network beyond this one, or no longer; twice is once."""
    group = _inside(group, person, now)
    if works:
        ProjectNetwork.objects.get_or_create(group=group, network=network)
    else:
        ProjectNetwork.objects.filter(group=group, network=network).delete()
    record(actor=person.membership, verb="project.works_with", target=group, now=now, works=works)
