"""Small promises: one tap, own and given ones, rates, and at most one mail a person a day."""

from datetime import date, datetime, timedelta

import pytest
from django.core import mail
from pytest_django import DjangoCaptureOnCommitCallbacks

from programs.enums import ParticipantState, ProgramState, PromiseSource
from programs.models import Participant, Program, Promise
from programs.selectors.promises import (
    Rate,
    every_promise,
    group_promise_rates,
    organizations_with_promises_to_mention,
    promise_rate,
)
from programs.services import promises as writes
from tests.cast import NOON, TODAY, House, make_person
from tests.programs.walk import promise

A_DAY = timedelta(days=1)


def remind(capture: DjangoCaptureOnCommitCallbacks, now: datetime = NOON) -> list[str]:
    """Who got a mail."""
    mail.outbox.clear()
    with capture(execute=True):
        writes.remind_of_promises(now=now)
    return sorted(message.to[0] for message in mail.outbox)


def test_promise_is_kept_and_taken_back(inside: House) -> None:  # peers 1.10
    ben = inside.ben.place
    one, two = promise(ben, TODAY), promise(ben, TODAY, "Ask a question")

    writes.keep_promises(participant=ben, shown=[one, two], kept=[one], now=NOON)
    kept = list(Promise.objects.order_by("id").values_list("done_at", flat=True))
    changed = writes.keep_promises(participant=ben, shown=[one], kept=[], now=NOON)

    assert (kept, changed) == ([NOON, None], 1)
    assert not Promise.objects.filter(done_at__isnull=False).exists()


def test_own_promise_has_a_day_of_the_program(inside: House) -> None:  # peers 1.10
    words = {"participant": inside.ben.place, "text": " Walk  with Noor ", "on": TODAY, "now": NOON}

    made = writes.make_promise(due_on=TODAY + A_DAY, **words)
    for day in (TODAY - A_DAY, inside.program.ends_before):
        with pytest.raises(writes.PromiseRefused, match="Choose a day"):
            writes.make_promise(due_on=day, **words)

    assert (made.text, made.source, made.opens_on) == ("Walk with Noor", PromiseSource.OWN, TODAY)


def test_only_own_promises_are_dropped(inside: House) -> None:
    ben = inside.ben.place
    own, planned = promise(ben, TODAY, source=PromiseSource.OWN), promise(ben, TODAY)

    writes.drop_promise(participant=ben, promise=own, now=NOON)
    with pytest.raises(writes.PromiseRefused):
        writes.drop_promise(participant=ben, promise=planned, now=NOON)

    assert list(Promise.objects.all()) == [planned]


def test_facilitator_gives_a_promise(inside: House) -> None:  # peers 1.10
    given = writes.assign_promise(
        actor=inside.ada.membership, participant=inside.ben.place, text="Host a table", due_on=TODAY + A_DAY, on=TODAY,
        now=NOON,
    )  # fmt: skip

    assert (given.source, given.participant) == (PromiseSource.ASSIGNED, inside.ben.place)


def test_reminder_comes_a_day_before_and_once_after(
    inside: House, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:  # peers 1.10
    ben = inside.ben
    promise(ben.place, TODAY + A_DAY, "Say hello")
    days = [NOON + number * A_DAY for number in range(-1, 6)]

    got = [remind(django_capture_on_commit_callbacks, day) for day in days]

    # Two days before nothing; the day before; on the day nothing; the day after; never again.
    assert got == [[], [ben.membership.email], [], [ben.membership.email], [], [], []]


def test_one_mail_a_person_a_day_holds_them_all(
    inside: House, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:  # peers 1.10
    ben = inside.ben.place
    for text, day in (("Say hello", TODAY), ("Ask a question", TODAY - A_DAY)):
        promise(ben, day, text)

    first = remind(django_capture_on_commit_callbacks)
    body = mail.outbox[0].body
    promise(ben, TODAY, "A third one")
    second = remind(django_capture_on_commit_callbacks, NOON + timedelta(hours=2))
    third = remind(django_capture_on_commit_callbacks, NOON + A_DAY)

    assert (first, second, third) == ([inside.ben.membership.email], [], [inside.ben.membership.email])
    assert "Say hello" in body
    assert "Ask a question" in body


@pytest.mark.parametrize("quiet", ["kept", "paused", "night", "stopped", "long ago", "no address"])
def test_nobody_is_reminded_without_need(
    inside: House, quiet: str, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:  # peers 1.10
    ben = inside.ben.place
    one = promise(ben, TODAY - timedelta(days=30) if quiet == "long ago" else TODAY)
    if quiet == "kept":
        writes.keep_promises(participant=ben, shown=[one], kept=[one], now=NOON)
    if quiet == "paused":
        Participant.objects.filter(pk=ben.pk).update(state=ParticipantState.PAUSED)
    if quiet == "stopped":
        Program.objects.filter(pk=inside.program.pk).update(state=ProgramState.PAUSED)
    if quiet == "no address":
        type(ben.membership).objects.filter(pk=ben.membership_id).update(email="")

    at = NOON.replace(hour=6) if quiet == "night" else NOON

    assert remind(django_capture_on_commit_callbacks, at) == []
    assert organizations_with_promises_to_mention(at) == []


def test_rate_counts_what_is_due_or_kept(inside: House) -> None:  # peers 1.10
    ben = inside.ben.place
    promise(ben, TODAY - A_DAY, done_at=NOON)
    promise(ben, TODAY - A_DAY)
    promise(ben, TODAY + A_DAY, done_at=NOON)
    promise(ben, TODAY + A_DAY)

    assert promise_rate(every_promise(ben), TODAY) == Rate(2, 3)


def crowd(house: House, segment: str, people: int, kept: int) -> None:
    """People of a segment with one promise each, the first `kept` of them kept."""
    for number in range(people):
        place = make_person(f"{segment}{number}", "northlight", house.program, department=segment).place
        promise(place, date(2026, 7, 1), done_at=NOON if number < kept else None)


def test_group_rates_from_five_people_up(inside: House) -> None:  # peers 1.10
    crowd(inside, "Alpha", 6, 3)
    crowd(inside, "Beta", 5, 5)
    crowd(inside, "Gamma", 2, 0)
    crowd(inside, "Delta", 3, 1)

    rates = {one.name: (one.people, one.rate) for one in group_promise_rates(inside.program, TODAY)}

    assert rates == {"Alpha": (6, Rate(3, 6)), "Beta": (5, Rate(5, 5)), "": (5, Rate(1, 5))}


def test_a_small_group_is_never_what_is_left_over(inside: House) -> None:  # peers 1.10
    crowd(inside, "Alpha", 7, 3)
    crowd(inside, "Beta", 5, 5)
    crowd(inside, "Gamma", 2, 0)

    rates = {one.name: one.people for one in group_promise_rates(inside.program, TODAY)}

    assert rates == {"Alpha": 7, "": 7}


def test_four_people_have_no_rate(inside: House) -> None:  # peers 1.10
    crowd(inside, "Alpha", 4, 3)

    assert group_promise_rates(inside.program, TODAY) == []
