"""Reads of pairs as their own people see them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, Prefetch, QuerySet

from belonging.core.prepared import Among, Slot
from belonging.tenancy.scope import PreparedHere
from mentoring.enums import Answer, PairState
from mentoring.models import Pair, Seat
from mentoring.rules import FAREWELL_SHOWN
from mentoring.words import reason_words
from network.selectors.people import Person, faces

if TYPE_CHECKING:
    from programs.models import Participant, Program

SHOWN = (PairState.PROPOSED, PairState.AGREED, PairState.RUNNING)


@dataclass(frozen=True)
class PairCard:
    """A pair as one of its people sees it: the others, what speaks for it, and the person's own word."""

    pair: Pair
    mine: Seat
    others: list[Person]
    reasons: list[str]

    @property
    def names(self) -> str:
        """The first names of the others."""
        return " & ".join(person.first_name for person in self.others)

    @property
    def asks_me(self) -> bool:
        """True while the person's own word is wanted."""
        return self.pair.state == PairState.PROPOSED and self.mine.answer == Answer.UNSAID


def with_seats(rows: QuerySet[Pair]) -> QuerySet[Pair]:
    """Pairs with their present seats and the people in them."""
    seats = Seat.objects.filter(left_on=None).select_related("participant__membership").order_by("id")
    return rows.prefetch_related(Prefetch("seats", seats))


def people_of(pair: Pair) -> list[Participant]:
    """The people of a pair that was fetched with its seats."""
    return [seat.participant for seat in pair.seats.all()]


def pairs_of(participant: Participant) -> QuerySet[Pair]:
    """Every pair a person has a place in that they know of, newest first."""
    mine = Seat.objects.filter(participant=participant, left_on=None).values("pair")
    rows = with_seats(Pair.objects.filter(pk__in=mine)).exclude(state=PairState.DRAFT)
    return rows.select_related("program").order_by("-id")


def _seats_of_shown() -> QuerySet[Seat]:
    mine = ArraySubquery(Seat.objects.filter(participant_id=Slot("me"), left_on=None).values("pair"))
    rows = Seat.objects.filter(Among(F("pair_id"), mine), pair__state__in=SHOWN, left_on=None)
    return rows.select_related("pair", "participant__membership").order_by("-pair_id", "id")


_SEATS_OF_SHOWN = PreparedHere(_seats_of_shown)


def cards_of(program: Program, participant: Participant, sizes: Mapping[str, int] | None = None) -> list[PairCard]:
    """A person's pairs that run, or wait for a word, as their page shows them; `sizes` of segments, where known."""
    return _cards(program, _SEATS_OF_SHOWN.rows(me=participant.pk), participant, sizes)


def card(program: Program, pair: Pair, participant: Participant) -> PairCard:
    """One pair as one of its people sees it."""
    return _cards(program, list(pair.seats.all()), participant)[0]


def _cards(
    program: Program, seats: list[Seat], participant: Participant, sizes: Mapping[str, int] | None = None
) -> list[PairCard]:
    """The pairs that these seats belong to, in the order of the seats."""
    people = {seat.participant_id: seat.participant for seat in seats}
    shown = dict(zip(people, faces(program, people.values(), sizes), strict=True))
    pairs: dict[int, list[Seat]] = {}
    for seat in seats:
        pairs.setdefault(seat.pair_id, []).append(seat)
    return [_card(around[0].pair, around, participant, shown) for around in pairs.values()]


def _card(pair: Pair, seats: list[Seat], participant: Participant, shown: Mapping[int, Person]) -> PairCard:
    mine = next(seat for seat in seats if seat.participant_id == participant.pk)
    others = [shown[seat.participant_id] for seat in seats if seat.participant_id != participant.pk]
    names = {str(seat.participant_id): seat.participant.first_name for seat in seats}
    reasons = [reason_words(reason, names, str(participant.pk)) for reason in pair.reasons]
    return PairCard(pair, mine, others, reasons)


def pair_by_public_id(participant: Participant, public_id: UUID) -> Pair | None:
    """One of a person's own pairs that is not over, or nothing: whoever has no place in it any more sees nothing."""
    return pairs_of(participant).filter(public_id=public_id, state__in=SHOWN).first()


def running_pair(participant: Participant, public_id: UUID) -> Pair | None:
    """One of a person's own pairs while it runs; before and afterwards there is nothing, notes least of all."""
    return pairs_of(participant).filter(public_id=public_id, state=PairState.RUNNING).first()


def farewells_for(participant: Participant, today: date) -> list[Pair]:
    """Pairs of a person that ended lately by somebody else's wish, newest first; never with a reason."""
    rows = pairs_of(participant).filter(state=PairState.ENDED, ended_on__gt=today - FAREWELL_SHOWN)
    return list(rows.exclude(ended_by=participant)[:3])


def locked_pair(pk: int) -> Pair:
    """A pair, held until the transaction ends, with its program."""
    held: Pair = Pair.objects.select_for_update(of=("self",)).select_related("program").get(pk=pk)
    return held


def seats_now(pair: Pair) -> list[Seat]:
    """The present seats of a pair as they are in the database now, with their people."""
    rows = Seat.objects.filter(pair=pair, left_on=None).select_related(
        "participant__membership__user", "participant__program__organization"
    )
    return list(rows.order_by("id"))


def running_counts(people: Collection[int]) -> Counter[int]:
    """In how many running pairs each of these people is, by row id."""
    rows = Seat.objects.filter(participant__in=people, pair__state=PairState.RUNNING, left_on=None).order_by()
    return Counter(rows.values_list("participant_id", flat=True))


def people_to_write_to(pair_ids: Collection[int]) -> list[Participant]:
    """Everybody in these pairs, each once, with all a mail needs."""
    rows = Seat.objects.filter(pair__in=pair_ids, left_on=None).select_related(
        "participant__membership__user", "participant__program__organization"
    )
    return list({seat.participant_id: seat.participant for seat in rows.order_by("id")}.values())
