"""A person's way: done, undone, opened by others; one path moved, paused, caught up, finished."""

from datetime import date, timedelta

import pytest

from belonging.tenancy.models import AuditEntry
from programs.enums import ParticipantState, PersonStepState, PromiseSource
from programs.models import Occurrence, PersonStep
from programs.selectors.paths import missed_steps, openable_steps, progress_of
from programs.services import paths as writes
from programs.services.programs import enrol_participant
from tests.cast import NOON, TODAY, House, make_person
from tests.programs.walk import give, make_module, make_step, promise

WAITING, OPEN, DONE, SKIPPED = (
    PersonStepState.WAITING,
    PersonStepState.OPEN,
    PersonStepState.DONE,
    PersonStepState.SKIPPED,
)
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)


def complete(row: PersonStep, wrote: str = "") -> PersonStep:
    return writes.complete_person_step(person_step=row, on=TODAY, now=NOON, wrote=wrote)


def state(row: PersonStep) -> str:
    return PersonStep.objects.get(pk=row.pk).state


def test_step_is_done_once_and_keeps_the_words(inside: House) -> None:
    row = give(inside.ben.place, make_step(make_module(inside.program), "listen"), TODAY)

    complete(row, "I heard more.")
    again = complete(row)

    assert (again.state, again.done_at, again.wrote) == (DONE, NOON, "I heard more.")
    assert AuditEntry.objects.filter(verb="step.done").count() == 1


def test_undone_step_keeps_the_words(inside: House) -> None:
    row = complete(give(inside.ben.place, make_step(make_module(inside.program), "listen"), TODAY), "Mine")

    back = writes.reopen_person_step(person_step=row, now=NOON)

    assert (back.state, back.done_at, back.wrote) == (OPEN, None, "Mine")


def test_coming_step_names_its_day_and_stays(inside: House) -> None:
    row = give(inside.ben.place, make_step(make_module(inside.program), "later"), date(2026, 8, 3), WAITING)

    with pytest.raises(writes.StepRefused, match="This step opens on 3 August"):
        complete(row)

    assert state(row) == WAITING


def test_only_an_optional_step_is_left_out(inside: House) -> None:
    module = make_module(inside.program)
    asked = give(inside.ben.place, make_step(module, "asked"), TODAY)
    free = give(inside.ben.place, make_step(module, "free", is_optional=True), TODAY)

    writes.skip_person_step(person_step=free, on=TODAY, now=NOON)
    with pytest.raises(writes.StepRefused, match="part of the year for everybody"):
        writes.skip_person_step(person_step=asked, on=TODAY, now=NOON)

    assert (state(free), state(asked)) == (SKIPPED, OPEN)


def test_step_opens_at_once_when_all_of_its_set_are_done(inside: House) -> None:  # peers 1.3
    module, ben = make_module(inside.program), inside.ben.place
    one, two = make_step(module, "one"), make_step(module, "two")
    last = give(ben, make_step(module, "last", after=[one, two]), YESTERDAY, WAITING)
    rows = [give(ben, step, YESTERDAY) for step in (one, two)]
    other = give(inside.mira.place, last.step, YESTERDAY, WAITING)
    for step in (one, two):
        give(inside.mira.place, step, YESTERDAY)

    complete(rows[0])
    after_one = state(last)
    complete(rows[1])

    assert (after_one, state(last), state(other)) == (WAITING, OPEN, WAITING)


def test_unlocked_step_still_waits_for_its_day(inside: House) -> None:  # peers 1.3
    module, ben = make_module(inside.program), inside.ben.place
    first = make_step(module, "first")
    last = give(ben, make_step(module, "last", after=[first]), TOMORROW, WAITING)

    complete(give(ben, first, YESTERDAY))

    assert state(last) == WAITING
    assert list(openable_steps(TOMORROW)) == [last]


def test_what_is_left_out_holds_nobody_back(inside: House) -> None:  # peers 1.3
    module, ben = make_module(inside.program), inside.ben.place
    free = make_step(module, "free", is_optional=True)
    last = give(ben, make_step(module, "last", after=[free]), YESTERDAY, WAITING)

    writes.skip_person_step(person_step=give(ben, free, YESTERDAY), on=TODAY, now=NOON)

    assert state(last) == OPEN


def test_monthly_step_counts_as_done_from_its_first_turn(inside: House) -> None:  # peers 1.3
    module, ben = make_module(inside.program), inside.ben.place
    monthly = make_step(module, "monthly")
    last = give(ben, make_step(module, "last", after=[monthly]), YESTERDAY, WAITING)
    give(ben, monthly, TODAY + timedelta(days=30), WAITING)

    complete(give(ben, monthly, YESTERDAY))

    assert state(last) == OPEN


@pytest.fixture
def late(inside: House) -> tuple[PersonStep, PersonStep, PersonStep]:
    """Somebody who joined today, with three steps from before and one of today."""
    person = make_person("Lea", "northlight", None).membership
    place = enrol_participant(actor=None, program=inside.program, membership=person, on=TODAY, now=NOON)
    module = make_module(inside.program)
    give(place, make_step(module, "today"), TODAY, WAITING)
    one, two, three = (give(place, make_step(module, f"past{n}"), date(2026, 3, n), WAITING) for n in (1, 2, 3))
    return one, two, three


def test_late_joiner_has_missed_steps_that_open_by_themselves_never(
    late: tuple[PersonStep, ...], inside: House
) -> None:  # peers 1.4
    assert list(missed_steps(late[0].participant)) == list(late)
    assert [row.opens_on for row in openable_steps(TODAY)] == [TODAY]


def test_who_joined_before_the_launch_has_missed_nothing(inside: House) -> None:  # peers 1.4
    row = give(inside.ben.place, make_step(make_module(inside.program), "early"), date(2025, 12, 15), WAITING)

    assert list(missed_steps(inside.ben.place)) == []
    assert list(openable_steps(TODAY)) == [row]


def test_missed_steps_are_released_left_out_or_rescheduled(
    late: tuple[PersonStep, ...], inside: House
) -> None:  # peers 1.4
    one, two, three = late
    ada, day = inside.ada.membership, date(2026, 7, 20)

    writes.release_missed_step(actor=ada, person_step=one, on=TODAY, now=NOON)
    writes.skip_missed_step(actor=ada, person_step=two, on=TODAY, now=NOON)
    writes.reschedule_missed_step(actor=ada, person_step=three, opens_on=day, on=TODAY, now=NOON)

    rows = [(row.state, row.opens_on, row.due_on) for row in PersonStep.objects.filter(pk__in=[r.pk for r in late])]
    week = timedelta(days=7)
    assert rows == [(OPEN, TODAY, TODAY + week), (SKIPPED, two.opens_on, two.due_on), (WAITING, day, day + week)]
    assert list(missed_steps(one.participant)) == []
    assert three in openable_steps(day)
    # The plan itself has not moved.
    assert Occurrence.objects.get(pk=three.occurrence_id).opens_on == date(2026, 3, 3)


@pytest.mark.parametrize("day", [TODAY, date(2027, 1, 12)])
def test_missed_step_needs_a_day_of_the_program(late: tuple[PersonStep, ...], inside: House, day: date) -> None:
    with pytest.raises(writes.PathRefused, match="from tomorrow to the end"):
        writes.reschedule_missed_step(
            actor=inside.ada.membership, person_step=late[0], opens_on=day, on=TODAY, now=NOON
        )


def test_one_path_shifts_and_plan_and_others_stay(inside: House) -> None:  # peers 1.5
    ben, mira, module = inside.ben.place, inside.mira.place, make_module(inside.program)
    step, begun = make_step(module, "coming"), make_step(module, "begun")
    mine, theirs = (give(person, step, date(2026, 8, 3), WAITING) for person in (ben, mira))
    running = give(ben, begun, date(2026, 7, 6))
    done = give(ben, make_step(module, "done"), date(2026, 8, 4), DONE, done_at=NOON)
    planned, own = promise(ben, date(2026, 8, 10)), promise(ben, date(2026, 8, 10), source=PromiseSource.OWN)

    moved = writes.shift_path(actor=inside.ada.membership, participant=ben, days=14, from_on=TODAY, now=NOON)

    for row in (mine, theirs, running, done, planned, own):
        row.refresh_from_db()
    assert moved == 2
    assert (mine.opens_on, mine.due_on) == (date(2026, 8, 17), date(2026, 8, 24))
    assert (running.opens_on, running.due_on) == (date(2026, 7, 6), date(2026, 7, 27))
    assert (theirs.opens_on, done.opens_on) == (date(2026, 8, 3), date(2026, 8, 4))
    assert (planned.opens_on, planned.due_on, own.due_on) == (date(2026, 8, 17), date(2026, 8, 24), date(2026, 8, 10))
    assert Occurrence.objects.get(pk=mine.occurrence_id).opens_on == date(2026, 8, 3)
    entry = AuditEntry.objects.get(verb="path.shifted")
    assert (entry.actor_id, entry.target_id, entry.detail) == (
        inside.ada.membership.pk, ben.public_id, {"days": 14, "steps": 2},
    )  # fmt: skip


@pytest.mark.parametrize("days", [0, 367, -400])
def test_path_shifts_by_a_year_at_most(inside: House, days: int) -> None:
    with pytest.raises(writes.PathRefused) as refusal:
        writes.shift_path(actor=None, participant=inside.ben.place, days=days, from_on=TODAY, now=NOON)

    assert refusal.value.field == "days"


def test_pause_moves_the_days_and_coming_back_early_gives_them_back(inside: House) -> None:  # peers 1.5
    ben = inside.ben.place
    row = give(ben, make_step(make_module(inside.program), "coming"), date(2026, 7, 20), WAITING)

    writes.pause_path(actor=None, participant=ben, until=date(2026, 8, 8), on=TODAY, now=NOON)
    row.refresh_from_db()
    paused = row.opens_on
    writes.resume_path(actor=None, participant=ben, on=date(2026, 7, 19), now=NOON)

    row.refresh_from_db()
    ben.refresh_from_db()
    assert (paused, row.opens_on) == (date(2026, 8, 19), date(2026, 7, 30))  # ten days of pause were taken
    assert (ben.state, ben.paused_until) == (ParticipantState.ACTIVE, None)


def test_pause_ends_by_itself_on_its_day(inside: House) -> None:  # peers 1.5
    ben = inside.ben.place
    writes.pause_path(actor=None, participant=ben, until=TOMORROW, on=TODAY, now=NOON)

    early = writes.resume_rested_people(now=NOON)
    come = writes.resume_rested_people(now=NOON + timedelta(days=1))

    ben.refresh_from_db()
    assert (early, come, ben.state) == (0, 1, ParticipantState.ACTIVE)


def test_paused_person_does_no_steps(inside: House) -> None:
    row = give(inside.ben.place, make_step(make_module(inside.program), "now"), TODAY)
    writes.pause_path(actor=None, participant=inside.ben.place, until=TOMORROW, on=TODAY, now=NOON)

    with pytest.raises(writes.StepRefused, match="stays readable"):
        complete(row)


def test_finished_journey_stays_whole(inside: House) -> None:  # peers 1.6
    ben, module = inside.ben.place, make_module(inside.program)
    complete(give(ben, make_step(module, "done"), TODAY))
    complete_before = progress_of(ben).percent
    ben.state = ParticipantState.COMPLETED
    ben.save(update_fields=["state"])
    give(ben, make_step(module, "added"), TOMORROW, WAITING)

    progress = progress_of(ben)

    assert (complete_before, progress.percent, progress.done, progress.total) == (100, 100, 1, 1)
