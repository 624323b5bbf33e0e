"""Reads of what lets other programs in, and of what they are told."""

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from belonging.tenancy.enums import MembershipState, Role
from belonging.tenancy.models import Membership
from belonging.tools.enums import DeliveryState
from belonging.tools.models import ApiToken, Provider, ProviderLink, Webhook, WebhookDelivery


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


def webhooks() -> QuerySet[Webhook]:
    """The webhooks of the open organization, newest first."""
    return Webhook.objects.order_by("-id")


def webhook_by_public_id(public_id: UUID) -> Webhook | None:
    """A webhook of the open organization, or nothing."""
    return Webhook.objects.filter(public_id=public_id).first()


def deliveries_of(webhook: Webhook) -> QuerySet[WebhookDelivery]:
    """What a webhook was told or is still to be told, newest first."""
    return WebhookDelivery.objects.filter(webhook=webhook).order_by("-id")


def delivery_by_public_id(public_id: UUID) -> WebhookDelivery | None:
    """A delivery of the open organization with its webhook, or nothing."""
    return WebhookDelivery.objects.select_related("webhook").filter(public_id=public_id).first()


def listening_to(verb: str) -> QuerySet[Webhook]:
    """The webhooks of the open organization that are to be told of an act."""
    return Webhook.objects.filter(is_on=True, events__contains=[verb]).order_by("id")


def due_deliveries(now: datetime) -> QuerySet[WebhookDelivery]:
    """What is to be sent now, the oldest first."""
    return WebhookDelivery.objects.filter(state=DeliveryState.WAITING, due_at__lte=now).order_by("due_at", "id")


def organizations_with_deliveries(now: datetime, old_before: datetime) -> list[UUID]:
    """The organizations in which something is to be sent or forgotten; needs unscoped()."""
    old = WebhookDelivery.objects.filter(created_at__lt=old_before)
    due = due_deliveries(now).order_by()
    return sorted({*due.values_list("organization_id", flat=True), *old.values_list("organization_id", flat=True)})


def own_provider() -> Provider | None:
    """The open organization's own provider, if it has one."""
    return Provider.objects.first()


def provider_link(subject: str) -> ProviderLink | None:
    """Whom the provider's own id stands for in the open organization, with their account, or nothing."""
    return ProviderLink.objects.select_related("membership__user").filter(subject=subject).first()


def is_linked(membership: Membership) -> bool:
    """Whether the provider knows this member by an id already."""
    return ProviderLink.objects.filter(membership=membership).exists()


def linked_users() -> list[int]:
    """The accounts of all whom the open organization's provider knows."""
    linked = ProviderLink.objects.exclude(membership__user=None).order_by("id")
    return list(linked.values_list("membership__user", flat=True))
