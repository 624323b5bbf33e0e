"""Reads of pairs as their own people see them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from mentoring.enums import LIVE, PairState
from mentoring.models import Pair, Seat
from network.selectors.people import Person, faces

if TYPE_CHECKING:
    from programs.models import Participant, Program

SHOWN = (PairState.PROPOSED, PairState.AGREED, PairState.RUNNING)


@dataclass(frozen=True)
class PairCard:
    """A pair as one of its people sees it: the others, and the person's own word."""

    pair: Pair
    mine: Seat
    others: list[Person]

    @property
    def names(self) -> str:
        """The first names of the others."""
        return " & ".join(person.first_name for person in self.others)


def with_seats(rows: QuerySet[Pair]) -> QuerySet[Pair]:
    """Pairs with their seats and the people in them."""
    seats = Seat.objects.select_related("participant__membership").order_by("id")
    return rows.prefetch_related(Prefetch("seats", seats))


def pairs_of(participant: Participant) -> QuerySet[Pair]:
    """Every pair a person has or had a place in that they know of, newest first."""
    mine = Seat.objects.filter(participant=participant).values("pair")
    return with_seats(Pair.objects.filter(pk__in=mine)).exclude(state=PairState.DRAFT).order_by("-id")


def cards_of(program: Program, participant: Participant) -> list[PairCard]:
    """A person's pairs that run, or wait for a word, as their page shows them."""
    return [card(program, pair, participant) for pair in pairs_of(participant).filter(state__in=SHOWN)]


def card(program: Program, pair: Pair, participant: Participant) -> PairCard:
    """One pair as one of its people sees it."""
    seats = list(pair.seats.all())
    mine = next(seat for seat in seats if seat.participant_id == participant.pk)
    others = [seat.participant for seat in seats if seat.participant_id != participant.pk]
    return PairCard(pair, mine, faces(program, others))


def pair_by_public_id(participant: Participant, public_id: UUID) -> Pair | None:
    """One of a person's own pairs that is not over, or nothing: whoever has no place in it any more sees nothing."""
    return pairs_of(participant).filter(public_id=public_id, state__in=LIVE).first()
