"""The year of waves as one person sees it, and what planning forms offer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from belonging.tenancy.enums import Duty
from belonging.tenancy.selectors import members_with
from programs.rules import FACILITATING
from programs.selectors.programs import people_in
from surveys.enums import ENDED
from surveys.models import Wave
from surveys.rules import is_answerable
from surveys.selectors.ballots import waves_with_my_envelope
from surveys.selectors.waves import every_wave, local_day, waves_that_ask

if TYPE_CHECKING:
    from belonging.tenancy.models import Membership
    from programs.models import Program

LONGEST_NAME = 60
MOST_ATTRIBUTES = 30


@dataclass(frozen=True)
class WaveLine:
    """A wave in the list, and what this person may do with it now."""

    wave: Wave
    is_mine: bool
    has_answered: bool


def wave_lines(program: Program, membership: Membership, now: datetime, *, every: bool) -> list[WaveLine]:
    """The waves of a program, newest last: all for those who run it, else what is open for me and what is over."""
    asked, on = waves_that_ask(program, membership), local_day(program, now)
    sent = waves_with_my_envelope(membership)
    lines = [
        WaveLine(wave, wave.pk in asked and is_answerable(wave, on), wave.pk in sent) for wave in every_wave(program)
    ]
    return [line for line in lines if every or line.wave.state in ENDED or line.is_mine]


def attributes_in_use(program: Program) -> Sequence[str]:
    """The names of member attributes in a program, by name."""
    found: set[str] = set()
    for attributes in people_in(program).values_list("membership__attributes", flat=True):
        found.update(name for name in attributes if len(name) <= LONGEST_NAME)
    return sorted(found)[:MOST_ATTRIBUTES]


def people_who_run() -> list[Membership]:
    """Facilitators and admins of the open organization who see to surveys, by name."""
    return list(members_with(Duty.SURVEYS).filter(role__in=FACILITATING))
