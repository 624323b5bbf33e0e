"""Webhooks: made by admins, told of acts in the act's own transaction, signed, tried again, and logged."""

import base64
import hashlib
import hmac
import json
import time
from datetime import datetime, timedelta
from http.client import HTTPException
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from belonging.core import egress
from belonging.core.errors import BelongingError
from belonging.tenancy.audit import record
from belonging.tenancy.idempotency import once
from belonging.tenancy.jobs import publish
from belonging.tenancy.models import AuditEntry, Membership
from belonging.tenancy.scope import open_scope
from belonging.tools.enums import DeliveryState, WebhookEvent
from belonging.tools.models import Webhook, WebhookDelivery
from belonging.tools.selectors import delivery_by_public_id, due_deliveries, listening_to

# After each try that failed; then it is given up and waits for a person's hand.
WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 480, 1440))
KEPT_FOR = timedelta(days=30)
MOST_WEBHOOKS = 20
PING = "ping"


class WebhookRefused(BelongingError):
    """A webhook cannot be made like that."""

    code = "webhook_refused"


@transaction.atomic
def make_webhook(*, actor: Membership, url: str, events: list[WebhookEvent], now: datetime) -> Webhook:
    """This will tell an address of acts from now on; raises WebhookRefused for what is no open address outside."""
    if not egress.is_allowed(url, frozenset(settings.WEBHOOKS_INSIDE)):
        raise WebhookRefused(
            _("Give an address that begins with https://, without a name or password in it."), field="url"
        )
    if not events:
        raise WebhookRefused(_("Choose at least one thing it is told of."), field="events")
    if Webhook.objects.count() >= MOST_WEBHOOKS:
        raise WebhookRefused(_("There are 20 webhooks already. Remove one first."))
    webhook = Webhook.objects.create(url=url, events=sorted(events), made_by=actor)
    record(actor=actor, verb="webhook.made", target=webhook, now=now, events=webhook.events)
    return webhook


def webhook_of_press(*, actor: Membership, press: str, url: str, events: list[WebhookEvent], now: datetime) -> Webhook:
    """This will make one webhook for a press of the form, however often it is pressed; raises as make_webhook."""

    def act() -> dict[str, Any]:
        return {"webhook": str(make_webhook(actor=actor, url=url, events=events, now=now).public_id)}

    body, _is_repeat = once(membership=actor, key=press, contents=[url, sorted(events)], act=act)
    return Webhook.objects.get(public_id=body["webhook"])


@transaction.atomic
def switch_webhook(*, actor: Membership, webhook: Webhook, is_on: bool, now: datetime) -> None:
    """This will let a webhook rest, or go on; what happened meanwhile it is not told."""
    webhook.is_on = is_on
    webhook.save(update_fields=["is_on"])
    if not is_on:
        WebhookDelivery.objects.filter(webhook=webhook, state=DeliveryState.WAITING).update(
            state=DeliveryState.GIVEN_UP
        )
    record(actor=actor, verb="webhook.switched", target=webhook, now=now, is_on=is_on)


@transaction.atomic
def turn_secret(*, actor: Membership, webhook: Webhook, now: datetime) -> str:
    """This will make another secret for a webhook, valid at once, and answer it."""
    webhook.turn += 1
    webhook.save(update_fields=["turn"])
    record(actor=actor, verb="webhook.secret_turned", target=webhook, now=now)
    return secret_of(webhook)


@transaction.atomic
def remove_webhook(*, actor: Membership, webhook: Webhook, now: datetime) -> None:
    """This will remove a webhook and what it was told."""
    record(actor=actor, verb="webhook.removed", target=webhook, now=now)
    webhook.delete()


def secret_of(webhook: Webhook) -> str:
    """What the other side checks signatures with; nothing of it lies in the database."""
    return "whsec_" + base64.b64encode(_key(webhook)).decode()


def _key(webhook: Webhook) -> bytes:
    return salted_hmac("belonging.tools.webhook", f"{webhook.public_id}.{webhook.turn}", algorithm="sha256").digest()


def signed(webhook: Webhook, delivery_id: str, at: datetime, body: bytes) -> dict[str, str]:
    """The headers of a delivery, as the open specification Standard Webhooks has them: id, moment and signature."""
    moment = str(int(at.timestamp()))
    mark = hmac.new(_key(webhook), f"{delivery_id}.{moment}.".encode() + body, hashlib.sha256).digest()
    return {
        "Content-Type": "application/json",
        "User-Agent": "Belonging",
        "webhook-id": delivery_id,
        "webhook-timestamp": moment,
        "webhook-signature": "v1," + base64.b64encode(mark).decode(),
    }


def tell(entry: AuditEntry) -> None:
    """This will write down, beside an act, what each webhook that listens is to be told of it."""
    if entry.verb not in WebhookEvent.values:
        return
    target = {"kind": entry.target_kind, "id": str(entry.target_id) if entry.target_id else None}
    for webhook in listening_to(entry.verb):
        _write(webhook, entry.verb, {"target": target}, entry.at)


@transaction.atomic
def ping(*, actor: Membership, webhook: Webhook, now: datetime) -> WebhookDelivery:
    """This will send a webhook a word that means nothing, to see whether it hears."""
    record(actor=actor, verb="webhook.pinged", target=webhook, now=now)
    return _write(webhook, PING, {"target": None}, now)


def _write(webhook: Webhook, event: str, more: dict[str, Any], now: datetime) -> WebhookDelivery:
    body = {"type": event, "timestamp": now.isoformat()} | more
    delivery = WebhookDelivery.objects.create(webhook=webhook, event=event, body=body, due_at=now)
    _offer_after_commit(delivery)
    return delivery


def _offer_after_commit(delivery: WebhookDelivery) -> None:
    from belonging.tools.tasks import deliver as task  # noqa: PLC0415 -- tasks call this module from inside their bodies

    ids = {"organization_id": str(delivery.organization_id), "delivery_id": str(delivery.public_id)}
    transaction.on_commit(lambda: publish(task, **ids))


@transaction.atomic
def resend(*, actor: Membership, delivery: WebhookDelivery, now: datetime) -> None:
    """
    This will send a piece of news once more, from the first try on; the other side knows it by its id.

    Raises WebhookRefused when the webhook rests.
    """
    if not delivery.webhook.is_on:
        raise WebhookRefused(_("This webhook rests. Let it go on first."))
    WebhookDelivery.objects.filter(pk=delivery.pk).update(state=DeliveryState.WAITING, attempts=0, due_at=now)
    record(actor=actor, verb="webhook.resent", target=delivery, now=now)
    _offer_after_commit(delivery)


def offer_due(*, now: datetime) -> int:
    """This will offer what is due in the open organization to the workers, and forget what is older than 30 days."""
    WebhookDelivery.objects.filter(created_at__lt=now - KEPT_FOR).exclude(state=DeliveryState.WAITING).delete()
    # A worker that died with the last try left it waiting for none; of one that rests, a try was still on its way.
    hopeless = Q(attempts__gte=len(WAITS)) | Q(webhook__is_on=False)
    due_deliveries(now).filter(hopeless).update(state=DeliveryState.GIVEN_UP)
    due = list(due_deliveries(now)[:500])
    for delivery in due:
        _offer_after_commit(delivery)
    return len(due)


def deliver(*, organization_id: UUID, delivery_id: UUID, now: datetime) -> None:
    """This will send a piece of news if it is due and nobody else has taken it; no transaction is open meanwhile."""
    with open_scope(organization_id):
        delivery = _taken(delivery_id, now)
    if delivery is None:
        return
    webhook, began = delivery.webhook, time.monotonic()
    body = json.dumps({"id": str(delivery.public_id)} | delivery.body, separators=(",", ":")).encode()
    status, problem = 0, ""
    try:
        headers = signed(webhook, str(delivery.public_id), now, body)
        status = egress.post(webhook.url, body, headers, inside=frozenset(settings.WEBHOOKS_INSIDE))
    except egress.Inside:
        problem = "inside"
    except (OSError, ValueError, HTTPException) as fault:
        problem = type(fault).__name__
    took = int((time.monotonic() - began) * 1000)
    with open_scope(organization_id):
        _note(delivery, {"at": now.isoformat(), "status": status, "milliseconds": took, "problem": problem})


def _taken(delivery_id: UUID, now: datetime) -> WebhookDelivery | None:
    found = delivery_by_public_id(delivery_id)
    if found is None or not found.webhook.is_on or found.attempts >= len(WAITS):
        return None
    # Of two workers exactly one moves the moment on; if it dies, the next try comes by itself.
    mine = due_deliveries(now).filter(pk=found.pk, attempts=found.attempts)
    if not mine.update(attempts=F("attempts") + 1, due_at=now + WAITS[found.attempts]):
        return None
    found.attempts += 1
    return found


def _note(delivery: WebhookDelivery, attempt: dict[str, Any]) -> None:
    state = DeliveryState.WAITING
    if 200 <= attempt["status"] < 300:
        state = DeliveryState.DELIVERED
    elif delivery.attempts >= len(WAITS):
        state = DeliveryState.GIVEN_UP
    rows = WebhookDelivery.objects.filter(pk=delivery.pk, attempts=delivery.attempts)
    rows.update(state=state, tries=[*delivery.tries, attempt][-20:])
