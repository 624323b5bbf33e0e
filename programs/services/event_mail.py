"""Mail about events: reminders for those who come, and news for those whom it concerns; each once."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation

from belonging.tenancy.enums import PostKind
from belonging.tenancy.jobs import publish
from belonging.tenancy.post import post_after_commit
from programs.enums import EventNews
from programs.event_tasks import send_event_mail
from programs.selectors.events import HOUR, may_get_mail, taken_replies_owing_mail
from programs.selectors.zones import zone_of

if TYPE_CHECKING:
    from programs.models import Reply

AT_ONCE = 2000
REMINDER = "reminder"


def tell_after_commit(organization_id: UUID) -> None:
    """This will hurry the mail along; if that is lost, the beat's next round finds the same rows."""
    transaction.on_commit(lambda: publish(send_event_mail, organization_id=str(organization_id)))


@transaction.atomic
def send_due_event_mail(*, now: datetime) -> int:
    """
    This will remind those who come, a day and an hour before, tell others their news, and answer how many mails went.

    The marks are set and the mails written in one transaction; they go after it.
    """
    mails = []
    for row in taken_replies_owing_mail(now, AT_ONCE):
        kind = _marked(row, now)
        is_late = row.event.ends_at <= now and kind != EventNews.AFTER
        if may_get_mail(row.participant) and not is_late:
            mails.append(_written(row, kind))
    post_after_commit(PostKind.EVENT, mails)
    return len(mails)


def _marked(row: Reply, now: datetime) -> str:
    kind = row.news or REMINDER
    if row.news:
        row.news = ""
        # Somebody who hears of a seat or a new time on the very day needs no reminder of that day.
    elif row.event.starts_at - now <= HOUR:
        row.hour_reminder_at = now
    else:
        row.day_reminder_at = now
    row.save(update_fields=["news", "day_reminder_at", "hour_reminder_at"])
    return kind


def _written(row: Reply, kind: str) -> EmailMessage:
    event, member = row.event, row.participant.membership
    language = member.user.language if member.user else settings.LANGUAGE_CODE
    page = reverse("programs:event-detail", args=[row.organization.slug, event.program.slug, event.public_id])
    zone = zone_of(member, event.program)
    with translation.override(language), timezone.override(zone):
        words = {
            "event": event,
            "zone": zone,
            "name": member.first_name,
            "host": event.host.first_name if event.host else "",
            "link": settings.SITE_URL + page,
        }
        subject = " ".join(render_to_string(f"emails/programs/event_{kind}_subject.txt", words).split())
        text = render_to_string(f"emails/programs/event_{kind}.txt", words).lstrip()
    return EmailMessage(subject, text, None, [member.email])
