"""Beats tick twice and tasks come three times: each night is taken once. Kills are in tests/stack/test_kills.py."""

import contextlib
import signal

import psutil
import pytest

from tests.stack.conftest import Stack, eventually

SIZES = [100] * 10 + [3000] * 2
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
AUDITED = "SELECT count(*) FROM tenancy_auditentry WHERE verb = 'snapshot.taken'"
COUNTED_OTHERWISE = "SELECT count(*) FROM network_snapshot WHERE occasion = 'asked' AND carried_from_id IS NULL"


def kill_mid_task(stack: Stack) -> None:
    """Kills the processes that work while a night is being taken."""
    eventually(lambda: stack.rows(HELD), "a night is being taken")
    assert stack.rows(PARTIAL) == [(0,)]
    for process in psutil.Process(stack.pids()["worker"]).children(recursive=True):
        with contextlib.suppress(psutil.NoSuchProcess):
            process.send_signal(signal.SIGKILL)


# security R4
@pytest.mark.fault
def test_two_beats_and_three_deliveries(stack: Stack) -> None:
    stack.do(f"grow('northlight', {SIZES}); tick_twice()")
    eventually(lambda: stack.rows(NIGHTS)[0][0] >= len(SIZES), "the nights are opened")
    stack.do("deliver_all(3)")
    eventually(lambda: stack.rows(UNTAKEN) == [(0,)], "every night is taken", WITHIN)

    nights, programs, attempts = stack.rows(NIGHTS)[0]
    assert (nights, programs) == (len(SIZES), len(SIZES))
    assert stack.rows(SNAPSHOTS) == [(len(SIZES), len(SIZES))]
    assert stack.rows(AUDITED) == [(len(SIZES),)]
    assert stack.rows(PARTIAL) == [(0,)]
    stack.do("count_again()")
    assert stack.rows(COUNTED_OTHERWISE) == [(0,)]
    print(f"R4: two beats and three deliveries more: {nights} nights taken once each, most attempts {attempts}")
