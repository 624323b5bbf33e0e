"""The version before goes on serving people while its tables become the newest, and when they go back."""

import contextlib
import os
import random
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from belonging.runtime.places import ROOT
from tests.guards.test_upgrades import UNRELEASED
from tests.stack.arrivals import Act, come
from tests.stack.conftest import Stack
from tests.stack.servers import OwnPostgres, own_postgres
from tests.stack.test_redis import people_of

ROWS, PEOPLE = 1_000_000, 300
RATE, SECONDS = 20.0, 30.0  # requests a second, one in ten of them a log
LONGEST_LOCK = 1.0  # second
PAGES = ("", "log/", "map/", "events/", "roadmap/", "interactions/", "people/", "privacy/")
# The longest that anybody waits for a lock now.
WAITED = (
    "SELECT coalesce(max(extract(epoch FROM clock_timestamp() - waitstart)), 0)::float FROM pg_locks WHERE NOT granted"
)
COLUMNS = """
SELECT string_agg(column_name, ', ') FROM information_schema.columns
 WHERE table_name = 'network_interaction' AND column_name NOT IN ('id', 'public_id')
"""


def told(*command: str, **more: Any) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True, **more).stdout


def version_before() -> str | None:
    """The newest commit that has no migration beyond those of the first release; none where there is no history."""
    with contextlib.suppress(OSError, subprocess.CalledProcessError):
        for commit in told("git", "rev-list", "--first-parent", "HEAD", cwd=ROOT).split():
            files = told("git", "ls-tree", "-r", "--name-only", commit, cwd=ROOT).splitlines()
            migrations = [Path(file) for file in files if "/migrations/0" in file]
            if all(int(file.name[:4]) <= UNRELEASED.get(file.parts[-3], 0) for file in migrations):
                return commit
    return None


@pytest.fixture
def older(tmp_path: Path) -> Path:
    """The code of the version before."""
    commit = version_before()
    if commit is None:
        pytest.skip("no history of the code is here, as in a copy without .git")
    folder = tmp_path / "older"
    folder.mkdir()
    packed = subprocess.run(["git", "archive", commit], cwd=ROOT, check=True, capture_output=True).stdout
    subprocess.run(["tar", "-x"], cwd=folder, input=packed, check=True)
    return folder


def migrate(database: OwnPostgres, *, to_the_newest: bool) -> None:
    """Runs the newest migrations, or takes those back that the version before does not know."""
    wanted = [["migrate"]] if to_the_newest else [["migrate", app, f"{n:04}"] for app, n in sorted(UNRELEASED.items())]
    settings = {"SECRET_KEY": "of the moment", "DJANGO_SETTINGS_MODULE": "belonging.settings"}  # not those of tests
    environ = os.environ | database.environ | settings
    for arguments in wanted:
        told(sys.executable, "manage.py", *arguments, "--database", "owner", "--noinput", cwd=ROOT, env=environ)


@contextlib.contextmanager
def watched(database: OwnPostgres) -> Iterator[list[float]]:
    """How long people waited for locks during the block."""
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


def fill(database: OwnPostgres) -> None:
    """Makes one logged time a million, past every check."""
    with database.cluster.connected() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(COLUMNS)
        names = cursor.fetchone()[0]  # type: ignore[index]
        cursor.execute(
            f"INSERT INTO network_interaction (public_id, {names}) SELECT gen_random_uuid(), {names} FROM "
            f"(SELECT * FROM network_interaction LIMIT 1) AS one, generate_series(1, {ROWS})"
        )


# security R9
@pytest.mark.fault
def test_older_code_on_newer_tables(new_stack: Callable[..., Stack], older: Path) -> None:
    dice = random.Random(9)
    with own_postgres() as database:
        migrate(database, to_the_newest=False)
        stack = new_stack(older, **database.environ)
        stack.start()
        stack.do("grow_meetings('large', 2, 1)")
        fill(database)
        grown = people_of(stack, PEOPLE)

        def act(number: int) -> Act:
            person = number % PEOPLE
            cookie = f"{grown['cookie']}={grown['people'][person][0]}"
            if number % 10:
                return Act(cookie, grown["address"] + dice.choice(PAGES))
            who = grown["people"][(person + 1 + number // PEOPLE) % PEOPLE][1]
            fields = {"who": who, "when": "today", "kind": "peer", "token": str(uuid4())}
            return Act(cookie, grown["address"] + "log/", fields)

        took = {}
        with watched(database) as waits:
            come(stack.port, [n / 5 for n in range(10)], act)  # so that everything is loaded once
            moments = [number / RATE for number in range(int(RATE * SECONDS))]
            coming: dict[str, Any] = {}
            people = threading.Thread(target=lambda: coming.update(waits=come(stack.port, moments, act)))
            people.start()
            for name, to_the_newest in (("forward", True), ("back", False)):
                time.sleep(3)
                began = time.monotonic()
                migrate(database, to_the_newest=to_the_newest)
                took[name] = time.monotonic() - began
            people.join()
        migrate(database, to_the_newest=True)
        stack.stop()
        stack.supervisor = None

    answers = coming["waits"]
    print(
        f"R9: the version before on the newest tables with {ROWS:,} rows: {answers.words()} at {RATE:.0f} a second; "
        f"longest lock {max(waits):.2f} s; forward {took['forward']:.0f} s, back {took['back']:.0f} s"
    )
    assert answers.failed == 0
    assert max(waits) <= LONGEST_LOCK
    assert sum(took.values()) + 6 < SECONDS, "people were still coming when the tables had gone back"
