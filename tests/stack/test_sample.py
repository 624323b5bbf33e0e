"""What `make faults` does at length, once each on every run, on one product: each start takes seconds."""

from concurrent.futures import ThreadPoolExecutor

import psutil

from belonging.runtime.up import BEHIND_PEOPLE
from tests.stack import test_night as night
from tests.stack.conftest import Stack, eventually
from tests.stack.test_redis import LOGGED, log, ninety_ninth, people_of, post
from tests.stack.test_start_and_stop import gone

PEOPLE = 12
SIZES = [50, 50, 5000]


def niceness(stack: Stack, name: str) -> set[int]:
    """How far a server and all it has started stand back behind others."""
    server = psutil.Process(stack.pids()[name])
    return {int(one.nice()) for one in [server, *server.children(recursive=True)]}


def test_one_product_through_it_all(stack: Stack) -> None:
    assert eventually(
        lambda: niceness(stack, "worker") == {one + BEHIND_PEOPLE for one in niceness(stack, "web")},
        "the worker stands back",
    )
    grown = people_of(stack, PEOPLE)
    usual = ninety_ninth([post(stack, grown, person, "log/") for person in range(PEOPLE)])

    with stack.frozen("redis"), ThreadPoolExecutor(2) as pool:
        sent = list(pool.map(lambda person: log(stack, grown, person), range(PEOPLE)))
    assert {status for status, _ in sent} == {302}
    assert ninety_ninth(sent) <= max(1.0, 4 * usual)

    stack.do(f"grow('southgate', {SIZES}); tick_twice()")
    night.kill_mid_task(stack)
    stack.do("deliver_all(3)")
    eventually(lambda: stack.rows(night.UNTAKEN) == [(0,)], "every night is taken", night.WITHIN)
    first = stack.pids()
    stack.kill_everything()
    assert gone(first)

    stack.start()
    assert stack.rows(LOGGED) == [(PEOPLE, PEOPLE)]
    assert stack.rows(night.NIGHTS)[0][:2] == (len(SIZES) + 1, len(SIZES) + 1)  # and northlight's
    assert stack.rows(night.PARTIAL) == [(0,)]
    second = stack.pids()
    assert stack.stop() == 0
    assert gone(second)
