"""Whether everything runs: each part is asked by itself, and a part that does not answer is not well."""

import logging
import shutil
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from celery import current_app
from django.conf import settings
from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor

from belonging.operation.beat import ALIVE, signs
from belonging.tenancy.scope import unscoped
from belonging.tenancy.selectors import oldest_unfinished_job
from network.selectors.nights import oldest_due_night

NIGHT_IS_LATE = timedelta(hours=1)
JOB_IS_LATE = timedelta(minutes=10)
FREE_SHARE = 0.10  # of the disk that holds the product's files
WORKER_ANSWERS_WITHIN = 1.5  # seconds
PATIENCE = 3.0  # seconds for all parts together

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Part:
    """One part of the product, and what is wrong with it; nothing when it is well."""

    name: str
    fault: str

    @property
    def is_well(self) -> bool:
        """True when nothing is wrong."""
        return not self.fault


def examine(now: datetime) -> list[Part]:
    """
    Every part with its fault, in an order in which the first fault is often the reason for those after it.

    It never raises and takes a few seconds at most, even where a server takes a question and never answers: whoever
    asks wants to know now. The words name no host, no person and no organization.
    """
    looks = [
        _Look("database", _database),
        _Look("redis", _redis),
        _Look("worker", _worker),
        _Look("beat", _beat),
        _Look("work", lambda: _work(now)),
        _Look("disk", _disk),
    ]
    for look in looks:
        look.start()
    deadline = time.monotonic() + PATIENCE
    for look in looks:
        look.join(max(0.0, deadline - time.monotonic()))
    return [Part(look.name, look.fault) for look in looks]


class _Look(threading.Thread):
    """One look at one part, in a thread that nobody has to wait for; until it is back the part does not answer."""

    def __init__(self, name: str, look: Callable[[], str]) -> None:
        super().__init__(name=name, daemon=True)
        self.look, self.fault = look, "does not answer"

    def run(self) -> None:
        try:
            self.fault = self.look()
        except Exception as problem:  # whatever it is: a part that cannot be asked is not well
            logger.warning("Health of %s: %s.", self.name, type(problem).__name__)
        finally:
            connections.close_all()  # this thread's own


def _database() -> str:
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return f"{len(waiting)} migrations have not run" if waiting else ""


def _redis() -> str:
    return "" if signs().ping() else "does not answer"


def _worker() -> str:
    answers = current_app.control.ping(timeout=WORKER_ANSWERS_WITHIN, limit=1)
    return "" if answers else "no worker answers"


def _beat() -> str:
    return "" if signs().exists(ALIVE) else "has not ticked lately"


def _work(now: datetime) -> str:
    with unscoped("see whether work is late"):
        night, job = oldest_due_night(), oldest_unfinished_job()
    faults = [_late("a night", night, now - NIGHT_IS_LATE), _late("a job", job, now - JOB_IS_LATE)]
    return ", ".join(fault for fault in faults if fault)


def _late(what: str, since: datetime | None, limit: datetime) -> str:
    return f"{what} has waited since {since:%Y-%m-%d %H:%M} UTC" if since is not None and since < limit else ""


def _disk() -> str:
    use = shutil.disk_usage(settings.VAR_DIR)
    return "" if use.free >= FREE_SHARE * use.total else f"{use.free * 100 // use.total} % are free"
