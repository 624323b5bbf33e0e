"""What people said changed on their own maps, all of them together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from programs.rules import FEWEST_IN_A_GROUP

if TYPE_CHECKING:
    from network.models import Snapshot


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
