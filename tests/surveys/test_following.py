"""Planned surveys follow their program: another start, another plan; what has opened stays."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from belonging.core import clock
from programs.models import Program
from programs.plan_edits import Move, Remove
from programs.plan_files import Plan
from programs.services.plan_changes import publish_draft
from programs.services.plan_drafts import edit_draft
from programs.services.plans import create_program_from_template, move_start, read
from programs.services.programs import start_program
from programs.services.seed import keep_seed_template
from surveys.enums import WaveKind, WaveState
from surveys.models import Wave
from surveys.services.built_in import keep_built_in
from surveys.services.following import follow_program
from surveys.services.planning import add_wave, move_wave, plan_waves
from tests.cast import NOON, House

Capture = Callable[..., AbstractContextManager[list[Any]]]
STARTS_ON = date(2026, 9, 1)
OCTOBER = datetime(2026, 10, 7, 12, tzinfo=UTC)  # month 2


@pytest.fixture
def draft(inside: House, monkeypatch: pytest.MonkeyPatch) -> Program:
    """A draft of a year that begins in September; the receiver's clock stands in July."""
    monkeypatch.setattr(clock, "now", lambda: NOON)
    template = keep_seed_template(actor=inside.una.membership, now=NOON)
    return create_program_from_template(
        actor=inside.una.membership, template=template, name="New Year", starts_on=STARTS_ON, now=NOON
    )


def days(program: Program, kind: WaveKind, state: WaveState = WaveState.PLANNED) -> list[date]:
    rows = Wave.objects.filter(program=program, kind=kind, state=state)
    return list(rows.order_by("opens_on").values_list("opens_on", flat=True))


def test_moving_a_draft_moves_what_is_planned_in_it(
    inside: House, draft: Program, django_capture_on_commit_callbacks: Capture
) -> None:  # peers 1.1
    una, pulse = inside.una.membership, keep_built_in(now=NOON)["belonging-pulse"]
    for day in (date(2026, 11, 3), date(2026, 12, 3)):  # thirty days apart: one takes the other's place
        add_wave(actor=una, program=draft, instrument=pulse, kind=WaveKind.PULSE, opens_on=day,
                 closes_on=day + timedelta(days=9), now=NOON)  # fmt: skip

    with django_capture_on_commit_callbacks(execute=True):
        move_start(actor=una, program=draft, starts_on=STARTS_ON + timedelta(days=30), now=NOON)

    assert days(draft, WaveKind.PULSE) == [date(2026, 12, 3), date(2027, 1, 2)]
    assert follow_program(program=draft, now=NOON) == 0


def test_published_plan_moves_adds_and_calls_off(
    inside: House, draft: Program, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Capture
) -> None:  # peers 1.7
    una = inside.una.membership
    start_program(actor=una, program=draft, now=NOON)
    plan_waves(program=draft, now=NOON)
    first, second, third = Wave.objects.filter(program=draft, kind=WaveKind.PULSE).order_by("opens_on")
    Wave.objects.filter(pk=first.pk).update(state=WaveState.OPEN)
    by_hand = second.opens_on + timedelta(days=2)
    move_wave(actor=una, wave=second, opens_on=by_hand, closes_on=by_hand + timedelta(days=9), now=OCTOBER)
    monkeypatch.setattr(clock, "now", lambda: OCTOBER)
    pulse = next(one.key for one in _plan(draft).surveys if one.kind == "pulse")
    annual = next(one.key for one in _plan(draft).surveys if one.kind == "annual")

    with django_capture_on_commit_callbacks(execute=True):
        for edit in (Move("surveys", pulse, 6, 7), Remove("surveys", annual, 12)):
            held = edit_draft(actor=una, template=draft.template, program=draft, edit=edit, now=OCTOBER)
        publish_draft(actor=una, program=draft, draft=held, now=OCTOBER)

    second.refresh_from_db()
    assert days(draft, WaveKind.PULSE, WaveState.OPEN) == [first.opens_on]
    assert second.opens_on - second.plan_day == timedelta(days=2)  # type: ignore[operator]
    assert second.plan_day.month == 3  # type: ignore[union-attr]
    assert days(draft, WaveKind.PULSE)[1] == third.opens_on
    assert (days(draft, WaveKind.ANNUAL), len(days(draft, WaveKind.ANNUAL, WaveState.CALLED_OFF))) == ([], 1)
    assert follow_program(program=draft, now=OCTOBER) == 0


def _plan(program: Program) -> Plan:
    assert program.template is not None
    return read(program.template.content)
