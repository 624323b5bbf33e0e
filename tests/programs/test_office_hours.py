"""Office hours: offered as a stretch, taken by one, given back, withdrawn."""

import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client

from belonging.core import clock
from belonging.tenancy.scope import unscoped
from programs.models import OfficeHour
from programs.selectors.events import organizations_owing_event_mail
from programs.selectors.office_hours import free_hours, hours_of_facilitator
from programs.services.event_answers import make_event_round
from programs.services.office_hours import HourRefused, give_back_hour, offer_hours, take_hour, withdraw_hour
from tests.cast import NOON, House, make_house, make_person
from tests.conftest import SignIn

BEGINS = datetime(2026, 7, 20, 14, 0)  # noqa: DTZ001 -- as the clocks of the program show it


def offer(house: House, hours: int = 2, minutes: int = 30, **more: Any) -> list[OfficeHour]:
    words = {"begins": BEGINS, "ends": BEGINS + timedelta(hours=hours), "minutes": minutes, "place": "Room 4"} | more
    return offer_hours(facilitator=house.ada.membership, program=house.program, now=NOON, **words)


def test_stretch_becomes_slots_and_none_twice(inside: House) -> None:  # peers D58
    made = offer(inside)

    assert [hour.starts_at.hour * 60 + hour.starts_at.minute for hour in made] == [840, 870, 900, 930]
    assert offer(inside) == []
    assert free_hours(inside.program, NOON).count() == 4


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"begins": BEGINS - timedelta(days=30)}, "day"),
        ({"ends": BEGINS + timedelta(minutes=10)}, "ends"),
        ({"ends": BEGINS + timedelta(days=9)}, "ends"),
        ({"place": ""}, "place"),
    ],
)
def test_what_cannot_be_offered_is_refused_beside_its_field(inside: House, more: dict[str, Any], field: str) -> None:
    with pytest.raises(HourRefused) as refusal:
        offer(inside, **more)

    assert refusal.value.field == field
    assert not OfficeHour.objects.exists()


def test_slot_is_taken_given_back_and_told_without_the_words(
    inside: House, django_capture_on_commit_callbacks: Callable[..., AbstractContextManager[list[Any]]]
) -> None:  # peers D58
    hour = offer(inside)[0]
    ben, mira = inside.ben.place, inside.mira.place

    with django_capture_on_commit_callbacks(execute=True):
        take_hour(hour=hour, participant=ben, about="My shyness", now=NOON)
    with pytest.raises(HourRefused, match="a moment ago"):
        take_hour(hour=hour, participant=mira, about="", now=NOON)
    (shown,) = hours_of_facilitator(inside.program, inside.ada.membership, NOON).filter(taken_by__isnull=False)
    with pytest.raises(HourRefused, match="not your slot"):
        give_back_hour(hour=hour, participant=mira, now=NOON)
    give_back_hour(hour=hour, participant=ben, now=NOON)

    assert (shown.taken_by, shown.about) == (ben, "My shyness")
    assert mail.outbox[0].to == [inside.ada.user.email]
    assert "shyness" not in mail.outbox[0].body + mail.outbox[0].subject
    hour.refresh_from_db()
    assert (hour.taken_by, hour.about) == (None, "")


def test_one_person_leaves_some_for_others(inside: House) -> None:
    first, second, third, _fourth = offer(inside)
    for hour in (first, second):
        take_hour(hour=hour, participant=inside.ben.place, about="", now=NOON)

    with pytest.raises(HourRefused, match="Give one back first"):
        take_hour(hour=third, participant=inside.ben.place, about="", now=NOON)
    with pytest.raises(HourRefused, match="your own"):
        take_hour(hour=third, participant=inside.ada.place, about="", now=NOON)
    with pytest.raises(HourRefused, match="already passed"):
        take_hour(hour=third, participant=inside.mira.place, about="", now=NOON + timedelta(days=90))


def test_withdrawn_slot_is_told_to_whoever_had_it(
    inside: House, django_capture_on_commit_callbacks: Callable[..., AbstractContextManager[list[Any]]]
) -> None:
    hour = offer(inside)[0]
    take_hour(hour=hour, participant=inside.ben.place, about="", now=NOON)

    with pytest.raises(HourRefused, match="somebody else’s"):
        withdraw_hour(hour=hour, facilitator=inside.una.membership, now=NOON)
    with django_capture_on_commit_callbacks(execute=True):
        withdraw_hour(hour=hour, facilitator=inside.ada.membership, now=NOON)

    assert mail.outbox[-1].to == [inside.ben.user.email]
    assert not OfficeHour.objects.filter(pk=hour.pk).exists()


def test_both_are_reminded_a_day_and_an_hour_before_each_once(
    inside: House, django_capture_on_commit_callbacks: Callable[..., AbstractContextManager[list[Any]]]
) -> None:  # peers D58
    hour, late, _third, free = offer(inside)
    begins = hour.starts_at
    take_hour(hour=hour, participant=inside.ben.place, about="My shyness", now=NOON)
    take_hour(hour=late, participant=inside.mira.place, about="", now=late.starts_at - timedelta(minutes=40))
    early, day, soon = (begins - timedelta(hours=gap) for gap in (25, 23, 1))
    with unscoped("find whom to remind"):
        owing = organizations_owing_event_mail(day)

    with django_capture_on_commit_callbacks(execute=True):
        for at in (early, day, day + timedelta(minutes=10), soon, soon + timedelta(minutes=10)):
            make_event_round(now=at)

    sent = [message for message in mail.outbox if message.subject.startswith("Soon: office hour")]
    assert owing == [inside.organization.id]
    assert [message.to for message in sent] == [[inside.ben.user.email], [inside.ada.user.email]] * 2
    assert sent[0].subject == "Soon: office hour with Ada Tester"
    assert "shyness" not in "".join(message.body for message in sent)
    free.refresh_from_db()
    assert free.day_reminder_at is None


@pytest.mark.django_db(transaction=True)
def test_of_ten_who_want_the_same_slot_one_has_it() -> None:  # peers D58
    house = make_house("northlight")
    with house.open():
        hour = offer(house)[0]
        people = [make_person(f"G{number}", "northlight", house.program).place for number in range(10)]
    won: list[int] = []

    def wants(place: int) -> None:
        try:
            with house.open():
                take_hour(hour=hour, participant=people[place], about="", now=NOON)
            won.append(place)
        except HourRefused:
            pass
        finally:
            connection.close()

    threads = [threading.Thread(target=wants, args=(place,)) for place in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    with house.open():
        assert [people[place] for place in won] == [OfficeHour.objects.get(pk=hour.pk).taken_by]


def test_pages_offer_take_and_give_back(northlight: House, sign_in: SignIn) -> None:  # peers D58
    ada, ben = sign_in(northlight.ada), Client()
    ben.force_login(northlight.ben.user)
    day = clock.today("UTC", clock.now()) + timedelta(days=4)
    words = {"day": day.isoformat(), "begins": "14:00", "ends": "15:00", "minutes": "30", "place": "Room 4"}

    offered = ada.post(northlight.address("office-hours/new/"), words, follow=True).content.decode()
    wrong = ada.post(northlight.address("office-hours/new/"), words | {"place": ""})
    with northlight.open():
        hour = OfficeHour.objects.order_by("starts_at")[0]
    rest = f"office-hours/{hour.public_id}/"
    taken = ben.post(northlight.address(rest + "take/"), {"about": "A question"}, follow=True).content.decode()
    seen = ada.get(northlight.address("office-hours/")).content.decode()
    back = ben.post(northlight.address(rest + "give-back/"), follow=True).content.decode()
    gone = ada.post(northlight.address(rest + "withdraw/"), follow=True).content.decode()

    assert ("2 slots are offered." in offered, wrong.status_code) == (True, 422)
    assert ("It is yours. Ada knows." in taken, "Ben Tester · A question" in seen) == (True, True)
    assert ("Somebody else can have it now." in back, "Withdrawn." in gone) == (True, True)
    assert ben.get(northlight.address("office-hours/new/")).status_code == 403
