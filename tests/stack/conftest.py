"""A whole product to break: real PostgreSQL, Redis, web, worker and beat in a folder of its own."""

import contextlib
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import psutil
import psycopg2
import pytest

from belonging.runtime.places import ROOT
from belonging.runtime.postgres import OWNER, SUPERUSER
from belonging.runtime.temporary import copy_data
from tests.effort import is_whole
from tests.plugin import documented_names
from tests.ready import ready_data

PATIENCE, SELDOM = 90.0, 0.5
FIRST_START = 300.0  # every migration runs first, maybe on a machine that is busy
HOUSES, PEOPLE, MONTH = 50, 24, 2 if is_whole() else 1  # of the city
EVERYTHING = ["db", "redis", "web", "worker", "beat"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.stack)


def eventually(true: Callable[[], Any], what: str, seconds: float = PATIENCE) -> Any:
    """Waits until something is so and returns it; fails by name when it does not come about."""
    deadline, pause = time.monotonic() + seconds, 0.1
    while time.monotonic() < deadline:
        with contextlib.suppress(OSError, psycopg2.Error, KeyError):
            if found := true():
                return found
        time.sleep(pause)
        pause = min(pause * 1.05, SELDOM)  # asking costs a connection: what takes long is asked more seldom
    pytest.fail(f"not within {seconds:.0f} s: {what}")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Stack:
    """One product, started and stopped like `make run` does."""

    def __init__(self, var: Path, **environ: str) -> None:
        self.var, self.port = var, free_port()
        self.environ = {name: value for name, value in os.environ.items() if name not in documented_names()}
        self.environ |= {"BELONGING_VAR": str(var), "NUMBA_CACHE_DIR": str(ROOT / "var" / "numba")} | environ
        self.supervisor: subprocess.Popen[str] | None = None

    def command(self, *arguments: str) -> subprocess.Popen[str]:
        """`manage.py up` in another process."""
        return subprocess.Popen(
            [sys.executable, "-m", "belonging.runtime", "--no-demo", *arguments], env=self.environ, cwd=ROOT,
            text=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
        )  # fmt: skip

    def with_tables(self) -> None:
        """Begins from tables that are there already: running every migration takes longer than most tests."""
        self.var.mkdir()
        copy_data(ready_data(), self.var / "postgres")

    def start(self) -> None:
        """Starts everything and waits until all five are there and a page is served."""
        self.supervisor = self.command("--port", str(self.port))
        eventually(self.is_up, f"the product serves a page; see {self.var / 'log'}", FIRST_START)

    def is_up(self) -> bool:
        if self.supervisor is None or self.supervisor.poll() is not None:
            told = self.supervisor.communicate()[1] if self.supervisor and self.supervisor.stderr else ""
            pytest.fail(f"the product ended: {told} {self.said()[-2000:]}")
        given = {"db": "DATABASE_URL", "redis": "REDIS_URL"}
        ours = [name for name in EVERYTHING if given.get(name) not in self.environ]
        pids, started = self.pids(), {one.pid for one in psutil.Process(self.supervisor.pid).children()}
        # What an earlier start left behind may answer for a moment; its servers are not this one's.
        return set(pids) == set(ours) and set(pids.values()) <= started and self.get("/healthz") == 200

    def get(self, path: str) -> int:
        """The status of one page."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        with contextlib.closing(line):
            line.request("GET", path)
            return line.getresponse().status

    def pids(self) -> dict[str, int]:
        """The process of each server by name."""
        file = self.var / "run" / "children.json"
        return {row["name"]: row["pid"] for row in json.loads(file.read_text())} if file.exists() else {}

    def send(self, name: str, number: signal.Signals) -> None:
        """Sends a signal to a server and to everything it has started."""
        server = psutil.Process(self.pids()[name])
        for process in [server, *server.children(recursive=True)]:
            with contextlib.suppress(psutil.NoSuchProcess):
                process.send_signal(number)

    @contextlib.contextmanager
    def frozen(self, name: str) -> Iterator[None]:
        """Holds a server still for a while."""
        self.send(name, signal.SIGSTOP)
        try:
            yield
        finally:
            self.send(name, signal.SIGCONT)

    def kill_everything(self) -> None:
        """What a power cut does: supervisor and servers, all at once and without a word."""
        supervisor = psutil.Process(self.supervisor.pid)
        doomed = [supervisor, *supervisor.children(recursive=True)]
        for process in doomed:
            with contextlib.suppress(psutil.NoSuchProcess):
                process.kill()
        self.supervisor.communicate()
        psutil.wait_procs(doomed, 10)

    def stop(self) -> int:
        """Asks everything to end and returns the exit status."""
        self.supervisor.send_signal(signal.SIGTERM)
        self.supervisor.communicate(timeout=PATIENCE)
        return self.supervisor.returncode

    def said(self) -> str:
        """The log so far."""
        file = self.var / "log" / "belonging.log"
        return file.read_text() if file.exists() else ""

    @property
    def own_settings(self) -> dict[str, str]:
        """What a process beside the product is told that reads its settings, not those of tests."""
        return self.environ | self.published() | {"DJANGO_SETTINGS_MODULE": "belonging.settings"}

    def manage(self, *arguments: str) -> str:
        """Runs a command of manage.py beside the product and returns what it printed."""
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            env=self.environ | self.published(),
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def published(self) -> dict[str, str]:
        """The addresses and keys of the running product."""
        file = self.var / "run" / "env.json"
        return json.loads(file.read_text())["environ"] if file.exists() else {}

    def rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """Asks the database, signed in as the owner: sees every organisation."""
        connection = psycopg2.connect(self.published()["DATABASE_OWNER_URL"])
        with contextlib.closing(connection), connection, connection.cursor() as cursor:
            cursor.execute(query, values)
            return cursor.fetchall() if cursor.description else []

    def copy_rows(self, *statements: str) -> None:
        """Runs statements past every check, as copies of rows that were checked may be; by the superuser."""
        url = self.published()["DATABASE_OWNER_URL"].replace(f"{OWNER}@", f"{SUPERUSER}@")
        connection = psycopg2.connect(url)
        with contextlib.closing(connection), connection, connection.cursor() as cursor:
            cursor.execute("SET session_replication_role = replica")
            for statement in statements:
                cursor.execute(statement)

    def do(self, code: str) -> str:
        """Calls what tests/stack/grow.py offers, beside the product."""
        return self.manage("shell", "--no-imports", "-c", f"from tests.stack.grow import *; {code}")


@pytest.fixture
def new_stack() -> Iterator[Callable[..., Stack]]:
    """Makes products; what is left of them afterwards is stopped."""
    made: list[Stack] = []
    with tempfile.TemporaryDirectory(prefix="stack-") as name:  # another run of pytest closes pytest's own folder
        folder = Path(name)
        folder.chmod(0o711)  # the account that root lends to PostgreSQL must be able to enter

        def make(**environ: str) -> Stack:
            made.append(Stack(folder / f"var{len(made)}", **environ))
            return made[-1]

        yield make
        for stack in made:
            if stack.supervisor:
                stack.stop()


@pytest.fixture
def stack(new_stack: Callable[..., Stack]) -> Stack:
    """One running product."""
    made = new_stack()
    made.with_tables()
    made.start()
    return made


@pytest.fixture(scope="session")
def city() -> Iterator[tuple[Stack, dict[str, Any]]]:
    """One product with all the organizations, for every test of load."""
    with tempfile.TemporaryDirectory(prefix="city-") as name:  # another run of pytest closes pytest's own folder
        folder = Path(name)
        folder.chmod(0o711)  # the account that root lends to PostgreSQL must be able to enter
        stack = Stack(folder / "var")
        stack.with_tables()
        try:
            stack.start()
            yield stack, grown(stack)
        finally:
            stack.stop()


def grown(stack: Stack) -> dict[str, Any]:
    """The organizations of the city, half of them by either core; their addresses and their people's sessions."""

    def half(first: int) -> dict[str, Any]:
        told = stack.do(f"grow_houses(range({first}, {HOUSES}, 2), people={PEOPLE}, month={MONTH})")
        return dict(json.loads(told.splitlines()[-1]))

    with ThreadPoolExecutor() as side_by_side:
        one, other = side_by_side.map(half, (0, 1))
    return one | {"houses": one["houses"] + other["houses"]}
