"""Reads for those who look after pairs, and for the nightly round. What a pair wrote is never among it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from mentoring.enums import ANSWERABLE, LIVE, Answer, Fit, Health, PairState, RoundState
from mentoring.health import has_met_this_cadence, health, quiet_days
from mentoring.models import Ask, CheckIn, MentorProfile, Pair, Round, Seat, Skip
from mentoring.rules import FEWEST_TO_COUNT
from mentoring.selectors.pairs import with_seats
from mentoring.selectors.profiles import open_profiles
from mentoring.selectors.rounds import live_counts
from programs.enums import ParticipantState, ProgramState

if TYPE_CHECKING:
    from programs.models import Participant, Program

FALL_THROUGH_FOR = timedelta(days=30)  # after a round was sent out


@dataclass(frozen=True)
class Watched:
    """A pair as those who look after it see it: who, how it is doing, and nothing of what they wrote."""

    pair: Pair
    people: list[Participant]
    names: str
    health: Health
    quiet_days: int
    has_met_lately: bool
    asked_for_help: bool


@dataclass(frozen=True)
class TrackKpis:
    """The figures of mentoring in a program."""

    opted_in: int
    matched: int
    pairs: int
    met_this_cadence: int
    bands: dict[str, int]
    fits: dict[str, int] | None  # nothing below five words
    waiting: int

    @property
    def matched_share(self) -> float | None:
        """Of those who opted in, who has a partner."""
        return self.matched / self.opted_in if self.opted_in else None


def watched_pairs(program: Program, today: date, *, inside: bool = True) -> list[Watched]:
    """
    The pairs that run, those first that need a hand.

    For somebody outside the program only one side of each is named.
    """
    pairs = list(with_seats(Pair.objects.filter(program=program, state=PairState.RUNNING)).order_by("id"))
    met = met_on(pairs)
    found = [_watched(pair, met[pair.pk], today, inside=inside) for pair in pairs]
    order = {Health.NEEDS_CHECK_IN: 0, Health.ON_TRACK: 1, Health.EARLY: 2}
    return sorted(found, key=lambda one: (not one.asked_for_help, order[one.health], -one.quiet_days, one.pair.pk))


def met_on(pairs: Sequence[Pair]) -> dict[int, list[date]]:
    """The days of these pairs' check-ins that count, by row id."""
    rows = CheckIn.objects.filter(pair__in=[pair.pk for pair in pairs], denied_at=None).order_by("id")
    found: dict[int, list[date]] = defaultdict(list)
    for pair, day in rows.values_list("pair_id", "happened_on"):
        found[pair].append(day)
    return found


def _watched(pair: Pair, met_on: list[date], today: date, *, inside: bool) -> Watched:
    people = [seat.participant for seat in pair.seats.all()]
    started_on = pair.started_on or today
    names = [one.name for one in people] if inside else [people[0].name, "…"]
    return Watched(
        pair=pair,
        people=people,
        names=" & ".join(names),
        health=Health(health(started_on, met_on, pair.cadence_days, today)),
        quiet_days=quiet_days(started_on, met_on, today),
        has_met_lately=has_met_this_cadence(met_on, pair.cadence_days, today),
        asked_for_help=pair.asked_for_help_at is not None,
    )


def silent_pairs(program: Program, today: date) -> list[Watched]:
    """Pairs that need a check-in or a hand, the longest silent first; for dashboards."""
    return [one for one in watched_pairs(program, today) if one.health == Health.NEEDS_CHECK_IN or one.asked_for_help]


def track_kpis(program: Program, today: date) -> TrackKpis:
    """Opted in, matched, met this cadence, health bands, and what people say of their pairs from five words up."""
    watched = watched_pairs(program, today)
    matched = {person.pk for one in watched for person in one.people}
    everybody = set(open_profiles(program).values_list("participant_id", flat=True)) | matched
    bands = Counter(one.health.value for one in watched)
    said = Seat.objects.filter(pair__program=program, pair__state=PairState.RUNNING, left_on=None).exclude(
        fit=Fit.UNSAID
    )
    fits = Counter(said.order_by().values_list("fit", flat=True))
    waiting = Pair.objects.filter(program=program, state__in=[PairState.PROPOSED, PairState.AGREED]).count()
    return TrackKpis(
        opted_in=len(everybody),
        matched=len(matched),
        pairs=len(watched),
        met_this_cadence=sum(one.has_met_lately for one in watched),
        bands={band.value: bands[band.value] for band in Health},
        fits=dict(fits) if sum(fits.values()) >= FEWEST_TO_COUNT else None,
        waiting=waiting,
    )


def people_without_partner(program: Program) -> list[MentorProfile]:
    """Who is on the list and has no partner and no proposal: the queue of those to be paired, longest waiting first."""
    counts = live_counts(program)
    rows = open_profiles(program).order_by("opted_in_at", "id")
    return [row for row in rows if not counts[row.participant_id]]


def agreed_pairs(program: Program) -> list[Pair]:
    """Pairs that wait for a facilitator's word."""
    return list(with_seats(Pair.objects.filter(program=program, state=PairState.AGREED)).order_by("id"))


def agreed_pair(program: Program, public_id: UUID) -> Pair | None:
    """One pair that waits, or waited, for a facilitator's word, or nothing."""
    rows = Pair.objects.filter(program=program, public_id=public_id, round=None)
    return with_seats(rows.exclude(state=PairState.DRAFT)).first()


@dataclass(frozen=True)
class RoundReport:
    """What became of a round."""

    round: Round
    asked: int
    yes: int
    silent: int
    running: int
    skipped: int


def round_reports(program: Program) -> list[RoundReport]:
    """What became of each round that was sent out, newest first: asked, answered, running, left."""
    rounds = list(Round.objects.filter(program=program, state=RoundState.PUBLISHED).order_by("-number"))
    seats = Seat.objects.filter(pair__round__in=rounds).order_by()
    answers = Counter(seats.values_list("pair__round_id", "answer"))
    running = Counter(
        Pair.objects.filter(round__in=rounds, state__in=[PairState.RUNNING, PairState.ENDED])
        .exclude(started_on=None).order_by().values_list("round_id", flat=True)
    )  # fmt: skip
    skips = Counter(Skip.objects.filter(round__in=rounds).order_by().values_list("round_id", flat=True))
    return [
        RoundReport(
            round=one,
            asked=sum(count for (pk, _answer), count in answers.items() if pk == one.pk),
            yes=answers[one.pk, Answer.YES.value],
            silent=answers[one.pk, Answer.UNSAID.value],
            running=running[one.pk],
            skipped=skips[one.pk],
        )
        for one in rounds
    ]


def unanswered_pairs(program_id: int, now: datetime) -> list[Pair]:
    """Proposals of a program whose days are over."""
    rows = Pair.objects.filter(program=program_id, state=PairState.PROPOSED, answer_until__lte=now)
    return list(rows.order_by("id"))


def pairs_past_their_term(program: Program, today: date) -> list[Pair]:
    """Pairs that run and whose time is over."""
    rows = Pair.objects.filter(program=program, state=PairState.RUNNING, term_ends_on__lt=today)
    return list(rows.order_by("id"))


def quiet_pairs(program: Program, today: date) -> list[Pair]:
    """Pairs that need a check-in and were not reminded within their own cadence."""
    found = []
    for one in watched_pairs(program, today):
        last = one.pair.nudged_on
        is_due = last is None or today - last >= timedelta(days=one.pair.cadence_days)
        if one.health == Health.NEEDS_CHECK_IN and is_due:
            found.append(one.pair)
    return found


def rounds_with_free_people(program: Program, now: datetime) -> list[Round]:
    """The newest round, while proposals of it may still come to nothing and fall through to the next choice."""
    rows = Round.objects.filter(program=program, state=RoundState.PUBLISHED, published_at__gt=now - FALL_THROUGH_FOR)
    newest = rows.order_by("-number").first()
    if newest is None:
        return []
    fallen = Pair.objects.filter(round=newest, state=PairState.FALLEN).exists()
    return [newest] if fallen else []


def organizations_with_pairs_to_look_after(now: datetime) -> list[UUID]:
    """The organizations in which a proposal, a question, a pair or a reminder is due; needs unscoped()."""
    pairs = Pair.objects.filter(state__in=[PairState.PROPOSED, PairState.RUNNING], program__state=ProgramState.RUNNING)
    asks = Ask.objects.filter(state__in=ANSWERABLE, answer_until__lte=now)
    rows = (pairs, asks)
    return sorted(
        {found for some in rows for found in some.values_list("organization_id", flat=True).distinct().order_by()}
    )


def participant_by_public_id(public_id: UUID) -> Participant | None:
    """Somebody's place in a program, whatever its state, if they ever opted in; else nothing."""
    row = MentorProfile.objects.filter(participant__public_id=public_id)
    found = row.select_related("participant__program", "participant__membership").first()
    return found.participant if found else None


def leavers_in_pairs() -> list[Participant]:
    """Everybody of the open organization who left a program and still has a place in a pair."""
    gone = Seat.objects.filter(participant__state=ParticipantState.WITHDRAWN, left_on=None)
    rows = gone.filter(pair__state__in=[PairState.DRAFT, *LIVE])
    rows = rows.select_related("participant__program", "participant__membership").order_by("participant_id", "id")
    return list({row.participant_id: row.participant for row in rows}.values())
