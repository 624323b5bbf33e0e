"""Choosing and asking by API."""

from typing import Any

import pytest
from django.test import Client

from belonging.tenancy.models import AuditEntry
from mentoring.enums import Mode
from mentoring.models import Ask, Pair, Track
from tests.cast import House
from tests.conftest import SignIn
from tests.mentoring.people import opted_in
from tests.sending import send


@pytest.fixture
def ben(northlight: House, sign_in: SignIn) -> Client:
    return sign_in(northlight.ben)


@pytest.fixture
def mira(northlight: House, sign_in: SignIn) -> Client:
    return sign_in(northlight.mira)


def run_by(house: House, mode: Mode) -> None:
    """Two people who opted in, and how they come together."""
    with house.open():
        Track.objects.create(program=house.program, mode=mode)
        opted_in(house.ben, wants=["bread"])
        opted_in(house.mira, offers=["bread"])


def asks(client: Client, house: House) -> Any:
    return client.get(house.api("mentoring/asks/")).json()


# peers 4.1 4.8
def test_somebody_is_asked_once_and_told_more(northlight: House, ben: Client, mira: Client) -> None:
    run_by(northlight, Mode.ONE_SIDED)
    at = northlight.api("mentoring/asks/")
    (best,) = ben.get(northlight.api("mentoring/suggestions/")).json()
    words = {"person": best["person"]["id"], "words": "Bread?"}

    made, twin = (send(ben, "post", at, words, Idempotency_Key="one") for _ in range(2))
    again = send(ben, "post", at, words).status_code
    (asked,) = asks(mira, northlight)["received"]
    one = f"{at}{asked['id']}/"
    wrong = [send(ben, "post", f"{one}answer/", {"answer": "yes"}), send(mira, "post", f"{one}tell/", {"words": "No"})]
    tries = [("", "none"), ("Why?", "why"), ("Why?", "why"), ("How?", "why")]
    more = [
        send(mira, "post", f"{one}answer/", {"answer": "more", "words": said}, Idempotency_Key=key).status_code
        for said, key in tries
    ]
    told = send(ben, "post", f"{one}tell/", {"words": "For the summer"}).status_code
    heard = asks(mira, northlight)["received"][0]["reply"]
    yes = [send(mira, "post", f"{one}answer/", {"answer": "yes"}).status_code for _ in range(2)]

    assert ("Mira can help you with bread" in best["reasons"], best["others_ask"]) == (True, False)
    assert (made.status_code, twin.json(), again) == (201, made.json(), 422)
    assert (asked["author"]["name"], asked["words"]) == ("Ben Tester", "Bread?")
    assert ([answer.status_code for answer in wrong], more, told) == ([404, 404], [422, 204, 204, 422], 204)
    assert (heard, yes) == ("For the summer", [204, 204])
    with northlight.open():
        assert (Ask.objects.count(), Pair.objects.get().state) == (1, "running")
        assert AuditEntry.objects.filter(verb="mentoring.asked_back").count() == 1


# peers 4.1
def test_quiet_choice_is_told_to_nobody_and_taken_back(northlight: House, ben: Client, mira: Client) -> None:
    run_by(northlight, Mode.TWO_SIDED)
    at = northlight.api("mentoring/asks/")

    made = send(ben, "post", at, {"person": str(northlight.mira.place.public_id)}).json()
    one = f"{at}{made['id']}/"
    hidden = [
        send(mira, "post", f"{one}answer/", {"answer": "yes"}).status_code,
        send(mira, "post", f"{one}tell/", {"words": "Hello"}).status_code,
        mira.delete(one).status_code,
    ]
    states = [row["state"] for row in asks(ben, northlight)["sent"]]
    back = ben.delete(one).status_code

    assert (asks(mira, northlight)["received"], hidden, states) == ([], [404] * 3, ["quiet"])
    assert (back, asks(ben, northlight)["sent"]) == (204, [])


def test_nobody_is_asked_where_pairs_are_proposed_or_from_elsewhere(
    northlight: House, southgate: House, ben: Client, sign_in: SignIn
) -> None:
    run_by(northlight, Mode.PROPOSED)
    at = northlight.api("mentoring/asks/")
    people = [northlight.mira.place.public_id, southgate.mira.place.public_id]

    answers = [send(ben, "post", at, {"person": str(one)}).status_code for one in people]

    assert (answers, ben.get(northlight.api("mentoring/suggestions/")).json()) == ([422, 404], [])
    assert sign_in(southgate.ben).get(at).status_code == 404
