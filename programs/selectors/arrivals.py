"""What somebody sees on their personal page, before there is an account."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from belonging.core import clock
from belonging.tenancy.models import Membership
from programs.enums import Audience, ParticipantState, RegistrationState
from programs.models import Entrance, Event, Occurrence, Participant, Program, Registration
from programs.rules import FEWEST_IN_A_GROUP
from programs.selectors.registrations import entrance_of, is_open_today, member_with, place_in_line

SHOWN = 3  # of what comes first


@dataclass(frozen=True)
class Arrival:
    """Where somebody stands, how long it is, and how many will be there."""

    registration: Registration
    entrance: Entrance | None
    position: int
    days_left: int
    people_count: int  # 0 when too few to say so
    segment_count: int
    member: Membership | None
    is_open: bool

    @property
    def has_account(self) -> bool:
        """True for somebody who can sign in."""
        return self.member is not None and self.member.user_id is not None

    @property
    def is_in(self) -> bool:
        """True with a place."""
        return self.registration.state == RegistrationState.ACCEPTED

    @property
    def is_asked(self) -> bool:
        """True while others decide, or the line does."""
        return self.registration.state in {RegistrationState.ASKED, RegistrationState.WAITING}


def arrival_of(registration: Registration, now: datetime) -> Arrival:
    """Where somebody stands; people are counted only from five up."""
    program = registration.program
    there = Participant.objects.filter(program=program, state__in=[ParticipantState.ACTIVE, ParticipantState.INVITED])
    people = there.count()
    entrance = entrance_of(program)
    is_waiting = registration.state == RegistrationState.WAITING
    place = registration.participant
    return Arrival(
        registration=registration,
        entrance=entrance,
        position=place_in_line(registration) if is_waiting else 0,
        days_left=(program.starts_on - clock.today(program.time_zone, now)).days,
        people_count=people if people >= FEWEST_IN_A_GROUP else 0,
        segment_count=there.exclude(segment="").values("segment").distinct().count(),
        member=place.membership if place else member_with(registration.email),
        is_open=entrance is not None and is_open_today(entrance, now),
    )


def expected(program: Program) -> list[Occurrence]:
    """The first things the plan asks of everybody, from the first day on."""
    rows = Occurrence.objects.filter(
        program=program, opens_on__gte=program.starts_on, step__audience=Audience.PARTICIPANT, step__is_optional=False
    )
    return list(rows.select_related("step").order_by("opens_on", "id")[:SHOWN])


def welcome_events(program: Program) -> list[Event]:
    """The first events of a program's first month, for a calendar."""
    until = clock.month_begins_on(program.starts_on, 2)
    rows = Event.objects.filter(program=program, cancelled_at=None, starts_at__date__lt=until, host=None)
    return list(rows.order_by("starts_at", "id")[:SHOWN])
