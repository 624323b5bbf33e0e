"""Writes of what a pair does together: check-ins, the next date, notes, feedback."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from belonging.core.errors import BelongingError
from belonging.tenancy.audit import record
from mentoring.enums import PairState
from mentoring.models import CheckIn, Feedback, Note, Pair
from mentoring.rules import LONGEST_LINE_OF_A_CHECK_IN, LONGEST_NOTE
from mentoring.selectors.calendars import meeting_file
from mentoring.selectors.meetings import check_in_on
from mentoring.selectors.pairs import locked_pair, seats_now
from mentoring.services.mail import tell_people
from network.enums import Channel
from network.services.agreed import log_agreed_interaction, take_back_agreed_interaction
from programs.enums import LearningKind
from programs.services.threads import open_thread

if TYPE_CHECKING:
    from programs.models import Participant


class MeetingRefused(BelongingError):
    """A check-in, a date or a note that cannot be kept like that."""

    code = "meeting_refused"


@dataclass(frozen=True)
class Words:
    """Feedback in three parts, and what its author would like to ask."""

    situation: str
    behaviour: str
    impact: str
    question: str = ""


@transaction.atomic
def log_check_in(
    *,
    pair: Pair,
    author: Participant,
    happened_on: date,
    line: str,
    today: date,
    now: datetime,
    channel: Channel = Channel.IN_PERSON,
) -> CheckIn:
    """
    This will note that a pair met; nobody has to confirm it, and each of them may say that it was not so.

    It counts as time together of all of them, confirmed, as talking. Raises MeetingRefused, naming the field, and
    InteractionRefused where nothing can be logged now.
    """
    held, others = _running(pair, author)
    if not (held.started_on or today) <= happened_on <= today:
        text = _("%(day)s is not a day of this pair so far. Choose another one.")
        raise MeetingRefused(text % {"day": date_format(happened_on, "DATE_FORMAT")}, field="happened_on")
    if check_in_on(held, happened_on) is not None:
        raise MeetingRefused(_("A check-in is noted for that day already."), field="happened_on")
    interaction = log_agreed_interaction(
        program=held.program, author=author, partners=others, happened_on=happened_on, today=today, now=now,
        kind=LearningKind.PEER, channel=channel,
    )  # fmt: skip
    made = CheckIn.objects.create(
        pair=held, happened_on=happened_on, line=line.strip()[:LONGEST_LINE_OF_A_CHECK_IN], logged_by=author,
        logged_at=now, interaction=interaction,
    )  # fmt: skip
    record(actor=author.membership, verb="mentoring.checked_in", target=held, now=now)
    return made


@transaction.atomic
def deny_check_in(*, check_in: CheckIn, participant: Participant, now: datetime) -> CheckIn:
    """This will note that a check-in was not so, which takes back what it counted; twice is the same as once."""
    _running(check_in.pair, participant)
    if check_in.denied_at is None:
        check_in.denied_at = now
        check_in.save(update_fields=["denied_at"])
        if check_in.interaction is not None:
            take_back_agreed_interaction(interaction_id=check_in.interaction, now=now)
        record(actor=participant.membership, verb="mentoring.check_in_denied", target=check_in.pair, now=now)
    return check_in


@transaction.atomic
def plan_next(
    *, pair: Pair, participant: Participant, wall: datetime | None, place: str, link: str, now: datetime
) -> Pair:
    """
    This will set when the pair meets next, by the clocks of the program, and send the date to everybody's calendar.

    Without a date there is none. Raises MeetingRefused for one that has passed, or lies beyond the pair's time.
    """
    held, _others = _running(pair, participant)
    at = wall.replace(tzinfo=ZoneInfo(held.program.time_zone)) if wall else None
    if at is not None and at <= now:
        raise MeetingRefused(_("That has already passed. Choose a later day."), field="day")
    if wall is not None and held.term_ends_on and wall.date() > held.term_ends_on:
        raise MeetingRefused(_("That is after the end of your pair. Choose an earlier day."), field="day")
    held.next_at, held.next_place, held.next_link = at, place.strip()[:160], link
    held.revision += 1
    held.save(update_fields=["next_at", "next_place", "next_link", "revision"])
    if at is not None:
        people = [seat.participant for seat in seats_now(held)]
        tell_people(people, "planned", meeting_file(held, [one.first_name for one in people], now))
    record(actor=participant.membership, verb="mentoring.date_set", target=held, now=now)
    return held


@transaction.atomic
def write_note(*, pair: Pair, author: Participant, text: str, is_shared: bool, now: datetime) -> Note:
    """This will keep a note for its author, or for the pair; raises MeetingRefused for no words, or once it is over."""
    held, _others = _running(pair, author)
    note = Note.objects.create(pair=held, author=author, is_shared=is_shared, text=_kept(text, "text"), written_at=now)
    record(actor=author.membership, verb="mentoring.note_written", now=now)
    return note


@transaction.atomic
def tell_facilitators(*, pair: Pair, author: Participant, text: str, on: date, now: datetime) -> None:
    """This will send a note to those who run the program, as a private word: it is not kept among the pair's notes."""
    _running(pair, author)
    open_thread(participant=author, step=None, text=_kept(text, "text"), on=on, now=now)
    record(actor=author.membership, verb="mentoring.facilitators_told", now=now)


@transaction.atomic
def erase_note(*, note: Note, author: Participant, now: datetime) -> None:
    """This will erase a note of one's own."""
    _running(note.pair, author)
    note.delete()
    record(actor=author.membership, verb="mentoring.note_erased", now=now)


@transaction.atomic
def send_feedback(*, pair: Pair, author: Participant, recipient: Participant, words: Words, now: datetime) -> Feedback:
    """This will send feedback to one partner, who alone reads it; raises MeetingRefused, naming the field."""
    held, others = _running(pair, author)
    if recipient.pk not in {one.pk for one in others}:
        raise MeetingRefused(_("Choose somebody of your pair."), field="recipient")
    sent = Feedback.objects.create(
        pair=held, author=author, recipient=recipient, sent_at=now, question=words.question.strip()[:LONGEST_NOTE],
        **{part: _kept(getattr(words, part), part) for part in ("situation", "behaviour", "impact")},
    )  # fmt: skip
    tell_people([one for one in others if one.pk == recipient.pk], "feedback")
    record(actor=author.membership, verb="mentoring.feedback_sent", now=now)
    return sent


def _running(pair: Pair, participant: Participant) -> tuple[Pair, list[Participant]]:
    """The pair, held, and the others in it; refuses once it is over, and whoever has no place in it."""
    held = locked_pair(pair.pk)
    seats = seats_now(held)
    if held.state != PairState.RUNNING or participant.pk not in {seat.participant_id for seat in seats}:
        raise MeetingRefused(_("This pair does not run now."))
    return held, [seat.participant for seat in seats if seat.participant_id != participant.pk]


def _kept(text: str, field: str) -> str:
    words = text.strip()
    if not words:
        raise MeetingRefused(_("Write a few words first."), field=field)
    return words[:LONGEST_NOTE]
