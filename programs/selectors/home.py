"""What programs puts on a participant's home: what waits for them, and what the community is about."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from belonging.core import clock
from belonging.core.cards import Card
from programs.models import Agreement, Consent, Delivery, Participant, Program, WelcomeNote
from programs.selectors.agreements import charter_of, unsaid_count
from programs.selectors.letters import newest_unread
from programs.selectors.welcomes import notes_for

SHOWN = 2
# Rows that speak for something on a person's home: never fewer than the card itself finds, perhaps more. OuterRef is
# the person's place in the program; `now`, `lately` (a month before) and `month` are slots.
Sign = Callable[[], QuerySet[Any]]


@dataclass(frozen=True)
class AtHome:
    """Whose home, and when. Most of what a home may show is not there on most days: a card asks where it has a sign."""

    program: Program
    participant: Participant
    now: datetime
    sizes: Mapping[str, int]  # of the program's segments
    signs: frozenset[str]

    @cached_property
    def today(self) -> date:
        """The day where the program is."""
        return clock.today(self.program.time_zone, self.now)


def _unsaid() -> QuerySet[Agreement]:
    texts = Agreement.objects.filter(program=OuterRef("program"))
    newer = Agreement.objects.filter(
        program=OuterRef("program"), kind=OuterRef("kind"), version__gt=OuterRef("version")
    )
    said = Consent.objects.filter(participant=OuterRef(OuterRef("pk")), agreement=OuterRef("pk"), ended_at=None)
    return texts.filter(~Exists(newer), ~Exists(said))


def _letters() -> QuerySet[Delivery]:
    mine = Delivery.objects.filter(membership=OuterRef("membership"), read_at=None)
    return mine.filter(letter__program=OuterRef("program"))


SIGNS: dict[str, Sign] = {"unsaid": _unsaid, "letters": _letters}


@dataclass(frozen=True)
class Waiting:
    """What somebody finds on home before their month."""

    notes: list[WelcomeNote]
    more_notes: int
    unsaid: int
    letter: Delivery | None


def home_card(home: AtHome) -> Card | None:
    """Texts that wait for a yes, an unread message, and welcome notes; nothing when there is nothing."""
    me = home.participant
    notes = notes_for(me, home.today)
    unsaid = unsaid_count(me) if "unsaid" in home.signs and me.may_act else 0
    letter = newest_unread(home.program, me.membership) if "letters" in home.signs else None
    if not notes and not unsaid and letter is None:
        return None
    found = Waiting(notes[:SHOWN], len(notes[SHOWN:]), unsaid, letter)
    return Card("programs/parts/home_waiting.html", found, order=20)


def charter_card(home: AtHome) -> Card | None:
    """What we care about, who we are and what we do together, once somebody has written it."""
    charter: list[Agreement] = charter_of(home.program)
    return Card("programs/parts/home_charter.html", charter, order=90) if charter else None
