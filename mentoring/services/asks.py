"""Writes of choosing and asking: one person asks another, or both choose quietly."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from belonging.core.errors import BelongingError
from belonging.tenancy.audit import record
from mentoring.enums import ANSWERABLE, OPEN_ASKS, Answer, AskState, Mode, PairState
from mentoring.models import Ask, Pair, Seat
from mentoring.rules import LONGEST_NOTE, MOST_ASKS
from mentoring.selectors.asks import counter_choice, locked_ask, may_be_asked, next_in_line, open_asks_of
from mentoring.selectors.pairs import running_counts
from mentoring.selectors.profiles import locked_profiles, track_of
from mentoring.services.mail import tell_people
from mentoring.services.pairs import begin

if TYPE_CHECKING:
    from mentoring.models import MentorProfile, Track
    from programs.models import Participant


class AskRefused(BelongingError):
    """Somebody cannot be asked, or answer, like that."""

    code = "ask_refused"


@transaction.atomic
def ask_person(*, author: Participant, recipient: Participant, words: str, on: date, now: datetime) -> Ask:
    """
    This will ask somebody to be a partner, or put them next in line behind whoever is asked now.

    Where people choose quietly nobody is told, until the other chose too. Raises AskRefused, naming the field.
    """
    held = locked_profiles([author.pk, recipient.pk])
    track = track_of(author.program)
    if track.mode == Mode.PROPOSED:
        raise AskRefused(_("In this program pairs are proposed to you."))
    _check_asker(author, held)
    mine = open_asks_of(author)
    if len(mine) >= MOST_ASKS:
        text = _("You have asked %(most)s people already. Take one back first.")
        raise AskRefused(text % {"most": MOST_ASKS})
    if recipient.pk in {one.recipient_id for one in mine} or not may_be_asked(author, recipient, on):
        raise AskRefused(_("This person cannot be asked now. Choose somebody else."))
    state = AskState.QUEUED if any(one.state in ANSWERABLE for one in mine) else AskState.WAITING
    asked = Ask.objects.create(
        program=author.program, author=author, recipient=recipient, words=words.strip()[:LONGEST_NOTE], asked_at=now,
        state=AskState.QUIET if track.mode == Mode.TWO_SIDED else state,
    )  # fmt: skip
    if asked.state == AskState.WAITING:
        _send(asked, track, now)
    if asked.state == AskState.QUIET and (theirs := counter_choice(asked)) is not None:
        _pair_up(asked, [asked, theirs], held, track, on, now)
    record(actor=author.membership, verb="mentoring.asked", target=asked, now=now)
    return asked


@transaction.atomic
def answer_ask(*, ask: Ask, says_yes: bool, on: date, now: datetime) -> Ask:
    """
    This will say yes or no to somebody who asks; a no goes to the next in their line, without a word why.

    Raises AskRefused when it is too late, or one of the two has as many partners as they want by now.
    """
    profiles = locked_profiles([ask.author_id, ask.recipient_id])
    held = locked_ask(ask.pk)
    if held.state == AskState.ACCEPTED and says_yes:
        return held
    _check_answerable(held, now)
    track = track_of(held.program)
    if says_yes:
        _pair_up(held, [held], profiles, track, on, now)
    else:
        close_ask(held, AskState.DECLINED, now)
    record(actor=held.recipient.membership, verb="mentoring.ask_answered", target=held, now=now)
    return held


@transaction.atomic
def ask_back(*, ask: Ask, question: str, now: datetime) -> Ask:
    """This will ask the asker to tell more first; they have as many days again. Raises AskRefused for no words."""
    held = locked_ask(ask.pk)
    _check_answerable(held, now)
    held.state, held.question, held.reply = AskState.MORE, _words(question), ""
    held.answer_until = now + timedelta(days=track_of(held.program).answer_days)
    held.save(update_fields=["state", "question", "reply", "answer_until"])
    tell_people([held.author], "told_more")
    record(actor=held.recipient.membership, verb="mentoring.asked_back", target=held, now=now)
    return held


@transaction.atomic
def tell_more(*, ask: Ask, reply: str, now: datetime) -> Ask:
    """This will answer what somebody would like to know before they say yes or no."""
    held = locked_ask(ask.pk)
    if held.state != AskState.MORE:
        raise AskRefused(_("Nobody waits for this answer now."))
    held.state, held.reply = AskState.WAITING, _words(reply)
    held.answer_until = now + timedelta(days=track_of(held.program).answer_days)
    held.save(update_fields=["state", "reply", "answer_until"])
    tell_people([held.recipient], "asked")
    record(actor=held.author.membership, verb="mentoring.told_more", target=held, now=now)
    return held


@transaction.atomic
def take_back_ask(*, ask: Ask, now: datetime) -> Ask:
    """This will take a question back; whoever is next in line is asked."""
    held = locked_ask(ask.pk)
    if held.state in OPEN_ASKS:
        close_ask(held, AskState.WITHDRAWN, now)
        record(actor=held.author.membership, verb="mentoring.ask_taken_back", target=held, now=now)
    return held


def close_ask(ask: Ask, state: AskState, now: datetime) -> None:
    """The question is over, and the next in line is asked; inside the caller's transaction."""
    was_sent = ask.state in ANSWERABLE
    ask.state, ask.answered_at = state, now
    ask.save(update_fields=["state", "answered_at"])
    following = next_in_line(ask.author) if was_sent else None
    if following is not None:
        following.state = AskState.WAITING
        _send(following, track_of(ask.program), now)


def _send(ask: Ask, track: Track, now: datetime) -> None:
    ask.answer_until = now + timedelta(days=track.answer_days)
    ask.save(update_fields=["state", "answer_until"])
    tell_people([ask.recipient], "asked")


def _check_asker(author: Participant, profiles: dict[int, MentorProfile]) -> None:
    mine = profiles.get(author.pk)
    if mine is None or not mine.is_open:
        raise AskRefused(_("Answer the three questions first, so that people know who asks."))
    if not author.may_act:
        raise AskRefused(_("Your place in this program is paused. Come back first."))
    if running_counts([author.pk])[author.pk] >= mine.capacity:
        raise AskRefused(_("You have as many partners as you wanted."))


def _check_answerable(ask: Ask, now: datetime) -> None:
    if ask.state not in ANSWERABLE or (ask.answer_until and ask.answer_until <= now):
        raise AskRefused(_("This is not open any more."))


def _pair_up(
    ask: Ask, asks: list[Ask], profiles: dict[int, MentorProfile], track: Track, on: date, now: datetime
) -> None:
    """Two people are a pair; whoever has no room by now is told so without a name."""
    people = [ask.author, ask.recipient]
    counts = running_counts([one.pk for one in people])
    for one in people:
        profile = profiles.get(one.pk)
        if profile is None or counts[one.pk] >= profile.capacity or not one.may_act:
            raise AskRefused(_("One of you has as many partners as they want now, so this cannot begin."))
    needs_approval = track.mode == Mode.APPROVED
    pair = Pair.objects.create(program=ask.program, state=PairState.AGREED if needs_approval else PairState.PROPOSED)
    for one in people:
        Seat.objects.create(pair=pair, participant=one, answer=Answer.YES, answered_at=now)
    for one_ask in asks:
        one_ask.state, one_ask.answered_at, one_ask.pair = AskState.ACCEPTED, now, pair
        one_ask.save(update_fields=["state", "answered_at", "pair"])
    if not needs_approval:
        begin(pair, on)


def _words(text: str) -> str:
    words = text.strip()
    if not words:
        raise AskRefused(_("Write a few words first."), field="words")
    return words[:LONGEST_NOTE]
