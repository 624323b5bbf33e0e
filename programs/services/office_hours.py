"""Writes of office hours: slots offered, taken, given back and withdrawn."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from belonging.core.errors import BelongingError
from belonging.tenancy.audit import record
from belonging.tenancy.enums import PostKind
from belonging.tenancy.models import Membership
from belonging.tenancy.post import post_after_commit
from programs.models import OfficeHour, Participant, Program
from programs.rules import MOST_SLOTS, MOST_TAKEN
from programs.selectors.office_hours import HOUR, hours_of_person, locked_hour, taken_hours_to_remind, taken_starts
from programs.selectors.zones import zone_of
from programs.services.events import moment

AT_ONCE = 2000


class HourRefused(BelongingError):
    """An office hour cannot be offered, taken or given back like that."""

    code = "hour_refused"


@transaction.atomic
def offer_hours(
    *,
    facilitator: Membership,
    program: Program,
    begins: datetime,
    ends: datetime,
    minutes: int,
    now: datetime,
    place: str = "",
    link: str = "",
) -> list[OfficeHour]:
    """
    This will cut a stretch of time, given as the program's clocks show it, into slots; moments that are offered already
    are left as they are. Raises HourRefused for times that cannot be, and where nobody could come.
    """
    if program.is_over:
        raise HourRefused(_("This program has finished, so nothing more can be planned."))
    starts, last = moment(begins, program.time_zone), moment(ends, program.time_zone)
    if starts <= now:
        raise HourRefused(_("That has already passed. Choose a later day."), field="day")
    length = timedelta(minutes=minutes)
    count = int((last - starts) / length)
    if not 1 <= count <= MOST_SLOTS:
        text = _("That makes %(count)s slots. Choose a stretch that makes 1 to %(most)s.")
        raise HourRefused(text % {"count": max(0, count), "most": MOST_SLOTS}, field="ends")
    if not (place or link):
        raise HourRefused(_("Name a place or a link."), field="place")
    wanted = [starts + length * number for number in range(count)]
    known = taken_starts(facilitator, wanted)
    # One statement; OfficeHour has no save hooks beyond the organization check, which bulk_create repeats.
    made = OfficeHour.objects.bulk_create(
        OfficeHour(program=program, facilitator=facilitator, starts_at=at, ends_at=at + length, place=place, link=link)
        for at in wanted
        if at not in known
    )
    record(actor=facilitator, verb="hours.offered", target=program, now=now, count=len(made))
    return made


@transaction.atomic
def take_hour(*, hour: OfficeHour, participant: Participant, about: str, now: datetime) -> OfficeHour:
    """This will give a free slot to a person and tell the facilitator; raises HourRefused when it is gone."""
    if not participant.may_act:
        raise HourRefused(_("Your place in this program is paused. Come back first, then join in."))
    held = locked_hour(hour.pk)
    if held.starts_at <= now:
        raise HourRefused(_("That has already passed. Choose a later one."))
    if held.taken_by_id is not None and held.taken_by_id != participant.pk:
        raise HourRefused(_("Somebody took this one a moment ago. Choose another."))
    if held.facilitator_id == participant.membership_id:
        raise HourRefused(_("That is your own office hour."))
    if held.taken_by_id is None and hours_of_person(participant, now).count() >= MOST_TAKEN:
        raise HourRefused(_("You have %(most)s coming up. Give one back first.") % {"most": MOST_TAKEN})
    held.taken_by, held.about, held.taken_at = participant, about.strip()[:300], now
    held.save(update_fields=["taken_by", "about", "taken_at"])
    record(actor=participant.membership, verb="hour.taken", target=held, now=now)
    _tell(held, held.facilitator, participant.membership, "taken")
    return held


@transaction.atomic
def give_back_hour(*, hour: OfficeHour, participant: Participant, now: datetime) -> OfficeHour:
    """This will free a person's slot for others, without a reason, and tell the facilitator."""
    held = locked_hour(hour.pk)
    if held.taken_by_id != participant.pk:
        raise HourRefused(_("This is not your slot any more."))
    held.taken_by, held.about, held.taken_at = None, "", None
    held.day_reminder_at, held.hour_reminder_at = None, None
    held.save(update_fields=["taken_by", "about", "taken_at", "day_reminder_at", "hour_reminder_at"])
    record(actor=participant.membership, verb="hour.given_back", target=held, now=now)
    _tell(held, held.facilitator, participant.membership, "free")
    return held


@transaction.atomic
def withdraw_hour(*, hour: OfficeHour, facilitator: Membership, now: datetime) -> None:
    """This will take a slot away; whoever had it is told. Raises HourRefused for somebody else's."""
    held = locked_hour(hour.pk)
    if held.facilitator_id != facilitator.pk:
        raise HourRefused(_("This is somebody else’s office hour."))
    if held.taken_by is not None:
        _tell(held, held.taken_by.membership, facilitator, "withdrawn")
    record(actor=facilitator, verb="hour.withdrawn", target=held, now=now)
    held.delete()


@transaction.atomic
def remind_of_hours(*, now: datetime) -> int:
    """
    This will remind both sides of a taken slot, a day and an hour before, and answer how many slots were due.

    The marks are set in the transaction and the mails go after it, as with events.
    """
    due = taken_hours_to_remind(now, AT_ONCE)
    for hour in due:
        assert hour.taken_by is not None
        mark = "hour_reminder_at" if hour.starts_at - now <= HOUR else "day_reminder_at"
        setattr(hour, mark, now)
        hour.save(update_fields=[mark])
        member = hour.taken_by.membership
        if hour.taken_by.may_act:
            _tell(hour, member, hour.facilitator, "soon")
            _tell(hour, hour.facilitator, member, "soon")
    return len(due)


def _tell(hour: OfficeHour, to: Membership, other: Membership, kind: str) -> None:
    """What was said about the slot is not in the mail."""
    if not (to.email and to.is_active):
        return
    page = reverse("programs:hour-list", args=[hour.program.organization.slug, hour.program.slug])
    language, zone = to.user.language if to.user else settings.LANGUAGE_CODE, zone_of(to, hour.program)
    with translation.override(language), timezone.override(zone):
        words = {"hour": hour, "zone": zone, "name": to.first_name, "other": other.name, "kind": kind}
        words["link"] = settings.SITE_URL + page
        subject = " ".join(render_to_string("emails/programs/office_hour_subject.txt", words).split())
        text = render_to_string("emails/programs/office_hour.txt", words).lstrip()
    mail = EmailMessage(subject, text, None, [to.email])
    post_after_commit(PostKind.OFFICE_HOUR, [mail])
