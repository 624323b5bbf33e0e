"""
An archived program is only read: no sweep writes to anybody in it, and no address takes a change.

Which tasks there are is read off the list of all tasks, and which addresses off the table of access, so that a new one
is tried from its first day. Each sweep is tried on the same rows twice: archived nothing happens, unarchived something.
"""

import random
from collections.abc import Callable
from datetime import timedelta
from http import HTTPStatus
from itertools import pairwise
from typing import Any

import pytest
from django.core import mail
from django.db import transaction
from django.urls import get_resolver
from pytest_django import DjangoCaptureOnCommitCallbacks

from belonging.celery import app
from belonging.core.file_faults import FileRefused
from community.models import Group, GroupSeat, Nominee, Post, Prompt, Sharing, SummaryMail, SummaryWish, Welcome
from dashboards.models import Brief, Look
from mentoring.models import Pair
from network.imports.reading import read_file
from network.models import IntroductionSide, Night
from network.services.imports import bring_in
from programs.access import LASTING
from programs.enums import ImportKind, ProgramState
from programs.models import Delivery, Letter, OfficeHour, Participant, Program, ProgramDay, Promise, Registration, Reply
from programs.services.arrivals import say_hello
from programs.services.programs import ProgramRefused, archive_program, bring_program_back
from programs.services.registrations import RegistrationRefused
from surveys.models import Asked
from tests.cast import NOON, TODAY, House
from tests.effort import drawn
from tests.guards.actors import Caller, fresh_caller
from tests.guards.conftest import Houses
from tests.guards.routes import IN_PROGRAM, Place, address, body, sends_form
from tests.guards.tables import Planted, digest
from tests.guards.test_access_table import EXPECTED
from tests.guards.test_tasks import ORGANIZATION_TASKS, tasks

pytestmark = [pytest.mark.authz, pytest.mark.usefixtures("quiet")]

DAY = timedelta(days=1)


def owe_event_mail() -> None:
    Reply.objects.update(news="changed")


def owe_office_hours() -> None:
    for number, hour in enumerate(OfficeHour.objects.filter(taken_by__isnull=False).order_by("pk")):
        begins = NOON + DAY / 2 + number * DAY / 96
        OfficeHour.objects.filter(pk=hour.pk).update(
            starts_at=begins, ends_at=begins + DAY / 96, taken_at=NOON - 3 * DAY, day_reminder_at=None
        )


def owe_registration_mail() -> None:
    Registration.objects.filter(participant=None).update(news="declined")


def owe_letters() -> None:
    Letter.objects.filter(sent_at=None).update(goes_on=TODAY - DAY, is_ready=True)
    Delivery.objects.update(owes_mail=True)


def owe_promises() -> None:
    Promise.objects.update(opens_on=TODAY - DAY, due_on=TODAY, done_at=None, reminded_at=None, nudged_at=None)


def owe_surveys() -> None:
    Asked.objects.update(mails=0)


def owe_introductions() -> None:
    IntroductionSide.objects.filter(introduction__state="offered").update(news="asked")


def owe_pairs() -> None:
    Pair.objects.filter(state="running").update(term_ends_on=TODAY - DAY)


def owe_briefs() -> None:
    Look.objects.all().delete()
    Brief.objects.all().delete()


def owe_newcomers() -> None:
    Welcome.objects.all().delete()
    Participant.objects.filter(state="active").update(joined_on=TODAY)


def owe_kind_words() -> None:
    Nominee.objects.update(is_to_be_told=True)


def owe_welcomes() -> None:
    Welcome.objects.update(news="buddy")


def owe_prompts() -> None:
    prompt = Prompt.objects.order_by("pk")[0]
    Prompt.objects.create(group=prompt.group, asker=prompt.asker, question="And now?", goes_on=TODAY - DAY)


def owe_sharings() -> None:
    Sharing.objects.update(is_live=False, stage="pairs", stage_ends_at=NOON - DAY)


def owe_summaries() -> None:
    SummaryWish.objects.update(rhythm="daily", told_until=NOON - 2 * DAY, quiet_from=1, quiet_until=2)
    for group in Group.objects.order_by("pk"):
        seat = GroupSeat.objects.filter(group=group).exclude(state="in").first()
        if seat is not None:  # somebody else than the wish's owner writes
            Post.objects.create(group=group, author=seat.participant, text="A new path", written_at=NOON - DAY / 24)


def owe_written_summaries() -> None:
    SummaryMail.objects.update(sent_at=None)


# A task that writes to people, by mail or onto their pages → what makes it owe them something in the planted house.
WRITES: dict[str, tuple[Callable[[], None], ...]] = {
    "programs.send_event_mail": (owe_event_mail, owe_office_hours),
    "programs.send_registration_mail": (owe_registration_mail,),
    "programs.send_letters": (owe_letters,),
    "programs.remind_of_promises": (owe_promises,),
    "surveys.tend_waves": (owe_surveys,),
    "network.move_introductions": (owe_introductions,),
    "network.send_introduction_mail": (owe_introductions,),
    "mentoring.look_after_pairs": (owe_pairs,),
    "dashboards.look_at_programs": (owe_briefs,),
    "community.tell_nominees": (owe_kind_words,),
    "community.send_welcome_mail": (owe_welcomes,),
    "community.tend_newcomers": (owe_newcomers,),
    "community.ask_prompts": (owe_prompts,),
    "community.move_sharings": (owe_sharings,),
    "community.write_summaries": (owe_summaries,),
    "community.send_summaries": (owe_written_summaries,),
}
# The others, each with why nobody hears of it.
WRITES_TO_NOBODY = {
    "tenancy.run_job": "does what somebody asked for; invitations are to the organization",
    "tenancy.send_post": "sends what others wrote down, and of an archived program none of them does",
    "network.take_night": "counts",
    "network.expire_claims": "tells nobody, and leaves archived programs out",
    "tools.deliver": "tells other programs what was done",
    "tools.offer_deliveries": "tells other programs what was done",
    "programs.finish_programs": "of programs that run",
    "programs.resume_rested_people": "of people who rest, in programs that are not archived",
    "community.detach_names": "takes names off",
    "rights.let_data_go": "lets go what is kept no longer",
}
# What may still become of the rows of an archived program in these tasks: what was promised to people.
GOES_ON = {"surveys.tend_waves": {"surveys_removal", "surveys_sealedword", "surveys_word", "tenancy_auditentry"}}
# What an archived program takes: its copy for a next run, its way back, and people's own way out.
TAKEN = {
    "programs:plan-copy", "programs-api:plan-copy", "programs:plan-bring-back", "programs-api:plan-bring-back",
    "programs:consent-set",
    "programs:agreement-take-back",
    "programs:answer-erase", "programs:feed-close", "network:mention-erase", "network:time-erase",
    "network-api:mention", "network-api:time-erase",
    "programs-api:consent-list", "programs-api:agreement-take-back", "programs-api:answer",
    "community:story-erase", "community-api:story", "community:post-remove", "community-api:post",
}  # fmt: skip


def put(planted: Planted, state: ProgramState) -> None:
    """Both programs of the house, into a state."""
    at = NOON if state == ProgramState.ARCHIVED else None
    Program.objects.update(state=state, archived_at=at)


def run(task: str, house: House, capture: DjangoCaptureOnCommitCallbacks, **more: Any) -> int:
    """Runs a task now, and counts the mails that went."""
    mail.outbox.clear()
    with capture(execute=True):
        app.tasks[task](organization_id=str(house.organization.id), **more)
    return len(mail.outbox)


def test_every_task_writes_to_people_or_is_known_not_to() -> None:
    tasks()

    assert set(ORGANIZATION_TASKS) == WRITES.keys() | WRITES_TO_NOBODY.keys()


# peers 7.4
@pytest.mark.parametrize("task", WRITES)
def test_sweep_leaves_an_archived_program_out(
    task: str, houses: Houses, settings: Any, tmp_path: Any, django_capture_on_commit_callbacks: Any
) -> None:
    planted, house = houses[0], houses[0].house
    settings.SURVEY_KEY_DIRS = [str(tmp_path)]
    tasks()
    seen: list[dict[str, str]] = []
    mails: list[int] = []
    with house.open():
        for owe in WRITES[task]:
            owe()
    for state in (ProgramState.ARCHIVED, ProgramState.RUNNING):
        with house.open():
            put(planted, state)
        seen += [digest()] if state == ProgramState.ARCHIVED else []
        mails.append(run(task, house, django_capture_on_commit_callbacks))
        seen.append(digest())

    archived, running = (changed(*pair) for pair in pairwise(seen))
    print(f"7.4: {task}: {mails[1]} mails unarchived, {mails[0]} archived")
    assert (mails[0], archived - GOES_ON.get(task, set())) == (0, set())
    assert mails[1] or running - {"programs_program"}


def changed(before: dict[str, str], after: dict[str, str]) -> set[str]:
    """The tables that hold something else than before."""
    return {table for table, word in after.items() if word != before[table]}


# peers 7.4
@pytest.mark.parametrize("task", WRITES_TO_NOBODY)
def test_task_that_writes_to_nobody_stays_so(
    task: str, houses: Houses, django_capture_on_commit_callbacks: Any
) -> None:
    planted, house = houses[0], houses[0].house
    tasks()
    with house.open():
        put(planted, ProgramState.ARCHIVED)
    named = ORGANIZATION_TASKS[task](planted)

    assert run(task, house, django_capture_on_commit_callbacks, **named) == 0


def test_days_and_nights_of_an_archived_program_are_over(houses: Houses) -> None:
    planted = houses[0]
    found = {}
    for state in (ProgramState.ARCHIVED, ProgramState.RUNNING):
        with transaction.atomic():
            for one in houses:
                with one.house.open():
                    put(planted, state)
                    ProgramDay.objects.all().delete()
                    Night.objects.all().delete()
            app.tasks["programs.release_due_days"]()
            app.tasks["network.open_due_nights"]()
            with planted.house.open():
                found[state] = (ProgramDay.objects.count() > 0, Night.objects.count() > 0)
            transaction.set_rollback(True)

    assert found == {ProgramState.ARCHIVED: (False, False), ProgramState.RUNNING: (True, True)}


WRITING = sorted((route, method) for route, method in EXPECTED if method != "GET" and route in IN_PROGRAM)


# peers 7.4
def test_no_address_takes_a_change(houses: Houses, dice: random.Random) -> None:
    here, house = houses[0], houses[0].house
    with house.open():
        put(here, ProgramState.ARCHIVED)
    place = Place("own", house.organization.slug, house.program.slug, here, house.program)
    callers = {role: fresh_caller(who.user) for role, who in enumerate((house.ben, house.ada, house.una))}
    tried, wrong, before = 0, [], digest()
    for route, method in drawn(WRITING, dice):
        # Whoever the table lets in is told that it is archived; the others hear what they always hear.
        for role in (role for role, usual in enumerate(EXPECTED[route, method]) if usual != HTTPStatus.FORBIDDEN):
            if route in TAKEN:
                continue
            sent = body(route, here, house.program)
            answer = callers[role].ask(method, address(route, place), sent, form=sends_form(route))
            tried += 1
            if answer.status_code != HTTPStatus.UNPROCESSABLE_ENTITY or b"is archived" not in answer.content:
                wrong.append((route, method, role, answer.status_code))

    print(f"7.4: {tried} changes of an archived program tried at {len(WRITING)} addresses, {len(wrong)} taken")
    assert (wrong, digest()) == ([], before)


def test_what_an_archived_program_takes_is_listed() -> None:
    found = set()
    for name, view in views(get_resolver().url_patterns):
        if getattr(view, LASTING, False) or getattr(getattr(view, "cls", None), LASTING, False):
            found.add(name)

    assert found == TAKEN
    assert found <= IN_PROGRAM.keys()


def views(patterns: list[Any], names: str = "") -> list[tuple[str, Any]]:
    """Name and view of every address."""
    found: list[tuple[str, Any]] = []
    for one in patterns:
        if hasattr(one, "url_patterns"):
            found += views(one.url_patterns, f"{names}{one.namespace}:" if one.namespace else names)
        else:
            found.append((f"{names}{one.name}", unwrapped(one.callback)))
    return found


def unwrapped(view: Any) -> Any:
    """The view itself, or the first of what is wrapped around it that says whether it is lasting."""
    while not hasattr(view, LASTING) and hasattr(view, "__wrapped__"):
        view = view.__wrapped__
    return view


def test_everybody_still_reads_it(houses: Houses) -> None:
    here, house = houses[0], houses[0].house
    with house.open():
        put(here, ProgramState.ARCHIVED)

    for who in (house.ben, house.ada):
        page = Caller(who.user).ask("GET", house.address("roadmap/"), {}, form=True)
        assert (page.status_code, b"this program is archived" in page.content) == (200, True)


# peers 7.4
def test_an_admin_archives_and_brings_back(houses: Houses) -> None:
    house = houses[0].house
    una = fresh_caller(house.una.user)
    with house.open():
        Program.objects.filter(pk=house.program.pk).update(state=ProgramState.FINISHED)

    una.ask("POST", house.address("plan/archive/"), {}, form=True)

    with house.open():
        kept = Program.objects.get(pk=house.program.pk)
        assert (kept.state, kept.archived_at) == (ProgramState.ARCHIVED, NOON)
    una.ask("POST", house.address("plan/bring-back/"), {}, form=True)
    with house.open():
        kept = Program.objects.get(pk=house.program.pk)
        assert (kept.state, kept.archived_at) == (ProgramState.FINISHED, None)


@pytest.mark.parametrize("state", [ProgramState.DRAFT, ProgramState.RUNNING, ProgramState.PAUSED])
def test_only_a_finished_program_is_archived(state: ProgramState, houses: Houses) -> None:
    house = houses[0].house
    with house.open():
        Program.objects.filter(pk=house.program.pk).update(state=state)
        for act in (archive_program, bring_program_back):
            with pytest.raises(ProgramRefused):
                act(actor=house.una.membership, program=house.program, now=NOON)


def test_no_file_and_no_newcomer_changes_it(houses: Houses) -> None:
    """The ways that lead round its pages: a command or a job that began before, and a personal link."""
    house = houses[0].house
    with house.open():
        put(houses[0], ProgramState.ARCHIVED)
        program = Program.objects.get(pk=house.program.pk)
        text = b"person,with,date\nben@northlight.example,ada@northlight.example,2026-02-03\n"
        kind = ImportKind.INTERACTIONS
        table, layout = read_file(program=program, kind=kind, content=text, fields=None, has_header=None, date_order="")
        with pytest.raises(FileRefused, match="archived"):
            bring_in(program=program, kind=kind, table=table, layout=layout, actor=None, now=NOON)
        came = Registration.objects.select_related("program").get(program=program, participant__isnull=False)
        with pytest.raises(RegistrationRefused, match="archived"):
            say_hello(registration=came, text="Hello", now=NOON)
