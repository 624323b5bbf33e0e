"""What the eye of somebody who plans should fall on: what a plan lacks, and what it has."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from itertools import chain
from typing import Any

from programs.plan_edits import ASK, BEFORE, cards, months_of
from programs.plan_files import Plan, Step, planned_mixes

LOOKS_TO_FIX = frozenset({"no_doing", "mix", "mix_whole", "late", "no_promise"})


@dataclass(frozen=True, slots=True)
class Look:
    """One thing to look at: `kind` says what, the rest where."""

    kind: str
    month: int = 0
    name: str = ""
    count: int = 0

    @property
    def is_care(self) -> bool:
        """True for what wants mending, False for what is well."""
        return self.kind in LOOKS_TO_FIX


def looks_at(plan: Plan) -> list[Look]:
    """Everything to look at, what wants mending first."""
    found = list(chain(_months(plan), _mixes(plan), _order(plan), _well(plan)))
    return sorted(found, key=lambda look: not look.is_care)


def months_without_doing(plan: Plan) -> list[int]:
    """The months that have neither an event nor a step of doing."""
    doing = {card.month for card in cards(plan) if card.track == "experiential" and card.collection != "commitments"}
    return [month for month in range(1, plan.months + 1) if month not in doing]


def _months(plan: Plan) -> Iterator[Look]:
    for month in months_without_doing(plan):
        yield Look("no_doing", month=month)
    promised = {month for promise in plan.commitments for month in months_of(promise.when)}
    if plan.commitments:
        for month in range(1, plan.months + 1):
            if month not in promised:
                yield Look("no_promise", month=month)


def _mixes(plan: Plan) -> Iterator[Look]:
    goal, mixes = plan.mix, planned_mixes(plan)
    whole = sum(mixes.values(), type(goal.mix)())
    if whole.is_off(goal.mix, goal.tolerance):
        yield Look("mix_whole", count=goal.tolerance)
    for module in plan.modules:
        mix = mixes.get(module.key)
        if mix is not None and mix.is_off(goal.mix, goal.tolerance):
            yield Look("mix", month=min(module.months), name=module.name, count=goal.tolerance)


def _order(plan: Plan) -> Iterator[Look]:
    first = {step.key: months_of(step.when)[0] for step in plan.steps}
    for step in plan.steps:
        if any(first.get(key, BEFORE) > first[step.key] for key in step.unlock_after):
            yield Look("late", month=first[step.key], name=step.title)


def _well(plan: Plan) -> Iterator[Look]:
    if plan.surveys:
        yield Look("surveys", count=sum(len(months_of(survey.when)) for survey in plan.surveys))
    together = sum(len(months_of(event.when)) for event in plan.events)
    if together:
        yield Look("events", count=together)
    if not any(True for _ in _mixes(plan)) and any(card.track != ASK for card in cards(plan)):
        yield Look("mix_well", count=plan.mix.tolerance)


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that two plans have differently: `before` or `after` is missing where it was added or removed."""

    collection: str
    key: str
    before: Any
    after: Any

    @property
    def what(self) -> str:
        """added, removed, moved (another day alone) or changed."""
        if self.before is None:
            return "added"
        if self.after is None:
            return "removed"
        names = {field.name for field in fields(self.before)}
        other = {name for name in names if getattr(self.before, name) != getattr(self.after, name)}
        return "moved" if other == {"when"} else "changed"


COMPARED = ("phases", "modules", "skills", "worksheets", "resources", "steps", "commitments", "events", "messages")


def differences(old: Plan, new: Plan) -> list[Difference]:
    """What a program has to change to go from one plan to the other, in the order in which it can be done."""
    found: list[Difference] = []
    for collection in COMPARED:
        before = {one.key: one for one in getattr(old, collection)}
        after = {one.key: one for one in getattr(new, collection)}
        keys = [key for key in {**before, **after} if before.get(key) != after.get(key)]
        found += [Difference(collection, key, before.get(key), after.get(key)) for key in keys]
    return found


def hard_changes(difference: Difference) -> bool:
    """True where what people did would be told otherwise: the kind, minutes, question or audience of a step."""
    before, after = difference.before, difference.after
    if not isinstance(before, Step) or not isinstance(after, Step):
        return False
    names = ("kind", "minutes", "asks", "audience", "worksheet")
    return any(getattr(before, name) != getattr(after, name) for name in names)
