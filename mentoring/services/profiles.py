"""Writes of who takes part in mentoring."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from belonging.core.errors import BelongingError
from belonging.tenancy.audit import record
from mentoring.enums import Comfort
from mentoring.models import MentorProfile
from mentoring.rules import LONGEST_LINE, MOST_LINES, MOST_PARTNERS
from mentoring.selectors.profiles import doorway
from programs.enums import Purpose
from programs.services.consents import keep_yes

if TYPE_CHECKING:
    from programs.models import Participant


class ProfileRefused(BelongingError):
    """Somebody cannot opt in like that."""

    code = "profile_refused"


@dataclass(frozen=True)
class Answers:
    """Three short answers, and when somebody is free."""

    offers: list[str]
    wants: list[str]
    interests: list[str]
    languages: list[str]
    time_zone: str
    hours: list[str]
    comfort: Comfort = Comfort.ONE_TO_ONE
    prefers_camera_off: bool = False
    capacity: int = 1


@transaction.atomic
def opt_in(*, participant: Participant, answers: Answers, today: date, now: datetime) -> MentorProfile:
    """
    This will opt a person in, or change their answers; opting in again after a break opens the door again.

    Raises ProfileRefused, naming the field.
    """
    _check_open(participant, today)
    _check(answers)
    values = asdict(answers) | {"is_open": True, "silent_count": 0, "changed_at": now}
    was_open = MentorProfile.objects.filter(participant=participant, is_open=True).exists()
    profile, _is_new = MentorProfile.objects.update_or_create(
        participant=participant,
        defaults=values,
        create_defaults=values | {"program": participant.program, "opted_in_at": now},
    )
    keep_yes(participant=participant, purpose=Purpose.PAIRED, agrees=True, now=now)
    record(actor=participant.membership, verb="mentoring.changed" if was_open else "mentoring.opted_in", now=now)
    return profile


@transaction.atomic
def opt_out(*, participant: Participant, now: datetime) -> None:
    """This will take a person out of the next rounds; pairs that run go on until somebody ends them."""
    changed = MentorProfile.objects.filter(participant=participant, is_open=True).update(is_open=False, changed_at=now)
    if changed:
        keep_yes(participant=participant, purpose=Purpose.PAIRED, agrees=False, now=now)
        record(actor=participant.membership, verb="mentoring.opted_out", now=now)


def _check_open(participant: Participant, today: date) -> None:
    door = doorway(participant.program, today)
    if not door.is_open:
        if today < door.opens_on:
            day = date_format(door.opens_on, "DATE_FORMAT")
            raise ProfileRefused(_("Peer mentoring opens on %(day)s.") % {"day": day})
        raise ProfileRefused(_("This program is not running now, so nobody is paired."))
    if not participant.may_act:
        raise ProfileRefused(_("Your place in this program is paused. Come back first."))


def _check(answers: Answers) -> None:
    for field in ("offers", "wants"):
        if not getattr(answers, field):
            raise ProfileRefused(_("Write at least one line."), field=field)
    for field in ("offers", "wants", "interests", "languages"):
        lines = getattr(answers, field)
        if len(lines) > MOST_LINES:
            text = _("That is more than %(most)s lines. Keep the ones that matter most.")
            raise ProfileRefused(text % {"most": MOST_LINES}, field=field)
        if any(len(line) > LONGEST_LINE for line in lines):
            text = _("One line has more than %(most)s letters. Say it shorter.") % {"most": LONGEST_LINE}
            raise ProfileRefused(text, field=field)
    if not 1 <= answers.capacity <= MOST_PARTNERS:
        raise ProfileRefused(_("Choose between 1 and %(most)s.") % {"most": MOST_PARTNERS}, field="capacity")
    try:
        ZoneInfo(answers.time_zone)
    except (ZoneInfoNotFoundError, ValueError):
        raise ProfileRefused(_("That time zone is not known."), field="time_zone") from None
