"""Writes of a person's way: done, undone, left out; and one path moved, paused or caught up without the plan."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import DateField, ExpressionWrapper, F
from django.db.models.expressions import Combinable
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from belonging.core.errors import BelongingError
from belonging.tenancy.audit import record
from belonging.tenancy.models import Membership
from programs.enums import PERSON_STEP_STEPS, LinkKind, ParticipantState, PersonStepState, PromiseSource
from programs.models import Participant, PersonStep, Promise
from programs.rules import FURTHEST_SHIFT, is_open_for_logging
from programs.selectors.paths import UNSETTLED, openable_steps
from programs.selectors.promises import rested_people
from programs.services.programs import enrol_participant, pause_participant


class StepRefused(BelongingError):
    """A step cannot be taken, taken back or left out now."""

    code = "step_refused"


class PathRefused(BelongingError):
    """A person's path cannot be moved like that."""

    code = "path_refused"


@transaction.atomic
def complete_person_step(*, person_step: PersonStep, on: date, now: datetime, wrote: str = "") -> PersonStep:
    """
    This will mark a step done, keep what the person wrote, and open at once what waited for it and whose day has come.

    Doing it twice changes only the words. Raises StepRefused while the step is not open.
    """
    row = _held(person_step)
    _check_person(row.participant)
    row.wrote = wrote.strip() or row.wrote
    if row.state == PersonStepState.DONE:
        row.save(update_fields=["wrote"])
        return row
    _move(row, PersonStepState.DONE)
    row.done_at = now
    row.save(update_fields=["state", "done_at", "wrote"])
    _open_what_waited(row, on)
    record(actor=row.participant.membership, verb="step.done", target=row, now=now)
    return row


@transaction.atomic
def open_path(*, participant: Participant, on: date) -> int:
    """This will open what one person's path owes them by a day, and count it; the daily release does it for all."""
    # One statement; PersonStep has no save hooks beyond the organization check, which the manager repeats.
    return openable_steps(on).filter(participant=participant).update(state=PersonStepState.OPEN)


@transaction.atomic
def reopen_person_step(*, person_step: PersonStep, now: datetime) -> PersonStep:
    """This will take back that a step is done or left out; what was written stays. Raises StepRefused for others."""
    row = _held(person_step)
    _check_person(row.participant)
    if row.state == PersonStepState.OPEN:
        return row
    if row.state == PersonStepState.WAITING:
        raise StepRefused(gettext_lazy("This step has not opened yet."))
    _move(row, PersonStepState.OPEN)
    row.done_at = None
    row.save(update_fields=["state", "done_at"])
    record(actor=row.participant.membership, verb="step.reopened", target=row, now=now)
    return row


@transaction.atomic
def skip_person_step(*, person_step: PersonStep, on: date, now: datetime) -> PersonStep:
    """This will leave an optional step out; raises StepRefused for one the year asks of everybody."""
    row = _held(person_step)
    _check_person(row.participant)
    if not row.step.is_optional:
        raise StepRefused(gettext_lazy("This step is part of the year for everybody."))
    if row.state != PersonStepState.SKIPPED:
        _move(row, PersonStepState.SKIPPED)
        row.save(update_fields=["state"])
        _open_what_waited(row, on)
        record(actor=row.participant.membership, verb="step.left_out", target=row, now=now)
    return row


def _held(person_step: PersonStep) -> PersonStep:
    # A double tap is answered by the state the first one left.
    rows = PersonStep.objects.select_for_update(of=("self",))
    row: PersonStep = rows.select_related("step", "participant__membership", "participant__program").get(
        pk=person_step.pk
    )
    return row


def _check_person(participant: Participant) -> None:
    if not participant.may_act:
        raise StepRefused(_("Your place in this program is paused or complete. Everything stays readable."))
    if not is_open_for_logging(participant.program):
        raise StepRefused(_("This program is not running now. Everything stays readable."))


def _move(row: PersonStep, state: PersonStepState) -> None:
    if state not in PERSON_STEP_STEPS[row.state]:
        if row.state == PersonStepState.WAITING:
            text = _("This step opens on %(day)s.")
            raise StepRefused(text % {"day": date_format(row.opens_on, "MONTH_DAY_FORMAT")})
        raise StepRefused(_("This step was left out. Take it up again first."))
    row.state = state


def _open_what_waited(row: PersonStep, on: date) -> int:
    """What waited for this step opens now, not tomorrow morning, once nothing else stands in its way."""
    waiting = openable_steps(on).filter(
        participant=row.participant, step__links__other=row.step, step__links__kind=LinkKind.UNLOCK_AFTER
    )
    # One statement for many rows; PersonStep has no save hooks that this could skip.
    return PersonStep.objects.filter(pk__in=list(waiting.values_list("pk", flat=True))).update(
        state=PersonStepState.OPEN
    )


@transaction.atomic
def release_missed_step(*, actor: Membership, person_step: PersonStep, on: date, now: datetime) -> PersonStep:
    """This will open for a late joiner, today, what the plan asked before they came; raises PathRefused otherwise."""
    row = _missed(person_step)
    _move_days(row, on)
    row.state = PersonStepState.OPEN
    row.save(update_fields=["state", "opens_on", "due_on"])
    record(actor=actor, verb="step.released", target=row, now=now, participant=str(row.participant.public_id))
    return row


@transaction.atomic
def skip_missed_step(*, actor: Membership, person_step: PersonStep, on: date, now: datetime) -> PersonStep:
    """This will leave out for a late joiner what the plan asked before they came; raises PathRefused otherwise."""
    row = _missed(person_step)
    row.state = PersonStepState.SKIPPED
    row.save(update_fields=["state"])
    _open_what_waited(row, on)
    record(actor=actor, verb="step.left_out", target=row, now=now, participant=str(row.participant.public_id))
    return row


@transaction.atomic
def reschedule_missed_step(
    *, actor: Membership, person_step: PersonStep, opens_on: date, on: date, now: datetime
) -> PersonStep:
    """
    This will give a late joiner a later day for what the plan asked before they came.

    Raises PathRefused for a day that has passed or lies after the program.
    """
    row = _missed(person_step)
    if not on < opens_on < row.participant.program.ends_before:
        raise PathRefused(_("Choose a day from tomorrow to the end of the program."), field="day")
    _move_days(row, opens_on)
    row.save(update_fields=["opens_on", "due_on"])
    record(actor=actor, verb="step.rescheduled", target=row, now=now, participant=str(row.participant.public_id))
    return row


def _missed(person_step: PersonStep) -> PersonStep:
    row = _held(person_step)
    if row.state != PersonStepState.WAITING:
        raise PathRefused(gettext_lazy("This has been settled already."))
    return row


def _move_days(row: PersonStep, opens_on: date) -> None:
    row.due_on = row.due_on and row.due_on + (opens_on - row.opens_on)
    row.opens_on = opens_on


@transaction.atomic
def shift_path(*, actor: Membership | None, participant: Participant, days: int, from_on: date, now: datetime) -> int:
    """
    This will move one person's unfinished days from `from_on` on, later or earlier, and answer how many steps moved.

    The plan and everybody else keep their days. Raises PathRefused for no days at all or more than a year.
    """
    if not 0 < abs(days) <= FURTHEST_SHIFT:
        text = _("Choose between 1 and %(most)s days, earlier or later.")
        raise PathRefused(text % {"most": FURTHEST_SHIFT}, field="days")
    moved = _shift(participant, days, from_on)
    record(actor=actor, verb="path.shifted", target=participant, now=now, days=days, steps=moved)
    return moved


def _shift(participant: Participant, days: int, from_on: date) -> int:
    # Four statements for any number of rows; neither table has save hooks that this could skip.
    by = timedelta(days=days)
    steps = PersonStep.objects.filter(participant=participant, state__in=UNSETTLED)
    begun = steps.filter(opens_on__lt=from_on, due_on__gte=from_on).update(due_on=plus_days("due_on", by))
    coming = steps.filter(opens_on__gte=from_on).update(
        opens_on=plus_days("opens_on", by), due_on=plus_days("due_on", by)
    )
    # A person's own promises keep the day they chose.
    promises = Promise.objects.filter(participant=participant, done_at=None).exclude(source=PromiseSource.OWN)
    later = {"due_on": plus_days("due_on", by), "reminded_at": None}
    promises.filter(opens_on__lt=from_on, due_on__gte=from_on).update(**later)
    promises.filter(opens_on__gte=from_on).update(opens_on=plus_days("opens_on", by), **later)
    return begun + coming


def plus_days(name: str, by: timedelta) -> Combinable:
    """A date column so much later, inside an update."""
    return ExpressionWrapper(F(name) + by, output_field=DateField())


@transaction.atomic
def pause_path(
    *, actor: Membership | None, participant: Participant, until: date, on: date, now: datetime
) -> Participant:
    """
    This will pause a person until a day, and move all their unfinished days by as much.

    Raises PathRefused for a day that has passed, ParticipantRefused when they do not take part now.
    """
    if not 0 < (until - on).days <= FURTHEST_SHIFT:
        raise PathRefused(_("Choose a day from tomorrow on, within a year."), field="until")
    pause_participant(actor=actor, participant=participant, until=until, now=now)
    moved = _shift(participant, (until - on).days, on)
    record(actor=actor, verb="path.shifted", target=participant, now=now, days=(until - on).days, steps=moved)
    return participant


@transaction.atomic
def resume_path(*, actor: Membership | None, participant: Participant, on: date, now: datetime) -> Participant:
    """
    This will bring a person back; who comes back early gets the days back that are left of the pause.

    Raises PathRefused when they are not paused.
    """
    held: Participant = Participant.objects.select_for_update(of=("self",)).get(pk=participant.pk)
    if held.state != ParticipantState.PAUSED:
        raise PathRefused(gettext_lazy("They are not paused now."))
    left = (held.paused_until - on).days if held.paused_until else 0
    enrol_participant(
        actor=actor, program=participant.program, membership=participant.membership, on=held.joined_on or on, now=now
    )
    if left > 0 and held.paused_until:
        moved = _shift(participant, -left, held.paused_until)
        record(actor=actor, verb="path.shifted", target=participant, now=now, days=-left, steps=moved)
    return participant


@transaction.atomic
def resume_rested_people(*, now: datetime) -> int:
    """This will bring back everybody of the open organization whose pause is over, and answer how many."""
    people = list(rested_people(now).select_for_update(of=("self",), skip_locked=True))
    for person in people:
        resume_path(actor=None, participant=person, on=person.paused_until or now.date(), now=now)
    return len(people)
