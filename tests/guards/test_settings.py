"""Every variable that is read is explained in .env.example, and the other way round."""

import ast
from collections.abc import Iterator
from pathlib import Path

from belonging.runtime.places import ROOT
from tests.plugin import documented_names

READERS = {"text", "flag", "number", "words", "secret", "database"}
OUTSIDE = {"DJANGO_SETTINGS_MODULE", "PYTHONUNBUFFERED", "PYTHONWARNINGS"}  # Django's and Python's own


def calls(file: Path) -> Iterator[str]:
    """Names read through env.py or, before Django, from the environment itself."""
    for node in ast.walk(ast.parse(file.read_text())):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute) or not node.args:
            continue
        owner = ast.unparse(node.func.value)
        through_env = owner == "env" and node.func.attr in READERS
        directly = owner.removeprefix("os.").endswith("environ") and node.func.attr in {"get", "setdefault"}
        given = node.func.attr == "is_given"
        for argument in node.args[1 if given else 0 :][:1]:
            is_name = (
                isinstance(argument, ast.Constant) and isinstance(argument.value, str) and argument.value.isupper()
            )
            if is_name and (through_env or directly or given):
                yield argument.value


def test_settings_and_example_name_the_same_variables() -> None:
    files = [*(ROOT / "belonging").glob("*.py"), *(ROOT / "belonging" / "runtime").glob("*.py")]
    read = {name for file in files if file.name != "settings_types.py" for name in calls(file)} - OUTSIDE

    assert read == documented_names()


def test_example_explains_each_variable() -> None:
    lines = (ROOT / ".env.example").read_text().splitlines()

    for number, line in enumerate(lines):
        if line.removeprefix("# ").split("=")[0].isupper() and "=" in line and not line.startswith("# ---"):
            before = lines[number - 1]
            assert before.startswith("# "), f"{line} has no comment above it"
