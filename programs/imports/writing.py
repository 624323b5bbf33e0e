"""Keeps the files that are to be brought in, and brings in people."""

import gzip
from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import TypeVar
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from belonging.core.file_faults import Fault, FileRefused
from belonging.tenancy.audit import record
from belonging.tenancy.enums import Role
from belonging.tenancy.models import Membership
from programs.enums import ImportKind, ParticipantState, ProgramState
from programs.imports.layout import Layout
from programs.imports.people import PeoplePlan, PersonRow
from programs.models import ImportFile, Participant, Program
from programs.selectors.plans import lay_all_paths

AT_ONCE = 2000
Row = TypeVar("Row")


def most_bytes() -> int:
    """The size of a file, unpacked, that may be brought in."""
    return int(settings.IMPORT_MAX_BYTES)


@transaction.atomic
def keep_file(
    *, program: Program, kind: ImportKind, actor: Membership, name: str, content: bytes, now: datetime
) -> ImportFile:
    """This will keep a file, packed, until somebody has looked at what it would do."""
    packed = content if content[:2] == b"\x1f\x8b" else gzip.compress(content, compresslevel=1)
    kept = ImportFile.objects.create(
        program=program, uploaded_by=actor, kind=kind, file_name=name[-120:] or "-", content=packed
    )
    record(actor=actor, verb="import.uploaded", target=kept, now=now, kind=kind, size=len(content))
    return kept


@transaction.atomic
def choose_layout(*, kept: ImportFile, layout: Layout) -> ImportFile:
    """This will remember which column of a file holds what."""
    kept.columns = layout.as_json()
    kept.save(update_fields=["columns"])
    return kept


def held_file(*, program: Program, kept: ImportFile) -> ImportFile:
    """This will hold a file until the transaction ends, so that of two presses only one brings it in."""
    found: ImportFile = ImportFile.objects.select_for_update(no_key=True).get(pk=kept.pk, program=program)
    if found.applied_at is not None:
        raise FileRefused([Fault(None, "", _("This file has been brought in already."))])
    return found


@transaction.atomic
def hand_to_job(*, kept: ImportFile, job: UUID) -> None:
    """This will note which job brings the file in."""
    kept.job = job
    kept.save(update_fields=["job"])


@transaction.atomic
def close_file(*, kept: ImportFile, now: datetime) -> None:
    """This will empty a file that has been brought in; the row stays as a record."""
    kept.content, kept.applied_at = b"", now
    kept.save(update_fields=["content", "applied_at"])


def bring_in_people(
    *, program: Program, plan: PeoplePlan, on: date, now: datetime, tell: Callable[[str], None] = lambda message: None
) -> None:
    """
    This will make and change the memberships and places of a plan, and tell between batches what it does.

    Raises FileRefused when somebody else brought in the same people meanwhile.
    """
    try:
        with transaction.atomic():
            _write_people(program, plan, on, tell)
    except IntegrityError:  # the unique id and e-mail of a membership decide the race
        text = _("Somebody brought in the same people at the same time. Look at the preview again.")
        raise FileRefused([Fault(None, "", text)]) from None


def _write_people(program: Program, plan: PeoplePlan, on: date, tell: Callable[[str], None]) -> None:
    # One statement for each batch of rows; telling renews the worker's lease. Neither model has signals or a save that
    # does more than the organization check, which the bulk methods repeat.
    joining = list(plan.joining)
    for rows in _batches(plan.new):
        tell(_("Storing people"))
        joining += Membership.objects.bulk_create([_new_member(row) for row in rows])
    for members in _batches(plan.changed):
        tell(_("Storing people"))
        Membership.objects.bulk_update(members, ["reference", "name", "email", "attributes"], batch_size=500)
    for members in _batches(joining):
        tell(_("Giving them their places"))
        Participant.objects.bulk_create([_new_place(program, member, on) for member in members])
    for place in plan.returning:
        place.state, place.joined_on = ParticipantState.ACTIVE, place.joined_on or on
    changed = {place.pk: place for place in [*plan.returning, *plan.resegmented]}
    Participant.objects.bulk_update(changed.values(), ["state", "joined_on", "segment"], batch_size=500)
    if program.template_id and program.state != ProgramState.DRAFT:
        lay_all_paths(program.organization_id, program.pk)  # only what is missing is added


def _batches(rows: list[Row]) -> Iterator[list[Row]]:
    return (rows[start : start + AT_ONCE] for start in range(0, len(rows), AT_ONCE))


def _new_member(row: PersonRow) -> Membership:
    name = row.name or row.reference or row.email.partition("@")[0]
    return Membership(
        name=name[:120], email=row.email, reference=row.reference, attributes=row.attributes, role=Role.PARTICIPANT
    )


def _new_place(program: Program, member: Membership, on: date) -> Participant:
    segment = str(member.attributes.get(program.segment_attribute, ""))[:80]
    return Participant(
        program=program,
        membership=member,
        state=ParticipantState.ACTIVE,
        segment=segment,
        joined_on=on,
    )
