"""Children that never outlive the product: started on a leash, remembered on disk, stopped in reverse order."""

import contextlib
import ctypes
import json
import os
import signal
import subprocess
import sys
import threading
import time
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

import psutil

from belonging.runtime.places import Account

PR_SET_PDEATHSIG = 1
PATIENCE = 15.0  # seconds a child has to end by itself

Say = Callable[[str, str], None]


def leash(stop_signal: int) -> Callable[[], None] | None:
    """On Linux: something to run in the new child, so that it is told to stop when its parent is killed."""
    if sys.platform != "linux":
        return None
    libc, parent = ctypes.CDLL(None), os.getpid()

    def tie() -> None:
        libc.prctl(PR_SET_PDEATHSIG, stop_signal)
        if os.getppid() != parent:
            os._exit(1)

    return tie


@dataclass
class Child:
    """One running server."""

    name: str
    process: subprocess.Popen[str]
    stop_signal: int
    reader: threading.Thread | None = None

    @property
    def ended(self) -> int | None:
        """Its exit status, or None while it runs."""
        return self.process.poll()


def start(
    name: str, command: Sequence[str | Path], *, environ: dict[str, str], say: Say | None = None,
    stop_signal: int = signal.SIGTERM, account: Account | None = None, cwd: Path | str | None = None,
) -> Child:  # fmt: skip
    """Starts a child in its own session, so that Ctrl-C reaches only the supervisor, and passes on what it says."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # preexec_fn beside threads: ours only makes one call
        process = subprocess.Popen(
            [str(part) for part in command],
            env=environ, cwd=cwd, start_new_session=True, text=True, errors="replace",
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE if say else subprocess.DEVNULL,
            stderr=subprocess.STDOUT if say else subprocess.DEVNULL,
            preexec_fn=leash(stop_signal),  # noqa: PLW1509 -- see the warning above
            user=account.uid if account else None,
            group=account.gid if account else None,
            extra_groups=[] if account else None,
        )  # fmt: skip
    child = Child(name, process, stop_signal)
    if say and process.stdout:
        child.reader = threading.Thread(target=_pass_on, args=(name, process.stdout, say), daemon=True)
        child.reader.start()
    return child


def _pass_on(name: str, lines: IO[str], say: Say) -> None:
    with lines:
        for line in lines:
            say(name, line.rstrip("\n"))


def stop(child: Child) -> None:
    """Asks a child to end with its own signal, and makes it end when it does not."""
    if child.ended is None:
        with contextlib.suppress(ProcessLookupError):
            child.process.send_signal(child.stop_signal)
        try:
            child.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(child.process.pid, signal.SIGKILL)
            child.process.wait(PATIENCE)
    if child.reader:
        child.reader.join(1.0)


@dataclass
class Register:
    """The list of running children on disk, so that the next start finds what a killed one left behind."""

    file: Path
    rows: list[dict[str, float | str]] = field(default_factory=list)

    def add(self, child: Child) -> None:
        """Remembers a child by pid and start time: a pid alone may belong to somebody else by then."""
        with contextlib.suppress(psutil.NoSuchProcess):
            born = psutil.Process(child.process.pid).create_time()
            self.rows.append({"name": child.name, "pid": child.process.pid, "born": born, "signal": child.stop_signal})
        half = self.file.with_suffix(".part")
        half.write_text(json.dumps(self.rows))
        half.replace(self.file)  # whoever reads it, or kills us now, finds a whole list

    def clear(self) -> None:
        """Forgets everything after a clean stop."""
        self.rows = []
        self.file.unlink(missing_ok=True)

    def stop_leftovers(self) -> list[str]:
        """Stops what an earlier start left running, last started first, and names it."""
        try:
            rows = json.loads(self.file.read_text())
        except (OSError, ValueError):
            rows = []
        stopped = [row["name"] for row in reversed(rows) if _stop_leftover(row)]
        self.clear()
        return stopped


def _stop_leftover(row: dict[str, float]) -> bool:
    try:
        process = psutil.Process(int(row["pid"]))
        if abs(process.create_time() - row["born"]) > 1.0:
            return False
        process.send_signal(int(row["signal"]))
        try:
            process.wait(PATIENCE)
        except psutil.TimeoutExpired:
            process.kill()
            process.wait(PATIENCE)
    except psutil.NoSuchProcess:
        return False
    return True


def wait_until(ready: Callable[[], bool], child: Child, seconds: float) -> bool:
    """True as soon as the child answers; False when it ended or the time is up."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and child.ended is None:
        if ready():
            return True
        time.sleep(0.05)
    return False
