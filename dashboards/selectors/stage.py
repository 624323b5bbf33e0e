"""The stage of the network in words, with what to do next and how much goes by way of those who help to run it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from dashboards.kpis.stage import HUBS_SHARE, Layer, Shape, Stage, shape_of
from dashboards.selectors.words import of_hundred
from network.selectors.snapshots import core_layers, figures_without_staff

if TYPE_CHECKING:
    from network.models import Snapshot


@dataclass(frozen=True)
class StageWords:
    """Name, what it is read from, advice, and the share of ties with somebody who helps to run it."""

    shape: Shape
    name: str
    seen_by: str
    advice: str
    through_staff: str


def network_stage(snapshot: Snapshot) -> StageWords:
    """The stage of a count; one query."""
    layers = [Layer(*row) for row in core_layers(snapshot, HUBS_SHARE)]
    shape = shape_of(layers, snapshot.degree_mean or 0.0, snapshot.reachable_share or 0.0)
    name, advice = _words()[shape.stage]
    return StageWords(shape, name, _seen_by(shape, snapshot), advice, _through_staff(snapshot))


def _words() -> dict[Stage, tuple[str, str]]:
    return {
        Stage.SCATTERED: (
            _("Scattered"),
            _("Small pieces that do not know of each other. Introduce people across them, two at a time."),
        ),
        Stage.HUB: (
            _("Round a hub"),
            _("Much goes by way of one person. Let others introduce and host, so that the hub may step aside."),
        ),
        Stage.HUBS: (
            _("Several hubs"),
            _("A few people connect many. Bring the hubs and their circles to one table."),
        ),
        Stage.CORE: (
            _("A core with an edge"),
            _("A dense core, and people round it who bring news. Keep the edge open: ask it to host and to tell."),
        ),
    }


def _seen_by(shape: Shape, snapshot: Snapshot) -> str:
    if shape.stage == Stage.SCATTERED:
        return _("%(pairs)s of every 100 pairs can reach each other.") % {
            "pairs": of_hundred(snapshot.reachable_share or 0.0)
        }
    if shape.stage == Stage.HUB:
        text = _("One person stands on %(ways)s of every 100 shortest ways.")
        return text % {"ways": of_hundred(shape.busiest)}
    if shape.stage == Stage.HUBS:
        text = _("%(hubs)s people stand on %(ways)s or more of every 100 shortest ways each.")
        return text % {"hubs": shape.hubs, "ways": of_hundred(HUBS_SHARE)}
    text = _("%(core)s people in the core, %(edge)s at the edge; nobody holds it together alone.")
    return text % {"core": shape.core_people, "edge": shape.edge_people}


def _through_staff(snapshot: Snapshot) -> str:
    """Only where enough of them share it; with few it would tell how many people each of them knows."""
    without = figures_without_staff(snapshot)
    if without is None or "ties" not in without or not snapshot.ties:
        return ""
    share = (snapshot.ties - without["ties"]) / snapshot.ties
    text = _("%(share)s of every 100 ties have somebody in them who helps to run the program; it should fall.")
    return text % {"share": of_hundred(share)}
