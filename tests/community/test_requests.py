"""Could you help with …: asked of those who offer it, easy to decline, and never too much for one person."""

import pytest

from community.enums import ProfileField, Sight
from community.models import HelpAsk, HelpRequest, ProfileLine
from community.selectors.requests import asks_for, people_who_offer
from community.services.leaving import detach_names
from community.services.requests import HelpRefused, answer_help, ask_for_help, ask_person, close_request
from network.services.interactions import block_person
from programs.services.programs import withdraw_participant
from tests.cast import NOON, TODAY, House, Person
from tests.conftest import SignIn


def offers(person: Person, text: str, sight: Sight = Sight.EVERYBODY) -> None:
    ProfileLine.objects.create(
        participant=person.place, field=ProfileField.HELP, text=text, plain=text.lower(), sight=sight
    )


def wants(person: Person, topic: str = "spreadsheets") -> HelpRequest:
    return ask_for_help(asker=person.place, topic=topic, text="An hour on Friday", now=NOON)


# peers D76: suggested from what people offer, as far as the asker may see it
def test_only_who_offers_it_to_everybody_is_suggested(inside: House) -> None:
    offers(inside.mira, "Spreadsheets and sums")
    offers(inside.ada, "Old spreadsheets", Sight.MYSELF)
    offers(inside.sam, "Spreadsheets")  # in another program
    wanted = wants(inside.ben)

    first = [one.first_name for one in people_who_offer(wanted)]
    ask_person(wanted=wanted, person=inside.mira.place, now=NOON)
    ask_person(wanted=wanted, person=inside.mira.place, now=NOON)

    assert (first, people_who_offer(wanted), HelpAsk.objects.count()) == (["Mira"], [], 1)
    with pytest.raises(HelpRefused):
        ask_person(wanted=wanted, person=inside.sam.place, now=NOON)


def test_nobody_is_asked_too_much_or_by_whom_they_keep_out(inside: House) -> None:
    offers(inside.mira, "Spreadsheets")
    for person in (inside.ben, inside.ada):
        ask_person(wanted=wants(person), person=inside.mira.place, now=NOON)
    third = wants(inside.ben, "more spreadsheets")

    assert people_who_offer(third) == []
    with pytest.raises(HelpRefused, match="asked them just now"):
        ask_person(wanted=third, person=inside.mira.place, now=NOON)
    block_person(blocker=inside.ada.place, blocked=inside.ben.place, now=NOON)
    ask_person(wanted=third, person=inside.ada.place, now=NOON)  # as to anybody; nothing reaches her
    assert list(asks_for(inside.ada.place)) == []
    wants(inside.ben, "a third thing")
    with pytest.raises(HelpRefused, match="Close one"):
        wants(inside.ben, "a fourth thing")


def test_who_left_asks_for_nothing_any_more(inside: House) -> None:
    ask_person(wanted=wants(inside.ben), person=inside.mira.place, now=NOON)
    withdraw_participant(actor=None, participant=inside.ben.place, on=TODAY, reason="", now=NOON)

    detach_names(now=NOON, participant_id=inside.ben.place.public_id)

    assert (HelpRequest.objects.exists(), HelpAsk.objects.exists()) == (False, False)


# security I2: who said no cannot be told from who said nothing, also afterwards
def test_closed_request_remembers_only_who_would_help(inside: House) -> None:
    wanted = wants(inside.ben)
    for person in (inside.mira, inside.ada):
        ask_person(wanted=wanted, person=person.place, now=NOON)
    for ask, agrees in zip(HelpAsk.objects.order_by("id"), (True, False), strict=True):
        answer_help(ask=ask, agrees=agrees, now=NOON)

    close_request(wanted=wanted, now=NOON)

    assert [one.participant_id for one in HelpAsk.objects.all()] == [inside.mira.place.pk]


# peers D76: a no is told to nobody
def test_request_goes_its_way_by_the_pages(northlight: House, sign_in: SignIn) -> None:
    ben, mira, ada = (sign_in(one) for one in (northlight.ben, northlight.mira, northlight.ada))
    page = northlight.address("community/help/")
    with northlight.open():
        offers(northlight.mira, "Spreadsheets")
        offers(northlight.ada, "Spreadsheets")
    ben.post(page, {"topic": "spreadsheets", "text": "An hour on Friday"})
    with northlight.open():
        wanted = HelpRequest.objects.get()
    for person in (northlight.mira, northlight.ada):
        ben.post(f"{page}{wanted.public_id}/ask/", {"person": str(person.place.public_id)})
    with northlight.open():
        asks = {ask.participant_id: ask for ask in HelpAsk.objects.all()}
    before = ben.get(page).content.decode()
    on_home = "asks whether you could help" in ada.get(northlight.address()).content.decode()
    ada.post(f"{page}asked/{asks[northlight.ada.place.pk].public_id}/")
    declined = ben.get(page).content.decode()
    mira.post(f"{page}asked/{asks[northlight.mira.place.pk].public_id}/", {"agrees": "1"})
    stranger = ada.post(f"{page}{wanted.public_id}/close/").status_code

    pill = '<span class="pill">asked</span>'
    assert (on_home, stranger) == (True, 404)
    assert (before.count(pill), declined.count(pill)) == (2, 2)
    assert "would help" in ben.get(page).content.decode()
