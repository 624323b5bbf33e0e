"""How one wants to be introduced, rounds of introductions, and reaching out, by API."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from belonging.core import clock
from belonging.tenancy.enums import JobState
from belonging.tenancy.models import AuditEntry, Job
from network.models import Introduction, IntroductionWish, Round
from network.services.rounds import plan_asked_round, plan_introductions
from tests.cast import House, make_person
from tests.conftest import SignIn
from tests.sending import send


@pytest.fixture
def ben(northlight: House, sign_in: SignIn) -> Client:
    return sign_in(northlight.ben)


@pytest.fixture
def ada(northlight: House, sign_in: SignIn) -> Client:
    return sign_in(northlight.ada)


def crowd(house: House, first: int, last: int) -> None:
    """More people who may be introduced."""
    with house.open():
        for number in range(first, last):
            make_person(f"Noor{number}", "northlight", house.program, department="Digital")


def planned(house: House) -> Round:
    """A plan that nobody was asked about."""
    with house.open():
        return plan_introductions(program=house.program, apart="", actor=house.una.membership, now=clock.now())


# peers 4.6 4.10
def test_wish_is_read_and_changed_on_top_of_what_was_read(northlight: House, ben: Client, sign_in: SignIn) -> None:
    at = northlight.api("introductions/wish/")
    read = ben.get(at)

    changed = send(ben, "put", at, {"most_at_once": 2, "paused_until": "2099-01-01"}, If_Match=read.headers["ETag"])
    late = send(ben, "put", at, {"most_at_once": 1}, If_Match=read.headers["ETag"]).status_code
    past = send(ben, "put", at, {"most_at_once": 3, "paused_until": "2001-01-01"}, If_Match="*")
    odd = [send(ben, "put", at, {"most_at_once": one}, If_Match="*").status_code for one in (0, 4, "two")]

    assert (read.json()["most_at_once"], read.json()["is_open"]) == (1, True)
    assert (changed.json()["paused_until"], changed.json()["is_open"], late) == ("2099-01-01", False, 412)
    assert (past.json()["paused_until"], past.json()["is_open"], odd) == (None, True, [400] * 3)
    assert sign_in(northlight.una).get(at).status_code == 404
    with northlight.open():
        assert IntroductionWish.objects.get().most_at_once == 3


# peers 4.2 4.5
def test_round_is_planned_looked_at_offered_and_closed(northlight: House, ada: Client) -> None:
    crowd(northlight, 0, 9)
    rounds = northlight.api("introductions/rounds/")
    before = ada.get(f"{rounds}planned/").status_code
    asked, again = (send(ada, "post", rounds).json() for _ in range(2))
    unknown = send(ada, "post", rounds, {"apart": "Shoe size"}).status_code
    with northlight.open():
        plan_asked_round(job=Job.objects.get(), now=clock.now(), tell=lambda *words: None)
        Job.objects.update(state=JobState.DONE, finished_at=clock.now())

    plan = ada.get(f"{rounds}planned/").json()
    at = f"{rounds}{plan['id']}/"
    line = plan["lines"][0]
    wrong = [send(ada, "post", f"{at}start/", {"counts": one}).status_code
             for one in ({line["key"]: line["count"] + 1}, {"line-99": 1}, {line["key"]: -1})]  # fmt: skip
    counts = {one["key"]: 1 for one in plan["lines"]}
    begun = [send(ada, "post", f"{at}start/", {"counts": counts}).status_code for _ in range(2)]
    running = ada.get(at).json()
    closed = [send(ada, "post", f"{at}close/").status_code for _ in range(2)]

    assert (before, asked["id"], unknown) == (404, again["id"], 422)
    assert (plan["state"], plan["count"] > 1, plan["report"]["people"] > 0) == ("planned", True, True)
    assert (wrong, begun) == ([422, 422, 400], [204, 422])
    assert (running["state"], running["count"], running["lines"]) == ("open", len(counts), [])
    assert (closed, ada.get(at).json()["state"]) == ([204, 204], "closed")
    assert [one["id"] for one in ada.get(rounds).json()["results"]] == [plan["id"]]


def test_plan_is_put_away_and_theirs_alone(
    northlight: House, southgate: House, ada: Client, ben: Client, sign_in: SignIn
) -> None:
    plan = planned(northlight)
    rounds = northlight.api("introductions/rounds/")
    at = f"{rounds}{plan.public_id}/"
    theirs = southgate.api(f"introductions/rounds/{plan.public_id}/")

    others = [
        [client.get(one).status_code, client.delete(one).status_code, send(client, "post", f"{one}start/").status_code]
        for client, one in ((ben, at), (sign_in(southgate.ada), at), (sign_in(southgate.ada), theirs))
    ]
    gone = [ada.delete(at).status_code for _ in range(2)]

    assert (others, gone) == ([[403] * 3, [404] * 3, [404] * 3], [204, 404])
    with northlight.open():
        assert Introduction.objects.filter(state="offered").count() == 0


# peers 4.2: constant questions to the database
def test_round_asks_the_database_no_more_for_more_people(
    northlight: House, ada: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    crowd(northlight, 0, 3)
    few = planned(northlight)
    at = northlight.api("introductions/rounds/")
    ada.get(f"{at}{few.public_id}/")

    with django_assert_num_queries(24):
        ada.get(f"{at}{few.public_id}/")
    crowd(northlight, 3, 12)
    many = planned(northlight)
    with django_assert_num_queries(24):
        assert ada.get(f"{at}{many.public_id}/").json()["count"] > 4


# peers D20
def test_reaching_out_is_noted_once_a_day_and_taken_back(
    northlight: House, southgate: House, ada: Client, ben: Client, sign_in: SignIn
) -> None:
    at = northlight.api("outreach/")
    person = f"{at}{northlight.ben.place.public_id}/"
    quiet = [one["person"]["name"] for one in ada.get(at).json()["people"]]

    noted = [send(ada, "post", person, {"act": one}).status_code for one in ("call", "call", "shouted")]
    found = ada.get(at).json()
    others = [send(client, "post", person, {"act": "call"}).status_code for client in (ben, sign_in(southgate.ada))]
    stranger = send(ada, "post", f"{at}{southgate.ben.place.public_id}/", {"act": "call"}).status_code
    back = send(ada, "post", f"{person}undo/").status_code

    assert ("Ben Tester" in quiet, noted, others, stranger) == (True, [204, 204, 400], [403, 404], 404)
    assert [(one["person"]["name"], one["act"], one["done_by"]) for one in found["done"]] == [
        ("Ben Tester", "call", "Ada Tester")
    ]
    assert "Ben Tester" not in [one["person"]["name"] for one in found["people"]]
    assert (back, ada.get(at).json()["done"]) == (204, [])
    with northlight.open():
        assert AuditEntry.objects.filter(verb="page.read", detail__page="network-api:outreach-list").count() == 3
