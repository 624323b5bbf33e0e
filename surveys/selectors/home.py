"""What surveys put on a participant's home."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import OuterRef, QuerySet

from belonging.core.cards import Card
from programs.selectors.home import AtHome, Sign
from surveys.enums import WaveState
from surveys.models import Asked, Wave
from surveys.selectors.ballots import has_answered
from surveys.selectors.waves import open_waves_for

ORDER = 20


@dataclass(frozen=True)
class OpenWave:
    """A survey that waits for this person."""

    wave: Wave


def _asked() -> QuerySet[Asked]:
    mine = Asked.objects.filter(membership=OuterRef("membership"), wave__state=WaveState.OPEN)
    return mine.filter(wave__program=OuterRef("program"))


SIGNS: dict[str, Sign] = {"survey": _asked}


def home_card(home: AtHome) -> Card | None:
    """The survey that is open for a person who has not answered it, or nothing."""
    if "survey" not in home.signs:
        return None
    member = home.participant.membership
    for wave in open_waves_for(home.program, member, home.now):
        if not has_answered(wave, member):
            return Card("surveys/parts/home_card.html", OpenWave(wave), ORDER)
    return None
