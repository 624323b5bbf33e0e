"""
The statements that count a tie's times together anew from their rows.

They write, and stand here all the same: this is the room for statements in SQL. `network.services.ties` calls them in
order. In the ORM the last one would be six correlated subqueries a tie; as one statement an import of 78,000 rows
counts its 4,000 ties at once.
"""

from collections.abc import Sequence
from contextlib import nullcontext
from typing import Any
from uuid import UUID

from django.db import connection

from belonging.core.planning import without_nested_loops

Pairs = Sequence[tuple[int, int]]
MANY_PAIRS = 200

# `low_id = ANY` says again what the join says: it keeps to these people's part of the index tie_once even while a young
# table has no statistics, which the planner otherwise takes for a table of one row.
_ADD = """
    INSERT INTO network_tie (public_id, created_at, organization_id, program_id, low_id, high_id,
                             claimed_count, mutual_count, is_baseline, is_imported)
    SELECT gen_random_uuid(), now(), %(organization)s, %(program)s, low, high, 0, 0, false, false
      FROM unnest(%(low)s::bigint[], %(high)s::bigint[]) AS pair (low, high)
     ORDER BY low, high
        ON CONFLICT (organization_id, program_id, low_id, high_id) DO NOTHING
"""

_LOCK = """
    SELECT 1
      FROM network_tie AS tie
      JOIN unnest(%(low)s::bigint[], %(high)s::bigint[]) AS pair (low, high)
        ON tie.low_id = pair.low AND tie.high_id = pair.high
     WHERE tie.organization_id = %(organization)s AND tie.program_id = %(program)s AND tie.low_id = ANY(%(low)s)
     ORDER BY tie.low_id, tie.high_id
       FOR NO KEY UPDATE OF tie
"""

_COUNT = """
    UPDATE network_tie AS tie
       SET claimed_count = counted.claimed_count, mutual_count = counted.mutual_count,
           first_on = counted.first_on, last_on = counted.last_on,
           claimed_last_on = counted.claimed_last_on, is_imported = counted.is_imported
      FROM (SELECT pair.low, pair.high,
                   coalesce(met.claimed_count, 0) AS claimed_count, coalesce(met.mutual_count, 0) AS mutual_count,
                   met.first_on, met.last_on, met.claimed_last_on, coalesce(met.is_imported, false) AS is_imported
              FROM unnest(%(low)s::bigint[], %(high)s::bigint[]) AS pair (low, high)
              LEFT JOIN (SELECT least(act.author_id, partner.participant_id) AS low,
                                greatest(act.author_id, partner.participant_id) AS high,
                                count(*) FILTER (WHERE partner.state = 'claimed') AS claimed_count,
                                count(*) FILTER (WHERE partner.state = 'mutual') AS mutual_count,
                                min(act.happened_on) FILTER (WHERE partner.state = 'mutual') AS first_on,
                                max(act.happened_on) FILTER (WHERE partner.state = 'mutual') AS last_on,
                                max(act.happened_on) FILTER (WHERE partner.state = 'claimed') AS claimed_last_on,
                                bool_or(act.source = 'imported' AND partner.state = 'mutual') AS is_imported
                           FROM network_interaction AS act
                           JOIN network_interactionpartner AS partner
                             ON partner.organization_id = act.organization_id AND partner.interaction_id = act.id
                          WHERE act.organization_id = %(organization)s AND act.program_id = %(program)s
                            AND act.author_id = ANY(%(people)s) AND partner.participant_id = ANY(%(people)s)
                            AND partner.state IN ('claimed', 'mutual') AND NOT partner.is_hidden
                          GROUP BY 1, 2) AS met
                ON met.low = pair.low AND met.high = pair.high) AS counted
     WHERE tie.organization_id = %(organization)s AND tie.program_id = %(program)s AND tie.low_id = ANY(%(low)s)
       AND tie.low_id = counted.low AND tie.high_id = counted.high
"""


def lock_tie_rows(organization_id: UUID, program_id: int, pairs: Pairs) -> None:
    """This will make sure the pairs have tie rows and lock them; the pairs come in ascending order, low before high."""
    values: dict[str, Any] = {"organization": organization_id, "program": program_id} | _columns(pairs)
    with connection.cursor() as cursor:
        cursor.execute(_ADD, values)
        cursor.execute(_LOCK, values)


def count_tie_rows(organization_id: UUID, program_id: int, pairs: Pairs) -> None:
    """This will write the counts of the pairs' tie rows from the times together that are there now."""
    people = sorted({person for pair in pairs for person in pair})
    values: dict[str, Any] = {"organization": organization_id, "program": program_id, "people": people}
    values |= _columns(pairs)
    planned = without_nested_loops() if len(pairs) > MANY_PAIRS else nullcontext()
    with planned, connection.cursor() as cursor:
        cursor.execute(_COUNT, values)


def _columns(pairs: Pairs) -> dict[str, Any]:
    return {"low": [low for low, _ in pairs], "high": [high for _, high in pairs]}
