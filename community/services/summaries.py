"""
Writes of summaries by mail: how often, written for whom they are due, sent, ended by one press.

Writing and sending are two steps, so that a worker may die anywhere. A summary is written in the transaction that notes
what has been told, so none is lost or written twice. Each is sent in a transaction of its own that marks it afterwards:
dying between the mail server's yes and the mark sends that one mail again, with the same Message-ID.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime
from smtplib import SMTPDataError, SMTPRecipientsRefused
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from belonging.core.errors import BelongingError
from belonging.tenancy.audit import record
from belonging.tenancy.bounces import note_refusals, with_return_path
from belonging.tenancy.enums import PostKind
from belonging.tenancy.post import count_mails
from belonging.tenancy.scope import open_scope
from community.enums import SummaryRhythm
from community.models import SummaryMail, SummaryWish
from community.rules import POSTS_IN_A_SUMMARY
from community.selectors.summaries import (
    due_wishes,
    locked_wish,
    mails_to_send,
    may_be_told,
    news_for,
    old_mails,
    people_without_wish,
)

if TYPE_CHECKING:
    from community.models import Post
    from programs.models import Participant

AT_ONCE = 2_000  # the posts of a month are read once for so many people
WORDS_OF_A_POST = 40
PURPOSE = "community.summaries"  # a token for this opens nothing else
GONE_FOR_GOOD = 500  # from this code on a mail server's no is final
logger = logging.getLogger(__name__)


class Line(NamedTuple):
    """A post as a summary tells it."""

    author: str
    is_unsigned: bool
    group: str
    words: str
    link: str


Lines = dict[tuple[str | None, int], str]  # by language and row id of the post


class SummaryRefused(BelongingError):
    """A link that belongs to no summary."""

    code = "summary_refused"


@transaction.atomic
def choose_summaries(
    *, participant: Participant, rhythm: SummaryRhythm, quiet_from: int, quiet_until: int, now: datetime
) -> SummaryWish:  # fmt: skip
    """This will keep how often somebody wants a summary, and between which hours of their clock nothing is sent."""
    said = {"rhythm": rhythm, "quiet_from": quiet_from, "quiet_until": quiet_until}
    wish, _is_new = SummaryWish.objects.update_or_create(
        participant=participant, defaults=said, create_defaults={**said, "told_until": now}
    )
    record(actor=participant.membership, verb="summaries.chosen", target=wish, now=now, rhythm=str(rhythm))
    return wish


@transaction.atomic
def write_summaries(*, now: datetime) -> int:
    """This will write the summaries that are due in the open organization, none of nothing new, and count them."""
    old_mails(now).delete()
    # One statement; SummaryWish has no save hooks beyond the organization check, which it repeats.
    SummaryWish.objects.bulk_create(
        [SummaryWish(participant_id=one, told_until=now) for one in people_without_wish()], ignore_conflicts=True
    )
    count, after = 0, 0
    while wishes := due_wishes(now, after, AT_ONCE):
        count, after = count + _write(wishes, now), wishes[-1].pk
    return count


def _write(wishes: Sequence[SummaryWish], now: datetime) -> int:
    told = [one for one in wishes if may_be_told(one, now)]
    news = news_for(told, now)
    lines: Lines = {}  # each post is written down once in each language, however many read of it
    SummaryMail.objects.bulk_create(_written(one, news[one.pk], lines, now) for one in told if one.pk in news)
    # Who hears at once and had nothing new is looked at again next time; for the others a new period begins.
    ids = [one.pk for one in told if one.pk in news or one.rhythm != SummaryRhythm.AT_ONCE]
    SummaryWish.objects.filter(pk__in=ids).update(told_until=now)
    return len(news)


def _written(wish: SummaryWish, posts: Sequence[Post], lines: Lines, now: datetime) -> SummaryMail:
    person, program = wish.participant, wish.participant.program
    member, slugs = person.membership, [program.organization.slug, program.slug]
    with translation.override(member.user.language if member.user else settings.LANGUAGE_CODE):
        words = {
            "name": member.first_name,
            "program": program,
            "lines": [_line(post, slugs, lines) for post in posts[:POSTS_IN_A_SUMMARY]],
            "more": max(0, len(posts) - POSTS_IN_A_SUMMARY),
            "count": len(posts),
            "hub": settings.SITE_URL + reverse("community:hub", args=slugs),
            "choose": settings.SITE_URL + reverse("community:summary-edit", args=slugs),
            "stop": unsubscribe_address(wish),
        }
        subject = " ".join(render_to_string("emails/community/summary_subject.txt", words).split())
        text = render_to_string("emails/community/summary.txt", words).lstrip()
    return SummaryMail(wish=wish, subject=subject[:200], text=text, written_at=now)


def _line(post: Post, slugs: Sequence[str], lines: Lines) -> str:
    key = (translation.get_language(), post.pk)
    if key not in lines:
        thread = post.parent or post
        page = settings.SITE_URL + reverse("community:post-detail", args=[*slugs, thread.public_id])
        name = post.author.name if post.author else ""
        words = Truncator(post.text).words(WORDS_OF_A_POST)
        line = Line(name, post.is_unsigned, post.group.name, words, page)
        lines[key] = render_to_string("emails/community/summary_line.txt", {"line": line}).strip("\n")
    return lines[key]


def unsubscribe_address(wish: SummaryWish) -> str:
    """Where one press ends somebody's summaries, without signing in."""
    token = signing.dumps([wish.organization_id.hex, wish.public_id.hex], salt=PURPOSE)
    return settings.SITE_URL + reverse("community:summary-stop", args=[token])


def send_summaries(*, organization_id: UUID, now: datetime) -> int:
    """
    This will send what is written for one organization, each in a transaction of its own, and count what went.

    Opens the scope itself. What a mail server takes later is tried again in the next round; when it does not answer at
    all, everything is.
    """
    count = _all_sent(organization_id, now)
    if count:
        with open_scope(organization_id):
            count_mails(PostKind.SUMMARY, sent=count)
    return count


def _all_sent(organization_id: UUID, now: datetime) -> int:
    count, after = 0, 0
    with get_connection() as post_office:
        while True:
            with open_scope(organization_id):
                mails = mails_to_send(after, AT_ONCE)
            if not mails:
                return count
            after = mails[-1].pk
            for mail in mails:
                try:
                    with open_scope(organization_id):
                        count += _send(mail, post_office, now)
                except (SMTPRecipientsRefused, SMTPDataError):
                    continue  # not now: the claim is rolled back, and the next round tries again
                except OSError as problem:
                    logger.warning("Summaries were not taken by the mail server (%s).", type(problem).__name__)
                    return count


def _send(mail: SummaryMail, post_office: BaseEmailBackend, now: datetime) -> bool:
    # Claimed before it is sent, in the same transaction: another worker waits here and then finds it gone.
    if not SummaryMail.objects.filter(pk=mail.pk, sent_at=None).update(sent_at=now, text=""):
        return False
    member = mail.wish.participant.membership
    if mail.wish.rhythm == SummaryRhythm.NONE or not member.is_active:
        return False
    if member.mail_comes_back:
        count_mails(PostKind.SUMMARY, held=1)
        return False
    try:
        post_office.send_messages([with_return_path(_message(mail), mail.organization_id)])
    except (SMTPRecipientsRefused, SMTPDataError) as no:
        if not _is_final(no):
            raise
        count_mails(PostKind.SUMMARY, failed=1)
        if isinstance(no, SMTPRecipientsRefused):
            note_refusals(no, now=now)
        return False  # there is no such reader; the words wait on the page all the same
    return True


def _is_final(no: SMTPRecipientsRefused | SMTPDataError) -> bool:
    if isinstance(no, SMTPDataError):
        return bool(no.smtp_code >= GONE_FOR_GOOD)
    return all(code >= GONE_FOR_GOOD for code, _words in no.recipients.values())


def _message(mail: SummaryMail) -> EmailMessage:
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    headers = {
        "Message-ID": f"<summary-{mail.public_id.hex}@{host}>",  # the same however often it is tried
        "Auto-Submitted": "auto-generated",
        "List-Unsubscribe": f"<{unsubscribe_address(mail.wish)}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
    return EmailMessage(mail.subject, mail.text, None, [mail.wish.participant.membership.email], headers=headers)


def stop_summaries(*, token: str, now: datetime, only_look: bool = False) -> SummaryWish:
    """This will end the summaries a mail's link belongs to; twice is once. Raises SummaryRefused for any other link."""
    nothing = SummaryRefused(_("This link ends no summaries."))
    try:
        organization, wish = (UUID(one) for one in signing.loads(token, salt=PURPOSE))
    except (signing.BadSignature, ValueError, TypeError):
        raise nothing from None
    with open_scope(organization):
        found = locked_wish(wish)
        if found is None:
            raise nothing
        if found.rhythm != SummaryRhythm.NONE and not only_look:
            found.rhythm = SummaryRhythm.NONE
            found.save(update_fields=["rhythm"])
            record(actor=found.participant.membership, verb="summaries.stopped", target=found, now=now)
    return found
