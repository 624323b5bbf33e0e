"""
Fifty organizations whose people come without waiting for one another: how long each waits, and what is left (L1, L5).

`make load` takes a minute of each, `make soak` ten minutes and two hours. On a machine that does other
things besides, they say more about those.
"""

import random
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import psutil
import pytest

from tests.effort import is_whole
from tests.stack.arrivals import Act, Waits, come, keep, poisson
from tests.stack.conftest import Stack

pytestmark = pytest.mark.load

RATE, READS = 40.0, 0.9
MINUTES, SOAK, WARM = (10, 120, 30) if is_whole() else (1, 1, 15)
READ = ("", "people/", "events/", "community/", "interactions/", "surveys/", "roadmap/")
LED = ("dashboard/", "dashboard/network/", "moves/")
CONNECTIONS = "SELECT count(*) FROM pg_stat_activity WHERE datname = 'belonging'"


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

    keep("L1", f"{RATE:.0f} requests a second for {timedelta(minutes=MINUTES)}, 9 of 10 read: {waits.words()}", waits)
    assert waits.failed == 0
    assert waits.within(0.9) <= 200
    assert waits.within(0.99) <= 800


# security L5
def test_soak(city: tuple[Stack, dict[str, Any]]) -> None:
    stack, grown = city
    visited(stack, grown, 10, WARM, seed=4)
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
