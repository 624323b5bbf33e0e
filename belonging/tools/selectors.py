"""Reads of what lets other programs in."""

from uuid import UUID

from django.db.models import QuerySet

from belonging.tenancy.enums import MembershipState, Role
from belonging.tenancy.models import Membership
from belonging.tools.models import ApiToken


def tokens_seen_by(membership: Membership) -> QuerySet[ApiToken]:
    """The tokens that a member may see and revoke: admins all of the organization, others their own; newest first."""
    tokens = ApiToken.objects.select_related("membership").filter(revoked_at=None)
    if membership.role != Role.ADMIN:
        tokens = tokens.filter(membership=membership)
    return tokens.order_by("-id")


def token_by_public_id(membership: Membership, public_id: UUID) -> ApiToken | None:
    """A token that a member may see, or nothing."""
    return tokens_seen_by(membership).filter(public_id=public_id).first()


def token_by_hash(token_hash: str) -> ApiToken | None:
    """The open organization's token with this hash, its maker still an active member who may sign in, or nothing."""
    makers = {"membership__state": MembershipState.ACTIVE, "membership__user__is_active": True}
    tokens = ApiToken.objects.select_related("membership__user", "organization")
    return tokens.filter(token_hash=token_hash, **makers).first()
