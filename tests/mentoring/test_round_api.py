"""Rounds and how mentoring runs, by API for those who run it."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from mentoring.enums import Mode, PairState
from mentoring.models import Pair, Track
from mentoring.services.asks import answer_ask, ask_person
from tests.cast import NOON, TODAY, House
from tests.conftest import SignIn
from tests.mentoring.people import crowd, opted_in, paired
from tests.sending import send


@pytest.fixture
def ada(northlight: House, sign_in: SignIn) -> Client:
    return sign_in(northlight.ada)


def four(house: House) -> None:
    """Four people who could be paired."""
    with house.open():
        opted_in(house.ben)
        opted_in(house.mira)
        crowd(house, "Noor", "Omar")


# peers 4.2
def test_round_is_made_shaped_by_hand_and_sent_out(northlight: House, ada: Client) -> None:
    four(northlight)
    rounds = northlight.api("mentoring/rounds/")
    made, twin = (send(ada, "post", rounds, Idempotency_Key="one") for _ in range(2))
    at, second = f"{rounds}{made.json()['id']}/", send(ada, "post", rounds).status_code
    ids = {one["name"]: one["id"] for one in ada.get(at).json()["people"]}
    both = [ids["Ben Tester"], ids["Noor Tester"]]

    joined = [send(ada, "post", f"{at}join/", {"people": one}).status_code for one in (both, both[:1], [both[0]] * 2)]
    held, other = ada.get(at).json()["pairs"]
    acts = [
        send(ada, "post", f"{at}pairs/{held['id']}/hold/", {"is_held": False}),
        send(ada, "post", f"{at}pairs/{held['id']}/hold/", {"is_held": True}),
        send(ada, "post", f"{at}pairs/{other['id']}/split/"),
        send(ada, "post", f"{at}anew/", {"seed": 7}),
    ]
    what = ada.get(at).json()
    sent = [send(ada, "post", f"{at}publish/") for _ in range(2)]
    too_late = [send(ada, "post", f"{at}anew/").status_code, ada.delete(at).status_code]

    assert (made.status_code, twin.json(), second, joined) == (201, made.json(), 422, [204, 400, 422])
    assert (held["people"], held["is_held"]) == (["Ben Tester", "Noor Tester"], True)
    assert [one.status_code for one in acts] == [204] * 4
    assert ([one["people"] for one in what["pairs"]], what["round"]["seed"]) == ([held["people"]], 7)
    assert {one["name"] for one in what["left"]} == {"Mira Tester", "Omar Tester"}
    assert [{one["one"]["name"], one["other"]["name"]} for one in what["apart"]] == [{"Mira Tester", "Omar Tester"}]
    assert (sent[0].json(), sent[1].status_code, too_late) == ({"asked": 1}, 422, [422, 422])
    assert [one["state"] for one in ada.get(rounds).json()["results"]] == ["published"]


def test_draft_is_dropped_and_nobody_else_knows_of_it(
    northlight: House, southgate: House, ada: Client, sign_in: SignIn
) -> None:
    four(northlight)
    rounds = northlight.api("mentoring/rounds/")
    at = f"{rounds}{send(ada, 'post', rounds).json()['id']}/"

    others = [
        [client.get(one).status_code for one in (rounds, at)] + [send(client, "post", f"{at}publish/").status_code]
        for client in (sign_in(northlight.ben), sign_in(southgate.ada))
    ]
    foreign = send(ada, "post", f"{at}join/", {"people": [str(southgate.ben.place.public_id)] * 2}).status_code
    dropped = ada.delete(at).status_code

    assert (others, foreign, dropped) == ([[403] * 3, [404] * 3], 404, 204)
    with northlight.open():
        assert not Pair.objects.exists()


# peers 4.2: constant questions to the database
def test_round_asks_the_database_no_more_for_more_pairs(northlight: House, ada: Client) -> None:
    four(northlight)
    rounds = northlight.api("mentoring/rounds/")
    at = f"{rounds}{send(ada, 'post', rounds).json()['id']}/"
    ada.get(at)

    with CaptureQueriesContext(connection) as few:
        ada.get(at)
    with northlight.open():
        crowd(northlight, "Pia", "Quin", "Rosa", "Sol")
    send(ada, "post", f"{at}anew/")
    with CaptureQueriesContext(connection) as many:
        assert len(ada.get(at).json()["pairs"]) == 4
    assert len(many) == len(few)


# peers 4.3 4.16
def test_rules_are_read_and_changed_on_top_of_what_was_read(northlight: House, ada: Client) -> None:
    with northlight.open():
        pair = paired(northlight, northlight.ben, northlight.mira)
    at = northlight.api("mentoring/track/rules/")
    read = ada.get(at)
    words = read.json() | {"cadence_days": 7, "different": "team", "likes": ["interests", "same:team"], "untied": True}
    words["agenda"] = [{"title": "Tea", "prompt": "How was it?", "minutes": 20}]

    changed = send(ada, "put", at, words | {"reaches_running": True}, If_Match=read.headers["ETag"])
    late = send(ada, "put", at, words, If_Match=read.headers["ETag"]).status_code
    odd: list[dict[str, Any]] = [
        {"same": "shoe size"}, {"same": "team", "different": "team"}, {"likes": ["luck"]}, {"answer_days": 30},
        {"agenda": [{"title": "a | b", "prompt": "c", "minutes": 5}]}, {"minutes": 5},
    ]  # fmt: skip
    refused = [send(ada, "put", at, words | one, If_Match="*").status_code for one in odd]

    assert (changed.status_code, late, refused) == (200, 412, [422] * 5 + [400])
    assert changed.json() == words | {"likes": ["interests", "same:team", "goals"]}  # the others follow as usual
    with northlight.open():
        track = Track.objects.get()
        pair.refresh_from_db()
        assert (track.musts, track.preferences[:2]) == (
            [{"different": "team"}, {"steps": 2}],
            ["interests", {"same": "team"}],
        )
        assert (pair.cadence_days, pair.agenda) == (7, words["agenda"])


# peers 4.1
def test_last_word_on_two_who_asked_each_other(
    northlight: House, southgate: House, ada: Client, sign_in: SignIn
) -> None:
    with northlight.open():
        Track.objects.create(program=northlight.program, mode=Mode.APPROVED)
        opted_in(northlight.ben)
        opted_in(northlight.mira)
        asked = ask_person(author=northlight.ben.place, recipient=northlight.mira.place, words="", on=TODAY, now=NOON)
        answer_ask(ask=asked, says_yes=True, on=TODAY, now=NOON)
    waiting = northlight.api("mentoring/track/agreed/")
    (one,) = ada.get(waiting).json()
    word = {"approves": True}

    others = [send(sign_in(who), "post", f"{waiting}{one['id']}/", word).status_code
              for who in (northlight.ben, southgate.ada)]  # fmt: skip
    decided = [send(ada, "post", f"{waiting}{one['id']}/", word).status_code for _ in range(2)]

    assert [person["name"] for person in one["people"]] == ["Ben Tester", "Mira Tester"]
    assert (others, decided, ada.get(waiting).json()) == ([403, 404], [204, 422], [])
    with northlight.open():
        assert Pair.objects.get().state == PairState.RUNNING
