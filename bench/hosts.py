"""
The night of very many programs on two hosts: a worker in each of two network namespaces, one PostgreSQL behind a pooler
and one Redis on the machine between them. `python -m bench hosts` runs it, as root on Linux, and not with the others.

Each worker has one process; both hosts, PostgreSQL, the pooler and Redis share this machine's cores.
"""

import contextlib
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from bench.night import seed

PEOPLE, TIES, CONNECTIONS = 40, 160, 10
HOSTS = ("belonging-a", "belonging-b")
REDIS_PORT = 6399
READY, DONE = " ready.", re.compile(r"network\.take_night\[\S+\] succeeded")
PATIENCE, TICK = 1800, 30  # seconds


def main(programs: int = 10_000) -> None:
    """Lays the network, seeds, starts both workers, opens the ledger, waits for the last night, prints."""
    from belonging.core import clock
    from belonging.runtime.places import account_for
    from tests.stack.conftest import eventually
    from tests.stack.pooler import PORT, pooler

    sockets = Path(parse_qs(urlsplit(os.environ["DATABASE_URL"]).query)["host"][0])
    with contextlib.ExitStack() as open_things:
        ours = [open_things.enter_context(host(name, number)) for number, name in enumerate(HOSTS, 1)]
        open_things.enter_context(pooler(sockets, account_for(sockets), CONNECTIONS, ours))
        open_things.enter_context(redis(ours))
        os.environ["REDIS_URL"] = f"redis://{ours[0]}:{REDIS_PORT}/0"
        prepare()
        now = clock.now()
        seed(programs, PEOPLE, TIES, now)
        folder = Path(open_things.enter_context(tempfile.TemporaryDirectory(prefix="hosts-")))
        for name, address in zip(HOSTS, ours, strict=True):
            environ = {
                "DATABASE_URL": f"postgres://belonging_app@{address}:{PORT}/belonging",
                "REDIS_URL": f"redis://{address}:{REDIS_PORT}/0",
            }
            open_things.enter_context(worker(name, folder / name, environ))
        logs = {name: folder / name for name in HOSTS}
        eventually(lambda: all(READY in log.read_text() for log in logs.values()), "both workers are ready")
        seconds = the_night(programs)
        done = {name: len(DONE.findall(log.read_text())) for name, log in logs.items()}
    print(f"{programs} programs of {PEOPLE} people and {TIES} ties, all of them counted for the first time")
    print(f"two workers in two network namespaces: {seconds:.0f} s, {programs / seconds:.0f} programs a second")
    for name, count in done.items():
        print(f"  {name}: {count} tasks, {1000 * seconds / max(count, 1):.1f} ms each by the clock")


def prepare() -> None:
    """Django, and compiled kernels for both workers."""
    import django

    django.setup()
    from network.compiling import compile_kernels

    compile_kernels()


def the_night(programs: int) -> float:
    """Opens the ledger, offers nights as often as the beat does, and waits until all are taken; seconds."""
    from belonging.core import clock
    from belonging.tenancy.scope import unscoped
    from network.models import Night
    from network.services.nights import offer_free_nights, open_due_nights

    began = offered = time.monotonic()
    open_due_nights(now=clock.now())
    while time.monotonic() < began + PATIENCE:
        with unscoped("benchmark"):
            taken = Night.objects.filter(state="taken").count()
        if taken == programs:
            return time.monotonic() - began
        if time.monotonic() > offered + TICK:
            offered = time.monotonic()
            offer_free_nights(now=clock.now())
        time.sleep(1)
    sys.exit(f"{taken} of {programs} nights taken in {PATIENCE} s")


@contextlib.contextmanager
def host(name: str, number: int) -> Iterator[str]:
    """A network namespace with one wire to this machine; the address of this machine's end."""
    here, there = f"10.77.{number}.1", f"10.77.{number}.2"
    inside = ("ip", "netns", "exec", name)
    run("ip", "netns", "add", name)
    try:
        run("ip", "link", "add", f"bel{number}", "type", "veth", "peer", "name", f"bel{number}in", "netns", name)
        run("ip", "address", "add", f"{here}/30", "dev", f"bel{number}")
        run("ip", "link", "set", f"bel{number}", "up")
        run(*inside, "ip", "address", "add", f"{there}/30", "dev", f"bel{number}in")
        run(*inside, "ip", "link", "set", f"bel{number}in", "up")
        run(*inside, "ip", "link", "set", "lo", "up")
        yield here
    finally:
        run("ip", "netns", "delete", name)  # and the wire with it


@contextlib.contextmanager
def redis(addresses: list[str]) -> Iterator[None]:
    """A Redis that both hosts reach."""
    from belonging.runtime import binaries

    command = [binaries.redis_server(), "--port", str(REDIS_PORT), "--bind", *addresses, "--protected-mode", "no"]
    with started([*map(str, command), "--save", "", "--appendonly", "no"], {}, None):
        yield


@contextlib.contextmanager
def worker(name: str, log: Path, environ: dict[str, str]) -> Iterator[None]:
    """A Celery worker of one process in a namespace."""
    celery = [sys.executable, "-m", "celery", "--app", "belonging.celery", "worker"]
    command = ["ip", "netns", "exec", name, *celery, "--concurrency", "1", "--loglevel", "INFO", "-n", f"{name}@%h"]
    with started(command, environ | {"LOG_LEVEL": "INFO"}, log):
        yield


@contextlib.contextmanager
def started(command: list[str], environ: dict[str, str], log: Path | None) -> Iterator[None]:
    """A server for as long as the block."""
    with contextlib.ExitStack() as files:
        said = files.enter_context(log.open("wb")) if log else subprocess.DEVNULL
        process = subprocess.Popen(command, env=os.environ | environ, stdout=said, stderr=said)
        try:
            yield
        finally:
            process.terminate()
            process.wait(60)


def run(*command: str) -> None:
    """One command of the system's network tools."""
    subprocess.run(command, check=True)
