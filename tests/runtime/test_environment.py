"""What a command finds when nobody set its environment."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from belonging.runtime import environment
from belonging.runtime.places import ROOT, Places, places


@pytest.fixture
def place(tmp_path: Path) -> Places:
    return places({"BELONGING_VAR": str(tmp_path)})


def test_secret_key_is_made_once_and_private(place: Places) -> None:
    key = environment.secret_key(place)

    assert len(key) >= 50
    assert environment.secret_key(place) == key
    assert (place.var / "secret_key").stat().st_mode & 0o777 == 0o600


def test_published_while_the_product_runs(place: Places) -> None:
    environment.publish(place, {"REDIS_URL": "redis://here"})
    assert environment.published(place) == {"REDIS_URL": "redis://here"}

    environment.withdraw(place)
    assert environment.published(place) == {}


def test_published_by_a_product_that_is_gone(place: Places) -> None:
    gone = subprocess.Popen(["true"])
    gone.wait()
    (place.run / "env.json").write_text(json.dumps({"pid": gone.pid, "environ": {"REDIS_URL": "redis://here"}}))

    assert environment.published(place) == {}


def seen_by_a_command(**environ: str) -> dict[str, str]:
    code = "import json, os, belonging.runtime.environment as e; e.fill_in(); print(json.dumps(dict(os.environ)))"
    plain = {"PATH": os.environ["PATH"], **environ}
    done = subprocess.run([sys.executable, "-c", code], env=plain, cwd=ROOT, capture_output=True, text=True, check=True)
    found: dict[str, str] = json.loads(done.stdout)
    return found


def test_command_beside_a_running_product(place: Places) -> None:
    environment.publish(place, {"DATABASE_URL": "postgres://one", "SECRET_KEY": "published"})

    found = seen_by_a_command(BELONGING_VAR=str(place.var), SECRET_KEY="of my own")

    assert found["DATABASE_URL"] == "postgres://one"
    assert found["SECRET_KEY"] == "of my own"


def test_command_with_servers_of_its_own(place: Places) -> None:
    environment.publish(place, {"DATABASE_URL": "postgres://one", "REDIS_URL": "redis://one"})

    found = seen_by_a_command(BELONGING_VAR=str(place.var), DATABASE_URL="postgres://two")

    assert found["DATABASE_URL"] == "postgres://two"
    assert "REDIS_URL" not in found


def test_command_without_any_product(tmp_path: Path) -> None:
    found = seen_by_a_command(BELONGING_VAR=str(tmp_path / "var"))

    assert found["DATABASE_URL"] == environment.NOWHERE
    assert not (tmp_path / "var").exists()
