"""Remarks that may tell of harm: into the restricted folder, and out of it, by somebody who has read them."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from belonging.core.errors import BelongingError
from belonging.tenancy.audit import record
from surveys.enums import Care
from surveys.rules import may_open_folder

if TYPE_CHECKING:
    from belonging.tenancy.models import Membership
    from surveys.models.ballots import Remark


class RemarkRefused(BelongingError):
    """A remark that this person may not move."""

    code = "remark_refused"


@transaction.atomic
def put_remark(*, actor: Membership, remark: Remark, care: Care, now: datetime) -> None:
    """
    This will move a remark into the restricted folder or, for admins, say after reading that it stays or is shown.

    Raises RemarkRefused for those who may not.
    """
    if not may_open_folder(actor) and (care == Care.FREE or remark.care != Care.FREE):
        raise RemarkRefused(_("What lies in the restricted folder is moved by admins."))
    remark.care = care
    remark.save(update_fields=["care"])
    record(actor=actor, verb="remark.put", target=remark.wave, now=now, care=str(care))
