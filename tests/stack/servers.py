"""A PostgreSQL beside the product, which does not end with it; and people who write all the while."""

import contextlib
import http.client
import itertools
import os
import shutil
import signal
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

from belonging.runtime import binaries, postgres, processes
from belonging.runtime.places import Account, Places, account_for, private_folder, reachable_programs
from belonging.runtime.temporary import copy_data
from tests.ready import ready_data
from tests.stack.conftest import Stack
from tests.stack.test_redis import post

PARTNERS = 9  # new people whom one person may name in a day, and one fewer
WRITTEN = "SELECT count(*), count(DISTINCT public_id) FROM network_interaction"
KEYS = "SELECT count(*), count(DISTINCT (membership_id, key)) FROM tenancy_idempotencykey"


class OwnPostgres:
    """A cluster with all tables, in a folder with a short name, as sockets need."""

    def __init__(self, folder: Path) -> None:
        self.place = Places(folder)
        folder.chmod(0o755)  # the account that root lends to PostgreSQL must get in
        copy_data(ready_data(), self.place.postgres)
        account = account_for(self.place.postgres)
        programs = reachable_programs(binaries.postgres_install(), account)
        sockets = private_folder(self.place.sockets, account)
        self.cluster = postgres.Cluster(programs, self.place.postgres, sockets, account)
        self.child = self.cluster.start(None)

    @property
    def environ(self) -> dict[str, str]:
        """What the product is told of it."""
        urls = {"DATABASE_URL": postgres.APPLICATION, "DATABASE_OWNER_URL": postgres.OWNER}
        return {name: self.cluster.url(role) for name, role in urls.items()}

    @property
    def reached_by(self) -> tuple[Path, Account | None]:
        """Where its sockets lie, and the account that may go there."""
        return self.cluster.sockets, self.cluster.account

    def restart_immediately(self) -> float:
        """What `pg_ctl restart -m immediate` does; the moment it began."""
        began = time.monotonic()
        self.child.process.send_signal(signal.SIGQUIT)
        self.child.process.wait(processes.PATIENCE)
        self.child = self.cluster.start(None)
        return began

    def stop(self) -> None:
        """Stops it and takes its sockets away."""
        processes.stop(self.child)
        shutil.rmtree(self.place.sockets, ignore_errors=True)


@contextlib.contextmanager
def own_postgres() -> Iterator[OwnPostgres]:
    """A PostgreSQL that a test may restart."""
    with tempfile.TemporaryDirectory(prefix=f"belonging-var-{os.getpid()}-") as name:
        made = OwnPostgres(Path(name))
        try:
            yield made
        finally:
            made.stop()


@dataclass
class Writers:
    """So many people at a time log time together, each again with the same key until the product says it is kept."""

    stack: Stack
    grown: dict[str, Any]
    before: int = 0  # rows that were there already, each with its key
    pause: float = 0.05
    kept_at: list[float] = field(default_factory=list)
    answers: Counter[int] = field(default_factory=Counter)
    over: threading.Event = field(default_factory=threading.Event)

    @contextlib.contextmanager
    def at_work(self, count: int) -> Iterator[None]:
        """They write during the block, and bring to an end afterwards what they have begun."""
        threads = [threading.Thread(target=self._write, args=(number, count)) for number in range(count)]
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            self.over.set()
            for thread in threads:
                thread.join()

    def _write(self, number: int, count: int) -> None:
        people = len(self.grown["people"])
        for offset, person in itertools.product(range(1, PARTNERS + 1), range(number, people, count)):
            if self.over.is_set():
                return
            self._until_kept(person, (person + offset) % people)
            time.sleep(self.pause)

    def _until_kept(self, person: int, partner: int) -> None:
        key, deadline = str(uuid4()), time.monotonic() + 120
        who = self.grown["people"][partner][1]
        while time.monotonic() < deadline:
            status = 0  # nobody answers
            with contextlib.suppress(OSError, http.client.HTTPException):
                status, _ = post(self.stack, self.grown, person, "log/", who=who, when="today", kind="peer", token=key)
            self.answers[status] += 1
            if status == 302:
                self.kept_at.append(time.monotonic())
                return
            time.sleep(4 * self.pause)

    def first_kept_after(self, moment: float, seconds: float = 60) -> float:
        """How long after a moment something was kept again for the first time."""
        while time.monotonic() < moment + seconds:
            if self.kept_at and self.kept_at[-1] > moment:
                return next(one for one in self.kept_at if one > moment) - moment
            time.sleep(0.02)
        return seconds

    @property
    def is_every_one_there_once(self) -> bool:
        """Whether there is one row for each that the product said is kept, and no other."""
        kept = self.before + len(self.kept_at)
        return self.stack.rows(WRITTEN) == [(kept, kept)] and self.stack.rows(KEYS) == [(kept, kept)]
