"""What people call the communities that were found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from belonging.core.errors import BelongingError
from belonging.tenancy.audit import record
from network.models import CommunityName
from network.selectors.communities import community_to_name, names_given
from programs.selectors.programs import locked_program

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from belonging.tenancy.models import Membership
    from programs.models import Program


class NamingRefused(BelongingError):
    """There is no such community to be named."""

    code = "naming_refused"


@transaction.atomic
def name_community(
    *, program: Program, count: UUID, number: int, name: str, actor: Membership, now: datetime
) -> CommunityName | None:
    """
    This will call a community of the newest count by a name, instead of what it was called; a blank name takes it off.

    Raises NamingRefused when the network was counted anew since, or the community is a few people.
    """
    locked_program(program.pk)  # of two names given at once, the later one stands
    snapshot = community_to_name(program, count, number)
    if snapshot is None:
        raise NamingRefused(_("The network was counted anew meanwhile. Look at the circles as they are now."))
    earlier = names_given(snapshot, number)
    if name and [one.name for one in earlier] == [name]:
        return earlier[0]
    CommunityName.objects.filter(pk__in=[one.pk for one in earlier]).delete()
    record(actor=actor, verb="community.named" if name else "community.unnamed", target=snapshot, now=now)
    if not name:
        return None
    return CommunityName.objects.create(
        program=program, snapshot=snapshot, community=number, name=name, named_by=actor, named_at=now
    )
