"""What the end of somebody's place in a program does to their pairs."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from belonging.core import clock
from mentoring.selectors.care import leavers_in_pairs, participant_by_public_id
from mentoring.services.pairs import forget_participant


def forget_leaver(*, participant_id: UUID, now: datetime) -> None:
    """This will take somebody who left out of every pair; it does nothing for whoever is there again."""
    person = participant_by_public_id(participant_id)
    if person is not None and not person.in_network:
        on = clock.today(person.program.time_zone, now)
        forget_participant(participant=person, on=on, now=now)


def forget_all_leavers(*, now: datetime) -> None:
    """This will do the same for everybody whose leaving was swallowed by a crash."""
    for person in leavers_in_pairs():
        forget_participant(participant=person, on=clock.today(person.program.time_zone, now), now=now)
