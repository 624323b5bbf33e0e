"""Evidence packs: made from a stored count, kept as they were made."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from belonging.core.errors import BelongingError
from belonging.tenancy.audit import record
from dashboards.models import Pack
from dashboards.selectors.pack_content import pack_content, packable_snapshot

if TYPE_CHECKING:
    from datetime import datetime

    from belonging.tenancy.models import Membership
    from programs.models import Program


class PackRefused(BelongingError):
    """There is nothing an evidence pack could stand on."""

    code = "pack_refused"


@transaction.atomic
def make_pack(*, program: Program, actor: Membership, now: datetime) -> Pack:
    """This will keep what is known now as an evidence pack; raises PackRefused before a count of ten people."""
    snapshot = packable_snapshot(program)
    if snapshot is None:
        raise PackRefused(_("It needs a count of ten people or more."))
    content = pack_content(program, snapshot, now)
    digest = hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
    pack = Pack.objects.create(
        program=program, snapshot=snapshot, made_by=actor, made_at=now, content=content, digest=digest
    )
    record(actor=actor, verb="pack.made", target=pack, now=now)
    return pack
