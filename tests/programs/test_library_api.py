"""The library and worksheets by API: read, filled in once, erased by whose they are, and nobody else's."""

from typing import Any

import pytest
from django.test import Client

from belonging.tenancy.models import IdempotencyKey
from programs.models import Answer, Thread
from tests.cast import House
from tests.conftest import SignIn
from tests.programs.library import Shelves, shelves_of

CANARY = "a canary in the orchard"


def post(client: Client, address: str, words: object = None, key: str = "") -> Any:
    headers = {"Idempotency-Key": key} if key else {}
    return client.post(address, words or {}, content_type="application/json", headers=headers)


@pytest.fixture
def shelves(northlight: House) -> Shelves:
    return shelves_of(northlight)


# peers 1.9
def test_chapters_are_read_one_after_another_and_forgotten(
    northlight: House, southgate: House, shelves: Shelves, sign_in: SignIn
) -> None:
    ben = sign_in(northlight.ben)
    series = northlight.api(f"resources/{shelves.series.public_id}/")
    (found,) = ben.get(northlight.api("resources/?q=marmalade")).json()

    answers = [post(ben, f"{series}read/", {"chapter": number}).status_code for number in (2, 1)]
    reading = ben.get(series).json()
    forgotten = ben.delete(f"{series}read/").status_code

    assert (found["title"], found["is_begun"]) == ("Follow up", False)
    assert (answers, reading["chapter"], reading["chapter_text"]) == ([422, 204], 2, "Wait for it.")
    assert [one["is_read"] for one in reading["chapters"]] == [True, False, False]
    assert (forgotten, ben.get(series).json()["chapter"]) == (204, 1)
    assert sign_in(southgate.ben).get(series.replace("northlight", "southgate")).status_code == 404


# peers D36
def test_the_way_out_of_a_snag_ends_in_one_private_word(northlight: House, shelves: Shelves, sign_in: SignIn) -> None:
    ben = sign_in(northlight.ben)
    steps, deck = (northlight.api(f"resources/{one.public_id}/steps/") for one in (shelves.snag, shelves.deck))
    first, ending = ben.get(steps).json(), ben.get(f"{steps}?at=mediated").json()

    said, twin = (post(ben, steps, {"at": "mediated", "text": CANARY}, key="one") for _ in range(2))
    refused = [post(ben, one, {"at": at, "text": "Me"}).status_code for one, at in ((steps, "told"), (deck, "human"))]

    assert {one["at"] for one in first["answers"]} == {"told", "tried", "human"}
    assert (ending["is_ending"], [one["name"] for one in ending["people"]]) == (True, ["Ada Tester"])
    assert (said.status_code, twin.json(), refused) == (201, said.json(), [400, 404])
    with northlight.open():
        assert Thread.objects.get().messages.get().text == CANARY
        assert CANARY not in str(list(IdempotencyKey.objects.values_list("body")))


# peers D34
def test_a_worksheet_is_filled_in_once_and_read_by_its_writer_alone(
    northlight: House, shelves: Shelves, sign_in: SignIn
) -> None:
    ben, mira = sign_in(northlight.ben), sign_in(northlight.mira)
    sheet = northlight.api(f"worksheets/{shelves.canvas.public_id}/")
    words = {"words": {"goal": CANARY, "until": "2026-08-01"}, "people": {"people": [{"name": "Mira Tester"}]}}

    kept, twin = (post(ben, f"{sheet}answers/", words, key="one") for _ in range(2))
    (mine,) = ben.get(f"{sheet}answers/").json()["results"]
    answer = northlight.api(f"answers/{mine['id']}/")

    assert [one["key"] for one in ben.get(sheet).json()["questions"]] == ["goal", "people", "until"]
    assert (kept.status_code, twin.json(), mine["id"]) == (201, kept.json(), kept.json()["id"])
    assert (mine["words"], mine["people"]["people"][0]["name"]) == (words["words"], "Mira Tester")
    assert mira.get(f"{sheet}answers/").json()["results"] == []
    assert [one.delete(answer).status_code for one in (mira, ben, ben)] == [404, 204, 404]
    with northlight.open():
        assert not Answer.objects.exists()
        assert CANARY not in str(list(IdempotencyKey.objects.values_list("body")))


def test_what_a_worksheet_does_not_ask_is_refused_and_hints_are_given(
    northlight: House, shelves: Shelves, sign_in: SignIn
) -> None:
    ben = sign_in(northlight.ben)

    def answers(sheet: Any, **words: object) -> Any:
        return post(ben, northlight.api(f"worksheets/{sheet.public_id}/answers/"), words)

    wrong = [
        answers(shelves.canvas, ratings={"goal": 3}),
        answers(shelves.canvas, words={"gaol": "Bars"}),
        answers(shelves.listening, ratings={"silence": 6}),
        answers(shelves.canvas, words={"until": "soon"}),
        answers(shelves.canvas),
    ]
    judged = {"situation": "At the lake", "behaviour": "You were lazy", "impact": "I waited"}
    hinted = answers(shelves.feedback, words=judged)
    kept = answers(shelves.feedback, words=judged, hints_read=True)

    assert [one.status_code for one in wrong] == [422] * 5
    assert (hinted.status_code, hinted.json()["field"], "lazy" in hinted.json()["title"]) == (422, "behaviour", True)
    assert kept.status_code == 201
