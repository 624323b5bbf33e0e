"""The tests have teeth: each fault, planted alone in a copy of the product, is noticed by the tests for it."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from belonging.runtime.places import ROOT
from tests.seeded.faults import FAULTS, Fault

pytestmark = pytest.mark.seeded
FAILED = 1  # pytest's own word for "tests ran, and some failed": a copy that does not even start proves nothing
LEFT = shutil.ignore_patterns(".git", ".venv", "var", "__pycache__", "node_modules", "screenshots")


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The product beside itself, with the same tables and compiled loops to begin from."""
    folder = tmp_path_factory.mktemp("seeded") / "copy"
    shutil.copytree(ROOT, folder, ignore=LEFT)
    (folder / "var").mkdir()
    for name in ("ready", "numba"):
        (folder / "var" / name).symlink_to(ROOT / "var" / name)
    yield folder
    shutil.rmtree(folder)


def ended(copy: Path, tests: str) -> int:
    """How some tests end in the copy; they use the servers of this run and a database that nobody else uses."""
    name = f"seeded_{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}"
    url = os.environ["DATABASE_URL"].replace("/belonging?", f"/{name}?")
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-n", "0", "-p", "no:cacheprovider", *words(tests)]
    environ = os.environ | {"DATABASE_URL": url, "HYPOTHESIS_STORAGE_DIRECTORY": str(copy / "var" / "hypothesis")}
    return subprocess.run(command, cwd=copy, env=environ, capture_output=True, check=False).returncode


def words(tests: str) -> list[str]:
    """The tests, and what chooses among them."""
    where, _, chosen = tests.partition(" -k ")
    return [where, *(["-k", chosen] if chosen else [])]


# security T7
@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_fault_is_noticed(fault: Fault, copy: Path) -> None:
    file = copy / fault.file
    whole = file.read_text()
    file.write_text(whole.replace(fault.guard, fault.instead))
    try:
        assert ended(copy, fault.tests) == FAILED
    finally:
        file.write_text(whole)
    print("T7: 1 fault planted, 1 noticed")


@pytest.mark.parametrize("tests", sorted({one.tests for one in FAULTS}))
def test_nothing_is_noticed_without_a_fault(tests: str, copy: Path) -> None:
    assert ended(copy, tests) == 0
