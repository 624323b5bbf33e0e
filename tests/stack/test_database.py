"""PostgreSQL is restarted without a word under four writers: what was said to be kept is there once."""

import random
import time
from collections.abc import Callable

import pytest

from tests.stack.conftest import Stack
from tests.stack.servers import Writers, own_postgres
from tests.stack.test_redis import people_of

RESTARTS, WRITERS, PEOPLE = 20, 4, 120
WITHIN = 5.0  # seconds


# security R3
@pytest.mark.fault
def test_database_restarts_under_four_writers(new_stack: Callable[..., Stack]) -> None:
    dice, back, needed = random.Random(3), [], []
    with own_postgres() as database:
        stack = new_stack(**database.environ)
        stack.start()
        writers = Writers(stack, people_of(stack, PEOPLE))
        with writers.at_work(WRITERS):
            for _ in range(RESTARTS):
                time.sleep(dice.uniform(0.3, 1.3))  # so many are under way, each somewhere else
                began = database.restart_immediately()
                needed.append(time.monotonic() - began)
                # A moment later: what was on its way may still be acknowledged just before it is gone.
                back.append(writers.first_kept_after(began + 0.1) + 0.1)
        is_right = writers.is_every_one_there_once

        kept, answers = len(writers.kept_at), dict(writers.answers)
        print(
            f"R3: {RESTARTS} restarts under {WRITERS} writers, {kept} kept, none lost or doubled; "
            f"back after {max(back):.1f} s at most, PostgreSQL itself after {max(needed):.1f} s; "
            f"{answers.get(503, 0)} times 503"
        )
        assert is_right
        assert set(answers) <= {302, 503}
        assert answers[503] > 0
        assert max(back) <= WITHIN
        stack.stop()
        stack.supervisor = None
