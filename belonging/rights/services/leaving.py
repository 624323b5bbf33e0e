"""An organization leaves for good, and a restored backup forgets again whom it brought back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from belonging.core.errors import BelongingError
from belonging.rights import ledger
from belonging.rights.selectors import clear_organization, member_by_public_id, survey_key_names
from belonging.rights.services.erasing import erase_member, forget_account
from belonging.tenancy.cache import forget_drawn
from belonging.tenancy.models import Membership, Organization
from belonging.tenancy.scope import open_scope
from programs.selectors.survey_days import forget_plans
from surveys.keys import KeysAway, destroy_key, may_use_keys

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID


_known = {"size": 0}  # how much of the ledger this process has heeded


@transaction.atomic
def remove_organization(*, organization_id: UUID, now: datetime) -> int:
    """
    This will take an organization away with everything in it, and everybody who was in no other; 0 if it is gone.

    Keys of its surveys are destroyed, and the file outside the database says so, for backups that are restored.
    Raises KeysAway in a process that was not told where they are.
    """
    if not Organization.objects.filter(pk=organization_id).exists():
        return 0
    with open_scope(organization_id):
        users = list(Membership.objects.exclude(user=None).order_by("pk").values_list("user_id", flat=True))
        names = survey_key_names()
        if names and not may_use_keys():
            raise KeysAway(_("Say where the survey keys are (SURVEY_KEY_DIRS), so that they go as well."))
        clear_organization(organization_id)
    for user_id in users:
        forget_account(user_id=user_id)
    transaction.on_commit(lambda: _after_removal(organization_id, names, now))
    return 1


def _after_removal(organization_id: UUID, names: list[str], now: datetime) -> None:
    ledger.append([ledger.Line(organization_id, None, now)])
    for name in names:
        destroy_key(name)


def forget_the_departed() -> None:
    """
    This will let go what this process has drawn of organizations of which the ledger has news, and plans it has read.

    Before each request and task: a look at the length of one file, and no more while nobody left.
    """
    size = ledger.size()
    if size != _known["size"]:
        for organization_id in {line.organization_id for line in ledger.read()}:
            forget_drawn(organization_id)
        forget_plans()
        _known["size"] = size


def replay_erasures(*, now: datetime) -> tuple[int, list[str]]:
    """
    This will erase again whom a restored backup brought back, and count those; nobody twice.

    What one line of the ledger comes to ends nothing for the others: what was refused is answered in words.
    """
    count, refused = 0, []
    for line in list(ledger.read()):
        try:
            count += _replayed(line, now)
        except BelongingError as refusal:
            refused.append(f"{line}: {refusal}")
    return count, refused


def _replayed(line: ledger.Line, now: datetime) -> int:
    if line.person is None:
        return remove_organization(organization_id=line.organization_id, now=now)
    with open_scope(line.organization_id):
        member = member_by_public_id(line.person)
    if member is None:
        return 0
    erase_member(member=member, now=now, is_replayed=True)
    return 1
