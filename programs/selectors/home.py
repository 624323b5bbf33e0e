"""What programs puts on a participant's home: what waits for them, and what was left for them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from belonging.core import clock
from belonging.core.cards import Card
from programs.models import Participant, Program, WelcomeNote
from programs.selectors.welcomes import notes_for

SHOWN = 2


@dataclass(frozen=True)
class Waiting:
    """What somebody finds on home before their month."""

    notes: list[WelcomeNote]
    more_notes: int


def home_card(program: Program, participant: Participant, now: datetime) -> Card | None:
    """Welcome notes that a newcomer finds; nothing for everybody else."""
    notes = notes_for(participant, clock.today(program.time_zone, now))
    if not notes:
        return None
    return Card("programs/parts/home_waiting.html", Waiting(notes[:SHOWN], len(notes[SHOWN:])), order=20)
