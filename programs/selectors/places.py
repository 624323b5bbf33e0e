"""Reads of one's own place: where it stands, what was reached, what others are told; and of programs that ended."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count, Max, Q
from django.utils.translation import gettext as _

from belonging.core import clock
from belonging.tenancy.models import Membership
from programs.enums import Attendance, LeaveReason, ParticipantState, PersonStepState, ProgramState
from programs.models import Agreement, Participant, PersonStep, Program, Promise, Reply
from programs.rules import FEWEST_IN_A_GROUP
from programs.selectors.registrations import privacy_of

GRACE = timedelta(days=14)  # after the last day: late entries, the last survey


@dataclass(frozen=True)
class Milestone:
    """Something reached by rule; seen by its person alone."""

    name: str
    is_reached: bool


@dataclass(frozen=True)
class Place:
    """A person's own page about their place."""

    participant: Participant
    milestones: list[Milestone]
    privacy: Agreement | None
    others_count: int  # programs besides this one that are open to them or theirs


def place_of(participant: Participant) -> Place:
    """Where a person's place stands, in five queries."""
    return Place(
        participant=participant,
        milestones=milestones_of(participant),
        privacy=privacy_of(participant.program),
        others_count=Program.objects.exclude(pk=participant.program_id).count(),
    )


def milestones_of(participant: Participant) -> list[Milestone]:
    """What a person has reached, by rule: no points, no ranks, and nobody else reads it."""
    is_done = Q(state=PersonStepState.DONE)
    steps = PersonStep.objects.filter(participant=participant).aggregate(all=Count("pk"), done=Count("pk", is_done))
    promises = Promise.objects.filter(participant=participant, done_at__isnull=False).count()
    tables = Reply.objects.filter(participant=participant, attendance=Attendance.PRESENT).count()
    return [
        Milestone(_("First step done"), steps["done"] > 0),
        Milestone(_("First small promise kept"), promises > 0),
        Milestone(_("First time at a table"), tables > 0),
        Milestone(_("Half of the way"), 0 < steps["all"] <= 2 * steps["done"]),
        Milestone(_("The whole year"), participant.state == ParticipantState.COMPLETED),
    ]


def left_places(membership: Membership) -> list[Participant]:
    """The places a member has left, the latest first, with their programs."""
    rows = Participant.objects.filter(membership=membership, state=ParticipantState.WITHDRAWN)
    return list(rows.select_related("program", "membership").order_by("-withdrawn_on", "id"))


def left_place_by_public_id(membership: Membership, public_id: UUID) -> Participant | None:
    """One place this member has left, or nothing."""
    rows = Participant.objects.filter(membership=membership, state=ParticipantState.WITHDRAWN, public_id=public_id)
    return rows.select_related("program", "membership").first()


@dataclass(frozen=True)
class Leaving:
    """Why people left, for those who run the program: never by name."""

    people: int
    reasons: list[tuple[str, int]]  # empty under five people
    words: list[str]


def leaving_of(program: Program) -> Leaving:
    """How many left; their reasons from five people up, and the words they wrote for those who run it."""
    rows = Participant.objects.filter(program=program, state=ParticipantState.WITHDRAWN).order_by("id")
    found = list(rows.values_list("withdrawal_reason", "withdrawal_words"))
    known = Counter(reason for reason, _words in found if reason in LeaveReason.values)
    reasons = [(str(LeaveReason(reason).label), count) for reason, count in known.most_common()]
    words = sorted(words for _reason, words in found if words)  # in the order of the alphabet, not of leaving
    return Leaving(len(found), reasons if len(found) >= FEWEST_IN_A_GROUP else [], words)


def ended_programs(now: datetime) -> list[Program]:
    """Programs of the open scope that run though their last day, and two weeks more, have passed where they are."""
    running = Program.objects.filter(state__in=[ProgramState.RUNNING, ProgramState.PAUSED]).order_by("id")
    return [one for one in running if clock.today(one.time_zone, now) >= one.ends_before + GRACE]


def organizations_with_ended_programs(now: datetime) -> list[UUID]:
    """The organizations in which a program is to be finished; needs unscoped()."""
    return sorted({one.organization_id for one in ended_programs(now)})


def newest_note_at(participant: Participant) -> datetime | None:
    """When the newest welcome note for this person was written, or nothing."""
    found: datetime | None = participant.notes_received.aggregate(at=Max("written_at"))["at"]
    return found
