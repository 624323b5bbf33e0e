"""Mail to everybody who was named: kind words wait; each once."""

from __future__ import annotations

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
from community.selectors.award import nominees_to_tell
from community.tasks import tell_nominees

if TYPE_CHECKING:
    from community.models import Nominee


def tell_after_commit(organization_id: UUID) -> None:
    """This will hurry the mail along; if that is lost, the beat's next round finds the same rows."""
    transaction.on_commit(lambda: publish(tell_nominees, organization_id=str(organization_id)))


@transaction.atomic
def tell_nominees_of_kind_words() -> int:
    """
    This will write to nominees that kind words wait for them, and answer how many mails went.

    The marks are set and the mails written in one transaction; they go after it.
    """
    mails = []
    for row in nominees_to_tell():
        row.is_to_be_told = False
        row.save(update_fields=["is_to_be_told"])
        if row.participant.membership.is_active and row.participant.membership.email:
            mails.append(_written(row))
    post_after_commit(PostKind.AWARD, mails)
    return len(mails)


def _written(row: Nominee) -> EmailMessage:
    member = row.participant.membership
    page = reverse("community:award-words", args=[row.organization.slug, row.award.program.slug, row.award.public_id])
    with translation.override(member.user.language if member.user else settings.LANGUAGE_CODE):
        words = {
            "name": member.first_name,
            "award": row.award,
            "has_won": row.has_won,
            "link": settings.SITE_URL + page,
        }
        subject = " ".join(render_to_string("emails/community/kind_words_subject.txt", words).split())
        text = render_to_string("emails/community/kind_words.txt", words).lstrip()
    return EmailMessage(subject, text, None, [member.email])
