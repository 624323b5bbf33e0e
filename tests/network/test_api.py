"""The API: the same rules as the pages, problem details, idempotency keys."""

from datetime import date
from uuid import uuid4

import pytest
from django.test import Client

from belonging.core import clock
from network.models import Interaction, Tie
from tests.cast import House
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
