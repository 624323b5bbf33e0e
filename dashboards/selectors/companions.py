"""The figures the three network numbers never stand without, beside the same ones with staff left out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from belonging.core.templatetags.ui import number
from dashboards.kpis.crowd import SMALLEST_PROGRAM
from dashboards.selectors.words import of_hundred

if TYPE_CHECKING:
    from network.models import Snapshot


@dataclass(frozen=True)
class Companion:
    """One figure in words, with what it means; `without_staff` is blank where nothing is to compare."""

    name: str
    hint: str
    value: str
    without_staff: str


_DIGITS = {
    "people": 0, "ties": 0, "degree_mean": 1, "clustering_mean": 2, "transitivity": 2, "path_length_mean": 2,
    "components": 0, "largest_component": 0, "isolates": 0, "diameter": 0, "density": 3,
    "communities": 0, "ei_index": 2, "ei_expected": 2,
}  # fmt: skip


def companions(snapshot: Snapshot) -> tuple[Companion, ...]:
    """Each figure for everybody and, where staff take part, without them."""
    without = snapshot.without_staff or {}
    too_few = bool(without) and without.get("people", 0) < SMALLEST_PROGRAM
    rows = []
    for key, (name, hint) in _names().items():
        other = "" if not without else _("too few") if too_few else _figure(key, without.get(key))
        rows.append(Companion(name, hint, _figure(key, getattr(snapshot, key)), other))
    return tuple(rows)


def _figure(key: str, value: Any) -> str:
    """A figure as it is printed; what is not defined is a dash."""
    if key == "reachable_share" and value is not None:
        return _("%(pairs)s of 100") % {"pairs": of_hundred(value)}
    return number(value, _DIGITS.get(key, 2))


def _names() -> dict[str, tuple[str, str]]:
    return {
        "people": (_("People"), _("everybody in the program now")),
        "ties": (_("Ties"), _("pairs of people that count")),
        "degree_mean": (_("Degree"), _("people each of us knows")),
        "clustering_mean": (_("Clustering"), _("mean over people, fewer than two ties count as 0")),
        "path_length_mean": (_("Path length"), _("steps between two people who can reach each other")),
        "reachable_share": (_("Pairs that can reach each other"), _("by any number of steps")),
        "components": (_("Pieces"), _("people without ties are a piece each")),
        "largest_component": (_("People in the largest piece"), ""),
        "isolates": (_("People without ties"), ""),
        "transitivity": (_("Transitivity"), _("closed triangles among all that could close")),
        "diameter": (_("Diameter"), _("the longest of all shortest ways")),
        "density": (_("Density"), _("ties out of all possible")),
        "communities": (_("Circles found"), _("groups that the ties alone suggest")),
        "ei_index": (_("E-I index"), _("−1 all ties inside segments, +1 all between")),
        "ei_expected": (_("E-I index by chance"), _("if people chose blindly")),
    }
