"""
Rows by the hundred thousand: a few are made as people make them and copied inside the database, past every check.

Making each of them by Django takes longer than what is measured with them.
"""

import json

from belonging.tenancy.models import OrgModel
from network.models import Interaction, InteractionPartner, Tie
from programs.models import Participant
from tests.stack.conftest import Stack

# So many pairs of a program's people, drawn by chance but always the same, each on a day of the first four weeks.
MET = """
CREATE TEMPORARY TABLE met AS
WITH people AS MATERIALIZED (
    SELECT array_agg(id ORDER BY id) AS ids, count(*) AS many FROM programs_participant WHERE program_id = {program}
), drawn AS MATERIALIZED (
    SELECT number, floor(random() * many)::int AS one, 1 + floor(random() * (many - 1))::int AS further,
           floor(random() * 28)::int AS day
      FROM people, generate_series(1, {count}) AS number
), pairs AS (
    SELECT day, ids[1 + one] AS one, ids[1 + (one + further) % many] AS other FROM drawn, people
)
SELECT nextval(pg_get_serial_sequence('network_interaction', 'id')) AS id, day,
       least(one, other) AS low, greatest(one, other) AS high
  FROM pairs
"""


def copying(model: type[OrgModel], **instead: str) -> str:
    """A statement that copies rows of a table, called `row`, with some columns from elsewhere."""
    values = {one.column: f"row.{one.column}" for one in model._meta.concrete_fields if one.column != "id"}
    values |= {"public_id": "gen_random_uuid()"} | instead
    table = model._meta.db_table
    return f"INSERT INTO {table} ({', '.join(values)}) SELECT {', '.join(values.values())} FROM {table} AS row"


def grow_alike(stack: Stack, name: str, count: int, people: int) -> list[int]:
    """An organization with so many programs of the same people and ties; their ids."""
    ids: list[int] = json.loads(stack.do(f"grow_first({name!r}, {count}, {people})").splitlines()[-1])
    instead = {"program_id": "other", "low_id": "low.id", "high_id": "high.id"}
    stack.copy_rows(
        # The new rows in the order of the old ones: of each pair the lower one stays the lower one.
        f"{copying(Participant, program_id='other')}, unnest(ARRAY{ids[1:]}) AS other "
        f"WHERE row.program_id = {ids[0]} ORDER BY other, row.id",
        # Without it the join of a few hundred thousand pairs goes by way of a hundred million.
        f"ANALYZE {Participant._meta.db_table}, {Tie._meta.db_table}",
        f"""
        {copying(Tie, **instead)}
          JOIN programs_participant AS a ON a.id = row.low_id
          JOIN programs_participant AS b ON b.id = row.high_id
          JOIN programs_participant AS low ON low.membership_id = a.membership_id
          JOIN programs_participant AS high ON high.membership_id = b.membership_id AND high.program_id = low.program_id
         CROSS JOIN LATERAL (SELECT low.program_id) AS own (other)
         WHERE row.program_id = {ids[0]} AND other <> row.program_id
        """,
    )
    return ids


def grow_meetings(stack: Stack, name: str, people: int, count: int) -> None:
    """An organization with one program in which so many times together were logged and confirmed, each of two."""
    program = json.loads(stack.do(f"grow_meeting({name!r}, {people})").splitlines()[-1])
    alone, day = f"WHERE row.program_id = {program}", "row.happened_on + met.day"
    both = {"low_id": "met.low", "high_id": "met.high", "mutual_count": "met.times"}
    stack.copy_rows(
        "SELECT setseed(0.2)",
        MET.format(program=program, count=count - 1),
        f"{copying(Interaction, id='met.id', author_id='met.low', happened_on=day)}, met {alone}",
        f"{copying(InteractionPartner, interaction_id='met.id', participant_id='met.high')}, met {alone}",
        # The pair of the first time may have met again.
        f"{copying(Tie, **both)}, (SELECT low, high, count(*) AS times FROM met GROUP BY low, high) AS met {alone} "
        "ON CONFLICT (organization_id, program_id, low_id, high_id) "
        "DO UPDATE SET mutual_count = network_tie.mutual_count + excluded.mutual_count",
    )
