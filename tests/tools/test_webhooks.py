"""Webhooks: told in the act's own transaction, signed, tried again, logged, and sent again by hand."""

import base64
import hashlib
import hmac
import json
import threading
from collections.abc import Iterator
from datetime import datetime, timedelta
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.db import transaction
from pytest_django.fixtures import Settings

from belonging.core import clock
from belonging.tenancy.models import AuditEntry
from belonging.tenancy.services import add_member
from belonging.tools.enums import DeliveryState, WebhookEvent
from belonging.tools.models import Webhook, WebhookDelivery
from belonging.tools.selectors import due_deliveries
from belonging.tools.services.webhooks import (
    KEPT_FOR,
    WAITS,
    WebhookRefused,
    deliver,
    make_webhook,
    offer_due,
    secret_of,
    switch_webhook,
)
from tests.cast import NOON, PASSWORD, House
from tests.conftest import SignIn
from tests.guards.tables import tables_holding

PAGE = "/o/northlight/settings/webhooks/"


class Receiver(HTTPServer):
    """A tool that is told; it keeps what it heard and answers what it is told to."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Ear)
        self.heard: list[tuple[dict[str, str], bytes]] = []
        self.status, self.location = 200, ""

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.server_port}/hook?from=belonging"


class _Ear(BaseHTTPRequestHandler):
    server: Receiver

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.heard.append((dict(self.headers.items()), body))
        self.send_response(self.server.status)
        if self.server.location:
            self.send_header("Location", self.server.location)
        self.end_headers()

    def log_message(self, *args: object) -> None:
        """Says nothing."""


@pytest.fixture
def receiver(settings: Settings) -> Iterator[Receiver]:
    """A tool inside, which the operator lets us reach."""
    found = Receiver()
    settings.WEBHOOKS_INSIDE = [f"127.0.0.1:{found.server_port}"]
    thread = threading.Thread(target=found.serve_forever, daemon=True)
    thread.start()
    yield found
    found.shutdown()
    thread.join()
    found.server_close()


@pytest.fixture
def hook(inside: House, receiver: Receiver) -> Webhook:
    """Una's webhook for new members."""
    return make_webhook(
        actor=inside.una.membership, url=receiver.url, events=[WebhookEvent.MEMBER_ADDED], now=NOON
    )  # fmt: skip


def happens(house: House, name: str = "Noor Haddad") -> WebhookDelivery:
    """A member comes in; what is to be told of it."""
    add_member(actor=house.una.membership, name=name, email="noor@haddad.example", now=NOON)
    return WebhookDelivery.objects.order_by("-id")[0]


def send(delivery: WebhookDelivery, now: datetime = NOON) -> WebhookDelivery:
    """One try."""
    deliver(organization_id=delivery.organization_id, delivery_id=delivery.public_id, now=now)
    delivery.refresh_from_db()
    return delivery


# peers 7.10
def test_news_is_signed_and_holds_ids_alone(inside: House, hook: Webhook, receiver: Receiver) -> None:
    delivery = send(happens(inside))

    [(headers, body)] = receiver.heard
    said = json.loads(body)
    added = AuditEntry.objects.get(
        verb="member.added", detail__role="participant", at=NOON, target_id=said["target"]["id"]
    )
    key = base64.b64decode(secret_of(hook).removeprefix("whsec_"))
    spoken = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    assert headers["webhook-signature"] == "v1," + base64.b64encode(hmac.digest(key, spoken, hashlib.sha256)).decode()
    assert int(headers["webhook-timestamp"]) == NOON.timestamp()
    assert said == {
        "id": str(delivery.public_id), "type": "member.added", "timestamp": NOON.isoformat(),
        "target": {"kind": "tenancy.Membership", "id": str(added.target_id)},
    }  # fmt: skip
    assert b"Noor" not in body
    assert delivery.state == DeliveryState.DELIVERED
    assert [*tables_holding(secret_of(hook).removeprefix("whsec_"))] == []


def test_act_that_is_taken_back_is_not_told(inside: House, hook: Webhook) -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        happens(inside)
        raise RuntimeError

    assert not WebhookDelivery.objects.exists()


def test_other_acts_and_other_organizations_are_not_told(inside: House, southgate: House, hook: Webhook) -> None:
    with southgate.open():
        add_member(actor=southgate.una.membership, name="Noor", now=NOON)
        assert not WebhookDelivery.objects.exists()
    switch_webhook(actor=inside.una.membership, webhook=hook, is_on=False, now=NOON)
    add_member(actor=inside.una.membership, name="Noor", now=NOON)

    assert not WebhookDelivery.objects.exists()


def test_tries_again_with_longer_waits_and_gives_up(inside: House, hook: Webhook, receiver: Receiver) -> None:
    receiver.status, now, waits = 500, NOON, []
    delivery = happens(inside)
    for _ in range(9):
        send(delivery, now)
        send(delivery, now)  # nothing is due yet: not told twice
        waits.append(delivery.due_at - now)
        now = delivery.due_at

    assert waits[: len(WAITS)] == list(WAITS)
    assert len(receiver.heard) == len(WAITS)
    assert delivery.state == DeliveryState.GIVEN_UP
    assert [attempt["status"] for attempt in delivery.tries] == [500] * len(WAITS)
    assert len({headers["webhook-id"] for headers, _ in receiver.heard}) == 1


def test_worker_that_died_loses_one_try(inside: House, hook: Webhook, receiver: Receiver) -> None:
    delivery = happens(inside)
    WebhookDelivery.objects.update(attempts=1, due_at=NOON + WAITS[0])  # taken, and never heard of again

    assert offer_due(now=NOON) == 0
    assert offer_due(now=NOON + WAITS[0]) == 1
    assert send(delivery, NOON + WAITS[0]).state == DeliveryState.DELIVERED
    WebhookDelivery.objects.update(state=DeliveryState.WAITING, attempts=len(WAITS), due_at=NOON)
    assert offer_due(now=NOON) == 0
    assert not due_deliveries(NOON).exists()
    WebhookDelivery.objects.update(created_at=NOON - KEPT_FOR - timedelta(seconds=1))
    offer_due(now=NOON)
    assert not WebhookDelivery.objects.exists()


# security X7
def test_redirect_is_not_followed_and_inside_is_not_reached(
    inside: House, hook: Webhook, receiver: Receiver, settings: Settings
) -> None:
    receiver.status, receiver.location = 302, receiver.url + "&again"
    delivery = send(happens(inside))
    assert len(receiver.heard) == 1
    assert delivery.tries[0]["status"] == 302
    assert delivery.state == DeliveryState.WAITING

    settings.WEBHOOKS_INSIDE = []  # the operator changed their mind: looked at when it is sent, not when it was typed
    send(delivery, delivery.due_at)
    assert len(receiver.heard) == 1
    assert delivery.tries[1]["problem"] == "inside"


@pytest.mark.parametrize("url", ["http://tool.example/", "https://me:secret@tool.example/", "ftp://tool.example/", "x"])
def test_address_is_https_without_a_password(inside: House, url: str) -> None:
    with pytest.raises(WebhookRefused):
        make_webhook(actor=inside.una.membership, url=url, events=[WebhookEvent.MEMBER_ADDED], now=NOON)


# peers 7.10
def test_admin_makes_tries_resends_and_removes(northlight: House, sign_in: SignIn, receiver: Receiver) -> None:
    client, wanted = sign_in(northlight.una), {"url": "https://tool.example/hook", "events": ["member.added"]}
    client.post(client.post(PAGE + "new/", wanted)["Location"], {"password": PASSWORD})
    made = client.post(PAGE + "new/", wanted)
    assert made.status_code == HTTPStatus.CREATED
    with northlight.open():
        hook = Webhook.objects.get()
        assert secret_of(hook) in made.content.decode()
        Webhook.objects.update(url=receiver.url)
    page = f"{PAGE}{hook.public_id}/"

    client.post(page, {"act": "ping"})
    with northlight.open():
        delivery = send(WebhookDelivery.objects.get())
    assert "Answered 200" in client.get(page).content.decode()
    client.post(f"/o/northlight/settings/deliveries/{delivery.public_id}/resend/")
    with northlight.open():
        send(delivery)
    assert [json.loads(body)["type"] for _, body in receiver.heard] == ["ping", "ping"]
    assert secret_of(hook) not in client.post(page, {"act": "turn"}).content.decode()
    client.post(page, {"act": "remove"})

    with northlight.open():
        assert not Webhook.objects.exists()
        verbs = AuditEntry.objects.filter(verb__startswith="webhook.").order_by("id").values_list("verb", flat=True)
        assert list(verbs) == [f"webhook.{act}" for act in ("made", "pinged", "resent", "secret_turned", "removed")]
    assert clock.now() == NOON
