"""A copy of everything about a person: asked for, made by a worker, kept for a week."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from belonging.core.errors import BelongingError
from belonging.rights.models import PersonalCopy
from belonging.rights.register import PERSONAL
from belonging.rights.selectors import tables_about
from belonging.rights.services.packing import packed
from belonging.tenancy.audit import record
from belonging.tenancy.enums import JobKind
from belonging.tenancy.jobs import ask
from belonging.tenancy.selectors import unfinished_job_about

if TYPE_CHECKING:
    from datetime import datetime

    from belonging.tenancy.models import Job, Membership

Tell = Callable[[int, int, str], None]


class CopyRefused(BelongingError):
    """There is nobody whose data could be copied."""

    code = "copy_refused"


@transaction.atomic
def ask_copy(*, member: Membership, now: datetime, has_account: bool = True) -> Job:
    """This will ask for a copy of everything about a member; while one is being made it is that one."""
    arguments = {"member": str(member.public_id), "account": "with" if has_account else "without"}
    return unfinished_job_about(JobKind.COPY_PERSON, **arguments) or ask(
        kind=JobKind.COPY_PERSON, arguments=arguments, asked_by=member, now=now
    )


def make_copy(*, job: Job, now: datetime, tell: Tell) -> PersonalCopy:
    """This will make the copy a job asked for, in place of an earlier one; raises CopyRefused for somebody erased."""
    member = job.asked_by
    if member is None or str(member.public_id) != job.arguments.get("member") or not member.is_active:
        raise CopyRefused(_("There is nobody here any more whose data could be copied."))
    tables, total, has_account = [], len(PERSONAL), job.arguments.get("account") != "without"
    for done, table in enumerate(tables_about(member, has_account=has_account), start=1):
        tables.append(table)
        tell(done, total, table.title)
    with transaction.atomic():
        PersonalCopy.objects.filter(membership=member).delete()
        copy = PersonalCopy.objects.create(
            membership=member, made_at=now, row_count=sum(len(table.rows) for table in tables),
            content=packed(member, tables, now), has_account=has_account,
        )  # fmt: skip
        record(actor=member, verb="person.copied", target=member, now=now, rows=copy.row_count)
    return copy
