"""What came of knowing somebody: told in a minute, agreed to by those in it, traced back to what opened the door."""

from datetime import timedelta

import pytest

from community.enums import BenefitKind
from community.models import Benefit, BenefitSide, NetworkContact
from community.selectors.benefits import asked_sides, benefit_picture, shared_benefits, sides_of
from community.services.benefits import BenefitRefused, BenefitWords, answer_benefit, tell_benefit
from community.services.leaving import detach_names
from network.models import Interaction, Introduction, IntroductionSide, Round
from network.services.interactions import block_person
from programs.models import Event
from programs.services.programs import withdraw_participant
from tests.cast import NOON, TODAY, House, Person
from tests.conftest import SignIn

DAY = timedelta(days=1)


def tell(person: Person, *together: Person, kind: BenefitKind = BenefitKind.MICRO, **more: object) -> Benefit:
    said = BenefitWords(kind, "We mended the rota", TODAY, [one.place for one in together], **more)  # type: ignore[arg-type]
    return tell_benefit(teller=person.place, words=said, today=TODAY, now=NOON)


def named_introduction(house: House, *people: Person, state: str = "met") -> Introduction:
    """An introduction in which everybody said yes."""
    closed = Round.objects.create(program=house.program, state="closed", bridge_share=0.5, planned_at=NOON)
    found = Introduction.objects.create(program=house.program, round=closed, state=state, named_at=NOON)
    for one in people:
        IntroductionSide.objects.create(
            introduction=found, program=house.program, participant=one.place, answer="yes", answered_at=NOON
        )
    return found


# peers D81, C12: two to four people, each asked; read by others once all in it said so; never a tie by itself
def test_small_thing_is_read_by_others_once_all_in_it_say_so(inside: House) -> None:
    benefit = tell(inside.ben, inside.mira, inside.ada, is_for_all=True)
    sides = list(BenefitSide.objects.order_by("id"))

    seen = [shared_benefits(inside.program).count()]
    for side in sides:
        answer_benefit(side=side, agrees=True, now=NOON)
        seen.append(shared_benefits(inside.program).count())

    assert (seen, Interaction.objects.exists(), benefit.is_for_all) == ([0, 0, 1], False, True)


def test_no_takes_the_name_off_and_keeps_it_between_them(inside: House) -> None:
    tell(inside.ben, inside.mira, is_for_all=True)

    answer_benefit(side=BenefitSide.objects.get(), agrees=False, now=NOON)

    assert (BenefitSide.objects.exists(), shared_benefits(inside.program).exists()) == (False, False)


def test_what_cannot_be_told_is_said(inside: House) -> None:
    late = BenefitWords(BenefitKind.OWN, "Tomorrow", TODAY + DAY)

    with pytest.raises(BenefitRefused, match="with whom"):
        tell(inside.ben)
    with pytest.raises(BenefitRefused, match="other people"):
        tell(inside.ben, inside.ben)
    with pytest.raises(BenefitRefused, match="earlier day"):
        tell_benefit(teller=inside.ben.place, words=late, today=TODAY, now=NOON)


# security I2
def test_who_keeps_the_teller_out_is_named_in_silence(inside: House) -> None:
    yes = tell(inside.ben, inside.ada, is_for_all=True)
    answer_benefit(side=BenefitSide.objects.get(), agrees=True, now=NOON)
    for person in (inside.mira, inside.ada):
        block_person(blocker=person.place, blocked=inside.ben.place, now=NOON)

    silent = tell(inside.ben, inside.mira, is_for_all=True)

    assert list(asked_sides(inside.mira.place)) == []
    assert list(shared_benefits(inside.program)) == [yes]
    assert [one.benefit for one in sides_of(inside.ada.place)] == [yes]  # a yes can be taken back all the same
    withdraw_participant(actor=None, participant=inside.mira.place, on=TODAY, reason="", now=NOON)
    detach_names(now=NOON, participant_id=inside.mira.place.public_id)
    silent.refresh_from_db()
    assert (silent.is_for_all, list(shared_benefits(inside.program))) == (False, [yes])


def test_networks_beyond_ask_each_person_the_one_question_that_fits(northlight: House, sign_in: SignIn) -> None:
    mira, ben = sign_in(northlight.mira), sign_in(northlight.ben)
    page = northlight.address("community/beyond/")
    mira.post(page, {"name": "Harbour guild", "about": "Boat people"})

    shown = [client.get(page).content.decode() for client in (mira, ben)]

    assert [("I know the way" in one, "Not me any more" in one) for one in shown] == [(False, True), (True, False)]


# peers C12, D79, D82, D84: which introductions led to something, with the stories; by the pages
def test_trail_leads_back_to_introduction_door_and_network(northlight: House, sign_in: SignIn) -> None:
    ben, mira, ada = (sign_in(one) for one in (northlight.ben, northlight.mira, northlight.ada))
    with northlight.open():
        introduction = named_introduction(northlight, northlight.ben, northlight.mira)
        times = {"starts_at": NOON - DAY, "ends_at": NOON - DAY + timedelta(hours=1), "check_in_code": "TABLE7"}
        Event.objects.create(program=northlight.program, title="Long table", form="roundtable", place="K", **times)
    mira.post(northlight.address("community/beyond/"), {"name": "Harbour guild", "about": "Boat people"})
    telling, listed = northlight.address("community/benefits/tell/"), northlight.address("community/benefits/")
    form = ben.get(telling + "?kind=link").content.decode()
    with northlight.open():
        network = NetworkContact.objects.select_related("network").get().network
    said = {"text": "The guild lends us a shed", "kind": "link", "happened_on": str(TODAY), "is_for_all": "on"}
    said |= {"source": f"introduction-{introduction.public_id}", "network": str(network.public_id)}
    wrong = ben.post(telling, said | {"door": "Nobody Atall"})
    ben.post(telling, said | {"door": "mira tester"})
    home = mira.get(northlight.address()).content.decode()
    with northlight.open():
        side = BenefitSide.objects.get()
    before = ada.get(listed).content.decode()
    mira.post(northlight.address(f"community/benefits/sides/{side.public_id}/"), {"agrees": "1"})

    for source in ("introduction", "door", "network"):
        assert "lends us a shed" in ada.get(f"{listed}?from={source}").content.decode()
    assert "lends us a shed" not in ada.get(f"{listed}?from=event").content.decode()
    assert ("The introduction to Mira Tester" in form, "Long table" in form, wrong.status_code) == (True, True, 422)
    assert ("names you in what came of it" in home, "lends us a shed" in before) == (True, False)
    assert f"log/?with={northlight.mira.place.public_id}" in ben.get(listed).content.decode()  # offered, never made
    with northlight.open():
        picture = benefit_picture(northlight.program)
        assert [(str(kind), count) for kind, count in picture.parts] == [
            ("own", 0),
            ("micro", 0),
            ("joint", 0),
            ("link", 1),
        ]
        assert (picture.from_introductions, picture.from_doors, picture.from_networks, picture.from_events) == (
            1,
            1,
            1,
            0,
        )


def test_who_left_is_named_in_nothing(inside: House) -> None:
    tell(inside.ben, inside.mira)
    tell(inside.mira, inside.ben)
    withdraw_participant(actor=None, participant=inside.ben.place, on=TODAY, reason="", now=NOON)

    detach_names(now=NOON, participant_id=inside.ben.place.public_id)

    assert [one.teller_id for one in Benefit.objects.order_by("id")] == [None, inside.mira.place.pk]
    assert [one.participant_id for one in BenefitSide.objects.all()] == [inside.mira.place.pk]
