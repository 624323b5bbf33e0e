"""Writes of who looks after whom."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from belonging.core.errors import BelongingError
from belonging.tenancy.audit import record
from belonging.tenancy.models import Membership
from programs.models import Program, Remit
from programs.selectors.programs import segment_sizes


class RemitRefused(BelongingError):
    """Segments that cannot be given like that."""

    code = "remit_refused"


@transaction.atomic
def set_remit(
    *, actor: Membership, program: Program, facilitator: Membership, segments: Collection[str], now: datetime
) -> Remit | None:
    """
    This will give a facilitator these segments of a program to look after; without any, they look after everybody.

    Raises RemitRefused for a segment the program does not have.
    """
    if set(segments) - segment_sizes(program).keys():
        raise RemitRefused(_("One of these groups is not in the program any more. Choose again."))
    record(actor=actor, verb="remit.set", target=facilitator, now=now, program=str(program.public_id))
    if not segments:
        Remit.objects.filter(program=program, facilitator=facilitator).delete()
        return None
    wanted = {"segments": sorted(set(segments))}
    row, _created = Remit.objects.update_or_create(program=program, facilitator=facilitator, defaults=wanted)
    return row
