"""
What nobody asked for, and ids of others, in every body of every address: read off the table of access and the bodies
of the walk, so that a new form is tried from its first day.
"""

import random
import re
from collections.abc import Container, Iterator, Mapping
from functools import cache
from typing import Any
from uuid import UUID

import pytest
from django import forms
from django.db import transaction
from drf_spectacular.generators import SchemaGenerator

from belonging.accounts.models import User
from belonging.tenancy.models import Membership
from community.enums import ProfileField
from programs.models import Participant, Program
from tests.effort import drawn
from tests.guards.actors import Caller, reply
from tests.guards.conftest import Houses
from tests.guards.forms import Form, opened, pages
from tests.guards.routes import (
    FINDERS,
    NOWHERE,
    SHARED_THINGS,
    Place,
    address,
    body,
    is_page,
    organization_routes,
    sends_form,
)
from tests.guards.tables import Planted, digest, maintenance, tenant_models
from tests.guards.test_access_table import EXPECTED
from tests.guards.test_bodies import EXTRA
from tests.guards.test_privileged import fresh_caller

pytestmark = [pytest.mark.authz, pytest.mark.usefixtures("quiet")]

DONE = {200, 201, 202, 204, 302}
BODIES = ("POST", "PUT", "PATCH")
CANARY = "987654321"  # fits a text and a number
ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


def acts() -> dict[str, int]:
    """Each address and method that takes a body, with the first of participant, facilitator and admin who may."""
    found = {}
    for (route, method), answers in EXPECTED.items():
        may = [role for role in range(3) if answers[role] in DONE]
        if method in BODIES and may:
            found[f"{route} {method}"] = may[0]
    return found


def own_place(houses: Houses) -> Place:
    """The program of Northlight in which everybody is who they are."""
    house = houses[0].house
    return Place("own", house.organization.slug, house.program.slug, houses[0], house.program)


@cache
def published() -> dict[str, Any]:
    """The schema that the API publishes of itself."""
    found: dict[str, Any] = SchemaGenerator().get_schema(request=None, public=True)  # type: ignore[no-untyped-call]
    return found


def named_in(schema: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Every field that a part of the schema names, however deep, and what it says of it."""
    if "$ref" in schema:
        yield from named_in(published()["components"]["schemas"][schema["$ref"].rpartition("/")[2]])
    for name, inner in schema.get("properties", {}).items():
        yield name, inner
        yield from named_in(inner)
    for inner in [*schema.get("allOf", []), *schema.get("oneOf", []), schema.get("items", {})]:
        if inner:
            yield from named_in(inner)


def asked_by_api(act: str) -> dict[str, Mapping[str, Any]]:
    """Every field that an address of the API asks for, by its own schema."""
    route, method = act.split()
    path = "/" + re.sub(r"<\w+:(\w+)>", r"{\1}", dict(organization_routes())[route])
    kinds = published()["paths"][path][method.lower()].get("requestBody", {}).get("content", {}).values()
    return {name: said for kind in kinds for name, said in named_in(kind["schema"])}


def asked_by_pages() -> set[str]:
    """Every name that some form asks for."""
    names: set[str] = set(ProfileField.values)  # that form makes its fields by itself
    kinds: list[Any] = [forms.BaseForm]
    while kinds:
        kind = kinds.pop()
        names |= set(getattr(kind, "base_fields", {}))
        kinds += kind.__subclasses__()
    return names


def uncalled_for(act: str, sent: Mapping[str, Any]) -> dict[str, str]:
    """Every column of every table and what else people try, but for what an address might ask for."""
    columns = {
        name
        for model in [*tenant_models(), User]
        for field in model._meta.fields
        for name in (field.name, field.attname)
    }
    tried = dict.fromkeys(sorted(columns), CANARY) | EXTRA | {"org": "southgate", "anonymous": "0", "is_superuser": "1"}
    known = set(sent) | (asked_by_pages() if is_page(act.partition(" ")[0]) else set(asked_by_api(act)))
    return {name: value for name, value in tried.items() if name not in known}


def powers() -> tuple[list[Any], ...]:
    """What everybody is: roles, places, sign-ins."""
    rows = Membership.objects.order_by("pk").values_list("pk", "organization", "role", "user", "public_id")
    people = User.objects.order_by("pk").values_list("pk", "is_staff", "is_superuser", "email")
    places = Participant.objects.order_by("pk").values_list("pk", "program", "membership", "public_id")
    return list(rows), list(people), list(places)


def holding(word: str) -> list[str]:
    """The tables with a row that holds a word, in one question."""
    tables = [model._meta.db_table for model in tenant_models()]
    parts = [f"SELECT '{one}' WHERE EXISTS (SELECT 1 FROM {one} AS row WHERE row::text LIKE %s)" for one in tables]
    with maintenance() as cursor:
        cursor.execute(" UNION ALL ".join(parts), [f"%{word}%"] * len(parts))
        return [name for (name,) in cursor.fetchall()]


# security A2
@pytest.mark.long
def test_nothing_comes_of_what_nobody_asked_for(houses: Houses, dice: random.Random) -> None:
    house, place, every = houses[0].house, own_place(houses), acts()
    callers = [fresh_caller(person.user) for person in (house.ben, house.ada, house.una)]
    with house.open():
        before = powers()

    def effect(act: str, extra: Mapping[str, str]) -> tuple[int, list[str], list[Any]]:
        """The status, the tables that hold the canary, and what those who were there before are now; taken back."""
        route, method = act.split()
        with transaction.atomic():
            sent = extra | body(route, houses[0], house.program)
            status = callers[every[act]].ask(method, address(route, place), sent, form=sends_form(route)).status_code
            with house.open():
                now = [{row[0]: row for row in rows} for rows in powers()]
            found = holding(CANARY) if extra else []
            transaction.set_rollback(True)
        return status, found, [[rows.get(row[0]) for row in was] for rows, was in zip(now, before, strict=True)]

    wrong, taken, count = [], 0, 0
    for act in drawn(every, dice):
        extra = uncalled_for(act, body(act.split()[0], houses[0], house.program))
        plain, more = effect(act, {}), effect(act, extra)
        taken, count = taken + (more[0] in DONE), count + len(extra)
        wrong += [f"{act}: {plain[0]} → {more[0]}, {more[1]}"] * (plain != more)

    print(f"A2: {len(every)} endpoints, {count} fields nobody asked for, {taken} bodies taken, {len(wrong)} changes")
    assert wrong == []
    assert taken > count // 1000  # fields are many, and each act brings all of them


def ids_in(sent: Mapping[str, Any]) -> set[str]:
    """The ids that a body names, in its values and in the names of its fields."""
    return set(ID.findall(repr(sent)))


def with_nobody(sent: Any, shared: Container[str]) -> Any:
    """The same body around the id of nothing; what the whole organization shares stays, since it is nobody else's."""
    if isinstance(sent, Mapping):
        return {with_nobody(name, shared): with_nobody(value, shared) for name, value in sent.items()}
    if isinstance(sent, list | tuple):
        return [with_nobody(one, shared) for one in sent]
    if isinstance(sent, UUID):
        return sent if str(sent) in shared else NOWHERE
    if isinstance(sent, str):
        return ID.sub(lambda found: found[0] if found[0] in shared else str(NOWHERE), sent)
    return sent


def seen(
    caller: Caller, act: str, place: Place, sent: Mapping[str, Any], untouched: dict[str, str]
) -> tuple[Any, bool]:
    """What somebody gets to see, but for ids, and whether anything is otherwise afterwards; it is taken back."""
    route, method = act.split()
    with transaction.atomic():
        where = address(route, place)
        got = reply(caller.ask(method, where, sent, form=sends_form(route)), where)
        changed = got.status in DONE and digest() != untouched
        transaction.set_rollback(True)
    headers = [(name, ID.sub("<id>", value)) for name, value in got.headers if name != "Content-Length"]
    return (got.status, headers, ID.sub("<id>", got.content.decode(errors="replace"))), changed


# security T8
@pytest.mark.long
def test_ids_of_others_in_any_body_are_those_of_nobody(houses: Houses, dice: random.Random) -> None:
    here, there = houses
    place, every = own_place(houses), acts()
    callers = [fresh_caller(person.user) for person in (here.house.ben, here.house.ada, here.house.una)]
    others: dict[str, tuple[Planted, Program]] = {
        "other organization": (there, there.house.program),
        "sibling program": (here, here.house.sibling),
    }
    shared = {str(FINDERS[thing](here, here.house.program)) for thing in SHARED_THINGS}
    wrong, tried, untouched = [], 0, digest()
    naming = [act for act in every if ids_in(body(act.split()[0], here, here.house.program))]
    for act in drawn(naming, dice):
        for whose, (planted, program) in others.items():
            sent = body(act.split()[0], planted, program)
            caller, around_nobody = callers[every[act]], with_nobody(sent, shared)
            foreign = seen(caller, act, place, sent, untouched)
            nobodys = seen(caller, act, place, around_nobody, untouched)
            if foreign != nobodys and seen(caller, act, place, around_nobody, untouched) != nobodys:
                # It shows a secret made that moment: no two answers are alike.
                foreign, nobodys = ((one[0][0], one[1]) for one in (foreign, nobodys))
            tried += len(ids_in(sent))
            wrong += [f"{act}, {whose}: {foreign} and {nobodys}"[:300]] * (foreign != nobodys)

    print(f"T8: {len(naming)} bodies that name a row, {tried} ids of others and of nobody, {len(wrong)} accepted")
    assert wrong == []


def named_rows(form: Form) -> set[str]:
    """The fields of a form, as its page shows it, that name a row, by their values or by their own names."""
    return {
        one.name
        for one in form.fields.values()
        if ID.search(one.name) or any(ID.fullmatch(value) for value in [*one.values, *one.choices])
    } - {"token"}


# Whoever is greeted has just come, and what came of something was there before: nobody and nothing of the kind is
# planted (tests/community/test_benefit_api.py asks for others').
NOBODY_THERE = {
    "programs:welcome-write POST: person", "programs-api:note-list POST: person",
    "community-api:benefit-list POST: event", "community-api:benefit-list POST: introduction",
}  # fmt: skip


# security T8
def test_the_walk_fills_every_field_that_names_a_row(houses: Houses, dice: random.Random) -> None:
    """As the pages show them, and as the schema of the API says: what is not filled would not be tried above."""
    here, every = houses[0], acts()
    callers = [fresh_caller(person.user) for person in (here.house.ben, here.house.ada, here.house.una)]
    fields: set[tuple[str, str]] = set()
    for route, page in drawn(dict(pages(houses)).items(), dice):
        for role, status in enumerate(EXPECTED.get((route, "GET"), [])):
            for form in opened(callers[role], page) if status == 200 else []:
                fields |= {(f"{form.route} POST", name) for name in named_rows(form)}
    for act in drawn(every, dice):
        said = {} if is_page(act.partition(" ")[0]) else asked_by_api(act)
        uuids = {name for name, one in said.items() if "uuid" in repr(one)}
        fields |= {(act, name) for name in uuids}

    bodies = {act: repr(body(act.partition(" ")[0], here, here.house.program)) for act, _name in fields if act in every}
    missing = sorted(
        f"{act}: {name}" for act, name in fields if act in every and ID.sub("", name) not in ID.sub("", bodies[act])
    )
    print(f"T8: {len(fields)} fields that name a row, {len(missing)} of them filled by no body{missing[:9] or ''}")
    assert set(missing) - NOBODY_THERE == set()
