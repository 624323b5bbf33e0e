"""Containers and units: whole by their own schema, with as few rights as they need, and calling what is there."""

import configparser
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.core.management import get_commands

from belonging.celery import app
from belonging.runtime.places import ROOT

COMPOSE = ROOT / "docker-compose.yml"
UNITS = ROOT / "deploy" / "systemd"
OURS = ("prepare", "web", "worker", "beat")
BUILT = {"deploy/Dockerfile": "USER belonging", "deploy/pooler/Dockerfile": "USER pooler"}
SERVERS = ("belonging-web", "belonging-worker", "belonging-beat")
HARDENED = {
    "NoNewPrivileges": "yes", "ProtectSystem": "strict", "ProtectHome": "yes", "PrivateTmp": "yes", "UMask": "0077",
}  # fmt: skip


def services() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(COMPOSE.read_text())["services"]
    return found


def unit(name: str) -> dict[str, list[str]]:
    """What the [Service] of a unit says, by key; a key may stand there twice."""
    text = (UNITS / name).read_text().replace("\\\n", " ")
    section = text.split("[Service]")[1].split("[Install]")[0]
    found: dict[str, list[str]] = {}
    for line in section.splitlines():
        key, equals, value = line.partition("=")
        if equals and not line.startswith("#"):
            found.setdefault(key, []).append(value.strip())
    return found


def test_compose_file_is_whole() -> None:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec", str(COMPOSE)]

    done = subprocess.run(command, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("name", [*OURS, "pooler"])
def test_our_containers_may_do_little(name: str) -> None:
    service = services()[name]

    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["mem_limit"]
    file = service["build"]["dockerfile"]
    assert BUILT[file] in (ROOT / file).read_text()


# security R12: a container that hangs is seen, and the owner's password is told to the migrations alone
def test_every_server_is_asked_and_only_migrations_know_the_owner() -> None:
    found = services()

    assert {name for name, service in found.items() if "healthcheck" in service} >= {
        "postgres", "pooler", "redis", "web", "worker", "beat",
    }  # fmt: skip
    assert {name for name in OURS if "DATABASE_OWNER_URL" in found[name]["environment"]} == {"prepare"}
    assert {name for name in OURS if "SURVEY_KEY_DIRS" in found[name]["environment"]} == {"worker"}


def test_the_product_comes_through_the_pooler_and_migrations_past_it() -> None:
    environ = services()["prepare"]["environment"]

    assert "@pooler:6432/" in environ["DATABASE_URL"]
    assert "@postgres:5432/" in environ["DATABASE_OWNER_URL"]


@pytest.mark.parametrize("name", SERVERS)
def test_units_may_do_little(name: str) -> None:
    service = unit(f"{name}.service")

    assert {key: service[key] for key in HARDENED} == {key: [value] for key, value in HARDENED.items()}
    assert service["CapabilityBoundingSet"] == [""]
    assert ("SURVEY_KEY_DIRS" in str(service)) == (name == "belonging-worker")
    assert "DATABASE_OWNER_URL" not in str(service)


def test_units_and_containers_call_what_is_there() -> None:
    commands = [words for file in UNITS.glob("*.service") for words in unit(file.name)["ExecStart"]]
    commands += [shlex.join(service["command"]) for service in services().values() if "command" in service]
    for line in commands:
        for name in re.findall(r"manage\.py (\w+)", line):
            assert name in get_commands(), line
        if "celery" in line:
            assert f"--app {app.main}.celery" in line
        if "gunicorn" in line:
            assert "belonging.wsgi:application" in line
            assert "belonging.core.access_log.QuietAccess" in line  # or the log says who answered a survey
    assert len(commands) >= 8


@pytest.mark.parametrize("file", sorted(UNITS.iterdir()), ids=lambda file: file.name)
def test_units_can_be_read(file: Path) -> None:
    reader = configparser.ConfigParser(strict=False, interpolation=None)
    reader.optionxform = str  # type: ignore[assignment, method-assign]
    reader.read_string(file.read_text())

    assert "Unit" in reader
