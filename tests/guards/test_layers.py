"""The import contracts of pyproject.toml hold, and they bite."""

from pathlib import Path

import pytest
from importlinter.cli import lint_imports

from belonging.runtime.places import ROOT

PYPROJECT = ROOT / "pyproject.toml"
HEADER = '[tool.importlinter]\nroot_packages = ["house"]\n'
CONTRACT = '[[tool.importlinter.contracts]]\nname = "Floors"\ntype = "layers"\n'
LAYERS = 'layers = ["house.above", "house.below"]\n'


def test_import_contracts_hold(capsys: pytest.CaptureFixture[str]) -> None:
    failed = lint_imports(config_filename=str(PYPROJECT), no_cache=True)

    assert failed == 0, capsys.readouterr().out


def test_step_up_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    house = tmp_path / "house"
    house.mkdir()
    for name, text in {"__init__": "", "above": "", "below": "from house import above\n"}.items():
        (house / f"{name}.py").write_text(text)
    (tmp_path / "pyproject.toml").write_text(HEADER + CONTRACT + LAYERS)
    monkeypatch.syspath_prepend(str(tmp_path))

    failed = lint_imports(config_filename=str(tmp_path / "pyproject.toml"), no_cache=True)

    assert failed == 1
    assert "house.below -> house.above" in capsys.readouterr().out
