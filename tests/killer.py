"""A worker that dies in the middle of its work, wherever a test wants it to."""

import os
import signal
from collections.abc import Callable
from typing import Any

from django.db import connection, connections


class Killer:
    """
    Counts the moments before and after each statement and ends the process without a word at one of them.

    For `connection.execute_wrapper`. Moment 1 is before the first statement, 2 after it, 3 before the second.
    """

    def __init__(self, at: int) -> None:
        self.at, self.count = at, 0

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        self.step()
        result = execute(sql, params, many, context)
        self.step()
        return result

    def step(self) -> None:
        self.count += 1
        if self.count == self.at:
            die()


def die() -> None:
    """Ends this process without a word."""
    os.kill(os.getpid(), signal.SIGKILL)


def ended_by(work: Callable[[], object], at: int) -> int:
    """
    Does some work in a process of its own that is killed at a moment of it; the signal it ended by, 0 if it was faster.

    A fork, with connections of its own: starting Python anew takes a hundred times longer. The rows have to be
    committed, and the test has to allow a fork beside threads.
    """
    connections.close_all()
    worker = os.fork()
    if worker == 0:
        try:
            with connection.execute_wrapper(Killer(at)):
                work()
        finally:
            os._exit(0)  # nothing of the test goes on in here
    return os.WTERMSIG(os.waitpid(worker, 0)[1])
