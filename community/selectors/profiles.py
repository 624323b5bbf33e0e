"""Reads of what people say of themselves: a card, the directory, and the next question for one's own card."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Count, Q, QuerySet

from community.enums import FIRST_FIELDS, ProfileField, SeatState, Sight
from community.models import GroupSeat, ProfileLine
from network.selectors.people import Person, faces, plain
from programs.selectors.programs import people_in

if TYPE_CHECKING:
    from programs.models import Participant, Program

COMMON_WORDS = 12
LONGEST_QUERY = 80


@dataclass(frozen=True)
class CardField:
    """One field of a card, in a person's own words."""

    field: ProfileField
    lines: list[str]
    sight: Sight


@dataclass(frozen=True)
class ProfileCard:
    """A person, with what of their card somebody may see."""

    person: Person
    fields: list[CardField]


def _seen_by(me: Participant | None) -> QuerySet[ProfileLine]:
    everybody = Q(sight=Sight.EVERYBODY)
    if me is None:
        return ProfileLine.objects.filter(everybody)
    mine = GroupSeat.objects.filter(participant=me, state=SeatState.IN, group__closed_at=None).values("group")
    near = GroupSeat.objects.filter(group__in=mine, state=SeatState.IN).values("participant")
    return ProfileLine.objects.filter(everybody | Q(participant=me) | Q(sight=Sight.GROUPS, participant__in=near))


def directory(program: Program, me: Participant | None, field: str, query: str) -> QuerySet[Participant]:
    """
    Everybody in a program by name; with a field and words, those whose lines that I may see hold them all.

    A field that somebody hides finds nobody, and neither does any other program.
    """
    rows = people_in(program)
    words = plain(query.strip())[:LONGEST_QUERY].split()
    if field not in ProfileField.values or not words:
        return rows
    found = _seen_by(me).filter(participant__program=program, field=field)
    for word in words:
        found = found.filter(plain__contains=word)
    # Found first and joined then, as posts are: joined at once, lines were read anew for each of 10,000 people, 20 s.
    return rows.filter(pk__in=list(found.values_list("participant", flat=True).distinct()))


def cards_for(program: Program, people: Sequence[Participant], me: Participant | None) -> list[ProfileCard]:
    """The cards of these people as somebody may see them; two queries however many they are."""
    rows = _seen_by(me).filter(participant__in=people).order_by("id")
    by_person: dict[int, list[ProfileLine]] = {}
    for row in rows:
        by_person.setdefault(row.participant_id, []).append(row)
    drawn = zip(people, faces(program, people), strict=True)
    return [ProfileCard(face, _fields(by_person.get(one.pk, []))) for one, face in drawn]


def _fields(rows: Collection[ProfileLine]) -> list[CardField]:
    found = []
    for field in ProfileField:
        lines = [row for row in rows if row.field == field]
        if lines:
            found.append(CardField(field, [row.text for row in lines], Sight(lines[0].sight)))
    return found


def own_card(me: Participant) -> dict[ProfileField, CardField]:
    """A person's own card, field by field."""
    rows = ProfileLine.objects.filter(participant=me).order_by("id")
    return {one.field: one for one in _fields(list(rows))}


def next_question(me: Participant, today: date) -> ProfileField | None:
    """The field to ask for next, another one each week; nothing before the first three, or when all are there."""
    card = own_card(me)
    if not set(FIRST_FIELDS) & set(card):
        return None
    missing = [field for field in ProfileField if field not in card]
    return missing[today.isocalendar().week % len(missing)] if missing else None


def common_words(program: Program) -> list[tuple[str, str]]:
    """What people say most that they can help with and are curious about: field and text, ready to press."""
    fields = (ProfileField.HELP, ProfileField.INTEREST)
    people = people_in(program).order_by().values("pk")
    rows = ProfileLine.objects.filter(participant__in=people, field__in=fields, sight=Sight.EVERYBODY)
    counted = rows.order_by().values("field", "plain").annotate(count=Count("pk"))
    return [(row["field"], row["plain"]) for row in counted.order_by("-count", "plain", "field")[:COMMON_WORDS]]
