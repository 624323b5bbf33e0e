"""Which Python the environment is made from."""

import importlib.util
import subprocess
import sys
import sysconfig
from types import ModuleType

import pytest

from belonging.runtime.places import ROOT


@pytest.fixture
def setup() -> ModuleType:
    spec = importlib.util.spec_from_file_location("setup", ROOT / "scripts" / "setup.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("prefix", "built_with", "slow"),
    [
        ("/home/una/.pyenv/versions/3.12.1", "'--prefix=/home/una/.pyenv/versions/3.12.1'", True),
        ("/home/una/.pyenv/versions/3.12.1", "'--enable-optimizations' '--with-lto'", False),
        ("/usr", "'--prefix=/usr' '--without-ensurepip'", False),  # Debian's optimizes in its own way
        ("C:\\Python", None, False),  # says nothing
    ],
)
def test_python_built_without_optimization_is_known(
    setup: ModuleType, monkeypatch: pytest.MonkeyPatch, prefix: str, built_with: str | None, slow: bool
) -> None:
    monkeypatch.setattr(sys, "base_prefix", prefix)
    monkeypatch.setattr(sysconfig, "get_config_var", {"CONFIG_ARGS": built_with}.get)

    assert setup.is_slow() is slow


def test_the_systems_own_python_can_do_what_is_needed(setup: ModuleType) -> None:
    found = setup.quicker()

    if found is not None:  # not every machine has one
        said = subprocess.check_output([found, "-c", "import sys, venv, ensurepip; print(*sys.version_info[:2])"])
        assert (3, 11) <= tuple(map(int, said.split())) <= (3, 13)


def test_a_python_somebody_named_is_taken(setup: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "base_prefix", "/opt")
    monkeypatch.setattr(sysconfig, "get_config_var", {"CONFIG_ARGS": "''"}.get)
    monkeypatch.setenv("PYTHON", "python3.12")
    ran: list[object] = []
    monkeypatch.setattr(setup.os, "execv", lambda *given: ran.append(given))

    setup.use_quicker()
    assert ran == []

    monkeypatch.delenv("PYTHON")
    setup.use_quicker()
    assert len(ran) == bool(setup.quicker())
