"""Reads of the learning mix: what the plan asks for, and what a person did."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from belonging.core.clock import program_month, today
from belonging.core.prepared import Slot
from belonging.tenancy.scope import PreparedHere
from programs.enums import Attendance, Audience, LearningKind, PersonStepState
from programs.mix import Mix, mix_of, mixes_of
from programs.models import Event, Module, Occurrence, Participant, Program, Reply
from programs.rules import MIX_TARGET, MIX_TOLERANCE
from programs.selectors.paths import StepLine

TARGET = Mix(*MIX_TARGET)
BAR = 400  # width of the drawn bar
GAP = 4


@dataclass(frozen=True)
class MixPart:
    """One kind's piece of the bar."""

    kind: str
    label: str
    share: int
    off_by: int  # points above the target, or negative below it
    x: float
    width: float


@dataclass(frozen=True)
class MixLine:
    """A mix with a name: a module's, the program's or a person's."""

    name: str
    mix: Mix

    @property
    def is_off(self) -> bool:
        """True when a kind is further from the target than the band allows."""
        return self.mix.is_off(TARGET, MIX_TOLERANCE)

    @property
    def minutes(self) -> int:
        """All minutes together."""
        return self.mix.total

    @property
    def parts(self) -> list[MixPart]:
        """The pieces of the bar, with gaps between the kinds that are there."""
        shares, points = self.mix.shares, self.mix.off_by(TARGET)
        room = BAR - GAP * max(0, sum(share > 0 for share in shares.values()) - 1)
        found, x = [], 0.0
        for kind in LearningKind:
            share = shares[kind.value]
            width = round(room * share / 100, 1)
            part = MixPart(kind.value, str(kind.label), round(share), round(points[kind.value]), round(x, 1), width)
            found.append(part)
            x += width + (GAP if width else 0)
        return found

    @property
    def furthest(self) -> MixPart:
        """The kind that is furthest from the target."""
        return max(self.parts, key=lambda part: abs(part.off_by))


@dataclass(frozen=True)
class PlannedMix:
    """The mix of a plan: whole and by module."""

    whole: MixLine
    modules: list[MixLine]


def planned_mix(program: Program) -> PlannedMix:
    """
    Planned minutes by module; three queries. One rule for every page: the steps that are asked of everybody, and events
    that somebody planned beside them. A plan's own event is not counted: the step that invites to it has its minutes.
    """
    modules = list(Module.objects.filter(program=program).order_by("number", "id"))
    rows = [*_step_minutes(program), *_event_minutes(program, modules)]
    mixes = mixes_of(rows)
    whole = mix_of((kind, minutes) for _, kind, minutes in rows)
    return PlannedMix(MixLine("", whole), [MixLine(one.name, mixes.get(one.pk, Mix())) for one in modules])


def _step_minutes(program: Program) -> Iterator[tuple[int | None, str, int]]:
    rows = Occurrence.objects.filter(program=program, step__audience=Audience.PARTICIPANT, step__is_optional=False)
    rows = rows.order_by("id")
    yield from rows.values_list("step__module_id", "step__kind", "step__minutes")


def _event_minutes(program: Program, modules: list[Module]) -> Iterator[tuple[int | None, str, int]]:
    for event in Event.objects.filter(program=program, key="", cancelled_at=None).order_by("id"):
        month = program_month(program.starts_on, today(program.time_zone, event.starts_at))
        module = next((one for one in reversed(modules) if one.first_month <= month <= one.last_month), None)
        yield module.pk if module else None, event.kind, _minutes(event.starts_at, event.ends_at)


def _minutes(starts_at: datetime, ends_at: datetime) -> int:
    return int((ends_at - starts_at).total_seconds() // 60)


_CAME = PreparedHere(
    lambda: (
        Reply.objects.filter(participant_id=Slot("me"), attendance=Attendance.PRESENT, event__key="")
        .order_by("id")
        .values_list("event__kind", "event__starts_at", "event__ends_at")
    )
)


def mix_of_person(participant: Participant, lines: Iterable[StepLine]) -> MixLine:
    """The minutes of the steps a person did, of their own, and, by the same rule, of the events they came to."""
    steps = [(line.kind, line.minutes) for line in lines if line.state == PersonStepState.DONE]
    came = [(kind, _minutes(starts, ends)) for kind, starts, ends in _CAME.tuples(me=participant.pk)]
    return MixLine("", mix_of([*steps, *came]))
