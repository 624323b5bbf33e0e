"""Times together that somebody found in their own calendar and says took place."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from network.services.interactions import InteractionRefused, log_interaction
from programs.enums import LearningKind

if TYPE_CHECKING:
    from programs.models import Participant


def log_found_times(
    *, author: Participant, times: Collection[tuple[date, Sequence[Participant]]], today: date, now: datetime
) -> tuple[int, list[str]]:
    """
    This will log each of these times as claims of the author, as if they had logged it by hand.

    Answers how many were logged, and why others were not, each reason once: the limits of logging hold here too.
    """
    logged, refused = 0, dict[str, None]()
    for on, partners in times:
        try:
            log_interaction(
                program=author.program, author=author, partners=partners, happened_on=on, today=today, now=now,
                kind=LearningKind.PEER,
            )  # fmt: skip
        except InteractionRefused as refusal:
            refused[str(refusal)] = None
        else:
            logged += 1
    return logged, list(refused)
