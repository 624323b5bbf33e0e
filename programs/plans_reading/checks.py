"""What a plan has to hold to beyond the kinds of its fields: references, circles, dates, and what fits together."""

from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date
from graphlib import CycleError, TopologicalSorter
from typing import Any

from programs.calendar import MOST_MONTHS, When, occurrences
from programs.plans_reading.faults import Desk, Path
from programs.plans_reading.readers import shown
from programs.plans_reading.shapes import (
    Message,
    Module,
    Phase,
    Plan,
    PlannedEvent,
    PlannedSurvey,
    Promise,
    Question,
    Resource,
    Skill,
    Step,
    Worksheet,
)

SHORTEST_YEAR = date(2026, 1, 1)  # a start day whose program has as few days as one can have
MOST_DAYS_BEFORE = 366
MOST_CIRCLES = 20  # that are named in one go; each costs a walk over all links
REFERENCES: dict[type, dict[str, str]] = {
    Skill: {"builds_on": "skills"},
    Resource: {"module": "modules", "skills": "skills", "worksheet": "worksheets"},
    Worksheet: {"module": "modules"},
    Question: {"resources_when_low": "resources"},
    Step: {
        "module": "modules",
        "skills": "skills",
        "builds_on": "steps",
        "unlock_after": "steps",
        "revisits": "steps",
        "resources": "resources",
        "worksheet": "worksheets",
    },
    Promise: {"module": "modules"},
}
TIMED = (Phase, Step, Promise, PlannedEvent, Message, PlannedSurvey)


def _(text: str) -> str:
    return text


def check(plan: Plan, desk: Desk) -> None:
    """This will note every fault of a plan whose fields have been read."""
    if ("months",) in desk.broken:  # then no month can be said to be outside
        plan = replace(plan, months=MOST_MONTHS)
    things = list(_things(plan, ()))
    _check_keys(plan, things, desk)
    _check_references(plan, things, desk)
    _check_circles(plan, desk)
    for path, thing in things:
        if isinstance(thing, TIMED):
            _check_moments(thing, path, plan.months, desk)
    _check_frame(plan, desk)
    for place, worksheet in enumerate(plan.worksheets):
        _check_worksheet(worksheet, ("worksheets", place), desk)
    for place, resource in enumerate(plan.resources):
        if not (resource.text or resource.chapters or resource.worksheet):
            desk.refuse(("resources", place), _("This resource has neither text, chapters nor a worksheet."))
    _check_revisits(plan, things, desk)


def _things(value: Any, path: Path) -> Iterator[tuple[Path, Any]]:
    yield path, value
    for field in fields(value):
        inner = getattr(value, field.name)
        if isinstance(inner, tuple):
            for place, item in enumerate(inner):
                if is_dataclass(item):
                    yield from _things(item, (*path, field.name, place))


def _check_keys(plan: Plan, things: list[tuple[Path, Any]], desk: Desk) -> None:
    seen: set[tuple[Path, str]] = set()
    for path, thing in things:
        key = getattr(thing, "key", "")
        if not path or not key:
            continue
        # A block is put into the plan one day, so its steps may not be called like the plan's own.
        among = path[2:-1] if path[0] == "blocks" and len(path) > 2 else path[:-1]
        if (among, key) in seen:
            desk.refuse((*path, "key"), _("The key “%(key)s” is taken."), key=key)
        seen.add((among, key))


def _check_references(plan: Plan, things: list[tuple[Path, Any]], desk: Desk) -> None:
    known = {name: {thing.key for thing in getattr(plan, name)} for name in _targets()}
    for path, thing in things:
        near = {step.key for step in plan.blocks[int(path[1])].steps} if path[:1] == ("blocks",) else set()
        for name, target in REFERENCES.get(type(thing), {}).items():
            value = getattr(thing, name)
            places: Iterable[tuple[Path, str]] = (
                [((*path, name), value)]
                if isinstance(value, str)
                else [((*path, name, place), key) for place, key in enumerate(value)]
            )
            for place, key in places:
                is_known = key in known[target] or (target == "steps" and key in near)
                if key and not is_known and (target,) not in desk.broken:
                    desk.refuse(place, _("There is no “%(key)s” among the %(target)s."), key=key, target=target)


def _targets() -> set[str]:
    return {target for named in REFERENCES.values() for target in named.values()}


def _check_circles(plan: Plan, desk: Desk) -> None:
    _refuse_circles("skills", plan.skills, "builds_on", desk)
    for name in ("builds_on", "unlock_after"):
        _refuse_circles("steps", plan.steps, name, desk)
        for place, block in enumerate(plan.blocks):
            _refuse_circles("steps", block.steps, name, desk, ("blocks", place))


def _refuse_circles(collection: str, items: tuple[Any, ...], name: str, desk: Desk, before: Path = ()) -> None:
    graph = {item.key: set(getattr(item, name)) for item in items if item.key}
    places = {item.key: (*before, collection, place, name) for place, item in enumerate(items)}
    for _circle in range(MOST_CIRCLES):
        try:
            TopologicalSorter(graph).prepare()
        except CycleError as problem:
            circle = problem.args[1]  # each is needed by the one after it; first and last are the same
            text = _("This goes in a circle: %(circle)s.")
            desk.refuse(places[circle[1]], text, circle=shown(" → ".join(reversed(circle))))
            graph[circle[1]].discard(circle[0])
        else:
            return


def _check_moments(thing: Any, path: Path, months: int, desk: Desk) -> None:
    for field in fields(thing):
        moment = getattr(thing, field.name)
        if not isinstance(moment, When) or (*path, field.name) in desk.broken:
            continue
        last = (occurrences(When(months=(months,), day=31), SHORTEST_YEAR, months)[0] - SHORTEST_YEAR).days
        if moment.offset is not None and not -MOST_DAYS_BEFORE <= moment.offset <= last:
            text = _("Day %(day)s is outside the program: from %(first)s to %(last)s.")
            desk.refuse((*path, field.name), text, day=moment.offset, first=-MOST_DAYS_BEFORE, last=last)
        if moment.months and moment.months[-1] > months:
            text = _("Month %(month)s is outside the program of %(months)s months.")
            desk.refuse((*path, field.name), text, month=moment.months[-1], months=months)
    if isinstance(thing, Phase) and _first(thing.ends) < _first(thing.begins):
        desk.refuse((*path, "ends"), _("This phase ends before it begins."))


def _first(moment: When) -> date:
    return occurrences(moment, SHORTEST_YEAR, MOST_MONTHS)[0]


def _check_frame(plan: Plan, desk: Desk) -> None:
    if ("mix",) not in desk.broken and plan.mix.mix.total != 100:
        desk.refuse(("mix",), _("The three shares make %(total)s per cent, not 100."), total=plan.mix.mix.total)
    taken: dict[int, Module] = {}
    numbers: set[int] = set()
    for place, module in enumerate(plan.modules):
        path: Path = ("modules", place)
        if not module.months and (*path, "months") not in desk.broken:
            desk.refuse((*path, "months"), _("A module takes at least one month."))
        if module.number in numbers:
            desk.refuse((*path, "number"), _("Module %(number)s is there already."), number=module.number)
        numbers.add(module.number)
        for month in module.months:
            if month > plan.months or month in taken:
                text = _("Month %(month)s is outside the program or belongs to another module.")
                desk.refuse((*path, "months"), text, month=month)
            taken[month] = module


def _check_worksheet(worksheet: Worksheet, path: Path, desk: Desk) -> None:
    scales = [question for question in worksheet.questions if question.kind == "scale"]
    if worksheet.outcome != "none" and not scales:
        desk.refuse((*path, "outcome"), _("This outcome needs at least one question with a scale."))
    if not worksheet.questions and (*path, "questions") not in desk.broken:
        desk.refuse((*path, "questions"), _("A worksheet asks at least one thing."))
    for place, question in enumerate(worksheet.questions):
        here = (*path, "questions", place)
        if (*here, "kind") in desk.broken:
            continue
        if (question.kind == "choice") != (len(question.options) > 1) or (
            question.kind != "choice" and question.options
        ):
            desk.refuse(here, _("A choice has at least two options; other questions have none."))
        if question.kind != "scale" and (question.resources_when_low or question.low or question.high):
            desk.refuse(here, _("Only a scale has a low and a high end."))


def _check_revisits(plan: Plan, things: list[tuple[Path, Any]], desk: Desk) -> None:
    steps = {thing.key: thing for _path, thing in things if isinstance(thing, Step)}
    for path, thing in things:
        earlier = steps.get(thing.revisits) if isinstance(thing, Step) else None
        if earlier is None:
            continue
        if not (earlier.asks or earlier.worksheet):
            text = _("“%(key)s” asks for nothing that could be brought back.")
            desk.refuse((*path, "revisits"), text, key=earlier.key)
        if _first(earlier.when) >= _first(thing.when):
            text = _("“%(key)s” does not come before this step.")
            desk.refuse((*path, "revisits"), text, key=earlier.key)
