"""Pages of surveys: what is asked and shown, to whom, and what is said when something does not fit."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from belonging.core import clock
from surveys.enums import WaveState
from surveys.models import FollowUp, Instrument, Wave
from surveys.models.ballots import SealedBallot
from surveys.rules import LONGEST_WORDS
from surveys.selectors.waves import items_of
from tests.cast import NOON, TODAY, House
from tests.conftest import SignIn, said_again
from tests.guards.tables import digest
from tests.surveys.community import Community, make_community, same, send

pytestmark = pytest.mark.django_db
ANSWERS = {"q-part-of-it": "4", "q-outside": "2", "q-voice": "5", "q-band": "3"}


@pytest.fixture
def wave(northlight: House) -> Wave:
    with northlight.open():
        return make_community(northlight, 12).opened()


@pytest.fixture
def closed(northlight: House) -> Wave:
    """A wave that is over, with enough answers and words."""
    with northlight.open():
        community = make_community(northlight, 24)
        made = community.opened()
        for number, member in enumerate(community.members):
            send(made, member, same(2 + number % 3)(number) | {"band": 1 + number % 2}, f"word-{number}")
        return community.closed(made)


def page(house: House, wave: Wave, rest: str = "") -> str:
    return house.address(f"surveys/{wave.public_id}/{rest}")


def test_participant_answers_in_one_form(northlight: House, wave: Wave, sign_in: SignIn) -> None:  # peers 2.5
    ben = sign_in(northlight.ben)
    asked = ben.get(page(northlight, wave, "answer/")).content.decode()

    assert asked.index("What happens to your answers") < asked.index("I feel part of this community.")
    assert wave.promise_text.split(".")[0] in asked
    assert ben.post(page(northlight, wave, "answer/"), ANSWERS).status_code == 302
    assert "Sealed. Thank you." in ben.get(page(northlight, wave, "sent/")).content.decode()
    with northlight.open():
        assert SealedBallot.objects.count() == 1


def test_answers_are_never_shown_again(northlight: House, wave: Wave, sign_in: SignIn) -> None:
    ben = sign_in(northlight.ben)
    ben.post(page(northlight, wave, "answer/"), ANSWERS | {"q-anything-else": "saffron-77"})

    again = ben.get(page(northlight, wave, "answer/")).content.decode()

    assert "saffron-77" not in again
    assert " checked" not in again
    assert "Sending again replaces all of them." in again


def test_odd_answers_keep_what_was_chosen(northlight: House, wave: Wave, sign_in: SignIn) -> None:
    response = sign_in(northlight.ben).post(page(northlight, wave, "answer/"), ANSWERS | {"q-voice": "9"})

    text = response.content.decode()
    assert response.status_code == 422
    assert re.search(r'name="q-part-of-it" value="4" checked', text)
    assert sign_in(northlight.ben).post(page(northlight, wave, "answer/"), {}).status_code == 422


def test_longest_words_of_any_letters_are_sealed(northlight: House, wave: Wave, sign_in: SignIn) -> None:
    ben, at = sign_in(northlight.ben), page(northlight, wave, "answer/")
    words = "\U0001f33b" * LONGEST_WORDS  # a sunflower takes four bytes
    sent = ben.post(at, ANSWERS | {"q-anything-else": words})
    with northlight.open():
        Wave.objects.filter(pk=wave.pk).update(ballot_bytes=512)
    refused = ben.post(at, ANSWERS | {"q-anything-else": words})

    assert "Sealed. Thank you." in sent.content.decode()
    assert refused.status_code == 422
    assert "more than one envelope holds" in refused.content.decode()
    assert words in refused.content.decode()


def test_taking_back_leaves_nothing(northlight: House, wave: Wave, sign_in: SignIn) -> None:  # security S13
    ben = sign_in(northlight.ben)
    ben.post(page(northlight, wave, "answer/"), ANSWERS)
    ben.post(page(northlight, wave, "withdraw/"))

    assert "Nothing of yours is in the box" in ben.get(page(northlight, wave, "sent/")).content.decode()
    with northlight.open():
        assert not SealedBallot.objects.exists()


def test_sending_leaves_no_other_trace(
    northlight: House, wave: Wave, sign_in: SignIn, caplog: pytest.LogCaptureFixture
) -> None:  # security S5, O3
    ben = sign_in(northlight.ben)
    ben.get(page(northlight, wave, "answer/"))
    before, sessions = digest(), list(Session.objects.values_list("session_key", "session_data", "expire_date"))
    last_seen = list(type(northlight.ben.user)._default_manager.values_list("id", "last_login"))
    caplog.clear()

    for number in range(100):
        ben.post(page(northlight, wave, "answer/"), ANSWERS | {"q-voice": str(1 + number % 5)})
    ben.get(page(northlight, wave, "sent/"))

    changed = {name for name, word in digest().items() if word != before[name]}
    traces = [record for record in caplog.records if record.name != "django.db.backends"]
    print(f"S5: 100 submissions, changed tables {sorted(changed)}, {len(traces)} log lines")
    assert changed == {"surveys_sealedballot"}
    assert traces == []
    assert list(Session.objects.values_list("session_key", "session_data", "expire_date")) == sessions
    assert list(type(northlight.ben.user)._default_manager.values_list("id", "last_login")) == last_seen


def test_access_log_leaves_surveys_out() -> None:  # security S5
    from belonging.core.access_log import QuietAccess

    assert not QuietAccess.is_told("/o/northlight/p/common-ground/surveys/3f2c/answer/")
    assert not QuietAccess.is_told("/o/northlight/p/common-ground/surveys/")
    assert not QuietAccess.is_told("/api/v1/o/northlight/p/common-ground/surveys/3f2c/answers/")
    assert QuietAccess.is_told("/o/northlight/p/common-ground/events/")
    assert QuietAccess.is_told("/surveys/how-it-works/")


def test_facilitator_sees_a_count_and_nothing_else_while_it_is_open(
    northlight: House, wave: Wave, sign_in: SignIn
) -> None:  # security S8, S14
    ada = sign_in(northlight.ada)
    with northlight.open():
        send(wave, northlight.ben.membership, same(3)(1))

    text = ada.get(page(northlight, wave)).content.decode()

    assert re.search(r'score-big">1</span> of 15 people asked have answered', text)
    assert "Belonging</h2>" not in text
    for name in ("Ben", "Person"):
        assert name not in text[text.index("<main") : text.index("</main>")]


def test_everybody_sees_what_came_of_it(northlight: House, closed: Wave, sign_in: SignIn) -> None:  # peers 2.19
    text = sign_in(northlight.ben).get(page(northlight, closed)).content.decode()

    assert "24 of 27 people answered (89 %)." in text
    assert "Best" in text
    assert "Worth working on" in text
    assert "Department" not in text
    assert "word-" not in text


def test_those_who_run_the_program_see_groups_and_words(northlight: House, closed: Wave, sign_in: SignIn) -> None:
    text = sign_in(northlight.ada).get(page(northlight, closed)).content.decode()

    assert "Department" in text
    assert "Digital" in text
    assert text.count("<p>word-") == 24
    assert "In mixed order" in text


def test_export_is_what_the_page_shows(northlight: House, closed: Wave, sign_in: SignIn) -> None:  # peers 2.12
    response = said_again(sign_in(northlight.ada)).get(page(northlight, closed, "figures.csv"))
    lines = response.content.decode().splitlines()

    assert lines[0] == "part,what,value,bound,answers"
    assert "survey,answers,24,," in lines
    assert any(line.startswith("score,belonging,3.0") for line in lines)
    assert not any("word-" in line for line in lines)


def test_no_way_of_reading_results_takes_a_filter(
    northlight: House, closed: Wave, sign_in: SignIn
) -> None:  # peers 2.3
    ada, compared = said_again(sign_in(northlight.ada)), 0
    for rest in ("", "figures.csv"):
        whole = main_of(ada.get(page(northlight, closed, rest)))
        for query in ("Department=Care", "slice=Department&value=Care", "q=word-1", "min=4", "people=3"):
            assert main_of(ada.get(page(northlight, closed, rest) + f"?{query}")) == whole
            compared += 1

    print(f"2.3: {compared} readings with a filter, 0 differences")


def main_of(response: HttpResponse) -> str:
    """What is on a page but for the tokens of its forms, or a file."""
    text = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", response.content.decode())
    return text[text.index("<main") : text.index("</main>")] if "<main" in text else text


def test_too_few_is_told_to_everybody(northlight: House, sign_in: SignIn) -> None:  # security S9
    with northlight.open():
        community = make_community(northlight, 6)
        wave = community.opened()
        community.answer(wave, 3)
        community.closed(wave)

    for person in (northlight.ben, northlight.ada):
        text = sign_in(person).get(page(northlight, wave)).content.decode()
        assert "deleted without being opened" in text


def test_operator_is_told_what_to_do_when_a_key_is_missing(northlight: House, wave: Wave, sign_in: SignIn) -> None:
    with northlight.open():
        Wave.objects.filter(pk=wave.pk).update(trouble="no_key")

    text = sign_in(northlight.ada).get(page(northlight, wave)).content.decode()

    assert "stays sealed: its private key was not found. Nothing is lost." in text


def test_rules_of_an_open_wave_cannot_be_loosened_by_page(
    northlight: House, wave: Wave, sign_in: SignIn
) -> None:  # security S17
    ada = sign_in(northlight.ada)
    base = {"least": "5", "least_words": "10", "mode": "sealed", "slices": ["Department"]}
    for change in ({"least": "4"}, {"least_words": "5"}, {"mode": "confidential"}, {"slices": ["Department", "Site"]}):
        assert ada.post(page(northlight, wave, "rules/"), base | change).status_code == 422, change

    assert ada.post(page(northlight, wave, "rules/"), base | {"least": "6"}).status_code == 302
    with northlight.open():
        assert Wave.objects.get(pk=wave.pk).least == 6


def test_action_is_promised_and_done(northlight: House, closed: Wave, sign_in: SignIn) -> None:  # peers 2.21
    ada = sign_in(northlight.ada)
    words = {"text": "A table near the door", "owner": str(northlight.ada.membership.public_id)}
    assert ada.post(page(northlight, closed, "actions/"), words | {"due_on": "2026-07-01"}).status_code == 422
    assert ada.post(page(northlight, closed, "actions/"), words | {"due_on": "2026-08-01"}).status_code == 302

    assert "A table near the door" in sign_in(northlight.ben).get(page(northlight, closed)).content.decode()
    with northlight.open():
        action = FollowUp.objects.get()
    ada.post(northlight.address(f"surveys/actions/{action.public_id}/done/"))
    with northlight.open():
        assert FollowUp.objects.get().done_on == TODAY


def test_note_stands_above_the_results(northlight: House, closed: Wave, sign_in: SignIn) -> None:  # peers 2.19
    sign_in(northlight.ada).post(page(northlight, closed, "note/"), {"text": "We heard you about the door."})

    assert "We heard you about the door." in sign_in(northlight.ben).get(page(northlight, closed)).content.decode()


def test_builder_makes_the_next_version_and_keeps_the_core(
    northlight: House, wave: Wave, sign_in: SignIn
) -> None:  # peers 2.14
    ada = sign_in(northlight.ada)
    with northlight.open():
        instrument = Instrument.objects.get(key="belonging-pulse")
        items = items_of(instrument)
    address = northlight.address(f"surveys/questions/{instrument.public_id}/")
    assert "turned round" in ada.get(address).content.decode()
    form = {"title": "How it felt", "intro": ""}
    for number, item in enumerate(items):
        form |= {f"item-{number}-place": str(item.place), f"item-{number}-key": item.key}
        if not item.is_core:
            form |= {
                f"item-{number}-kind": item.kind, f"item-{number}-text": item.text,
                f"item-{number}-options": "\n".join(item.labels),
            }  # fmt: skip
    new = len(items)
    form |= {
        f"item-{new}-kind": "scale",
        f"item-{new}-text": "The room is warm enough.",
        "item-0-text": "Changed",
    }

    assert ada.post(address + "edit/", form).status_code == 302

    with northlight.open():
        newest = Instrument.objects.get(key="belonging-pulse", version=2)
        kept = items_of(newest)
        assert [item.text for item in items_of(instrument)] == [item.text for item in items]
        assert {item.key: item.text for item in kept if item.is_core} == {
            item.key: item.text for item in items if item.is_core
        }
        assert kept[-1].text == "The room is warm enough."
        assert wave.instrument_id == instrument.pk


def test_list_takes_the_same_queries_for_one_wave_and_three(northlight: House, wave: Wave, sign_in: SignIn) -> None:
    ada = sign_in(northlight.ada)

    def count() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            ada.get(northlight.address("surveys/"))
        return len(queries)

    count()
    one = count()
    with northlight.open():
        for days in (20, 40):
            Community(northlight).planned(at=NOON + timedelta(days=days))

    assert count() == one == 19


def test_strangers_find_no_survey(southgate: House, northlight: House, wave: Wave, sign_in: SignIn) -> None:
    zoe = sign_in(southgate.ada)
    for rest in ("", "answer/", "promise/", "rules/"):
        assert zoe.get(page(northlight, wave, rest)).status_code == 404
        assert zoe.get(page(southgate, wave, rest)).status_code == 404


def test_wave_page_after_the_last_day_takes_no_answers(
    northlight: House, wave: Wave, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOON + timedelta(days=11))
    ben = sign_in(northlight.ben)

    assert ben.get(page(northlight, wave, "answer/")).status_code == 302
    assert ben.post(page(northlight, wave, "answer/"), ANSWERS).status_code == 302
    with northlight.open():
        assert not SealedBallot.objects.exists()
        assert Wave.objects.get(pk=wave.pk).state == WaveState.OPEN


Get = Callable[[Client, str], bytes]


def test_entrance_stands_on_home_and_in_the_menu(northlight: House, wave: Wave, sign_in: SignIn) -> None:
    text = sign_in(northlight.ben).get(northlight.address()).content.decode()

    assert "A survey is open: one minute" in text
    assert northlight.address("surveys/") in text
