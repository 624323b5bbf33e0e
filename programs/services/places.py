"""Writes of one's own place in a program: paused, taken up again, left without blame; and the end of a program."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from belonging.core import clock
from belonging.tenancy.audit import record
from programs.enums import LeaveReason, ParticipantState, RegistrationState
from programs.models import Participant, Program, Registration
from programs.selectors.places import ended_programs
from programs.selectors.registrations import free_places, locked_entrance
from programs.services.paths import pause_path, resume_path
from programs.services.programs import (
    ParticipantRefused,
    enrol_participant,
    finish_program,
    withdraw_participant,
)
from programs.services.registrations import hand_on_places

LONGEST_WORDS = 500


@transaction.atomic
def pause_own_place(*, participant: Participant, until: date, on: date, now: datetime) -> Participant:
    """This will pause the person's own place until a day, and move their days; raises what pause_path raises."""
    return pause_path(actor=participant.membership, participant=participant, until=until, on=on, now=now)


@transaction.atomic
def take_up_own_place(*, participant: Participant, on: date, now: datetime) -> Participant:
    """This will bring the person back before the day; raises what resume_path raises."""
    return resume_path(actor=participant.membership, participant=participant, on=on, now=now)


@transaction.atomic
def leave_place(
    *, participant: Participant, reason: LeaveReason, on: date, now: datetime, words: str = ""
) -> Participant:
    """
    This will end the person's own place and give it to the next in line; nobody has to say why.

    Raises ParticipantRefused for somebody whose year is complete: there is nothing left to leave.
    """
    entrance = locked_entrance(participant.program)
    withdraw_participant(actor=participant.membership, participant=participant, on=on, reason=reason, now=now)
    participant.withdrawal_words = words.strip()[:LONGEST_WORDS]
    participant.save(update_fields=["withdrawal_words"])
    Registration.objects.filter(participant=participant, state=RegistrationState.ACCEPTED).update(
        state=RegistrationState.WITHDRAWN, settled_at=now, hello=""
    )
    hand_on_places(entrance=entrance, now=now)
    return participant


@transaction.atomic
def rejoin(*, participant: Participant, on: date, now: datetime) -> Participant:
    """
    This will give somebody who left their place back, with everything that stands in it.

    Raises ParticipantRefused when the program is over or every place is taken meanwhile.
    """
    program = participant.program
    if program.is_over:
        raise ParticipantRefused(_("This program is over. Everything in it stays readable for those who finished it."))
    if free_places(locked_entrance(program)) == 0:
        raise ParticipantRefused(_("Every place is taken now. Ask the people who run the program."))
    member = participant.membership
    back = enrol_participant(actor=member, program=program, membership=member, on=on, now=now)
    back.withdrawal_words = ""
    back.save(update_fields=["withdrawal_words"])
    return back


@transaction.atomic
def finish_ended_programs(*, now: datetime) -> int:
    """This will finish the open organization's programs that ended two weeks ago, and answer how many."""
    programs = [one for one in ended_programs(now) if _finish(one, now)]
    return len(programs)


def _finish(program: Program, now: datetime) -> bool:
    finish_program(actor=None, program=program, now=now)
    # One statement for everybody; Participant has no save hooks that this could skip, and the steps allow both.
    people = Participant.objects.filter(program=program, state__in=[ParticipantState.ACTIVE, ParticipantState.PAUSED])
    count = people.update(state=ParticipantState.COMPLETED, paused_until=None)
    on = clock.today(program.time_zone, now).isoformat()
    record(actor=None, verb="participant.completed", target=program, now=now, people=count, on=on)
    return True
