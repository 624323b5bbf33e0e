"""
Beside fifty organizations, three hundred people answer a survey at once, and a hundred and fifty programs have their
night (L2, L3). `make load` runs these with tests/stack/test_soak.py and draws what was measured in docs/load.md.
"""

import json
import random
import time
from typing import Any

import psutil
import pytest

from tests.stack.arrivals import Act, come, keep
from tests.stack.conftest import Stack, eventually
from tests.stack.copies import grow_alike, grow_meetings

pytestmark = pytest.mark.load

SENT = "SELECT count(*) FROM surveys_sealedballot"
UNTAKEN = "SELECT count(*) FROM network_night WHERE state <> 'taken'"
NIGHTS = "SELECT count(*) FROM network_night"
COUNTED = """
SELECT o.slug, count(*), sum(people)::int, sum(ties)::int FROM network_snapshot AS s
  JOIN tenancy_organization AS o ON o.id = s.organization_id WHERE o.slug IN ('large', 'many') GROUP BY 1 ORDER BY 1
"""


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
    try:
        for name, grow in (
            ("large", lambda: grow_meetings(stack, "large", 1000, 100_000)),
            ("many", lambda: grow_alike(stack, "many", 150, 200)),
        ):
            before = stack.rows(NIGHTS)[0][0]
            grow()
            began = time.monotonic()
            stack.do("open_nights()")
            eventually(lambda: stack.rows(NIGHTS)[0][0] > before, "the nights are in the ledger", 60)  # noqa: B023
            eventually(lambda: stack.rows(UNTAKEN) == [(0,)], "every night is taken", 600)
            took[name] = time.monotonic() - began
    finally:  # the city is there for the tests that follow
        for process in pinned:
            process.cpu_affinity(cores)

    large, many = stack.rows(COUNTED)
    words = f"one program of 1,000 people and 100,000 times together ({large[3]:,} ties) {took['large']:.0f} s"
    keep("L3", f"on one core: 150 programs of 200 people {took['many']:.0f} s, {words}")
    assert (large[:3], many[:3]) == (("large", 1, 1000), ("many", 150, 150 * 200))
    assert min(large[3], many[3]) > 90_000
    assert took["many"] <= 600
    assert took["large"] <= 60
