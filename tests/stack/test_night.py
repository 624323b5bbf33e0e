"""Workers are killed while they take nights, beats tick twice, tasks come three times: each night is taken once."""

import contextlib
import signal
import time

import psutil
import pytest

from tests.stack.conftest import Stack, eventually

SIZES = [100] * 30 + [6000] * 4
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


# security R1, R4
@pytest.mark.fault
def test_killed_workers_two_beats_and_three_deliveries(stack: Stack) -> None:
    stack.do(f"grow('northlight', {SIZES})")
    stack.do("tick_twice()")

    kill_mid_task(stack, whole=False)
    stack.do("deliver_all(3)")
    kill_mid_task(stack, whole=True)
    killed = time.monotonic()
    stack.do("tick_twice(); deliver_all(3)")
    eventually(lambda: stack.rows(UNTAKEN) == [(0,)], "every night is taken", WITHIN)
    needed = time.monotonic() - killed

    nights, programs, attempts = stack.rows(NIGHTS)[0]
    assert (nights, programs) == (len(SIZES), len(SIZES))
    assert stack.rows(SNAPSHOTS) == [(len(SIZES), len(SIZES))]
    assert stack.rows(AUDITED) == [(len(SIZES),)]
    assert stack.rows(PARTIAL) == [(0,)]
    stack.do("count_again()")
    assert stack.rows(COUNTED_OTHERWISE) == [(0,)]
    print(f"R1, R4: {nights} nights taken once each, most attempts {attempts}, {needed:.0f} s after the last kill")
