"""The belonging score on the scorecard: from published results alone, never from answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from belonging.core.templatetags.ui import number
from dashboards.kpis.drawing import Gauge, gauge
from dashboards.kpis.tiles import Kpi, State, belonging_goal, score_kpi
from dashboards.kpis.waves import WaveChart, WavePoint, wave_chart
from dashboards.selectors.words import state_words, target_number
from surveys.enums import WaveKind

if TYPE_CHECKING:
    from surveys.selectors.belonging import BelongingPath, BelongingScore

QUARTER = 3  # months
SCALE = (1, 5)


@dataclass(frozen=True)
class WaveRow:
    """One wave in the table beside the chart."""

    kind: str
    closed_on: date
    value: str
    between: str
    answered: int
    asked: int


@dataclass(frozen=True)
class Belonging:
    """The panel and its chart; `score` is nothing before the first published result."""

    score: BelongingScore | None
    value: str
    state: str
    state_words: str
    strong: str
    text: str
    how: str
    gauge: Gauge
    label: str
    chart: WaveChart
    chart_words: str
    target: str
    rows: tuple[WaveRow, ...]
    headline: str


def belonging_panel(path: BelongingPath, months: tuple[int, int]) -> Belonging:
    """Everything the page says of belonging; `months` are the month now and how many there are."""
    scores, goal = path.scores, belonging_goal(path.target)
    newest, before = (scores[-1] if scores else None), (scores[-2] if len(scores) > 1 else None)
    one = (
        score_kpi(goal, newest.value, before.value if before else None, is_behind=_is_behind(path)) if newest else None
    )
    target = target_number(goal)
    low, high = SCALE
    share = (newest.value - low) / (high - low) if newest else 0.0
    points = [WavePoint(score.month, score.value, score.low, score.high) for score in scores]
    return Belonging(
        score=newest,
        value=_value(newest),
        state=one.state.value if one else "",
        state_words=state_words(one.state)[0] if one else "",
        strong=_strong(one, target),
        text=_text(path, one, before),
        how=_how(newest),
        gauge=gauge(share, (path.target - low) / (high - low)),
        label=_("%(value)s out of 5; the target is above %(target)s") % {"value": _value(newest), "target": target},
        chart=wave_chart(path.target, points, _hopes(path), months),
        chart_words=_chart_words(scores, target),
        target=target,
        rows=tuple(_row(score) for score in scores),
        headline=_headline(newest, one),
    )


def _value(score: BelongingScore | None) -> str:
    if score is None:
        return "–"
    sign = {"more": "> ", "less": "< "}.get(score.bound, "")
    return sign + number(score.value, 1)


def _is_behind(path: BelongingPath) -> bool:
    """True when the newest score missed its milestone by more than its range explains."""
    known = [one for one in path.plan.milestones if one.actual is not None] if path.plan else []
    return bool(known) and known[-1].is_met is False and not known[-1].is_within_band


def _hopes(path: BelongingPath) -> list[tuple[int, float]]:
    if path.plan is None:
        return []
    return [(QUARTER * one.quarter, one.required) for one in path.plan.milestones if one.actual is None]


def _strong(one: Kpi | None, target: str) -> str:
    if one is None:
        return _("No result yet.")
    if one.state == State.MET:
        return _("Above %(target)s.") % {"target": target}
    if one.state == State.CARE:
        return _("Needs care; the target is above %(target)s.") % {"target": target}
    return _("On the way to %(target)s.") % {"target": target}


def _text(path: BelongingPath, one: Kpi | None, before: BelongingScore | None) -> str:
    if one is None:
        return _("It comes when the first survey has closed with enough answers.")
    parts = []
    if one.change is not None and before is not None:
        change = round(one.change, 1)
        values = {"change": number(abs(change), 1), "month": date_format(before.closed_on, "F")}
        unchanged = _("Unchanged since %(month)s.")
        moved = _("Up %(change)s since %(month)s.") if change > 0 else _("Down %(change)s since %(month)s.")
        parts.append((moved if change else unchanged) % values)
    ahead = next((stone for stone in path.plan.milestones if stone.actual is None), None) if path.plan else None
    if ahead:
        text = _("The plan asks for %(value)s by month %(month)s.")
        parts.append(text % {"value": number(ahead.required, 1), "month": QUARTER * ahead.quarter})
    return " ".join(parts)


def _how(score: BelongingScore | None) -> str:
    text = _("Mean of the core statements, 1 to 5, as published when a survey closes. Now: the newest survey.")
    if score is None:
        return text
    values = {"answered": score.answered, "asked": score.asked, "day": date_format(score.closed_on, "DATE_FORMAT")}
    return f"{text} {_('%(answered)s of %(asked)s people answered; closed on %(day)s.') % values}"


def _row(score: BelongingScore) -> WaveRow:
    has_range = score.low is not None and score.high is not None
    between = f"{number(score.low, 1)} – {number(score.high, 1)}" if has_range else "–"
    kind = str(WaveKind(score.kind).label)
    return WaveRow(kind, score.closed_on, _value(score), between, score.answered, score.asked)


def _chart_words(scores: Sequence[BelongingScore], target: str) -> str:
    if not scores:
        return _("Belonging has no value yet; the target is above %(target)s.") % {"target": target}
    first, last = scores[0], scores[-1]
    values = {
        "first": _value(first), "last": _value(last), "from": first.month, "to": last.month, "target": target
    }  # fmt: skip
    if first is last:
        return _("Belonging is %(last)s in month %(to)s. The target is above %(target)s.") % values
    text = _(
        "Belonging went from %(first)s in month %(from)s to %(last)s in month %(to)s. The target is above %(target)s."
    )
    return text % values


def _headline(score: BelongingScore | None, one: Kpi | None) -> str:
    if score is None or one is None:
        return ""
    values = {"value": _value(score)}
    change = round(one.change or 0.0, 1)
    if one.change is None:
        return _("Belonging is at %(value)s.") % values
    if change == 0:
        return _("Belonging holds at %(value)s.") % values
    return (
        _("Belonging is at %(value)s and climbing.") if change > 0 else _("Belonging is down to %(value)s.")
    ) % values
