"""Opting in: three short answers, from the second month on, helped by one's own worksheets."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from mentoring.enums import Comfort
from mentoring.models import MentorProfile, Track
from mentoring.services.profiles import ProfileRefused, opt_out
from programs.models import Module, Resource, Worksheet
from programs.services.programs import pause_participant, pause_program
from programs.services.resources import keep_answer
from tests.cast import NOON, TODAY, House
from tests.conftest import SignIn
from tests.mentoring.people import opted_in

SENT: dict[str, Any] = {
    "offers": "Bread, cycling\nbread", "wants": "Asking for help", "interests": "", "languages": "English, German",
    "time_zone": "Europe/London", "hours": ["mon-evening"], "comfort": "write_first", "capacity": "2",
    "prefers_camera_off": "on",
}  # fmt: skip


@pytest.fixture
def ben(northlight: House, sign_in: SignIn) -> Client:
    return sign_in(northlight.ben)


# peers 4.6, 4.15, C15
def test_three_answers_are_kept(northlight: House, ben: Client) -> None:
    answer = ben.post(northlight.address("mentoring/join/"), SENT)

    with northlight.open():
        row = MentorProfile.objects.get(participant=northlight.ben.place)
    assert answer.status_code == 302
    assert (row.offers, row.wants, row.interests) == (["bread", "cycling"], ["Asking for help"], [])
    assert (row.languages, row.hours, row.capacity) == (["English", "German"], ["mon-evening"], 2)
    assert (row.comfort, row.prefers_camera_off, row.is_open) == (Comfort.WRITE_FIRST, True, True)


def test_answers_stand_in_the_form_again(northlight: House, ben: Client) -> None:
    ben.post(northlight.address("mentoring/join/"), SENT)

    page = ben.get(northlight.address("mentoring/join/")).content.decode()

    assert "Asking for help" in page
    assert re.findall(r'value="(\S+-\S+)" checked', page) == ["mon-evening"]


@pytest.mark.parametrize(
    ("field", "sent", "words"),
    [
        ("offers", " , ", "Write at least one line."),
        ("wants", "x" * 81, "more than 80 letters"),
        ("interests", "\n".join(f"line {number}" for number in range(9)), "more than 8 lines"),
        ("time_zone", "Moon/Base", "That time zone is not known."),
        ("capacity", "4", "4 is not one of the available choices"),
        ("hours", ["mon-night"], "mon-night is not one of the available choices"),
    ],
)
def test_what_does_not_fit_is_said_beside_the_field(
    northlight: House, ben: Client, field: str, sent: Any, words: str
) -> None:
    answer = ben.post(northlight.address("mentoring/join/"), SENT | {field: sent})

    assert answer.status_code == 422
    assert words in answer.content.decode()
    with northlight.open():
        assert not MentorProfile.objects.exists()


# peers D6, D7: mentoring begins in the second month
@pytest.mark.parametrize(("today", "opens"), [(date(2026, 2, 11), False), (date(2026, 2, 12), True)])
def test_it_opens_on_the_first_day_of_the_second_month(inside: House, today: date, opens: bool) -> None:
    if opens:
        assert opted_in(inside.ben, today=today).is_open
        return
    with pytest.raises(ProfileRefused, match="opens on 12 February 2026"):
        opted_in(inside.ben, today=today)


def test_it_opens_when_the_track_says(inside: House) -> None:
    Track.objects.create(program=inside.program, opens_in_month=7)

    with pytest.raises(ProfileRefused, match="opens on 12 July 2026"):
        opted_in(inside.ben)


def test_nobody_opts_in_while_the_program_or_their_place_is_paused(inside: House) -> None:
    pause_participant(actor=None, participant=inside.ben.place, until=TODAY + timedelta(days=9), now=NOON)
    with pytest.raises(ProfileRefused, match="Come back first"):
        opted_in(inside.ben)
    pause_program(actor=None, program=inside.program, now=NOON)
    inside.mira.place.program = inside.program
    with pytest.raises(ProfileRefused, match="not running"):
        opted_in(inside.mira)


def test_leaving_the_list_and_coming_back_keeps_the_answers(northlight: House, ben: Client) -> None:
    ben.post(northlight.address("mentoring/join/"), SENT)

    ben.post(northlight.address("mentoring/leave/"))
    page = ben.get(northlight.address("mentoring/")).content.decode()
    with northlight.open():
        left = MentorProfile.objects.get()
    ben.post(northlight.address("mentoring/join/"), SENT)

    assert (left.is_open, left.wants) == (False, ["Asking for help"])
    assert "You are not on the list now" in page
    with northlight.open():
        assert MentorProfile.objects.get().is_open


def test_leaving_twice_is_leaving_once(inside: House) -> None:
    opted_in(inside.ben)

    opt_out(participant=inside.ben.place, now=NOON)
    opt_out(participant=inside.ben.place, now=NOON + timedelta(days=1))

    assert MentorProfile.objects.get().changed_at == NOON


# peers 4.15: the goal canvas, written in the third module, helps to say what one wants to grow
def test_own_words_of_the_first_module_and_the_canvas_are_offered_and_used(northlight: House, ben: Client) -> None:
    with northlight.open():
        questions = [{"key": "unknown", "kind": "text", "text": "Where do you know nobody?"}]
        paper = Worksheet.objects.create(program=northlight.program, key="map", title="My map", questions=questions)
        other = Worksheet.objects.create(program=northlight.program, key="late", title="Late", questions=questions)
        canvas = Worksheet.objects.create(program=northlight.program, key="goal", title="Canvas", questions=questions)
        for number, sheet, shelf in ((1, paper, "c"), (3, other, "c"), (4, canvas, "mentoring")):
            module = Module.objects.create(
                program=northlight.program, key=f"m{number}", number=number, name="M", first_month=1, last_month=3
            )
            Resource.objects.create(
                program=northlight.program, module=module, worksheet=sheet, key=sheet.key, title="T", category=shelf,
                form="worksheet",
            )  # fmt: skip
        keep_answer(participant=northlight.ben.place, worksheet=paper, values={"unknown": "Digital"}, now=NOON)
        keep_answer(participant=northlight.ben.place, worksheet=canvas, values={"unknown": "Two walks"}, now=NOON)
        keep_answer(participant=northlight.ben.place, worksheet=other, values={"unknown": "Too late"}, now=NOON)
    address = northlight.address("mentoring/join/")

    page = ben.get(address).content.decode()
    used = ben.post(address, SENT | {"use": "wants:Digital"}).content.decode()

    assert "From your own worksheets" in page
    assert [words in page for words in ("Digital", "Two walks", "Too late")] == [True, True, False]
    assert "Asking for help\nDigital</textarea>" in used
    with northlight.open():
        assert not MentorProfile.objects.exists()


def test_strangers_find_nothing(northlight: House, southgate: House, sign_in: SignIn) -> None:
    for person in (southgate.ben, northlight.sam):
        assert sign_in(person).get(northlight.address("mentoring/")).status_code == 404
