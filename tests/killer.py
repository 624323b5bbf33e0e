"""A worker that dies in the middle of its work, wherever a test wants it to."""

import os
import signal
from collections.abc import Callable
from typing import Any


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
            os.kill(os.getpid(), signal.SIGKILL)
