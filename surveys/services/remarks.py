"""Remarks that may tell of harm: into the restricted folder, and out of it, by somebody who has read them."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from belonging.core.errors import BelongingError
from belonging.tenancy.audit import record
from belonging.tenancy.enums import Role
from surveys.enums import Care
from surveys.selectors.ballots import remark_by_id

if TYPE_CHECKING:
    from belonging.tenancy.models import Membership
    from programs.models import Program


class RemarkRefused(BelongingError):
    """A remark that is not there, or that this person may not move."""

    code = "remark_refused"


@transaction.atomic
def put_remark(*, actor: Membership, program: Program, remark: UUID, care: Care, now: datetime) -> None:
    """
    This will move a remark into the restricted folder or, for admins, say after reading that it stays or is shown.

    Raises RemarkRefused.
    """
    found = remark_by_id(program, remark)
    if found is None or (actor.role != Role.ADMIN and (care == Care.FREE or found.care != Care.FREE)):
        raise RemarkRefused(_("There is no such remark here."))
    found.care = care
    found.save(update_fields=["care"])
    record(actor=actor, verb="remark.put", target=found.wave, now=now, care=str(care))
