"""Writes of how mentoring runs in a program."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from belonging.core.errors import BelongingError
from belonging.tenancy.audit import record
from mentoring.enums import Mode, PairState
from mentoring.matching.rules import Contradiction, RulesInvalid, check_rules, read_rules
from mentoring.models import Pair, Track
from mentoring.rules import FEWEST_ANSWER_DAYS, MOST_ANSWER_DAYS
from mentoring.words import fault_words

if TYPE_CHECKING:
    from belonging.tenancy.models import Membership
    from programs.models import Program


class TrackRefused(BelongingError):
    """Mentoring cannot run like that."""

    code = "track_refused"


@dataclass(frozen=True)
class TrackWords:
    """How mentoring runs."""

    mode: Mode = Mode.PROPOSED
    opens_in_month: int = 2
    cadence_days: int = 14
    minutes: int = 30
    answer_days: int = 5
    term_months: int = 12
    cooldown_weeks: int = 26
    allows_trios: bool = True
    musts: list[Any] = field(default_factory=list)
    preferences: list[Any] = field(default_factory=list)
    agenda: list[dict[str, Any]] = field(default_factory=list)


@transaction.atomic
def save_track(
    *, actor: Membership, program: Program, words: TrackWords, reaches_running: bool, now: datetime
) -> Track:
    """
    This will change how mentoring runs; pairs that run change with it only when `reaches_running` says so.

    Raises TrackRefused for rules that contradict, naming both, and for days out of range.
    """
    _check(words)
    track, _is_new = Track.objects.update_or_create(program=program, defaults=asdict(words))
    reached = 0
    if reaches_running:
        # One statement; Pair has no save hooks to skip.
        running = Pair.objects.filter(program=program, state=PairState.RUNNING)
        reached = running.update(cadence_days=words.cadence_days, minutes=words.minutes, agenda=words.agenda)
    record(actor=actor, verb="mentoring.track_changed", target=track, now=now, reached=reached)
    return track


def _check(words: TrackWords) -> None:
    if not FEWEST_ANSWER_DAYS <= words.answer_days <= MOST_ANSWER_DAYS:
        text = _("People have between %(fewest)s and %(most)s days to answer.")
        raise TrackRefused(text % {"fewest": FEWEST_ANSWER_DAYS, "most": MOST_ANSWER_DAYS}, field="answer_days")
    try:
        check_rules(read_rules({"must": words.musts, "prefer": words.preferences}), [])
    except (Contradiction, RulesInvalid) as fault:
        raise TrackRefused(fault_words(fault)) from None
