"""Benchmarks that write to tables still run, in their smallest size: their figures are worth nothing here."""

import os
import subprocess
import sys

import pytest

from belonging.runtime.places import ROOT
from belonging.runtime.temporary import temporary_servers
from tests.ready import ready_data

SMALLEST = {"night": "main(3, 1)", "imports": "main(1)"}


@pytest.mark.long
@pytest.mark.parametrize("name", SMALLEST)
def test_benchmark_comes_to_its_ratio(name: str) -> None:
    with temporary_servers(start_from=ready_data()) as servers:
        environ = os.environ | servers | {"DJANGO_SETTINGS_MODULE": "belonging.settings", "LOG_LEVEL": "WARNING"}
        code = f"from bench.{name} import main; {SMALLEST[name]}"
        ran = subprocess.run(
            [sys.executable, "-c", code], cwd=ROOT, env=environ, check=False, capture_output=True, text=True
        )

    assert ran.returncode == 0, ran.stderr
    assert "ratio: " in ran.stdout
