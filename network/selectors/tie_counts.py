"""
The statements that count a tie's times together anew from their rows.

They write, and stand here all the same: this is the room for statements in SQL. `network.services.ties` calls them in
order. In the ORM the last one would be six correlated subqueries a tie; as one statement an import of 78,000 rows
counts its 4,000 ties at once.
"""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from belonging.tenancy.statements import run, without_nested_loops

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

_SUMS = """
    count(*) FILTER (WHERE partner.state = 'claimed') AS claimed_count,
    count(*) FILTER (WHERE partner.state = 'mutual') AS mutual_count,
    min(act.happened_on) FILTER (WHERE partner.state = 'mutual') AS first_on,
    max(act.happened_on) FILTER (WHERE partner.state = 'mutual') AS last_on,
    max(act.happened_on) FILTER (WHERE partner.state = 'claimed') AS claimed_last_on,
    coalesce(bool_or(act.source = 'imported' AND partner.state = 'mutual'), false) AS is_imported
"""

# A few pairs are looked up one by one: what each of the two was named in, and whether the other wrote it. A young
# organization that the statistics do not know is taken for one row, where every index looks alike, and the planner read
# the whole program (20 ms, now 0.3). So no program is named (a participant has one), and OFFSET 0 keeps the order.
_EACH_PAIR = f"""
    SELECT pair.low, pair.high, met.*
      FROM unnest(%(low)s::bigint[], %(high)s::bigint[]) AS pair (low, high)
     CROSS JOIN LATERAL
           (SELECT {_SUMS}
              FROM (VALUES (pair.low, pair.high), (pair.high, pair.low)) AS one (author_id, other_id)
             CROSS JOIN LATERAL
                   (SELECT interaction_id, state
                      FROM network_interactionpartner
                     WHERE organization_id = %(organization)s AND participant_id = one.other_id
                       AND state IN ('claimed', 'mutual') AND NOT is_hidden
                    OFFSET 0) AS partner
             CROSS JOIN LATERAL
                   (SELECT happened_on, source
                      FROM network_interaction
                     WHERE organization_id = %(organization)s AND id = partner.interaction_id
                       AND author_id + 0 = one.author_id
                    OFFSET 0) AS act) AS met
"""  # noqa: S608 -- made of the constant above

# Many pairs are found in one pass over what all their people logged.
_ALL_PAIRS = f"""
    SELECT pair.low, pair.high,
           coalesce(met.claimed_count, 0) AS claimed_count, coalesce(met.mutual_count, 0) AS mutual_count,
           met.first_on, met.last_on, met.claimed_last_on, coalesce(met.is_imported, false) AS is_imported
      FROM unnest(%(low)s::bigint[], %(high)s::bigint[]) AS pair (low, high)
      LEFT JOIN (SELECT least(act.author_id, partner.participant_id) AS low,
                        greatest(act.author_id, partner.participant_id) AS high, {_SUMS}
                   FROM network_interaction AS act
                   JOIN network_interactionpartner AS partner
                     ON partner.organization_id = act.organization_id AND partner.interaction_id = act.id
                  WHERE act.organization_id = %(organization)s AND act.program_id = %(program)s
                    AND act.author_id = ANY(%(people)s) AND partner.participant_id = ANY(%(people)s)
                    AND partner.state IN ('claimed', 'mutual') AND NOT partner.is_hidden
                  GROUP BY 1, 2) AS met
        ON met.low = pair.low AND met.high = pair.high
"""  # noqa: S608 -- made of the constant above

_COUNT = """
    UPDATE network_tie AS tie
       SET claimed_count = counted.claimed_count, mutual_count = counted.mutual_count,
           first_on = counted.first_on, last_on = counted.last_on,
           claimed_last_on = counted.claimed_last_on, is_imported = counted.is_imported
      FROM ({counted}) AS counted
     WHERE tie.organization_id = %(organization)s AND tie.program_id = %(program)s AND tie.low_id = ANY(%(low)s)
       AND tie.low_id = counted.low AND tie.high_id = counted.high
"""
_COUNT_FEW, _COUNT_MANY = _COUNT.format(counted=_EACH_PAIR), _COUNT.format(counted=_ALL_PAIRS)


# Two people are tied by a map when one has the other on theirs and the other says so too. Somebody is looked up on the
# maps of both, by the index map_entry_once.
_COUNT_MAPPED = """
    UPDATE network_tie AS tie
       SET is_mapped = counted.is_mapped, is_baseline = counted.is_baseline, is_named = counted.is_named
      FROM (SELECT pair.low, pair.high,
                   coalesce(bool_or(said.state = 'mutual'), false) AS is_mapped,
                   coalesce(bool_or(said.state = 'mutual' AND said.is_baseline), false) AS is_baseline,
                   coalesce(bool_or(said.state = 'claimed' AND NOT said.is_hidden AND said.gone_on IS NULL), false)
                       AS is_named
              FROM unnest(%(low)s::bigint[], %(high)s::bigint[]) AS pair (low, high)
              LEFT JOIN (SELECT map.participant_id AS owner_id, entry.person_id, entry.state, entry.is_baseline,
                                entry.is_hidden, entry.gone_on
                           FROM network_map AS map
                           JOIN network_mapentry AS entry
                             ON entry.organization_id = map.organization_id AND entry.map_id = map.id
                          WHERE map.organization_id = %(organization)s AND map.participant_id = ANY(%(people)s)
                            AND entry.person_id = ANY(%(people)s)) AS said
                ON (said.owner_id, said.person_id) IN ((pair.low, pair.high), (pair.high, pair.low))
             GROUP BY pair.low, pair.high) AS counted
     WHERE tie.organization_id = %(organization)s AND tie.program_id = %(program)s AND tie.low_id = ANY(%(low)s)
       AND tie.low_id = counted.low AND tie.high_id = counted.high
"""


def lock_tie_rows(organization_id: UUID, program_id: int, pairs: Pairs) -> None:
    """This will make sure the pairs have tie rows and lock them; the pairs come in ascending order, low before high."""
    values: dict[str, Any] = {"organization": organization_id, "program": program_id} | _columns(pairs)
    run(_ADD, values)
    run(_LOCK, values)


def count_tie_rows(organization_id: UUID, program_id: int, pairs: Pairs) -> None:
    """This will write the counts of the pairs' tie rows from the times together that are there now."""
    values: dict[str, Any] = {"organization": organization_id, "program": program_id} | _columns(pairs)
    if len(pairs) <= MANY_PAIRS:
        run(_COUNT_FEW, values)
        return
    values["people"] = sorted({person for pair in pairs for person in pair})
    with without_nested_loops():
        run(_COUNT_MANY, values)


def count_mapped_rows(organization_id: UUID, program_id: int, pairs: Pairs) -> None:
    """This will write what maps say into the pairs' tie rows, from the entries that are there now."""
    values: dict[str, Any] = {"organization": organization_id, "program": program_id} | _columns(pairs)
    values["people"] = sorted({person for pair in pairs for person in pair})
    run(_COUNT_MAPPED, values)


def _columns(pairs: Pairs) -> dict[str, Any]:
    return {"low": [low for low, _ in pairs], "high": [high for _, high in pairs]}
