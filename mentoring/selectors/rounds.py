"""Reads of rounds: who is free, what lies between them, and what a draft would come to."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from mentoring.enums import LIVE, Comfort, Ending, Fit, PairState, RoundState
from mentoring.matching.people import Both, Known, Someone, both
from mentoring.matching.rules import Rules, read_rules
from mentoring.models import MentorProfile, Pair, Round, Seat, Skip, SplitPair, Track
from mentoring.selectors.pairs import with_seats
from mentoring.selectors.profiles import open_profiles
from mentoring.words import left_words, reason_words
from network.selectors.agreed import kept_out_pairs
from network.selectors.ties import counted_ties, network_people
from programs.selectors.programs import people_in

if TYPE_CHECKING:
    from programs.models import Program

RUNGS = {Comfort.WRITE_FIRST: 1, Comfort.ONE_TO_ONE: 2, Comfort.SMALL_GROUP: 3}
NEWCOMER = timedelta(days=90)
BANDS = 5  # of the fit distribution
NEVER_AGAIN = {Ending.SAFETY, Ending.REFUSED, Ending.SWAP}


def rounds_of(program: Program) -> QuerySet[Round]:
    """A program's rounds, newest first."""
    return Round.objects.filter(program=program).order_by("-number")


def round_by_public_id(program: Program, public_id: UUID) -> Round | None:
    """One round of a program, or nothing."""
    return rounds_of(program).filter(public_id=public_id).first()


def draft_round(program: Program) -> Round | None:
    """The round that is being prepared, if there is one."""
    return rounds_of(program).filter(state=RoundState.DRAFT).first()


def locked_round(pk: int) -> Round:
    """A round, held: what two facilitators do to it happens one after the other."""
    held: Round = Round.objects.select_for_update().select_related("program").get(pk=pk)
    return held


def rules_of(track: Track, *, seed: int = 1) -> Rules:
    """A track's rules, as matching reads them."""
    content = {"must": track.musts, "prefer": track.preferences, "trios": track.allows_trios, "seed": seed}
    return read_rules(content)


def rules_of_round(made: Round, track: Track) -> Rules:
    """The rules of a round, as they were when it was made."""
    content = {"must": made.musts, "prefer": made.preferences, "trios": track.allows_trios, "seed": made.seed}
    return read_rules(content)


def live_counts(program: Program) -> Counter[int]:
    """How many pairs that run or wait for a word each person has a place in, by row id."""
    rows = Seat.objects.filter(pair__program=program, pair__state__in=LIVE, left_on=None).order_by()
    return Counter(rows.values_list("participant_id", flat=True))


def free_people(program: Program, on: date, *, among: Collection[int] | None = None) -> list[Someone]:
    """Everybody who takes part and has room for a partner, as matching sees them; ids are row numbers as text."""
    counts = live_counts(program)
    rows = open_profiles(program)
    if among is not None:
        rows = rows.filter(participant__in=among)
    return [
        someone(row, on, row.capacity - counts[row.participant_id])
        for row in rows
        if counts[row.participant_id] < row.capacity
    ]


def someone(row: MentorProfile, on: date, capacity: int = 1) -> Someone:
    """One person's answers as matching sees them."""
    place = row.participant
    facts = {str(name): str(value) for name, value in place.membership.attributes.items()}
    since = place.joined_on or on
    return Someone(
        id=str(place.pk),
        offers=tuple(row.offers),
        wants=tuple(row.wants),
        interests=tuple(row.interests),
        languages=tuple(row.languages),
        facts=facts | {"team": place.segment, "time here": "new" if on - since < NEWCOMER else "seasoned"},
        time_zone=row.time_zone,
        hours=tuple(row.hours),
        comfort=RUNGS[Comfort(row.comfort)],
        capacity=capacity,
    )


def facts_of(program: Program) -> list[str]:
    """What rules may compare: attributes of the members, and what is always known."""
    rows = people_in(program).values_list("membership__attributes", flat=True)
    return ["team", "time here", *sorted({str(name) for attributes in rows for name in attributes})]


def known_between(program: Program, people: Collection[Someone], track: Track, on: date) -> Known:
    """What lies between people: steps in the network, earlier pairs, who is never brought together, who was skipped."""
    ids = {one.id for one in people}
    before, apart, cooling = _earlier(program, on - timedelta(weeks=track.cooldown_weeks))
    last = rounds_of(program).filter(state=RoundState.PUBLISHED).first()
    skipped = Skip.objects.filter(round=last).order_by("id").values_list("participant_id", flat=True) if last else []
    kept_out = {both(str(a), str(b)) for a, b in kept_out_pairs(program)}
    return Known(
        steps=_steps(program, on, ids),
        partners=frozenset(before),
        apart=frozenset(apart | kept_out),
        cooling=frozenset(cooling),
        skipped=frozenset(str(one) for one in skipped) & ids,
    )


def _earlier(program: Program, since: date) -> tuple[set[Both], set[Both], set[Both]]:
    """Who has been a pair; who is not asked again after a no, a bad fit, or while it lasts; who was together lately."""
    seats: dict[int, list[Seat]] = defaultdict(list)
    rows = Seat.objects.filter(pair__program=program).exclude(pair__state=PairState.DRAFT)
    for seat in rows.select_related("pair").order_by("pair_id", "id"):
        seats[seat.pair_id].append(seat)
    before, apart, cooling = set(), set(), set()
    for together in seats.values():
        pair = together[0].pair
        pairs = {both(str(a.participant_id), str(b.participant_id)) for a, b in combinations(together, 2)}
        if pair.started_on:
            before |= pairs
        is_recent = pair.ended_on is not None and pair.ended_on >= since
        is_over = pair.ending in NEVER_AGAIN or any(seat.fit == Fit.NOT_GOOD for seat in together)
        if is_over or pair.ended_on is None or (is_recent and pair.ending == Ending.DECLINED):
            apart |= pairs
        elif is_recent and pair.started_on:
            cooling |= pairs
    return before, apart, cooling


def _steps(program: Program, on: date, ids: Collection[str]) -> Mapping[Both, int] | None:
    """One step for a tie, two for an acquaintance in common; nothing where nobody has a tie yet."""
    people = network_people(program, on)
    ties = counted_ties(program, on, people)
    if not len(ties):
        return None
    near: dict[int, list[int]] = defaultdict(list)
    for low, high in zip(ties.low.tolist(), ties.high.tolist(), strict=True):
        near[low].append(high)
        near[high].append(low)
    steps: dict[Both, int] = {}
    for middle in near.values():
        here = sorted(str(one) for one in middle if str(one) in ids)
        steps |= {both(a, b): 2 for a, b in combinations(here, 2)}
    for person, others in near.items():
        if str(person) in ids:
            steps |= {both(str(person), str(other)): 1 for other in others if str(other) in ids}
    return steps


@dataclass(frozen=True)
class Drafted:
    """One pair of a draft, for those who make it."""

    pair: Pair
    names: list[str]
    reasons: list[str]
    band: int  # of the fit, 1 to 5


@dataclass(frozen=True)
class WhatIf:
    """What a draft would come to: how well it fits, who is left, and why."""

    round: Round
    pairs: list[Drafted]
    skips: list[tuple[str, str]]  # whose name, and why
    splits: list[SplitPair]
    bands: list[int]  # pairs in each fifth of the fit, the lowest first

    @property
    def people_count(self) -> int:
        """Everybody the round is about."""
        return sum(len(one.names) for one in self.pairs) + len(self.skips)

    @property
    def mean_fit(self) -> float | None:
        """Of the pairs."""
        fits = [one.pair.fit for one in self.pairs if one.pair.fit is not None]
        return sum(fits) / len(fits) if fits else None


TOLD_TO_MAKERS = {"helps", "both_like", "hours", "language"}  # who is near whom in the network is not theirs to read


def what_if(made: Round) -> WhatIf:
    """A round as those who make it see it."""
    pairs = [_drafted(pair) for pair in with_seats(Pair.objects.filter(round=made)).order_by("-is_locked", "id")]
    skips = Skip.objects.filter(round=made).select_related("participant__membership").order_by("id")
    splits = SplitPair.objects.filter(round=made).select_related("low__membership", "high__membership").order_by("id")
    counts = Counter(one.band for one in pairs)
    left = [(skip.participant.name, left_words(skip.why, skip.rules)) for skip in skips]
    return WhatIf(made, pairs, left, list(splits), [counts[band] for band in range(1, BANDS + 1)])


def _drafted(pair: Pair) -> Drafted:
    seats = list(pair.seats.all())
    names = {str(seat.participant_id): seat.participant.first_name for seat in seats}
    reasons = [reason_words(reason, names, "") for reason in pair.reasons if reason["kind"] in TOLD_TO_MAKERS]
    band = min(BANDS, int((pair.fit or 0) * BANDS) + 1)
    return Drafted(pair, [seat.participant.name for seat in seats], reasons, band)


def draft_pairs(made: Round, *, locked: bool | None = None) -> list[Pair]:
    """A round's pairs with their seats, all or only those a facilitator holds, or does not."""
    rows = Pair.objects.filter(round=made, state=PairState.DRAFT).order_by("id")
    if locked is not None:
        rows = rows.filter(is_locked=locked)
    return list(rows.prefetch_related(Prefetch("seats", Seat.objects.select_related("participant").order_by("id"))))


def draft_pair(made: Round, public_id: UUID) -> Pair | None:
    """One pair of a draft, or nothing."""
    return with_seats(Pair.objects.filter(round=made, state=PairState.DRAFT, public_id=public_id)).first()


def split_ids(made: Round) -> set[Both]:
    """Who is not to be together in a round, as matching names them."""
    rows = SplitPair.objects.filter(round=made).order_by("id").values_list("low_id", "high_id")
    return {both(str(a), str(b)) for a, b in rows}


def round_members(made: Round) -> set[int]:
    """Row ids of everybody a round was about."""
    seats = Seat.objects.filter(pair__round=made).order_by("id").values_list("participant_id", flat=True)
    skips = Skip.objects.filter(round=made).order_by("id").values_list("participant_id", flat=True)
    return {*seats, *skips}


def pairs_with(people: Iterable[int], state: PairState) -> QuerySet[Pair]:
    """Pairs in a state in which one of these people has a place."""
    seats = Seat.objects.filter(participant__in=list(people), left_on=None).values("pair")
    return Pair.objects.filter(Q(pk__in=seats), state=state).order_by("id")
