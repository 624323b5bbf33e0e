"""What was noticed, moves and evidence packs by API: taken on, done, taken back, and never another group's."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from dashboards.enums import SignalKind
from dashboards.models import BriefWish, Move
from tests.cast import TODAY, House
from tests.conftest import SignIn
from tests.dashboards.test_moves import look, the_signal
from tests.dashboards.test_views import grow

pytestmark = pytest.mark.django_db
DUE = (TODAY + timedelta(days=7)).isoformat()


@pytest.fixture
def ada(northlight: House, sign_in: SignIn) -> Client:
    grow(northlight)
    with northlight.open():
        look(northlight, 0)
    return sign_in(northlight.ada)


def send(client: Client, at: str, **words: Any) -> Any:
    return client.post(at, json.dumps(words), content_type="application/json")


# peers C5, 6.3, 7.4
def test_a_move_is_taken_on_done_and_no_longer_taken_back(northlight: House, ada: Client) -> None:
    signals = ada.get(northlight.api("signals/")).json()
    apart = next(one for one in signals if one["kind"] == SignalKind.ALL_APART)

    made = send(ada, northlight.api(f"signals/{apart['id']}/move/"), act="event", due_on=DUE)
    twice = send(ada, northlight.api(f"signals/{apart['id']}/move/"), act="event", due_on=DUE)
    at = northlight.api(f"moves/{made.json()['id']}/")
    steps = [ada.post(f"{at}done/").status_code, ada.delete(at).status_code, ada.post(f"{at}close/").status_code]
    (move,) = ada.get(northlight.api("moves/")).json()

    assert apart["title"] == "Care, Digital: 1 tie to the others."
    assert "event" in apart["acts"]
    assert (made.status_code, twice.status_code, twice.json()["type"].endswith("move_refused")) == (201, 422, True)
    assert made.json()["owner"]["name"] == "Ada Tester"  # nobody named: whoever asks
    assert steps == [204, 422, 422]  # what was done stays, and closes only once it was measured
    assert (move["state"], move["answers"], move["may_close"]) == ("done", apart["title"], False)


def test_a_move_that_was_not_done_is_taken_back(northlight: House, ada: Client) -> None:
    with northlight.open():
        apart = the_signal(SignalKind.ALL_APART).public_id
    made = send(ada, northlight.api(f"signals/{apart}/move/"), act="event", due_on=DUE).json()

    gone = ada.delete(northlight.api(f"moves/{made['id']}/"))

    assert gone.status_code == 204
    with northlight.open():
        assert not Move.objects.exists()


@pytest.mark.parametrize(
    ("words", "status"),
    [({"act": "pairs"}, 422), ({"due_on": "2020-01-01"}, 422), ({"owner": "ben"}, 422), ({"act": "dance"}, 400)],
)
def test_what_does_not_fit_is_refused(northlight: House, ada: Client, words: dict[str, str], status: int) -> None:
    with northlight.open():
        apart = the_signal(SignalKind.ALL_APART).public_id
    usual = {"act": "event", "due_on": DUE} | words
    if words.get("owner"):
        usual["owner"] = str(northlight.ben.membership.public_id)

    answer = send(ada, northlight.api(f"signals/{apart}/move/"), **usual)

    assert answer.status_code == status
    with northlight.open():
        assert not Move.objects.exists()


def test_the_brief_listens_and_packs_are_asked_for_once(northlight: House, ada: Client) -> None:
    wish = send(ada, northlight.api("moves/brief/"), minutes=40, is_mailed=False)
    asked = [ada.post(northlight.api("packs/make/")).json()["id"] for _twice in range(2)]

    assert wish.status_code == 204
    with northlight.open():
        assert (BriefWish.objects.get().minutes, BriefWish.objects.get().is_mailed) == (40, False)
    assert asked[0] == asked[1]
    assert ada.get(northlight.api("packs/")).json() == []


def test_participants_see_none_of_it(northlight: House, ada: Client, sign_in: SignIn) -> None:
    ben = sign_in(northlight.ben)

    assert [ben.get(northlight.api(at)).status_code for at in ("signals/", "moves/", "packs/")] == [403] * 3
