"""Writes of messages to roles: planned, written, looked at, sent, read; one definition for the page and for mail."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta
from typing import Protocol

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
from belonging.tenancy.jobs import publish
from belonging.tenancy.models import Membership
from belonging.tenancy.post import post_after_commit
from programs.calendar import When
from programs.enums import Audience, MailKind
from programs.models import Delivery, JourneyRole, Letter, Participant, Program
from programs.people_tasks import send_letters
from programs.rules import CHOSEN_ROLES
from programs.selectors.letters import deliveries_owing_mail, due_letters, receivers
from programs.services.throttles import note_sent, still_open

AT_ONCE = 2000
LATE = timedelta(days=3)  # a message whose day passed longer ago is not sent any more


class LetterRefused(BelongingError):
    """A message cannot be written or sent like that."""

    code = "letter_refused"


class PlannedLetter(Protocol):
    """A message as a plan writes it."""

    @property
    def key(self) -> str:
        """The plan's key."""

    @property
    def audience(self) -> str:
        """For whom."""

    @property
    def subject(self) -> str:
        """What the mail is called."""

    @property
    def text(self) -> str:
        """Its words."""

    @property
    def when(self) -> When:
        """On which days."""


def lay_out_letters(program: Program, planned: Iterable[PlannedLetter], since: date) -> None:
    """This will keep a plan's messages with their days, from a day on; part of laying out a plan's days."""
    Letter.objects.filter(program=program, sent_at=None, goes_on__gte=since).exclude(key="").delete()
    # One statement; Letter has no save hooks beyond the organization check, which it repeats.
    Letter.objects.bulk_create(
        Letter(
            program=program, key=one.key, audience=one.audience, subject=one.subject, text=one.text, goes_on=day,
            hour=one.when.hour, is_ready=True,
        )
        for one in planned
        for day in program.span.days(one.when)
        if day >= since
    )  # fmt: skip


@transaction.atomic
def write_letter(
    *, actor: Membership, program: Program, audience: Audience, subject: str, text: str, goes_on: date, hour: int,
    now: datetime, letter: Letter | None = None,
) -> Letter:  # fmt: skip
    """
    This will keep a message, or change one that has not gone; nobody gets it before somebody looked at who does.

    Raises LetterRefused without words, for a day that has passed, or once it has gone.
    """
    if letter is not None and (letter.sent_at or letter.dropped_at):
        raise LetterRefused(_("This has gone already."))
    subject, text = " ".join(subject.split()), text.strip()
    if not subject or not text:
        raise LetterRefused(_("Write a few words first."), field="text")
    if goes_on < local_day(program.time_zone, now):
        raise LetterRefused(_("Choose today or a later day."), field="goes_on")
    kept = letter or Letter(program=program, written_by=actor)
    kept.audience, kept.subject, kept.text, kept.goes_on, kept.hour = audience, subject, text, goes_on, hour
    kept.is_ready = False
    kept.save()
    record(actor=actor, verb="letter.written", target=kept, now=now, audience=str(audience))
    return kept


@transaction.atomic
def release_letter(*, actor: Membership, letter: Letter, now: datetime) -> Letter:
    """This will let a message go on its day; raises LetterRefused when nobody would get it, or once it has gone."""
    if letter.sent_at or letter.dropped_at:
        raise LetterRefused(_("This has gone already."))
    if not receivers(letter.program, letter.audience).exists():
        raise LetterRefused(_("Nobody has that role yet, so nobody would get it."))
    letter.is_ready = True
    letter.save(update_fields=["is_ready"])
    record(actor=actor, verb="letter.released", target=letter, now=now)
    transaction.on_commit(lambda: publish(send_letters, organization_id=str(letter.organization_id)))
    return letter


@transaction.atomic
def drop_letter(*, actor: Membership, letter: Letter, now: datetime) -> None:
    """This will drop a message that has not gone; raises LetterRefused otherwise."""
    changed = Letter.objects.filter(pk=letter.pk, sent_at=None, dropped_at=None).update(dropped_at=now)
    if not changed:
        raise LetterRefused(_("This has gone already."))
    record(actor=actor, verb="letter.dropped", target=letter, now=now)


@transaction.atomic
def set_roles(*, actor: Membership, participant: Participant, roles: Collection[str], now: datetime) -> None:
    """This will note which roles somebody has in the journey: welcome buddy, mentoring partner."""
    wanted = {role for role in roles if role in CHOSEN_ROLES}
    mine = JourneyRole.objects.filter(participant=participant)
    mine.exclude(audience__in=wanted).delete()
    JourneyRole.objects.bulk_create(
        [JourneyRole(participant=participant, audience=role) for role in sorted(wanted)], ignore_conflicts=True
    )
    record(actor=actor, verb="journey.roles_set", target=participant, now=now, roles=sorted(wanted))


@transaction.atomic
def read_letters(*, deliveries: Collection[Delivery], now: datetime) -> None:
    """This will note that somebody has seen their messages."""
    unread = [one.pk for one in deliveries if one.read_at is None]
    Delivery.objects.filter(pk__in=unread).update(read_at=now)


@transaction.atomic
def make_letter_round(*, now: datetime) -> int:
    """This will send what is due to people's pages, mail it in their daytime, and count the mails."""
    for letter in due_letters(now):
        _send_to_pages(letter, now)
    return _mail(now)


def _send_to_pages(letter: Letter, now: datetime) -> None:
    if letter.goes_on < local_day(letter.program.time_zone, now) - LATE:
        letter.dropped_at = now
        letter.save(update_fields=["dropped_at"])
        return
    members = receivers(letter.program, letter.audience)
    Delivery.objects.bulk_create(
        [Delivery(letter=letter, membership=one) for one in members], ignore_conflicts=True, batch_size=AT_ONCE
    )
    letter.sent_at = now
    letter.save(update_fields=["sent_at"])
    record(actor=letter.written_by, verb="letter.sent", target=letter, now=now)


def _mail(now: datetime) -> int:
    rows = deliveries_owing_mail(now, AT_ONCE)
    members = still_open(MailKind.LETTER, {row.membership_id for row in rows}, now)
    mails, told = [], []
    for row in rows:
        row.owes_mail = False  # who has had enough mail reads it on the page
        if row.membership_id in members:
            mails.append(_written(row))
            row.mailed_at = now
            told.append(row.membership_id)
            members.discard(row.membership_id)  # one mail a round; a second message is on the page
        row.save(update_fields=["owes_mail", "mailed_at"])
    note_sent(MailKind.LETTER, told, now)
    post_after_commit(PostKind.LETTER, mails)
    return len(mails)


def _written(row: Delivery) -> EmailMessage:
    member, letter = row.membership, row.letter
    program = letter.program
    page = reverse("programs:letter-list", args=[program.organization.slug, program.slug])
    with translation.override(member.user.language if member.user else settings.LANGUAGE_CODE):
        words = {"name": member.first_name, "letter": letter, "program": program, "link": settings.SITE_URL + page}
        text = render_to_string("emails/programs/letter.txt", words).lstrip()
    return EmailMessage(letter.subject, text, None, [member.email])
