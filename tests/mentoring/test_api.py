"""Mentoring by API: my pairs, my word, a check-in; figures for those who run it."""

import json

import pytest
from django.test import Client

from mentoring.models import CheckIn, Pair
from tests.cast import NOON, TODAY, House
from tests.conftest import SignIn
from tests.mentoring.people import opted_in, paired

JSON = "application/json"


@pytest.fixture
def ben(northlight: House, sign_in: SignIn) -> Client:
    return sign_in(northlight.ben)


# peers 4.1, 4.7
def test_pairs_are_listed_with_reasons(northlight: House, ben: Client) -> None:
    with northlight.open():
        opted_in(northlight.ben, wants=["bread"])
        opted_in(northlight.mira, offers=["bread"])
        paired(northlight, northlight.ben, northlight.mira)

    (row,) = ben.get(northlight.api("mentoring/pairs/")).json()

    assert (row["state"], [one["name"] for one in row["partners"]]) == ("running", ["Mira Tester"])
    assert "Mira can help you with bread" in row["reasons"]


# peers 4.12
def test_check_in_counts_and_a_second_one_is_refused(northlight: House, ben: Client) -> None:
    with northlight.open():
        pair = paired(northlight, northlight.ben, northlight.mira)
    address = northlight.api(f"mentoring/pairs/{pair.public_id}/check-ins/")
    body = json.dumps({"happened_on": TODAY.isoformat(), "channel": "video", "line": "Bread"})

    statuses = [ben.post(address, body, content_type=JSON).status_code for _twice in range(2)]

    assert statuses == [201, 422]
    with northlight.open():
        assert CheckIn.objects.get().line == "Bread"


def test_answer_and_figures(northlight: House, ben: Client, sign_in: SignIn) -> None:
    with northlight.open():
        pair = paired(northlight, northlight.ben, northlight.mira)
        Pair.objects.filter(pk=pair.pk).update(state="proposed", answer_until=NOON.replace(year=2027))
    answer = ben.post(
        northlight.api(f"mentoring/pairs/{pair.public_id}/answer/"), json.dumps({"answer": "no"}), content_type=JSON
    )

    figures = sign_in(northlight.ada).get(northlight.api("mentoring/track/")).json()

    assert answer.status_code == 204
    assert (figures["opted_in"], figures["matched"], figures["fits"]) == (2, 0, None)
    assert ben.get(northlight.api("mentoring/track/")).status_code == 403
