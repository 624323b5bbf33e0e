"""Mail about registrations, each with a personal link made for it; and the round that hands on places and forgets."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from belonging.tenancy.audit import record
from belonging.tenancy.enums import PostKind
from belonging.tenancy.jobs import publish
from belonging.tenancy.models import Membership
from belonging.tenancy.post import post_after_commit
from belonging.tenancy.services import hashed
from programs.enums import RegistrationNews, RegistrationState
from programs.models import Participant, PersonalLink, Program, Registration
from programs.people_tasks import send_registration_mail
from programs.selectors.programs import participant_of
from programs.selectors.registrations import mailed_since, member_with, owing_mail, people_without_account

LINK_LASTS = timedelta(days=60)
AGAIN_AFTER = timedelta(minutes=10)  # who asks twice has the first mail already
MOST_AN_HOUR = 300  # of one organization, so that nobody floods strangers through its page


def tell_after_commit(organization_id: UUID) -> None:
    """This will hurry the mail along; if that is lost, the beat's next round finds the same rows."""
    transaction.on_commit(lambda: publish(send_registration_mail, organization_id=str(organization_id)))


@transaction.atomic
def send_due_registration_mail(*, now: datetime) -> int:
    """
    This will tell people what is new about their registration, with a fresh personal link, and count the mails.

    The marks are set and the mails written in one transaction; they go after it.
    """
    room = MOST_AN_HOUR - mailed_since(now - timedelta(hours=1))
    mails = []
    for row in owing_mail(max(0, room)):
        news, row.news = row.news, ""
        is_repeat = news == RegistrationNews.LINK and row.mailed_at is not None and now - row.mailed_at < AGAIN_AFTER
        if not is_repeat:
            mails.append(_written(row, news, now))
            row.mailed_at = now
        row.save(update_fields=["news", "mailed_at"])
    post_after_commit(PostKind.REGISTRATION, mails)
    return len(mails)


def _written(row: Registration, news: str, now: datetime) -> EmailMessage:
    member = row.participant.membership if row.participant else member_with(row.email)
    place = participant_of(row.program, member) if member else None
    if place is not None and row.state == RegistrationState.UNCONFIRMED:  # somebody from a file asks for their page
        row.state, row.participant, row.settled_at = RegistrationState.ACCEPTED, place, now
        row.save(update_fields=["state", "participant", "settled_at"])
    kind = _kind(row, news, member, place)
    program = row.program
    words = {
        "name": row.first_name or (member.first_name if member else ""),
        "program": program,
        "organization": program.organization,
        "link": _sign_in(program) if kind == "already" else _new_link(row, now),
    }
    with translation.override(member.user.language if member and member.user else settings.LANGUAGE_CODE):
        subject = " ".join(render_to_string(f"emails/programs/registration_{kind}_subject.txt", words).split())
        text = render_to_string(f"emails/programs/registration_{kind}.txt", words).lstrip()
    return EmailMessage(subject, text, None, [row.email])


def _kind(row: Registration, news: str, member: Membership | None, place: Participant | None) -> str:
    """Which of the mails it is; somebody who takes part and can sign in is sent there."""
    if place is not None and member is not None and member.user is not None:
        return "already" if news == RegistrationNews.LINK else "place"
    if news == RegistrationNews.LINK and row.state == RegistrationState.INVITED:
        return "invited"
    return str(news)


def _sign_in(program: Program) -> str:
    return str(settings.SITE_URL + reverse("network:home", args=[program.organization.slug, program.slug]))


def _new_link(row: Registration, now: datetime) -> str:
    # The organization opens the scope in which the link is looked up; only the hash is kept.
    token = f"{row.organization_id.hex}.{secrets.token_urlsafe(32)}"
    PersonalLink.objects.create(registration=row, token_hash=hashed(token), expires_at=now + LINK_LASTS)
    return str(settings.SITE_URL + reverse("programs:arrival-detail", args=[token]))


@transaction.atomic
def send_new_link(*, actor: Membership, registration: Registration, now: datetime) -> None:
    """This will close somebody's personal links and mail them a new one."""
    _close(registration, now)
    Registration.objects.filter(pk=registration.pk).update(news=RegistrationNews.LINK, mailed_at=None)
    record(actor=actor, verb="registration.link_renewed", target=registration, now=now)
    tell_after_commit(registration.organization_id)


@transaction.atomic
def close_links(*, actor: Membership, registration: Registration, now: datetime) -> int:
    """This will close every personal link of a registration, and answer how many."""
    count = _close(registration, now)
    record(actor=actor, verb="registration.links_closed", target=registration, now=now, links=count)
    return count


def _close(registration: Registration, now: datetime) -> int:
    return PersonalLink.objects.filter(registration=registration, revoked_at=None).update(revoked_at=now)


@transaction.atomic
def send_personal_pages(*, actor: Membership, program: Program, now: datetime) -> int:
    """This will mail everybody who has a place but no account, and was brought in from a file, their personal page."""
    people = list(people_without_account(program))
    # One statement; Registration has no save hooks beyond the organization check, which it repeats.
    Registration.objects.bulk_create(
        [
            Registration(
                program=program, email=one.membership.email, name=one.membership.name, segment=one.segment,
                state=RegistrationState.ACCEPTED, asked_at=now, settled_at=now, participant=one,
                news=RegistrationNews.PLACE,
            )
            for one in people
        ],
        ignore_conflicts=True,
    )  # fmt: skip
    record(actor=actor, verb="registration.pages_sent", target=program, now=now, people=len(people))
    tell_after_commit(program.organization_id)
    return len(people)
