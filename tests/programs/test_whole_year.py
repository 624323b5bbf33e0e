"""The seed program from four weeks before its launch to two weeks after its last day, by the clock, in seconds."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core import mail

from programs.enums import LinkKind, ParticipantState, PersonStepState, ProgramState, ReplyState
from programs.models import (
    Event,
    Letter,
    Occurrence,
    Participant,
    PersonStep,
    PlannedPromise,
    Program,
    ProgramDay,
    Promise,
    Reply,
    Task,
)
from programs.services.days import release_due_days
from programs.services.event_answers import make_event_round
from programs.services.event_replies import reply_to_event
from programs.services.letters import make_letter_round
from programs.services.places import finish_ended_programs
from programs.services.plans import create_program_from_template, start_with_paths
from programs.services.programs import enrol_participant
from programs.services.promises import keep_promises, remind_of_promises
from programs.services.seed import keep_seed_template
from tests.cast import House

STARTS_ON, ZONE = date(2026, 9, 1), "Europe/Berlin"
LAUNCH = datetime(2026, 9, 1, 4, 30, tzinfo=UTC)  # half past six in Berlin
Capture = Callable[..., AbstractContextManager[list[Any]]]


def noons(first: date, last: date) -> Iterator[datetime]:
    """Noon of each day by the program's clocks."""
    for count in range((last - first).days + 1):
        yield datetime.combine(first + timedelta(days=count), time(12), ZoneInfo(ZONE)).astimezone(UTC)


@pytest.fixture
def draft(inside: House) -> Program:
    """A draft, five weeks before its launch, in which Ben and Mira have a place and Ada facilitates."""
    at = datetime(2026, 7, 28, 10, tzinfo=UTC)
    program = create_program_from_template(
        actor=inside.una.membership, template=keep_seed_template(actor=inside.una.membership, now=at), name="New Year",
        starts_on=STARTS_ON, now=at, time_zone=ZONE,
    )  # fmt: skip
    for person in (inside.ada, inside.ben, inside.mira):
        enrol_participant(actor=None, program=program, membership=person.membership, on=STARTS_ON, now=at)
    Program.objects.filter(pk__in=[inside.program.pk, inside.sibling.pk]).update(state=ProgramState.FINISHED)
    return program


def beat(program: Program, now: datetime) -> None:
    """What the beat finds to do on a day, on Mondays twice: nothing is done again."""
    for at in (now, now + timedelta(hours=1))[: 2 if now.weekday() == 0 else 1]:
        release_due_days(now=at)
        if Letter.objects.filter(program=program, sent_at=None, goes_on__lte=local(now)).exists():
            make_letter_round(now=at)
        if Reply.objects.filter(event__starts_at__gt=at, event__starts_at__lte=at + timedelta(days=1)).exists():
            make_event_round(now=at)
    if now.weekday() == 0:
        remind_of_promises(now=now)
        finish_ended_programs(now=now)


def busy_days(program: Program) -> set[date]:
    """The days on which the plan has something, besides Mondays: on the others the beat would find nothing to do."""
    opening = Occurrence.objects.filter(program=program).values_list("opens_on", flat=True)
    promised = PlannedPromise.objects.filter(program=program).values_list("due_on", flat=True)
    written = Letter.objects.filter(program=program).values_list("goes_on", flat=True)
    events = [local(at) for at in Event.objects.filter(program=program).values_list("starts_at", flat=True)]
    return {*opening, *promised, *written, *events, *(day - timedelta(days=1) for day in events)}


def local(now: datetime) -> date:
    """The day of the program."""
    return now.astimezone(ZoneInfo(ZONE)).date()


def lives(place: Participant, program: Program, now: datetime) -> None:
    """Does what is open, keeps promises that are due, and comes to the events of the next two days."""
    mine = PersonStep.objects.filter(participant=place, state=PersonStepState.OPEN)
    mine.update(state=PersonStepState.DONE, done_at=now)
    due = list(Promise.objects.filter(participant=place, due_on=local(now), done_at=None))
    if due:
        keep_promises(participant=place, shown=due, kept=due, now=now)
    for event in Event.objects.filter(program=program, starts_at__gt=now, starts_at__lte=now + timedelta(days=2)):
        reply_to_event(event=event, participant=place, state=ReplyState.GOING, now=now)


# peers 1.1, 1.3, 1.6, 1.7, 1.10, 1.11, 1.13, 5.7, D9, D10
def test_seed_program_runs_from_pre_launch_to_wrap_up(
    inside: House, draft: Program, django_capture_on_commit_callbacks: Capture
) -> None:
    ben, mira = (draft.participants.get(membership=one.membership) for one in (inside.ben, inside.mira))
    end = STARTS_ON.replace(year=2027)
    asked: dict[int, date] = {}
    opened: Counter[int] = Counter()

    busy = busy_days(draft) | {STARTS_ON}
    with django_capture_on_commit_callbacks(execute=True):
        for now in noons(STARTS_ON - timedelta(days=28), end + timedelta(days=21)):
            if now.weekday() != 0 and local(now) not in busy:
                continue
            if local(now) == STARTS_ON:
                start_with_paths(actor=inside.una.membership, program=draft, now=LAUNCH)
            beat(draft, now)
            asked |= {pk: local(now) for pk in Task.objects.exclude(pk__in=asked).values_list("pk", flat=True)}
            opened.update(PersonStep.objects.filter(participant=ben, state="open").values_list("pk", flat=True))
            if STARTS_ON <= local(now) < end:
                lives(ben, draft, now)

    draft.refresh_from_db()
    ben.refresh_from_db()
    steps = PersonStep.objects.filter(participant=ben)
    tasks = Task.objects.filter(program=draft)
    first = {title: asked[pk] for pk, title in tasks.values_list("pk", "title")}
    subjects = [message.subject for message in mail.outbox if inside.ben.user.email in message.to]
    waiting = PersonStep.objects.filter(participant=mira, state=PersonStepState.WAITING)
    assert (draft.state, ben.state) == (ProgramState.FINISHED, ParticipantState.COMPLETED)
    assert (first["Win the leaders"], first["Set up the meeting place"]) == (date(2026, 8, 4), date(2026, 8, 11))
    assert tasks.count() == tasks.values("occurrence").distinct().count()
    assert not steps.exclude(state=PersonStepState.DONE).exists()
    assert set(opened.values()) == {1}  # each opened on one day and was done on it
    assert {row.occurrence.month for row in steps.select_related("occurrence")} == set(range(1, 13))
    assert not Promise.objects.filter(participant=ben, done_at=None, due_on__lt=end).exists()
    # Mira does nothing: what hangs on something undone waits, and nothing else does.
    assert waiting.exists()
    assert all(row.step.links.filter(kind=LinkKind.UNLOCK_AFTER).exists() for row in waiting.select_related("step"))
    assert sum(subject.startswith("Soon: ") for subject in subjects) >= 12
    days = ProgramDay.objects.filter(program=draft)
    assert days.count() == days.values("local_date").distinct().count()
