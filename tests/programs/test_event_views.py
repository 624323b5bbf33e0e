"""Pages of events: lists, one tap, hosting in three steps, being there, planning."""

import json
import re
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from belonging.core import clock
from programs.enums import Attendance, EventForm, ReplyState
from programs.models import Event, Reply
from programs.selectors.events import next_event_for
from programs.services.event_replies import reply_to_event
from programs.services.events import cancel_event
from tests.cast import House, Person
from tests.conftest import SignIn
from tests.programs.test_event_services import SUPPER

HTMX = {"HX-Request": "true"}


@pytest.fixture
def ben(northlight: House, sign_in: SignIn) -> Client:
    return sign_in(northlight.ben)


@pytest.fixture
def ada(northlight: House, sign_in: SignIn) -> Client:
    return sign_in(northlight.ada)


def at(house: House, starts_in: timedelta = timedelta(days=3), **more: Any) -> Event:
    """An event that begins so long from now and takes an hour."""
    with house.open():
        starts_at = clock.now() + starts_in
        ends_at = starts_at + timedelta(hours=1)
        words = {"title": "Long table", "form": EventForm.ROUNDTABLE, "check_in_code": "TABLE7"} | more
        return Event.objects.create(program=house.program, starts_at=starts_at, ends_at=ends_at, **words)


def page_of(event: Event, house: House, rest: str = "") -> str:
    return house.address(f"events/{event.public_id}/{rest}")


def said(house: House, event: Event, person: Person) -> str:
    with house.open():
        row = Reply.objects.filter(event=event, participant=person.place).first()
        return row.state if row else ""


def say(house: House, event: Event, person: Person, state: ReplyState = ReplyState.GOING) -> None:
    with house.open():
        reply_to_event(event=event, participant=person.place, state=state, now=clock.now())


def was_there(house: House, event: Event, *people: Person) -> None:
    with house.open():
        for person in people:
            Reply.objects.create(
                event=event, participant=person.place, state="going", asked_at=clock.now(), attendance="present"
            )


def in_days(count: int) -> date:
    return clock.today("UTC", clock.now()) + timedelta(days=count)


def words(**more: str) -> dict[str, str]:
    return {
        "title": "Supper",
        "kind": "experiential",
        "form": "roundtable",
        "day": in_days(5).isoformat(),
        "begins": "18:30",
        "ends": "20:00",
        "place": "Courtyard",
        "step_free": "yes",
        "repeats": "once",
        "token": str(uuid4()),
    } | more


# --- lists


def test_lists_are_empty_with_an_invitation(northlight: House, ben: Client) -> None:
    for show, said_there in (("", "Nothing is planned yet"), ("mine", "Nothing in your calendar yet"), ("past", "yet")):
        assert said_there in ben.get(northlight.address("events/"), {"show": show}).content.decode()


def test_lists_show_coming_mine_and_past_by_month(northlight: House, ben: Client) -> None:
    soon, later = at(northlight, title="Breakfast"), at(northlight, timedelta(days=50), title="Long walk")
    at(northlight, -timedelta(days=2), title="Last week")
    say(northlight, later, northlight.ben)

    coming, mine, past = (
        ben.get(northlight.address("events/"), {"show": show}).content.decode() for show in ("", "mine", "past")
    )

    def titles(page: str) -> list[str]:
        return re.findall(r"<h3><a [^>]*>([^<]+)</a>", page)

    assert (titles(coming), titles(mine), titles(past)) == (["Breakfast", "Long walk"], ["Long walk"], ["Last week"])
    assert f"{soon.starts_at:%B %Y}" in coming
    assert f"{later.starts_at:%B %Y}" in coming


@pytest.mark.parametrize("count", [1, 12])
def test_list_asks_the_same_number_of_queries(
    northlight: House, ben: Client, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(count):
        event = at(northlight, timedelta(days=1 + number), host=northlight.mira.place)
        for person in (northlight.ada, northlight.mira, northlight.ben)[: 1 + number]:
            say(northlight, event, person)

    with django_assert_num_queries(20):
        ben.get(northlight.address("events/"))


# peers D14
def test_facilitators_see_which_months_lack_something_to_do(northlight: House, ada: Client, ben: Client) -> None:
    with northlight.open():
        northlight.program.starts_on = in_days(0)
        northlight.program.month_count = 2
        northlight.program.save(update_fields=["starts_on", "month_count"])
    at(northlight)

    assert "Month 2 has nothing planned yet" in ada.get(northlight.address("events/")).content.decode()
    assert "nothing planned yet that" not in ben.get(northlight.address("events/")).content.decode()


# --- replies


# peers 5.6
def test_one_tap_without_javascript_says_yes_and_comes_back(northlight: House, ben: Client) -> None:
    event = at(northlight)

    response = ben.post(page_of(event, northlight, "reply/"), {"state": "going", "next": "list"}, follow=True)

    assert response.redirect_chain == [(northlight.address("events/"), 302)]
    assert "You’re coming. We’ll remind you" in response.content.decode()
    assert said(northlight, event, northlight.ben) == "going"


# peers 5.6
def test_one_tap_by_htmx_answers_the_part_and_undo_goes_back(northlight: House, ben: Client) -> None:
    event = at(northlight)
    say(northlight, event, northlight.ben, ReplyState.MAYBE)

    response = ben.post(page_of(event, northlight, "reply/"), {"state": "going"}, headers=HTMX)

    toast = json.loads(response.headers["HX-Trigger"])["toast"]
    assert response.content.decode().strip().startswith(f'<div class="reply" id="reply-{event.public_id}"')
    assert "<html" not in response.content.decode()
    ben.post(toast["undo_url"], headers=HTMX)
    assert said(northlight, event, northlight.ben) == "maybe"


def test_undo_of_a_first_word_leaves_nothing(northlight: House, ben: Client) -> None:
    event = at(northlight)
    response = ben.post(page_of(event, northlight, "reply/"), {"state": "going"}, headers=HTMX)

    ben.post(json.loads(response.headers["HX-Trigger"])["toast"]["undo_url"], headers=HTMX)

    assert said(northlight, event, northlight.ben) == ""


@pytest.mark.parametrize("body", [{}, {"state": "waiting"}, {"state": "going", "guests": "-1"}, {"state": "gone"}])
def test_odd_replies_store_nothing(northlight: House, ben: Client, body: dict[str, str]) -> None:
    event = at(northlight)

    response = ben.post(page_of(event, northlight, "reply/"), body, headers=HTMX)

    assert (response.status_code, said(northlight, event, northlight.ben)) == (422, "")


def test_full_event_offers_the_line(northlight: House, ben: Client) -> None:
    event = at(northlight, capacity=1)
    say(northlight, event, northlight.mira)

    page = ben.get(page_of(event, northlight)).content.decode()
    answer = ben.post(page_of(event, northlight, "reply/"), {"state": "going"}, headers=HTMX).content.decode()

    assert "Put me in line" in page
    assert "You’re in line" in answer


def test_page_shows_names_and_no_addresses(northlight: House, ben: Client) -> None:
    event = at(northlight)
    say(northlight, event, northlight.mira)
    say(northlight, event, northlight.ada, ReplyState.NOT_GOING)

    page = ben.get(page_of(event, northlight)).content.decode()

    coming = page.split("Who is coming</h2>")[1].split("</ul>")[0]
    assert re.findall(r'person-name">([^<]+)<', coming) == ["Mira Tester"]
    assert "@northlight.example" not in page


# peers 5.11
def test_page_says_how_to_get_in(northlight: House, ben: Client) -> None:
    event = at(northlight, is_step_free=True, has_sign_language=False, access_note="Lift at the back")

    page = ben.get(page_of(event, northlight)).content.decode()

    assert "No steps; wheelchairs fit." in page
    assert "No sign language." in page
    assert "Lift at the back" in page


def test_called_off_event_stays_readable_and_takes_no_word(northlight: House, ben: Client) -> None:
    event = at(northlight)
    with northlight.open():
        cancel_event(actor=northlight.ada.membership, event=event, reason="The cook is ill.", now=clock.now())

    page = ben.get(page_of(event, northlight)).content.decode()
    response = ben.post(page_of(event, northlight, "reply/"), {"state": "going"}, follow=True)

    assert "The cook is ill." in page
    assert "This event is called off." in response.content.decode()


def test_una_runs_the_program_and_has_no_reply(northlight: House, sign_in: SignIn) -> None:
    una, event = sign_in(northlight.una), at(northlight)

    assert una.get(page_of(event, northlight)).status_code == 200
    assert una.post(page_of(event, northlight, "reply/"), {"state": "going"}).status_code == 404


@pytest.mark.parametrize("rest", ["", "event.ics", "edit/", "attendance/"])
def test_zoe_meets_nothing(northlight: House, southgate: House, sign_in: SignIn, rest: str) -> None:
    event = at(northlight)

    assert sign_in(southgate.ada).get(page_of(event, northlight, rest)).status_code == 404
    assert sign_in(southgate.ada).get(southgate.address(f"events/{event.public_id}/{rest}")).status_code == 404


# --- planning


def test_facilitator_plans_changes_and_calls_off(northlight: House, ada: Client) -> None:
    planned = ada.post(northlight.address("events/new/"), words(repeats="weekly", count="3"), follow=True)
    assert "Planned, with 3 dates." in planned.content.decode()
    with northlight.open():
        first, second, third = Event.objects.order_by("starts_at")
    assert (first.is_step_free, first.has_sign_language, second.series_id) == (True, None, first.series_id)

    ada.post(page_of(second, northlight, "edit/"), words(day=in_days(13).isoformat(), title="Picnic"))
    ada.post(page_of(first, northlight, "cancel/"), {"reason": "Rain", "later_too": "on"})

    with northlight.open():
        rows = list(Event.objects.order_by("starts_at").values_list("title", "cancel_reason", "stands_alone"))
    assert rows == [("Supper", "Rain", False), ("Picnic", "", True), ("Supper", "Rain", False)]
    assert third.title == "Supper"


def test_same_form_sent_twice_plans_once(northlight: House, ada: Client) -> None:
    body = words()
    for _time in range(2):
        assert ada.post(northlight.address("events/new/"), body).status_code == 302

    with northlight.open():
        assert Event.objects.count() == 1


@pytest.mark.parametrize(
    ("more", "field", "text"),
    [
        ({"ends": "18:00"}, "ends", "It ends before it begins. Choose a later end."),
        ({"day": "2026-02-30"}, "day", "Enter a valid date."),
        ({"day": "2020-01-01"}, "day", "That has already passed."),
        ({"capacity": "0"}, "capacity", "greater than or equal to 1"),
        ({"link": "javascript:alert(1)"}, "link", "Enter a valid URL."),
        ({"repeats": "weekly", "until": "2020-01-01"}, "until", "This series never happens"),
        ({"repeats": "weekly", "until": "2026-12-01", "count": "3"}, "count", "one of them"),
        ({"title": " "}, "title", "This field is required."),
    ],
)
def test_bad_words_are_refused_beside_their_field(
    northlight: House, ada: Client, more: dict[str, str], field: str, text: str
) -> None:
    response = ada.post(northlight.address("events/new/"), words(**more))

    page = response.content.decode()
    assert response.status_code == 422
    assert text in re.split(f'id="id_{field}_error"', page)[1].split("</div>")[0]
    with northlight.open():
        assert not Event.objects.exists()


def test_participants_do_not_plan_and_change_only_what_they_host(northlight: House, ben: Client) -> None:
    event, own = at(northlight), at(northlight, host=northlight.ben.place, form=EventForm.PEER_LED, kind="peer")

    assert ben.get(northlight.address("events/new/")).status_code == 403
    for rest in ("edit/", "cancel/", "attendance/"):
        assert ben.get(page_of(event, northlight, rest)).status_code == 403
        assert ben.get(page_of(own, northlight, rest)).status_code == 200
    ben.post(page_of(own, northlight, "edit/"), words(kind="experiential", form="launch"))
    with northlight.open():
        own.refresh_from_db()
    assert (own.title, own.kind, own.form) == ("Supper", "peer", "peer_led")


# --- hosting


# peers D15
def test_coffee_in_three_steps(northlight: House, ben: Client) -> None:
    address, mira = northlight.address("events/host/"), str(northlight.mira.place.public_id)
    what = {"title": "What are you learning?", "text": "", "token": str(uuid4())}
    when = {"day": in_days(2).isoformat(), "begins": "09:30", "ends": "10:00", "place": "Corner café"}

    first = ben.post(address, what | {"step": "1"}).content.decode()
    second = ben.post(address, what | when | {"step": "2"}).content.decode()
    found = ben.post(address, what | when | {"step": "3", "find": "1", "find_name": "mir"}).content.decode()
    done = ben.post(address, what | when | {"step": "3", "capacity": "4", "who": [mira]}, follow=True)

    assert 'name="title" value="What are you learning?"' in first
    assert 'name="place" value="Corner café"' in second
    assert f'name="who" value="{mira}"' in found
    assert "Hosted by one of us" in done.content.decode()
    with northlight.open():
        event = Event.objects.get()
        assert (event.kind, event.capacity, event.host_id) == ("peer", 4, northlight.ben.place.pk)
    assert said(northlight, event, northlight.mira) == "unsaid"
    assert (
        "You are asked to come"
        in client_of(northlight, northlight.mira).get(northlight.address("events/")).content.decode()
    )


def client_of(house: House, person: Person) -> Client:
    client = Client()
    client.force_login(person.user)
    return client


def test_coffee_goes_back_and_keeps_what_was_typed(northlight: House, ben: Client) -> None:
    body = {"title": "Bread", "step": "2", "day": "2026-13-01", "begins": "09:30"}

    wrong = ben.post(northlight.address("events/host/"), body)
    back = ben.post(northlight.address("events/host/"), body | {"back": "1"}).content.decode()

    assert wrong.status_code == 422
    assert "Name a place or a link." in wrong.content.decode()
    assert re.search(r'name="title" value="Bread"', back)
    assert 'name="begins" value="09:30"' in back


def test_coffee_with_strangers_is_refused(northlight: House, southgate: House, ben: Client) -> None:
    body = {
        "title": "Bread", "step": "3", "day": in_days(2).isoformat(), "begins": "09:30", "ends": "10:00",
        "place": "Here", "who": [str(southgate.mira.place.public_id)],
    }  # fmt: skip

    response = ben.post(northlight.address("events/host/"), body)

    assert response.status_code == 422
    assert "not in this program now" in response.content.decode()
    with northlight.open():
        assert not Event.objects.exists()


# --- being there


# peers 5.10
def test_one_tap_says_i_am_here(northlight: House, ben: Client) -> None:
    event = at(northlight, timedelta(minutes=30))
    say(northlight, event, northlight.ben)
    assert "I am here" in ben.get(page_of(event, northlight)).content.decode()

    page = ben.post(page_of(event, northlight, "here/"), follow=True).content.decode()

    assert "Good that you are here." in page
    with northlight.open():
        assert Reply.objects.get(participant=northlight.ben.place).attendance == Attendance.PRESENT


# peers 5.10
def test_code_in_the_room_lets_others_say_so(northlight: House, ben: Client) -> None:
    event = at(northlight, -timedelta(minutes=30))

    assert "TABLE7" not in ben.get(page_of(event, northlight)).content.decode()
    wrong = ben.post(page_of(event, northlight, "here/"), {"code": "CHAIR7"})
    right = ben.post(page_of(event, northlight, "here/"), {"code": "table7"})

    assert (wrong.status_code, right.status_code) == (422, 302)
    assert "not the code of this event" in wrong.content.decode()


def test_nobody_says_so_days_before(northlight: House, ben: Client) -> None:
    event = at(northlight)
    say(northlight, event, northlight.ben)

    assert "I am here" not in ben.get(page_of(event, northlight)).content.decode()
    assert ben.post(page_of(event, northlight, "here/")).status_code == 422


# peers 5.10
def test_facilitator_sees_the_code_notes_people_and_finds_who_came_unannounced(northlight: House, ada: Client) -> None:
    event = at(northlight, -timedelta(hours=1))
    with northlight.open():
        for person in (northlight.ben, northlight.mira):
            Reply.objects.create(event=event, participant=person.place, state="going", asked_at=clock.now())
    ben, mira, una = (f"p-{one.place.public_id}" for one in (northlight.ben, northlight.mira, northlight.ada))
    why = {f"why-{northlight.mira.place.public_id}": "Ill"}
    address = page_of(event, northlight, "attendance/")

    assert "TABLE7" in ada.get(address).content.decode()
    assert una in ada.post(address, {"find": "1", "find_name": "ada"}).content.decode()
    ada.post(address, {ben: "present", mira: "absent", una: "present"} | why)

    with northlight.open():
        rows = Reply.objects.order_by("id").values_list("attendance", "absence_reason")
        assert list(rows) == [("present", ""), ("absent", "Ill"), ("present", "")]


# peers 5.10
def test_afterwards_people_who_were_there_are_offered_to_log(northlight: House, ben: Client) -> None:
    event = at(northlight, -timedelta(days=1))
    was_there(northlight, event, northlight.ben, northlight.mira)

    page = ben.get(page_of(event, northlight)).content.decode()

    assert "Who did you talk to?" in page
    assert f"{northlight.address('log/')}?with={northlight.mira.place.public_id}" in page
    assert f"?with={northlight.ben.place.public_id}" not in page
    other = client_of(northlight, northlight.ada).get(page_of(event, northlight)).content.decode()
    assert "Who did you talk to?" not in other  # she was not there


def test_next_event_is_ones_own_before_others(northlight: House) -> None:
    at(northlight, timedelta(days=1), title="Open to all")
    mine = at(northlight, timedelta(days=2), title="Mine")
    say(northlight, mine, northlight.ben)

    with northlight.open():
        found, other = (next_event_for(one.place, clock.now()) for one in (northlight.ben, northlight.mira))

    assert (found and found.title, other and other.title) == ("Mine", "Open to all")


def test_times_stand_in_the_zone_of_the_program(northlight: House, ben: Client) -> None:
    with northlight.open():
        northlight.program.time_zone = "Asia/Kathmandu"
        northlight.program.save(update_fields=["time_zone"])
    event = at(northlight)
    with northlight.open():
        event.starts_at = datetime.fromisoformat("2027-01-05T12:00:00+00:00")
        event.ends_at = event.starts_at + timedelta(hours=1)
        event.save(update_fields=["starts_at", "ends_at"])

    page = ben.get(page_of(event, northlight)).content.decode()

    assert "Tuesday 5 January, 17:45" in page
    assert SUPPER.title not in page


# --- API


def test_api_lists_replies_and_checks_in(northlight: House, ben: Client) -> None:
    event = at(northlight, timedelta(minutes=30), capacity=1)
    reply, here = northlight.api(f"events/{event.public_id}/reply/"), northlight.api(f"events/{event.public_id}/here/")

    answer = ben.post(reply, {"state": "going"}, content_type="application/json")
    (line,) = ben.get(northlight.api("events/")).json()["results"]
    there = ben.post(here, {}, content_type="application/json")

    assert (answer.status_code, answer.json(), there.status_code) == (200, {"state": "going"}, 204)
    assert (line["id"], line["reply"], line["seats_left"]) == (str(event.public_id), "going", 0)
    assert ben.get(northlight.api("events/"), {"show": "past"}).json()["results"] == []
    assert len(ben.get(northlight.api("events/"), {"show": "mine"}).json()["results"]) == 1


def test_api_refuses_in_problem_details_and_takes_back(northlight: House, ben: Client) -> None:
    event = at(northlight)
    reply, here = northlight.api(f"events/{event.public_id}/reply/"), northlight.api(f"events/{event.public_id}/here/")
    ben.post(reply, {"state": "maybe"}, content_type="application/json")

    odd = ben.post(reply, {"state": "waiting"}, content_type="application/json")
    early = ben.post(here, {"code": "TABLE7"}, content_type="application/json")
    gone = ben.delete(reply)

    assert (odd.status_code, early.status_code, gone.status_code) == (400, 422, 204)
    assert early.json()["type"] == "about:blank#reply_refused"
    assert said(northlight, event, northlight.ben) == ""
