"""When a program's plan asks: its surveys as dated days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from programs.calendar import Span
from programs.plan_files import read_plan

if TYPE_CHECKING:
    from programs.models import Program


@dataclass(frozen=True)
class SurveyDay:
    """One day on which a survey opens, and what kind of survey it is in the plan's words."""

    kind: str
    opens_on: date


def survey_days(program: Program) -> list[SurveyDay]:
    """The days on which the program's plan opens surveys, in order; none for a program without a plan."""
    if program.template is None:
        return []
    return _days(program.template.content, program.span)


def forget_plans() -> None:
    """This will let go the plans that this process has read."""
    _days.cache_clear()


@lru_cache(maxsize=64)  # workers ask every quarter of an hour, and reading a plan takes a second
def _days(content: str, span: Span) -> list[SurveyDay]:
    plan = read_plan(content)
    days = [SurveyDay(one.kind, day) for one in plan.surveys for day in span.days(one.when)]
    return sorted(days, key=lambda one: (one.opens_on, one.kind))
