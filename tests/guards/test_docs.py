"""The map, the glossary and the decisions name what there is."""

import importlib.util
import re

from django.apps import apps
from django.core.management import get_commands
from django.dispatch import Signal

from belonging.runtime.places import ROOT
from tests.guards.tables import OURS
from tests.guards.test_tasks import tasks

MAP, GLOSSARY = ((ROOT / "docs" / name).read_text() for name in ("map.md", "glossary.md"))
DECISIONS = ROOT / "docs" / "decisions"
FOR_BUILDING = {"compile_templates"}  # called by make check only


def words(text: str) -> set[str]:
    """The names a page of docs gives in code quotes or as the first cell of a row."""
    cells = {cell.strip() for cell in re.findall(r"^\| ([^|]+)\|", text, flags=re.MULTILINE)}
    return set(re.findall(r"`([^`\n]+)`", text)) | cells


def signals() -> set[str]:
    """Every signal of ours, by its place."""
    rooms = [f"{config.name}.signals" for config in apps.get_app_configs() if config.label in OURS]
    modules = [importlib.import_module(room) for room in rooms if importlib.util.find_spec(room)]
    return {
        f"{module.__name__}.{name}"
        for module in modules
        for name, value in vars(module).items()
        if isinstance(value, Signal)
    }


def test_glossary_names_every_model() -> None:
    models = {model.__name__ for model in apps.get_models() if model._meta.app_label in OURS}

    assert models - words(GLOSSARY) == set()


def test_map_names_every_signal() -> None:
    assert signals() - words(MAP) == set()


def test_map_names_every_task_and_no_other() -> None:
    section = MAP.split("## Tasks")[1].split("## ")[0]

    assert set(re.findall(r"`([a-z_]+\.[a-z_]+)`", section)) == tasks()


def test_map_names_every_command() -> None:
    names = {app.name for app in apps.get_app_configs() if app.label in OURS}
    ours = {command for command, app in get_commands().items() if app in names}

    assert ours - FOR_BUILDING - words(MAP) == set()


def test_map_names_every_app() -> None:
    tops = {config.name for config in apps.get_app_configs() if config.label in OURS - {"roof"}}

    assert {name for name in tops if name not in MAP} == set()


def test_decisions_are_numbered_without_gaps() -> None:
    numbers = sorted(int(file.name[:4]) for file in DECISIONS.glob("*.md"))

    assert numbers == list(range(1, len(numbers) + 1))


def test_decision_says_what_it_decides() -> None:
    for file in DECISIONS.glob("*.md"):
        text = file.read_text()
        assert text.startswith(f"# {file.name[:4]} "), file.name
        assert [word for word in ("Context", "gave up") if word not in text] == [], file.name


def test_decisions_named_in_code_are_there() -> None:
    there = {file.name[:4] for file in DECISIONS.glob("*.md")}
    folders = (
        "belonging",
        "programs",
        "surveys",
        "network",
        "mentoring",
        "community",
        "dashboards",
        "docs",
        "templates",
        "static/css",
    )
    texts = [
        file for folder in folders for file in (ROOT / folder).rglob("*") if file.suffix in {".py", ".md", ".html"}
    ]
    named = {number for file in texts for number in re.findall(r"decisions/(\d{4})", file.read_text())}

    assert named - there == set()
