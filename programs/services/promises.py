"""Writes of small promises: kept with one tap, made by oneself, given by a facilitator; and the mail about them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from belonging.core.clock import today as local_day
from belonging.core.errors import BelongingError
from belonging.tenancy.audit import record
from belonging.tenancy.enums import PostKind
from belonging.tenancy.models import Membership
from belonging.tenancy.post import post_after_commit
from programs.enums import LearningKind, MailKind, PromiseSource
from programs.models import Participant, Promise
from programs.rules import is_open_for_logging
from programs.selectors.promises import memberships_written_to_since, promises_to_mention
from programs.selectors.zones import zone_of
from programs.services.throttles import note_sent, still_open

AT_ONCE = 2000
MOST_OPEN = 30  # own promises of one person that are still open
A_DAY = timedelta(hours=20)  # so that a mail at eight is followed by one at eight, whatever the beat's minute


class PromiseRefused(BelongingError):
    """A promise cannot be made, kept or dropped like that."""

    code = "promise_refused"


@transaction.atomic
def keep_promises(
    *, participant: Participant, shown: Collection[Promise], kept: Collection[Promise], now: datetime
) -> int:
    """
    This will mark of the promises shown those that are kept and take the others back, and answer how many changed.

    Raises PromiseRefused while the person's place or the program is paused.
    """
    _check(participant)
    wanted = {promise.pk for promise in kept}
    rows = Promise.objects.select_for_update().filter(participant=participant, pk__in=[one.pk for one in shown])
    changed = [row for row in rows.order_by("pk") if (row.done_at is not None) != (row.pk in wanted)]
    for row in changed:
        row.done_at = now if row.pk in wanted else None
        row.save(update_fields=["done_at"])
        verb = "promise.kept" if row.done_at else "promise.taken_back"
        record(actor=participant.membership, verb=verb, target=row, now=now)
    return len(changed)


def _check(participant: Participant) -> None:
    if not participant.may_act or not is_open_for_logging(participant.program):
        raise PromiseRefused(_("This is not running for you now. Everything stays readable."))


@transaction.atomic
def make_promise(
    *, participant: Participant, text: str, due_on: date, on: date, now: datetime,
    kind: LearningKind = LearningKind.EXPERIENTIAL, asks: Sequence[str] = (),
) -> Promise:  # fmt: skip
    """This will store a promise of the person's own; raises PromiseRefused for no words, a passed day or too many."""
    _check(participant)
    own = Promise.objects.filter(participant=participant, source=PromiseSource.OWN, done_at=None, due_on__gte=on)
    if own.count() >= MOST_OPEN:
        raise PromiseRefused(_("That is a lot to carry. Keep or drop one first."))
    promise = _stored(participant, PromiseSource.OWN, text, on, due_on=due_on, kind=kind, asks=list(asks))
    record(actor=participant.membership, verb="promise.made", target=promise, now=now)
    return promise


@transaction.atomic
def assign_promise(
    *, actor: Membership, participant: Participant, text: str, due_on: date, on: date, now: datetime,
    kind: LearningKind = LearningKind.EXPERIENTIAL, asks: Sequence[str] = (),
) -> Promise:  # fmt: skip
    """This will give a person a promise; whether it is kept stays theirs. Raises PromiseRefused as make_promise."""
    promise = _stored(participant, PromiseSource.ASSIGNED, text, on, due_on=due_on, kind=kind, asks=list(asks))
    record(actor=actor, verb="promise.assigned", target=promise, now=now, participant=str(participant.public_id))
    return promise


def _stored(participant: Participant, source: PromiseSource, text: str, on: date, **fields: Any) -> Promise:
    words = " ".join(text.split())
    if not words:
        raise PromiseRefused(_("Write what you want to do."), field="text")
    if not on <= fields["due_on"] < participant.program.ends_before:
        raise PromiseRefused(_("Choose a day from today to the end of the program."), field="due_on")
    return Promise.objects.create(participant=participant, source=source, text=words[:200], opens_on=on, **fields)


@transaction.atomic
def answer_promise(*, participant: Participant, promise: Promise, answers: Mapping[str, str], now: datetime) -> None:
    """
    This will keep what a person noted down in the short form of a promise; nobody else reads it.

    Raises PromiseRefused while the person's place or the program is paused.
    """
    _check(participant)
    row = Promise.objects.select_for_update().get(pk=promise.pk, participant=participant)
    # The plan may have put other questions since: what was answered to the earlier ones stays.
    earlier = {question: answer for question, answer in row.wrote.items() if question not in row.asks}
    row.wrote = earlier | {question: answers[question] for question in row.asks if answers.get(question)}
    row.save(update_fields=["wrote"])
    record(actor=participant.membership, verb="promise.answered", target=row, now=now)


@transaction.atomic
def drop_promise(*, participant: Participant, promise: Promise, now: datetime) -> None:
    """This will delete a promise of the person's own; raises PromiseRefused for any other."""
    if promise.source != PromiseSource.OWN:
        raise PromiseRefused(_("This one comes from the program. Leave it open if it does not fit."))
    record(actor=participant.membership, verb="promise.dropped", target=promise, now=now)
    promise.delete()


@transaction.atomic
def remind_of_promises(*, now: datetime) -> int:
    """
    This will remind the open organization's people of promises, a day before and once after, and count the mails.

    One mail a person a day holds all of them. The marks are set and the mails written in one transaction; they go
    after it.
    """
    due = promises_to_mention(now).select_related("participant__membership__user", "participant__program__organization")
    rows = list(due.select_for_update(of=("self",), skip_locked=True)[:AT_ONCE])
    written_to = memberships_written_to_since(now - A_DAY)
    still = still_open(MailKind.PROMISES, {row.participant.membership_id for row in rows}, now) - written_to
    by_person: dict[int, list[Promise]] = {}
    for row in rows:
        if row.participant.membership_id in still:
            by_person.setdefault(row.participant.membership_id, []).append(row)
    for row in (one for found in by_person.values() for one in found):
        _mark(row, now)
    note_sent(MailKind.PROMISES, by_person, now)
    mails = [_written(found, now) for found in by_person.values()]
    post_after_commit(PostKind.PROMISES, mails)
    return len(mails)


def _mark(row: Promise, now: datetime) -> None:
    if _is_over(row, now):
        row.nudged_at = now
    else:
        row.reminded_at = now
    row.save(update_fields=["reminded_at", "nudged_at"])


def _is_over(row: Promise, now: datetime) -> bool:
    return row.due_on < local_day(zone_of(row.participant.membership, row.participant.program), now)


def _written(rows: list[Promise], now: datetime) -> EmailMessage:
    member, program = rows[0].participant.membership, rows[0].participant.program
    home = reverse("network:home", args=[program.organization.slug, program.slug])
    with translation.override(member.user.language if member.user else settings.LANGUAGE_CODE):
        words = {
            "name": member.first_name,
            "program": program,
            "coming": [row for row in rows if not _is_over(row, now)],
            "over": [row for row in rows if _is_over(row, now)],
            "link": settings.SITE_URL + home,
        }
        subject = " ".join(render_to_string("emails/programs/promises_subject.txt", words).split())
        text = render_to_string("emails/programs/promises.txt", words).lstrip()
    return EmailMessage(subject, text, None, [member.email])
