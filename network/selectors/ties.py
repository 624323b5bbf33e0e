"""Reads of ties and people as arrays: what the night measures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from belonging.tenancy.copying import copied_out
from belonging.tenancy.scope import current_organization_id
from network.enums import Source
from network.models import MapEntry, Tie
from programs.enums import TieRule, TieWindow
from programs.selectors.programs import rows_in_network

if TYPE_CHECKING:
    from programs.models import Program

WINDOW = timedelta(days=90)

# Reads the index tie_once alone, which holds every column named here, and gives the pairs in its order.
_COUNTED_TIES = """
    SELECT low_id, high_id
      FROM network_tie
     WHERE organization_id = %(organization)s AND program_id = %(program)s
       AND CASE WHEN %(since)s::date IS NULL
                THEN mutual_count > 0 OR is_baseline OR is_mapped
                     OR (%(claimed)s AND (claimed_count > 0 OR is_named))
                ELSE last_on > %(since)s OR (%(claimed)s AND claimed_last_on > %(since)s)
           END
     ORDER BY low_id, high_id
"""


@dataclass(frozen=True, eq=False)
class People:
    """Everybody in a program's network in order of row id; `segment_codes` are places in `segments`, or -1 for none."""

    ids: NDArray[np.int64]
    segment_codes: NDArray[np.int64]
    is_staff: NDArray[np.bool_]
    segments: list[str]

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def segment_names(self) -> list[str]:
        """The name of each person's segment, in order."""
        return [self.segments[code] if code >= 0 else "" for code in self.segment_codes.tolist()]


@dataclass(frozen=True, eq=False)
class Ends:
    """The two row ids of every tie, low and high, in ascending order."""

    low: NDArray[np.int64]
    high: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.low)


def network_people(program: Program, on: date) -> People:
    """
    Who is in a program's network on a date: active, paused or completed, and joined by then.

    People who withdrew are not: they have left, and their ties leave with them.
    """
    rows = rows_in_network(program, on)
    segments = sorted({segment for _, segment, _ in rows if segment})
    codes = {segment: code for code, segment in enumerate(segments)} | {"": -1}
    return People(
        ids=np.array([person for person, _, _ in rows], np.int64),
        segment_codes=np.array([codes[segment] for _, segment, _ in rows], np.int64),
        is_staff=np.array([is_staff for _, _, is_staff in rows], np.bool_),
        segments=segments,
    )


def counted_ties(program: Program, on: date, people: People) -> Ends:
    """
    The ties among these people that count on a date by the program's definition.

    In the window since the program began, maps count as well where both say that they know each other; in the last 90
    days only time together does (docs/decisions/0015). A tie's row keeps its last day only, so a date in the past gives
    what counts of today's ties, not the ties of that date.
    """
    values = {
        "organization": current_organization_id(),
        "program": program.pk,
        "claimed": program.tie_rule == TieRule.CLAIMED,
        "since": on - WINDOW if program.tie_window == TieWindow.LAST_90_DAYS else None,
    }
    found = copied_out(_COUNTED_TIES, values, {"low": "int8", "high": "int8"})
    # In the database this would be two joins, and no longer an index alone.
    stay = _among(found["low"], people.ids) & _among(found["high"], people.ids)
    return Ends(found["low"][stay], found["high"][stay])


# Every confirmed time together as a pair and a day; a file's entry that a block keeps out is declined, and not here.
_MEETINGS = """
    SELECT least(act.author_id, partner.participant_id) AS low,
           greatest(act.author_id, partner.participant_id) AS high,
           act.happened_on - date '2000-01-01' AS day
      FROM network_interactionpartner AS partner
      JOIN network_interaction AS act
        ON act.organization_id = partner.organization_id AND act.id = partner.interaction_id
     WHERE partner.organization_id = %(organization)s AND partner.program_id = %(program)s AND partner.state = 'mutual'
       AND NOT partner.is_hidden AND act.happened_on <= %(on)s
"""


def meetings(program: Program, on: date) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Low end, high end and day of every confirmed time together of a program until a date."""
    values = {"organization": current_organization_id(), "program": program.pk, "on": on}
    found = copied_out(_MEETINGS, values, {"low": "int8", "high": "int8", "day": "int4"})
    return found["low"], found["high"], found["day"].astype(np.int64)


def known_before(program: Program) -> list[tuple[int, int]]:
    """
    Who knew whom when the program began, as (person, other).

    A person's own starting map says it of themself alone; once the other has said so too it holds for both.
    """
    entries = MapEntry.objects.filter(map__program=program, is_baseline=True, person__isnull=False)
    own = entries.order_by("pk").values_list("map__participant_id", "person_id")
    both = Tie.objects.filter(program=program, is_baseline=True).order_by("pk").values_list("low_id", "high_id")
    return [*own, *both, *((high, low) for low, high in both)]


# A log stays its author's word after it was taken back; a file's entries are nobody's.
_HEARD_FROM = """
    SELECT participant_id AS person
      FROM network_map
     WHERE organization_id = %(organization)s AND program_id = %(program)s AND frozen_at IS NOT NULL
     UNION
    SELECT author_id
      FROM network_interaction
     WHERE organization_id = %(organization)s AND program_id = %(program)s AND source = %(logged)s
     UNION
    SELECT partner.participant_id
      FROM network_interactionpartner partner
      JOIN network_interaction act
        ON act.organization_id = partner.organization_id AND act.id = partner.interaction_id
     WHERE partner.organization_id = %(organization)s AND partner.program_id = %(program)s
       AND partner.answered_at IS NOT NULL AND act.source = %(logged)s
     ORDER BY person
"""


def heard_from(program: Program) -> NDArray[np.int64]:
    """Row ids, ascending, of those who drew a map, wrote down a time together, or answered one."""
    values = {"organization": current_organization_id(), "program": program.pk, "logged": str(Source.LOGGED)}
    return np.asarray(copied_out(_HEARD_FROM, values, {"person": "int8"})["person"], np.int64)


def _among(wanted: NDArray[np.int64], ascending: NDArray[np.int64]) -> NDArray[np.bool_]:
    if not len(ascending):
        return np.zeros(len(wanted), np.bool_)
    places = np.minimum(np.searchsorted(ascending, wanted), len(ascending) - 1)
    found: NDArray[np.bool_] = ascending[places] == wanted
    return found
