"""The API: the same rules as the pages, problem details, idempotency keys."""

from datetime import date
from uuid import uuid4

import pytest
from django.test import Client

from belonging.core import clock
from network.enums import Occasion
from network.models import Interaction, Tie
from network.services.snapshots import take_snapshot
from programs.models import Participant
from tests.cast import NOON, TODAY, House, make_person
from tests.conftest import SignIn


@pytest.fixture
def ben(northlight: House, sign_in: SignIn) -> Client:
    return sign_in(northlight.ben)


def body(house: House, **more: object) -> dict[str, object]:
    today = clock.today("UTC", clock.now())
    return {"people": [str(house.ada.place.public_id)], "happened_on": today.isoformat()} | more


def post(client: Client, address: str, data: object, **headers: str):  # type: ignore[no-untyped-def]
    return client.post(address, data, content_type="application/json", headers=headers)


def test_log_confirm_and_list(northlight: House, ben: Client, sign_in: SignIn) -> None:
    saved = post(ben, northlight.api("interactions/"), body(northlight, kind="peer"))
    interaction = saved.json()["id"]

    confirmed = sign_in(northlight.ada).post(northlight.api(f"interactions/{interaction}/confirm/"))

    assert (saved.status_code, confirmed.status_code) == (201, 204)
    (line,) = ben.get(northlight.api("interactions/")).json()["results"]
    assert (line["id"], line["kind"], line["is_confirmed"]) == (interaction, "peer", True)
    with northlight.open():
        assert Tie.objects.get().mutual_count == 1


def test_decline_and_take_back(northlight: House, ben: Client, sign_in: SignIn) -> None:
    interaction = post(ben, northlight.api("interactions/"), body(northlight)).json()["id"]

    declined = sign_in(northlight.ada).post(northlight.api(f"interactions/{interaction}/decline/"))
    deleted = ben.delete(northlight.api(f"interactions/{interaction}/"))

    assert (declined.status_code, deleted.status_code) == (204, 204)
    assert ben.get(northlight.api("interactions/")).json()["results"] == []


def test_same_key_same_answer_one_row(northlight: House, ben: Client) -> None:
    first, second = (
        post(ben, northlight.api("interactions/"), body(northlight), **{"Idempotency-Key": "k1"}) for _ in range(2)
    )

    other = post(ben, northlight.api("interactions/"), body(northlight, kind="formal"), **{"Idempotency-Key": "k1"})

    assert first.json() == second.json()
    assert (other.status_code, other.json()["type"]) == (422, "about:blank#idempotency_key_reused")
    with northlight.open():
        assert Interaction.objects.count() == 1


@pytest.mark.parametrize(
    ("more", "status"),
    [
        ({"people": []}, 400),
        ({"people": ["x"]}, 400),
        ({"people": [str(uuid4())]}, 422),
        ({"happened_on": "soon"}, 400),
        ({"happened_on": date(2019, 1, 1).isoformat()}, 422),
        ({"kind": "gossip"}, 400),
    ],
)
def test_refusals_are_problem_details(northlight: House, ben: Client, more: dict[str, object], status: int) -> None:
    response = post(ben, northlight.api("interactions/"), body(northlight, **more))

    assert (response.status_code, response.headers["Content-Type"]) == (status, "application/problem+json")
    assert response.json()["title"]
    with northlight.open():
        assert not Interaction.objects.exists()


def test_strangers_get_401_and_members_without_the_role_403(northlight: House, ben: Client) -> None:
    assert Client().get(northlight.api("interactions/")).status_code == 401
    assert ben.get(northlight.api("snapshots/")).status_code == 403


def test_broken_json_is_a_problem_too(northlight: House, ben: Client) -> None:
    response = post(ben, northlight.api("interactions/"), "{broken")

    assert (response.status_code, response.json()["status"]) == (400, 400)


def test_schema_names_every_operation_once(ben: Client) -> None:
    paths = ben.get("/api/v1/schema/").json()["paths"]

    names = [operation["operationId"] for path in paths.values() for operation in path.values()]
    assert len(names) == len(set(names))
    assert "interaction_log" in names


@pytest.mark.parametrize(("others", "without"), [(8, None), (12, {"people": 14, "components": 14})])
def test_figures_without_staff_keep_to_what_the_page_shows(
    northlight: House, sign_in: SignIn, others: int, without: dict[str, int] | None
) -> None:
    with northlight.open():
        for number in range(others - (without is None)):
            make_person(f"Guest{number}", "northlight", northlight.program)
        take_snapshot(program=northlight.program, on=TODAY, now=NOON, occasion=Occasion.NIGHT)
    client = sign_in(northlight.ada)

    (listed,) = client.get(northlight.api("snapshots/")).json()["results"]
    latest = client.get(northlight.api("snapshots/latest/")).json()

    assert listed == latest
    assert latest["staff_count"] == 1
    assert "pairs" not in latest
    expected = None if without is None else without | {"reachable_share": 0.0, "path_length_mean": None}
    assert latest["without_staff"] == expected


@pytest.mark.parametrize("rest", ["interactions/", "people/"])
def test_pages_of_a_list_leave_nothing_out_and_nothing_twice(northlight: House, ben: Client, rest: str) -> None:
    with northlight.open():
        for day in range(5):
            row = {"happened_on": date(2026, 3, 1 + day), "logged_at": clock.now(), "author": northlight.ben.place}
            Interaction.objects.create(program=northlight.program, **row)
        Interaction.objects.update(created_at=clock.now())  # as a file brings them
        Participant.objects.update(created_at=clock.now())
    whole = [row["id"] for row in ben.get(northlight.api(rest)).json()["results"]]

    found, address = [], northlight.api(rest) + "?page_size=2"
    while address:
        page = ben.get(address).json()
        found += [row["id"] for row in page["results"]]
        address = page["next"]

    assert found == whole
    assert len(set(found)) == len(found) == {"interactions/": 5, "people/": 3}[rest]
