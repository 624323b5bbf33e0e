"""Summaries by mail: when, when not, none of nothing, ended by one press, and none lost or written twice."""

import re
import signal
from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path
from smtplib import SMTPRecipientsRefused
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings as configured
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend

from community.enums import Entry, SummaryRhythm
from community.models import Group, SummaryMail, SummaryWish
from community.services.groups import found_group, join_group
from community.services.posts import remove_post, write_post
from community.services.summaries import choose_summaries, send_summaries, write_summaries
from tests.cast import NOON, House, Person, make_house, make_person
from tests.conftest import SignIn
from tests.killer import ended_by

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
PEOPLE = 30


def walkers(house: House, *people: Person, entry: Entry = Entry.OPEN) -> Group:
    group = found_group(founder=house.mira.place, name="Walkers", about="", entry=entry, now=NOON)
    for person in people:
        join_group(group=group, participant=person.place, now=NOON)
    return group


def want(person: Person, rhythm: SummaryRhythm, quiet: tuple[int, int] = (0, 0), now: datetime = NOON) -> None:
    choose_summaries(participant=person.place, rhythm=rhythm, quiet_from=quiet[0], quiet_until=quiet[1], now=now)


def say(group: Group, person: Person, text: str, now: datetime) -> None:
    write_post(author=person.place, group=group, text=text, now=now)


def readers() -> list[str]:
    """Whose summaries are written, by the first part of their address."""
    rows = SummaryMail.objects.filter(sent_at=None).order_by("wish__participant__membership__name")
    return [email.partition("@")[0] for email in rows.values_list("wish__participant__membership__email", flat=True)]


# peers 5.12, 5.13
@pytest.mark.parametrize(
    ("rhythm", "hours"), [(SummaryRhythm.AT_ONCE, 1), (SummaryRhythm.DAILY, 24), (SummaryRhythm.WEEKLY, 168),
                          (SummaryRhythm.MONTHLY, 720)]
)  # fmt: skip
def test_summary_comes_as_often_as_wished_and_never_of_nothing(
    rhythm: SummaryRhythm, hours: int, inside: House
) -> None:
    group = walkers(inside, inside.ben)
    want(inside.ben, rhythm)
    want(inside.mira, SummaryRhythm.NONE)
    counts = []
    for number in range(3):
        begins = NOON + number * hours * HOUR
        if number != 1:
            say(group, inside.mira, f"Walk {number}", begins + HOUR / 2)
        counts += [write_summaries(now=begins + HOUR / 2 + HOUR / 4) if hours > 1 else 0]
        counts += [write_summaries(now=begins + hours * HOUR)]

    assert counts == [0, 1, 0, 0, 0, 1]
    assert set(readers()) == {"ben"}


def test_own_words_removed_words_and_other_groups_are_not_told(inside: House) -> None:
    group = walkers(inside, inside.ben)
    closed = found_group(founder=inside.ada.place, name="Cooks", about="", entry=Entry.REQUEST, now=NOON)
    join_group(group=closed, participant=inside.ben.place, now=NOON)  # who asks is not in
    for person in (inside.ben, inside.mira, inside.ada):
        want(person, SummaryRhythm.AT_ONCE)
    say(group, inside.ben, "My own words", NOON + HOUR)
    say(closed, inside.ada, "A secret soup", NOON + HOUR)
    gone = write_post(author=inside.mira.place, group=group, text="Gone again", now=NOON + HOUR)
    remove_post(actor=inside.mira.membership, post=gone, now=NOON + HOUR)

    write_summaries(now=NOON + 2 * HOUR)

    assert readers() == ["mira"]
    text = SummaryMail.objects.get().text
    assert ("My own words" in text, "secret" in text, "Gone" in text) == (True, False, False)


# peers 7.18: quiet by the reader's own clock, not the program's
def test_quiet_hours_are_those_of_the_persons_own_zone(inside: House) -> None:
    group = walkers(inside, inside.ben)
    inside.ben.user.time_zone = "Asia/Tokyo"
    inside.ben.user.save(update_fields=["time_zone"])
    want(inside.ben, SummaryRhythm.AT_ONCE, (20, 8))
    say(group, inside.mira, "A walk", NOON + HOUR)  # ten in the evening in Tokyo
    morning = datetime(2026, 7, 10, 8, tzinfo=ZoneInfo("Asia/Tokyo"))

    asleep = write_summaries(now=NOON + 2 * HOUR)
    awake = [write_summaries(now=morning - HOUR), write_summaries(now=morning)]

    assert (asleep, awake) == (0, [0, 1])


def test_who_never_said_hears_once_a_week(inside: House) -> None:
    group = walkers(inside, inside.ben)
    write_summaries(now=NOON)
    say(group, inside.mira, "A walk", NOON + HOUR)

    assert [write_summaries(now=NOON + days * DAY) for days in (1, 6, 7)] == [0, 0, 1]


# peers 5.12: RFC 8058, one press without signing in, and opening the link changes nothing
def test_mail_can_be_ended_by_one_press(northlight: House, sign_in: SignIn) -> None:
    with northlight.open():
        group = walkers(northlight, northlight.ben)
        want(northlight.ben, SummaryRhythm.AT_ONCE)
        want(northlight.mira, SummaryRhythm.NONE)
        say(group, northlight.mira, "A walk round the lake", NOON + HOUR)
        write_summaries(now=NOON + 2 * HOUR)
    sent = send_summaries(organization_id=northlight.organization.id, now=NOON + 2 * HOUR)
    headers = mail.outbox[0].extra_headers
    link = headers["List-Unsubscribe"].strip("<>").removeprefix(configured.SITE_URL)
    stranger = sign_in(northlight.mira, enforce_csrf_checks=True)
    stranger.logout()

    looked = stranger.get(link).content.decode()
    with northlight.open():
        still = SummaryWish.objects.get(participant=northlight.ben.place).rhythm
    pressed = stranger.post(link, {"List-Unsubscribe": "One-Click"}).content.decode()

    assert (sent, headers["List-Unsubscribe-Post"]) == (1, "List-Unsubscribe=One-Click")
    assert "A walk round the lake" in mail.outbox[0].body
    assert ("No more summaries?" in looked, still, "None will come" in pressed) == (True, "at_once", True)
    assert stranger.get(link[:-4] + "abc/").status_code == 404
    with northlight.open():
        assert SummaryWish.objects.get(participant=northlight.ben.place).rhythm == SummaryRhythm.NONE
        assert SummaryMail.objects.get().text == ""
    sign_in(northlight.ben).post(
        northlight.address("community/summaries/"), {"rhythm": "daily", "quiet_from": "22", "quiet_until": "7"}
    )
    with northlight.open():
        assert SummaryWish.objects.get(participant=northlight.ben.place).quiet_from == 22


# security R14: later means later, a final no ends that one alone, and an office that does not answer loses nothing
def test_trouble_with_the_mail_server_loses_and_doubles_nothing(
    northlight: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    with northlight.open():
        group = walkers(northlight, northlight.ben, northlight.ada)
        for person in (northlight.ben, northlight.ada, northlight.mira):
            want(person, SummaryRhythm.AT_ONCE)
        for person in (northlight.mira, northlight.ben):
            say(group, person, "A walk", NOON + HOUR)
        write_summaries(now=NOON + 2 * HOUR)
    answers: dict[str, object] = {"ben": 451, "ada": 550}
    take = EmailBackend.send_messages

    def post_office(self: EmailBackend, messages: list[mail.EmailMessage]) -> int:
        name = messages[0].to[0].partition("@")[0]
        if isinstance(code := answers.get(name), int):
            raise SMTPRecipientsRefused({messages[0].to[0]: (code, b"no")})
        if name in answers:
            raise ConnectionRefusedError
        return int(take(self, messages))

    monkeypatch.setattr(EmailBackend, "send_messages", post_office)
    counts = []
    for changed in ({}, {"ben": "away"}, {"ben": None}, {}):
        answers |= changed
        answers = {name: code for name, code in answers.items() if code is not None}
        counts.append(send_summaries(organization_id=northlight.organization.id, now=NOON + 2 * HOUR))

    assert counts == [1, 0, 1, 0]
    assert sorted(one.to[0].partition("@")[0] for one in mail.outbox) == ["ben", "mira"]


def make_round(house: House) -> None:
    with house.open():
        write_summaries(now=NOON + 2 * HOUR)
    send_summaries(organization_id=house.organization.id, now=NOON + 2 * HOUR)


# security R14: a worker killed ten times sends every summary, and what it sends again carries the same Message-ID
@pytest.mark.django_db(transaction=True)
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_worker_killed_ten_times_sends_each_summary(tmp_path: Path, settings: Any) -> None:
    settings.EMAIL_BACKEND, settings.EMAIL_FILE_PATH = "django.core.mail.backends.filebased.EmailBackend", tmp_path
    house = make_house("northlight")
    with house.open():
        group = walkers(house)
        for number in range(PEOPLE):
            person = make_person(f"P{number}", "northlight", house.program)
            join_group(group=group, participant=person.place, now=NOON)
            want(person, SummaryRhythm.AT_ONCE)
        say(group, house.mira, "A walk", NOON + HOUR)

    statements = (3, 8, 12, 14, 15, 16, 17, 19, 20, 21)
    ends = [ended_by(lambda: make_round(house), 2 * statement - 1) for statement in statements]
    with house.open():
        left = SummaryMail.objects.filter(sent_at=None).count()
    make_round(house)

    ids = Counter(re.findall(r"Message-ID: (\S+)", "".join(file.read_text() for file in tmp_path.iterdir())))
    assert ends == [signal.SIGKILL] * 10
    assert 0 < left < PEOPLE  # the killed ones did some of it
    assert len(ids) == PEOPLE
    assert sum(ids.values()) - PEOPLE <= 10  # at most the one mail that each had in its hands
    with house.open():
        assert SummaryMail.objects.filter(sent_at__isnull=False).count() == PEOPLE
