"""
A plan as a file: read with every fault by line and column, and written so that it reads back the same.

This is the door: what a plan is made of is named here and lives in `programs.plans_reading`.
"""

from dataclasses import fields, is_dataclass
from typing import Any

import yaml

from programs.calendar import After, When
from programs.mix import Mix, mixes_of
from programs.plans_reading.checks import check
from programs.plans_reading.faults import Desk, Fault, PlanInvalid
from programs.plans_reading.readers import record
from programs.plans_reading.shapes import (
    LONGEST_QUESTION,
    MOST_QUESTIONS,
    Agreement,
    Aims,
    Block,
    Chapter,
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
    Targets,
    Worksheet,
)
from programs.plans_reading.trees import read_tree

__all__ = [
    "LONGEST_QUESTION",
    "MOST_QUESTIONS",
    "Agreement",
    "Aims",
    "Block",
    "Chapter",
    "Fault",
    "Message",
    "Module",
    "Phase",
    "Plan",
    "PlanInvalid",
    "PlannedEvent",
    "PlannedSurvey",
    "Promise",
    "Question",
    "Resource",
    "Skill",
    "Step",
    "Targets",
    "Worksheet",
    "planned_mixes",
    "read_plan",
    "write_plan",
]


def read_plan(text: str) -> Plan:
    """The plan in a YAML file; raises PlanInvalid with every fault, each with its line and column."""
    desk = Desk()
    plan: Plan = record(Plan)(read_tree(text), (), desk)
    check(plan, desk)
    if desk.faults:
        raise PlanInvalid(desk.faults)
    return plan


def write_plan(plan: Plan) -> str:
    """The plan as a YAML file that `read_plan` reads back equal."""
    written: str = yaml.dump(_mapping(plan), Dumper=_Writer, allow_unicode=True, sort_keys=False, width=120)
    return written


def planned_mixes(plan: Plan) -> dict[str, Mix]:
    """
    The minutes that a person is to spend, by module key: what a participant's own, required steps plan.

    A step that recurs counts each time. Events are not counted: a step invites to them and carries their minutes.
    """
    return mixes_of(
        (step.module, step.kind, step.minutes * max(1, len(step.when.months)))
        for step in plan.steps
        if step.audience == "participant" and not step.is_optional
    )


DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)  # the same text, several times as fast where the wheel has it


class _Writer(DUMPER):  # type: ignore[misc, valid-type]  # one of two classes, both with the same methods
    """Several lines are written as several lines, and nothing is written as a reference."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _lines(writer: _Writer, text: str) -> yaml.ScalarNode:
    node: yaml.ScalarNode = writer.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)
    return node


_Writer.add_representer(str, _lines)


def _mapping(value: Any) -> Any:
    if isinstance(value, When | After):
        return value.mapping()
    if isinstance(value, tuple):
        return [_mapping(item) for item in value]
    if not is_dataclass(value):
        return value
    pairs = ((field, getattr(value, field.name)) for field in fields(value))
    return {field.name: _mapping(inner) for field, inner in pairs if inner != field.default}
