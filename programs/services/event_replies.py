"""Writes around one event: who comes, who waits, and who was there."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from belonging.core.errors import BelongingError
from belonging.tenancy.audit import record
from programs.enums import Attendance, EventNews, ReplyState
from programs.models import Reply
from programs.rules import CHECK_IN_WITHIN, MOST_GUESTS, is_check_in_open
from programs.selectors.events import locked_event, reply_of, seats_taken, waiting_line
from programs.selectors.programs import people_by_public_id
from programs.services.event_mail import tell_after_commit

if TYPE_CHECKING:
    from belonging.tenancy.models import Membership
    from programs.models import Event, Participant


class ReplyRefused(BelongingError):
    """A reply, a check-in or an answer that cannot be taken now."""

    code = "reply_refused"


@dataclass(frozen=True)
class Replied:
    """What became of a reply, and what it was before: Undo goes back there."""

    state: str
    was: str
    guests_were: int


@dataclass(frozen=True)
class Mark:
    """What a facilitator noted of one person."""

    attendance: Attendance
    reason: str = ""


@transaction.atomic
def reply_to_event(
    *, event: Event, participant: Participant, state: ReplyState | None, now: datetime, guests: int = 0
) -> Replied:
    """
    This will note whether a person comes, give them a seat or a place in line, and hand on the seats that became free.

    No state takes the reply back. Raises ReplyRefused when the event takes no replies, or the guests do not fit.
    """
    # The event's row is the queue at the door: of fifty who want the last seat, one after the other looks at it.
    held = locked_event(event.pk)
    _check(held, participant, guests, now)
    row = reply_of(held, participant) or Reply(event=held, participant=participant, state="", asked_at=now)
    was, guests_were = row.state, row.guests
    if state is None:
        _take_back(row)
    else:
        guests = guests if state == ReplyState.GOING else 0
        _settle(held, row, state, guests, now)
    fill_free_seats(event=held, now=now)
    verb = f"reply.{row.state}" if state else "reply.taken_back"
    record(actor=participant.membership, verb=verb, target=held, now=now, guests=guests)
    return Replied(row.state, was, guests_were)


def _check(event: Event, participant: Participant, guests: int, now: datetime) -> None:
    if event.is_cancelled:
        raise ReplyRefused(_("This event is called off."))
    if event.ends_at <= now:
        raise ReplyRefused(_("This event is over."))
    if not participant.may_act:
        raise ReplyRefused(_("Your place in this program is paused. Come back first, then join in."))
    if not 0 <= guests <= MOST_GUESTS:
        raise ReplyRefused(_("Bring up to %(most)s guests.") % {"most": MOST_GUESTS}, field="guests")
    if event.capacity is not None and 1 + guests > event.capacity:
        raise ReplyRefused(_("There are only %(seats)s seats.") % {"seats": event.capacity}, field="guests")


def _take_back(row: Reply) -> None:
    if row.attendance or row.rating:
        row.state = ReplyState.UNSAID
        row.save(update_fields=["state"])
    elif row.pk:
        row.delete()
        row.state = ""


def _settle(event: Event, row: Reply, state: ReplyState, guests: int, now: datetime) -> None:
    was = row.state
    if state == ReplyState.GOING and not _has_room(event, row, guests):
        if was == ReplyState.GOING:
            raise ReplyRefused(_("No seat is left for that many guests. Yours is kept."), field="guests")
        state = ReplyState.WAITING
    if state != was:
        row.asked_at = now  # whoever leaves the line and comes back stands at its end
        row.day_reminder_at = row.hour_reminder_at = None
        row.news = ""
    row.state, row.guests = state, guests
    row.save()


def _has_room(event: Event, row: Reply, guests: int) -> bool:
    if event.capacity is None:
        return True
    is_new = row.state != ReplyState.GOING
    if is_new and waiting_line(event).exclude(participant=row.participant).exists():
        return False  # nobody passes those who wait
    return seats_taken(event, besides=row.participant) + 1 + guests <= event.capacity


def fill_free_seats(*, event: Event, now: datetime) -> int:
    """
    This will give free seats to those who wait, in their order, and answer how many moved up; they are told by mail.

    Nobody is passed: when the first in line brings more guests than there are seats, all wait. The caller holds the
    event's row.
    """
    if event.is_cancelled or event.ends_at <= now:
        return 0
    free = None if event.capacity is None else event.capacity - seats_taken(event)
    moved = 0
    for row in waiting_line(event):
        if free is not None:
            if 1 + row.guests > free:
                break
            free -= 1 + row.guests
        row.state, row.news = ReplyState.GOING, EventNews.SEAT
        row.save(update_fields=["state", "news"])
        moved += 1
    if moved:
        tell_after_commit(event.organization_id)
    return moved


@transaction.atomic
def check_in(*, event: Event, participant: Participant, now: datetime, code: str = "") -> Reply:
    """
    This will note that a person is there: with one tap for those who said they come, with the event's code for others.

    Raises ReplyRefused outside the two hours around it, for a wrong code, and after a facilitator noted an absence.
    """
    held = locked_event(event.pk)
    if not participant.may_act:
        raise ReplyRefused(_("Your place in this program is paused. Come back first, then join in."))
    if not is_check_in_open(held, now):
        hours = int(CHECK_IN_WITHIN.total_seconds()) // 3600
        text = _(
            "You can say that you are here from %(hours)s hours before it begins to %(hours)s hours after it ends."
        )
        raise ReplyRefused(text % {"hours": hours})
    row = reply_of(held, participant)
    is_known = row is not None and row.state == ReplyState.GOING
    if not is_known and not secrets.compare_digest(code.strip().upper().encode(), held.check_in_code.encode()):
        raise ReplyRefused(_("That is not the code of this event. It is shown in the room."), field="code")
    row = row or Reply(event=held, participant=participant, state=ReplyState.UNSAID, asked_at=now)
    if row.attendance == Attendance.ABSENT:
        raise ReplyRefused(_("A facilitator noted that you were not there. Have a word with them."))
    row.attendance = Attendance.PRESENT
    row.save()
    record(actor=participant.membership, verb="event.checked_in", target=held, now=now)
    return row


@transaction.atomic
def mark_attendance(*, actor: Membership, event: Event, marks: Mapping[UUID, Mark | None], now: datetime) -> int:
    """
    This will note who was there and who was not, and why; no mark takes an earlier one back. It answers how many marks
    were set. Raises ReplyRefused too early, and for people who are not in the program.
    """
    held = locked_event(event.pk)
    if held.is_cancelled or now < held.starts_at - CHECK_IN_WITHIN:
        raise ReplyRefused(_("Who was there can be noted from two hours before it begins."))
    people = people_by_public_id(held.program, marks.keys())
    if len(people) != len(marks):
        raise ReplyRefused(_("Somebody you chose is not in this program now. Choose again."))
    rows = {row.participant_id: row for row in Reply.objects.filter(event=held)}
    count = 0
    for public_id, mark in marks.items():
        person = people[public_id]
        if mark is None and person.pk not in rows:
            continue
        row = rows.get(person.pk) or Reply(event=held, participant=person, state=ReplyState.UNSAID, asked_at=now)
        row.attendance, row.absence_reason = (mark.attendance, mark.reason[:120]) if mark else ("", "")
        row.save()
        count += mark is not None
    record(actor=actor, verb="event.attendance_noted", target=held, now=now, count=count)
    return count
