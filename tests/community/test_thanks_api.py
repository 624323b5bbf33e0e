"""Thanks and help by API: given once, read by others only when both sides say so, and never past a block."""

from typing import Any

import pytest
from django.test import Client

from community.models import HelpAsk
from network.services.interactions import block_person
from tests.cast import NOON, TODAY, House, Person
from tests.conftest import SignIn

BREAD = {"act": "Brought bread", "happened_on": TODAY.isoformat(), "is_for_all": True}


def post(client: Client, address: str, data: object = None, key: str = "") -> Any:
    headers = {"Idempotency-Key": key} if key else {}
    return client.post(address, data or {}, content_type="application/json", headers=headers)


@pytest.fixture
def ben(northlight: House, sign_in: SignIn) -> Client:
    return sign_in(northlight.ben)


@pytest.fixture
def mira(northlight: House, sign_in: SignIn) -> Client:
    return sign_in(northlight.mira)


def to(house: House, person: Person) -> str:
    return house.api(f"community/thanks/person/{person.place.public_id}/")


# peers D65
def test_thanks_are_read_by_others_once_both_sides_say_so(northlight: House, ben: Client, mira: Client) -> None:
    shared = northlight.api("community/thanks/")
    given, twin = (post(ben, to(northlight, northlight.mira), BREAD, key="one") for _ in range(2))
    one = f"{shared}{given.json()['id']}/"
    before = ben.get(shared).json()["results"]

    answered = [post(client, one, {"agrees": True}).status_code for client in (ben, mira)]
    after = [row["act"] for row in ben.get(shared).json()["results"]]
    own = [client.get(f"{shared}own/").json() for client in (ben, mira)]
    back = [client.delete(one).status_code for client in (mira, ben)]

    assert (given.status_code, twin.json(), before) == (201, given.json(), [])
    assert "answered_at" not in own[0]["given"][0]
    assert (answered, after) == ([404, 204], ["Brought bread"])
    assert [[len(rows["received"]), len(rows["given"])] for rows in own] == [[0, 1], [1, 0]]
    assert (back, mira.get(f"{shared}own/").json()["received"]) == ([404, 204], [])


# peers D65, D76
def test_whoever_is_kept_out_reaches_nobody_and_does_not_know(
    northlight: House, southgate: House, ben: Client, mira: Client
) -> None:
    with northlight.open():
        block_person(blocker=northlight.mira.place, blocked=northlight.ben.place, now=NOON)
    given = post(ben, to(northlight, northlight.mira), BREAD)
    wanted = post(ben, northlight.api("community/help/"), {"topic": "bread", "text": "An hour"}).json()["id"]
    people = northlight.api(f"community/help/{wanted}/people/")
    asked = post(ben, people, {"person": str(northlight.mira.place.public_id)})
    foreign = post(ben, people, {"person": str(southgate.mira.place.public_id)})

    with northlight.open():
        ask = HelpAsk.objects.get()
    assert (given.status_code, asked.status_code, foreign.status_code) == (201, 204, 404)
    assert mira.get(northlight.api("community/thanks/own/")).json()["received"] == []
    assert mira.get(northlight.api("community/help/")).json()["asks"] == []
    answers = [f"thanks/{given.json()['id']}", f"help/asks/{ask.public_id}"]
    told = [post(mira, northlight.api(f"community/{one}/"), {"agrees": True}).status_code for one in answers]
    assert told == [404, 404]


# peers D76
def test_no_to_help_looks_like_a_silence(northlight: House, ben: Client, mira: Client, sign_in: SignIn) -> None:
    ada, helping = sign_in(northlight.ada), northlight.api("community/help/")
    wanted = f"{helping}{post(ben, helping, {'topic': 'bread', 'text': 'An hour'}).json()['id']}/"
    for person in (northlight.mira, northlight.ada):
        post(ben, f"{wanted}people/", {"person": str(person.place.public_id)})
    asks = [client.get(helping).json()["asks"][0]["id"] for client in (mira, ada)]
    said = [post(mira, f"{helping}asks/{asks[0]}/", {"agrees": False}).status_code]

    (still,) = ben.get(helping).json()["requests"]
    said.append(post(ada, f"{helping}asks/{asks[1]}/", {"agrees": True}).status_code)
    (row,) = ben.get(helping).json()["requests"]
    closed = [client.delete(wanted).status_code for client in (mira, ben)]
    (left,) = ben.get(helping).json()["requests"]

    assert (said, closed) == ([204, 204], [404, 204])
    assert {one["would_help"] for one in still["asks"]} == {False}
    assert [(one["person"]["name"], one["would_help"]) for one in row["asks"]] == [
        ("Mira Tester", False), ("Ada Tester", True),
    ]  # fmt: skip
    assert [one["person"]["name"] for one in left["asks"]] == ["Ada Tester"]
