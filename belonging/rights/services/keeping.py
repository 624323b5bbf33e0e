"""How long what is kept: an organization's own numbers, and the night that lets go what is older."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from belonging.core.errors import BelongingError
from belonging.rights.models import RetentionRule
from belonging.rights.register import AGES
from belonging.rights.selectors import retention, rows_past, survey_key_names
from belonging.rights.services.erasing import erase_member
from belonging.tenancy.audit import record
from programs.services.programs import archive_program
from surveys.keys import destroy_key, may_use_keys

if TYPE_CHECKING:
    from datetime import datetime

    from belonging.rights.selectors import Kept
    from belonging.tenancy.models import Membership
    from programs.models import Program

logger = logging.getLogger(__name__)


class RetentionRefused(BelongingError):
    """Something cannot be kept for so short or so long a time."""

    code = "retention_refused"


@transaction.atomic
def set_retention(*, actor: Membership, days: dict[str, int], now: datetime) -> None:
    """This will say for how many days the organization keeps what; raises RetentionRefused outside what may be."""
    for ages in AGES:
        wanted = days.get(ages.key, ages.days)
        if not ages.fewest <= wanted <= ages.most:
            words = {"what": ages.title, "fewest": ages.fewest, "most": ages.most}
            raise RetentionRefused(_("%(what)s: between %(fewest)s and %(most)s days.") % words, field=ages.key)
        RetentionRule.objects.update_or_create(kind=ages.key, defaults={"days": wanted})
    record(actor=actor, verb="retention.set", now=now, days=days)


@transaction.atomic
def let_age(*, now: datetime) -> dict[str, int]:
    """This will let go what the open organization keeps no longer, and count it by kind."""
    return {kept.ages.key: _aged(kept, now) for kept in retention()}


def _aged(kept: Kept, now: datetime) -> int:
    rows = rows_past(kept, now)
    if kept.ages.archives:
        return len([archive_program(actor=None, program=one, now=now) for one in rows])
    if kept.ages.holds:
        return sum(_let_go(program, now) for program in rows)
    if not kept.ages.erases:
        return int(rows.delete()[0])
    found = list(rows)
    for member in found:
        erase_member(member=member, now=now)
    return len(found)


def _let_go(program: Program, now: datetime) -> bool:
    """A program goes with everything in it, and the keys of its surveys; without their folders it has to wait."""
    names = survey_key_names(program)
    if names and not may_use_keys():
        logger.error("An archived program is kept too long: this worker has no key folder (SURVEY_KEY_DIRS).")
        return False
    record(actor=None, verb="program.let_go", target=program, now=now)
    program.delete()
    transaction.on_commit(lambda: _destroy(names))
    return True


def _destroy(names: list[str]) -> None:
    for name in names:
        destroy_key(name)
