"""Monthly activity: who did something in which month of a program, as the night counts it for a snapshot."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from belonging.core.clock import program_month
from belonging.tenancy.copying import copied_out
from belonging.tenancy.scope import current_organization_id
from network.activity import Place, acts_by_month, monthly_activity
from programs.enums import ParticipantState
from programs.selectors.acts import acts_by_day, places_over_time

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from programs.models import Program

# Time together by whoever wrote it down and whoever confirmed it, and the days on which somebody looked through a map.
_ACTS = """
    SELECT author_id AS person, happened_on - date '2000-01-01' AS day
      FROM network_interaction
     WHERE organization_id = %(organization)s AND program_id = %(program)s AND taken_back_at IS NULL
     UNION
    SELECT partner.participant_id, act.happened_on - date '2000-01-01'
      FROM network_interactionpartner partner
      JOIN network_interaction act
        ON act.organization_id = partner.organization_id AND act.id = partner.interaction_id
     WHERE partner.organization_id = %(organization)s AND partner.program_id = %(program)s
       AND partner.state = 'mutual' AND NOT partner.is_hidden
     UNION
    SELECT own.participant_id, look.done_on - date '2000-01-01'
      FROM network_map own
      JOIN network_mapupdate look ON look.organization_id = own.organization_id AND look.map_id = own.id
     WHERE own.organization_id = %(organization)s AND own.program_id = %(program)s
"""


def count_activity(program: Program, on: date, before: Iterable[dict[str, int]]) -> dict[str, Any]:
    """
    What a snapshot of a day keeps of activity; `before` are the months of the snapshot before it.

    Active is whoever did at least one thing in that program month: spent time with somebody (they wrote it down, or
    confirmed it), looked through their map, was at an event, did a step or kept a promise. Check-ins of pairs are time
    together. People are all who were in the program on some day of the month, without those who pause. Answers to
    surveys are sealed and play no part. The target is more than 90 of every 100.
    """
    places = [
        Place(person, joined_on, left_on, state == ParticipantState.PAUSED)
        for person, joined_on, left_on, state in places_over_time(program)
        if joined_on <= on
    ]
    month_now = min(program_month(program.starts_on, on), program.month_count)
    return monthly_activity(places, _acts(program), program.starts_on, month_now, before)


def _acts(program: Program) -> set[tuple[int, int]]:
    values = {"organization": current_organization_id(), "program": program.pk}
    found = copied_out(_ACTS, values, {"person": "int8", "day": "int4"}), acts_by_day(program)
    people = np.concatenate([rows["person"] for rows in found])
    days = np.concatenate([rows["day"] for rows in found])
    return acts_by_month(people, days, program.starts_on, program.month_count)
