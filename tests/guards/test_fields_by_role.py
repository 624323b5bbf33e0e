"""Who gets which fields of the API: one file that a change of has to be read, by role, address and field."""

from typing import Any

from drf_spectacular.generators import SchemaGenerator

from belonging.runtime.places import ROOT
from tests.guards.routes import organization_routes
from tests.guards.test_access_table import EXPECTED, ROLES

FILE = ROOT / "tests" / "guards" / "fields_by_role.txt"


def fields_of(schema: dict[str, Any], components: dict[str, Any], before: str = "") -> list[str]:
    """Every field of an answer, those inside others behind a dot."""
    while "$ref" in schema:
        schema = components[schema["$ref"].rpartition("/")[2]]
    if "allOf" in schema:
        return fields_of(schema["allOf"][0], components, before)
    if "items" in schema:
        return fields_of(schema["items"], components, before)
    found = []
    for name, inner in schema.get("properties", {}).items():
        deeper = fields_of(inner, components, f"{before}{name}.")
        found += deeper or [f"{before}{name}"]
    return found


def told() -> dict[tuple[str, str], list[str]]:
    """For each address of the API and method, the fields of what it answers when it does what was asked."""
    schema: dict[str, Any] = SchemaGenerator().get_schema(request=None, public=True)  # type: ignore[no-untyped-call]
    paths = {"/" + path: name for name, path in organization_routes() if "-api:" in name}
    by_path = {as_published(path): name for path, name in paths.items()}
    found = {}
    for path, methods in schema["paths"].items():
        for method, operation in methods.items():
            if path not in by_path:
                continue
            answers = [one for code, one in operation["responses"].items() if code.startswith("2")]
            content = [kind["schema"] for one in answers for kind in one.get("content", {}).values()]
            fields = [name for one in content for name in fields_of(one, schema["components"]["schemas"])]
            found[by_path[path], method.upper()] = fields
    return found


def as_published(path: str) -> str:
    """An address as the schema writes it."""
    for kind in ("uuid", "slug", "str", "int"):
        path = path.replace(f"<{kind}:", "{")
    return path.replace(">", "}")


def written() -> str:
    """The file: a line for each role, address, method and its fields."""
    lines = []
    for (route, method), fields in sorted(told().items()):
        answers = EXPECTED[route, method]
        may = [name for name, status in zip(ROLES, answers, strict=True) if status != 403]
        lines += [f"{role}: {method} {route}: {' '.join(sorted(set(fields))) or '-'}" for role in may]
    return "\n".join(sorted(lines)) + "\n"


def write() -> None:
    """Writes the file anew, to be read before it is kept."""
    FILE.write_text(written())


# security A1
def test_roles_get_the_fields_that_were_read_and_no_others() -> None:
    """To write the file anew: manage.py shell -c "from tests.guards.test_fields_by_role import *; write()"."""
    found, kept = written().splitlines(), FILE.read_text().splitlines()

    changes = set(found) ^ set(kept)
    print(f"A1: {len(ROLES)} roles, {len(found)} lines of role and address, {len(changes)} unreviewed changes")
    assert found == kept
