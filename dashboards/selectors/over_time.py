"""The network over time: stored counts only, of one series; a date, a second one beside it, and the same as a table."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from dashboards.selectors.companions import Companion, companions
from dashboards.selectors.network import SegmentPicture, segment_picture, snapshot_mixing
from dashboards.selectors.words import attribute_word
from network.selectors.snapshots import counts_over_time, series_of
from programs.enums import TieRule, TieWindow
from programs.rules import FEWEST_PEOPLE

if TYPE_CHECKING:
    from network.models import Snapshot
    from programs.models import Program
    from programs.selectors.programs import Segments


@dataclass(frozen=True)
class Series:
    """One way of counting: its label, its words, and whether it asks "ever" or "now"."""

    label: str
    words: str
    tense: str
    is_chosen: bool


@dataclass(frozen=True)
class Moment:
    """What one count says: the picture of segments and the figures."""

    snapshot: Snapshot
    picture: SegmentPicture
    figures: tuple[Companion, ...]


@dataclass(frozen=True)
class Change:
    """One figure on both dates."""

    name: str
    before: str
    after: str


@dataclass(frozen=True)
class OverTime:
    """The page: the dates of a series, one of them, and perhaps a second one to compare."""

    series: tuple[Series, ...]
    days: tuple[date, ...]
    moment: Moment | None
    other: Moment | None
    changes: tuple[Change, ...]
    place: int
    attribute: str

    @property
    def last_place(self) -> int:
        """The place of the newest date."""
        return len(self.days) - 1

    @property
    def tense(self) -> str:
        """What the chosen series asks."""
        return next((one.tense for one in self.series if one.is_chosen), "")


def over_time_view(program: Program, series: str, on: date | None, beside: date | None, segments: Segments) -> OverTime:
    """The count of a date, and of a second one, of one series; "now" and "ever" are never shown side by side."""
    labels = series_of(program)
    chosen = series if series in labels else program.definition
    counts = {count.local_date: count for count in counts_over_time(program, chosen) if count.people >= FEWEST_PEOPLE}
    days = tuple(sorted(counts))
    attribute = attribute_word(program.segment_attribute)
    day = on if on in counts else days[-1] if days else None
    moment = _moment(counts[day], attribute, segments) if day else None
    other = _moment(counts[beside], attribute, segments) if beside and beside in counts and beside != day else None
    return OverTime(
        series=tuple(_series(label, chosen) for label in labels),
        days=days,
        moment=moment,
        other=other,
        changes=_changes(moment, other) if moment and other else (),
        place=days.index(day) if day else 0,
        attribute=attribute,
    )


def _series(label: str, chosen: str) -> Series:
    rule, window = label.split("/")
    is_ever = window == TieWindow.PROGRAM
    words = f"{TieRule(rule).label}, {TieWindow(window).label}"
    return Series(label, words, _("Ever") if is_ever else _("Now"), label == chosen)


def _moment(snapshot: Snapshot, attribute: str, segments: Segments) -> Moment:
    mixing = snapshot_mixing(snapshot, segments)
    return Moment(snapshot, segment_picture(mixing, snapshot), companions(snapshot, attribute))


def _changes(one: Moment, other: Moment) -> tuple[Change, ...]:
    pairs = zip(one.figures, other.figures, strict=True)
    return tuple(Change(mine.name, mine.value, theirs.value) for mine, theirs in pairs)
