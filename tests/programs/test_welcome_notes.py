"""Welcome notes: left, read on arrival, taken back, taken down."""

from datetime import timedelta

import pytest

from programs.models import Participant, Registration, WelcomeNote
from programs.selectors.welcomes import newcomers, notes_for
from programs.services import welcomes as writes
from programs.services.programs import withdraw_participant
from tests.cast import NOON, TODAY, House
from tests.conftest import SignIn
from tests.programs.arriving import asks


@pytest.fixture
def new(northlight: House) -> Participant:
    """Mira came a week ago."""
    with northlight.open():
        Participant.objects.filter(pk=northlight.mira.place.pk).update(joined_on=TODAY - timedelta(days=7))
        row = asks(northlight.program, "Mira", "accepted")  # type: ignore[arg-type]
        Registration.objects.filter(pk=row.pk).update(participant=northlight.mira.place, hello="I bake bread.")
        return Participant.objects.select_related("program", "membership").get(pk=northlight.mira.place.pk)


def note(house: House, newcomer: Participant | None, text: str = "Find me by the window.") -> WelcomeNote:
    return writes.leave_note(writer=house.ben.place, newcomer=newcomer, text=text, now=NOON)


# peers 1.14
def test_note_for_one_and_note_for_all_are_read_on_arrival(northlight: House, new: Participant) -> None:
    with northlight.open():
        note(northlight, None, "Coffee is at ten.")
        note(northlight, new)
        note(northlight, new, "Find me by the door.")

        assert [one.text for one in notes_for(new, TODAY)] == ["Find me by the door.", "Coffee is at ten."]
        assert notes_for(northlight.ada.place, TODAY) == []  # here for long
        assert notes_for(new, TODAY + timedelta(days=40)) == []


def test_newcomer_is_shown_with_their_hello(northlight: House, new: Participant, sign_in: SignIn) -> None:
    with northlight.open():
        (found,) = newcomers(northlight.program, northlight.ben.place, TODAY)
        assert (found.person, found.hello, found.note) == (new, "I bake bread.", None)
    ben = sign_in(northlight.ben)

    ben.post(northlight.address("welcome/write/"), {"person": new.public_id, "text": "Welcome at our table."})

    assert "I bake bread." in ben.get(northlight.address("welcome/")).content.decode()
    page = sign_in(northlight.mira).get(northlight.address("welcome/")).content.decode()
    assert ("Welcome at our table." in page, "Ben Tester" in page) == (True, True)


# peers 1.14
def test_notes_taken_back_down_or_away_are_gone(northlight: House, new: Participant, sign_in: SignIn) -> None:
    at = northlight.address("welcome/")
    for who, act in ((northlight.ben, "withdraw"), (northlight.ada, "hide"), (northlight.mira, "away")):
        with northlight.open():
            WelcomeNote.objects.all().delete()
            made = note(northlight, new)
        assert sign_in(who).post(f"{at}{made.public_id}/{act}/").status_code == 302
        with northlight.open():
            assert notes_for(new, TODAY) == []
    with northlight.open():
        WelcomeNote.objects.all().delete()
        made = note(northlight, new)
    for who, act in ((northlight.mira, "withdraw"), (northlight.ben, "away")):
        assert sign_in(who).post(f"{at}{made.public_id}/{act}/").status_code == 404
    assert sign_in(northlight.mira).post(f"{at}{made.public_id}/hide/").status_code == 403


def test_writer_sees_that_a_note_was_taken_down(northlight: House, new: Participant, sign_in: SignIn) -> None:
    with northlight.open():
        made = note(northlight, new)
        writes.hide_note(actor=northlight.ada.membership, note=made, is_hidden=True, now=NOON)

    page = sign_in(northlight.ben).get(northlight.address("welcome/")).content.decode()

    assert "Taken down by those who run the program" in page


def test_note_of_somebody_who_left_is_not_shown(northlight: House, new: Participant) -> None:
    with northlight.open():
        note(northlight, new)
        withdraw_participant(actor=None, participant=northlight.ben.place, on=TODAY, reason="", now=NOON)

        assert notes_for(new, TODAY) == []


@pytest.mark.parametrize(("text", "words"), [(" ", "Write a few words"), ("Hi", "That is you")])
def test_note_needs_words_and_somebody_else(inside: House, text: str, words: str) -> None:
    newcomer = inside.ben.place if text == "Hi" else None
    with pytest.raises(writes.WelcomeRefused, match=words):
        note(inside, newcomer, text)


def test_notes_by_api(northlight: House, new: Participant, sign_in: SignIn) -> None:
    ben, mira, at = sign_in(northlight.ben), sign_in(northlight.mira), northlight.api("welcome/")

    made = ben.post(at, {"person": str(new.public_id), "text": "Welcome."}, "application/json")

    assert [one["text"] for one in mira.get(at).json()] == ["Welcome."]
    assert (
        ben.post(at, {"person": str(northlight.ada.place.public_id), "text": "x"}, "application/json").status_code
        == 404
    )
    assert mira.delete(f"{at}{made.json()['id']}/").status_code == 404
    assert ben.delete(f"{at}{made.json()['id']}/").status_code == 204
    assert mira.get(at).json() == []
