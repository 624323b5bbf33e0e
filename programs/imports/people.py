"""
People from a file: what each row would do, before anything is done.

Roles are never read from a file: whoever brings in people cannot make anybody an admin.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import Q
from django.utils.translation import gettext as _
from numpy.typing import NDArray

from belonging.core.delimited import Column, Table
from belonging.core.file_faults import Fault, Faults, FileRefused, column_name
from belonging.tenancy.enums import MembershipState
from belonging.tenancy.models import Membership
from programs.enums import ParticipantState
from programs.imports.layout import ATTRIBUTE, SKIP, Layout, check_fields
from programs.models import Participant, Program

REFERENCE, NAME, EMAIL, SEGMENT = "reference", "name", "email", "segment"
FIELDS = frozenset({REFERENCE, NAME, EMAIL, SEGMENT, ATTRIBUTE, SKIP})
LONGEST = {REFERENCE: 80, NAME: 120, EMAIL: 254}
LONGEST_ATTRIBUTE = 80
WORDS = {
    REFERENCE: {
        "reference",
        "id",
        "person",
        "person id",
        "person_id",
        "employee id",
        "employee_id",
        "number",
        "key",
        "ref",
    },
    NAME: {"name", "full name", "full_name", "display name"},
    EMAIL: {"email", "e-mail", "mail", "email address", "e-mail address", "email_address"},
}
ROLE_WORDS = frozenset(
    {"role", "roles", "is_admin", "is_staff", "admin", "staff", "permission", "permissions", "rights"}
)
KNOWN_WORDS = frozenset().union(*WORDS.values()) | ROLE_WORDS


@dataclass(frozen=True)
class PersonRow:
    """One row, made plain."""

    reference: str
    name: str
    email: str
    attributes: dict[str, str]


@dataclass
class PeoplePlan:
    """What bringing the file in would do: five kinds of rows."""

    new: list[PersonRow] = field(default_factory=list)
    joining: list[Membership] = field(default_factory=list)  # in the organization, not yet in the program
    returning: list[Participant] = field(default_factory=list)  # invited, now active
    changed: list[Membership] = field(default_factory=list)  # with their new details, not yet saved
    resegmented: list[Participant] = field(default_factory=list)
    same_count: int = 0
    left_count: int = 0  # withdrew, and stay out

    def counts(self) -> dict[str, int]:
        """For the preview, the answer and the audit row."""
        return {
            "new": len(self.new),
            "joining": len(self.joining) + len(self.returning),
            "changed": len({row.pk for row in self.changed} | {row.membership_id for row in self.resegmented}),
            "same": self.same_count,
            "left": self.left_count,
        }


def guess_layout(table: Table, segment_attribute: str) -> Layout:
    """What each column most likely holds, by its name, or by its cells where the file has no names."""
    if table.header is None:
        return Layout(_guess_by_cells(table), has_header=False)
    fields: list[str] = []
    for label in (name.casefold().strip() for name in table.header):
        found = next((key for key, words in WORDS.items() if label in words and key not in fields), None)
        if found is None:
            found = SEGMENT if label == segment_attribute.casefold() and SEGMENT not in fields else ATTRIBUTE
        fields.append(SKIP if label in ROLE_WORDS or not label else found)
    return Layout(tuple(fields), has_header=True)


def _guess_by_cells(table: Table) -> tuple[str, ...]:
    fields: list[str] = []
    for column in table.columns:
        is_distinct = len(column.values) == table.row_count and bool((column.codes >= 0).all())
        if column.values and all("@" in value for value in column.values):
            guess = EMAIL
        elif is_distinct:
            has_words = sum(" " in value for value in column.values) * 2 > len(column.values)
            guess = NAME if has_words else REFERENCE
        else:
            guess = SEGMENT
        fields.append(SKIP if guess in fields else guess)
    return tuple(fields)


def check_program_takes_people(program: Program) -> None:
    """Raises FileRefused for a program that is over."""
    if program.is_over:
        raise FileRefused([Fault(None, "", _("This program is finished, so nobody can be brought in."))])


def plan_people(program: Program, table: Table, layout: Layout) -> PeoplePlan:
    """What bringing the file in would do; raises FileRefused, naming line and column, when it cannot be done."""
    check_program_takes_people(program)
    check_fields(table, layout, FIELDS)
    if layout.place(REFERENCE) is None and layout.place(EMAIL) is None:
        text = _("Choose the column with an id or an e-mail, so that the same file twice changes nothing.")
        raise FileRefused([Fault(None, "", text)])
    _check_cells(table, layout)
    rows = _rows(table, layout, program.segment_attribute)
    return _compare(program, rows, table, layout)


def _check_cells(table: Table, layout: Layout) -> None:
    faults = Faults(table)
    for place, name in enumerate(layout.fields):
        if name == SKIP:
            continue
        column, most = table.columns[place], LONGEST.get(name, LONGEST_ATTRIBUTE)
        text = _("“%(cell)s” is too long; %(most)s letters fit.") % {"cell": "%(cell)s", "most": most}
        faults.add(_where(column, [len(value) > most for value in column.values]), place, text)
        if name == EMAIL:
            text = _("“%(cell)s” is not an e-mail address.")
            faults.add(_where(column, [not _is_email(value) for value in column.values]), place, text)
        if name in {EMAIL, REFERENCE}:
            text = _("“%(cell)s” stands in the file twice. Keep one line for each person.")
            faults.add(_repeated(column, fold=name == EMAIL), place, text)
    keys = [place for place in (layout.place(REFERENCE), layout.place(EMAIL)) if place is not None]
    nobody = np.all([table.columns[place].codes < 0 for place in keys], axis=0)
    faults.add(nobody, keys[0], _("This line names nobody. Give each person an id or an e-mail."))
    faults.refuse()


def _where(column: Column, is_wrong: list[bool]) -> NDArray[np.bool_]:
    # One more for blank cells, whose code is -1: they are never wrong by themselves.
    wrong: NDArray[np.bool_] = np.array([*is_wrong, False], dtype=bool)[column.codes]
    return wrong


def _repeated(column: Column, *, fold: bool) -> NDArray[np.bool_]:
    seen: set[str] = set()
    wrong = np.zeros(len(column.codes), dtype=bool)
    for row, code in enumerate(column.codes.tolist()):
        if code < 0:
            continue
        key = column.values[code].lower() if fold else column.values[code]
        wrong[row] = key in seen
        seen.add(key)
    return wrong


def _is_email(value: str) -> bool:
    try:
        validate_email(value)
    except ValidationError:
        return False
    return True


def _rows(table: Table, layout: Layout, segment_attribute: str) -> list[PersonRow]:
    named = [
        (place, _attribute_name(table, place, name, segment_attribute)) for place, name in enumerate(layout.fields)
    ]
    attributes = [(table.columns[place], name) for place, name in named if name]
    found = []
    for row in range(table.row_count):
        reference, name, email = (_cell(table, layout, field, row) for field in (REFERENCE, NAME, EMAIL))
        told = {name_of: cell for column, name_of in attributes if (cell := column.at(row))}
        found.append(PersonRow(reference, name, email.lower(), told))
    return found


def _attribute_name(table: Table, place: int, name: str, segment_attribute: str) -> str:
    if name == SEGMENT:
        return segment_attribute
    if name == ATTRIBUTE:
        name = f"{ATTRIBUTE}:{column_name(table, place)}"
    if not name.startswith(f"{ATTRIBUTE}:"):
        return ""
    told = name.partition(":")[2]
    return segment_attribute if told.casefold() == segment_attribute.casefold() else told


def _cell(table: Table, layout: Layout, name: str, row: int) -> str:
    place = layout.place(name)
    return "" if place is None else table.columns[place].at(row)


def _compare(program: Program, rows: list[PersonRow], table: Table, layout: Layout) -> PeoplePlan:
    references = [row.reference for row in rows if row.reference]
    emails = [row.email for row in rows if row.email]
    members = list(Membership.objects.filter(Q(reference__in=references) | Q(email__in=emails)).order_by("pk"))
    by_reference = {member.reference: member for member in members if member.reference}
    by_email = {member.email: member for member in members if member.email}
    places = Participant.objects.filter(program=program, membership__in=[member.pk for member in members])
    participants = {place.membership_id: place for place in places.order_by("pk")}
    plan, faults, matched = PeoplePlan(), Faults(table), set[int]()
    for number, row in enumerate(rows):
        member = by_reference.get(row.reference) or by_email.get(row.email)
        if member is None:
            plan.new.append(row)
        elif text := _conflict(member, row, by_email, matched):
            faults.add_row(number, _naming_column(table, layout, number), text)
        else:
            matched.add(member.pk)
            _place(program, plan, member, participants.get(member.pk), row)
    faults.refuse()
    return plan


def _naming_column(table: Table, layout: Layout, row: int) -> int:
    """The column whose cell names the person of a row: the id, else the e-mail."""
    places = [place for place in (layout.place(REFERENCE), layout.place(EMAIL)) if place is not None]
    return next((place for place in places if table.columns[place].codes[row] >= 0), places[0])


def _conflict(member: Membership, row: PersonRow, by_email: dict[str, Membership], matched: Iterable[int]) -> str:
    if member.state == MembershipState.ENDED:
        return _("“%(cell)s” has left the organization. Invite them first, then bring them in.")
    if row.reference and member.reference and row.reference != member.reference:
        return _("“%(cell)s” has the e-mail of somebody with another id. Correct the id or the e-mail.")
    if member.pk in matched or by_email.get(row.email, member) is not member:
        return _("The id and the e-mail of “%(cell)s” belong to two people here. Correct one of them.")
    return ""


def _place(
    program: Program, plan: PeoplePlan, member: Membership, participant: Participant | None, row: PersonRow
) -> None:
    is_changed = _tell(member, row)
    if is_changed:
        plan.changed.append(member)
    if participant is None:
        plan.joining.append(member)
        return
    segment = str(member.attributes.get(program.segment_attribute, ""))[:80]
    is_moved = participant.segment != segment and program.segment_attribute in row.attributes
    if is_moved:
        participant.segment = segment
        plan.resegmented.append(participant)
    if participant.state == ParticipantState.INVITED:
        plan.returning.append(participant)
    elif participant.state == ParticipantState.WITHDRAWN:
        plan.left_count += 1
    elif not (is_changed or is_moved):
        plan.same_count += 1


def _tell(member: Membership, row: PersonRow) -> bool:
    """Puts the row's details on the member; blank cells say nothing, and who has signed in keeps name and e-mail."""
    before = (member.reference, member.name, member.email, member.attributes)
    member.reference = row.reference or member.reference
    if member.user_id is None:
        member.name = row.name or member.name
        member.email = row.email or member.email
    member.attributes = member.attributes | row.attributes
    return before != (member.reference, member.name, member.email, member.attributes)
