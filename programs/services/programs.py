"""Writes of programs and their participants."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from math import inf
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from belonging.core.errors import BelongingError
from belonging.tenancy.audit import record
from belonging.tenancy.models import Membership
from programs.calendar import WEEKDAYS
from programs.enums import (
    PARTICIPANT_STEPS,
    PROGRAM_STEPS,
    ConsentMode,
    MeasureKey,
    ParticipantState,
    ProgramState,
    TieRule,
    TieWindow,
)
from programs.models import Participant, Program, seed_targets
from programs.selectors.plans import lay_one_path
from programs.selectors.programs import locked_program
from programs.signals import participant_left

FIRST_YEAR, LAST_YEAR = 2000, 2200  # in which a program may start


class ProgramRefused(BelongingError):
    """A program cannot be made or changed like that."""

    code = "program_refused"


class ParticipantRefused(BelongingError):
    """A participant cannot take that step."""

    code = "participant_refused"


def check_start(starts_on: date) -> None:
    """Raises ProgramRefused for a start day before or after all that calendars of people hold."""
    if not FIRST_YEAR <= starts_on.year <= LAST_YEAR:
        words = {"first": FIRST_YEAR, "last": LAST_YEAR}
        raise ProgramRefused(_("A program starts between the years %(first)s and %(last)s.") % words, field="starts_on")


@transaction.atomic
def create_program(
    *,
    actor: Membership | None,
    name: str,
    starts_on: date,
    now: datetime,
    time_zone: str = "UTC",
    working_days: Collection[int] = WEEKDAYS,
    segment_attribute: str = "Department",
    targets: dict[str, float] | None = None,
    tie_rule: TieRule = TieRule.MUTUAL,
    tie_window: TieWindow = TieWindow.PROGRAM,
    consent_mode: ConsentMode = ConsentMode.SEGMENTS,
) -> Program:
    """
    This will make a draft program.

    Raises ProgramRefused for an unknown time zone, a week without work, a name already taken, a start day that no
    calendar of ours reaches, or targets that cannot be reached for.
    """
    _check_targets(targets or {})
    check_start(starts_on)
    try:
        ZoneInfo(time_zone)
    except (ZoneInfoNotFoundError, ValueError):
        raise ProgramRefused(_("That time zone is not known."), field="time_zone") from None
    slug = slugify(name)[:60]
    if not slug or Program.objects.filter(slug=slug).exists():
        raise ProgramRefused(_("Choose another name; this one is taken or has no letters."), field="name")
    program = Program.objects.create(
        name=name,
        slug=slug,
        starts_on=starts_on,
        time_zone=time_zone,
        working_days=checked_week(working_days),
        segment_attribute=segment_attribute,
        targets=seed_targets() | (targets or {}),
        tie_rule=tie_rule,
        tie_window=tie_window,
        consent_mode=consent_mode,
    )
    record(actor=actor, verb="program.created", target=program, now=now)
    return program


def checked_week(working_days: Collection[int]) -> list[int]:
    """The days of a working week in their order, Monday is 0; raises ProgramRefused without any."""
    week = sorted(set(working_days) & set(range(7)))
    if not week:
        raise ProgramRefused(_("Choose at least one day on which people work."), field="working_days")
    return week


def _check_targets(targets: Mapping[str, float]) -> None:
    for key, target in targets.items():
        if key not in MeasureKey.values:
            raise ProgramRefused(_("There is no target called %(name)s.") % {"name": key}, field="targets")
        if not 0 < target < inf:
            words = {"name": MeasureKey(key).label}
            raise ProgramRefused(_("The target for %(name)s needs to be above 0.") % words, field="targets")


@transaction.atomic
def start_program(*, actor: Membership | None, program: Program, now: datetime) -> Program:
    """This will start a draft program, which freezes its targets and definitions."""
    _step(program, ProgramState.RUNNING)
    program.started_at = program.started_at or now
    program.save(update_fields=["state", "started_at"])
    record(actor=actor, verb="program.started", target=program, now=now, definition=program.definition)
    return program


@transaction.atomic
def pause_program(*, actor: Membership | None, program: Program, now: datetime) -> Program:
    """This will pause a running program: nothing can be logged until it starts again."""
    _step(program, ProgramState.PAUSED)
    program.save(update_fields=["state"])
    record(actor=actor, verb="program.paused", target=program, now=now)
    return program


@transaction.atomic
def finish_program(*, actor: Membership | None, program: Program, now: datetime) -> Program:
    """This will finish a program: everything in it stays readable, and nothing more is asked."""
    _step(program, ProgramState.FINISHED)
    program.finished_at = now
    program.save(update_fields=["state", "finished_at"])
    record(actor=actor, verb="program.finished", target=program, now=now)
    return program


@transaction.atomic
def archive_program(*, actor: Membership | None, program: Program, now: datetime) -> Program:
    """
    This will archive a finished program: its people and staff still read it, nobody is written to and nothing changes;
    from now on counts how long it is kept. Raises ProgramRefused before it is finished.
    """
    held = locked_program(program.pk)
    _step(held, ProgramState.ARCHIVED)
    held.archived_at = now
    held.save(update_fields=["state", "archived_at"])
    record(actor=actor, verb="program.archived", target=held, now=now)
    return held


@transaction.atomic
def bring_program_back(*, actor: Membership, program: Program, now: datetime) -> Program:
    """This will take a program out of the archive: it is finished, as before; raises ProgramRefused for any other."""
    held = locked_program(program.pk)
    if held.state != ProgramState.ARCHIVED:
        raise ProgramRefused(_("The program cannot take that step now."))
    _step(held, ProgramState.FINISHED)
    held.archived_at, held.finished_at = None, now
    held.save(update_fields=["state", "archived_at", "finished_at"])
    record(actor=actor, verb="program.brought_back", target=held, now=now)
    return held


def _step(program: Program, state: ProgramState) -> None:
    if state not in PROGRAM_STEPS[program.state]:
        raise ProgramRefused(_("The program cannot take that step now."))
    program.state = state


@transaction.atomic
def enrol_participant(
    *, actor: Membership | None, program: Program, membership: Membership, on: date, now: datetime
) -> Participant:
    """This will give a member an active place in a program, or give back the place they had left."""
    segment = str(membership.attributes.get(program.segment_attribute, ""))[:80]
    participant, is_new = Participant.objects.select_for_update().get_or_create(
        program=program,
        membership=membership,
        defaults={"state": ParticipantState.ACTIVE, "segment": segment, "joined_on": on},
    )
    if not is_new and participant.state != ParticipantState.ACTIVE:
        _move(participant, ParticipantState.ACTIVE)
        participant.joined_on = participant.joined_on or on
        participant.withdrawn_on, participant.withdrawal_reason, participant.paused_until = None, "", None
        participant.save(update_fields=["state", "joined_on", "withdrawn_on", "withdrawal_reason", "paused_until"])
    if is_new and program.template_id and program.state != ProgramState.DRAFT:
        lay_one_path(participant.organization_id, program.pk, participant.pk)
    record(actor=actor, verb="participant.enrolled", target=participant, now=now)
    return participant


@transaction.atomic
def pause_participant(
    *, actor: Membership | None, participant: Participant, until: date | None, now: datetime
) -> Participant:
    """This will pause a person's place until a day, or until they come back by themselves."""
    _move(participant, ParticipantState.PAUSED)
    participant.paused_until = until
    participant.save(update_fields=["state", "paused_until"])
    record(actor=actor, verb="participant.paused", target=participant, now=now)
    return participant


@transaction.atomic
def withdraw_participant(
    *, actor: Membership | None, participant: Participant, on: date, reason: str, now: datetime
) -> Participant:
    """This will end a person's place in a program; others hear of it after commit (participant_left)."""
    _move(participant, ParticipantState.WITHDRAWN)
    participant.withdrawn_on, participant.withdrawal_reason = on, reason[:200]
    participant.save(update_fields=["state", "withdrawn_on", "withdrawal_reason"])
    record(actor=actor, verb="participant.withdrawn", target=participant, now=now)
    arguments: dict[str, Any] = {
        "organization_id": participant.organization_id,
        "participant_id": participant.public_id,
    }
    transaction.on_commit(lambda: participant_left.send(sender=Participant, **arguments))
    return participant


def _move(participant: Participant, state: ParticipantState) -> None:
    if state not in PARTICIPANT_STEPS[participant.state]:
        raise ParticipantRefused(_("That step is not open to this person now."))
    participant.state = state
