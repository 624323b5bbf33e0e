"""Invitations and reminders. Plain text, one link, the same for everybody: nothing in them tracks anybody."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from belonging.tenancy.audit import record
from belonging.tenancy.enums import PostKind
from belonging.tenancy.post import post_after_commit
from surveys.models import Asked
from surveys.rules import REMIND_AFTER, REMIND_BY_HAND_EVERY, is_answerable
from surveys.selectors.ballots import people_who_answered
from surveys.selectors.waves import asked_rows, local_day, locked_wave, open_waves
from surveys.services.opening import WaveRefused

if TYPE_CHECKING:
    from belonging.tenancy.models import Membership
    from surveys.models import Wave

INVITATION, REMINDER = "invitation", "reminder"


@transaction.atomic
def send_due_survey_mail(*, now: datetime) -> int:
    """
    This will invite everybody an open wave asks, remind those who have not answered on days 3 and 5, and count the
    mails.

    The marks are set and the mails written in one transaction; they go after it.
    """
    mails: list[EmailMessage] = []
    for wave in open_waves():
        today = local_day(wave.program, now)
        if is_answerable(wave, today):
            turn = 1 + sum((today - wave.opens_on).days >= days for days in REMIND_AFTER)
            mails += _due(wave, turn)
    post_after_commit(PostKind.SURVEY, mails)
    return len(mails)


def _due(wave: Wave, turn: int) -> list[EmailMessage]:
    """The mails of one turn: the first is the invitation; reminders go to those without an envelope."""
    # Held: another worker of the same night waits here, and then finds nobody left to write to.
    rows = list(asked_rows(wave).filter(mails__lt=turn).select_for_update(of=("self",)))
    if not rows:
        return []
    answered = people_who_answered(wave)
    kinds = {row.pk: REMINDER if row.mails else INVITATION for row in rows}
    # One statement for all; Asked has no save hooks to skip. Whoever answered is marked like everybody else.
    Asked.objects.filter(pk__in=list(kinds)).update(mails=turn)
    return [
        _written(wave, row.membership, kinds[row.pk])
        for row in rows
        if row.membership.email and not (kinds[row.pk] == REMINDER and row.membership_id in answered)
    ]


@transaction.atomic
def remind_by_hand(*, actor: Membership, wave: Wave, now: datetime) -> None:
    """
    This will remind those who have not answered, whom nobody gets to see; not even how many mails went is told.

    Raises WaveRefused when the wave takes no answers or was reminded of by hand within fourteen days.
    """
    wave = locked_wave(wave)
    if not is_answerable(wave, local_day(wave.program, now)):
        raise WaveRefused(_("This survey takes no answers now."))
    if wave.reminded_by_hand_at is not None and now - wave.reminded_by_hand_at < REMIND_BY_HAND_EVERY:
        raise WaveRefused(
            _("There was a reminder within the last fourteen days. More of them do not bring more answers.")
        )
    wave.reminded_by_hand_at = now
    wave.save(update_fields=["reminded_by_hand_at"])
    answered = people_who_answered(wave)
    people = [row.membership for row in asked_rows(wave) if row.membership_id not in answered and row.membership.email]
    wave.organization = actor.organization
    mails = [_written(wave, one, REMINDER) for one in people]
    record(actor=actor, verb="wave.reminded", target=wave, now=now)
    post_after_commit(PostKind.SURVEY, mails)


def _written(wave: Wave, member: Membership, kind: str) -> EmailMessage:
    language = member.user.language if member.user else settings.LANGUAGE_CODE
    page = reverse("surveys:wave-answer", args=[wave.organization.slug, wave.program.slug, wave.public_id])
    with translation.override(language), timezone.override(wave.program.time_zone):
        words = {"wave": wave, "name": member.first_name, "link": settings.SITE_URL + page}
        subject = " ".join(render_to_string(f"emails/surveys/{kind}_subject.txt", words).split())
        text = render_to_string(f"emails/surveys/{kind}.txt", words).lstrip()
    return EmailMessage(subject, text, None, [member.email])
