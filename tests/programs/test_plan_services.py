"""Templates, programs made from them, and a whole year walked through in seconds."""

from datetime import UTC, date, datetime, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from belonging.tenancy.enums import Role
from programs.enums import LinkKind, PersonStepState
from programs.models import (
    Event,
    Module,
    Occurrence,
    Participant,
    PersonStep,
    Phase,
    PlannedPromise,
    Program,
    ProgramDay,
    Promise,
    Resource,
    Step,
    StepLink,
    Task,
    Template,
    Worksheet,
)
from programs.selectors.plans import plan_of
from programs.services.days import release_due_days
from programs.services.plans import (
    TemplateRefused,
    create_program_from_template,
    keep_template,
    lock_template,
    move_start,
    start_with_paths,
)
from programs.services.programs import ProgramRefused, enrol_participant
from programs.services.seed import keep_seed_template, seed_plan
from tests.cast import NOON, House, make_person

STARTS_ON = date(2026, 9, 1)


@pytest.fixture
def seed(inside: House) -> Template:
    """The built-in template, taken over."""
    return keep_seed_template(actor=inside.una.membership, now=NOON)


@pytest.fixture
def draft(inside: House, seed: Template) -> Program:
    """A draft of a year that begins in September."""
    return create_program_from_template(
        actor=inside.una.membership, template=seed, name="New Year", starts_on=STARTS_ON, now=NOON
    )


def enrol(program: Program, house: House, count: int = 2) -> list[Participant]:
    members = [house.ben.membership, house.mira.membership]
    members += [make_person(f"P{place}", "northlight", None).membership for place in range(count - 2)]
    return [enrol_participant(actor=None, program=program, membership=one, on=STARTS_ON, now=NOON) for one in members]


def test_seed_is_kept_once(inside: House, seed: Template) -> None:  # peers 1.22
    again = keep_seed_template(actor=inside.una.membership, now=NOON)

    assert (again.pk, again.version, again.name) == (seed.pk, 1, "Community Belonging Network")


def test_another_file_of_the_same_key_is_the_next_version(inside: House, seed: Template) -> None:
    changed = seed_plan().replace("name: Community Belonging Network", "name: Ours", 1)

    kept = keep_template(actor=None, content=changed, now=NOON)

    assert (kept.key, kept.version, kept.name) == (seed.key, 2, "Ours")
    assert Template.objects.get(pk=seed.pk).content == seed.content


def test_locked_template_is_used_but_not_replaced(inside: House, seed: Template) -> None:  # peers 1.12
    lock_template(actor=inside.una.membership, template=seed, is_locked=True, now=NOON)

    with pytest.raises(TemplateRefused, match="locked"):
        keep_template(actor=None, content=seed_plan() + "\n", now=NOON)
    create_program_from_template(actor=None, template=seed, name="Use it", starts_on=STARTS_ON, now=NOON)


def test_faults_of_a_file_are_named_by_line(inside: House) -> None:
    broken = seed_plan().replace("months: 12", "months: 99", 1).replace("kind: experiential", "kind: gossip", 1)

    with pytest.raises(TemplateRefused) as refusal:
        keep_template(actor=None, content=broken, now=NOON)

    lines = str(refusal.value).split("\n")
    assert len(lines) >= 2
    assert all(line.startswith("Line ") for line in lines)
    assert not Template.objects.exists()


def test_draft_has_the_whole_plan(inside: House, draft: Program) -> None:  # peers 1.1, 1.7
    assert Phase.objects.filter(program=draft).count() == 5
    assert Module.objects.filter(program=draft).count() == 4
    assert Step.objects.filter(program=draft).count() >= 40
    assert Resource.objects.filter(program=draft).count() >= 13
    assert Worksheet.objects.filter(program=draft).count() >= 6
    assert StepLink.objects.filter(step__program=draft, kind=LinkKind.UNLOCK_AFTER).exists()
    assert Step.objects.filter(program=draft, revisits__isnull=False).count() >= 8
    monthly = [row.month for row in Occurrence.objects.filter(program=draft).order_by("opens_on")]
    assert min(monthly) <= 0
    assert set(range(1, 13)) <= set(monthly)


def test_plan_says_where_its_mix_stands(inside: House, draft: Program) -> None:  # peers 1.17
    page = plan_of(draft)

    assert not page.mix.whole.is_off
    assert page.gaps == []
    assert len(page.mix.modules) == 4


def test_moving_the_start_moves_every_date_that_has_not_passed(inside: House, draft: Program) -> None:  # peers 1.1
    before = list(Occurrence.objects.filter(program=draft, month__gte=1).values_list("step__key", "opens_on"))

    move_start(actor=inside.una.membership, program=draft, starts_on=STARTS_ON + timedelta(days=30), now=NOON)

    after = dict(Occurrence.objects.filter(program=draft, month__gte=1).values_list("step__key", "opens_on"))
    assert all(after[key] > day for key, day in dict(before).items())
    assert Phase.objects.get(program=draft, key="kickoff").begins_on == STARTS_ON + timedelta(days=30)


def test_start_is_fixed_once_it_runs(inside: House, draft: Program) -> None:
    start_with_paths(actor=inside.una.membership, program=draft, now=NOON)

    with pytest.raises(ProgramRefused, match="fixed"):
        move_start(actor=inside.una.membership, program=draft, starts_on=STARTS_ON, now=NOON)


@pytest.mark.parametrize("people", [2, 12])
def test_start_lays_everybodys_path_in_the_same_number_of_queries(
    inside: House, draft: Program, people: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    enrol(draft, inside, people)

    with django_assert_num_queries(10):  # one of them: who listens to news
        laid = start_with_paths(actor=inside.una.membership, program=draft, now=NOON)

    assert laid == PersonStep.objects.filter(participant__program=draft).count()
    assert laid % people == 0
    planned = PlannedPromise.objects.filter(program=draft).count()
    assert Promise.objects.filter(participant__program=draft).count() == planned * people


def test_late_joiner_gets_what_is_not_behind(inside: House, draft: Program) -> None:  # peers 1.4
    enrol(draft, inside)
    start_with_paths(actor=inside.una.membership, program=draft, now=NOON)
    late = make_person("Late", "northlight", None).membership
    joined = STARTS_ON + timedelta(days=120)
    place = enrol_participant(actor=None, program=draft, membership=late, on=joined, now=NOON)

    assert place.person_steps.count() == PersonStep.objects.filter(participant__program=draft).count() / 3
    assert place.promises.exists()
    assert all(promise.due_on >= joined for promise in place.promises.all())


def test_facilitators_get_their_tasks_once(inside: House, draft: Program) -> None:  # peers 1.11, 1.13
    start_with_paths(actor=inside.una.membership, program=draft, now=NOON)

    for _ in range(2):
        release_due_days(now=datetime(2026, 9, 20, 12, tzinfo=UTC))

    tasks = Task.objects.filter(program=draft)
    assert tasks.exists()
    assert {task.assignee_id for task in tasks} == {inside.ada.membership.pk}
    assert tasks.count() == tasks.values("occurrence").distinct().count()
    assert inside.ada.membership.role == Role.FACILITATOR


def test_after_an_outage_the_day_catches_up_once(inside: House, draft: Program) -> None:
    (ben, _mira) = enrol(draft, inside)
    start_with_paths(actor=inside.una.membership, program=draft, now=NOON)
    release_due_days(now=datetime(2026, 9, 1, 12, tzinfo=UTC))

    release_due_days(now=datetime(2026, 9, 10, 18, tzinfo=UTC))

    overdue = PersonStep.objects.filter(participant=ben, state=PersonStepState.WAITING, opens_on__lte=date(2026, 9, 10))
    assert all(row.step.links.filter(kind=LinkKind.UNLOCK_AFTER).exists() for row in overdue)
    assert ProgramDay.objects.filter(program=draft).count() == 2


def test_events_come_with_the_plan(inside: House, draft: Program) -> None:  # peers D14
    events = Event.objects.filter(program=draft)

    assert {event.kind for event in events} >= {"experiential", "peer"}
    assert all(event.ends_at > event.starts_at for event in events)
