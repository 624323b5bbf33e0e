"""What people say of an event afterwards: asked once, answered within a week, told once and never changed."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from programs.enums import Attendance, EventNews
from programs.models import Event, Participant, Reply
from programs.rules import FEWEST_RATINGS, takes_answers
from programs.selectors.event_answers import answers_to, events_to_close, replies_to_ask
from programs.selectors.events import coming_events_with_line, locked_event
from programs.services.event_mail import send_due_event_mail
from programs.services.event_replies import ReplyRefused, fill_free_seats
from programs.services.office_hours import remind_of_hours

MOST_NEW = 99


@transaction.atomic
def answer_event(
    *, event: Event, participant: Participant, rating: int, now: datetime, met_new: int | None = None
) -> Reply:
    """
    This will keep a person's answers afterwards; another answer takes the place of an earlier one.

    Raises ReplyRefused for those who were not there, and once the questions are closed.
    """
    held = locked_event(event.pk)  # a last answer and the closing take turns
    row = Reply.objects.filter(event=event, participant=participant).first()
    if row is None or row.attendance != Attendance.PRESENT or now < held.ends_at:
        raise ReplyRefused(_("Only those who were there are asked, once it is over."))
    if not takes_answers(held, now):
        raise ReplyRefused(_("The questions of this event are closed. What people thought is told already."))
    if not 1 <= rating <= 5:
        raise ReplyRefused(_("Choose one of the five."), field="rating")
    if met_new is not None and not 0 <= met_new <= MOST_NEW:
        raise ReplyRefused(_("Choose a number up to %(most)s.") % {"most": MOST_NEW}, field="met_new")
    row.rating, row.met_new = rating, met_new
    row.save(update_fields=["rating", "met_new"])
    # No audit row: the answer is nobody's but theirs.
    return row


@transaction.atomic
def ask_and_close(*, now: datetime) -> int:
    """
    This will mark whom to ask by mail how an event was, and close the questions of events a week old; it counts those.

    What is told is counted once, here: a figure shown at five answers and again at six would give away the sixth.
    """
    # One statement; the mail takes these rows like any other news. Reply has no save hooks to skip.
    replies_to_ask(now).update(news=EventNews.AFTER, asked_after_at=now)
    closed = 0
    for event in events_to_close(now):
        _close(locked_event(event.pk), now)
        closed += 1
    return closed


def _close(event: Event, now: datetime) -> None:
    if event.answers_closed_at is not None:
        return
    answers = answers_to(event)
    event.answers_closed_at = now
    if answers.count >= FEWEST_RATINGS:
        event.answer_count, event.rating_mean = answers.count, answers.rating
        event.met_mean = answers.met if answers.met_count >= FEWEST_RATINGS else None
    event.save(update_fields=["answers_closed_at", "answer_count", "rating_mean", "met_mean"])


@transaction.atomic
def make_event_round(*, now: datetime) -> int:
    """
    This will hand on seats that people left by leaving the program, ask and close what is due, remind of office hours,
    then send the mail.
    """
    for event in coming_events_with_line(now):
        fill_free_seats(event=locked_event(event.pk), now=now)
    ask_and_close(now=now)
    remind_of_hours(now=now)
    return send_due_event_mail(now=now)
