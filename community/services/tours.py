"""Writes of first tours: begin, be put beside somebody, tick, say what one found."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from belonging.core.errors import BelongingError
from belonging.tenancy.audit import record
from community.enums import TourEase, TourStop
from community.models import FirstTour
from community.rules import TOUR_WAITS
from community.selectors.tours import locked_tour, tour_of, waiting_tours
from community.services.groups import join_group
from community.services.posts import write_post
from network.selectors.interactions import kept_apart_from
from programs.selectors.programs import locked_program

if TYPE_CHECKING:
    from community.models import Group, Post
    from programs.models import Participant, Program


class TourRefused(BelongingError):
    """Something a first tour does not allow."""

    code = "tour_refused"


@dataclass(frozen=True)
class TourWords:
    """Three ways it helps, two that could be better, one surprise."""

    helps: Sequence[str]
    better: Sequence[str]
    surprise: str

    @property
    def text(self) -> str:
        """As a post."""
        parts = (
            (_("Three ways this helps me"), self.helps),
            (_("Two things that could be better"), self.better),
            (_("One surprise"), [self.surprise]),
        )
        return "\n\n".join(f"**{title}**\n\n" + "\n".join(f"- {line}" for line in lines) for title, lines in parts)


@transaction.atomic
def begin_tour(*, participant: Participant, ease: TourEase, now: datetime) -> FirstTour:
    """This will begin somebody's first tour, beside somebody of the other kind if one waits; twice is once."""
    locked_program(participant.program_id)  # two who begin at once are not both put beside a third
    if not participant.may_act:
        raise TourRefused(_("Your place in this program is paused. Come back first."))
    found = tour_of(participant)
    if found is not None:
        return found
    tour = FirstTour.objects.create(participant=participant, ease=ease, began_at=now)
    record(actor=participant.membership, verb="tour.began", target=tour, now=now)
    _find_partner(tour, [one for one in waiting_tours(participant.program) if one.ease != ease], now)
    return tour


def _find_partner(tour: FirstTour, waiting: Sequence[FirstTour], now: datetime) -> bool:
    apart = kept_apart_from(tour.participant_id)
    free = [one for one in waiting if one.pk != tour.pk and one.participant_id not in apart]
    if not free:
        return False
    other = free[0]
    tour.partner, other.partner = other.participant, tour.participant
    for one in (tour, other):
        one.save(update_fields=["partner"])
    record(actor=None, verb="tour.paired", target=tour, now=now)
    return True


@transaction.atomic
def pair_tours(*, program: Program, now: datetime) -> int:
    """This will put those who have waited a day beside anybody else who waits, and count the pairs."""
    locked_program(program.pk)
    waiting, count = waiting_tours(program), 0
    while waiting:
        tour, waiting = waiting[0], waiting[1:]
        if tour.began_at <= now - TOUR_WAITS and _find_partner(tour, waiting, now):
            waiting = [one for one in waiting if one.partner_id is None]
            count += 1
    return count


@transaction.atomic
def tick_tour(*, tour: FirstTour, stops: Collection[str], now: datetime) -> None:
    """This will keep what somebody has seen."""
    tour.seen = [stop for stop in TourStop.values if stop in stops]
    tour.save(update_fields=["seen"])
    record(actor=tour.participant.membership, verb="tour.ticked", target=tour, now=now)


@transaction.atomic
def say_what_was_found(*, tour: FirstTour, group: Group, words: TourWords, now: datetime) -> Post:
    """
    This will end a tour with somebody's first words in a group, into which they come.

    Raises TourRefused the second time, and what coming into a group and writing there raise.
    """
    tour = locked_tour(tour.pk)
    if tour.ended_at:
        raise TourRefused(_("You have said it already. It can be changed where it stands."))
    person = tour.participant
    join_group(group=group, participant=person, now=now)
    post = write_post(author=person, group=group, text=words.text, now=now)
    tour.post, tour.ended_at = post, now
    tour.save(update_fields=["post", "ended_at"])
    record(actor=person.membership, verb="tour.ended", target=tour, now=now)
    return post
