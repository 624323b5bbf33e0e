"""The board of the roadmap builder: twelve months of four columns, what is missing, and the mix."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from belonging.core import clock
from programs.calendar import Span, local_moment
from programs.mix import Mix
from programs.models import Event, Module, Program, Promise
from programs.plan_edits import ASK, BEFORE, Card, cards, find
from programs.plan_files import Block, Plan, PlannedEvent, Step, planned_mixes
from programs.plan_files import Module as PlannedModule
from programs.plan_looks import Look, looks_at, months_without_doing
from programs.selectors.mixes import MixLine
from programs.selectors.paths import Month, Progress, Roadmap, StepLine

TRACKS = ("experiential", "peer", "formal", ASK)
SOME_START = date(2026, 1, 1)


@dataclass(frozen=True)
class Cell:
    """One column of one month."""

    track: str
    month: int
    cards: list[Card]
    lacks_doing: bool


@dataclass(frozen=True)
class BoardMonth:
    """One row of the board; number 0 is the time before the launch."""

    number: int
    begins_on: date | None  # nothing while there is no start day
    cells: list[Cell]


@dataclass(frozen=True)
class BoardModule:
    """A module with its months; without one the time before the launch, or months nobody gave a module."""

    module: PlannedModule | None
    months: list[BoardMonth]


@dataclass(frozen=True)
class Board:
    """The whole board."""

    plan: Plan
    modules: list[BoardModule]
    looks: list[Look]
    mix: MixLine
    blocks: tuple[Block, ...]


def board_of(plan: Plan, starts_on: date | None) -> Board:
    """The board of a plan; no query."""
    placed: dict[tuple[int, str], list[Card]] = defaultdict(list)
    for card in cards(plan):
        placed[card.month, card.track].append(card)
    lacking = set(months_without_doing(plan))
    stretches: list[BoardModule] = []
    for number in range(plan.months + 1):
        module = next((one for one in plan.modules if number in one.months), None)
        if not stretches or stretches[-1].module != module or number == 1:
            stretches.append(BoardModule(module, []))
        cells = [
            Cell(track, number, placed[number, track], track == "experiential" and number in lacking)
            for track in TRACKS
        ]
        begins = clock.month_begins_on(starts_on, number) if starts_on and number else None
        stretches[-1].months.append(BoardMonth(number, begins, cells))
    whole = sum(planned_mixes(plan).values(), Mix())
    return Board(plan, stretches, looks_at(plan), MixLine("", whole), plan.blocks)


@dataclass(frozen=True)
class OpenItem:
    """What stands in the inspector."""

    collection: str
    key: str
    month: int
    item: Any

    @property
    def name(self) -> str:
        """How a form names it."""
        return f"{self.collection}.{self.key}.{self.month}"


def open_item(plan: Plan, name: str) -> OpenItem | None:
    """The thing an address names, as in steps.draw-your-map.1, or nothing."""
    collection, _, rest = name.partition(".")
    key, _, month = rest.rpartition(".")
    try:
        item = find(plan, collection, key)
    except ValueError:
        return None
    return OpenItem(collection, key, int(month) if month.isdigit() else BEFORE, item)


def preview_of(plan: Plan, program: Program | None, time_zone: str, today: date) -> Roadmap:
    """A plan as the year of somebody who takes part and has done nothing yet; no query."""
    span = replace(program.span, months=plan.months) if program else Span(SOME_START, plan.months)
    start = span.starts_on
    now = clock.program_month(start, today)
    modules = {one.key: Module(number=one.number, name=one.name, about=one.about) for one in plan.modules}
    months = [_month(start, plan, modules, number, now) for number in range(plan.months + 1)]
    for step in plan.steps:
        for day in span.days(step.when) if step.audience == "participant" else ():
            _in(months, start, day).steps.append(_line(step, day, span))
    for one in plan.commitments:
        for day in span.days(one.when):
            due = span.after(one.due, day) if one.due else day + timedelta(days=7)
            _in(months, start, day).promises.append(Promise(text=one.text, kind=one.kind, opens_on=day, due_on=due))
    for event in plan.events:
        for day in span.days(event.when):
            _in(months, start, day).events.append(_event(event, local_moment(day, event.when.hour, time_zone)))
    total = sum(len(month.steps) for month in months)
    return Roadmap(months[1:], None if months[0].is_empty else months[0], now, Progress(0, total))


def _line(step: Step, day: date, span: Span) -> StepLine:
    due = span.after(step.due, day) if step.due else None
    return StepLine(None, step.title, step.kind, step.minutes, day, due, is_optional=step.is_optional)


def _event(event: PlannedEvent, begins: datetime) -> Event:
    ends = begins + timedelta(minutes=event.minutes)
    return Event(title=event.title, text=event.text, kind=event.kind, form=event.form, starts_at=begins, ends_at=ends)


def _month(start: date, plan: Plan, modules: dict[str, Module], number: int, now: int) -> Month:
    found = next((one for one in plan.modules if number in one.months), None)
    module = modules[found.key] if found else None  # the same for all its months, so that they stand together
    begins_on = clock.month_begins_on(start, number)
    state = "past" if number < now else "now" if number == now else "next"
    return Month(number, begins_on, state, module, found.about if found else "")


def _in(months: list[Month], start: date, day: date) -> Month:
    return months[max(0, min(clock.program_month(start, day), len(months) - 1))]
