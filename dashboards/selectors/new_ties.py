"""New meaningful ties against their target, and what people said changed on their own maps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from belonging.core.charts import Bullet, bullet
from belonging.core.templatetags.ui import percent
from dashboards.kpis.tiles import State
from dashboards.selectors.words import state_words
from programs.enums import MeasureKey
from programs.rules import FEWEST_IN_A_GROUP, FEWEST_PEOPLE

if TYPE_CHECKING:
    from network.models import Snapshot
    from programs.models import Program


@dataclass(frozen=True)
class NewTies:
    """The share of people with enough new meaningful ties: value, target, state in words, how it is counted."""

    value: str
    target: str
    state: str
    state_words: str
    icon: str
    how: str
    bar: Bullet


def new_ties(program: Program, snapshot: Snapshot) -> NewTies | None:
    """The measure as a snapshot counted it, or nothing where it was not counted or too few people are there."""
    counted = snapshot.new_ties
    if counted is None or counted["people"] < FEWEST_PEOPLE:
        return None
    target = float(program.targets[MeasureKey.NEW_TIES])
    share = counted["reached"] / counted["people"]
    state = State.MET if share > target else State.WAY
    words, icon = state_words(state)
    ties, meetings, within = counted["definition"].split("/")
    text = _(
        "%(reached)s of %(people)s people have %(ties)s ties or more that were not on their starting map, confirmed by "
        "both, with somebody they met on %(meetings)s days within %(within)s."
    )
    values = {"ties": ties, "meetings": meetings, "within": within}
    return NewTies(
        value=percent(counted["reached"], counted["people"]),
        target=f"> {100 * target:.0f}%",
        state=state.value,
        state_words=words,
        icon=icon,
        how=text % (counted | values),
        bar=bullet(share, target, 0, 1),
    )


@dataclass(frozen=True)
class MapMonth:
    """What one month changed on people's own maps, all of them together."""

    month: int
    maps: int
    updated: int
    changes: tuple[tuple[str, int], ...]


def map_month(snapshot: Snapshot) -> MapMonth | None:
    """The sums of a month, or nothing before five people have looked their maps through."""
    told = snapshot.map_changes
    if told is None or told["updated"] < FEWEST_IN_A_GROUP:
        return None
    names = {
        "formed": _("New"), "kept": _("The same"), "stronger": _("Closer"), "weaker": _("Further"), "lost": _("Gone")
    }  # fmt: skip
    changes = tuple((name, told[key]) for key, name in names.items())
    return MapMonth(told["month"], told["maps"], told["updated"], changes)
