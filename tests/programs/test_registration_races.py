"""Many people at the entrance at once: each place is given out once. Real transactions, real threads."""

import pytest

from programs.enums import AgreementKind
from programs.models import Entrance, Registration
from programs.selectors.agreements import current_agreement
from programs.selectors.registrations import taken_places
from programs.services.registration_mail import send_due_registration_mail
from programs.services.registrations import ask_for_link, register
from tests.cast import NOON, House, make_house
from tests.network.test_races import together
from tests.programs.arriving import asks, open_entrance

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def house(transactional_db: None) -> House:
    return make_house("northlight")


def come(house: House, row: Registration) -> str:
    with house.open():
        privacy = current_agreement(house.program, AgreementKind.PRIVACY)
        return register(registration=row, name=row.name, agreement=privacy, now=NOON).state


# peers D8
def test_fifty_registrations_for_the_last_place_give_it_to_exactly_one(house: House) -> None:
    with house.open():
        open_entrance(house.program, capacity=4)  # three are in
        rows = [asks(house.program, f"Guest{number}") for number in range(50)]

    answers = together(*[lambda row=row: come(house, row) for row in rows])

    with house.open():
        assert sorted(answers) == ["accepted"] + ["waiting"] * 49
        assert taken_places(house.program) == 4


def test_ten_presses_of_one_person_take_one_place(house: House) -> None:
    with house.open():
        open_entrance(house.program)
        row = asks(house.program, "Noor")

    def press() -> str:
        try:
            return come(house, row)
        except Exception as refusal:
            return str(refusal)

    answers = together(*[press] * 10)

    with house.open():
        assert sorted(answers) == sorted(["accepted"] + ["This has been settled already."] * 9)
        assert taken_places(house.program) == 4


# security A7
def test_link_asked_for_twenty_times_at_once_is_one_row_and_one_mail(house: House, mailoutbox: list[object]) -> None:
    with house.open():
        entrance = open_entrance(house.program)

    def ask() -> None:
        with house.open():
            ask_for_link(entrance=Entrance.objects.get(pk=entrance.pk), email="noor@people.example", now=NOON)

    def work() -> None:
        with house.open():
            send_due_registration_mail(now=NOON)

    together(*[ask] * 20)
    together(*[work] * 4)

    with house.open():
        assert (Registration.objects.count(), len(mailoutbox)) == (1, 1)
