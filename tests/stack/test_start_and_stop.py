"""The product starts, survives a power cut, stops cleanly and says in one sentence why it will not start."""

import contextlib
import signal
import socket
from collections.abc import Callable

import psutil
import pytest

from tests.stack.conftest import Stack, eventually

COUNT = "SELECT count(*) FROM tenancy_organization"
ADD = """
INSERT INTO tenancy_organization (id, name, slug, created_at)
VALUES (gen_random_uuid(), 'Northlight', 'northlight', now())
"""


def gone(pids: dict[str, int]) -> bool:
    """Whether none of these processes is left."""
    return not [pid for pid in pids.values() if psutil.pid_exists(pid)]


@pytest.mark.fault
def test_killed_twice_then_stopped(new_stack: Callable[..., Stack]) -> None:
    """One product through it all, from nothing: each further start takes seconds."""
    stack = new_stack()
    stack.start()
    stack.rows(ADD)
    first = stack.pids()

    stack.kill_everything()
    assert gone(first)
    stack.start()
    assert stack.rows(COUNT) == [(1,)]
    second = stack.pids()

    stack.supervisor.kill()  # alone: its children are left to notice
    stack.supervisor.communicate()
    stack.start()
    assert gone(second)
    assert stack.rows(COUNT) == [(1,)]
    third = stack.pids()

    assert stack.stop() == 0
    assert gone(third)
    assert "database system is shut down" in stack.said()
    # Only the lock file stays, and the schedule if beat came so far as to write it.
    assert {file.name for file in (stack.var / "run").iterdir()} - {"beat"} == {"lock"}


@pytest.mark.fault
def test_beside_a_running_product(stack: Stack) -> None:
    code = (
        "from django.db import connection as c; k = c.cursor(); k.execute('SELECT current_user'); print(*k.fetchone())"
    )
    assert stack.manage("shell", "--no-imports", "-c", code).strip() == "belonging_app"

    assert refusal(stack, stack.port + 1) == (
        f"Belonging already runs here (process {stack.supervisor.pid}): stop it first, "
        "or set BELONGING_VAR to another folder.\n"
    )

    before = stack.pids()
    stack.send("worker", signal.SIGKILL)
    assert eventually(lambda: stack.supervisor.poll() is not None, "the supervisor ends")
    stack.supervisor.communicate()
    assert stack.supervisor.returncode == 1
    assert gone(before)
    assert (
        stack.said()
        .splitlines()[-1]
        .endswith(
            f" worker ended by itself (status -9), so everything is stopped; see {stack.var / 'log' / 'belonging.log'}."
        )
    )


def refusal(stack: Stack, port: int) -> str:
    """What another start says before it gives up."""
    other = stack.command("--port", str(port))
    _, told = other.communicate(timeout=60)
    assert other.returncode == 1
    return told


def test_port_that_cannot_be_had(new_stack: Callable[..., Stack]) -> None:
    stack = new_stack()
    with contextlib.closing(socket.create_server(("127.0.0.1", stack.port))):
        assert refusal(stack, stack.port) == (
            f"Port {stack.port} is taken by another program: choose another with `make run PORT={stack.port + 1}`.\n"
        )

    assert refusal(stack, 0) == "PORT is '0'; use a whole number from 1 to 65535.\n"
    assert not (stack.var / "run" / "children.json").exists()
