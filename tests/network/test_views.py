"""A participant's pages: home, log, confirm, times together, people, who sees what."""

import json
import re
from datetime import date
from uuid import uuid4

import pytest
from django.core import mail
from django.test import Client, TestCase
from pytest_django import DjangoAssertNumQueries

from belonging.core import clock
from belonging.tenancy.models import IdempotencyKey
from network.models import Block, Interaction, Tie
from network.services.interactions import block_person, log_interaction
from programs.models import Participant
from tests.cast import House, make_person
from tests.conftest import SignIn

HTMX = {"HX-Request": "true"}


@pytest.fixture
def ben(northlight: House, sign_in: SignIn) -> Client:
    return sign_in(northlight.ben)


@pytest.fixture
def ada(northlight: House, sign_in: SignIn) -> Client:
    return sign_in(northlight.ada)


def words(*people: Participant, **more: str) -> dict[str, object]:
    return {
        "who": [str(person.public_id) for person in people],
        "kind": "experiential",
        "when": "today",
        "token": str(uuid4()),
    } | more


def count(house: House) -> int:
    with house.open():
        return Interaction.objects.count()


def today() -> date:
    return clock.today("UTC", clock.now())


def claim(house: House) -> Interaction:
    """Ada logs time with Ben."""
    with house.open():
        now = clock.now()
        logged = log_interaction(
            program=house.program,
            author=house.ada.place,
            partners=[house.ben.place],
            happened_on=today(),
            today=today(),
            now=now,
            note="canary of Ada",
        )
    assert logged.interaction
    return logged.interaction


def test_home_offers_recent_faces(northlight: House, ben: Client) -> None:
    page = ben.get(northlight.address()).content.decode()

    assert f"log/?with={northlight.ada.place.public_id}" in page
    assert "Who did you spend time with?" in page


def test_home_sends_facilitators_without_a_place_to_the_dashboard(northlight: House, sign_in: SignIn) -> None:
    response = sign_in(northlight.una).get(northlight.address())

    assert response.headers["Location"] == northlight.address("dashboard/")


def test_log_page_ticks_the_person_of_the_link(northlight: House, ben: Client) -> None:
    mira = northlight.mira.place.public_id

    page = ben.get(northlight.address("log/"), {"with": str(mira)}).content.decode()

    assert re.search(rf'value="{mira}"[^>]* checked', page)


def test_log_without_javascript_redirects_home_with_a_word(northlight: House, ben: Client) -> None:
    response = ben.post(northlight.address("log/"), words(northlight.ada.place), follow=True)

    assert response.redirect_chain == [(northlight.address(), 302)]
    assert "Saved. We’ll ask Ada to confirm." in response.content.decode()
    assert count(northlight) == 1


def test_log_by_htmx_answers_parts_and_a_toast_with_undo(northlight: House, ben: Client) -> None:
    response = ben.post(northlight.address("log/"), words(northlight.ada.place), headers=HTMX)

    toast = json.loads(response.headers["HX-Trigger"])["toast"]
    page = response.content.decode()
    assert 'id="this-week"' in page
    assert "<html" not in page
    assert toast["text"].startswith("Saved.")
    ben.post(toast["undo_url"], headers=HTMX)
    assert count(northlight) == 0


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "htmx"])
def test_log_with_nobody_is_refused_in_words(northlight: House, ben: Client, headers: dict[str, str]) -> None:
    response = ben.post(northlight.address("log/"), words(note="kept words"), headers=headers)

    assert response.status_code == 422
    assert "Choose at least one person." in response.content.decode()
    assert headers or "kept words" in response.content.decode()
    assert count(northlight) == 0


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"when": "other"}, "Choose the day."),
        ({"when": "other", "when_other": "2019-01-01"}, "before the program began"),
        ({"when": "other", "when_other": "2031-01-01"}, "has not come yet"),
        ({"when": "other", "when_other": "yes"}, "Enter a valid date."),
        ({"kind": "gossip"}, "gossip is not one of the available choices"),
        ({"note": "x" * 501}, "at most 500 characters"),
    ],
)
def test_log_refuses_bad_fields(northlight: House, ben: Client, more: dict[str, str], said: str) -> None:
    response = ben.post(northlight.address("log/"), words(northlight.ada.place, **more))

    assert (response.status_code, count(northlight)) == (422, 0)
    assert said in response.content.decode()


def test_log_of_strangers_is_refused_alike(northlight: House, southgate: House, ben: Client) -> None:
    bodies = [
        {"who": [str(northlight.sam.place.public_id)]},
        {"who": [str(southgate.ben.place.public_id)]},
        {"who": [str(uuid4())]},
        {"who": ["not an id"]},
    ]

    answers = {ben.post(northlight.address("log/"), words() | body, headers=HTMX).content.decode() for body in bodies}

    assert len(answers) == 1
    assert "not in this program now" in answers.pop()
    assert count(northlight) == 0


def test_same_token_makes_one_row(northlight: House, ben: Client) -> None:
    body = words(northlight.ada.place)

    first = ben.post(northlight.address("log/"), body, headers=HTMX)
    second = ben.post(northlight.address("log/"), body, headers=HTMX)

    assert (first.status_code, second.status_code, count(northlight)) == (200, 200, 1)
    assert first.headers["HX-Trigger"] == second.headers["HX-Trigger"]


def test_token_with_other_contents_is_refused(northlight: House, ben: Client) -> None:
    body = words(northlight.ada.place)
    ben.post(northlight.address("log/"), body)

    response = ben.post(northlight.address("log/"), body | {"kind": "peer"})

    assert (response.status_code, count(northlight)) == (422, 1)


def test_refused_form_frees_its_token(northlight: House, ben: Client) -> None:
    body = words(northlight.ada.place, when="other", when_other="2019-01-01")
    ben.post(northlight.address("log/"), body)

    assert ben.post(northlight.address("log/"), body | {"when": "today"}).status_code == 302
    with northlight.open():
        assert IdempotencyKey.objects.count() == 1


def test_find_without_javascript_keeps_what_was_typed(northlight: House, ben: Client) -> None:
    body = words(northlight.ada.place, note="kept words") | {"find": "1", "find_name": "mirra"}

    page = ben.post(northlight.address("log/"), body).content.decode()

    assert str(northlight.mira.place.public_id) in page
    assert re.search(rf'value="{northlight.ada.place.public_id}"[^>]* checked', page)
    assert "kept words" in page
    assert count(northlight) == 0


def test_picker_forgives_a_typing_error_and_stays_inside(northlight: House, southgate: House, ben: Client) -> None:
    found = ben.get(northlight.address("people/find/"), {"q": "Mria"}).content.decode()
    foreign = ben.get(northlight.address("people/find/"), {"q": "Sam"}).content.decode()

    assert re.findall(r'data-slug="([^"]+)"', found) == [str(northlight.mira.place.public_id)]
    assert "data-slug" not in foreign


def test_confirm_with_one_tap(northlight: House, ben: Client) -> None:
    interaction = claim(northlight)

    response = ben.post(northlight.address(f"interactions/{interaction.public_id}/confirm/"), follow=True)

    assert "Confirmed." in response.content.decode()
    with northlight.open():
        assert Tie.objects.get().mutual_count == 1


# security I4
def test_claim_shows_no_words_of_the_author(northlight: House, ben: Client) -> None:
    with TestCase.captureOnCommitCallbacks(execute=True):
        claim(northlight)
    addresses = ("", "interactions/", "log/", "people/", "map/connect/", "about-me/", "about-me/download/", "path/")

    read = [ben.get(northlight.address(address), follow=True).content.decode() for address in addresses]
    read += [f"{one.subject} {one.body}" for one in mail.outbox]

    hits = sum("canary of Ada" in one for one in read)
    print(f"I4: {len(read)} pages and mails of the named, {hits} with a word of the author")
    assert hits == 0
    with northlight.open():
        assert Interaction.objects.get().note == "canary of Ada"


def test_answer_needs_a_post_and_the_right_person(northlight: House, sign_in: SignIn, ben: Client) -> None:
    address = northlight.address(f"interactions/{claim(northlight).public_id}/confirm/")

    assert ben.get(address).status_code == 405
    assert sign_in(northlight.mira).post(address).status_code == 404
    assert sign_in(northlight.ada).post(address).status_code == 404


# security I2
def test_author_sees_ignored_declined_and_blocked_alike(northlight: House, ben: Client, ada: Client) -> None:
    address = northlight.address("interactions/")
    with northlight.open():
        mira = northlight.mira.place
        block_person(blocker=mira, blocked=northlight.ada.place, now=clock.now())
    ada.post(northlight.address("log/"), words(northlight.ben.place))

    def line() -> str:
        return re.sub(r"[0-9a-f-]{36}|value=\"\w{64}\"", "", ada.get(address).content.decode()).replace("Mira", "Ben")

    waiting = line()
    with northlight.open():
        found = Interaction.objects.get()
    ben.post(northlight.address(f"interactions/{found.public_id}/decline/"))
    declined = line()
    ada.post(northlight.address(f"interactions/{found.public_id}/undo/"))
    ada.post(northlight.address("log/"), words(northlight.mira.place))
    blocked = line()

    def own(page: str) -> str:
        return page.split('<ul class="lines"')[1].split("</ul>", maxsplit=1)[0]

    pages = [own(waiting), own(declined), own(blocked)]
    print(f"I2: {len(pages)} pages of the author compared, {len(set(pages)) - 1} differences")
    assert len(set(pages)) == 1


def test_keep_out_and_let_in_again(northlight: House, ben: Client) -> None:
    person = northlight.address(f"people/{northlight.ada.place.public_id}/")

    assert "You keep Ada out" in ben.post(person + "block/", follow=True).content.decode()
    ben.post(person + "unblock/")

    with northlight.open():
        assert not Block.objects.exists()


def test_drawn_by_name_is_a_persons_own_word(northlight: House, ben: Client) -> None:  # peers 3.21
    ben.post(northlight.address("privacy/"), {"agrees": "on"})
    with northlight.open():
        assert Participant.objects.get(pk=northlight.ben.place.pk).named_on == today()

    ben.post(northlight.address("privacy/"), {})
    with northlight.open():
        assert Participant.objects.get(pk=northlight.ben.place.pk).named_on is None


@pytest.mark.parametrize("people", [1, 10])
def test_lists_ask_the_same_number_of_queries(
    northlight: House, ben: Client, people: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with northlight.open():
        for place in range(people):
            other = make_person(f"P{place}", "northlight", northlight.program).place
            for author, partner in ((other, northlight.ben.place), (northlight.ben.place, other)):
                log_interaction(
                    program=northlight.program,
                    author=author,
                    partners=[partner],
                    happened_on=date(2026, 3, 1 + place) if author is other else date(2026, 4, 1 + place),
                    today=today(),
                    now=clock.now(),
                )
    for address, number in (("", 25), ("interactions/", 20), ("people/", 16)):
        with django_assert_num_queries(number):
            ben.get(northlight.address(address))


def test_times_together_show_what_waits_and_go_back_there(northlight: House, ben: Client) -> None:
    interaction = claim(northlight)
    address = northlight.address(f"interactions/{interaction.public_id}/confirm/")

    page = ben.get(northlight.address("interactions/")).content.decode()
    response = ben.post(address, {"next": "list"})

    assert f'action="{address}"' in page
    assert response.headers["Location"] == northlight.address("interactions/")
    assert f'action="{address}"' not in ben.get(northlight.address("interactions/")).content.decode()


def test_saving_again_what_was_taken_back_says_so(northlight: House, ben: Client) -> None:
    body = words(northlight.ada.place)
    saved = ben.post(northlight.address("log/"), body, headers=HTMX)
    ben.post(json.loads(saved.headers["HX-Trigger"])["toast"]["undo_url"])

    again = ben.post(northlight.address("log/"), body)

    assert again.status_code == 422
    assert "You took this back. Open the log again." in again.content.decode()
    assert count(northlight) == 0


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "htmx"])
def test_refused_answer_does_not_look_like_success(northlight: House, ben: Client, headers: dict[str, str]) -> None:
    interaction = claim(northlight)
    ben.post(northlight.address(f"interactions/{interaction.public_id}/confirm/"))

    response = ben.post(northlight.address(f"interactions/{interaction.public_id}/decline/"), headers=headers)

    if headers:
        assert response.status_code == 422
        assert json.loads(response.headers["HX-Trigger"])["toast"] == {"text": "This has been answered already."}
    else:
        page = ben.get(response.headers["Location"]).content.decode()
        assert re.search(r'notice-care">.*This has been answered already\.', page)
