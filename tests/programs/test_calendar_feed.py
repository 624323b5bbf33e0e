"""The calendar: one event to keep, and a person's own address, read back as calendar programs do."""

import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.test import Client
from icalendar import Calendar

from belonging.core import clock
from belonging.tenancy.services import end_membership
from programs.enums import ReplyState
from programs.models import Event, FeedToken
from programs.services.event_replies import reply_to_event
from programs.services.events import EventWords, cancel_event, create_event, edit_event
from programs.services.feeds import make_feed
from programs.services.office_hours import give_back_hour, offer_hours, take_hour
from programs.services.programs import withdraw_participant
from tests.cast import NOON, House, Person
from tests.conftest import SignIn
from tests.programs.test_event_services import clocks


def planned(house: House, day: int = 5, **more: object) -> Event:
    words = EventWords(
        title="Supper; with, commas\\ and “quotes” – überall",
        starts=clocks(2027, 1, day, 18, 30),
        ends=clocks(2027, 1, day, 20, 0),
        place="Courtyard",
        text="First line\nSecond line",
        link="https://calls.example/supper",
        **more,  # type: ignore[arg-type]
    )
    with house.open():
        return create_event(actor=house.ada.membership, program=house.program, words=words, now=NOON)[0]


def say(house: House, event: Event, person: Person, state: ReplyState = ReplyState.GOING) -> None:
    with house.open():
        reply_to_event(event=event, participant=person.place, state=state, now=NOON)


def address(house: House, person: Person) -> str:
    with house.open():
        return f"/calendar/{make_feed(participant=person.place, now=NOON)}.ics"


def read(client: Client, where: str) -> dict[str, dict[str, object]]:
    """The calendar's lines by id, as the library reads them."""
    response = client.get(where)
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    calendar = Calendar.from_ical(response.content)
    return {
        str(line["uid"]): {
            "title": str(line["summary"]),
            "starts": line.decoded("dtstart"),
            "ends": line.decoded("dtend"),
            "status": str(line["status"]),
            "sequence": int(line["sequence"]),
        }
        for line in calendar.walk("VEVENT")
    }


# peers 5.9
def test_one_event_is_read_back_as_it_is(northlight: House, sign_in: SignIn) -> None:
    with northlight.open():
        northlight.program.time_zone = "America/New_York"
        northlight.program.save(update_fields=["time_zone"])
    event = planned(northlight)

    response = sign_in(northlight.ben).get(northlight.address(f"events/{event.public_id}/event.ics"))

    (line,) = Calendar.from_ical(response.content).walk("VEVENT")
    assert str(line["summary"]) == event.title
    assert str(line["uid"]) == f"{event.public_id}@belonging"
    assert line.decoded("dtstart") == datetime(2027, 1, 5, 23, 30, tzinfo=UTC)
    assert line.decoded("dtend") == datetime(2027, 1, 6, 1, 0, tzinfo=UTC)
    assert str(line["location"]) == "Courtyard"
    assert "First line\nSecond line" in str(line["description"])
    assert str(line["url"]).endswith(northlight.address(f"events/{event.public_id}/"))
    assert all(len(row) <= 75 for row in response.content.split(b"\r\n"))


# peers 5.9
def test_feed_keeps_its_ids_and_counts_changes(northlight: House) -> None:
    event, outsider = planned(northlight), Client()
    say(northlight, event, northlight.ben)
    where = address(northlight, northlight.ben)
    before = read(outsider, where)

    with northlight.open():
        moved = EventWords(title="Supper", starts=clocks(2027, 1, 6, 18), ends=clocks(2027, 1, 6, 19))
        edit_event(actor=northlight.ada.membership, event=event, words=moved, now=NOON)
    changed = read(outsider, where)
    with northlight.open():
        cancel_event(actor=northlight.ada.membership, event=event, reason="", now=NOON)
    called_off = read(outsider, where)

    (uid,) = before
    assert set(changed) == set(called_off) == {uid}
    assert [one[uid]["sequence"] for one in (before, changed, called_off)] == [0, 1, 2]
    assert [one[uid]["status"] for one in (before, changed, called_off)] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
    assert changed[uid]["starts"] == datetime(2027, 1, 6, 18, tzinfo=UTC)


def test_feed_holds_what_is_mine_and_nothing_else(northlight: House) -> None:
    going, perhaps, declined, not_mine = (planned(northlight, day) for day in (4, 5, 6, 7))
    say(northlight, going, northlight.ben)
    say(northlight, perhaps, northlight.ben, ReplyState.MAYBE)
    say(northlight, declined, northlight.ben, ReplyState.NOT_GOING)
    say(northlight, not_mine, northlight.mira)

    found = read(Client(), address(northlight, northlight.ben))

    assert {uid.split("@")[0]: one["status"] for uid, one in found.items()} == {
        str(going.public_id): "CONFIRMED",
        str(perhaps.public_id): "TENTATIVE",
    }


def test_only_the_hash_is_kept_and_a_new_address_closes_the_old(northlight: House, sign_in: SignIn) -> None:
    ben = sign_in(northlight.ben)
    shown = ben.post(northlight.address("events/calendar/")).content.decode()
    token = shown.split("/calendar/")[1].split(".ics")[0]
    assert Client().get(f"/calendar/{token}.ics").status_code == 200
    with northlight.open():
        (row,) = FeedToken.objects.all()
        assert token.split(".")[1] not in row.token_hash
    assert token not in ben.get(northlight.address("events/")).content.decode()

    newer = ben.post(northlight.address("events/calendar/")).content.decode().split("/calendar/")[1].split(".ics")[0]

    assert (Client().get(f"/calendar/{token}.ics").status_code, newer != token) == (404, True)
    ben.post(northlight.address("events/calendar/close/"))
    assert Client().get(f"/calendar/{newer}.ics").status_code == 404


# peers D58
def test_office_hours_stand_in_the_calendars_of_both_without_their_words(northlight: House) -> None:
    ada, ben, mira = northlight.ada, northlight.ben, northlight.mira
    begins = clocks(2027, 1, 5, 14)
    with northlight.open():
        taken, _free = offer_hours(
            facilitator=ada.membership, program=northlight.program, begins=begins, ends=begins + timedelta(hours=1),
            minutes=30, now=NOON, place="Room 4",
        )  # fmt: skip
        take_hour(hour=taken, participant=ben.place, about="My shyness", now=NOON)
    where = [address(northlight, one) for one in (ben, ada, mira)]

    theirs, hers, nobodys = (read(Client(), one) for one in where)
    text = Client().get(where[0]).content.decode()
    with northlight.open():
        give_back_hour(hour=taken, participant=ben.place, now=NOON)

    assert [line["title"] for line in theirs.values()] == ["Office hour with Ada Tester"]
    assert [line["title"] for line in hers.values()] == ["Office hour with Ben Tester"]
    assert theirs.keys() == hers.keys()
    assert next(iter(theirs.values()))["starts"] == datetime(2027, 1, 5, 14, tzinfo=UTC)
    assert ("shyness" in text, nobodys, read(Client(), where[0])) == (False, {}, {})


KHAL = """\
[calendars]
[[feed]]
path = {folder}/calendar
[locale]
local_timezone = Europe/Berlin
default_timezone = Europe/Berlin
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
[sqlite]
path = {folder}/events.db
"""


# peers 5.9
def test_a_calendar_program_reads_the_feed(northlight: House, tmp_path: Path) -> None:
    going, called_off = planned(northlight, 5), planned(northlight, 6)
    for event in (going, called_off):
        say(northlight, event, northlight.ben)
    with northlight.open():
        cancel_event(actor=northlight.ada.membership, event=called_off, reason="", now=NOON)
    feed, settings, folder = tmp_path / "feed.ics", tmp_path / "khal.conf", tmp_path / "calendar"
    feed.write_bytes(Client().get(address(northlight, northlight.ben)).content)
    settings.write_text(KHAL.format(folder=tmp_path))
    folder.mkdir()

    def khal(*words: str) -> str:
        program = Path(sys.executable).with_name("khal")  # docs/decisions/0018; without it this fails
        command = [str(program), "-c", str(settings), *words]
        home = {"HOME": str(tmp_path), "PATH": "", "LANG": "C.UTF-8"}
        return subprocess.run(command, env=home, capture_output=True, text=True, check=True, timeout=60).stdout

    khal("import", "--batch", str(feed))
    lines = khal("list", "--day-format", "", "--format", "{start}|{title}|{location}|{status}", "2027-01-01", "30d")

    assert [line.strip() for line in lines.splitlines()] == [
        f"2027-01-05 19:30|{going.title}|Courtyard|CONFIRMED",
        f"2027-01-06 19:30|{called_off.title}|Courtyard|CANCELLED",
    ]


# Bad input: a broken or foreign address of a calendar.
def test_every_address_that_opens_nothing_is_the_same_404(northlight: House, southgate: House) -> None:
    mine = address(northlight, northlight.ben)
    organization, secret = mine.removeprefix("/calendar/").removesuffix(".ics").split(".")
    broken = [
        "x", "x.y", f"{organization}.", f"{organization}.{secret[:-1]}", f"{organization}.{secret}x", f".{secret}",
        f"{southgate.organization.id.hex}.{secret}", f"{'0' * 32}.{secret}", f"{organization}.%00", "%F0%9F%98%80",
    ]  # fmt: skip

    answers = [Client().get(f"/calendar/{token}.ics") for token in broken]

    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1
    assert Client().get(mine).status_code == 200


def test_address_closes_when_its_person_leaves(northlight: House) -> None:
    ben, mira = (address(northlight, one) for one in (northlight.ben, northlight.mira))

    with northlight.open():
        withdraw_participant(
            actor=None, participant=northlight.ben.place, on=NOON.date(), reason="", now=NOON + timedelta(days=1)
        )
        end_membership(actor=northlight.una.membership, member=northlight.mira.membership, now=clock.now())

    assert [Client().get(one).status_code for one in (ben, mira)] == [404, 404]


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_feed_is_for_reading(northlight: House, method: str) -> None:
    assert getattr(Client(), method)(address(northlight, northlight.ben)).status_code == 405
