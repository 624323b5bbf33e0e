"""All that goes past the fence in Python, on lists that only change in review."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from belonging.runtime.places import ROOT
from tests.guards.tables import APPS

OUTSIDE = ("belonging/runtime/",)  # before Django: makes the roles and the database

# Every opening of all organizations at once, with its reason as it is written down each time. What hands out tasks is
# given a reason by each of them, and lets nothing out but ids of organizations.
UNSCOPED = {
    ("belonging/operation/health.py", "see whether work is late"),
    ("belonging/operation/metrics.py", "count work for the metrics"),
    ("belonging/tenancy/jobs.py", "offer unfinished jobs again"),
    ("belonging/tenancy/tasks.py", "reason"),
    ("network/services/nights.py", "open the nights that programs owe"),
    ("network/services/nights.py", "offer the nights that are due"),
    ("network/services/imports.py", "empty files that nobody brought in"),
    ("programs/services/days.py", "release the days that programs owe"),
    ("surveys/services/tending.py", "let deleted envelopes leave the disk"),
}

# Every file that speaks to the driver itself, with why. All others go by belonging/tenancy/statements.py or copying.py.
SPEAKS_SQL = {
    "belonging/core/prepared.py": "sends what Django compiled; of organizations only by PreparedHere, in scope.py",
    "belonging/tenancy/checks.py": "asks which role is signed in",
    "belonging/tenancy/copying.py": "many rows at once; looks at a statement before it runs, as statements.py does",
    "belonging/tenancy/grants.py": "gives the application role its rights, as the owner",
    "belonging/tenancy/scope.py": "tells the database which organization is open",
    "belonging/tenancy/statements.py": "runs what names the organization that is open, and nothing else",
}
MOST_HOLES = 15  # security T4: both lists together
OPENS_OWN_MEMBERSHIPS = {
    "belonging/tenancy/views.py": "the list of one's own organizations",
    "belonging/frame.py": "one's own account says where mails to it came back",
    "belonging/rights/services/erasing.py": "an account goes when no organization knows it any more",
}
SQL = {"cursor", "raw", "extra", "mogrify", "copy_expert", "executemany", "RawSQL", "_raw_delete"}
BANNED = {"_base_manager", "_default_manager", "_raw_delete"}
FENCE = "belonging/tenancy/scope.py"


def sources() -> Iterator[tuple[str, ast.Module]]:
    """Every file of the product, by its path from the root, as syntax."""
    for app in APPS:
        for file in sorted((ROOT / app).rglob("*.py")):
            name = file.relative_to(ROOT).as_posix()
            if not name.startswith(OUTSIDE) and "/migrations/" not in name:
                yield name, ast.parse(file.read_text())


def called(node: ast.AST) -> str:
    """The last word of what a call calls, or nothing."""
    if not isinstance(node, ast.Call):
        return ""
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def calls(tree: ast.Module, *names: str) -> Iterator[ast.Call]:
    """The calls of these names in a file."""
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call) and called(node) in names)


# security T4
def test_every_use_of_unscoped_is_listed() -> None:
    found = {
        (name, getattr(call.args[0], "value", None) or getattr(call.args[0], "id", ""))
        for name, tree in sources()
        for call in calls(tree, "unscoped")
    }

    assert found == UNSCOPED
    assert len(UNSCOPED) + len(SPEAKS_SQL) <= MOST_HOLES
    print(f"T4: {len(UNSCOPED)} openings of everything and {len(SPEAKS_SQL)} files that speak to the driver")


# security T4
def test_every_file_that_speaks_sql_is_listed() -> None:
    found = {name for name, tree in sources() if any(calls(tree, *SQL))}

    assert found == set(SPEAKS_SQL)


def test_own_memberships_are_opened_where_it_is_known() -> None:
    assert {name for name, tree in sources() if any(calls(tree, "open_own_memberships"))} == set(OPENS_OWN_MEMBERSHIPS)


# security T4
def test_nobody_goes_round_the_managers() -> None:
    found = {
        f"{name}: {node.attr}"
        for name, tree in sources()
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr in BANNED
    }

    assert found == set()


def test_only_the_fence_names_its_settings() -> None:
    """Whoever can write app.organization_id or change the role is the fence."""
    words = ("app.organization_id", "app.user_id", "set_config('role'", "SET ROLE", "SET LOCAL ROLE", "SET SESSION")
    found = {
        name
        for name, tree in sources()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and any(word in node.value for word in words)
    }

    assert found == {FENCE}


def test_views_get_objects_from_selectors_only() -> None:
    """Never Model.objects in a view: what a view may see is decided one room below."""
    rooms = ("views", "api", "urls", "forms")
    found = {
        f"{name}:{node.lineno}"
        for name, tree in sources()
        if any(part.removesuffix(".py") in rooms for part in Path(name).parts)
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr == "objects"
    }

    assert found == set()


def test_statements_stand_in_selectors() -> None:
    """SQL over tables of organizations is written in one room: nobody looks for it elsewhere."""
    doors = {"belonging.tenancy.statements", "belonging.tenancy.copying"}
    found = {
        name
        for name, tree in sources()
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module in doors and {"run", "rows_of", "copied_out"} & names(node)
    }

    assert len(found) >= 8
    assert {name for name in found if "/selectors" not in name and not name.startswith("belonging/tenancy/")} == set()


def names(node: ast.ImportFrom) -> set[str]:
    """What an import brings in."""
    return {alias.name for alias in node.names}


@pytest.mark.parametrize(
    "text", ["rows.raw('SELECT 1')", "connection.cursor()", "rows.extra(where=['1'])", "RawSQL('1')"]
)
def test_lint_sees(text: str) -> None:
    assert any(calls(ast.parse(text), *SQL))
