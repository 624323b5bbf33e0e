"""Where people are: the time zone they chose for themselves, else that of their program."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date, datetime

from django.db.models import F, QuerySet, Value
from django.db.models.functions import Coalesce, NullIf

from belonging.tenancy.models import Membership
from programs.calendar import reached
from programs.enums import ParticipantState
from programs.models import Participant, Program

OWN = "membership__user__time_zone"


def zone_of(member: Membership, program: Program) -> str:
    """The zone in which it is morning for this person; fetch the user along."""
    own = member.user.time_zone if member.user else ""
    return own or program.time_zone


def own_zone(participant: str = "") -> Coalesce:
    """The same in a query of participants, or of rows that name theirs by `participant`, as in "participant__"."""
    chosen = NullIf(F(f"{participant}{OWN}"), Value(""))
    return Coalesce(chosen, F(f"{participant}program__time_zone"))


def people_in(programs: Collection[int], zones: Collection[str]) -> QuerySet[Participant]:
    """The active people of some programs whose own clocks are those of some zones."""
    people = Participant.objects.filter(program__in=programs, state=ParticipantState.ACTIVE)
    return people.alias(zone=own_zone()).filter(zone__in=zones)


def zones_of(programs: Sequence[Program]) -> dict[int, list[str]]:
    """The zones in which each of these programs has a morning: its own first, then those its people chose."""
    found = {program.pk: [program.time_zone] for program in programs}
    people = Participant.objects.filter(program__in=found, state=ParticipantState.ACTIVE).exclude(**{OWN: ""})
    chosen = people.filter(membership__user__isnull=False).order_by("program", OWN)
    for program, zone in chosen.values_list("program", OWN).distinct():
        if zone not in found[program]:
            found[program].append(zone)
    return found


def zones_by_day(now: datetime, from_hour: int = 0) -> dict[date, list[str]]:
    """The zones of programs and of people where an hour of the day has come, by their local day: at most three days."""
    chosen = Membership.objects.filter(user__isnull=False).exclude(user__time_zone="")
    zones = set(Program.objects.order_by("time_zone").values_list("time_zone", flat=True).distinct())
    zones |= set(chosen.order_by("user__time_zone").values_list("user__time_zone", flat=True).distinct())
    found: dict[date, list[str]] = defaultdict(list)
    for zone in sorted(zones):
        day, hour = reached(zone, now)
        if hour >= from_hour:
            found[day].append(zone)
    return found
