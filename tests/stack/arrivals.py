"""
People who come whenever they come, whether or not those before them were answered; and how long each of them waited.

Arrivals are drawn beforehand from the rate, so a slow answer delays nobody's coming: it lengthens the wait of everybody
behind it, which a loop that asks again after each answer would hide. Waiting counts from the moment somebody came.
"""

import contextlib
import http.client
import json
import os
import platform
import random
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlencode

import django

from belonging.runtime.places import ROOT

KEPT = ROOT / "var" / "evidence" / "load.json"
PAGE = ROOT / "docs" / "load.md"
TOKEN = "t" * 32  # the same in cookie and header: what Django's check against forged requests asks for
AT_ONCE = 48  # who can be waiting at the same time; more queue here, and their wait counts
BINS = (10, 20, 30, 50, 75, 100, 150, 200, 300, 500, 800, 1000, 2000, 5000, 60_000)  # milliseconds, upper ends
WIDTH = 50
HEAD = """# Load

Written by `make load` from the last run of each; `tests/stack/test_load.py` says what is done and what would be
too slow.
"""

Connection = http.client.HTTPConnection


@dataclass(frozen=True)
class Act:
    """What somebody asks for."""

    cookie: str
    path: str
    fields: dict[str, str] | None = None  # of a form; none for a page that is read


@dataclass
class Waits:
    """How long people waited, and what they got."""

    seconds: list[float] = field(default_factory=list)
    statuses: dict[int, int] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, status: int, waited: float) -> None:
        with self.lock:
            self.seconds.append(waited)
            self.statuses[status] = self.statuses.get(status, 0) + 1

    def within(self, share: float) -> float:
        """The milliseconds within which so many were answered."""
        return sorted(self.seconds)[min(len(self.seconds) - 1, int(share * len(self.seconds)))] * 1000

    @property
    def failed(self) -> int:
        """Answers that were the product's own fault, or none at all."""
        return sum(count for status, count in self.statuses.items() if status >= 500 or status == 0)

    def words(self) -> str:
        """The waits in a few words."""
        p50, p90, p99 = (self.within(share) for share in (0.5, 0.9, 0.99))
        refused = [
            f"{count} refused with {status}" for status, count in sorted(self.statuses.items()) if 400 <= status < 500
        ]
        times = f"P50 {p50:.0f} ms, P90 {p90:.0f} ms, P99 {p99:.0f} ms"
        return ", ".join([f"{len(self.seconds)} answers", times, *(refused or ["0 refused"]), f"{self.failed} failed"])

    def histogram(self) -> str:
        """A line for each stretch of time, as long as it has answers."""
        counts, low, lines = [0] * len(BINS), 0, []
        for one in self.seconds:
            counts[next(number for number, end in enumerate(BINS) if one * 1000 <= end or end == BINS[-1])] += 1
        for end, count in zip(BINS, counts, strict=True):
            bar = "█" * round(WIDTH * count / max(counts))
            lines.append(f"{low:>5} to {end:>5} ms {count:>6} {bar}")
            low = end
        while lines and lines[-1].split()[4] == "0":
            lines.pop()
        return "\n".join(lines)


def poisson(rate: float, seconds: float, dice: random.Random) -> Iterator[float]:
    """Moments at which people come, on average `rate` a second."""
    at = dice.expovariate(rate)
    while at < seconds:
        yield at
        at += dice.expovariate(rate)


def come(port: int, moments: list[float], next_act: Callable[[int], Act], over: threading.Event | None = None) -> Waits:
    """Lets somebody come at each moment, until it is over; ends when the last one was answered."""
    waits, began, over, opened = Waits(), time.monotonic() + 0.5, over or threading.Event(), list[Connection]()
    lines = Lines(opened)

    def one(number: int) -> None:
        act, due = next_act(number), began + moments[number]
        if over.wait(max(0.0, due - time.monotonic())):
            return
        status = ask(port, act, lines)
        waits.add(status, time.monotonic() - due)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(one, range(len(moments))))
    for line in opened:
        line.close()
    return waits


class Lines(threading.local):
    """The connection of each thread; all that were made are noted, so that somebody closes them."""

    def __init__(self, opened: list[Connection]) -> None:
        self.line: Connection | None = None
        self.opened = opened

    def to(self, port: int) -> Connection:
        """The thread's own, made anew when there is none."""
        if self.line is None:
            self.line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
            self.opened.append(self.line)
        return self.line


def ask(port: int, act: Act, lines: Lines) -> int:
    """The status of one request over the thread's own connection, made anew when it was closed; 0 without an answer."""
    if act.fields is not None:
        lines.line = None  # nobody sends a form twice, and a connection that was kept may just have been closed
    for _ in range(2):
        line = lines.to(port)
        try:
            return send(line, act)[0]
        except (OSError, http.client.HTTPException):
            line.close()
            lines.line = None
            if act.fields is not None:
                return 0  # it may have been done: sending it again is another act
    return 0


def answer_to(port: int, act: Act) -> tuple[int, bytes]:
    """Status and content of one request over a connection of its own."""
    with contextlib.closing(http.client.HTTPConnection("127.0.0.1", port, timeout=60)) as line:
        return send(line, act)


def send(line: http.client.HTTPConnection, act: Act) -> tuple[int, bytes]:
    """Status and content of one request."""
    headers = {"Cookie": f"{act.cookie}; csrf={TOKEN}", "X-CSRFToken": TOKEN}
    body = None
    if act.fields is not None:
        headers["Content-Type"], body = "application/x-www-form-urlencoded", urlencode(act.fields)
    line.request("GET" if body is None else "POST", act.path, body, headers)
    answer = line.getresponse()
    return answer.status, answer.read()


def machine() -> str:
    """What the figures were taken on."""
    said = Path("/proc/cpuinfo")
    lines = said.read_text().splitlines() if said.exists() else []
    name = next((line.partition(":")[2].strip() for line in lines if "model name" in line), platform.processor())
    return f"{name}, {os.cpu_count()} cores, Python {platform.python_version()}, Django {django.get_version()}"


def keep(goal: str, words: str, waits: Waits | None = None) -> None:
    """Prints a figure, and keeps it with its histogram for `make load`."""
    print(f"{goal}: {words}")
    kept = json.loads(KEPT.read_text()) if KEPT.exists() else {}
    drawn, on = waits.histogram() if waits else "", f"{datetime.now(UTC):%Y-%m-%d}"
    kept[goal] = {"words": words, "drawn": drawn, "on": on, "machine": machine(), "load": os.getloadavg()[0]}
    KEPT.parent.mkdir(parents=True, exist_ok=True)
    KEPT.write_text(json.dumps(kept, indent=1, sort_keys=True))
    print(drawn)


def main() -> None:
    """Writes docs/load.md from what was kept."""
    kept = json.loads(KEPT.read_text())
    parts = [HEAD]
    for goal, one in sorted(kept.items()):
        where = f"{one['on']}, {one['machine']}, load of the machine {one['load']:.1f}."
        parts += [f"## {goal}\n", f"{one['words']}\n", f"{where}\n"]
        parts += [f"```\n{one['drawn']}\n```\n"] if one["drawn"] else []
    PAGE.write_text("\n".join(parts))


if __name__ == "__main__":
    main()
