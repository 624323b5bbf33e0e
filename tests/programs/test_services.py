"""Programs and the steps of those who walk them."""

from datetime import timedelta

import pytest
from django.test import TestCase

from belonging.tenancy.models import Membership
from programs.enums import PARTICIPANT_STEPS, PROGRAM_STEPS, ParticipantState, ProgramState
from programs.models import Program
from programs.selectors.programs import participant_of, people_in, programs_of
from programs.services.programs import (
    ParticipantRefused,
    ProgramRefused,
    create_program,
    enrol_participant,
    pause_participant,
    pause_program,
    start_program,
    withdraw_participant,
)
from programs.signals import participant_left
from tests.cast import NOON, STARTS_ON, TODAY, House


def test_names_are_used_once_here_and_again_elsewhere(northlight: House, southgate: House) -> None:
    for house in (northlight, southgate):
        with house.open():
            made = create_program(actor=house.una.membership, name="Long Table", starts_on=STARTS_ON, now=NOON)
            assert (made.slug, made.state) == ("long-table", ProgramState.DRAFT)
            with pytest.raises(ProgramRefused) as refusal:
                create_program(actor=house.una.membership, name="long table", starts_on=STARTS_ON, now=NOON)
            assert refusal.value.field == "name"


@pytest.mark.parametrize("time_zone", ["Mars/Olympus", "../etc/passwd", ""])
def test_unknown_time_zone_is_refused(time_zone: str, inside: House) -> None:
    with pytest.raises(ProgramRefused) as refusal:
        create_program(actor=None, name="X", starts_on=STARTS_ON, now=NOON, time_zone=time_zone)

    assert refusal.value.field == "time_zone"


@pytest.mark.parametrize(
    ("targets", "words"),
    [
        ({"degree": 0}, "The target for Degree needs to be above 0."),
        ({"path_length": -1.0}, "The target for Path length needs to be above 0."),
        ({"clustering": float("nan")}, "The target for Clustering needs to be above 0."),
        ({"degree": float("inf")}, "The target for Degree needs to be above 0."),
        ({"warmth": 1.0}, "There is no target called warmth."),
    ],
)
def test_targets_that_cannot_be_reached_for_are_refused(targets: dict[str, float], words: str, inside: House) -> None:
    with pytest.raises(ProgramRefused, match=words) as refusal:
        create_program(actor=None, name="X", starts_on=STARTS_ON, now=NOON, targets=targets)

    assert refusal.value.field == "targets"


def test_program_starts_once(inside: House) -> None:
    with pytest.raises(ProgramRefused):
        start_program(actor=None, program=inside.program, now=NOON)


def test_paused_program_starts_again_and_keeps_its_first_start(inside: House) -> None:
    began = inside.program.started_at
    pause_program(actor=None, program=inside.program, now=NOON)

    again = start_program(actor=None, program=inside.program, now=NOON + timedelta(days=3))

    assert (again.state, again.started_at) == (ProgramState.RUNNING, began)


@pytest.mark.parametrize("steps", [PARTICIPANT_STEPS, PROGRAM_STEPS])
def test_every_state_has_its_steps(steps: dict[str, frozenset[str]]) -> None:
    states = set(ParticipantState) if steps is PARTICIPANT_STEPS else set(ProgramState)

    assert set(steps) == states
    assert set().union(*steps.values()) <= states


def test_enrolling_takes_the_segment_along(inside: House) -> None:
    member = Membership.objects.create(name="Noor", role="facilitator", attributes={"Department": "Sales"})

    place = enrol_participant(actor=None, program=inside.program, membership=member, on=TODAY, now=NOON)

    assert (place.segment, place.joined_on, place.state) == ("Sales", TODAY, "active")
    assert enrol_participant(actor=None, program=inside.program, membership=member, on=TODAY, now=NOON).pk == place.pk


def test_person_who_left_is_out_and_may_come_back(inside: House) -> None:
    heard: list[object] = []

    def hear(sender: object, **news: object) -> None:
        heard.append((news["organization_id"], news["participant_id"]))

    participant_left.connect(hear)
    try:
        with TestCase.captureOnCommitCallbacks(execute=True):
            gone = withdraw_participant(
                actor=None, participant=inside.ben.place, on=TODAY, reason="moved away", now=NOON
            )
    finally:
        participant_left.disconnect(hear)

    assert heard == [(inside.organization.id, gone.public_id)]
    assert participant_of(inside.program, inside.ben.membership) is None
    assert inside.ben.place not in people_in(inside.program)
    back = enrol_participant(actor=None, program=inside.program, membership=inside.ben.membership, on=TODAY, now=NOON)
    assert (back.pk, back.state, back.withdrawn_on, back.withdrawal_reason) == (gone.pk, "active", None, "")


def test_step_that_is_not_open_is_refused(inside: House) -> None:
    gone = withdraw_participant(actor=None, participant=inside.ben.place, on=TODAY, reason="", now=NOON)

    with pytest.raises(ParticipantRefused):
        pause_participant(actor=None, participant=gone, until=None, now=NOON)


def test_participants_see_their_programs_and_facilitators_all(inside: House) -> None:
    assert programs_of(inside.ben.membership, every=False) == [inside.program]
    assert programs_of(inside.sam.membership, every=False) == [inside.sibling]
    assert programs_of(inside.una.membership, every=True) == list(Program.objects.order_by("-pk"))
