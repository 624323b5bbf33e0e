"""What came of knowing somebody, by API: read by others once all who are named said so."""

from typing import Any

import pytest
from django.test import Client

from community.models import Benefit, BenefitSide
from community.services.benefits import add_network
from network.services.interactions import block_person
from tests.cast import NOON, TODAY, House
from tests.conftest import SignIn
from tests.guards.introduction_rows import plant_introductions
from tests.programs.test_gathering_api import supper


def post(client: Client, address: str, data: object = None, key: str = "") -> Any:
    headers = {"Idempotency-Key": key} if key else {}
    return client.post(address, data or {}, content_type="application/json", headers=headers)


def words(house: House, **more: object) -> dict[str, object]:
    said = {"kind": "micro", "text": "Baked together", "happened_on": TODAY.isoformat(), "is_for_all": True}
    return {**said, "together": [str(house.mira.place.public_id)], **more}


@pytest.fixture
def ben(northlight: House, sign_in: SignIn) -> Client:
    return sign_in(northlight.ben)


@pytest.fixture
def mira(northlight: House, sign_in: SignIn) -> Client:
    return sign_in(northlight.mira)


# peers C12
def test_it_is_read_once_who_is_named_said_so_and_taken_back(northlight: House, ben: Client, mira: Client) -> None:
    benefits = northlight.api("community/benefits/")
    with northlight.open():
        bakers = add_network(actor=northlight.ada.place, program=northlight.program, name="Bakers", about="", now=NOON)
    said = words(northlight, network=str(bakers.public_id))
    told, twin = (post(ben, benefits, said, key="one") for _ in range(2))
    before = ben.get(benefits).json()["results"]

    (side,) = mira.get(f"{benefits}own/").json()["named"]
    answered = [post(one, f"{benefits}sides/{side['id']}/", {"agrees": True}).status_code for one in (ben, mira)]
    (row,) = ben.get(benefits).json()["results"]
    back = [one.delete(f"{benefits}{told.json()['id']}/").status_code for one in (mira, ben)]

    assert (told.status_code, twin.json(), before, answered) == (201, told.json(), [], [404, 204])
    assert (row["text"], row["network"], row["project"]) == ("Baked together", "Bakers", None)
    assert [(one["person"]["name"], one["part"]) for one in row["named"]] == [("Mira Tester", "with")]
    assert (back, ben.get(f"{benefits}own/").json()["told"]) == ([404, 204], [])


def test_a_no_takes_the_name_off_for_everybody(northlight: House, ben: Client, mira: Client) -> None:
    benefits = northlight.api("community/benefits/")
    post(ben, benefits, words(northlight))
    (side,) = mira.get(f"{benefits}own/").json()["named"]

    answer = post(mira, f"{benefits}sides/{side['id']}/", {"agrees": False})

    assert (answer.status_code, ben.get(benefits).json()["results"]) == (204, [])
    assert ben.get(f"{benefits}own/").json()["told"][0]["named"] == []


def test_who_keeps_the_teller_out_is_not_asked_and_strangers_are_not_there(
    northlight: House, southgate: House, ben: Client, mira: Client
) -> None:
    benefits = northlight.api("community/benefits/")
    with northlight.open():
        block_person(blocker=northlight.mira.place, blocked=northlight.ben.place, now=NOON)
    with southgate.open():
        actor, program = southgate.ada.place, southgate.program
        theirs = add_network(actor=actor, program=program, name="Bakers", about="", now=NOON)

    told = post(ben, benefits, words(northlight))
    foreign = [{"together": [str(southgate.mira.place.public_id)]}, {"network": str(theirs.public_id)}]
    refused = [post(ben, benefits, words(northlight, **one)).status_code for one in foreign]

    with northlight.open():
        side = BenefitSide.objects.get()
        assert Benefit.objects.count() == 1
    assert (told.status_code, refused) == (201, [404, 404])
    assert mira.get(f"{benefits}own/").json()["named"] == []
    assert post(mira, f"{benefits}sides/{side.public_id}/", {"agrees": True}).status_code == 404


# security T8
def test_where_somebody_else_was_is_not_there(northlight: House, southgate: House, ben: Client) -> None:
    elsewhere = []
    for house in (northlight, southgate):
        with house.open():
            met = plant_introductions(house.program, house.mira.place, house.ada.place).introduction
            elsewhere.append({"introduction": str(met.public_id)})
    with southgate.open():
        elsewhere.append({"event": str(supper(southgate, hours_ago=3).public_id)})

    refused = [
        post(ben, northlight.api("community/benefits/"), words(northlight, **one)).status_code for one in elsewhere
    ]

    with northlight.open():
        assert not Benefit.objects.exists()
    assert refused == [404] * 3
