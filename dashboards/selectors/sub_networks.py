"""Parts of a network: each larger segment by itself, and the few who reach most."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from belonging.core.coverage import widest_few
from belonging.core.templatetags.ui import number
from dashboards.selectors.words import of_hundred
from programs.rules import FEWEST_PEOPLE

if TYPE_CHECKING:
    from dashboards.kpis.dots import FacePicture
    from network.models import Snapshot
    from programs.selectors.programs import Segments

MOST_NAMES = 5
FEW_OF_HOW_MANY = 4  # the few are at most one in so many, or they are no few


@dataclass(frozen=True)
class SubNetwork:
    """A segment as if there were no other, its figures as they are printed."""

    name: str
    people: str
    degree: str
    clustering: str
    path_length: str
    reach: str


@dataclass(frozen=True)
class FewWhoReach:
    """So many people are one step away from so many of a hundred."""

    few: int
    share: str


@dataclass(frozen=True)
class SubNetworks:
    """What the page shows; names only of those who are drawn by name anyway."""

    parts: tuple[SubNetwork, ...]
    few: tuple[FewWhoReach, ...]
    names: tuple[str, ...]


def sub_networks(snapshot: Snapshot, faces: FacePicture | None, segments: Segments) -> SubNetworks:
    """Larger segments by themselves, of these; how few reach how many; who of those drawn by name knows the most."""
    parts = [one for one in snapshot.within_segments or [] if one["segment"] and one["people"] >= FEWEST_PEOPLE]
    parts = [one for one in parts if segments is None or one["segment"] in segments]
    return SubNetworks(
        parts=tuple(
            SubNetwork(
                name=one["segment"],
                people=number(one["people"]),
                degree=number(one["degree_mean"], 1),
                clustering=number(one["clustering_mean"], 2),
                path_length=number(one["path_length_mean"], 2),
                reach="–" if one["reachable_share"] is None else str(of_hundred(one["reachable_share"])),
            )
            for one in parts
        ),
        few=tuple(
            FewWhoReach(int(few), str(of_hundred(reached / snapshot.people)))
            for few, reached in (snapshot.reach_of_few or {}).items()
            if FEW_OF_HOW_MANY * int(few) <= snapshot.people
        ),
        names=_names(faces) if faces else (),
    )


def _names(faces: FacePicture) -> tuple[str, ...]:
    """By the drawn ties alone: what the picture shows, in words."""
    place = {face.key: number for number, face in enumerate(faces.faces)}
    ends = np.array([(place[a], place[b]) for a, b in faces.pairs], np.int64).reshape(-1, 2)
    if not len(ends):
        return ()
    few, _reached = widest_few(len(place), ends[:, 0], ends[:, 1], min(MOST_NAMES, len(place) // FEW_OF_HOW_MANY))
    return tuple(faces.faces[one].name for one in few)
