"""Running surveys by API: lists of questions, days, rules, words beside results, and where the network stands."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from programs.models import PlanDraft
from surveys.enums import WaveKind, WaveState
from surveys.models import Assessment, FollowUp, Instrument, Wave
from surveys.selectors.waves import items_of
from surveys.services.built_in import keep_built_in
from tests.cast import NOON, TODAY, House
from tests.conftest import SignIn

LIST = {
    "title": "How was it?", "language": "de",
    "items": [
        {"text": "Ich kam gern."},
        {"text": "Wo?", "kind": "choice", "options": ["Drinnen", "Draußen"]},
        {"text": "Und sonst?", "kind": "words"},
    ],
}  # fmt: skip


def send(client: Client, method: str, address: str, words: object = None, **headers: str) -> Any:
    said = {name.replace("_", "-"): value for name, value in headers.items()}
    return getattr(client, method)(address, words or {}, content_type="application/json", headers=said)


def planned(house: House, state: WaveState = WaveState.PLANNED, **more: Any) -> Wave:
    with house.open():
        opens = TODAY + timedelta(days=20)
        days = {"opens_on": opens, "closes_on": opens + timedelta(days=9)}
        instrument = keep_built_in(now=NOON)["belonging-pulse"]
        return Wave.objects.create(
            program=house.program, instrument=instrument, kind=WaveKind.PULSE, state=state, **days | more
        )


@pytest.fixture
def ada(northlight: House, sign_in: SignIn) -> Client:
    return sign_in(northlight.ada)


# peers 3.18
def test_a_list_of_questions_is_made_once_and_its_next_version_is_another(northlight: House, ada: Client) -> None:
    lists = northlight.api("surveys/questions/")
    made, twin = (send(ada, "post", f"{lists}new/", LIST, Idempotency_Key="one") for _ in range(2))
    one = f"{lists}{made.json()['id']}/"
    first, etag = ada.get(one).json(), ada.get(one).headers["ETag"]

    items = [first["items"][2] | {"text": "Was noch?"}, first["items"][0]]
    changed = [send(ada, "put", one, first | {"items": items}, If_Match=etag).status_code for _ in range(2)]
    with northlight.open():
        Instrument.objects.filter(public_id=made.json()["id"]).update(is_locked=True)
    again = send(ada, "put", one, ada.get(one).json() | {"title": "Wie war’s?"}, If_Match="*").json()
    one_option = LIST | {"items": [{"text": "Wo?", "kind": "choice", "options": ["Drinnen"]}]}

    assert (made.status_code, twin.json(), changed) == (201, made.json(), [200, 412])
    assert [one["key"] for one in first["items"]] == ["ich-kam-gern", "wo", "und-sonst"]
    assert (again["version"], again["id"] != first["id"], again["title"]) == (2, True, "Wie war’s?")
    assert [(one["key"], one["text"]) for one in again["items"]] == [
        ("und-sonst", "Was noch?"), ("ich-kam-gern", "Ich kam gern.")
    ]  # fmt: skip
    assert send(ada, "post", f"{lists}new/", one_option).status_code == 422


def test_the_core_of_a_list_stays_as_it_is(northlight: House, southgate: House, ada: Client, sign_in: SignIn) -> None:
    with northlight.open():
        pulse = keep_built_in(now=NOON)["belonging-pulse"]
        core = next(item for item in items_of(pulse) if item.is_core)
    one = northlight.api(f"surveys/questions/{pulse.public_id}/")
    words = ada.get(one).json()
    other = [item | ({"text": "Other words"} if item["key"] == core.key else {}) for item in words["items"]]

    refused = send(ada, "put", one, words | {"items": other}, If_Match="*")

    assert (refused.status_code, "core questions stay" in refused.json()["title"]) == (422, True)
    assert [sign_in(who).get(one).status_code for who in (northlight.ben, southgate.ada)] == [403, 404]


def test_a_planned_survey_is_moved_called_off_and_planned_again(
    northlight: House, southgate: House, ada: Client, sign_in: SignIn
) -> None:
    wave = northlight.api(f"surveys/{planned(northlight).public_id}/")
    days, etag = ada.get(f"{wave}days/").json(), ada.get(f"{wave}days/").headers["ETag"]

    later = days | {"closes_on": str(TODAY + timedelta(days=30))}
    moved = [send(ada, "put", f"{wave}days/", later, If_Match=etag).status_code for _ in range(2)]
    past = send(ada, "put", f"{wave}days/", days | {"opens_on": "2026-01-01"}, If_Match="*")
    states = [send(ada, how, f"{wave}off/").json()["state"] for how in ("post", "post", "delete", "delete")]
    opened = planned(northlight, WaveState.OPEN, opens_on=TODAY, closes_on=TODAY).public_id
    too_late = [send(ada, how, northlight.api(f"surveys/{opened}/off/")).status_code for how in ("post", "delete")]

    assert (moved, past.status_code, past.json()["field"]) == ([200, 412], 422, "opens_on")
    assert (states, too_late) == (["called_off", "called_off", "planned", "planned"], [422, 422])
    assert [sign_in(who).get(f"{wave}days/").status_code for who in (northlight.ben, southgate.ada)] == [403, 404]


# security R7
def test_rules_of_an_open_survey_only_become_stricter(northlight: House, ada: Client, sign_in: SignIn) -> None:
    wave = planned(northlight, WaveState.OPEN, opens_on=TODAY, closes_on=TODAY + timedelta(days=9))
    rules = northlight.api(f"surveys/{wave.public_id}/rules/")
    now, etag = ada.get(rules).json(), ada.get(rules).headers["ETag"]

    stricter = [send(ada, "put", rules, now | {"least": least}, If_Match=etag).status_code for least in (8, 9)]
    looser = [
        send(ada, "put", rules, now | more, If_Match="*").status_code
        for more in ({"least": 6}, {"least": 8, "slices": ["Department"]}, {"least": 1})
    ]

    assert (stricter, looser, ada.get(rules).json()["least"]) == ([200, 412], [422, 422, 400], 8)
    assert send(sign_in(northlight.ben), "put", rules, now, If_Match="*").status_code == 403


# peers 2.21
def test_a_word_stands_beside_results_and_what_is_done_is_written_down_once(
    northlight: House, ada: Client, sign_in: SignIn
) -> None:
    ben = sign_in(northlight.ben)
    past = {"opens_on": TODAY - timedelta(days=20), "closes_on": TODAY - timedelta(days=11), "opened_at": NOON}
    wave = northlight.api(f"surveys/{planned(northlight, WaveState.CLOSED, **past).public_id}/")
    words = {"text": "A table near the door", "due_on": str(TODAY)}
    etag = ada.get(f"{wave}note/").headers["ETag"]

    noted = [send(ada, "put", f"{wave}note/", {"text": one}, If_Match=etag).status_code for one in "AB"]
    made, twin = (send(ada, "post", f"{wave}actions/new/", words, Idempotency_Key="one") for _ in range(2))
    stranger = send(ada, "post", f"{wave}actions/new/", words | {"owner": str(northlight.ben.membership.public_id)})
    done = northlight.api(f"surveys/actions/{made.json()['id']}/done/")
    answers = [send(client, "post", done).status_code for client in (ben, ada, ada)]
    (line,) = ben.get(f"{wave}actions/").json()

    assert (noted, made.status_code, twin.json()) == ([200, 412], 201, made.json())
    assert (stranger.status_code, stranger.json()["field"], answers) == (422, "owner", [403, 204, 204])
    assert (line["owner"]["name"], line["done_on"]) == ("Ada Tester", str(TODAY))
    assert send(ben, "post", f"{wave}actions/new/", words).status_code == 403
    with northlight.open():
        assert FollowUp.objects.count() == 1


# peers D43
def test_where_the_network_stands_is_said_by_name_and_taken_out(
    northlight: House, southgate: House, ada: Client, sign_in: SignIn
) -> None:
    standing, una = northlight.api("surveys/standing/"), sign_in(northlight.una)
    key = next(one["key"] for one in ada.get(f"{standing}fill/").json() if one["kind"] == "scale")

    kept = [send(ada, "post", f"{standing}fill/", {"answers": {key: value}}).status_code for value in (1, 2)]
    wrong = [send(ada, "post", f"{standing}fill/", {"answers": one}).status_code for one in ({}, {key: 9})]
    sponsors = {"answers": {ada.get(f"{standing}sponsor/").json()[0]["key"]: 4}}
    named = [send(ada, "post", f"{standing}sponsor/", sponsors | more) for more in ({}, {"sponsor": "Kim, office"})]
    (turn,) = una.get(standing).json()
    mine = next(one["id"] for one in turn["said"] if not one["sponsor"])
    removed = [one.delete(f"{standing}{mine}/").status_code for one in (una, ada)]

    assert (kept, wrong, [one.status_code for one in named]) == ([200, 200], [422, 422], [400, 200])
    assert [(one["person"]["name"], one["sponsor"]) for one in turn["said"]] == [
        ("Ada Tester", ""), ("Ada Tester", "Kim, office")
    ]  # fmt: skip
    assert (turn["statements"][0]["value"], removed) == (2, [422, 204])
    assert [sign_in(who).get(standing).status_code for who in (northlight.ben, southgate.ada)] == [403, 404]
    assert send(ada, "post", f"{standing}plan/", {"key": key}).status_code == 403
    with northlight.open():
        assert (Assessment.objects.get().sponsor, PlanDraft.objects.count()) == ("Kim, office", 0)
