"""Who looks after whom: the people whom somebody who runs a program sees, by the segments they were given."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from belonging.core.prepared import Slot
from belonging.tenancy.enums import MembershipState, Role
from belonging.tenancy.models import Membership
from belonging.tenancy.scope import PreparedHere
from programs.models import Participant, Program, Remit, Thread
from programs.rules import may_read_thread
from programs.selectors.programs import Segments, people_in, segment_sizes
from programs.selectors.threads import facilitators_of, thread_by_public_id


@dataclass(frozen=True)
class Share:
    """One segment, and whether a facilitator looks after it."""

    name: str
    people: int
    is_theirs: bool


@dataclass(frozen=True)
class RemitLine:
    """A facilitator with every segment of the program."""

    facilitator: Membership
    shares: list[Share]
    is_everybody: bool

    @property
    def given(self) -> list[str]:
        """The segments that are theirs: what a change of it is laid over."""
        return [share.name for share in self.shares if share.is_theirs]


_REMIT = PreparedHere(
    lambda: Remit.objects.filter(program_id=Slot("program"), facilitator_id=Slot("facilitator")).order_by("id")
)


def segments_seen(program: Program, membership: Membership) -> Segments:
    """The segments somebody who runs a program was given; None where they look after everybody, as admins do."""
    if membership.role != Role.FACILITATOR:
        return None
    row = _REMIT.first(program=program.pk, facilitator=membership.pk)
    return frozenset(row.segments) if row else None


def looks_after(segments: Segments, people: Collection[Participant]) -> bool:
    """True when one of these people is in the segments."""
    return segments is None or any(person.segment in segments for person in people)


def people_seen(program: Program, segments: Segments) -> QuerySet[Participant]:
    """The people of a program's network in these segments, by name."""
    people = people_in(program)
    return people if segments is None else people.filter(segment__in=segments)


def person_seen(program: Program, membership: Membership, public_id: UUID) -> Participant | None:
    """One of the people whom somebody who runs the program looks after, or nothing."""
    return people_seen(program, segments_seen(program, membership)).filter(public_id=public_id).first()


def thread_seen(program: Program, membership: Membership, public_id: UUID) -> Thread | None:
    """A thread of one's own, or of somebody whom one looks after who runs the program, or nothing."""
    found = thread_by_public_id(program, public_id)
    if found is None or not may_read_thread(membership, found.participant.membership_id):
        return None
    is_mine = found.participant.membership_id == membership.pk
    is_seen = is_mine or looks_after(segments_seen(program, membership), [found.participant])
    return found if is_seen else None


def facilitators_for(participant: Participant) -> list[Membership]:
    """Who runs the program for this person, by name; the admins where nobody was given their segment."""
    program = participant.program
    remits = {row.facilitator_id: row.segments for row in Remit.objects.filter(program=program).order_by("id")}
    running = facilitators_of(program)
    found = [one for one in running if participant.segment in remits.get(one.pk, [participant.segment])]
    if found or not running:
        return found
    return list(Membership.objects.filter(state=MembershipState.ACTIVE, role=Role.ADMIN).order_by("name", "id"))


def remit_lines(program: Program) -> list[RemitLine]:
    """Every facilitator of the organization with the program's segments, by name."""
    rows = Membership.objects.filter(state=MembershipState.ACTIVE, role=Role.FACILITATOR).order_by("name", "id")
    given = {row.facilitator_id: row.segments for row in Remit.objects.filter(program=program).order_by("id")}
    sizes = segment_sizes(program)
    return [
        RemitLine(
            facilitator=one,
            shares=[Share(name, people, name in given.get(one.pk, [])) for name, people in sizes.items()],
            is_everybody=one.pk not in given,
        )
        for one in rows
    ]


def facilitator_by_public_id(public_id: UUID) -> Membership | None:
    """An active facilitator of the open organization, or nothing."""
    rows = Membership.objects.filter(state=MembershipState.ACTIVE, role=Role.FACILITATOR)
    return rows.filter(public_id=public_id).first()
