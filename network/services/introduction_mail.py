"""Mail about introductions: asked, named, did you meet, no more for now; each once, and no name before all said yes."""

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
from network.enums import IntroductionNews
from network.selectors.introductions import offer_of, taken_sides_owing_mail
from programs.selectors.events import may_get_mail

if TYPE_CHECKING:
    from network.models import IntroductionSide

AT_ONCE = 2000


def tell_of_introductions(organization_id: UUID) -> None:
    """This will hurry the mail along after commit; if that is lost, the beat's next round finds the same rows."""
    from network.tasks import send_introduction_mail  # noqa: PLC0415 -- tasks call this module from inside their bodies

    transaction.on_commit(lambda: publish(send_introduction_mail, organization_id=str(organization_id)))


@transaction.atomic
def send_due_introduction_mail(*, now: datetime) -> int:
    """
    This will tell people of the open organization what they are still to hear, and answer how many mails went.

    The marks are set and the mails written in one transaction; they go after it.
    """
    mails = []
    for side in taken_sides_owing_mail(AT_ONCE):
        kind, side.news = side.news, ""
        side.save(update_fields=["news"])
        if may_get_mail(side.participant):
            mails.append(_written(side, kind, now))
    post_after_commit(PostKind.INTRODUCTION, mails)
    return len(mails)


def _written(side: IntroductionSide, kind: str, now: datetime) -> EmailMessage:
    member, program = side.participant.membership, side.program
    language = member.user.language if member.user else settings.LANGUAGE_CODE
    page = reverse("network:introduction-list", args=[side.organization.slug, program.slug])
    with translation.override(language), timezone.override(program.time_zone):
        offer = None if kind == IntroductionNews.STOPPED else offer_of(program, side, now)
        words = {"name": member.first_name, "offer": offer, "link": settings.SITE_URL + page, "program": program}
        subject = " ".join(render_to_string(f"emails/network/introduction_{kind}_subject.txt", words).split())
        text = render_to_string(f"emails/network/introduction_{kind}.txt", words).lstrip()
    return EmailMessage(subject, text, None, [member.email])
