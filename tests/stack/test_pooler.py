"""Two organizations' people, a worker and its nights behind a pooler whose few connections everybody shares."""

import json
import random
import threading
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest

from belonging.runtime import postgres
from tests.stack.arrivals import Act, answer_to
from tests.stack.conftest import Stack, eventually
from tests.stack.pooler import ask, pooler
from tests.stack.servers import own_postgres
from tests.stack.test_night import UNTAKEN

CONNECTIONS, PEOPLE, AT_ONCE, ACTS, PROGRAMS = 3, 40, 24, 600, 20
HOUSES = ("northlight", "southgate")
# What a transaction of the product says of itself, asked by whoever gets its connection next.
LEFT_BEHIND = "SELECT current_user, coalesce(current_setting('app.organization_id', true), ''), current_setting('role')"
NOTHING = (postgres.APPLICATION, "", "none")
OPENED = f"SELECT count(*) FROM pg_stat_activity WHERE usename = '{postgres.APPLICATION}'"
LOGGED = """
    SELECT o.slug, count(*) FROM network_interaction i JOIN tenancy_organization o ON o.id = i.organization_id
    GROUP BY 1 ORDER BY 1"""


@pytest.mark.load
def test_few_connections_serve_everybody_and_no_setting_outlives_its_transaction(
    new_stack: Callable[..., Stack],
) -> None:
    with own_postgres() as database, pooler(*database.reached_by, CONNECTIONS) as url:
        stack = new_stack(**database.environ | {"DATABASE_URL": url})
        stack.start()
        grown = {house: json.loads(stack.do(f"grow_people('{house}', {PEOPLE})").splitlines()[-1]) for house in HOUSES}
        stack.do(f"grow('westgate', {[50] * PROGRAMS}); open_nights()")
        wrong: list[str] = []
        kept: Counter[str] = Counter()
        left, opened, over, lock = Counter[object](), [0], threading.Event(), threading.Lock()

        def one(number: int) -> None:
            dice = random.Random(number)
            mine, other = dice.sample(HOUSES, 2)
            place = grown[mine]
            first = number % PEOPLE  # no pair comes twice: that would be the same time together
            who, whom = place["people"][first], place["people"][(first + 1 + number // PEOPLE) % PEOPLE]
            cookie = f"{place['cookie']}={who[0]}"
            kind = dice.choice(["read", "log", "look elsewhere"])
            if kind == "log":
                fields = {"who": whom[1], "when": "today", "kind": "peer", "token": str(uuid4())}
                status, _ = answer_to(stack.port, Act(cookie, place["address"] + "log/", fields))
                with lock:
                    kept[mine] += status == 302
                fine = status in {302, 422}  # a day's number of new people may be used up
            else:
                address = (place if kind == "read" else grown[other])["address"]
                status, words = answer_to(stack.port, Act(cookie, address))
                fine = (status, other.title().encode() in words) == (200 if kind == "read" else 404, False)
            if not fine:
                wrong.append(f"{kind} as one of {mine}: {status}")

        def watch() -> None:
            while not over.is_set():
                left[ask(url, LEFT_BEHIND)[0]] += 1
                opened.append(stack.rows(OPENED)[0][0])
                time.sleep(0.02)

        watching = threading.Thread(target=watch)
        watching.start()
        try:
            with ThreadPoolExecutor(AT_ONCE) as pool:
                list(pool.map(one, range(ACTS)))
            eventually(lambda: stack.rows(UNTAKEN) == [(0,)], "every night is taken", 180)
        finally:
            over.set()
            watching.join()

        print(
            f"pooler: {ACTS} requests of two organizations and {PROGRAMS} nights over {max(opened)} connections, "
            f"{kept.total()} kept, {len(wrong)} wrong; "
            f"asked {left.total()} times what was left behind: {set(left) - {NOTHING} or 'nothing'}"
        )
        assert wrong == []
        assert set(left) == {NOTHING}
        assert max(opened) <= CONNECTIONS
        assert dict(stack.rows(LOGGED)) == kept
        stack.stop()
        stack.supervisor = None
