"""Pages of introductions: a person's own, a facilitator's rounds, home, and the API."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from belonging.core import clock
from belonging.tenancy.enums import JobState
from belonging.tenancy.models import Job
from network.enums import IntroductionAnswer, IntroductionState, RoundState
from network.models import Introduction, IntroductionSide, IntroductionWish, Round
from network.selectors.introductions import lines_of
from network.services.interactions import block_person
from network.services.rounds import plan_asked_round, plan_introductions, start_round
from tests.cast import House, make_person
from tests.conftest import SignIn


@pytest.fixture
def ben(northlight: House, sign_in: SignIn) -> Client:
    return sign_in(northlight.ben)


@pytest.fixture
def ada(northlight: House, sign_in: SignIn) -> Client:
    return sign_in(northlight.ada)


@pytest.fixture
def running(northlight: House) -> Round:
    """Ben, Ada and Mira are asked: three people, so it is a trio; then only Ben and Mira are left in it."""
    now = clock.now()
    with northlight.open():
        found = plan_introductions(program=northlight.program, apart="", actor=northlight.una.membership, now=now)
        started = start_round(planned=found, counts={}, actor=northlight.una.membership, now=now)
        IntroductionSide.objects.filter(participant=northlight.ada.place).delete()
        return started


def the(house: House) -> Introduction:
    with house.open():
        return Introduction.objects.get()


TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"')


def own_page(house: House, client: Client) -> str:
    """The page of introductions, but for the form's secret."""
    page = client.get(house.address("introductions/")).content.decode()
    return TOKEN.sub("", page.split("<main")[1].split("</main>")[0])


def answer(house: House, client: Client, word: str) -> Any:
    address = house.address(f"introductions/{the(house).public_id}/answer/")
    return client.post(address, {"answer": word}, follow=True)


def test_person_is_asked_on_home_and_on_their_page(northlight: House, running: Round, ben: Client) -> None:  # peers 4.7
    home = ben.get(northlight.address()).content.decode()
    page = ben.get(northlight.address("introductions/")).content.decode()

    for text in (home, page):
        assert "Somebody worth meeting" in text
        assert "Mira Tester" not in text.split("</main>")[0].split('id="quick"')[0]
    assert "Yes, introduce us" in page
    assert "%" not in page.split("<main")[1].split("</main>")[0]


def test_both_say_yes_and_read_each_others_name(  # DESIGN 8.2
    northlight: House, running: Round, ben: Client, sign_in: SignIn
) -> None:
    first = answer(northlight, ben, "yes").content.decode()
    answer(northlight, sign_in(northlight.mira), "yes")
    second = ben.get(northlight.address("introductions/")).content.decode()

    assert "You said yes" in first
    assert "Mira Tester" not in first
    assert "Mira Tester" in second
    assert "A question to begin with" in second
    assert "Mira Tester" in ben.get(northlight.address()).content.decode()


def test_not_this_time_is_told_to_nobody(northlight: House, running: Round, ben: Client, sign_in: SignIn) -> None:
    mira = sign_in(northlight.mira)
    answer(northlight, mira, "yes")
    before = own_page(northlight, mira)

    page = answer(northlight, ben, "no").content.decode()

    assert "Nobody learns of it" in page
    assert "Nothing waits for you" in page
    assert own_page(northlight, mira) == before  # security I2


def test_kept_out_person_sees_what_everybody_sees_who_waits(  # security I2
    northlight: House, running: Round, ben: Client, sign_in: SignIn
) -> None:
    answer(northlight, ben, "yes")
    before = own_page(northlight, ben)
    with northlight.open():
        block_person(blocker=northlight.mira.place, blocked=northlight.ben.place, now=clock.now())

    answer(northlight, sign_in(northlight.mira), "yes")

    assert own_page(northlight, ben) == before
    assert the(northlight).state == IntroductionState.OFFERED


def test_did_you_meet_is_asked_and_answered(  # peers 4.12
    northlight: House, running: Round, ben: Client, sign_in: SignIn
) -> None:
    mira = sign_in(northlight.mira)
    answer(northlight, ben, "yes")
    answer(northlight, mira, "yes")
    with northlight.open():
        Introduction.objects.update(named_at=clock.now() - timedelta(days=4))
    address = northlight.address(f"introductions/{the(northlight).public_id}/met/")
    today = clock.today("UTC", clock.now()).isoformat()

    asked = ben.get(northlight.address("introductions/")).content.decode()
    wrong = ben.post(address, {"word": "perhaps"}, follow=True).content.decode()
    late = ben.post(address, {"word": "yes", "on": "2031-01-01"}, follow=True).content.decode()
    ben.post(address, {"word": "yes", "on": today})
    mira.post(address, {"word": "yes", "on": today})

    assert "Did you meet?" in asked
    assert "Choose one of the three answers" in wrong
    assert "Choose the day you met" in late
    assert the(northlight).state == IntroductionState.MET
    assert "Mira" in ben.get(northlight.address("interactions/")).content.decode()


def test_pause_and_how_many_are_kept(northlight: House, ben: Client) -> None:  # peers 4.10, 4.6
    address = northlight.address("introductions/wish/")
    day = clock.today("UTC", clock.now()) + timedelta(days=20)

    wrong = ben.post(address, {"most_at_once": "9"})
    ben.post(address, {"most_at_once": "2", "paused_until": day.isoformat()})
    page = ben.get(northlight.address("introductions/")).content.decode()

    assert wrong.status_code == 422
    assert "You rest from introductions" in page
    with northlight.open():
        wish = IntroductionWish.objects.get()
        assert (wish.most_at_once, wish.paused_until) == (2, day)


def test_round_is_planned_looked_at_and_offered(northlight: House, ada: Client) -> None:  # DESIGN 8.2, C3
    with northlight.open():
        for number in range(9):
            make_person(f"Noor{number}", "northlight", northlight.program, department="Digital")
    planned = ada.post(northlight.address("introductions/offers/plan/"), {"apart": ""})
    with northlight.open():
        plan_asked_round(job=Job.objects.get(), now=clock.now(), tell=lambda *words: None)
        Job.objects.update(state=JobState.DONE, finished_at=clock.now())
    watched = ada.get(planned["Location"]).content.decode()
    listed = ada.get(northlight.address("introductions/offers/")).content.decode()
    with northlight.open():
        plan = Round.objects.get()
        counts = {line.key: 1 for line in lines_of(plan)}
    address = northlight.address(f"introductions/offers/{plan.public_id}/")
    page = ada.get(address).content.decode()
    too_many = ada.post(f"{address}start/", {"line-0": "99"})
    ada.post(f"{address}start/", counts)
    report = ada.get(address).content.decode()

    assert "Look at the plan" in watched
    assert "are planned. Nobody was asked yet." in listed
    assert "If all meet" in page
    assert "Noor" not in page  # security I6: counts, never people
    assert too_many.status_code == 422
    assert "What became of it" in report
    assert "People asked" in report
    with northlight.open():
        assert Round.objects.get().state == RoundState.OPEN
        assert Introduction.objects.filter(state=IntroductionState.OFFERED).exists()


# peers D74
def test_people_and_introductions_are_counted_by_themselves(northlight: House, running: Round, ada: Client) -> None:
    at = northlight.address("introductions/offers/")

    def results() -> list[str]:
        page = ada.get(at).content.decode().split('id="results-title"')[1].split("</section>", maxsplit=1)[0]
        return re.findall(r"<strong>(\d+)</strong>", page)

    asked = results()
    with northlight.open():
        Introduction.objects.update(state=IntroductionState.NAMED)
    named = results()
    with northlight.open():
        Introduction.objects.update(state=IntroductionState.MET)
    met = results()

    assert (asked, named, met) == (["3", "0", "0"], ["3", "1", "0"], ["3", "1", "1"])


def test_plan_is_put_away_and_round_closed(northlight: House, running: Round, ada: Client) -> None:
    closed = ada.post(northlight.address(f"introductions/offers/{running.public_id}/close/"), follow=True)

    assert "No more people are asked" in closed.content.decode()
    with northlight.open():
        assert Round.objects.get().state == RoundState.CLOSED
        again = plan_introductions(program=northlight.program, apart="", actor=None, now=clock.now())
    ada.post(northlight.address(f"introductions/offers/{again.public_id}/drop/"))
    assert ada.get(northlight.address(f"introductions/offers/{again.public_id}/")).status_code == 404
    assert "Round of" in closed.content.decode()


def test_small_program_shows_no_figures(northlight: House, ada: Client) -> None:  # decision 0008
    with northlight.open():
        found = plan_introductions(program=northlight.program, apart="", actor=None, now=clock.now())

    page = ada.get(northlight.address(f"introductions/offers/{found.public_id}/")).content.decode()

    assert "If all meet" not in page


def test_strangers_see_no_introductions(northlight: House, southgate: House, running: Round, sign_in: SignIn) -> None:
    zoe = sign_in(southgate.una)

    assert zoe.get(northlight.address("introductions/")).status_code == 404
    assert zoe.get(northlight.address("introductions/offers/")).status_code == 404


def test_api_tells_answers_and_counts(northlight: House, running: Round, ben: Client, ada: Client) -> None:
    (offer,) = ben.get(northlight.api("introductions/")).json()
    one = northlight.api(f"introductions/{offer['id']}/")
    said = ben.post(f"{one}answer/", {"agrees": True}, content_type="application/json")
    early = ben.post(f"{one}met/", {"word": "yes"}, content_type="application/json")
    unknown = ada.post(f"{one}answer/", {"agrees": True}, content_type="application/json")
    (told,) = ada.get(northlight.api("introductions/rounds/")).json()["results"]

    assert offer["people"] == []
    assert (said.status_code, early.status_code, unknown.status_code) == (204, 422, 404)
    assert told["report"]["proposed"] == 1
    assert ben.get(northlight.api("introductions/rounds/")).status_code == 403
    with northlight.open():
        assert IntroductionSide.objects.get(participant=northlight.ben.place).answer == IntroductionAnswer.YES


def test_queries_do_not_grow_with_introductions(
    northlight: House, running: Round, ben: Client, django_assert_num_queries: Any
) -> None:
    address = northlight.address("introductions/")
    ben.get(address)
    with django_assert_num_queries(20):
        ben.get(address)
    with northlight.open():
        for _ in range(2):
            one = Introduction.objects.create(program=northlight.program, round=running, state="offered")
            for person in (northlight.ben, northlight.mira):
                IntroductionSide.objects.create(introduction=one, program=northlight.program, participant=person.place)
    with django_assert_num_queries(20):
        ben.get(address)
