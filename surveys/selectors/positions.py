"""Belonging by one's own place in the network, as people put it in the sealed survey; never joined to a map."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from surveys.enums import WaveState
from surveys.models import Result
from surveys.publishing import BAND
from surveys.selectors.waves import items_of

if TYPE_CHECKING:
    from programs.models import Program


@dataclass(frozen=True)
class PositionMean:
    """The mean of those who chose one band; nothing where too few did."""

    label: str
    value: float | None
    bound: str
    count: int | None


@dataclass(frozen=True)
class Positions:
    """What one closed wave published by band."""

    closed_on: date
    means: tuple[PositionMean, ...]
    has_hidden: bool


def belonging_by_position(program: Program) -> Positions | None:
    """The newest published result that asked for the band, from its published slice alone, or nothing."""
    rows = Result.objects.filter(wave__program=program, wave__state=WaveState.CLOSED)
    for row in rows.select_related("wave__instrument").order_by("-wave__opens_on", "-id"):
        found = next((one for one in row.figures["slices"] if one["name"] == BAND and one["groups"]), None)
        if found is not None:
            labels = next((item.labels for item in items_of(row.wave.instrument) if item.key == BAND), [])
            means = tuple(
                PositionMean(_label(one["label"], labels), one["value"], one["bound"], one["count"])
                for one in found["groups"]
            )
            return Positions(row.wave.closes_on, means, found["has_hidden"])
    return None


def _label(chosen: str, labels: Sequence[str]) -> str:
    return labels[int(chosen) - 1] if labels and chosen.isdigit() and 0 < int(chosen) <= len(labels) else chosen
