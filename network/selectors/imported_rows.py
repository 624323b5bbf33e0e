"""
The statements that store time together from a file, and ask what of it is there already.

They write, and stand here all the same: this is the room for statements in SQL. One statement makes an interaction and
its partner for each pair and day that is not there yet, so a file that comes twice, or two at once, add nothing twice.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from belonging.tenancy.selectors import audit_trail
from belonging.tenancy.statements import rows_of, without_nested_loops
from network.models import Interaction

if TYPE_CHECKING:
    from network.imports.times import InteractionPlan

# In the order of the key, so that of two imports at once the second waits for the first and never both.
_ADD = """
    WITH line AS (
        SELECT author_id, partner_id, %(starts_on)s::date + day AS happened_on, kind, channel, import_key,
               array[least(author_id, partner_id), greatest(author_id, partner_id)] AS pair
          FROM unnest(%(author)s::bigint[], %(partner)s::bigint[], %(day)s::int[], %(kind)s::text[],
                      %(channel)s::text[], %(import_key)s::text[])
            AS given (author_id, partner_id, day, kind, channel, import_key)
    ), added AS (
        INSERT INTO network_interaction (public_id, created_at, organization_id, program_id, author_id, happened_on,
                                         kind, channel, note, source, import_key, logged_at)
        SELECT gen_random_uuid(), %(now)s, %(organization)s, %(program)s, author_id, happened_on,
               kind, channel, '', 'imported', import_key, %(now)s
          FROM line
         ORDER BY import_key
            ON CONFLICT (organization_id, program_id, import_key) DO NOTHING
        RETURNING id, import_key
    ), met AS (
        SELECT added.id, line.partner_id, line.pair,
               EXISTS (SELECT 1
                         FROM network_block AS block
                        WHERE block.organization_id = %(organization)s
                          AND (block.blocker_id, block.blocked_id) IN ((line.author_id, line.partner_id),
                                                                       (line.partner_id, line.author_id))) AS is_blocked
          FROM added
          JOIN line ON line.import_key = added.import_key
    ), partnered AS (
        INSERT INTO network_interactionpartner (public_id, created_at, organization_id, interaction_id, program_id,
                                                participant_id, state, is_hidden, answered_at, note)
        SELECT gen_random_uuid(), %(now)s, %(organization)s, id, %(program)s, partner_id,
               CASE WHEN is_blocked THEN 'declined' ELSE 'mutual' END, is_blocked,
               CASE WHEN is_blocked THEN NULL ELSE %(now)s::timestamptz END, ''
          FROM met
    )
    SELECT pair[1], pair[2], count(*) FROM met GROUP BY pair
"""


def add_imported_rows(
    organization_id: UUID, program_id: int, plan: "InteractionPlan", now: datetime
) -> dict[tuple[int, int], int]:
    """
    This will store the entries of a plan that are not there yet, and answer how many that made for each pair.

    A pair with a block between them is stored too, hidden and not counted, so that nobody learns of the block.
    """
    values: dict[str, Any] = {
        "organization": organization_id,
        "program": program_id,
        "starts_on": plan.starts_on,
        "now": now,
        "author": _array_text(plan.author.tolist()),
        "partner": _array_text(plan.partner.tolist()),
        "day": _array_text(plan.day.tolist()),
        "kind": _array_text(plan.kind),
        "channel": _array_text(plan.channel),
        "import_key": _array_text(plan.import_keys()),
    }
    with without_nested_loops():
        return {(low, high): count for low, high, count in rows_of(_ADD, values)}


def _array_text(values: Iterable[object]) -> str:
    # Numbers, our own words and keys made of both: nothing that would need quotes inside a PostgreSQL array.
    return "{" + ",".join(map(str, values)) + "}"


def known_import_count(program_id: int, import_keys: Sequence[str]) -> int:
    """How many of these entries are there already."""
    return Interaction.objects.filter(program=program_id, import_key__in=import_keys).count()


def brought_in_counts(file_id: UUID) -> dict[str, int]:
    """What bringing in a file came to, as it was written down."""
    entry = audit_trail().filter(verb="import.applied", target_id=file_id).first()
    return {} if entry is None else {key: value for key, value in entry.detail.items() if isinstance(value, int)}
