"""The tiles that are counted in people, each out of everybody: monthly activity, new meaningful ties, dropout."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from belonging.core.clock import month_begins_on
from belonging.core.templatetags.ui import percent
from dashboards.kpis.tiles import Goal, kpi, people_goals
from dashboards.selectors.tiles import Tile, TrendChart, movement_words, tense_words, tile_names, trend_chart
from dashboards.selectors.words import state_words, target_words
from network.selectors.snapshots import MonthlyCount
from programs.rules import FEWEST_PEOPLE

if TYPE_CHECKING:
    from network.models import Snapshot
    from programs.models import Program
    from programs.selectors.leaving import LeftByMonth


@dataclass(frozen=True)
class Share:
    """So many of so many people in a program month."""

    month: int
    on: date
    part: int
    whole: int

    @property
    def value(self) -> float | None:
        """In per cent; nothing where too few people are there."""
        return 100 * self.part / self.whole if self.whole >= FEWEST_PEOPLE else None


@dataclass(frozen=True)
class ShareWords:
    """What is said about a share: how it is counted, out of whom, now or ever, and the other of the two."""

    how: str
    is_ever: bool
    beside: str = ""


def share_tile(goal: Goal, shares: Sequence[Share], words: ShareWords, months: tuple[int, int]) -> Tile:
    """A share against its target; the newest is the value, the one before it the comparison."""
    newest = shares[-1] if shares else None
    earlier = next((one for one in reversed(shares[:-1]) if one.value is not None), None)
    value, before = newest.value if newest else None, earlier.value if earlier else None
    one = kpi(goal, value, before, months, [])
    said, icon = state_words(one.state) if value is not None else (_("No figure yet"), "clock")
    name, plain = tile_names()[goal.key]
    return Tile(
        key=goal.key,
        name=name,
        plain=plain,
        value=percent(newest.part, newest.whole) if newest and value is not None else "–",
        target=target_words(goal),
        state=one.state.value,
        state_words=said,
        icon=icon,
        movement=movement_words(one, earlier.on if earlier else None),
        reason="",
        how=words.how,
        size_note="",
        bar=one.bar,
        tense=tense_words(is_ever=words.is_ever),
        beside=words.beside,
        counted_on=newest.on if newest else None,
    )


def share_chart(goal: Goal, shares: Sequence[Share], months: tuple[int, int]) -> TrendChart:
    """The months of a share."""
    return trend_chart(goal, [(one.month, one.value) for one in shares if one.value is not None], months)


@dataclass(frozen=True)
class Measured:
    """A tile and its months."""

    tile: Tile
    chart: TrendChart


def activity_measured(program: Program, snapshot: Snapshot, months: tuple[int, int]) -> Measured:
    """Who did something in the last month that is over; the month now only while there is none."""
    goal = people_goals(program.targets)[0]
    shares = activity_shares(program, snapshot)
    over = shares[:-1] or shares
    # Drawn as well, the month now would read as a fall: most of it is still to come.
    return Measured(share_tile(goal, over, _activity_words(snapshot, over), months), share_chart(goal, over, months))


def activity_shares(program: Program, snapshot: Snapshot) -> list[Share]:
    """Each month as the count has it; the last one is not over yet."""
    rows = (snapshot.activity or {}).get("months", [])
    ends = [month_begins_on(program.starts_on, row["month"] + 1) - timedelta(days=1) for row in rows]
    return [
        Share(row["month"], min(end, snapshot.local_date), row["active"], row["people"])
        for row, end in zip(rows, ends, strict=True)
    ]


def _activity_words(snapshot: Snapshot, over: Sequence[Share]) -> ShareWords:
    text = _(
        "Who met somebody, looked their map through, was at an event, did a step or kept a promise in the program "
        "month. Answers to surveys are sealed and play no part."
    )
    if not over:
        return ShareWords(text, is_ever=False)
    newest, told = over[-1], snapshot.activity or {}
    values = {"month": newest.month, "active": newest.part, "people": newest.whole}
    how = f"{_('Month %(month)s: %(active)s of %(people)s people.') % values} {text}"
    ever = _("Ever: %(ever)s of %(everybody)s people") % {"ever": told["ever"], "everybody": told["everybody"]}
    return ShareWords(how, is_ever=False, beside=ever if told["everybody"] >= FEWEST_PEOPLE else "")


def new_ties_measured(
    program: Program, snapshot: Snapshot, counts: Sequence[MonthlyCount], months: tuple[int, int]
) -> Measured:
    """Who has enough new meaningful ties, as each month's last count had it."""
    goal = people_goals(program.targets)[1]
    shares = [_new_share(one.month, one.on, one.new_ties) for one in counts if one.new_ties is not None]
    return Measured(
        share_tile(goal, shares, ShareWords(_new_ties_how(snapshot), is_ever=True), months),
        share_chart(goal, shares, months),
    )


def _new_share(month: int, on: date, counted: dict[str, Any]) -> Share:
    return Share(month, on, counted["reached"], counted["people"])


def _new_ties_how(snapshot: Snapshot) -> str:
    counted = snapshot.new_ties
    if counted is None or counted["people"] < FEWEST_PEOPLE:
        return _("Comes with a count of ten people or more.")
    ties, meetings, within = counted["definition"].split("/")
    text = _(
        "%(reached)s of %(people)s people have %(ties)s ties or more that were not on their starting map, confirmed by "
        "both, with somebody they met on %(meetings)s days within %(within)s."
    )
    return str(text % (counted | {"ties": ties, "meetings": meetings, "within": within}))


def dropout_measured(program: Program, leaving: Sequence[LeftByMonth], months: tuple[int, int]) -> Measured:
    """Who left, of everybody who ever had a place."""
    goal = people_goals(program.targets)[2]
    shares = [Share(one.month, one.on, one.left, one.everybody) for one in leaving]
    return Measured(share_tile(goal, shares, _dropout_words(leaving), months), share_chart(goal, shares, months))


def _dropout_words(leaving: Sequence[LeftByMonth]) -> ShareWords:
    if not leaving:
        return ShareWords(_("Comes when the program has begun."), is_ever=True)
    now, before = leaving[-1], leaving[-2].left if len(leaving) > 1 else 0
    text = _("%(left)s of %(everybody)s people who ever had a place have left. A pause does not count.")
    how = text % {"left": now.left, "everybody": now.everybody}
    month = now.left - before
    beside = ngettext("This month: %(month)s person", "This month: %(month)s people", month) % {"month": month}
    return ShareWords(how, is_ever=True, beside=beside)
