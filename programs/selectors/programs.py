"""Reads of programs and their participants."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from belonging.core.prepared import Several, Slot
from belonging.tenancy.models import Membership
from belonging.tenancy.scope import PreparedHere, current_organization_id
from belonging.tenancy.statements import rows_of
from programs.enums import IN_THE_NETWORK, ParticipantState, ProgramState
from programs.models import ImportFile, Participant, Program
from programs.rules import FACILITATING

Segments = frozenset[str] | None  # those somebody looks after; None: everybody


_BY_SLUG = PreparedHere(lambda: Program.objects.filter(slug=Slot("slug")))
_PLACE = PreparedHere(
    lambda: (
        Participant.objects.filter(program_id=Slot("program"), membership_id=Slot("membership"))
        .exclude(state=ParticipantState.WITHDRAWN)
        .order_by("id")
    )
)
_SEGMENT_SIZES = PreparedHere(
    lambda: (
        Participant.objects.filter(program_id=Slot("program"), state__in=IN_THE_NETWORK)
        .order_by("segment")
        .values_list("segment")
        .annotate(people=Count("*"))
    )
)


def program_by_slug(slug: str) -> Program | None:
    """The program an address names, in the open organization, or nothing."""
    return _BY_SLUG.first(slug=slug)


def program_by_public_id(public_id: UUID) -> Program | None:
    """The program that a piece of work names, in the open organization, or nothing."""
    return Program.objects.filter(public_id=public_id).first()


def programs_of(membership: Membership, *, every: bool) -> list[Program]:
    """The programs a member takes part in, or every program, newest first."""
    programs = Program.objects.order_by("-starts_on", "-id")
    if every:
        return list(programs)
    mine = Participant.objects.filter(membership=membership).exclude(state=ParticipantState.WITHDRAWN)
    return list(programs.filter(pk__in=mine.values("program")))


def every_program() -> list[Program]:
    """Every program of the open organization, oldest first."""
    return list(Program.objects.order_by("starts_on", "id"))


def running_programs() -> QuerySet[Program]:
    """Programs that are running, oldest first; inside unscoped() of all organizations."""
    return Program.objects.filter(state=ProgramState.RUNNING).order_by("id")


def unfinished_programs() -> QuerySet[Program]:
    """Drafts and programs that are running, oldest first."""
    return Program.objects.filter(state__in=(ProgramState.DRAFT, ProgramState.RUNNING)).order_by("id")


def unless_archived(way: str = "program__") -> Q:
    """Rows of programs that are not archived, by the way from the row to its program: in those nobody is written to."""
    return ~Q(**{f"{way}state": ProgramState.ARCHIVED})


def participant_of(program: Program, membership: Membership) -> Participant | None:
    """A member's place in a program, unless they withdrew, with the membership."""
    found = _PLACE.first(program=program.pk, membership=membership.pk)
    if found is not None:
        found.membership = membership  # nobody has to fetch it again
    return found


def people_in(program: Program) -> QuerySet[Participant]:
    """Everybody in a program's network (active, paused, completed), by name, with their memberships."""
    return in_network(program.pk)


def in_network(program_id: int | Slot) -> QuerySet[Participant]:
    """The same, by the program's row id."""
    return (
        Participant.objects.filter(program_id=program_id, state__in=IN_THE_NETWORK)
        .select_related("membership")
        .order_by("membership__name", "id")
    )


FIRST_PEOPLE = 60
_FIRST_PEOPLE = PreparedHere(lambda: in_network(Slot("program"))[:FIRST_PEOPLE])


def first_people_in(program: Program) -> list[Participant]:
    """Of everybody in a program's network the first by name, with their memberships: a list's first page."""
    return _FIRST_PEOPLE.rows(program=program.pk)


# In SQL because every program's night begins with it; building the same query anew took longer than running it.
_IN_NETWORK = """
    SELECT place.id, place.segment, member.role = ANY(%(staff)s)
      FROM programs_participant place
      JOIN tenancy_membership member
        ON member.organization_id = place.organization_id AND member.id = place.membership_id
     WHERE place.organization_id = %(organization)s AND place.program_id = %(program)s
       AND place.state = ANY(%(states)s) AND (place.joined_on IS NULL OR place.joined_on <= %(on)s)
     ORDER BY place.id
"""


def rows_in_network(program: Program, on: date) -> list[tuple[int, str, bool]]:
    """Row id, segment and whether they help to run the program, of everybody in its network on a date, by row id."""
    values: dict[str, Any] = {"organization": current_organization_id(), "program": program.pk, "on": on}
    values |= {"states": [str(state) for state in IN_THE_NETWORK], "staff": [str(role) for role in FACILITATING]}
    return [(pk, segment, helps) for pk, segment, helps in rows_of(_IN_NETWORK, values)]


def program_by_pk(pk: int) -> Program:
    """A program of the open organization by its row id, as another row names it."""
    program: Program = Program.objects.get(pk=pk)
    return program


def program_rows(pk: int | Slot) -> QuerySet[Program]:
    """The same as a queryset, for what floors above ask about a program in its one row."""
    return Program.objects.filter(pk=pk)


def locked_program(pk: int) -> Program:
    """A program of the open organization, held until the transaction ends: what one at a time may do begins here."""
    program: Program = Program.objects.select_for_update().get(pk=pk)
    return program


_HELD = PreparedHere(
    lambda: Participant.objects.filter(pk=Slot("person")).select_for_update(no_key=True).order_by("id")
)


def locked_participant(pk: int) -> Participant:
    """A person's place as it is now, held until the transaction ends: what they may do only so often begins here."""
    return _HELD.get(person=pk)


_NAMED = PreparedHere(
    lambda: (
        Participant.objects.filter(program_id=Slot("program"), public_id__in=Several("people"))
        .select_related("membership")
        .order_by("id")
    )
)


def people_by_public_id(program: Program, public_ids: Collection[UUID]) -> dict[UUID, Participant]:
    """The participants of a program that a form named, whatever their state; strangers are simply not there."""
    if not public_ids:
        return {}
    return {row.public_id: row for row in _NAMED.rows(program=program.pk, people=list(public_ids))}


def person_by_public_id(program: Program, public_id: UUID) -> Participant | None:
    """One person of a program's network, or nothing."""
    return people_in(program).filter(public_id=public_id).first()


def segment_sizes(program: Program) -> dict[str, int]:
    """How many people of a program's network have each segment, in order of the alphabet; blank for those without."""
    return dict(_SEGMENT_SIZES.tuples(program=program.pk))


def import_file_by_public_id(program: Program, public_id: UUID) -> ImportFile | None:
    """A file somebody wants to bring in, or nothing."""
    return ImportFile.objects.filter(program=program, public_id=public_id).select_related("uploaded_by").first()


def import_files(program: Program) -> QuerySet[ImportFile]:
    """The files brought into a program, newest first, without their contents."""
    return ImportFile.objects.filter(program=program).select_related("uploaded_by").defer("content").order_by("-id")


def forgotten_files(before: datetime) -> QuerySet[ImportFile]:
    """Files of all organizations kept since before then and never brought in; needs unscoped()."""
    return ImportFile.objects.filter(applied_at=None, created_at__lt=before).exclude(content=b"")


class Nameable(NamedTuple):
    """What a file may call a participant by."""

    participant_id: int
    state: str
    reference: str
    email: str
    name: str


def nameable_people(program: Program) -> list[Nameable]:
    """Everybody a program ever had, whatever their state, with what a file may call them by."""
    rows = Participant.objects.filter(program=program).order_by("id")
    fields = ("id", "state", "membership__reference", "membership__email", "membership__name")
    return [Nameable(*row) for row in rows.values_list(*fields)]


def attributes_in(program: Program) -> dict[int, dict[str, Any]]:
    """What the organization says of everybody in a program's network, by the participant's row id."""
    rows = Participant.objects.filter(program=program, state__in=IN_THE_NETWORK).order_by("id")
    return dict(rows.values_list("pk", "membership__attributes"))


def attribute_names(program: Program) -> list[str]:
    """The names of these attributes, in order of the alphabet."""
    return sorted({name for has in attributes_in(program).values() for name in has})


def full_files() -> QuerySet[ImportFile]:
    """The files of the open organization that are neither brought in nor emptied, oldest first."""
    return ImportFile.objects.exclude(content=b"").order_by("pk")
