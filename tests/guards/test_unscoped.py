"""All that goes past the fence in Python, on lists that only change in review."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from belonging.runtime.places import ROOT

APPS = ("belonging", "programs", "surveys", "network", "mentoring", "community", "dashboards")
OUTSIDE = ("belonging/runtime/",)  # before Django: makes the roles and the database

# Every opening of all organizations at once, with its reason as it is written down each time.
UNSCOPED = {
    ("community/tasks.py", "find words of people who left"),
    ("community/tasks.py", "find who is to be told of kind words"),
    ("community/tasks.py", "find whose summaries are due"),
    ("community/tasks.py", "find prompts that are due"),
    ("community/tasks.py", "find newcomers and who looks after them"),
    ("belonging/operation/health.py", "see whether work is late"),
    ("belonging/operation/metrics.py", "count work for the metrics"),
    ("belonging/tenancy/jobs.py", "offer unfinished jobs again"),
    ("network/services/nights.py", "open the nights that programs owe"),
    ("network/services/nights.py", "offer the nights that are due"),
    ("network/services/imports.py", "empty files that nobody brought in"),
    ("mentoring/tasks.py", "find pairs to look after"),
    ("network/tasks.py", "find claims that nobody answered"),
    ("dashboards/tasks.py", "find programs that nobody looked at today"),
    ("surveys/tasks.py", "find whose surveys are to be tended"),
    ("surveys/services/tending.py", "let deleted envelopes leave the disk"),
    ("network/tasks.py", "find introductions that wait for something"),
    ("programs/event_tasks.py", "find who is to hear of an event"),
    ("programs/path_tasks.py", "find who is to be reminded of a promise"),
    ("programs/path_tasks.py", "find whose pause is over"),
    ("programs/people_tasks.py", "find who is to hear of their registration"),
    ("programs/people_tasks.py", "find programs that have ended"),
    ("programs/people_tasks.py", "find messages that are due"),
    ("programs/services/days.py", "release the days that programs owe"),
}

# Every file that speaks SQL past the ORM, with why. At most fifteen, selectors and tenancy before all others.
SPEAKS_SQL = {
    "belonging/core/copying.py": "many rows at once; row-level security and two-column keys hold for them too",
    "belonging/core/planning.py": "tells the planner how to run a statement; reads and writes no row",
    "belonging/tenancy/checks.py": "asks which role is signed in",
    "belonging/tenancy/grants.py": "gives the application role its rights, as the owner",
    "belonging/tenancy/scope.py": "tells the database which organization is open",
    "belonging/tenancy/views.py": "readiness: SELECT 1",
    "network/selectors/imported_rows.py": "stores a file's rows in one statement that names the organization",
    "network/selectors/nights.py": "takes a night and its last count in one statement each that names the organization",
    "network/selectors/tie_counts.py": "counts ties in one statement that names the organization",
    "programs/selectors/days.py": "opens what all programs owe by a date; each join names the organization",
    "programs/selectors/plans.py": "lays everybody's path in two statements that name the organization",
    "surveys/selectors/ballots.py": "has the owner's function rewrite the ballot tables; it takes and gives nothing",
    "surveys/selectors/matching.py": "asks for the stems of texts that are handed in; reads no table",
    "surveys/selectors/waves.py": "holds a wave against its close: a lock, and a statement that names the organization",
    "programs/selectors/programs.py": "reads ten thousand people without their objects; it names the organization",
}
OPENS_OWN_MEMBERSHIPS = {"belonging/tenancy/views.py": "the list of one's own organizations"}
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
        (name, ast.literal_eval(call.args[0]) if call.args else "")
        for name, tree in sources()
        for call in calls(tree, "unscoped")
    }

    assert found == UNSCOPED


# security T4
def test_every_file_that_speaks_sql_is_listed() -> None:
    found = {name for name, tree in sources() if any(calls(tree, *SQL))}

    assert found == set(SPEAKS_SQL)
    assert len(SPEAKS_SQL) <= 15


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


def test_sql_in_selectors_names_the_organization() -> None:
    statements = {
        name: [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and is_statement(node.value)]
        for name, tree in sources()
        if "/selectors" in name
    }
    silent = [(name, text) for name, found in statements.items() for text in found if "organization_id" not in text]

    assert sum(map(len, statements.values())) >= 5
    assert silent == []


def is_statement(value: object) -> bool:
    """True for SQL that touches a tenant table."""
    verbs = ("FROM", "INTO", "UPDATE", "JOIN")
    return isinstance(value, str) and any(
        f"{verb} {app}_" in value for verb in verbs for app in ("network", "programs", "community")
    )


@pytest.mark.parametrize(
    "text", ["rows.raw('SELECT 1')", "connection.cursor()", "rows.extra(where=['1'])", "RawSQL('1')"]
)
def test_lint_sees(text: str) -> None:
    assert any(calls(ast.parse(text), *SQL))
