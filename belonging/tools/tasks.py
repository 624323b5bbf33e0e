"""Tasks of connected tools."""

from uuid import UUID

from celery import shared_task

from belonging.core import clock
from belonging.tenancy.tasks import hand_out, org_task


@shared_task(name="tools.deliver")
def deliver(*, organization_id: str, delivery_id: str) -> None:
    """Sends one piece of news; opens the scope itself, before and after, so that nothing is open while it waits."""
    from belonging.tools.services.webhooks import deliver as send

    send(organization_id=UUID(organization_id), delivery_id=UUID(delivery_id), now=clock.now())


@shared_task(name="tools.find_deliveries")
def find_deliveries() -> None:
    """Hands each organization in which a webhook is to be told something its own task."""
    from belonging.tools.selectors import organizations_with_deliveries
    from belonging.tools.services.webhooks import KEPT_FOR

    old = clock.now() - KEPT_FOR
    hand_out(
        offer_deliveries, reason="find what webhooks are to be told",
        find=lambda: organizations_with_deliveries(clock.now(), old),
    )  # fmt: skip


@org_task(name="tools.offer_deliveries")
def offer_deliveries() -> None:
    """Offers what is due in one organization, and forgets what is old."""
    from belonging.tools.services.webhooks import offer_due

    offer_due(now=clock.now())
