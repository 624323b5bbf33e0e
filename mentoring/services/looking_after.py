"""The nightly round: what was not answered, what is over, who has not met."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F

from belonging.core import clock
from mentoring.enums import Answer, AskState, Ending, Mode, PairState
from mentoring.models import MentorProfile, Pair, Round, Skip
from mentoring.rules import MOST_SILENT
from mentoring.selectors.asks import locked_ask, overdue_asks
from mentoring.selectors.care import pairs_past_their_term, quiet_pairs, rounds_with_free_people, unanswered_pairs
from mentoring.selectors.pairs import locked_pair, seats_now
from mentoring.selectors.profiles import locked_profiles, track_of
from mentoring.selectors.rounds import round_members
from mentoring.services.asks import close_ask
from mentoring.services.leaving import forget_all_leavers
from mentoring.services.mail import tell_after_commit, tell_people
from mentoring.services.pairs import end, expire
from mentoring.services.rounds import RoundRefused, propose_again
from programs.selectors.programs import running_programs

if TYPE_CHECKING:
    from programs.models import Program


@transaction.atomic
def look_after_pairs(*, now: datetime) -> None:
    """
    This will, in one organization, let old proposals and questions go and ask the next best, end pairs whose time is
    over, and remind pairs that have not met for long. Calling it twice in a night does nothing more.
    """
    forget_all_leavers(now=now)
    for program in running_programs():
        today = clock.today(program.time_zone, now)
        for pair in unanswered_pairs(program.pk, now):
            _let_go(pair, today, now)
        for pair in pairs_past_their_term(program, today):
            _end_term(pair, today)
        for pair in quiet_pairs(program, today):
            _remind(pair, today)
        _ask_the_next_best(program, today, now)
    for ask in overdue_asks(now):
        held = locked_ask(ask.pk)
        if held.answer_until and held.answer_until <= now:
            close_ask(held, AskState.EXPIRED, now)


def _let_go(pair: Pair, today: date, now: datetime) -> None:
    locked_profiles([seat.participant_id for seat in seats_now(pair)])  # people first, as in every answer
    held = locked_pair(pair.pk)
    if held.state != PairState.PROPOSED:
        return  # answered while we came
    silent = [seat for seat in seats_now(held) if seat.answer == Answer.UNSAID]
    expire(held, today)
    # One statement each; MentorProfile has no save hooks to skip.
    mine = MentorProfile.objects.filter(participant__in=[seat.participant_id for seat in silent])
    mine.update(silent_count=F("silent_count") + 1)
    snoozed = mine.filter(silent_count__gte=MOST_SILENT, is_open=True)
    left = set(snoozed.order_by("id").values_list("participant_id", flat=True))
    snoozed.update(is_open=False, changed_at=now)
    tell_people([seat.participant for seat in silent if seat.participant_id in left], "snoozed")


def _end_term(pair: Pair, today: date) -> None:
    held = locked_pair(pair.pk)
    if held.state == PairState.RUNNING:
        end(held, Ending.TERM, today)
        tell_after_commit([held], "term")


def _remind(pair: Pair, today: date) -> None:
    held = locked_pair(pair.pk)
    if held.nudged_on != pair.nudged_on:
        return  # another worker reminded them while we came
    held.nudged_on = today
    held.save(update_fields=["nudged_on"])
    tell_after_commit([held], "quiet")


def _ask_the_next_best(program: Program, today: date, now: datetime) -> None:
    if track_of(program).mode != Mode.PROPOSED:
        return
    for made in rounds_with_free_people(program, now):
        _fall_through(made, today, now)


def _fall_through(made: Round, today: date, now: datetime) -> None:
    """People whose proposal came to nothing are asked with the next best; who is left comes first next time."""
    try:
        pairs = propose_again(made=made, people=round_members(made), on=today, now=now)
    except RoundRefused:  # the rules contradict by now: whoever prepares the next round is told which two
        return
    seated = [seat.participant_id for pair in pairs for seat in seats_now(pair)]
    Skip.objects.filter(round=made, participant__in=seated).delete()
