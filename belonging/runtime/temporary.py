"""Servers for tests and benchmarks: an empty PostgreSQL and Redis in a folder that goes away afterwards."""

import contextlib
import os
import secrets
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psutil

from belonging.runtime import binaries, postgres, processes, redis
from belonging.runtime.places import ROOT, Places, account_for, private_folder, reachable_programs

PREFIX = "belonging-var-"


def _remove_orphans() -> None:
    """Removes folders of our own whose maker was killed; their servers ended with it."""
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        maker = folder.name.removeprefix(PREFIX).split("-")[0]
        with contextlib.suppress(FileNotFoundError):  # another run removes the same ones
            if not maker.isdecimal() or folder.stat().st_uid != os.getuid() or psutil.pid_exists(int(maker)):
                continue
            shutil.rmtree(Places(folder).sockets, ignore_errors=True)
            shutil.rmtree(folder, ignore_errors=True)


def copy_data(data: Path, to: Path) -> None:
    """Copies the data folder of a stopped PostgreSQL with its owner and rights, whole or not at all."""
    half_made = to.with_name(f"{to.name}.{os.getpid()}")
    subprocess.run(["cp", "-a", str(data), str(half_made)], check=True)  # noqa: S607 -- every machine has cp on its path
    half_made.rename(to)


@contextlib.contextmanager
def temporary_servers(
    *, careless: bool = True, start_from: Path | None = None, keep_as: Path | None = None
) -> Iterator[dict[str, str]]:
    """
    Yields the environment of a fresh pair of servers; `careless` trades safety of the data for speed.

    `start_from` is the data folder of a stopped PostgreSQL to begin with a copy of; `keep_as` is where the data folder
    is copied to at the end, if all went well.
    """
    _remove_orphans()
    folder = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-"))
    place = Places(folder)
    folder.chmod(0o755)  # the account that root lends to PostgreSQL must get in
    children: list[processes.Child] = []
    try:
        if start_from:
            copy_data(start_from, place.postgres)
        account = account_for(place.postgres)
        programs = reachable_programs(binaries.postgres_install(), account)
        sockets = private_folder(place.sockets, account)
        cluster = postgres.Cluster(programs, place.postgres, sockets, account, careless)
        children.append(cluster.start(None))
        children.append(redis.start(binaries.redis_server(), sockets, dict(os.environ), None))
        yield {
            "BELONGING_VAR": str(folder),
            "DATABASE_URL": cluster.url(postgres.APPLICATION),
            "DATABASE_OWNER_URL": cluster.url(postgres.OWNER),
            "REDIS_URL": redis.url(sockets),
            "SECRET_KEY": secrets.token_urlsafe(40),
            # Compiled loops are kept between runs: compiling them takes longer than most tests.
            "NUMBA_CACHE_DIR": os.environ.get("NUMBA_CACHE_DIR", str(ROOT / "var" / "numba")),
        }
        while children:
            processes.stop(children.pop())
        if keep_as:
            copy_data(place.postgres, keep_as)
    finally:
        for child in reversed(children):
            processes.stop(child)
        shutil.rmtree(place.sockets, ignore_errors=True)
        shutil.rmtree(folder, ignore_errors=True)
