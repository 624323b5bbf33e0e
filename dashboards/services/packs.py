"""Evidence packs: made from a stored count, kept as they were made."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from belonging.core.errors import BelongingError
from belonging.tenancy.audit import record
from belonging.tenancy.enums import JobKind
from belonging.tenancy.jobs import ask
from belonging.tenancy.selectors import unfinished_job_about
from dashboards.models import Pack
from dashboards.selectors.pack_content import Tell, pack_content, packable_snapshot
from programs.selectors.programs import locked_program, program_by_public_id

if TYPE_CHECKING:
    from datetime import datetime

    from belonging.tenancy.models import Job, Membership
    from programs.models import Program


class PackRefused(BelongingError):
    """There is nothing an evidence pack could stand on."""

    code = "pack_refused"


@transaction.atomic
def ask_pack(*, program: Program, asked_by: Membership, now: datetime) -> Job:
    """
    This will ask for an evidence pack; asking again while that is unfinished gives the same job.

    Raises PackRefused before a count of ten people, so that nobody waits for what cannot come.
    """
    locked_program(program.pk)  # of two who ask at once, the second finds the first one's job
    if packable_snapshot(program) is None:
        raise PackRefused(_("It needs a count of ten people or more."))
    waiting = unfinished_job_about(JobKind.MAKE_PACK, program=str(program.public_id))
    if waiting is not None:
        return waiting
    arguments = {"program": str(program.public_id)}
    return ask(kind=JobKind.MAKE_PACK, arguments=arguments, asked_by=asked_by, now=now)


def make_asked_pack(*, job: Job, now: datetime, tell: Tell) -> Pack:
    """This will make the pack that a job asks for; raises PackRefused when its program is gone."""
    program = program_by_public_id(UUID(job.arguments["program"]))
    if program is None or job.asked_by is None:
        raise PackRefused(_("This program is no longer there."))
    return make_pack(program=program, actor=job.asked_by, now=now, tell=tell)


@transaction.atomic
def make_pack(
    *, program: Program, actor: Membership, now: datetime, tell: Tell = lambda done, total, message: None
) -> Pack:
    """This will keep what is known now as an evidence pack; raises PackRefused before a count of ten people."""
    snapshot = packable_snapshot(program)
    if snapshot is None:
        raise PackRefused(_("It needs a count of ten people or more."))
    content = pack_content(program, snapshot, now, tell)
    digest = hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
    pack = Pack.objects.create(
        program=program, snapshot=snapshot, made_by=actor, made_at=now, content=content, digest=digest
    )
    record(actor=actor, verb="pack.made", target=pack, now=now)
    return pack
