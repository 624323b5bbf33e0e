"""
The version before goes on serving people while its tables become newer, and when they go back.

The version before is the code of this tree, and the newer one a copy of it with migrations beyond: of every kind that
tests/guards/test_upgrades.py lets pass, on a table with a million rows. That needs no history of the code.
"""

import contextlib
import random
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from importlib import util
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.db.migrations.loader import MigrationLoader

from belonging.runtime.places import ROOT
from belonging.runtime.postgres import APPLICATION
from tests.guards.test_upgrades import danger, on_older_tables
from tests.stack.arrivals import Act, Waits, come
from tests.stack.conftest import Stack
from tests.stack.servers import OwnPostgres, own_postgres
from tests.stack.test_redis import people_of

ROWS, PEOPLE = 1_000_000, 300
RATE = 20.0  # requests a second, one in ten of them a log
LONGEST_LOCK = 1.0  # second
LOADED, BETWEEN, PATIENCE = 60, 3.0, 300.0  # requests before anything counts; seconds
PAGES = ("", "log/", "map/", "events/", "roadmap/", "interactions/", "people/", "privacy/")
THERE = (
    "SELECT 1 FROM information_schema.columns WHERE table_name = 'network_interaction' AND column_name = 'newer_day'"
)
LEFT_OUT = (".venv", "var", ".git", "docs", "tests", "node_modules", "__pycache__")
# The longest that the product now waits for a lock that something else than the product holds or waits for.
WAITED = f"""
SELECT coalesce(max(extract(epoch FROM clock_timestamp() - waiting.waitstart)), 0)::float
  FROM pg_locks AS waiting JOIN pg_stat_activity AS who USING (pid)
 WHERE NOT waiting.granted AND who.usename = '{APPLICATION}'
   AND EXISTS (SELECT FROM unnest(pg_blocking_pids(pid)) AS holder JOIN pg_stat_activity AS other ON other.pid = holder
                WHERE other.usename <> '{APPLICATION}')
"""
COLUMNS = """
SELECT string_agg(quote_ident(column_name), ', ') FROM information_schema.columns
 WHERE table_name = 'network_interaction' AND column_name NOT IN ('id', 'public_id')
"""
# One change each: what a migration has locked it holds until its last one is made.
NEWER = {
    "9001_newer_word": """
    operations = [
        migrations.AddField("interaction", "newer_word", models.TextField(default="", db_default="")),
    ]""",
    "9002_newer_day": """
    operations = [migrations.AddField("interaction", "newer_day", models.DateField(null=True))]""",
    "9003_newer_days_are_new": """
    operations = [
        AddConstraintNotValid("interaction", models.CheckConstraint(
            condition=models.Q(newer_day__isnull=True) | models.Q(newer_day__gte="2000-01-01"), name="newer_day_is_new",
        )),
    ]""",
    "9004_newer_index": """
    atomic = False
    operations = [
        AddIndexConcurrently("interaction", models.Index(fields=["organization", "newer_day"], name="newer_days")),
        ValidateConstraint("interaction", "newer_day_is_new"),
    ]""",
    "9005_newer_table": """
    operations = [
        migrations.CreateModel("Newer", [
            ("id", models.BigAutoField(primary_key=True)),
            ("interaction", models.ForeignKey("network.interaction", models.CASCADE)),
        ]),
    ]""",
}
HEAD = """from django.contrib.postgres.operations import AddConstraintNotValid, AddIndexConcurrently, ValidateConstraint
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("network", "{before}")]
"""


def newest() -> str:
    """The name of the last migration of the app whose table is large."""
    found: str = MigrationLoader(None).graph.leaf_nodes("network")[0][1]
    return found


@pytest.fixture
def newer(tmp_path: Path) -> Path:
    """The code of the version to come: this one, with migrations that it does not know."""
    folder, before = tmp_path / "newer", newest()
    shutil.copytree(ROOT, folder, ignore=shutil.ignore_patterns(*LEFT_OUT), symlinks=True)
    for name, words in NEWER.items():
        (folder / "network" / "migrations" / f"{name}.py").write_text(HEAD.format(before=before) + words + "\n")
        before = name
    return folder


def unsafe(folder: Path) -> list[str]:
    """What the linter says of the migrations of the version to come."""
    words = []
    for name in NEWER:
        spec = util.spec_from_file_location(name, folder / "network" / "migrations" / f"{name}.py")
        assert spec
        assert spec.loader
        module = util.module_from_spec(spec)
        spec.loader.exec_module(module)
        words += [danger(one) for one in on_older_tables(module.Migration(name, "network"))]
    return [word for word in words if word]


def migrate(stack: Stack, folder: Path, *to: str) -> float:
    """Runs the migrations of a version as an operator does; the seconds it took."""
    command = [sys.executable, "manage.py", "migrate", *to, "--database", "owner", "--noinput", "--verbosity", "0"]
    began = time.monotonic()
    done = subprocess.run(command, cwd=folder, env=stack.own_settings, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return time.monotonic() - began


@contextlib.contextmanager
def watched(database: OwnPostgres) -> Iterator[list[float]]:
    """How long requests waited for locks of others during the block."""
    waits, over = [0.0], threading.Event()

    def look() -> None:
        with database.cluster.connected() as cursor:
            while not over.wait(0.01):
                cursor.execute(WAITED)
                waits.append(cursor.fetchone()[0])  # type: ignore[index]

    thread = threading.Thread(target=look)
    thread.start()
    try:
        yield waits
    finally:
        over.set()
        thread.join()


def fill(database: OwnPostgres) -> int:
    """Makes one logged time a million, past every check; the rows there are then."""
    with database.cluster.connected() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(COLUMNS)
        names = cursor.fetchone()[0]  # type: ignore[index]
        cursor.execute(
            f"INSERT INTO network_interaction (public_id, {names}) SELECT gen_random_uuid(), {names} FROM "
            f"(SELECT * FROM network_interaction LIMIT 1) AS one, generate_series(1, {ROWS})"
        )
        cursor.execute("ANALYZE network_interaction")
        cursor.execute("SELECT count(*) FROM network_interaction")
        return int(cursor.fetchone()[0])  # type: ignore[index]


@contextlib.contextmanager
def coming(stack: Stack, grown: dict[str, Any]) -> Iterator[list[Waits]]:
    """People come at a steady rate during the block: nine read a page, the tenth logs time with somebody new."""
    dice, over, found = random.Random(9), threading.Event(), list[Waits]()

    def act(number: int) -> Act:
        people, person = grown["people"], (number + number // 10) % PEOPLE  # so that everybody logs, not every tenth
        cookie = f"{grown['cookie']}={people[person][0]}"
        if number % 10:
            return Act(cookie, grown["address"] + dice.choice(PAGES))
        who = people[(person + 1 + number // PEOPLE) % PEOPLE][1]
        fields = {"who": who, "when": "today", "kind": "peer", "token": str(uuid4())}
        return Act(cookie, grown["address"] + "log/", fields)

    # So that everything is loaded once; with others than whom people meet afterwards.
    come(stack.port, [number / 5 for number in range(LOADED)], lambda number: act(number + 20 * PEOPLE))
    moments = [number / RATE for number in range(int(RATE * PATIENCE))]
    with ThreadPoolExecutor(1) as pool:
        waits = pool.submit(come, stack.port, moments, act, over)
        try:
            yield found
        finally:
            over.set()
        found.append(waits.result())


# security R9
@pytest.mark.fault
@pytest.mark.lengthy(3)
def test_this_code_on_newer_tables(new_stack: Callable[..., Stack], newer: Path) -> None:
    before = newest()
    with own_postgres() as database:
        stack = new_stack(**database.environ)
        stack.start()
        stack.do("grow_meeting('large', 2)")
        rows = fill(database)
        grown = people_of(stack, PEOPLE)
        with watched(database) as waits, coming(stack, grown) as found:
            time.sleep(BETWEEN)
            forward = migrate(stack, newer)
            is_newer = bool(stack.rows(THERE))
            time.sleep(BETWEEN)
            back = migrate(stack, newer, "network", before)
            time.sleep(BETWEEN)
        answers, is_back = found[0], not stack.rows(THERE)
        logged = stack.rows("SELECT count(*) FROM network_interaction")[0][0] - rows
        stack.stop()
        stack.supervisor = None

    words = unsafe(newer)
    print(
        f"R9: this code on {len(NEWER)} newer migrations and back, {len(words)} of them unsafe, {rows:,} rows: "
        f"{answers.words()} at {RATE:.0f} a second; nobody waited longer than {max(waits):.2f} s for a lock; forward "
        f"{forward:.0f} s, back {back:.0f} s"
    )
    assert words == []
    assert is_newer
    assert is_back
    assert answers.failed == 0
    assert set(answers.statuses) == {200, 302}
    assert logged > 0
    assert max(waits) <= LONGEST_LOCK
