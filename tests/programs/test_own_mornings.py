"""Everybody's own morning, and working weeks that are not Monday to Friday."""  # peers 1.2

from datetime import UTC, date, datetime
from http import HTTPStatus
from typing import Any

import pytest
from django.core import mail
from pytest_django import DjangoAssertNumQueries

from programs.calendar import Span, When
from programs.enums import PersonStepState
from programs.models import Occurrence, Participant, PersonStep, Program, Promise, Task
from programs.services.days import release_due_days
from programs.services.plans import copy_program, create_program_from_template, move_start, start_with_paths
from programs.services.programs import ProgramRefused, enrol_participant
from programs.services.promises import remind_of_promises
from programs.services.seed import keep_seed_template
from tests.cast import NOON, House, Person, make_person
from tests.conftest import SignIn

STARTS_ON = date(2026, 9, 1)
EVE = datetime(2026, 8, 31, tzinfo=UTC)
TOKYO, LOS_ANGELES, BERLIN = "Asia/Tokyo", "America/Los_Angeles", "Europe/Berlin"


def somebody(name: str, zone: str) -> Person:
    person = make_person(name, "northlight", None)
    person.user.time_zone = zone
    person.user.save(update_fields=["time_zone"])
    return person


@pytest.fixture
def berlin(inside: House) -> Program:
    """A program of Berlin about to begin, with one who is there, one further east and one further west."""
    template = keep_seed_template(actor=inside.una.membership, now=NOON)
    program = create_program_from_template(
        actor=inside.una.membership, template=template, name="New Year", starts_on=STARTS_ON, now=NOON, time_zone=BERLIN
    )
    for name, zone in (("Here", ""), ("East", TOKYO), ("West", LOS_ANGELES)):
        member = somebody(name, zone).membership
        enrol_participant(actor=None, program=program, membership=member, on=date(2026, 8, 1), now=NOON)
    start_with_paths(actor=inside.una.membership, program=program, now=EVE)
    return program


def opened_on_the_first(program: Program) -> set[str]:
    rows = PersonStep.objects.filter(participant__program=program, opens_on=STARTS_ON, state=PersonStepState.OPEN)
    return {name.split()[0] for name in rows.values_list("participant__membership__name", flat=True)}


def test_steps_open_in_everybodys_own_morning(inside: House, berlin: Program) -> None:  # peers 1.2
    mornings = {  # in UTC: six o'clock in Tokyo, Berlin and Los Angeles on the first of September
        datetime(2026, 8, 31, 20, 59, tzinfo=UTC): set(),
        datetime(2026, 8, 31, 21, 0, tzinfo=UTC): {"East"},
        datetime(2026, 9, 1, 3, 59, tzinfo=UTC): {"East"},
        datetime(2026, 9, 1, 4, 0, tzinfo=UTC): {"East", "Here"},
        datetime(2026, 9, 1, 13, 0, tzinfo=UTC): {"East", "Here", "West"},
    }
    for at, people in mornings.items():
        release_due_days(now=at)
        assert opened_on_the_first(berlin) == people, at

    assert release_due_days(now=max(mornings)) == 0


def test_tasks_come_in_the_morning_of_the_program(inside: House, berlin: Program) -> None:  # peers 1.11
    release_due_days(now=datetime(2026, 8, 31, 21, 0, tzinfo=UTC))
    before = Task.objects.filter(program=berlin, occurrence__opens_on=STARTS_ON).count()
    release_due_days(now=datetime(2026, 9, 1, 4, 0, tzinfo=UTC))

    assert before == 0
    assert Task.objects.filter(program=berlin, occurrence__opens_on__lte=STARTS_ON).exists()


def test_whoever_moves_west_loses_nothing(inside: House, berlin: Program) -> None:
    release_due_days(now=datetime(2026, 8, 31, 21, 0, tzinfo=UTC))
    east = Participant.objects.get(program=berlin, membership__name__startswith="East")
    east.membership.user.time_zone = LOS_ANGELES
    east.membership.user.save(update_fields=["time_zone"])

    release_due_days(now=datetime(2026, 9, 1, 4, 0, tzinfo=UTC))

    assert "East" in opened_on_the_first(berlin)


def test_release_costs_no_more_for_more_zones(
    inside: House, berlin: Program, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number, zone in enumerate(("Asia/Kolkata", "Africa/Lagos", "Australia/Perth", "America/Lima")):
        member = somebody(f"Far{number}", zone).membership
        enrol_participant(actor=None, program=berlin, membership=member, on=STARTS_ON, now=NOON)

    with django_assert_num_queries(13):  # two local dates are due: two statements that open
        release_due_days(now=datetime(2026, 9, 1, 4, 0, tzinfo=UTC))


# peers 1.2, 7.14
def test_reminders_of_promises_come_in_ones_own_daytime(
    inside: House, berlin: Program, django_capture_on_commit_callbacks: Any
) -> None:
    for person in Participant.objects.filter(program=berlin):
        Promise.objects.filter(participant=person).delete()
        Promise.objects.create(
            participant=person, source="own", text="Call somebody", opens_on=STARTS_ON, due_on=date(2026, 9, 3)
        )
    told = {}
    for at in (datetime(2026, 9, 1, 23, tzinfo=UTC), datetime(2026, 9, 2, 6, tzinfo=UTC)):
        mail.outbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            remind_of_promises(now=at)
        told[at.hour] = {to.partition("@")[0] for one in mail.outbox for to in one.to}

    assert told == {23: {"east"}, 6: {"here"}}  # eight in Tokyo, then in Berlin; in Los Angeles it is night


def test_working_days_are_those_of_the_program(inside: House) -> None:  # peers 1.2
    template = keep_seed_template(actor=inside.una.membership, now=NOON)
    una, week = inside.una.membership, [6, 0, 1, 2, 3]  # Sunday to Thursday
    program = create_program_from_template(
        actor=una, template=template, name="South", starts_on=STARTS_ON, now=NOON, working_days=week
    )
    assert program.working_days == [0, 1, 2, 3, 6]
    # The second of January 2027 is a Saturday: the first working day of that month is the Sunday after.
    third = When.parse({"month": 5, "working_day": 3})
    assert program.span.days(third) == (date(2027, 1, 5),)
    assert Span(STARTS_ON, 12).days(third) == (date(2027, 1, 5),)
    first = When.parse({"month": 6, "working_day": 5})
    assert (program.span.days(first), Span(STARTS_ON, 12).days(first)) == ((date(2027, 2, 7),), (date(2027, 2, 5),))
    named = [step for step in Occurrence.objects.filter(program=program).select_related("step") if _by_work(step)]
    assert named
    assert all(row.opens_on.weekday() in week for row in named)

    move_start(actor=una, program=program, starts_on=STARTS_ON, working_days=range(5), now=NOON)
    assert Program.objects.get(pk=program.pk).working_days == [0, 1, 2, 3, 4]
    moved = [step for step in Occurrence.objects.filter(program=program).select_related("step") if _by_work(step)]
    assert moved
    assert all(row.opens_on.weekday() < 5 for row in moved)
    with pytest.raises(ProgramRefused, match="at least one day"):
        move_start(actor=una, program=program, starts_on=STARTS_ON, working_days=[], now=NOON)

    move_start(actor=una, program=program, starts_on=STARTS_ON, working_days=week, now=NOON)
    assert copy_program(actor=una, program=program, now=NOON).working_days == [0, 1, 2, 3, 6]


def _by_work(row: Occurrence) -> bool:
    return "working_day" in row.step.when


def test_working_week_is_chosen_on_the_page(northlight: House, sign_in: SignIn) -> None:  # peers 1.2
    with northlight.open():
        template = keep_seed_template(actor=northlight.una.membership, now=NOON)
    words = {
        "template": str(template.public_id), "name": "South", "starts_on": "2026-09-01", "time_zone": "Africa/Cairo",
        "segment_attribute": "Department", "consent_mode": "segments",
    }  # fmt: skip
    create = f"/o/{northlight.organization.slug}/programs/new/"
    una = sign_in(northlight.una)
    assert una.post(create, words).status_code == HTTPStatus.UNPROCESSABLE_ENTITY  # nobody ever works

    assert una.post(create, words | {"working_days": ["6", "0", "1"]}).status_code == HTTPStatus.FOUND

    plan = una.get(f"/o/{northlight.organization.slug}/p/south/plan/").content.decode()
    assert plan.count("checked") == 3


def test_nobody_else_moves_a_week(northlight: House, sign_in: SignIn) -> None:
    ben = sign_in(northlight.ben)

    answer = ben.post(northlight.address("plan/move/"), {"starts_on": "2026-09-01", "working_days": ["0"]})

    assert answer.status_code == HTTPStatus.FORBIDDEN
    with northlight.open():
        assert Program.objects.get(pk=northlight.program.pk).working_days == [0, 1, 2, 3, 4]
