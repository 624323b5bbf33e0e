"""Every task is bound to one organization, or stands on the list of those that look at all, with its reason."""

import inspect
import json
import re
from collections.abc import Callable, Iterator

import pytest
from django.db import connections

from belonging.celery import app
from belonging.tenancy.enums import JobKind, JobState
from belonging.tenancy.jobs import _handlers, ask, perform
from belonging.tenancy.models import Job
from belonging.tenancy.scope import BESIDE
from network.models import Night, Snapshot
from tests.cast import NOON
from tests.guards.conftest import Houses
from tests.guards.tables import Planted, digest

pytestmark = pytest.mark.authz

# Task of one organization → the ids it is called with besides organization_id.
ORGANIZATION_TASKS: dict[str, Callable[[Planted], dict[str, str]]] = {
    "tenancy.run_job": lambda planted: {"job_id": str(planted.jobs[planted.house.program.pk].public_id)},
    "network.take_night": lambda planted: {"night_id": night_of(planted)},
    "tenancy.send_post": lambda planted: {},
    "tools.deliver": lambda planted: {"delivery_id": str(planted.tools.delivery.public_id)},
    "tools.offer_deliveries": lambda planted: {},
    "network.expire_claims": lambda planted: {},
    "network.move_introductions": lambda planted: {},
    "network.send_introduction_mail": lambda planted: {},
    "programs.send_event_mail": lambda planted: {},
    "surveys.tend_waves": lambda planted: {},
    "mentoring.look_after_pairs": lambda planted: {},
    "programs.send_registration_mail": lambda planted: {},
    "programs.send_letters": lambda planted: {},
    "programs.finish_programs": lambda planted: {},
    "programs.remind_of_promises": lambda planted: {},
    "programs.resume_rested_people": lambda planted: {},
    "community.detach_names": lambda planted: {},
    "dashboards.look_at_programs": lambda planted: {},
    "community.tell_nominees": lambda planted: {},
    "community.tend_newcomers": lambda planted: {},
    "community.move_sharings": lambda planted: {},
    "community.ask_prompts": lambda planted: {},
    "community.write_summaries": lambda planted: {},
    "community.send_summaries": lambda planted: {},
    "community.send_welcome_mail": lambda planted: {},
    "rights.let_data_go": lambda planted: {},
}
# Tasks that look at all organizations, each with why; they are told nothing and write through unscoped() or not at all.
ALL_ORGANIZATIONS = {
    "tenancy.sweep_jobs": "offers again, in every organization, what nobody holds",
    "tenancy.find_post": "finds the organizations to which tenancy.send_post is handed",
    "accounts.send_post": "mail about sign-ins, which belong to no organization",
    "tools.find_deliveries": "finds the organizations to which tools.offer_deliveries is handed",
    "network.open_due_nights": "the ledger is opened for the programs of all organizations",
    "network.offer_free_nights": "offers again nights whose worker died",
    "programs.release_due_days": "one pass opens what the plans of all programs owe by a date",
    "programs.find_people_to_write_to": "finds the organizations to which programs.remind_of_promises is handed",
    "programs.find_rested_people": "finds the organizations to which programs.resume_rested_people is handed",
    "programs.find_registrations": "finds the organizations to which programs.send_registration_mail is handed",
    "programs.find_ended_programs": "finds the organizations to which programs.finish_programs is handed",
    "programs.find_letters": "finds the organizations to which programs.send_letters is handed",
    "programs.remind_of_events": "finds the organizations to which programs.send_event_mail is handed",
    "mentoring.find_pairs_to_look_after": "finds the organizations to which mentoring.look_after_pairs is handed",
    "community.find_nominees_to_tell": "finds the organizations to which community.tell_nominees is handed",
    "dashboards.find_programs_to_look_at": "finds the organizations to which dashboards.look_at_programs is handed",
    "community.find_summaries": "finds the organizations to which community.write_summaries is handed",
    "community.find_prompts": "finds the organizations to which community.ask_prompts is handed",
    "community.find_sharings": "finds the organizations to which community.move_sharings is handed",
    "community.find_newcomers": "finds the organizations to which community.tend_newcomers is handed",
    "community.find_names_to_detach": "finds the organizations to which community.detach_names is handed",
    "network.empty_forgotten_files": "empties files that nobody brought in, in every organization",
    "surveys.find_waves_to_tend": "finds the organizations to which surveys.tend_waves is handed",
    "surveys.sweep_ballot_tables": "has the owner's function rewrite files; no row is read or written",
    "network.find_introductions": "finds the organizations to which network.move_introductions is handed",
    "rights.find_data_to_let_go": "finds the organizations to which rights.let_data_go is handed: all of them",
    "network.find_stale_claims": "finds the organizations to which network.expire_claims is handed",
}


def night_of(planted: Planted) -> str:
    """A night of a house's program that is due."""
    with planted.house.open():
        return str(Night.objects.filter(program=planted.house.program).first().public_id)  # type: ignore[union-attr]


def tasks() -> set[str]:
    """The names of all our tasks."""
    app.loader.import_default_modules()
    return {name for name in app.tasks if not name.startswith("celery.")}


@pytest.fixture(autouse=True)
def beside() -> Iterator[None]:
    """The second connection is not part of the test's transaction; it must not stay open."""
    yield
    connections[BESIDE].close()


# security T9
def test_every_task_is_listed() -> None:
    bound, all_of_them = set(ORGANIZATION_TASKS), set(ALL_ORGANIZATIONS)

    print(f"T9: {len(bound)} tasks of one organization, each called 4 ways it has to refuse; {len(all_of_them)} of all")
    assert tasks() == bound | all_of_them


def test_beat_calls_only_tasks_of_all_organizations() -> None:
    assert {entry["task"] for entry in app.conf.beat_schedule.values()} == set(ALL_ORGANIZATIONS)


@pytest.mark.parametrize("name", ALL_ORGANIZATIONS)
def test_task_of_all_organizations_is_told_nothing(name: str) -> None:
    tasks()

    assert list(inspect.signature(app.tasks[name].run).parameters) == []


# security T9
@pytest.mark.parametrize("name", ORGANIZATION_TASKS)
def test_task_does_nothing_with_another_organizations_object(name: str, houses: Houses) -> None:
    here, there = houses
    tasks()
    before = digest()

    app.tasks[name](organization_id=str(here.house.organization.id), **ORGANIZATION_TASKS[name](there))

    assert digest() == before


# security T9
@pytest.mark.parametrize("name", ORGANIZATION_TASKS)
@pytest.mark.parametrize("organization", [{}, {"organization_id": ""}, {"organization_id": "northlight"}])
def test_task_refuses_without_an_organization(name: str, organization: dict[str, str], houses: Houses) -> None:
    tasks()
    before = digest()

    with pytest.raises((TypeError, ValueError)):
        app.tasks[name](**organization, **ORGANIZATION_TASKS[name](houses[0]))

    assert digest() == before


@pytest.mark.parametrize("name", ORGANIZATION_TASKS)
def test_task_takes_ids_by_keyword_that_survive_json(name: str, houses: Houses) -> None:
    tasks()
    arguments = {"organization_id": str(houses[0].house.organization.id)} | ORGANIZATION_TASKS[name](houses[0])
    kinds = {parameter.kind for parameter in inspect.signature(app.tasks[name].run).parameters.values()}

    assert json.loads(json.dumps(arguments)) == arguments
    assert kinds <= {inspect.Parameter.KEYWORD_ONLY, inspect.Parameter.VAR_KEYWORD}


def test_every_kind_of_job_has_its_handler() -> None:
    tasks()

    assert set(_handlers) == set(JobKind)


@pytest.mark.parametrize("kind", JobKind)
def test_job_about_another_organizations_things_fails(kind: JobKind, houses: Houses) -> None:
    """A job's arguments are ids in JSON: nothing in the database ties them to the job's own organization."""
    here, there = houses
    theirs = there.house.program
    arguments = {"program": str(theirs.public_id), "file": str(there.files[theirs.pk].public_id)}
    with here.house.open():
        job = ask(kind=kind, arguments=arguments, asked_by=here.house.una.membership, now=NOON)
        snapshots = Snapshot.objects.count()
    before = digest()

    perform(organization_id=job.organization_id, job_id=job.public_id, now=NOON)

    changed = {table for table, word in digest().items() if word != before[table]}
    with here.house.open():
        job.refresh_from_db()
        assert (changed, job.state in {JobState.FAILED, JobState.WAITING}) == ({"tenancy_job"}, True)
        assert (job.result, Snapshot.objects.count()) == ({}, snapshots)
        assert re.search(r"[0-9a-f-]{36}|Southgate", job.message) is None


def test_right_organization_and_object_do_their_work(houses: Houses) -> None:
    """So that the refusals above are not refusals of everything."""
    here = houses[0]
    job = here.jobs[here.house.program.pk]
    tasks()

    app.tasks["tenancy.run_job"](organization_id=str(here.house.organization.id), job_id=str(job.public_id))

    with here.house.open():
        assert Job.objects.get(pk=job.pk).attempts == 1
