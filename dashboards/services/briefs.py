"""The weekly brief: one a week for each who runs a program, within their minutes, sent when it says something."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from belonging.tenancy.audit import record
from belonging.tenancy.enums import Duty, PostKind
from belonging.tenancy.post import post_after_commit
from dashboards.kpis.signals import Candidate, chosen
from dashboards.models import Brief, BriefWish
from dashboards.rules import MOST_IN_A_BRIEF, USUAL_MINUTES
from dashboards.selectors.briefs import BriefLine, brief_lines, briefs_of_week, candidates, wishes_of
from dashboards.selectors.moves import live_signals, moves_of
from programs.selectors.remits import segments_seen
from programs.selectors.threads import facilitators_of

if TYPE_CHECKING:
    from belonging.tenancy.models import Membership
    from programs.models import Program


@transaction.atomic
def set_brief_wish(*, membership: Membership, minutes: int, is_mailed: bool, now: datetime) -> BriefWish:
    """This will keep how many minutes a week somebody has, and whether the brief comes by mail; from next week on."""
    wish, _ = BriefWish.objects.update_or_create(
        membership=membership, defaults={"minutes": minutes, "is_mailed": is_mailed}
    )
    record(actor=membership, verb="brief.wished", target=wish, now=now, minutes=minutes)
    return wish


@transaction.atomic
def write_briefs(*, program: Program, on: date, now: datetime) -> list[Brief]:
    """
    This will write the week's brief for everybody who runs a program and has none yet.

    One of them gets each thing, so that nobody does twice what was asked once. Rows and mails are written
    in one transaction; the mails go after it.
    """
    week_on = on - timedelta(days=on.weekday())
    people = facilitators_of(program, Duty.FIGURES)
    have = {brief.membership_id for brief in briefs_of_week(program, week_on)}
    wishes, written, given = wishes_of(people), [], _given(program, week_on)
    for person in people:
        if person.pk in have:
            continue
        wish = wishes.get(person.pk)
        minutes = wish.minutes if wish else USUAL_MINUTES
        rows = [row for row in candidates(program, person) if row.key not in given]
        lines = chosen(rows, minutes, MOST_IN_A_BRIEF)
        given |= {line.key for line in lines}
        is_mailed = bool(lines) and (wish is None or wish.is_mailed) and bool(person.email)
        written.append(_stored(program, person, week_on, minutes, lines, now if is_mailed else None))
    mails = [_written(brief, program) for brief in written if brief.sent_at]
    post_after_commit(PostKind.BRIEF, mails)
    return written


def _given(program: Program, week_on: date) -> set[str]:
    return {line["key"] for brief in briefs_of_week(program, week_on) for line in brief.lines}


def _stored(
    program: Program, person: Membership, week_on: date, minutes: int, lines: list[Candidate], sent_at: datetime | None
) -> Brief:
    rows = [{"key": line.key, "minutes": line.minutes} for line in lines]
    return Brief.objects.create(
        program=program, membership=person, week_on=week_on, minutes=minutes, lines=rows, sent_at=sent_at
    )


def _written(brief: Brief, program: Program) -> EmailMessage:
    to = brief.membership
    segments = segments_seen(program, to)
    lines: list[BriefLine] = brief_lines(brief, live_signals(program, segments), moves_of(program), segments)
    address = reverse("dashboards:move-list", args=[to.organization.slug, program.slug])
    words = {
        "program": program, "name": to.first_name, "lines": lines, "minutes": sum(line.minutes for line in lines),
        "link": settings.SITE_URL + address,
    }  # fmt: skip
    with translation.override(to.user.language if to.user else settings.LANGUAGE_CODE):
        subject = render_to_string("emails/dashboards/brief_subject.txt", words).strip()
        return EmailMessage(subject, render_to_string("emails/dashboards/brief.txt", words), to=[to.email])
