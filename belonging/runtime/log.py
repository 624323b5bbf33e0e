"""One log: every line with the name of who said it, on the terminal and in var/log."""

import contextlib
import logging
import sys
from collections import defaultdict, deque
from logging.handlers import RotatingFileHandler
from pathlib import Path

MEGABYTE = 1024 * 1024
KEPT_LINES = 8


class _File(RotatingFileHandler):
    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 -- the name is Python's
        """The disk is full, or the file is gone: the terminal has the line all the same."""


class Log:
    """Writes lines of several servers, whole and in order, and remembers the last ones of each."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "belonging.log"
        self.last: defaultdict[str, deque[str]] = defaultdict(lambda: deque(maxlen=KEPT_LINES))
        self._handler = _File(self.file, maxBytes=20 * MEGABYTE, backupCount=3, encoding="utf-8")
        self._handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))

    def say(self, name: str, line: str, *, is_secret: bool = False) -> None:
        """Passes on one line of a server; a secret one to the terminal only."""
        self.last[name].append(line)
        self._write(f"[{name}]".ljust(10) + line, is_secret=is_secret)

    def tell(self, line: str = "", *, is_secret: bool = False) -> None:
        """Says something of the supervisor's own, without a name in front."""
        self._write(line, is_secret=is_secret)

    def _write(self, line: str, *, is_secret: bool) -> None:
        if not is_secret:
            self._handler.handle(logging.LogRecord("belonging", logging.INFO, "", 0, line, None, None))
        with contextlib.suppress(OSError, ValueError):  # the terminal may be gone
            sys.stdout.write(line + "\n")
            sys.stdout.flush()

    def close(self) -> None:
        """Closes the file."""
        self._handler.close()
