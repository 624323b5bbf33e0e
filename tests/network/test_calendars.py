"""Time together out of a person's own calendar: found, ticked, claimed, and nothing of the file kept."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from network.enums import PartnerState
from network.imports.calendars import LARGEST, CalendarRefused, read_calendar
from network.models import Interaction, InteractionPartner
from network.services.interactions import block_person
from tests.cast import NOON, House
from tests.conftest import SignIn

CALENDAR = """BEGIN:VCALENDAR
VERSION:2.0
BEGIN:VEVENT
DTSTART:20260707T230000Z
SUMMARY:Budget
ORGANIZER:mailto:ben@northlight.example
ATTENDEE;PARTSTAT=ACCEPTED:MAILTO:Ada@northlight.example
ATTENDEE:mailto:stranger@else.example
END:VEVENT
BEGIN:VEVENT
DTSTART;VALUE=DATE:20260706
SUMMARY:Walk
ATTENDEE;PARTSTAT=DECLINED:mailto:ada@northlight.example
ATTENDEE:mailto:mira@northlight.example
END:VEVENT
BEGIN:VEVENT
DTSTART:20250101T100000Z
SUMMARY:Long ago
ATTENDEE:mailto:ada@northlight.example
END:VEVENT
BEGIN:VEVENT
DTSTART:20260706T100000Z
STATUS:CANCELLED
SUMMARY:Cancelled
ATTENDEE:mailto:ada@northlight.example
END:VEVENT
END:VCALENDAR
"""


@pytest.fixture
def ben(northlight: House, sign_in: SignIn) -> Client:
    return sign_in(northlight.ben)


def upload(house: House, ben: Client, content: str = CALENDAR) -> str:
    """What Ben reads after bringing his calendar."""
    file = SimpleUploadedFile("mine.ics", content.encode())
    return ben.post(house.address("log/calendar/"), {"file": file}).content.decode()


# peers 3.20
def test_calendar_offers_times_with_people_of_the_program(northlight: House, ben: Client) -> None:
    page = upload(northlight, ben)

    assert page.count('name="met"') == 2
    assert ("Budget" in page, "Walk" in page) == (True, True)
    assert [words for words in ("Long ago", "Cancelled", "stranger@else.example") if words in page] == []
    with northlight.open():
        assert Interaction.objects.count() == 0


# security I1
def test_ticked_time_is_a_claim_and_no_word_of_the_calendar_is_kept(northlight: House, ben: Client) -> None:
    met = f"2026-07-07 {northlight.ada.place.public_id}"

    ben.post(northlight.address("log/calendar/"), {"met": [met, "nonsense", "2026-07-07 nobody"]})

    with northlight.open():
        row = InteractionPartner.objects.select_related("interaction").get()
        assert (row.participant_id, row.state) == (northlight.ada.place.pk, PartnerState.CLAIMED)
        assert row.interaction.note == ""


def test_same_time_is_not_logged_twice(northlight: House, ben: Client) -> None:
    at, met = northlight.address("log/calendar/"), f"2026-07-07 {northlight.ada.place.public_id}"
    ben.post(at, {"met": [met]})

    page = ben.post(at, {"met": [met]}, follow=True).content.decode()

    assert "already logged" in page
    with northlight.open():
        assert Interaction.objects.count() == 1


# security I8
def test_who_is_kept_out_is_not_offered(northlight: House, ben: Client) -> None:
    with northlight.open():
        block_person(blocker=northlight.ben.place, blocked=northlight.ada.place, now=NOON)

    assert "Budget" not in upload(northlight, ben)


@pytest.mark.parametrize(("content", "words"), [(b"no calendar", "not a calendar"), (b"x" * (LARGEST + 1), "2 MB")])
def test_odd_file_is_refused_in_words(content: bytes, words: str) -> None:
    with pytest.raises(CalendarRefused, match=words):
        read_calendar(content, "UTC")


def test_day_is_the_programs_own() -> None:
    assert str(read_calendar(CALENDAR.encode(), "Europe/London")[0].on) == "2026-07-08"
