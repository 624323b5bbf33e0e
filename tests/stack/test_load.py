"""
A product with fifty organizations on this machine, and people who come without waiting for one another (L1 to L3, L5).

`make load` runs these alone, one after the other, and draws what it measured in docs/load.md. On a machine that does
other things besides, they say more about those.
"""

import json
import random
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import psutil
import pytest

from tests.effort import is_whole
from tests.stack.arrivals import Act, Waits, come, keep, poisson
from tests.stack.conftest import Stack, eventually

pytestmark = pytest.mark.load

HOUSES, PEOPLE, MONTH = 3, 24, 2
RATE, READS = 40.0, 0.9
MINUTES, SOAK = (10, 120) if is_whole() else (0.3, 0.4)
READ = ("", "people/", "events/", "community/", "interactions/", "surveys/", "roadmap/")
LED = ("dashboard/", "dashboard/network/", "moves/")
SENT = "SELECT count(*) FROM surveys_sealedballot"
UNTAKEN = "SELECT count(*) FROM network_night WHERE state <> 'taken'"
NIGHTS = "SELECT count(*) FROM network_night"
CONNECTIONS = "SELECT count(*) FROM pg_stat_activity WHERE datname = 'belonging'"


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Stack, dict[str, Any]]]:
    """One product with all the organizations, for every test of this file."""
    folder = tmp_path_factory.mktemp("city")
    for one in [folder, *folder.parents[:3]]:
        one.chmod(one.stat().st_mode | 0o711)  # the account that root lends to PostgreSQL must be able to enter
    stack = Stack(folder / "var")
    stack.with_tables()
    try:
        stack.start()
        yield stack, json.loads(stack.do(f"grow_houses({HOUSES}, people={PEOPLE}, month={MONTH})").splitlines()[-1])
    finally:
        stack.stop()


def acts(grown: dict[str, Any], dice: random.Random) -> Callable[[int], Act]:
    """What people do: nine times of ten they read, else they log time together with somebody."""

    def one(_: int) -> Act:
        house = dice.choice(grown["houses"])
        (session, _, role), (_, partner, _) = dice.sample(house["people"], 2)
        cookie = f"{grown['cookie']}={session}"
        if dice.random() < READS:
            return Act(cookie, house["address"] + dice.choice(READ if role == "participant" else LED))
        fields = {"who": partner, "when": "today", "kind": "peer", "token": str(uuid4())}
        return Act(cookie, f"{house['address']}log/", fields)

    return one


def visited(stack: Stack, grown: dict[str, Any], rate: float, seconds: float, seed: int) -> Waits:
    """People come at a rate for so long."""
    dice = random.Random(seed)
    return come(stack.port, list(poisson(rate, seconds, dice)), acts(grown, dice))


# security L1
def test_quick_on_a_small_machine(city: tuple[Stack, dict[str, Any]]) -> None:
    stack, grown = city
    visited(stack, grown, RATE / 4, 15, seed=1)  # templates and statements are warm

    waits = visited(stack, grown, RATE, MINUTES * 60, seed=2)

    keep("L1", f"{RATE:.0f} requests a second for {MINUTES} minutes, 9 of 10 read: {waits.words()}", waits)
    assert waits.failed == 0
    assert waits.within(0.9) <= 200
    assert waits.within(0.99) <= 800


# security L2
def test_everybody_answers_at_once(city: tuple[Stack, dict[str, Any]]) -> None:
    stack, _ = city
    grown = json.loads(stack.do("grow_people('northlight', 300)").splitlines()[-1])
    asked = json.loads(stack.do("ask_everybody()").splitlines()[-1])
    answers = {f"q-{key}": "4" for key, kind in asked["items"] if kind != "words"}
    path = f"{grown['address']}surveys/{asked['wave']}/answer/"
    sessions = [f"{grown['cookie']}={session}" for session, _ in grown["people"]]
    dice = random.Random(3)
    moments = sorted(dice.uniform(0, 60) for _ in sessions)
    order = [act for cookie in sessions for act in (Act(cookie, path), Act(cookie, path, answers))]

    waits = come(stack.port, [moment for moment in moments for _ in range(2)], lambda number: order[number])

    sent = stack.rows(SENT)[0][0]
    keep("L2", f"{len(sessions)} people open and send a survey within 60 s: {waits.words()}, {sent} envelopes", waits)
    assert (waits.failed, sent) == (0, len(sessions))
    assert waits.within(0.95) <= 1000


# security L3
def test_the_night_ends(city: tuple[Stack, dict[str, Any]]) -> None:
    stack, _ = city
    worker = psutil.Process(stack.pids()["worker"])
    pinned, cores = [worker, *worker.children(recursive=True)], worker.cpu_affinity()
    for process in pinned:
        process.cpu_affinity(cores[:1])
    took = {}
    for name, grow in (("large", "grow_meetings('large', 1000, 100_000)"), ("many", "grow('many', [200] * 150)")):
        before = stack.rows(NIGHTS)[0][0]
        stack.do(grow)
        began = time.monotonic()
        stack.do("open_nights()")
        eventually(lambda: stack.rows(NIGHTS)[0][0] > before, "the nights are in the ledger", 60)  # noqa: B023
        eventually(lambda: stack.rows(UNTAKEN) == [(0,)], "every night is taken", 600)
        took[name] = time.monotonic() - began
    for process in pinned:
        process.cpu_affinity(cores)

    words = f"one program of 1,000 people and 100,000 times together {took['large']:.0f} s"
    keep("L3", f"on one core: 150 programs of 200 people {took['many']:.0f} s, {words}")
    assert took["many"] <= 600
    assert took["large"] <= 60


# security L5
def test_soak(city: tuple[Stack, dict[str, Any]]) -> None:
    stack, grown = city
    visited(stack, grown, 10, 30, seed=4)
    before, joined = memory(stack), stack.rows(CONNECTIONS)[0][0]

    waits = visited(stack, grown, 10, SOAK * 60, seed=5)

    after, left = memory(stack), stack.rows(CONNECTIONS)[0][0]
    grew = 100 * (after / before - 1)
    told = f"memory {before / 1e6:.0f} to {after / 1e6:.0f} MB ({grew:+.1f} %), connections {joined} to {left}"
    keep("L5", f"10 requests a second for {timedelta(minutes=SOAK)}: {waits.words()}; {told}", waits)
    assert waits.failed == 0
    assert grew <= 5
    assert left <= joined + 2


def memory(stack: Stack) -> int:
    """What web and worker hold for themselves, in bytes."""
    found = [psutil.Process(stack.pids()[name]) for name in ("web", "worker")]
    return sum(one.memory_info().rss for server in found for one in [server, *server.children(recursive=True)])
