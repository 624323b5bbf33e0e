"""Writes of rounds: prepare, hold by hand, make the rest anew, send out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import combinations
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from belonging.core.errors import BelongingError
from belonging.tenancy.audit import record
from mentoring.enums import PairState, RoundState
from mentoring.matching.people import Known, Someone, both
from mentoring.matching.proposing import Group, Left, Proposal, propose
from mentoring.matching.rules import Contradiction, Rules, RulesInvalid
from mentoring.models import Pair, Round, Seat, Skip, SplitPair, Track
from mentoring.selectors.profiles import doorway, track_of
from mentoring.selectors.rounds import (
    draft_pairs,
    draft_round,
    free_people,
    known_between,
    locked_round,
    rounds_of,
    rules_of,
    rules_of_round,
    split_ids,
)
from mentoring.services.mail import tell_after_commit
from mentoring.words import fault_words
from programs.selectors.programs import locked_program

if TYPE_CHECKING:
    from belonging.tenancy.models import Membership
    from programs.models import Participant, Program

FEWEST, MOST = 2, 3  # people in a pair


class RoundRefused(BelongingError):
    """A round cannot be made or changed like that."""

    code = "round_refused"


@transaction.atomic
def prepare_round(*, actor: Membership, program: Program, on: date, now: datetime, seed: int = 1) -> Round:
    """
    This will pair everybody who is free, as a draft that nobody else sees yet.

    Raises RoundRefused before mentoring opens, while another draft lies there, and for rules that contradict.
    """
    locked_program(program.pk)  # two facilitators at the same moment make one draft
    if not doorway(program, on).is_open:
        raise RoundRefused(_("Mentoring is not open now."))
    if draft_round(program) is not None:
        raise RoundRefused(_("A round is being prepared already. Send it out or drop it first."))
    track = track_of(program)
    newest = rounds_of(program).first()
    made = Round.objects.create(
        program=program, number=newest.number + 1 if newest else 1, seed=seed, musts=track.musts,
        preferences=track.preferences, made_by=actor,
    )  # fmt: skip
    _pair_the_rest(made, track, on)
    record(actor=actor, verb="mentoring.round_prepared", target=made, now=now)
    return made


@transaction.atomic
def make_anew(*, actor: Membership, made: Round, on: date, now: datetime, seed: int | None = None) -> Round:
    """This will keep what is held by hand and pair everybody else again; raises RoundRefused for what was sent out."""
    held = _held(made)
    if seed is not None:
        held.seed = seed
    track = track_of(held.program)
    held.musts, held.preferences = track.musts, track.preferences
    held.save(update_fields=["seed", "musts", "preferences"])
    _pair_the_rest(held, track, on)
    record(actor=actor, verb="mentoring.round_made_anew", target=held, now=now)
    return held


@transaction.atomic
def hold_pair(*, actor: Membership, made: Round, pair: Pair, is_held: bool, now: datetime) -> Pair:
    """This will hold a pair while the rest is made anew, or let it go."""
    _held(made)
    pair.is_locked = is_held
    pair.save(update_fields=["is_locked"])
    record(actor=actor, verb="mentoring.pair_held" if is_held else "mentoring.pair_let_go", target=pair, now=now)
    return pair


@transaction.atomic
def split_pair(*, actor: Membership, made: Round, pair: Pair, on: date, now: datetime) -> None:
    """This will keep these people apart in this round, and pair everybody who is not held anew."""
    held = _held(made)
    ids = sorted(seat.participant_id for seat in pair.seats.all())
    for low, high in combinations(ids, 2):
        SplitPair.objects.get_or_create(round=held, low_id=low, high_id=high)
    pair.delete()
    _pair_the_rest(held, track_of(held.program), on)
    record(actor=actor, verb="mentoring.pair_split", target=held, now=now)


@transaction.atomic
def join_people(*, actor: Membership, made: Round, people: Sequence[Participant], on: date, now: datetime) -> None:
    """
    This will put two or three people together by hand and pair the rest anew.

    Raises RoundRefused for people who are not free, or who cannot be brought together; it never says why not.
    """
    held = _held(made)
    track = track_of(held.program)
    free = {one.id: one for one in free_people(held.program, on)}
    ids = sorted({str(one.pk) for one in people})
    if not FEWEST <= len(ids) <= MOST:
        raise RoundRefused(_("Choose two people, or three."), field="people")
    if missing := [one for one in people if str(one.pk) not in free]:
        text = _("%(name)s is not on the list, or has as many partners as they want.")
        raise RoundRefused(text % {"name": missing[0].name}, field="people")
    known = known_between(held.program, list(free.values()), track, on)
    if {both(a, b) for a, b in combinations(ids, 2)} & set(known.apart):
        raise RoundRefused(_("These people cannot be brought together in this round."), field="people")
    if len(ids) == MOST and any(free[one].comfort < MOST for one in ids):
        raise RoundRefused(_("One of them is not at ease with two others. Choose two people."), field="people")
    for pair in draft_pairs(held, locked=True):
        if {str(seat.participant_id) for seat in pair.seats.all()} & set(ids):
            raise RoundRefused(_("One of them is in a pair that you hold. Let it go first."), field="people")
    SplitPair.objects.filter(round=held, low__in=people, high__in=people).delete()
    group = Group(tuple(ids), 0, (), is_locked=True)
    _store(held, track, [replace(group)])
    _pair_the_rest(held, track, on)
    record(actor=actor, verb="mentoring.people_joined", target=held, now=now, people=len(ids))


@transaction.atomic
def drop_round(*, actor: Membership, made: Round, now: datetime) -> Round:
    """This will drop a draft; nobody ever hears of it."""
    held = _held(made)
    Pair.objects.filter(round=held).delete()
    Skip.objects.filter(round=held).delete()
    held.state = RoundState.DROPPED
    held.save(update_fields=["state"])
    record(actor=actor, verb="mentoring.round_dropped", target=held, now=now)
    return held


@transaction.atomic
def publish_round(*, actor: Membership, made: Round, on: date, now: datetime) -> int:
    """
    This will ask everybody in a draft, and answer how many pairs were asked.

    Whoever left, paused, opted out or found a partner since it was made is taken out, and their partners are first in
    line next time. Raises RoundRefused for what was sent out or dropped already.
    """
    held = _held(made)
    track = track_of(held.program)
    free = {int(one.id) for one in free_people(held.program, on)}
    until = now + timedelta(days=track.answer_days)
    asked: list[Pair] = []
    for pair in draft_pairs(held):
        people = [seat.participant_id for seat in pair.seats.all()]
        if set(people) <= free:
            pair.state, pair.answer_until = PairState.PROPOSED, until
            pair.save(update_fields=["state", "answer_until"])
            asked.append(pair)
            continue
        pair.delete()
        for person in sorted(set(people) & free):
            Skip.objects.get_or_create(round=held, participant_id=person, defaults={"why": Left.TAKEN.value})
    held.state, held.published_at = RoundState.PUBLISHED, now
    held.save(update_fields=["state", "published_at"])
    record(actor=actor, verb="mentoring.round_sent_out", target=held, now=now, pairs=len(asked))
    tell_after_commit(asked, "proposed")
    return len(asked)


def _held(made: Round) -> Round:
    held = locked_round(made.pk)
    if held.state != RoundState.DRAFT:
        raise RoundRefused(_("This round is not being prepared any more."))
    return held


def _pair_the_rest(made: Round, track: Track, on: date) -> None:
    """Everything that is not held is thrown away and made again."""
    Pair.objects.filter(round=made, state=PairState.DRAFT, is_locked=False).delete()
    Skip.objects.filter(round=made).delete()
    people = free_people(made.program, on)
    known = known_between(made.program, people, track, on)
    here = {one.id for one in people}
    locked = [
        tuple(sorted(str(seat.participant_id) for seat in pair.seats.all())) for pair in draft_pairs(made, locked=True)
    ]
    known = replace(
        known, apart=frozenset(known.apart) | split_ids(made), locked=tuple(one for one in locked if set(one) <= here)
    )
    found = proposed(people, rules_of_round(made, track), known, on)
    _refresh_held(made, found)
    _store(made, track, [group for group in found.groups if not group.is_locked])
    # One statement; Skip has no save hooks beyond the organization check, which bulk_create repeats.
    Skip.objects.bulk_create(
        Skip(round=made, participant_id=int(one.id), why=one.why.value, rules=list(one.rules))
        for one in found.unmatched
    )


def proposed(people: list[Someone], rules: Rules, known: Known, on: date) -> Proposal:
    """A proposal; rules that cannot hold become a refusal that names them."""
    try:
        return propose(people, rules, known, on)
    except (Contradiction, RulesInvalid) as fault:
        raise RoundRefused(fault_words(fault)) from None


def _refresh_held(made: Round, found: Proposal) -> None:
    groups = {frozenset(group.members): group for group in found.groups if group.is_locked}
    for pair in draft_pairs(made, locked=True):
        group = groups.get(frozenset(str(seat.participant_id) for seat in pair.seats.all()))
        if group is not None:
            pair.fit, pair.reasons = group.mean_fit, [reason.plain() for reason in group.reasons]
            pair.save(update_fields=["fit", "reasons"])


def _store(made: Round, track: Track, groups: Sequence[Group], **more: object) -> list[Pair]:
    """Pairs with their seats; two statements, and neither has save hooks beyond what bulk_create repeats."""
    pairs = Pair.objects.bulk_create(
        Pair(
            program=made.program, round=made, fit=group.mean_fit, reasons=[reason.plain() for reason in group.reasons],
            is_locked=group.is_locked, cadence_days=track.cadence_days, minutes=track.minutes, agenda=track.agenda,
            **more,
        )
        for group in groups
    )  # fmt: skip
    Seat.objects.bulk_create(
        Seat(pair=pair, participant_id=int(who))
        for pair, group in zip(pairs, groups, strict=True)
        for who in group.members
    )
    return pairs


def propose_again(*, made: Round, people: set[int], on: date, now: datetime) -> list[Pair]:
    """
    This will ask the next best pairs among people of a round who are free again, inside the caller's transaction.

    It is how a proposal that came to nothing falls through to the next choice.
    """
    track = track_of(made.program)
    free = free_people(made.program, on, among=people)
    if len(free) < FEWEST:
        return []
    found = proposed(free, rules_of(track, seed=made.seed), known_between(made.program, free, track, on), on)
    until = now + timedelta(days=track.answer_days)
    pairs = _store(made, track, found.groups, state=PairState.PROPOSED, answer_until=until)
    tell_after_commit(pairs, "proposed")
    return pairs
