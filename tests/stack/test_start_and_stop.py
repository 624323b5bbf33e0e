"""The product starts, survives a power cut, stops cleanly and says in one sentence why it will not start."""

import contextlib
import json
import signal
import socket
from collections.abc import Callable

import psutil

from tests.stack.conftest import Stack, eventually

COUNT = "SELECT count(*) FROM tenancy_organization"
ADD = """
INSERT INTO tenancy_organization (id, name, slug, created_at)
VALUES (gen_random_uuid(), 'Northlight', 'northlight', now())
"""


def test_everything_killed_at_once(stack: Stack) -> None:
    stack.rows(ADD)
    before = stack.pids()

    stack.kill_everything()
    assert not [pid for pid in before.values() if psutil.pid_exists(pid)]
    stack.start()

    assert stack.rows(COUNT) == [(1,)]
    assert stack.get("/healthz") == 200
    assert not set(before.values()) & set(stack.pids().values())


def test_supervisor_killed_alone(stack: Stack) -> None:
    stack.rows(ADD)
    before = stack.pids()

    stack.supervisor.kill()
    stack.supervisor.communicate()
    stack.start()

    assert stack.rows(COUNT) == [(1,)]
    assert not [pid for pid in before.values() if psutil.pid_exists(pid)]


def test_stop_on_a_signal_leaves_nothing(stack: Stack) -> None:
    before = stack.pids()

    assert stack.stop() == 0

    assert not [pid for pid in before.values() if psutil.pid_exists(pid)]
    # Only the lock file stays, and the schedule if beat came so far as to write it.
    assert {file.name for file in (stack.var / "run").iterdir()} - {"beat"} == {"lock"}
    assert "database system is shut down" in stack.said()


def test_one_server_dies(stack: Stack) -> None:
    before = stack.pids()

    stack.send("worker", signal.SIGKILL)

    assert eventually(lambda: stack.supervisor.poll() is not None, "the supervisor ends")
    stack.supervisor.communicate()
    assert stack.supervisor.returncode == 1
    assert (
        f"worker ended by itself (status -9), so everything is stopped; see {stack.var / 'log' / 'belonging.log'}."
        in stack.said()
    )
    assert not [pid for pid in before.values() if psutil.pid_exists(pid)]


def test_commands_find_the_running_product(stack: Stack) -> None:
    code = (
        "from django.db import connection as c; k = c.cursor(); k.execute('SELECT current_user'); print(*k.fetchone())"
    )

    printed = stack.manage("shell", "--no-imports", "-c", code)

    assert printed.strip() == "belonging_app"


def test_second_start_beside_a_running_one(stack: Stack) -> None:
    second = stack.command("--port", "0")
    _, told = second.communicate(timeout=30)
    assert (second.returncode, told) == (1, "PORT is '0'; use a whole number from 1 to 65535.\n")

    third = stack.command("--port", str(stack.port + 1))
    _, told = third.communicate(timeout=30)

    assert third.returncode == 1
    assert told == (
        f"Belonging already runs here (process {stack.supervisor.pid}): stop it first, "
        "or set BELONGING_VAR to another folder.\n"
    )


def test_port_is_taken(new_stack: Callable[..., Stack]) -> None:
    stack = new_stack()
    with contextlib.closing(socket.create_server(("127.0.0.1", stack.port))):
        refused = stack.command("--port", str(stack.port))
        _, told = refused.communicate(timeout=30)

    assert refused.returncode == 1
    assert told == (
        f"Port {stack.port} is taken by another program: choose another with `make run PORT={stack.port + 1}`.\n"
    )
    assert not json.loads(
        (stack.var / "run" / "children.json").read_text() if (stack.var / "run" / "children.json").exists() else "[]"
    )
