"""What I said yes to: kept with its words, taken back at once in all that reads it, said again."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from dashboards.selectors.detail import network_detail_view
from network.exports import own_data
from programs.enums import ASKED_ON_ITS_OWN, ConsentMode, Purpose
from programs.models import Participant, Program, PurposeConsent
from programs.rules import PURPOSES
from programs.services.consents import set_consent
from tests.cast import House
from tests.conftest import SignIn
from tests.dashboards.networks import clique, counted, program_of
from tests.network.small_program import DAY, NOON, SmallProgram

pytestmark = pytest.mark.django_db


def drawn(small: SmallProgram) -> bool:
    """Whether the first person stands in the picture by name, as it was counted last."""
    with small.scope():
        faces = network_detail_view(Program.objects.get(pk=small.program.pk), segments=None).faces
    return faces is not None and "Person 0" in {face.name for face in faces.faces}


def drawn_after_a_night(small: SmallProgram) -> bool:
    """The same, counted anew."""
    counted(small)
    return drawn(small)


def told_in_a_copy(small: SmallProgram) -> bool:
    """What a copy of everything says of it."""
    with small.scope():
        place = Participant.objects.get(pk=small.people[0].pk)
        return bool(own_data(place.program, place)["drawn_by_name_since"])


# What reads each purpose. A new purpose fails here until its readers are named.
READERS: dict[Purpose, tuple[Callable[[SmallProgram], bool], ...]] = {
    Purpose.DRAWN_BY_NAME: (drawn, drawn_after_a_night, told_in_a_copy),
}


# security P5, peers 3.21
def test_yes_to_each_purpose_is_given_taken_back_and_given_again() -> None:
    small = program_of(["Care"] * 12 + ["Digital"] * 12, clique(0, 24), consent_mode=ConsentMode.NAMED)
    counted(small)
    with small.scope():
        for other in small.people[1:]:
            set_consent(participant=other, purpose=Purpose.DRAWN_BY_NAME, agrees=True, on=DAY, now=NOON)

    behind, said = [], 0
    for purpose in ASKED_ON_ITS_OWN:
        for step, agrees in enumerate((True, False, False, True, True)):
            now = NOON + timedelta(hours=step)
            with small.scope():
                place = Participant.objects.get(pk=small.people[0].pk)
                set_consent(participant=place, purpose=purpose, agrees=agrees, on=DAY, now=now)
            said += 1
            behind += [f"{read.__name__} {step}" for read in READERS[purpose] if read(small) != agrees]
        with small.scope():
            rows = PurposeConsent.objects.filter(participant=place, purpose=purpose).order_by("given_at")
            spans = [(row.given_at, row.ended_at, row.version, row.text) for row in rows]
        wording = (PURPOSES[purpose].version, PURPOSES[purpose].text)
        hours = [NOON + timedelta(hours=step) for step in range(4)]
        assert spans == [(hours[0], hours[1], *wording), (hours[3], None, *wording)]

    print(f"P5: {len(READERS)} purpose, {said} times a yes or its end, {len(behind)} of its readers behind")
    assert behind == []


# security P5
def test_earlier_words_are_kept_when_a_text_changes(northlight: House, sign_in: SignIn) -> None:
    with northlight.open():
        Program.objects.update(consent_mode=ConsentMode.NAMED)
        place = northlight.ben.place
        yes = {"participant": place, "purpose": Purpose.DRAWN_BY_NAME, "given_at": NOON}
        PurposeConsent.objects.create(version=0, text="My face may be shown.", **yes)
        with pytest.raises(IntegrityError), transaction.atomic():
            PurposeConsent.objects.create(version=1, text="Twice.", **yes)
    ben, page = sign_in(northlight.ben), northlight.address("consents/")

    before = ben.get(page).content.decode()
    after = ben.post(page + "set/", {"purpose": "drawn_by_name", "agrees": "on"}, follow=True).content.decode()
    back = ben.post(page + "set/", {"purpose": "drawn_by_name"}, follow=True).content.decode()

    assert "The text reads differently now" in before
    assert re.search(r"You said yes on [^<]*, to version 1", after)
    assert "My face may be shown." in after
    assert "You took your yes back." in back
    with northlight.open():
        assert [row.version for row in PurposeConsent.objects.order_by("version")] == [0, 1]
        assert Participant.objects.get(pk=place.pk).named_on is None
    assert ben.post(page + "set/", {"purpose": "anything"}).status_code == 404
    assert sign_in(northlight.una).get(page).status_code == 404
