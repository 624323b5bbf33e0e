"""The circle of those who run programs: what they write, how they see themselves, and what the role asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from belonging.tenancy.audit import record
from dashboards.models import CircleNote, RoleText, SelfCheck

if TYPE_CHECKING:
    from datetime import date, datetime

    from belonging.tenancy.models import Membership


@transaction.atomic
def write_circle_note(*, author: Membership, kind: str, title: str, text: str, tags: str, now: datetime) -> CircleNote:
    """This will keep something somebody wrote, for themselves, for the circle, or as a tip."""
    words = ", ".join(dict.fromkeys(word.strip().lower() for word in tags.split(",") if word.strip()))
    note = CircleNote.objects.create(author=author, kind=kind, title=title, text=text, tags=words, written_at=now)
    record(actor=author, verb="circle_note.written", target=note, now=now)
    return note


@transaction.atomic
def remove_circle_note(*, note: CircleNote, actor: Membership, now: datetime) -> None:
    """This will take something out of the circle again."""
    record(actor=actor, verb="circle_note.removed", target=note, now=now)
    note.delete()


@transaction.atomic
def write_role_text(*, actor: Membership, text: str, hours: int, cover: str, now: datetime) -> RoleText:
    """This will keep another version of what the role asks; the earlier ones stay."""
    role = RoleText.objects.create(text=text, hours=hours, cover=cover, written_by=actor, written_at=now)
    record(actor=actor, verb="role_text.written", target=role, now=now)
    return role


@transaction.atomic
def check_oneself(
    *, membership: Membership, area: str, level: str, evidence: str, on: date, now: datetime
) -> SelfCheck:
    """This will keep how somebody sees themselves in an area today; said twice on a day, the later word holds."""
    check, _ = SelfCheck.objects.update_or_create(
        membership=membership, area=area, checked_on=on, defaults={"level": level, "evidence": evidence}
    )
    record(actor=membership, verb="self_check.kept", target=check, now=now)
    return check
