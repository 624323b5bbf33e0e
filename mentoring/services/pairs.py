"""Writes of a pair from the proposal to the end."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from belonging.core.clock import month_begins_on
from belonging.core.errors import BelongingError
from belonging.tenancy.audit import record
from mentoring.enums import PAIR_STEPS, Answer, Ending, Fit, Mode, PairState, Review
from mentoring.models import MentorProfile, Note, Pair, Seat
from mentoring.rules import LONGEST_FAREWELL
from mentoring.selectors.pairs import locked_pair, running_counts, seats_now
from mentoring.selectors.profiles import locked_profiles, track_of
from mentoring.services.mail import tell_after_commit, tell_people
from programs.services.threads import ask_facilitator, open_thread

if TYPE_CHECKING:
    from belonging.tenancy.models import Membership
    from programs.models import Participant


class PairRefused(BelongingError):
    """A pair cannot take that step."""

    code = "pair_refused"


@transaction.atomic
def answer_pair(*, pair: Pair, participant: Participant, says_yes: bool, on: date, now: datetime) -> Pair:
    """
    This will note a person's word on a proposed pair; with the last yes it begins, with a no it does not come about.

    Raises PairRefused when it is too late, or one of them has as many partners as they want by now; two yeses at the
    same moment wait for each other.
    """
    seats = seats_now(pair)
    locked_profiles([seat.participant_id for seat in seats])  # places are given one at a time, so people come first
    held = locked_pair(pair.pk)
    mine = _own_seat(held, participant)
    if held.state == PairState.RUNNING and mine.answer == Answer.YES and says_yes:
        return held
    if held.state != PairState.PROPOSED or (held.answer_until and held.answer_until <= now):
        raise PairRefused(_("This is not open any more. When there is somebody else for you, you hear of it."))
    if says_yes:
        _check_room(held, now, on)
    mine.answer, mine.answered_at = Answer.YES if says_yes else Answer.NO, now
    mine.save(update_fields=["answer", "answered_at"])
    MentorProfile.objects.filter(participant=participant).update(silent_count=0)
    if not says_yes:
        _fall(held, Ending.DECLINED, on)
    elif all(seat.answer == Answer.YES for seat in seats_now(held)):
        needs_approval = track_of(held.program).mode == Mode.APPROVED
        begin(held, on) if not needs_approval else _step(held, PairState.AGREED)
    record(actor=participant.membership, verb="mentoring.answered", target=held, now=now)
    return held


def _check_room(pair: Pair, now: datetime, on: date) -> None:
    """A pair in which somebody found another partner meanwhile falls, and is told so without a name."""
    seats = seats_now(pair)
    counts = running_counts([seat.participant_id for seat in seats])
    room = locked_profiles([seat.participant_id for seat in seats])
    for seat in seats:
        profile = room.get(seat.participant_id)
        if profile is None or counts[seat.participant_id] >= profile.capacity or not seat.participant.may_act:
            raise PairRefused(_("Somebody in this pair has as many partners as they want now, so it cannot begin."))


def begin(pair: Pair, on: date) -> None:
    """The pair runs from today to the end of its term, or of the program."""
    track, program = track_of(pair.program), pair.program
    _step(pair, PairState.RUNNING)
    pair.started_on = on
    pair.term_ends_on = min(month_begins_on(on, track.term_months + 1), program.ends_before) - timedelta(days=1)
    pair.cadence_days, pair.minutes, pair.agenda = track.cadence_days, track.minutes, track.agenda
    pair.save(update_fields=["started_on", "term_ends_on", "cadence_days", "minutes", "agenda"])
    tell_after_commit([pair], "began")


def _step(pair: Pair, state: PairState) -> None:
    if state not in PAIR_STEPS[pair.state]:
        raise PairRefused(_("This pair cannot take that step now."))
    pair.state = state
    pair.save(update_fields=["state"])


def _fall(pair: Pair, ending: Ending, on: date) -> None:
    _step(pair, PairState.FALLEN)
    pair.ending, pair.ended_on = ending, on
    pair.save(update_fields=["ending", "ended_on"])


def expire(pair: Pair, on: date) -> None:
    """A proposal that nobody answered in time does not come about."""
    _fall(pair, Ending.EXPIRED, on)


def _own_seat(pair: Pair, participant: Participant) -> Seat:
    for seat in seats_now(pair):
        if seat.participant_id == participant.pk:
            return seat
    raise PairRefused(_("You have no place in this pair."))


@transaction.atomic
def decide_pair(*, actor: Membership, pair: Pair, approves: bool, on: date, now: datetime) -> Pair:
    """This will let a pair begin that agreed, or not, as a facilitator decides; PairRefused once it is decided."""
    locked_profiles([seat.participant_id for seat in seats_now(pair)])
    held = locked_pair(pair.pk)
    if held.state != PairState.AGREED:
        raise PairRefused(_("This is decided already."))
    if approves:
        _check_room(held, now, on)
        begin(held, on)
    else:
        _fall(held, Ending.REFUSED, on)
    record(actor=actor, verb="mentoring.decided", target=held, now=now, approves=approves)
    return held


@transaction.atomic
def say_fit(*, pair: Pair, participant: Participant, fit: Fit, now: datetime) -> Seat:
    """This will note how the pair feels to one of them; the others never learn it."""
    seat = _own_seat(_running(pair), participant)
    seat.fit, seat.fit_said_at = fit, now
    seat.save(update_fields=["fit", "fit_said_at"])
    record(actor=participant.membership, verb="mentoring.fit_said", now=now)
    return seat


@transaction.atomic
def say_review(*, pair: Pair, participant: Participant, review: Review, words: str, now: datetime) -> Seat:
    """This will note what somebody says at the midpoint; their words go to the pair as a shared note."""
    seat = _own_seat(_running(pair), participant)
    seat.review = review
    seat.save(update_fields=["review"])
    if words.strip():
        Note.objects.create(pair=pair, author=participant, is_shared=True, text=words.strip()[:2000], written_at=now)
    record(actor=participant.membership, verb="mentoring.reviewed", now=now)
    return seat


def _running(pair: Pair) -> Pair:
    held = locked_pair(pair.pk)
    if held.state != PairState.RUNNING:
        raise PairRefused(_("This pair does not run now."))
    return held


@transaction.atomic
def leave_pair(
    *, pair: Pair, participant: Participant, wants_another: bool, farewell: str, on: date, now: datetime
) -> Pair:
    """
    This will end a pair kindly; of three people the two others stay. Nobody is asked for a reason or told one.

    Whoever wants another partner stays on the list. Raises PairRefused when it is over already.
    """
    held = _running(pair)
    seat = _own_seat(held, participant)
    others = [one for one in seats_now(held) if one.pk != seat.pk]
    if len(others) > 1:
        seat.left_on = on
        seat.save(update_fields=["left_on"])
    else:
        end(held, Ending.SWAP if wants_another else Ending.KIND, on, by=participant, farewell=farewell)
    if not wants_another:
        MentorProfile.objects.filter(participant=participant).update(is_open=False, changed_at=now)
    record(actor=participant.membership, verb="mentoring.left_pair", target=held, now=now)
    tell_people([one.participant for one in others], "ended")
    return held


def end(pair: Pair, ending: Ending, on: date, *, by: Participant | None = None, farewell: str = "") -> None:
    """The pair is over from now on; its notes open to nobody any more."""
    _step(pair, PairState.ENDED)
    pair.ending, pair.ended_on, pair.ended_by, pair.farewell = ending, on, by, farewell.strip()[:LONGEST_FAREWELL]
    pair.next_at = None
    pair.save(update_fields=["ending", "ended_on", "ended_by", "farewell", "next_at"])


@transaction.atomic
def ask_for_help(
    *, pair: Pair, participant: Participant, is_unsafe: bool, words: str, ends_now: bool, on: date, now: datetime
) -> None:
    """
    This will turn to those who run the program about a partner who is silent or unsafe.

    They get a private word with what was written and one of them a task, due today where somebody does not feel safe.
    The partner is told nothing but that the pair has ended, where it ends.
    """
    held = _running(pair)
    others = [seat.participant for seat in seats_now(held) if seat.participant_id != participant.pk]
    held.asked_for_help_at = now
    held.save(update_fields=["asked_for_help_at"])
    text = words.strip() or (_("I do not feel safe in my pair.") if is_unsafe else _("I do not hear from my partner."))
    thread = open_thread(participant=participant, step=None, text=text, on=on, now=now)
    if is_unsafe:  # not in three days, like a word of somebody who is stuck, but today
        title = _("%(name)s does not feel safe in their pair") % {"name": participant.first_name}
        ask_facilitator(program=held.program, about=participant, title=title, due_on=on, now=now, thread=thread)
    if ends_now:
        end(held, Ending.SAFETY if is_unsafe else Ending.SWAP, on, by=participant)
        tell_people(others, "ended")
    record(actor=participant.membership, verb="mentoring.asked_for_help", target=held, now=now)


@transaction.atomic
def forget_participant(*, participant: Participant, on: date, now: datetime) -> None:
    """This will take somebody who left the program out of every pair and off the list; safe to call twice."""
    MentorProfile.objects.filter(participant=participant).update(is_open=False, changed_at=now)
    for seat in _seats_of_leaver(participant):
        pair = locked_pair(seat.pair_id)
        others = [one for one in seats_now(pair) if one.pk != seat.pk]
        if pair.state == PairState.DRAFT:
            pair.delete()
        elif pair.state == PairState.RUNNING and len(others) > 1:
            seat.left_on = on
            seat.save(update_fields=["left_on"])
        elif pair.state == PairState.RUNNING:
            end(pair, Ending.LEFT, on)
            tell_people([one.participant for one in others], "ended")
        elif pair.state in {PairState.PROPOSED, PairState.AGREED}:
            _fall(pair, Ending.LEFT, on)


def _seats_of_leaver(participant: Participant) -> Sequence[Seat]:
    return list(Seat.objects.filter(participant=participant, left_on=None).order_by("pair_id", "id"))
