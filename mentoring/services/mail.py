"""Mail about pairs: that there is something, never what somebody wrote."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from belonging.tenancy.enums import PostKind
from belonging.tenancy.post import post_after_commit
from mentoring.selectors.pairs import people_to_write_to

if TYPE_CHECKING:
    from mentoring.models import Pair
    from programs.models import Participant


def tell_after_commit(pairs: Iterable[Pair], kind: str, *, besides: Participant | None = None) -> None:
    """This will write to everybody in these pairs, but for one, once all is stored."""
    people = people_to_write_to([pair.pk for pair in pairs])
    tell_people([one for one in people if besides is None or one.pk != besides.pk], kind)


def tell_people(people: Iterable[Participant], kind: str, calendar: bytes = b"") -> None:
    """This will write to these people after commit, with a calendar entry where there is one."""
    mails = [_written(person, kind, calendar) for person in people if person.membership.email and person.may_act]
    if mails:
        post_after_commit(PostKind.PAIR, mails)


def _written(person: Participant, kind: str, calendar: bytes) -> EmailMessage:
    member, program = person.membership, person.program
    page = reverse("mentoring:home", args=[program.organization.slug, program.slug])
    with translation.override(member.user.language if member.user else settings.LANGUAGE_CODE):
        words = {"name": member.first_name, "program": program, "link": settings.SITE_URL + page}
        subject = " ".join(render_to_string(f"emails/mentoring/{kind}_subject.txt", words).split())
        text = render_to_string(f"emails/mentoring/{kind}.txt", words).lstrip()
    mail = EmailMessage(subject, text, None, [member.email])
    if calendar:
        mail.attach("check-in.ics", calendar, "text/calendar")
    return mail
