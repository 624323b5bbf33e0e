"""Which entries of a person's own calendar are time together with people of the program."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Protocol

from network.models import Block
from network.selectors.people import Person, faces
from programs.rules import first_and_last_day
from programs.selectors.programs import people_in

if TYPE_CHECKING:
    from programs.models import Participant, Program

MOST_SHOWN = 60


class Entry(Protocol):
    """One entry of a calendar."""

    @property
    def on(self) -> date:
        """Its day."""

    @property
    def title(self) -> str:
        """Its title."""

    @property
    def emails(self) -> frozenset[str]:
        """Who was there."""


@dataclass(frozen=True)
class FoundTime:
    """An entry with people of the program in it, for the person to confirm."""

    on: date
    title: str
    people: tuple[Person, ...]

    @property
    def value(self) -> str:
        """What the form sends back: the day and the people, nothing else."""
        return " ".join([self.on.isoformat(), *(str(one.public_id) for one in self.people)])


def found_times(program: Program, me: Participant, entries: Iterable[Entry], today: date) -> list[FoundTime]:
    """The entries on days of the program in which people of it were, the newest first; nobody the person keeps out."""
    first, last = first_and_last_day(program, today)
    kept_out = Block.objects.filter(blocker=me).values("blocked")
    rows = [row for row in people_in(program).exclude(pk=me.pk).exclude(pk__in=kept_out) if row.membership.email]
    by_email = {row.membership.email: face for row, face in zip(rows, faces(program, rows), strict=True)}
    found = []
    for entry in entries:
        people = tuple(by_email[email] for email in sorted(entry.emails) if email in by_email)
        if people and first <= entry.on <= min(last, today):
            found.append(FoundTime(entry.on, entry.title, people))
    return found[:MOST_SHOWN]
