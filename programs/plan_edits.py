"""Edits of a plan: a plan in, another plan out, and nothing else. What cannot be is refused by PlanEditInvalid.

A card on the board is one turn of one thing in one month; month 0 is the time before the launch.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import count as counting
from typing import Any, Protocol

from belonging.core.clock import program_month
from programs.calendar import After, When, occurrences
from programs.plan_files import Block, Plan, PlannedEvent, Promise, Step
from programs.plans_reading.checks import check
from programs.plans_reading.faults import Desk


def _(text: str) -> str:
    return text


BEFORE = 0
ANY_START = date(2026, 1, 1)
DAYS_BEFORE = 14  # what is moved before the launch opens two weeks ahead of it
COLLECTIONS = ("steps", "commitments", "events", "messages", "surveys")
TITLES = {"steps": "title", "commitments": "text", "events": "title", "messages": "subject", "surveys": "key"}
SURVEYS = {"baseline": _("First survey"), "pulse": _("Pulse"), "annual": _("Annual survey")}
ASK = "ask"  # the track of what facilitators do and of what people are asked
NAMES_STEPS = ("builds_on", "unlock_after")
EVENING = 18


class PlanEditInvalid(ValueError):
    """A change that a plan cannot take: `text` % `values` says why, in words for people."""

    def __init__(self, text: str, **values: object) -> None:
        super().__init__(text % values)
        self.text = text
        self.values = values


class Edit(Protocol):
    """One change of a plan."""

    def on(self, plan: Plan) -> Plan:
        """The plan after it; raises PlanEditInvalid."""


@dataclass(frozen=True, slots=True)
class Card:
    """One turn of one thing, as the board shows it."""

    collection: str
    key: str
    title: str
    track: str
    month: int
    minutes: int
    is_repeated: bool

    @property
    def name(self) -> str:
        """How a form names it."""
        return f"{self.collection}.{self.key}.{self.month}"


def cards(plan: Plan) -> Iterator[Card]:
    """Every turn of everything in a plan."""
    for collection in COLLECTIONS:
        for item in getattr(plan, collection):
            months = months_of(item.when)
            for month in months:
                yield Card(
                    collection, item.key, title_of(collection, item), track_of(collection, item), month,
                    getattr(item, "minutes", 0), len(months) > 1,
                )  # fmt: skip


def title_of(collection: str, item: Any) -> str:
    """What people read of it."""
    return SURVEYS[item.kind] if collection == "surveys" else str(getattr(item, TITLES[collection]))


def track_of(collection: str, item: Any) -> str:
    """The column it stands in: its learning kind, or what is asked and run."""
    if collection in {"messages", "surveys"} or getattr(item, "audience", "participant") != "participant":
        return ASK
    return str(item.kind)


def months_of(when: When) -> tuple[int, ...]:
    """The program months in which it comes up."""
    if when.offset is None:
        return when.months
    return (max(BEFORE, program_month(ANY_START, occurrences(when, ANY_START, 1)[0])),)


def find(plan: Plan, collection: str, key: str) -> Any:
    """One thing of a plan; raises PlanEditInvalid when it is gone."""
    rows = getattr(plan, collection) if collection in COLLECTIONS else ()
    found = next((one for one in rows if one.key == key), None)
    if found is None:
        raise PlanEditInvalid(_("That is not in the plan any more."))
    return found


def faults_of(plan: Plan) -> list[str]:
    """What makes this no plan, in words."""
    desk = Desk()
    check(plan, desk)
    return [fault.words for fault in sorted(desk.faults)]


def _put(plan: Plan, collection: str, rows: Any) -> Plan:
    fields: dict[str, Any] = {collection: tuple(rows)}
    return replace(plan, **fields)


def _with(plan: Plan, collection: str, key: str, item: Any) -> Plan:
    return _put(plan, collection, (item if one.key == key else one for one in getattr(plan, collection)))


@dataclass(frozen=True, slots=True)
class Move:
    """One turn moves to another month; other turns of the same thing stay."""

    collection: str
    key: str
    source: int
    target: int

    def on(self, plan: Plan) -> Plan:
        item = find(plan, self.collection, self.key)
        when = _moved(item.when, self.source, self.target, plan.months)
        moved = replace(item, when=when)
        if isinstance(moved, Step | Promise) and len(months_of(when)) == 1:
            moved = replace(moved, module=module_of(plan, self.target) or moved.module)
        return _with(plan, self.collection, self.key, moved)


def _moved(when: When, source: int, target: int, last: int) -> When:
    if not BEFORE <= target <= last:
        raise PlanEditInvalid(_("The plan has months 1 to %(last)s."), last=last)
    months = months_of(when)
    if source not in months:
        raise PlanEditInvalid(_("That is not in the plan any more."))
    if target in months:
        raise PlanEditInvalid(_("It is in that month already."))
    rest = tuple(month for month in months if month != source)
    if target == BEFORE:
        if rest:
            raise PlanEditInvalid(_("What comes up again and again cannot begin before the launch. Copy it first."))
        return When(offset=-DAYS_BEFORE, hour=when.hour)
    if when.offset is not None:
        return When(months=(target,), working_day=1, hour=when.hour)
    return replace(when, months=tuple(sorted((*rest, target))))


def module_of(plan: Plan, month: int) -> str:
    """The key of the module a month belongs to; before the launch the first one's; nothing without modules."""
    found = next((one.key for one in plan.modules if month in one.months), "")
    return found or (plan.modules[0].key if plan.modules else "")


@dataclass(frozen=True, slots=True)
class Change:
    """Some fields of one thing are another."""

    collection: str
    key: str
    fields: dict[str, Any]

    def on(self, plan: Plan) -> Plan:
        item = find(plan, self.collection, self.key)
        return _with(plan, self.collection, self.key, replace(item, **self.fields))


@dataclass(frozen=True, slots=True)
class ChangeModule:
    """A module's name and what it is about."""

    key: str
    name: str
    about: str

    def on(self, plan: Plan) -> Plan:
        if self.key not in {module.key for module in plan.modules}:
            raise PlanEditInvalid(_("That is not in the plan any more."))
        rows = (replace(one, name=self.name, about=self.about) if one.key == self.key else one for one in plan.modules)
        return replace(plan, modules=tuple(rows))


@dataclass(frozen=True, slots=True)
class Add:
    """Something new in a month: an event, a step or a small promise."""

    collection: str
    title: str
    kind: str
    month: int
    fields: dict[str, Any] = field(default_factory=dict)

    def on(self, plan: Plan) -> Plan:
        module = module_of(plan, self.month)
        if not module and self.collection != "events":
            raise PlanEditInvalid(_("This plan has no module yet. Bring one in with a file first."))
        evening = EVENING if self.collection == "events" else 8
        when = When(months=(self.month,), working_day=5, hour=evening)
        if self.month == BEFORE:
            when = When(offset=-DAYS_BEFORE, hour=evening)
        words: dict[str, Any] = {"key": _free_key(plan, self.title), "kind": self.kind, "when": when}
        made: Any
        if self.collection == "events":
            words |= {"title": self.title, "text": self.title, "form": "roundtable", "minutes": 75}
            made = PlannedEvent(**(words | self.fields))
        elif self.collection == "commitments":
            made = Promise(**(words | {"text": self.title, "module": module, "due": After(days=7)} | self.fields))
        else:
            words |= {"title": self.title, "text": self.title, "minutes": 30, "module": module, "due": After(days=14)}
            made = Step(**(words | self.fields))
        return _put(plan, self.collection, (*getattr(plan, self.collection), made))


def _free_key(plan: Plan, title: str) -> str:
    base = re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")[:50] or "new"
    inside: list[Any] = [inner for block in plan.blocks for inner in (*block.steps, *block.commitments, *block.events)]
    taken = {one.key for name in COLLECTIONS for one in getattr(plan, name)} | {one.key for one in inside}
    return base if base not in taken else next(f"{base}-{n}" for n in counting(2) if f"{base}-{n}" not in taken)


@dataclass(frozen=True, slots=True)
class Remove:
    """One turn goes; with its last turn the thing itself and what named it."""

    collection: str
    key: str
    month: int

    def on(self, plan: Plan) -> Plan:
        item = find(plan, self.collection, self.key)
        months = months_of(item.when)
        if self.month not in months:
            raise PlanEditInvalid(_("That is not in the plan any more."))
        if len(months) > 1:
            rest = tuple(month for month in months if month != self.month)
            return _with(plan, self.collection, self.key, replace(item, when=replace(item.when, months=rest)))
        plan = _put(plan, self.collection, (one for one in getattr(plan, self.collection) if one.key != self.key))
        return _forgotten(plan, self.key) if self.collection == "steps" else plan


def _forgotten(plan: Plan, key: str) -> Plan:
    def without(step: Step) -> Step:
        kept: dict[str, Any] = {name: tuple(one for one in getattr(step, name) if one != key) for name in NAMES_STEPS}
        return replace(step, revisits="" if step.revisits == key else step.revisits, **kept)

    blocks = tuple(replace(block, steps=tuple(map(without, block.steps))) for block in plan.blocks)
    return replace(plan, steps=tuple(map(without, plan.steps)), blocks=blocks)


@dataclass(frozen=True, slots=True)
class Copy:
    """The same thing once more, in the month after, or in the same one at the end of the year."""

    collection: str
    key: str
    month: int

    def on(self, plan: Plan) -> Plan:
        item = find(plan, self.collection, self.key)
        target = min(self.month + 1, plan.months)
        when = item.when
        if when.offset is None:
            when = replace(when, months=(target,))
        made = replace(item, key=_free_key(plan, self.key), when=when)
        return _put(plan, self.collection, (*getattr(plan, self.collection), made))


@dataclass(frozen=True, slots=True)
class UseBlock:
    """A ready-made block is put in from a month on."""

    key: str
    month: int

    def on(self, plan: Plan) -> Plan:
        block = next((one for one in plan.blocks if one.key == self.key), None)
        if block is None:
            raise PlanEditInvalid(_("That is not in the plan any more."))
        inside: tuple[Any, ...] = (*block.steps, *block.commitments, *block.events)
        names = {one.key for one in inside}
        if any(one.key in names for name in COLLECTIONS for one in getattr(plan, name)):
            raise PlanEditInvalid(_("This block is in the plan already."))
        by = self.month - min(months_of(one.when)[0] for one in inside)
        added = {name: _shifted(plan, getattr(block, name), by) for name in ("steps", "commitments", "events")}
        found: dict[str, Any] = {name: (*getattr(plan, name), *rows) for name, rows in added.items()}
        return replace(plan, blocks=_without(plan.blocks, block), **found)


def _without(blocks: tuple[Block, ...], used: Block) -> tuple[Block, ...]:
    return tuple(one for one in blocks if one.key != used.key)  # a key stands once in a plan


def _shifted(plan: Plan, items: tuple[Any, ...], by: int) -> tuple[Any, ...]:
    found = []
    for item in items:
        months = tuple(month + by for month in item.when.months)
        if item.when.offset is not None or not all(1 <= month <= plan.months for month in months):
            raise PlanEditInvalid(_("This block does not fit there: it would leave the plan."))
        words: dict[str, Any] = {"when": replace(item.when, months=months)}
        if hasattr(item, "module"):
            words["module"] = module_of(plan, months[0]) or item.module
        found.append(replace(item, **words))
    return tuple(found)
