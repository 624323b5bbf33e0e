"""Two worlds equal but for what a survey published: the same people are written to, and everybody looks the same."""

from datetime import date, timedelta
from random import Random

import pytest
from django.core import mail
from django.db import transaction
from django.test import Client

from belonging.tenancy.models import AuditEntry
from dashboards.enums import SignalKind
from dashboards.models import Brief, Signal
from dashboards.rules import ACTS_FOR, SAID_IN_SURVEYS, TURNS_TO_PEOPLE
from dashboards.services.briefs import set_brief_wish
from dashboards.services.looks import look_at
from programs.models import Participant, Program
from surveys.enums import WaveKind, WaveState
from surveys.models import Result, Wave
from surveys.services.built_in import keep_built_in
from tests.cast import NOON, TODAY, House
from tests.conftest import SignIn
from tests.dashboards.test_views import count, grow
from tests.guards.survey_rows import planted_figures
from tests.surveys.test_two_worlds import TOKEN

pytestmark = pytest.mark.django_db
PAGES = ("people/", "outreach/", "introductions/offers/", "welcome/", "paths/", "tasks/")
STATEMENTS = ("part-of-it", "voice", "whom-to-ask", "be-myself", "keep-word")
WORLDS, MONDAY = 12, TODAY - timedelta(days=TODAY.weekday()) + timedelta(days=7)
DAY = timedelta(days=1)


def published(program: Program, means: dict[str, float], answered: int, on: date) -> None:
    """A closed survey with these means."""
    wave = Wave.objects.create(
        program=program, instrument=keep_built_in(now=NOON)["belonging-pulse"], kind=WaveKind.PULSE,
        state=WaveState.CLOSED, opens_on=on, closes_on=on + 9 * DAY, asked_count=40, answered_count=answered,
        opened_at=NOON, closed_at=NOON,
    )  # fmt: skip
    figures = planted_figures()
    figures["items"] = [{"key": key, "value": value, "bound": ""} for key, value in means.items()]
    Result.objects.create(wave=wave, figures=figures, published_at=NOON)


def is_said(line: dict[str, str]) -> bool:
    """Whether a line of a brief stands on what was answered."""
    return Signal.objects.get(public_id=line["key"]).kind in SAID_IN_SURVEYS


def seen(house: House, client: Client) -> dict[str, object]:
    """Whom anybody is led to, and how people look: pages, the brief beside what the survey says, mails, audit."""
    found: dict[str, object] = {}
    for rest in PAGES:
        response = client.get(house.address(rest))
        found[rest] = (response.status_code, TOKEN.sub(b"", response.content))
    with house.open():
        lines = [line for brief in Brief.objects.order_by("id") for line in brief.lines if not is_said(line)]
        signals = {str(one.public_id): (one.kind, one.subject, one.figure) for one in Signal.objects.all()}
        found["brief"] = [(*signals[line["key"]], line["minutes"]) for line in lines]
        found["signals"] = sorted(row for row in signals.values() if row[0] not in SAID_IN_SURVEYS)
        found["audit"] = list(AuditEntry.objects.order_by("id").values_list("verb", "actor_id", "detail"))
    found["mails"] = [(one.to, one.subject) for one in mail.outbox]
    return found


def world(house: House, client: Client, means: dict[str, float], answered: int) -> dict[str, object]:
    """What is seen on the Monday after a survey that said this; the world ends afterwards."""
    with transaction.atomic():
        with house.open():
            program = Program.objects.get(pk=house.program.pk)
            published(program, means, answered, TODAY - 20 * DAY)
            look_at(program=program, now=NOON + (MONDAY - TODAY) * 1)
        found = seen(house, client)
        transaction.set_rollback(True)
    return found


# security S12, peers C5, peers C17
def test_what_was_answered_never_decides_who_is_written_to(northlight: House, sign_in: SignIn) -> None:
    places, chance, client = grow(northlight), Random(12), sign_in(northlight.ada)
    count(northlight)
    with northlight.open():
        Participant.objects.filter(pk__in=[one.pk for one in places[:4]]).update(joined_on=TODAY - 20 * DAY)
    compared = different = 0

    for minutes in (40, 90):  # little time is where one line would crowd out another
        with northlight.open():
            set_brief_wish(membership=northlight.ada.membership, minutes=minutes, is_mailed=True, now=NOON)
        first = world(northlight, client, dict.fromkeys(STATEMENTS, 4.8), 30)
        assert first["brief"]
        for _ in range(WORLDS):
            means = {key: chance.choice([1.2, 2.1, 3.0, 4.6]) for key in STATEMENTS}
            other = world(northlight, client, means, chance.randint(12, 40))
            compared += len(first)
            different += sum(other[key] != first[key] for key in first)

    print(f"S12: {compared} comparisons after a survey closed, {different} differences")
    assert compared >= 200
    assert different == 0


# security S12
def test_nothing_that_answers_a_survey_turns_to_single_people() -> None:
    assert {act for kind in SAID_IN_SURVEYS for act in ACTS_FOR[kind]} & TURNS_TO_PEOPLE == set()
    assert {SignalKind.LOW_ITEM} == SAID_IN_SURVEYS
