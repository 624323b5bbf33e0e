"""Servers are held still in eight ways, and /status says which, soon."""

import contextlib
import http.client
import json
import time
from collections.abc import Callable

import pytest

from tests.stack.conftest import Stack, eventually

TOKEN = "held-still-and-asked"
WITHIN = 10.0  # seconds

# Who is held still, and which parts that leaves unwell.
FAULTS: dict[tuple[str, ...], set[str]] = {
    (): set(),
    ("worker",): {"worker"},
    ("beat",): {"beat"},
    ("worker", "beat"): {"worker", "beat"},
    ("redis",): {"redis", "worker", "beat"},
    ("db",): {"database", "work"},
    ("db", "redis"): {"database", "work", "redis", "worker", "beat"},
}
LATE_JOB = """
    INSERT INTO tenancy_job (public_id, created_at, organization_id, kind, arguments, state, message, done_count,
                             total_count, attempts, result)
    SELECT gen_random_uuid(), now() - interval '1 hour', id, 'take_snapshot', '{}', 'waiting', '', 0, 0, 0, '{}'
      FROM tenancy_organization LIMIT 1
"""


def unwell(stack: Stack) -> set[str]:
    """The parts that /status calls unwell; its HTTP status must say the same."""
    line = http.client.HTTPConnection("127.0.0.1", stack.port, timeout=30)
    with contextlib.closing(line):
        line.request("GET", "/status", headers={"Authorization": f"Bearer {TOKEN}"})
        answer = line.getresponse()
        parts = json.loads(answer.read())["parts"]
    found = {name for name, says in parts.items() if says != "ok"}
    assert answer.status == (503 if found else 200)
    return found


def seconds_until(stack: Stack, expected: set[str]) -> float:
    began = time.monotonic()
    eventually(lambda: unwell(stack) == expected, f"{sorted(expected) or 'nothing'} is unwell", 60)
    return time.monotonic() - began


# security R12
def test_health_tells_the_truth(new_stack: Callable[..., Stack], capsys: pytest.CaptureFixture[str]) -> None:
    stack = new_stack(OPERATOR_TOKEN=TOKEN)
    stack.with_tables()
    stack.start()
    seconds_until(stack, set())  # the worker and the beat are up a little later than the page
    took = {}
    for held, expected in FAULTS.items():
        with contextlib.ExitStack() as still:
            for name in held:
                still.enter_context(stack.frozen(name))
            took[held] = seconds_until(stack, expected)
        seconds_until(stack, set())
    stack.manage("organization", "--name", "Northlight", "--slug", "northlight", "--admin", "una@people.example")
    with stack.frozen("worker"):
        stack.rows(LATE_JOB)
        took["worker", "a late job"] = seconds_until(stack, {"worker", "work"})

    with capsys.disabled():
        print(f"\nR12: {len(took)} of 8 told, the slowest after {max(took.values()):.1f} s (at most {WITHIN:.0f} s)")
    assert len(took) == 8
    assert max(took.values()) <= WITHIN
