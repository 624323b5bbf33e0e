"""What surveys put on a participant's home."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from belonging.core.cards import Card
from surveys.models import Wave
from surveys.selectors.ballots import has_answered
from surveys.selectors.waves import open_waves_for

if TYPE_CHECKING:
    from programs.models import Participant, Program

ORDER = 20


@dataclass(frozen=True)
class OpenWave:
    """A survey that waits for this person."""

    wave: Wave


def home_card(program: Program, participant: Participant, now: datetime) -> Card | None:
    """The survey that is open for a person who has not answered it, or nothing."""
    for wave in open_waves_for(program, participant.membership, now):
        if not has_answered(wave, participant.membership):
            return Card("surveys/parts/home_card.html", OpenWave(wave), ORDER)
    return None
