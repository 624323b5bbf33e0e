"""Workers are killed a hundred times while they take a night, beats tick twice, tasks come three times."""

import contextlib
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from typing import Any

import psutil
import pytest
from celery import Celery

from belonging.runtime.places import ROOT
from tests.stack.conftest import Stack, eventually

PEOPLE = 1000
CHILDREN, WHOLE, PRODUCT = 84, 15, 1  # kills of the processes that work, of a worker with all it holds, of everything
WITHIN = 180.0

HELD = "SELECT 1 FROM network_night WHERE state = 'due' AND lease_until > now()"
UNTAKEN = "SELECT count(*) FROM network_night WHERE state <> 'taken'"
NIGHTS = "SELECT count(*), count(DISTINCT program_id), max(attempts) FROM network_night"
SNAPSHOTS = "SELECT count(*), count(DISTINCT program_id) FROM network_snapshot WHERE occasion = 'night'"
# A snapshot and the rows of its people are one: never a part of them.
PARTIAL = """
SELECT count(*) FROM network_snapshot AS s
 WHERE s.carried_from_id IS NULL AND s.people <> (SELECT count(*) FROM network_measure AS m WHERE m.snapshot_id = s.id)
"""
NIGHT = """
INSERT INTO network_night (public_id, created_at, organization_id, program_id, local_date, state, attempts)
SELECT gen_random_uuid(), now(), organization_id, id, current_date, 'due', 0 FROM programs_program WHERE id = %s
RETURNING organization_id::text, public_id::text
"""
STATE = "SELECT state, lease_until IS NOT NULL FROM network_night WHERE program_id = %s"
# What a night came to, without what is different each time.
DIGEST = """
SELECT md5(string_agg(words, ' ' ORDER BY words)) FROM (
    SELECT (to_jsonb(s) - '{id,public_id,created_at,taken_at}'::text[])::text AS words
      FROM network_snapshot AS s WHERE program_id = %s
     UNION ALL
    SELECT (to_jsonb(m) - '{id,public_id,created_at,snapshot_id}'::text[])::text
      FROM network_measure AS m JOIN network_snapshot AS s ON s.id = m.snapshot_id WHERE program_id = %s
) AS rows
"""
FORGET = """
DELETE FROM network_measure WHERE snapshot_id IN (SELECT id FROM network_snapshot WHERE program_id = %s);
DELETE FROM network_snapshot WHERE program_id = %s;
DELETE FROM network_night WHERE program_id = %s;
"""
AUDITED = "SELECT count(*) FROM tenancy_auditentry WHERE verb = 'snapshot.taken'"
LET_GO = "UPDATE network_night SET lease_until = now() - interval '1 second' WHERE program_id = %s AND state = 'due'"


def kill_mid_task(stack: Stack, *, whole: bool) -> None:
    """Kills the processes that work, or the worker with everything it holds, while a night is being taken."""
    eventually(lambda: stack.rows(HELD), "a night is being taken")
    assert stack.rows(PARTIAL) == [(0,)]
    worker = psutil.Process(stack.pids()["worker"])
    for process in [*worker.children(recursive=True), *([worker] if whole else [])]:
        with contextlib.suppress(psutil.NoSuchProcess):
            process.send_signal(signal.SIGKILL)
    if whole:  # the supervisor then stops everything; starting again is what an operator, or systemd, does
        eventually(lambda: stack.supervisor.poll() is not None, "the supervisor ends")
        stack.supervisor.communicate()
        stack.start()


class Nights:
    """The nights of some programs, each taken undisturbed first, so that it is known what it comes to."""

    def __init__(self, stack: Stack, programs: list[int]) -> None:
        self.stack, self.dice, self.taken = stack, random.Random(1), 0
        self.environ = stack.published()
        self.usual = 0.0  # seconds that one takes
        self.expected = {program: self.undisturbed(program) for program in programs}

    def begin(self, program: int, times: int = 1) -> tuple[str, str]:
        """Writes a program's night into the ledger and has it delivered so many times."""
        night = self.stack.rows(NIGHT, program)[0]
        for _ in range(times):
            self.deliver(*night)
        return night

    def deliver(self, organization: str, night: str) -> None:
        """A night's task in the queue."""
        with Celery(broker=self.environ["REDIS_URL"], set_as_current=False) as queue:
            queue.send_task("network.take_night", kwargs={"organization_id": organization, "night_id": night})

    def undisturbed(self, program: int) -> str:
        """What a night comes to that nobody disturbs; it is forgotten again."""
        self.begin(program)
        self.wait_until(program, held=True)
        began = time.monotonic()
        self.wait_until(program)
        self.usual = time.monotonic() - began  # of the last one: nothing is loaded for the first time any more
        return self.came_to(program)

    def wait_until(self, program: int, *, held: bool = False) -> None:
        """Until somebody holds a night, or has taken it."""
        states = [("due", True), ("taken", False)] if held else [("taken", False)]
        eventually(lambda: self.stack.rows(STATE, program)[0] in states, f"the night of {program} is taken", WITHIN)

    def came_to(self, program: int) -> str:
        """What a night came to; it is forgotten afterwards."""
        self.taken += 1
        digest = self.stack.rows(DIGEST, program, program)[0][0]
        self.stack.rows(FORGET, program, program, program)
        return str(digest)

    def kill_in_the_middle(self, program: int, victims: Any) -> None:
        """Kills at a random moment of a night, and looks at what can be seen then."""
        self.wait_until(program, held=True)
        time.sleep(self.dice.uniform(0, self.usual))
        for process in victims():
            with contextlib.suppress(psutil.NoSuchProcess):
                process.send_signal(signal.SIGKILL)
        assert self.stack.rows(PARTIAL) == [(0,)]

    @contextlib.contextmanager
    def own_worker(self) -> Iterator[psutil.Process]:
        """A worker beside the product's, which is killed with everything it holds."""
        command = ["-m", "celery", "--quiet", "--app", "belonging.celery", "worker", "--concurrency", "1"]
        environ = self.stack.environ | self.environ | {"DJANGO_SETTINGS_MODULE": "belonging.settings"}
        started = subprocess.Popen(
            [sys.executable, *command, "--without-gossip", "--without-mingle"], cwd=ROOT, start_new_session=True,
            env=environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            yield psutil.Process(started.pid)
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(started.pid, signal.SIGKILL)
            started.wait()


# security R1, R4
@pytest.mark.fault
def test_hundred_kills_two_beats_and_three_deliveries(stack: Stack) -> None:
    count = 1 + WHOLE + PRODUCT
    nights = Nights(stack, json.loads(stack.do(f"grow_alike('northlight', {count}, {PEOPLE})").splitlines()[-1]))
    often, *once = nights.expected
    worker = psutil.Process(stack.pids()["worker"])
    wrong, unfinished = 0, 0
    for _ in range(CHILDREN):
        night = nights.begin(often)
        nights.kill_in_the_middle(often, lambda: worker.children(recursive=True))
        unfinished += stack.rows(STATE, often)[0][0] == "due"
        stack.rows(LET_GO, often)  # what a minute and a half would do
        nights.deliver(*night)
        nights.wait_until(often)
        wrong += nights.came_to(often) != nights.expected[often]

    with stack.frozen("worker"):
        for program in once[:WHOLE]:
            with nights.own_worker() as own:
                nights.begin(program, times=3)  # the product's own may have asked for one before it was held still
                nights.kill_in_the_middle(program, lambda own=own: [*own.children(recursive=True), own])  # type: ignore[misc]
    nights.begin(often)
    nights.wait_until(often)
    nights.begin(once[-1])
    nights.wait_until(once[-1], held=True)
    kill_mid_task(stack, whole=True)
    killed = time.monotonic()
    stack.do("tick_twice(); deliver_all(3)")
    eventually(lambda: stack.rows(UNTAKEN) == [(0,)], "every night is taken", WITHIN)
    needed = time.monotonic() - killed

    assert stack.rows(SNAPSHOTS) == [(len(once) + 1, len(once) + 1)]
    assert stack.rows(PARTIAL) == [(0,)]
    wrong += sum(nights.came_to(program) != nights.expected[program] for program in once)
    print(
        f"R1, R4: killed {CHILDREN + WHOLE + PRODUCT} times ({WHOLE} times the whole worker, once everything), "
        f"{wrong} nights of {PEOPLE} people wrong, at most {needed:.0f} s after the last kill; {unfinished} of "
        f"{CHILDREN} in the middle"
    )
    assert wrong == 0
