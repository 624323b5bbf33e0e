"""What programs puts on a participant's home: what waits for them, and what the community is about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from belonging.core import clock
from belonging.core.cards import Card
from programs.models import Agreement, Delivery, Participant, Program, WelcomeNote
from programs.selectors.agreements import charter_of, unsaid_count
from programs.selectors.letters import newest_unread
from programs.selectors.welcomes import notes_for

SHOWN = 2


@dataclass(frozen=True)
class Waiting:
    """What somebody finds on home before their month."""

    notes: list[WelcomeNote]
    more_notes: int
    unsaid: int
    letter: Delivery | None


def home_card(program: Program, participant: Participant, now: datetime) -> Card | None:
    """Texts that wait for a yes, an unread message, and welcome notes; nothing when there is nothing."""
    notes = notes_for(participant, clock.today(program.time_zone, now))
    unsaid = unsaid_count(participant) if participant.may_act else 0
    letter = newest_unread(program, participant.membership)
    if not notes and not unsaid and letter is None:
        return None
    found = Waiting(notes[:SHOWN], len(notes[SHOWN:]), unsaid, letter)
    return Card("programs/parts/home_waiting.html", found, order=20)


def charter_card(program: Program, participant: Participant, now: datetime) -> Card | None:
    """What we care about, who we are and what we do together, once somebody has written it."""
    charter: list[Agreement] = charter_of(program)
    return Card("programs/parts/home_charter.html", charter, order=90) if charter else None
