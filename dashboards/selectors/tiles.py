"""The tiles of the scorecard and their months, ready to print."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from belonging.core.charts import Bullet
from belonging.core.templatetags.ui import number
from dashboards.kpis.drawing import Trend, trend
from dashboards.kpis.feasibility import feasibility
from dashboards.kpis.tiles import Goal, Kpi, State
from dashboards.selectors.words import (
    DIGITS,
    IN_HUNDREDTHS,
    Said,
    feasibility_words,
    figure_words,
    of_hundred,
    state_words,
    target_number,
    target_words,
)
from network.selectors.snapshots import MonthlyCount
from programs.enums import TieRule, TieWindow

if TYPE_CHECKING:
    from network.models import Snapshot
    from programs.models import Program

IN_19_OF_20 = 1.96  # standard errors to either side of a mean


@dataclass(frozen=True)
class Tile:
    """
    One measure: value, target, bar, state in words, movement or reason, how and when it was counted.

    `tense` says whether the figure is of now or of all the time; `beside` is the other one where there is one.
    """

    key: str
    name: str
    plain: str
    value: str
    target: str
    state: str
    state_words: str
    icon: str
    movement: str
    reason: str
    how: str
    size_note: str
    bar: Bullet | None
    tense: str
    beside: str
    counted_on: date | None


def tile(kpi: Kpi, program: Program, snapshot: Snapshot, earlier: MonthlyCount | None, sayings: list[Said]) -> Tile:
    """One measure in words."""
    goal = kpi.goal
    words, icon = state_words(kpi.state)
    name, plain = tile_names()[goal.key]
    can = feasibility(snapshot.people, float(program.targets["degree"]), float(program.targets["path_length"]))
    return Tile(
        key=goal.key,
        name=name,
        plain=plain,
        value=number(kpi.value, DIGITS[goal.key]),
        target=target_words(goal),
        state=kpi.state.value,
        state_words=words,
        icon=icon,
        movement=movement_words(kpi, earlier.on if earlier else None),
        reason=sayings[0].title if kpi.state == State.LOOK and sayings else "",
        how=f"{_how(goal.key, snapshot)} {definition_words(program)}",
        size_note=feasibility_words(goal, can),
        bar=kpi.bar,
        tense=tense_words(is_ever=program.tie_window == TieWindow.PROGRAM),
        beside="",
        counted_on=snapshot.local_date,
    )


def tense_words(*, is_ever: bool) -> str:
    """Whether a figure is of now or of all the time since the program began."""
    return _("Ever") if is_ever else _("Now")


def tile_names() -> dict[str, tuple[str, str]]:
    """The page words of the measures."""
    return {
        "degree": (_("Degree"), _("people each of us knows")),
        "clustering": (_("Clustering"), _("friends of friends meet")),
        "path_length": (_("Path length"), _("steps between two people")),
        "belonging": (_("Belonging"), _("mean of the core statements")),
        "activity": (_("Monthly activity"), _("did something in the month")),
        "new_ties": (_("New meaningful ties"), _("enough of them since the start")),
        "dropout": (_("Dropout"), _("left the program")),
    }


def definition_words(program: Program) -> str:
    """Which ties count."""
    rule, window = TieRule(program.tie_rule).label, TieWindow(program.tie_window).label
    return _("A tie counts when it is %(rule)s, %(window)s.") % {"rule": rule, "window": window}


def movement_words(kpi: Kpi, since: date | None) -> str:
    """How a measure changed since an earlier day."""
    if kpi.change is None or since is None:
        return _("Nothing earlier to compare with yet")
    digits = DIGITS[kpi.goal.key]
    change = round(kpi.change, digits)
    values = {"change": number(abs(change), digits), "day": date_format(since, "MONTH_DAY_FORMAT")}
    if change == 0:
        return _("No change since %(day)s") % values
    return (_("+%(change)s since %(day)s") if change > 0 else _("−%(change)s since %(day)s")) % values


def _how(key: str, snapshot: Snapshot) -> str:
    values = {"people": number(snapshot.people), "transitivity": number(snapshot.transitivity, 2)}
    if key == "degree":
        return _("Distinct people a person has a tie with, on average over all %(people)s people.") % values
    if key == "clustering":
        text = _(
            "Mean local clustering over all %(people)s people; with fewer than two ties it is 0. "
            "Transitivity is %(transitivity)s."
        )
        return text % values
    pieces = ngettext("%(pieces)s piece", "%(pieces)s pieces", snapshot.components) % {"pieces": snapshot.components}
    values = {"pairs": str(of_hundred(snapshot.reachable_share or 0)), "pieces": pieces}
    text = _("Mean shortest way over pairs that can reach each other: %(pairs)s of every 100, %(pieces)s.") % values
    return " ".join(filter(None, [text, sample_words(snapshot)]))


def sample_words(snapshot: Snapshot) -> str:
    """How far a mean way that was drawn from some people may be off; blank where every way was walked."""
    if not snapshot.path_error:
        return ""
    text = _("Reckoned from some of the people: 19 times of 20 the mean is within %(error)s of this.")
    return text % {"error": number(IN_19_OF_20 * snapshot.path_error, 3)}


@dataclass(frozen=True)
class TrendChart:
    """One measure over the months, with the sentence for those who do not see it."""

    name: str
    trend: Trend
    digits: int
    unit: str
    target: str
    target_number: str
    label: str

    @property
    def rung_digits(self) -> int:
        """How many digits the scale on the left needs."""
        values = [rung.value for rung in self.trend.rungs]
        return next((digits for digits in (0, 1) if all(round(value, digits) == value for value in values)), 2)


def trend_chart(goal: Goal, months: Sequence[tuple[int, float]], now: tuple[int, int]) -> TrendChart:
    """The chart of a measure; `now` is the month we are in and how many there are."""
    digits = DIGITS[goal.key]
    name = tile_names()[goal.key][0]
    drawn = trend(goal, [(month, round(value, digits)) for month, value in months], *now)
    unit = "%" if goal.key in IN_HUNDREDTHS else ""
    return TrendChart(name, drawn, digits, unit, target_words(goal), target_number(goal), _trend_label(name, drawn))


def _trend_label(name: str, drawn: Trend) -> str:
    key, target = drawn.goal.key, target_words(drawn.goal)
    if not drawn.spots:
        return _("%(name)s has no value yet; the target is %(target)s.") % {"name": name, "target": target}
    first, last = drawn.spots[0], drawn.spots[-1]
    values = {
        "name": name, "target": target, "first": figure_words(key, first.value), "last": figure_words(key, last.value),
        "from": first.month, "to": last.month,
    }  # fmt: skip
    if first == last:
        return _("%(name)s is %(last)s in month %(to)s. The target is %(target)s.") % values
    text = _("%(name)s went from %(first)s in month %(from)s to %(last)s in month %(to)s. The target is %(target)s.")
    return text % values


def month_values(key: str, counts: Sequence[MonthlyCount], smallest: int) -> list[tuple[int, float]]:
    """A measure of the network in every month with enough people in which it is defined."""
    field = {"degree": "degree_mean", "clustering": "clustering_mean", "path_length": "path_length_mean"}[key]
    rows = [(count.month, getattr(count, field)) for count in counts if count.people >= smallest]
    return [(month, value) for month, value in rows if value is not None]


def earlier_count(counts: Sequence[MonthlyCount], on: date, month: int, smallest: int) -> MonthlyCount | None:
    """The last count of an earlier program month, with enough people in it."""
    before = [count for count in counts if count.month < month and count.on < on and count.people >= smallest]
    return before[-1] if before else None
