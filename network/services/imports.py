"""
Bringing in files: people, and time together.

One way for the pages, the API and the commands: read → plan → write, all or nothing. The plan is made again inside the
transaction that writes, so what a preview said is never trusted.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from belonging.core import clock
from belonging.core.delimited import Table
from belonging.core.file_faults import Fault, FileRefused
from belonging.tenancy import jobs
from belonging.tenancy.audit import record
from belonging.tenancy.enums import JobKind
from belonging.tenancy.scope import current_organization_id, unscoped
from belonging.tenancy.selectors import job_by_public_id
from network.imports import times
from network.imports.reading import Counts, kept_table, read_file, read_kept, times_counts
from network.selectors.imported_rows import add_imported_rows
from network.services.ties import refresh_ties
from programs.enums import ImportKind
from programs.imports import people
from programs.imports.layout import Layout
from programs.imports.writing import (
    bring_in_people,
    choose_layout,
    close_file,
    hand_to_job,
    held_file,
    keep_file,
)
from programs.rules import ONLY_READ
from programs.selectors.programs import forgotten_files, import_file_by_public_id, program_by_public_id

if TYPE_CHECKING:
    from belonging.tenancy.models import Job, Membership
    from programs.models import ImportFile, Program

FORGOTTEN_AFTER = timedelta(days=7)
AT_ONCE_ROWS = 5_000  # more than this is a job with a progress bar

Tell = Callable[[int, int, str], None]  # done, of how many rows, in words


def _say_nothing(done: int, total: int, message: str) -> None:
    """For callers nobody waits for."""


@transaction.atomic
def bring_in(
    *,
    program: Program,
    kind: str,
    table: Table,
    layout: Layout,
    actor: Membership | None,
    now: datetime,
    kept: ImportFile | None = None,
    tell: Tell = _say_nothing,
) -> Counts:
    """
    This will bring in everything a table says, or nothing, and answer the counts.

    Raises FileRefused, naming lines and columns.
    """
    if program.is_archived:
        raise FileRefused([Fault(None, "", str(ONLY_READ))])
    if kept is not None:
        kept = held_file(program=program, kept=kept)
    today = clock.today(program.time_zone, now)
    tell(0, table.row_count, _("Checking the lines"))
    if kind == ImportKind.PEOPLE:
        plan = people.plan_people(program, table, layout)
        half = table.row_count // 2
        bring_in_people(
            program=program, plan=plan, on=today, now=now, tell=lambda message: tell(half, table.row_count, message)
        )
        counts = plan.counts()
    else:
        counts = _bring_in_times(program, times.plan_interactions(program, table, layout, today), now, tell)
    if kept is not None:
        close_file(kept=kept, now=now)
    record(actor=actor, verb="import.applied", target=kept or program, now=now, kind=kind, **counts)
    tell(table.row_count, table.row_count, _("Done"))
    return counts


def _bring_in_times(program: Program, plan: times.InteractionPlan, now: datetime, tell: Tell) -> Counts:
    tell(plan.row_count // 3, plan.row_count, _("Storing time together"))
    made = add_imported_rows(current_organization_id(), program.pk, plan, now)
    tell(2 * plan.row_count // 3, plan.row_count, _("Counting ties"))
    refresh_ties(program_id=program.pk, pairs=made.keys())
    return times_counts(plan, sum(made.values()))


def keep_upload(
    *, program: Program, kind: ImportKind, actor: Membership, name: str, content: bytes, now: datetime
) -> ImportFile:
    """This will keep a file for its preview; raises FileRefused, and keeps nothing, when it is no table."""
    _refuse_closed(program, kind)
    read_file(program=program, kind=kind, content=content)
    return keep_file(program=program, kind=kind, actor=actor, name=name, content=content, now=now)


def _refuse_closed(program: Program, kind: str) -> None:
    if kind == ImportKind.PEOPLE:
        people.check_program_takes_people(program)
    else:
        times.check_program_takes_interactions(program)


@dataclass(frozen=True)
class Started:
    """What became of "Bring in": done with its counts, or a job that does it."""

    counts: Counts
    job: Job | None = None


@transaction.atomic
def change_columns(*, program: Program, kept: ImportFile, layout: Layout) -> None:
    """This will remember what each column holds; raises FileRefused when the file cannot be read like that."""
    kept = held_file(program=program, kept=kept)
    if _unfinished_job(kept) is not None:
        raise FileRefused([Fault(None, "", _("This file is being brought in. Its columns stay as they are."))])
    read_kept(program, kept, layout)
    choose_layout(kept=kept, layout=layout)


def _unfinished_job(kept: ImportFile) -> Job | None:
    job = None if kept.job is None else job_by_public_id(kept.job)
    return None if job is None or job.is_finished else job


@transaction.atomic
def start_import(*, program: Program, kept: ImportFile, layout: Layout, actor: Membership, now: datetime) -> Started:
    """This will bring in a small file at once and hand a large one to a worker; raises FileRefused."""
    kept = held_file(program=program, kept=kept)  # the row of now: of two presses, the second finds the first one's job
    waiting = _unfinished_job(kept)
    if waiting is not None:
        return Started({}, waiting)
    table, layout = read_kept(program, kept, layout)
    choose_layout(kept=kept, layout=layout)
    if table.row_count <= AT_ONCE_ROWS:
        counts = bring_in(program=program, kind=kept.kind, table=table, layout=layout, actor=actor, now=now, kept=kept)
        return Started(counts)
    kind = JobKind.IMPORT_PEOPLE if kept.kind == ImportKind.PEOPLE else JobKind.IMPORT_INTERACTIONS
    arguments = {"program": str(program.public_id), "file": str(kept.public_id)}
    job = jobs.ask(kind=kind, arguments=arguments, asked_by=actor, now=now)
    hand_to_job(kept=kept, job=job.public_id)
    return Started({}, job)


def apply_asked_import(*, job: Job, now: datetime, tell: Tell) -> dict[str, object]:
    """This will bring in the file that a job asks for; raises FileRefused."""
    program = program_by_public_id(UUID(job.arguments["program"]))
    kept = None if program is None else import_file_by_public_id(program, UUID(job.arguments["file"]))
    if program is None or kept is None:
        raise FileRefused([Fault(None, "", _("This file is no longer there."))])
    tell(0, 0, _("Reading the file"))
    table, layout = kept_table(program, kept)
    counts = bring_in(
        program=program, kind=kept.kind, table=table, layout=layout, actor=job.asked_by, now=now, kept=kept, tell=tell
    )
    return {"file": str(kept.public_id), **counts}


def empty_forgotten_files(*, now: datetime) -> int:
    """This will empty, in every organization, the files that were not brought in for seven days, and count them."""
    with unscoped("empty files that nobody brought in"):
        return forgotten_files(now - FORGOTTEN_AFTER).update(content=b"")
