"""
Plans: everybody's year laid at the start, a month opened in a thousand programs, and one person's roadmap.

Promised: 500 people x 60 steps start in 5 s; a month of 1,000 programs opens in one pass of the ledger; a roadmap asks
the same number of queries for 1 step and for 200. The start is compared with the same rows put in by `bulk_create` and
by a bare COPY, without a plan, keys to look up or an audit row. `python -m bench plans` runs it.
"""

import io
import statistics
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

PEOPLE, STEPS, ROUNDS = 500, 60, 5
PROGRAMS, IN_EACH, STEPS_A_MONTH, HOUSES = 1000, 20, 5, 20
STARTS_ON = date(2026, 9, 1)
BEFORE, FIRST, SECOND = (datetime(2026, *day, 12, tzinfo=UTC) for day in ((8, 20), (9, 1), (10, 1)))


def main() -> None:
    """Seeds, takes the three, prints."""
    import django

    django.setup()
    from django.db import connections

    starting()
    releasing()
    reading()
    with connections["owner"].cursor() as cursor:
        cursor.execute("TRUNCATE tenancy_organization CASCADE")
    connections.close_all()


def plan_text(a_month: int) -> str:
    """A plan of twelve months with so many steps in each, on the first days of the month."""
    kinds = ("experiential", "peer", "formal")
    steps = "".join(
        f"  - {{key: s-{month}-{number}, title: Step {month} {number}, text: Do it., module: all, "
        f"kind: {kinds[number % 3]}, minutes: 20, when: {{month: {month}, day: 1}}}}\n"
        for month in range(1, 13)
        for number in range(a_month)
    )
    months = ", ".join(map(str, range(1, 13)))
    return (
        "format: 1\nkey: bench\nversion: 1\nname: Bench\nmonths: 12\n"
        f"modules:\n  - {{key: all, number: 1, name: All, months: [{months}]}}\nsteps:\n{steps}"
    )


def house(slug: str) -> Any:
    """A new organization's admin."""
    from belonging.accounts.models import User
    from belonging.tenancy.services import create_organization

    founder = User.objects.create_user(f"{slug}@bench.example", "a long walk by the water", name="Una")
    return create_organization(
        name=slug.title(), slug=slug, founder=founder, founder_name="Una", now=BEFORE, asks_second_step=False
    )


def peopled(admin: Any, template: Any, name: str, count: int) -> Any:
    """A draft from the template with so many people in it."""
    from belonging.tenancy.models import Membership
    from programs.models import Participant
    from programs.services.plans import create_program_from_template

    program = create_program_from_template(actor=admin, template=template, name=name, starts_on=STARTS_ON, now=BEFORE)
    members = Membership.objects.bulk_create(
        Membership(name=f"Person {number}", role="participant") for number in range(count)
    )
    Participant.objects.bulk_create(
        Participant(program=program, membership=member, state="active", joined_on=STARTS_ON) for member in members
    )
    return program


def seconds(work: Callable[[], Any]) -> float:
    """How long it took."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def starting() -> None:
    """500 people and 60 steps: the start as it is, and the same rows put in barely."""
    from belonging.tenancy.scope import open_scope
    from programs.models import PersonStep
    from programs.services.plans import keep_template, start_with_paths

    admin, ours, made, copied = house("start"), [], [], []
    with open_scope(admin.organization_id):
        template = keep_template(actor=admin, content=plan_text(STEPS // 12), now=BEFORE)
    for number in range(ROUNDS):
        with open_scope(admin.organization_id):
            program = peopled(admin, template, f"Year {number}", PEOPLE)
        ours.append(seconds(lambda: opened(admin, lambda: start_with_paths(
            actor=admin, program=program, now=FIRST, because="A benchmark"  # noqa: B023 -- called at once
        ))))  # fmt: skip
        with open_scope(admin.organization_id):
            rows = list(PersonStep.objects.filter(participant__program=program))
            assert len(rows) == PEOPLE * STEPS
            PersonStep.objects.filter(participant__program=program).delete()
        for row in rows:
            row.pk = None
        made.append(seconds(lambda: opened(admin, lambda: PersonStep.objects.bulk_create(rows))))  # noqa: B023
        copied.append(seconds(lambda: copy(rows)))  # noqa: B023 -- called at once
    print(f"start of {PEOPLE} people x {STEPS} steps: {told(ours)} (goal: at most 5 s)")
    print(f"the same rows by bulk_create: {told(made)}; by a bare COPY without checks: {told(copied)}")
    usual = statistics.median(ours)
    print(
        f"ratio: {usual / statistics.median(made):.2f} to bulk_create, {usual / statistics.median(copied):.1f} to COPY"
    )


def opened(admin: Any, work: Callable[[], Any]) -> None:
    """Does it in the organization."""
    from belonging.tenancy.scope import open_scope

    with open_scope(admin.organization_id):
        work()


def copy(rows: list[Any]) -> None:
    """COPY of the same values into a table without keys, indexes or row security."""
    from django.db import connections

    with connections["owner"].cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE bare (LIKE programs_personstep) ON COMMIT PRESERVE ROWS")
        columns = (
            "public_id, created_at, organization_id, participant_id, occurrence_id, step_id, state, opens_on, wrote"
        )
        cursor.execute("ALTER TABLE bare ALTER COLUMN id DROP NOT NULL")
        text = io.StringIO("".join(lines(rows)))
        cursor.copy_expert(f"COPY bare ({columns}) FROM STDIN", text)
        cursor.execute("DROP TABLE bare")


def lines(rows: list[Any]) -> Iterator[str]:
    """What COPY reads."""
    for row in rows:
        ids = (row.organization_id, row.participant_id, row.occurrence_id, row.step_id)
        yield "\t".join(map(str, (uuid4(), FIRST, *ids, row.state, row.opens_on, ""))) + "\n"


def told(times: list[float]) -> str:
    """The usual time, and the worst."""
    return f"{statistics.median(times):.2f} s in the median, {max(times):.2f} s at worst"


def releasing() -> None:
    """A thousand programs whose month begins on the same day, in one pass."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from belonging.tenancy.scope import unscoped
    from programs.models import PersonStep, ProgramDay
    from programs.services.days import release_due_days

    for number in range(HOUSES):
        sown(house(f"release-{number}"), PROGRAMS // HOUSES)
    release_due_days(now=FIRST)  # programs of the start
    with CaptureQueriesContext(connection) as asked:
        took = seconds(lambda: release_due_days(now=SECOND))
    with unscoped("benchmark"):
        steps = PersonStep.objects.filter(state="open", opens_on=SECOND.date()).count()
        days = ProgramDay.objects.filter(local_date=SECOND.date()).count()
    print(f"a month opened in {days} programs, {steps:,} steps: {took:.2f} s in {len(asked)} statements, one pass")


def sown(admin: Any, count: int) -> None:
    """So many running programs with a month of steps for everybody, in a few statements."""
    from django.db import transaction

    from belonging.tenancy.models import Membership
    from belonging.tenancy.scope import open_scope
    from programs.models import Module, Occurrence, Participant, Program, Step
    from programs.selectors.plans import lay_all_paths
    from programs.services.plans import keep_template

    with open_scope(admin.organization_id), transaction.atomic():
        template = keep_template(actor=admin, content=plan_text(1), now=BEFORE)
        programs = Program.objects.bulk_create(
            Program(name=f"Common {place}", slug=f"common-{place}", starts_on=STARTS_ON, state="running",
                    started_at=FIRST, template=template)
            for place in range(count)
        )  # fmt: skip
        members = Membership.objects.bulk_create(
            Membership(name=f"Person {number}", role="participant") for number in range(IN_EACH)
        )
        modules = Module.objects.bulk_create(
            Module(program=program, key="all", number=1, name="All", first_month=1, last_month=12)
            for program in programs
        )
        steps = Step.objects.bulk_create(
            Step(program=module.program, module=module, key=f"s-{number}", title="Step", kind="peer", minutes=20,
                 when={"month": 2})
            for module in modules
            for number in range(STEPS_A_MONTH)
        )  # fmt: skip
        Occurrence.objects.bulk_create(
            Occurrence(program=step.program, step=step, opens_on=SECOND.date(), month=2) for step in steps
        )
        Participant.objects.bulk_create(
            Participant(program=program, membership=member, state="active", joined_on=STARTS_ON)
            for program in programs
            for member in members
        )
        for program in programs:
            lay_all_paths(admin.organization_id, program.pk)


def reading() -> None:
    """One person's roadmap with 1 step and with 200."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from belonging.tenancy.scope import open_scope
    from programs.models import Participant
    from programs.selectors.paths import roadmap_of
    from programs.services.plans import keep_template, start_with_paths

    admin = house("read")
    for count, content in ((1, one_step()), (204, plan_text(17))):
        with open_scope(admin.organization_id):
            template = keep_template(actor=admin, content=content, now=BEFORE)
            program = peopled(admin, template, f"Roadmap {count}", 1)
            start_with_paths(actor=admin, program=program, now=FIRST, because="A benchmark")
            person = Participant.objects.select_related("membership").get(program=program)
            with CaptureQueriesContext(connection) as asked:
                roadmap_of(program, person, FIRST.date())
            took = statistics.median(seconds(lambda: roadmap_of(program, person, FIRST.date())) for _ in range(9))  # noqa: B023
        print(f"a roadmap with {count} steps: {len(asked)} queries, {took * 1000:.1f} ms")


def one_step() -> str:
    """A plan with one step."""
    head, steps = plan_text(1).split("steps:\n")
    return head + "steps:\n" + steps.splitlines()[0] + "\n"
