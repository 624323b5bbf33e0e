"""Mail about welcomes: to the buddy, that somebody new is there; to the newcomer, the buddy's hello. Each once."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from belonging.tenancy.enums import PostKind
from belonging.tenancy.jobs import publish
from belonging.tenancy.post import post_after_commit
from community.enums import WelcomeNews
from community.selectors.buddies import taken_welcomes_owing_mail
from community.tasks import send_welcome_mail as welcome_mail_task
from programs.selectors.events import may_get_mail
from programs.selectors.letters import is_daytime

if TYPE_CHECKING:
    from community.models import Welcome
    from programs.models import Participant

AT_ONCE = 2000


def tell_of_welcomes(organization_id: UUID) -> None:
    """This will hurry the mail along after commit; if that is lost, the beat's next round finds the same rows."""
    transaction.on_commit(lambda: publish(welcome_mail_task, organization_id=str(organization_id)))


@transaction.atomic
def send_welcome_mail(*, now: datetime) -> int:
    """
    This will tell buddies and newcomers, in their own daytime, what they are still to hear, and count the mails.

    The marks are set and the mails written in one transaction; they go after it, and the words wait on the page.
    """
    mails = []
    for row in taken_welcomes_owing_mail(AT_ONCE):
        reader = row.buddy if row.news == WelcomeNews.BUDDY else row.newcomer
        if reader is not None and may_get_mail(reader):
            if not is_daytime(reader.membership, row.program, now):
                continue
            mails.append(_written(row, reader))
        row.news = ""
        row.save(update_fields=["news"])
    post_after_commit(PostKind.WELCOME, mails)
    return len(mails)


def _written(row: Welcome, reader: Participant) -> EmailMessage:
    member = reader.membership
    page = reverse("community:buddy-detail", args=[row.organization.slug, row.program.slug])
    with translation.override(member.user.language if member.user else settings.LANGUAGE_CODE):
        words = {"name": member.first_name, "welcome": row, "program": row.program, "link": settings.SITE_URL + page}
        subject = " ".join(render_to_string(f"emails/community/welcome_{row.news}_subject.txt", words).split())
        text = render_to_string(f"emails/community/welcome_{row.news}.txt", words).lstrip()
    return EmailMessage(subject, text, None, [member.email])
