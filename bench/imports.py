"""
Bringing in a real contact log, end to end, against a bare COPY of the same file and one GROUP BY.

End to end is: unpack, find the columns, check every line, fold into pairs and days, store each with its two people,
count the ties, commit with all foreign keys checked. The bare way gets the file unpacked, checks nothing and keeps
nothing. Without the real log beside the project one of the same size is made up. `python -m bench imports` runs it.
"""

import gzip
import io
import os
import statistics
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import numpy as np

DATA = Path(os.environ.get("BELONGING_REFERENCE_DATA", Path(__file__).parents[2] / "shared" / "data"))
FOLDER = DATA / "workplace_invs15"
NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)
ROWS, PEOPLE, DAYS = 78_249, 232, 11


def main(rounds: int = 7) -> None:
    """Takes both ways in turn, each in a fresh organization, and prints their ratio."""
    import django

    django.setup()
    from django.db import connections

    people, log = files()
    plain = gzip.decompress(log)
    counts, ours, bare = {}, [], []
    for _round in range(rounds):
        organization_id, program = fresh_program(people)
        bare.append(seconds(lambda: copied_and_grouped(plain)))
        ours.append(seconds(lambda: counts.update(brought_in(organization_id, program, log))))  # noqa: B023 -- called at once
    again = seconds(lambda: brought_in(organization_id, program, log))
    print(
        f"{counts['rows']:,} rows into {counts['new']:,} times together of {counts['pairs']:,} pairs, {rounds} rounds"
    )
    print(f"end to end: {told(ours)}; the same file again: {again * 1000:.0f} ms")
    print(f"bare COPY and GROUP BY: {told(bare)}")
    print(f"ratio: {statistics.median(ours) / statistics.median(bare):.1f} (goal: at most 4)")
    with connections["owner"].cursor() as cursor:
        cursor.execute("TRUNCATE tenancy_organization CASCADE")
    connections.close_all()


def told(times: list[float]) -> str:
    """The usual time, and the best."""
    return f"{statistics.median(times) * 1000:.0f} ms in the median, {min(times) * 1000:.0f} ms at best"


def seconds(work: Callable[[], Any]) -> float:
    """How long it took."""
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def files() -> tuple[bytes, bytes]:
    """The people and the packed log: the real ones, or made up in the same sizes with a seed."""
    if FOLDER.is_dir():
        return (FOLDER / "metadata_InVS15.txt").read_bytes(), (FOLDER / "tij_InVS15.dat.gz").read_bytes()
    rng = np.random.default_rng(1)
    moments = np.sort(rng.integers(0, DAYS * 86_400 // 20, ROWS)) * 20
    one = rng.integers(0, PEOPLE, ROWS)
    other = (one + 1 + rng.integers(0, 37, ROWS)) % PEOPLE
    text = io.StringIO()
    np.savetxt(text, np.column_stack([moments, one, other]), fmt="%d")
    people = "\n".join(f"{number}\tGroup {number % 12}" for number in range(PEOPLE))
    return people.encode(), gzip.compress(text.getvalue().encode())


def fresh_program(people: bytes) -> tuple[UUID, Any]:
    """An organization with a running program and the people of the log."""
    from belonging.tenancy.models import Organization
    from belonging.tenancy.scope import open_scope
    from network.imports.reading import read_file
    from network.services.imports import bring_in
    from programs.services.programs import create_program, start_program

    organization = Organization.objects.create(id=uuid4(), name="Bench", slug=f"bench-{uuid4().hex[:8]}")
    with open_scope(organization.id):
        program = create_program(actor=None, name="Bench", starts_on=date(2026, 1, 5), now=NOW)
        program = start_program(actor=None, program=program, now=NOW)
        table, layout = read_file(program=program, kind="people", content=people, fields=("reference", "segment"))
        bring_in(program=program, kind="people", table=table, layout=layout, actor=None, now=NOW)
    return organization.id, program


def brought_in(organization_id: UUID, program: Any, log: bytes) -> dict[str, int]:
    """The product's way, with its commit."""
    from belonging.tenancy.scope import open_scope
    from network.imports.reading import read_file
    from network.services.imports import bring_in

    with open_scope(organization_id):
        table, layout = read_file(program=program, kind="interactions", content=log)
        return bring_in(program=program, kind="interactions", table=table, layout=layout, actor=None, now=NOW)


def copied_and_grouped(plain: bytes) -> None:
    """The yardstick: nothing is checked, nothing is kept."""
    from django.db import connection, transaction

    group = "SELECT least(i, j), greatest(i, j), t / 86400, count(*) FROM bare GROUP BY 1, 2, 3"
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE bare (t integer, i integer, j integer) ON COMMIT DROP")
        cursor.copy_expert("COPY bare FROM STDIN (DELIMITER ' ')", io.BytesIO(plain))
        cursor.execute(f"CREATE TEMPORARY TABLE bare_ties ON COMMIT DROP AS {group}")
