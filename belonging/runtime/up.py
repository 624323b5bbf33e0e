"""`make run`: starts everything in order, tells where it is, and stops everything in reverse."""

import argparse
import http.client
import os
import shutil
import signal
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from types import FrameType
from typing import IO

import psutil

from belonging.runtime import binaries, checks, environment, postgres, processes, redis
from belonging.runtime.errors import StartError
from belonging.runtime.log import Log
from belonging.runtime.places import (
    ROOT,
    Places,
    account_for,
    places,
    private_folder,
    reachable_data,
    reachable_programs,
)
from belonging.runtime.prepare import Preparation
from belonging.runtime.processes import Child, Register

STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
FIRST_PAGE = 60.0  # seconds the web server has to answer
WORKER_ONLY = {"SURVEY_KEY_DIRS"}
BEHIND_PEOPLE = 10  # how much nicer than web the worker is: what it does may wait for whoever waits for a page


class Stopped(BaseException):
    """Somebody asked the product to stop."""


@dataclass
class Product:
    """Everything one `make run` started."""

    place: Places
    environ: dict[str, str]
    port: int
    log: Log
    register: Register
    children: list[Child] = field(default_factory=list)

    def run(self, *, with_demo: bool, began: float) -> None:
        """Starts the servers, then watches them until one ends or somebody asks to stop."""
        cluster = self._servers()
        self._environment()
        prepare = Preparation(self.place, self.environ, self.log)
        fetching, compiling = prepare.fetch_fonts(), prepare.compile_loops()
        if cluster:
            prepare.migrate_embedded(cluster)
        elif environment.is_given(self.environ, "DATABASE_OWNER_URL"):
            prepare.migrate()
        prepare.collect_files(fetching)
        if cluster and with_demo:
            prepare.seed(cluster, compiling)
        self._web()
        self._greet(prepare, time.monotonic() - began, with_demo=with_demo and cluster is not None)
        self._celery("worker", "worker", "--concurrency", "2", "--without-gossip", "--without-mingle")
        self._celery("beat", "beat", "--schedule", str(self.place.run / "beat"), "--pidfile", "")
        self._watch()

    def stop(self) -> None:
        """Stops every child, last started first."""
        for child in reversed(self.children):
            processes.stop(child)
        self.register.clear()
        environment.withdraw(self.place)
        shutil.rmtree(self.place.sockets, ignore_errors=True)

    def _servers(self) -> postgres.Cluster | None:
        cluster = None
        if not environment.is_given(self.environ, "DATABASE_URL"):
            account = account_for(self.place.postgres)
            programs = reachable_programs(binaries.postgres_install(), account)
            sockets = private_folder(self.place.sockets, account)
            cluster = postgres.Cluster(programs, reachable_data(self.place, account), sockets, account)
            self._add(cluster.start(self.log.say))
            self.environ["DATABASE_URL"] = cluster.url(postgres.APPLICATION)
            self.environ["DATABASE_OWNER_URL"] = cluster.url(postgres.OWNER)
        if not environment.is_given(self.environ, "REDIS_URL"):
            sockets = self.place.sockets if cluster else private_folder(self.place.sockets, None)
            self._add(redis.start(binaries.redis_server(), sockets, self.environ, self.log.say))
            self.environ["REDIS_URL"] = redis.url(sockets)
        return cluster

    def _environment(self) -> None:
        if not environment.is_given(self.environ, "SECRET_KEY"):
            self.environ["SECRET_KEY"] = environment.secret_key(self.place)
        self.environ.setdefault("BELONGING_VAR", str(self.place.var))
        self.environ.setdefault("SITE_URL", f"http://127.0.0.1:{self.port}")
        self.environ.setdefault("NUMBA_CACHE_DIR", str(self.place.var / "numba"))
        self.environ.setdefault("SURVEY_KEY_DIRS", str(self.place.var / "keys"))
        names = ("DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL", "SECRET_KEY", "SITE_URL", "SURVEY_KEY_DIRS")
        environment.publish(self.place, {name: self.environ[name] for name in names if name in self.environ})
        self.environ |= {"PYTHONUNBUFFERED": "1", "DJANGO_SETTINGS_MODULE": "belonging.settings"}
        if os.getuid() == 0:  # said once and shorter by us
            self.environ.setdefault("PYTHONWARNINGS", "ignore:You're running the worker with superuser privileges")

    def _web(self) -> None:
        web = self._python(
            "web", "gunicorn", "belonging.wsgi:application", "--bind", f"127.0.0.1:{self.port}",
            "--worker-class", "gthread",
            "--workers", "3", "--threads", "2", "--preload", "--no-control-socket", "--log-level", "warning",
        )  # fmt: skip
        if not processes.wait_until(lambda: self._first_page() > 0, web, FIRST_PAGE) or self._first_page() >= 500:
            raise StartError(
                f"The web server did not serve the first page; the reason is above and in {self.log.file}."
            )

    def _celery(self, name: str, *arguments: str) -> None:
        child = self._python(name, "celery", "--quiet", "--app", "belonging.celery", *arguments, "--loglevel", "INFO")
        if name == "worker":  # before it has started those that work, which are as nice
            worker = psutil.Process(child.process.pid)
            worker.nice(worker.nice() + BEHIND_PEOPLE)

    def _python(self, name: str, *arguments: str) -> Child:
        # Only the worker opens and closes surveys; the web server is not told where their keys lie.
        kept = {key: value for key, value in self.environ.items() if name == "worker" or key not in WORKER_ONLY}
        child = processes.start(name, [sys.executable, "-m", *arguments], environ=kept, say=self.log.say, cwd=ROOT)
        return self._add(child)

    def _add(self, child: Child) -> Child:
        self.children.append(child)
        self.register.add(child)
        return child

    def _first_page(self) -> int:
        """The status of the first page; 0 while nobody answers."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=FIRST_PAGE)
        try:
            line.request("GET", "/")
            return line.getresponse().status
        except OSError:
            return 0
        finally:
            line.close()

    def _greet(self, prepare: Preparation, seconds: float, *, with_demo: bool) -> None:
        self.log.tell(f"\nBelonging is at http://127.0.0.1:{self.port}/ (first page after {seconds:.1f} s).")
        if with_demo and prepare.sign_ins.exists():
            self.log.tell(prepare.sign_ins.read_text(), is_secret=True)
        if os.getuid() == 0:
            self.log.tell("It runs as root; an ordinary user is enough.")
        self.log.tell(f"Log: {self.log.file}. Stop with Ctrl-C.\n")

    def _watch(self) -> None:
        while True:
            for child in self.children:
                if child.ended is not None:
                    raise StartError(
                        f"{child.name} ended by itself (status {child.ended}), so everything is stopped; "
                        f"see {self.log.file}."
                    )
            time.sleep(0.2)


def options(arguments: Sequence[str]) -> argparse.Namespace:
    """The two things one may ask of a start."""
    parser = argparse.ArgumentParser(prog="manage.py up", description="Starts PostgreSQL, Redis, web, worker and beat.")
    parser.add_argument("--port", help="where the pages are served (PORT, else 8000)")
    parser.add_argument("--no-demo", action="store_true", help="leave an empty database empty")
    return parser.parse_args(arguments)


def main(arguments: Sequence[str], environ: dict[str, str]) -> int:
    """Runs the product until it is stopped; the exit status for the shell."""
    began = time.monotonic()
    asked = options(arguments)
    try:
        checks.python_version()
        port = checks.port_number(asked.port or environ.get("PORT") or "8000")
        place = places(environ)
        lock = checks.only_one(place)
        for name in Register(place.children).stop_leftovers():
            sys.stdout.write(f"An earlier start had left {name} running; it is stopped.\n")
        checks.port_is_free(port)
    except StartError as problem:
        sys.stderr.write(f"{problem}\n")
        return 1
    return supervise(place, environ, port, with_demo=not asked.no_demo, began=began, lock=lock)


def supervise(
    place: Places, environ: dict[str, str], port: int, *, with_demo: bool, began: float, lock: IO[str]
) -> int:
    """Holds the lock while the product runs, and stops it whatever happens."""

    def ask_to_stop(number: int, frame: FrameType | None) -> None:
        raise Stopped

    for number in STOPPING:
        signal.signal(number, ask_to_stop)
    log = Log(place.log)
    product = Product(place, environ, port, log, Register(place.children))
    reason = ""
    try:
        product.run(with_demo=with_demo, began=began)
    except Stopped:
        log.tell("Stopping.")
    except StartError as problem:
        reason = str(problem)
    finally:
        for number in STOPPING:
            signal.signal(number, signal.SIG_IGN)
        product.stop()
        if reason:  # last, where people look
            log.tell(reason)
        log.close()
        lock.close()
    return 1 if reason else 0
