"""
Workers are killed a hundred times in the middle of nights: the process that works, its parent, everything at once.

Each night is another program's. Nothing is done about one that lost its worker: the product finds it by itself when
its lease has run out. What it comes to is what an undisturbed count of that program comes to afterwards.
"""

import contextlib
import itertools
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

import psutil
import pytest
from celery import Celery

from belonging.runtime.places import ROOT
from tests.stack.conftest import Stack, eventually
from tests.stack.copies import grow_alike
from tests.stack.test_night import PARTIAL, WITHIN

PEOPLE, KILLS, UNDISTURBED, SPARE = 600, 50, 2, 10  # in each part
PARTS = 2  # at the same time: a hundred kills together
# What dies one after the other; a worker ends with the last one of them.
VICTIMS = ([*["child"] * 7, "parent"], [*["child"] * 7, "container"])

NIGHT = """
INSERT INTO network_night (public_id, created_at, offered_at, organization_id, program_id, local_date, state, attempts)
SELECT gen_random_uuid(), now(), now(), organization_id, id, current_date, 'due', 0 FROM programs_program WHERE id = %s
RETURNING organization_id::text, public_id::text
"""
STATE = "SELECT state, lease_until IS NOT NULL FROM network_night WHERE program_id = %s"
TAKEN = "SELECT program_id FROM network_night WHERE state = 'taken'"
# What the count of each program came to, without what is different each time.
DIGESTS = """
WITH words AS (
    SELECT program_id, (to_jsonb(s) - '{id,public_id,created_at,taken_at,occasion,job}'::text[])::text AS word
      FROM network_snapshot AS s
     UNION ALL
    SELECT s.program_id, (to_jsonb(m) - '{id,public_id,created_at,snapshot_id}'::text[])::text
      FROM network_measure AS m JOIN network_snapshot AS s ON s.id = m.snapshot_id
)
SELECT program_id, md5(string_agg(word, ' ' ORDER BY word)) FROM words GROUP BY program_id
"""
FORGET = "DELETE FROM network_measure", "DELETE FROM network_snapshot"
ONCE = "SELECT count(*), count(DISTINCT program_id) FROM network_snapshot"
AUDITED = "SELECT count(*) FROM tenancy_auditentry WHERE verb = 'snapshot.taken'"


def begin(stack: Stack, program: int, queue: str = "celery") -> None:
    """Writes a program's night into the ledger, has it delivered, and waits until it is held."""
    organization, night = stack.rows(NIGHT, program)[0]
    with Celery(broker=stack.published()["REDIS_URL"], set_as_current=False) as line:
        names = {"organization_id": organization, "night_id": night}
        line.send_task("network.take_night", kwargs=names, queue=queue)
    eventually(lambda: stack.rows(STATE, program)[0] != ("due", False), f"the night of {program} is held")


class Worker:
    """A worker of its own, which takes what is put into a queue of its own."""

    def __init__(self, stack: Stack, queue: str) -> None:
        self.stack, self.queue = stack, queue
        command = ["-m", "celery", "--quiet", "--app", "belonging.celery", "worker", "--concurrency", "1"]
        command += ["--include", "network.services.nights"]  # so that a child that comes anew begins at once
        self.started = subprocess.Popen(
            [sys.executable, *command, "--queues", queue, "--without-gossip", "--without-mingle"], cwd=ROOT,
            env=stack.own_settings, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip

    def kill(self, victim: str) -> None:
        """Without a word: the process that works, the one that has started it, or all there is."""
        parent = psutil.Process(self.started.pid)
        doomed = {"child": parent.children(recursive=True), "parent": [parent]}
        for process in doomed.get(victim, [parent, *parent.children(recursive=True)]):
            with contextlib.suppress(psutil.NoSuchProcess):
                process.send_signal(signal.SIGKILL)
        if victim != "child":
            self.started.wait()

    def end(self) -> None:
        """Whatever is left of it."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.started.pid, signal.SIGKILL)
        self.started.wait()


@contextlib.contextmanager
def workers(stack: Stack) -> Iterator[Iterator[Worker]]:
    """One worker after the other; the next one is being started meanwhile."""
    made: list[Worker] = []

    def one_after_the_other() -> Iterator[Worker]:
        for number in itertools.count():
            made.append(Worker(stack, f"kills-{number}"))
            if number:
                yield made[-2]

    try:
        yield one_after_the_other()
    finally:
        for one in made:
            one.end()


@dataclass
class Killed:
    """The nights that lost their worker, when that was, and how long it was until each was taken."""

    stack: Stack
    at: dict[int, float] = field(default_factory=dict)
    needed: dict[int, float] = field(default_factory=dict)
    what: Counter[str] = field(default_factory=Counter)
    partial: int = 0

    def note(self, program: int, victim: str) -> bool:
        """Somebody died; it counts when the night was not taken yet."""
        is_due = bool(self.stack.rows(STATE, program)[0][0] == "due")
        if is_due:
            self.at[program] = time.monotonic()
            self.what[victim] += 1
        return is_due

    def look(self) -> bool:
        """Whether all are taken by now; sees that nothing is there by half."""
        self.partial += self.stack.rows(PARTIAL)[0][0]
        taken = {program for (program,) in self.stack.rows(TAKEN)} & (self.at.keys() - self.needed.keys())
        self.needed |= {program: time.monotonic() - self.at[program] for program in taken}
        return self.at.keys() == self.needed.keys()


def undisturbed(worker: Worker, programs: list[int]) -> float:
    """Takes some nights whose worker is begun anew, as after a kill; the seconds that one takes then."""
    needed = 0.0
    for program in programs:
        begin(worker.stack, program, worker.queue)
        began = time.monotonic()
        eventually(lambda program=program: worker.stack.rows(STATE, program)[0][0] == "taken", "a night is taken")  # type: ignore[misc]
        needed = time.monotonic() - began
        worker.kill("child")
    return needed


def kill_product(stack: Stack, program: int) -> None:
    """Kills everything there is, and starts it again."""
    begin(stack, program)
    time.sleep(0.2)
    stack.kill_everything()
    stack.start()


# security R1
@pytest.mark.fault
@pytest.mark.lengthy(5)
@pytest.mark.parametrize("part", range(PARTS))
def test_hundred_kills(stack: Stack, part: int) -> None:
    programs = iter(grow_alike(stack, "northlight", UNDISTURBED + KILLS + SPARE, PEOPLE))
    killed, dice = Killed(stack), random.Random(part)
    kill_product(stack, program := next(programs))
    killed.note(program, "product")
    with workers(stack) as coming:
        usual = undisturbed(next(coming), list(itertools.islice(programs, UNDISTURBED)))
        for victims in itertools.cycle(VICTIMS):
            worker = next(coming)
            for victim in victims[: KILLS - len(killed.at)]:
                begin(stack, program := next(programs), worker.queue)
                time.sleep(dice.uniform(0, 0.8 * usual))
                worker.kill(victim)
                if not killed.note(program, victim):
                    usual *= 0.7  # the machine has become quicker
                killed.look()
            if len(killed.at) == KILLS:
                break
    eventually(killed.look, "every night is taken", WITHIN)

    found = dict(stack.rows(DIGESTS))
    once = stack.rows(ONCE) + stack.rows(AUDITED)
    stack.copy_rows(*FORGET)
    stack.do("count_again()")  # of each program, by one process that nobody disturbs
    right = dict(stack.rows(DIGESTS))
    wrong = sum(found[program] != right[program] for program in found)
    words = ", ".join(f"{number} {name}" for name, number in sorted(killed.what.items()))
    which = f"part {part + 1} of {PARTS}"
    print(
        f"R1: {which}: killed {len(killed.at)} times in a night of {PEOPLE} people ({words}): {wrong} of "
        f"{len(found)} digests differ from that of an undisturbed count, {killed.partial} times seen by half, taken "
        f"{max(killed.needed.values()):.0f} s after the kill at most"
    )
    assert wrong == 0
    assert killed.at.keys() <= found.keys()
    assert killed.partial == 0
    assert once == [(len(found), len(found)), (len(found),)]
    assert max(killed.needed.values()) <= WITHIN
