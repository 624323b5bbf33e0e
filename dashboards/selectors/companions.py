"""The figures the three network numbers never stand without, beside the same ones with staff left out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from belonging.core.templatetags.ui import number
from dashboards.selectors.tiles import sample_words
from dashboards.selectors.words import of_hundred
from network.selectors.snapshots import figures_without_silent, figures_without_staff

if TYPE_CHECKING:
    from network.models import Snapshot


@dataclass(frozen=True)
class Companion:
    """One figure in words, with what it means; the others are blank where nothing is to compare."""

    name: str
    hint: str
    value: str
    without_staff: str
    without_silent: str


_DIGITS = {
    "people": 0, "ties": 0, "degree_mean": 1, "clustering_mean": 2, "transitivity": 2, "path_length_mean": 2,
    "components": 0, "largest_component": 0, "isolates": 0, "diameter": 0, "density": 3,
    "communities": 0, "ei_index": 2, "ei_expected": 2,
}  # fmt: skip


def companions(snapshot: Snapshot, attribute: str) -> tuple[Companion, ...]:
    """Each figure for everybody and, where staff take part, without them as far as a crowd hides each of them."""
    without, heard = figures_without_staff(snapshot) or {}, figures_without_silent(snapshot) or {}
    rows = []
    for key, (name, hint) in _names(attribute).items():
        shown = _figure(key, without[key]) if key in without else _("too few")
        other = "" if snapshot.without_staff is None else shown
        among = "" if not heard else _figure(key, heard[key]) if key in heard else "–"
        sampled = sample_words(snapshot) if key == "path_length_mean" else ""
        rows.append(
            Companion(
                name, " · ".join(filter(None, [hint, sampled])), _figure(key, getattr(snapshot, key)), other, among
            )
        )
    return tuple(rows)


def _figure(key: str, value: Any) -> str:
    """A figure as it is printed; what is not defined is a dash."""
    if key == "reachable_share" and value is not None:
        return _("%(pairs)s of 100") % {"pairs": of_hundred(value)}
    return number(value, _DIGITS.get(key, 2))


def _names(attribute: str) -> dict[str, tuple[str, str]]:
    inside_or_across = _("−1 all ties inside one %(attribute)s, +1 all from one to another")
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
        "ei_index": (_("E-I index"), inside_or_across % {"attribute": attribute}),
        "ei_expected": (_("E-I index by chance"), _("if people chose blindly")),
    }
