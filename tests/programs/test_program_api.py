"""Programs of an organization by API: which there are, a new one from the built-in plan, and how it counts."""

from typing import Any

import pytest
from django.test import Client

from belonging.tenancy.models import AuditEntry
from programs.enums import ProgramState
from programs.models import Program, Template
from tests.cast import House
from tests.conftest import SignIn

HERE = "/api/v1/o/northlight/"
NEW = {"name": "A New Year", "starts_on": "2027-09-01", "time_zone": "Europe/Berlin", "consent_mode": "segments"}


def post(client: Client, rest: str, words: object = None, key: str = "") -> Any:
    headers = {"Idempotency-Key": key} if key else {}
    return client.post(HERE + rest, words or {}, content_type="application/json", headers=headers)


@pytest.fixture
def una(northlight: House, sign_in: SignIn) -> Client:
    return sign_in(northlight.una)


# peers 1.12
def test_a_program_is_made_from_the_built_in_template_once(northlight: House, una: Client) -> None:
    template = post(una, "templates/built-in/").json()
    again = post(una, "templates/built-in/").json()

    words = NEW | {"template": template["id"]}
    made, twin = (post(una, "programs/new/", words, key="one") for _ in range(2))
    other = post(una, "programs/new/", words)
    listed = una.get(f"{HERE}programs/").json()

    assert (template["name"], again) == ("Community Belonging Network", template)
    assert (made.status_code, twin.status_code, twin.json()) == (201, 201, made.json())
    assert made.json() == {
        "name": "A New Year", "slug": "a-new-year", "state": "draft", "starts_on": "2027-09-01",
    }  # fmt: skip
    assert (other.status_code, other.json()["field"]) == (422, "name")
    assert made.json() in listed
    with northlight.open():
        program = Program.objects.get(slug="a-new-year")
        assert (program.state, program.time_zone, program.month_count) == (ProgramState.DRAFT, "Europe/Berlin", 12)


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ({"time_zone": "Nowhere/Land"}, 422),
        ({"working_days": []}, 400),
        ({"working_days": [7]}, 400),
        ({"name": "…"}, 422),
        ({"starts_on": "9999-12-31"}, 422),
        ({"starts_on": "0001-01-01"}, 422),
        ({"template": "6a6a6a6a-0000-4000-8000-000000000000"}, 404),
    ],
)
def test_what_makes_no_program_is_refused(words: dict[str, Any], status: int, northlight: House, una: Client) -> None:
    template = post(una, "templates/built-in/").json()["id"]

    answer = post(una, "programs/new/", NEW | {"template": template} | words)

    assert answer.status_code == status
    with northlight.open():
        assert not Program.objects.filter(state=ProgramState.DRAFT, name=NEW["name"]).exists()


def test_one_sees_the_programs_one_may_enter(northlight: House, southgate: House, sign_in: SignIn) -> None:
    found = [
        [one["slug"] for one in sign_in(who).get(f"{HERE}programs/").json()] for who in (northlight.ben, northlight.ada)
    ]

    assert found == [["common-ground"], ["second-table", "common-ground"]]
    assert sign_in(southgate.una).get(f"{HERE}programs/").status_code == 404
    assert post(sign_in(northlight.ada), "programs/new/", NEW).status_code == 403


def test_a_template_is_locked_and_unlocked(northlight: House, una: Client) -> None:
    template = post(una, "templates/built-in/").json()["id"]
    address = northlight.api(f"templates/{template}/lock/")

    locked = una.post(address, {}, content_type="application/json")
    with northlight.open():
        was = Template.objects.get(public_id=template).is_locked
    unlocked = una.delete(address)

    assert (locked.json()["is_locked"], was, unlocked.status_code) == (True, True, 204)
    with northlight.open():
        assert Template.objects.get(public_id=template).is_locked is False


# security R7
def test_definitions_are_read_and_changed_on_top_of_what_was_read(northlight: House, una: Client) -> None:
    address = northlight.api("definitions/")
    before = una.get(address)
    words = before.json() | {"tie_rule": "claimed", "new_tie_count": 7}

    answers = [
        una.put(address, words, content_type="application/json", headers={"If-Match": before.headers["ETag"]})
        for _ in range(2)
    ]

    assert [one.status_code for one in answers] == [200, 412]
    assert (answers[0].json(), una.get(address).json()) == (words, words)
    with northlight.open():
        line = AuditEntry.objects.filter(verb="program.definitions_changed").get()
        assert line.actor_id == northlight.una.membership.pk
