"""Webhooks by page."""

from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from belonging.core import clock
from belonging.tenancy.access import asks_again, organization_view, press_in
from belonging.tenancy.enums import Role
from belonging.tenancy.models import Membership
from belonging.tools import selectors as reads
from belonging.tools.forms import WebhookActForm, WebhookForm
from belonging.tools.models import Webhook
from belonging.tools.services import webhooks as writes


@organization_view(Role.ADMIN)
@require_safe
def webhook_list(request: HttpRequest, membership: Membership) -> HttpResponse:
    """The addresses that are told."""
    return render(request, "tools/webhook_list.html", {"webhooks": reads.webhooks()})


@organization_view(Role.ADMIN)
@require_http_methods(["GET", "HEAD", "POST"])
@asks_again
def webhook_make(request: HttpRequest, membership: Membership) -> HttpResponse:
    """Makes a webhook; this answer shows its secret."""
    form, status = WebhookForm(request.POST or None), HTTPStatus.OK
    if request.method == "POST":
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        if form.is_valid():
            try:
                wanted = {"press": press_in(request), **form.cleaned_data}
                webhook = writes.webhook_of_press(actor=membership, now=clock.now(), **wanted)
            except writes.WebhookRefused as refusal:
                form.add_error(refusal.field or None, str(refusal))
            else:
                return _secret_shown(request, webhook, writes.secret_of(webhook), HTTPStatus.CREATED)
    return render(request, "tools/webhook_make.html", {"form": form}, status=status)


def _secret_shown(request: HttpRequest, webhook: Webhook, secret: str, status: HTTPStatus) -> HttpResponse:
    return render(request, "tools/webhook_secret.html", {"webhook": webhook, "secret": secret}, status=status)


@organization_view(Role.ADMIN)
@require_http_methods(["GET", "HEAD", "POST"])
@asks_again
def webhook_detail(request: HttpRequest, membership: Membership, webhook: UUID) -> HttpResponse:
    """What a webhook was told; POST lets it rest, go on, be tried, sign anew or be gone."""
    found = reads.webhook_by_public_id(webhook)
    if found is None:
        raise Http404
    if request.method == "POST":
        return _acted(request, membership, found)
    page = Paginator(reads.deliveries_of(found), 20).get_page(request.GET.get("page"))
    return render(request, "tools/webhook_detail.html", {"webhook": found, "page": page})


def _acted(request: HttpRequest, membership: Membership, webhook: Webhook) -> HttpResponse:
    form, now = WebhookActForm(request.POST), clock.now()
    act = form.cleaned_data["act"] if form.is_valid() else ""
    if act == form.TURN:
        secret = writes.turn_secret(actor=membership, webhook=webhook, now=now)
        return _secret_shown(request, webhook, secret, HTTPStatus.OK)
    if act == form.REMOVE:
        writes.remove_webhook(actor=membership, webhook=webhook, now=now)
        messages.success(request, _("That address is told nothing any more."))
        return redirect("tools:webhook-list", membership.organization.slug)
    if act == form.PING:
        writes.ping(actor=membership, webhook=webhook, now=now)
        messages.success(request, _("A word is on its way. What came back stands here in a moment."))
    elif act:
        writes.switch_webhook(actor=membership, webhook=webhook, is_on=act == form.ON, now=now)
    return redirect("tools:webhook-detail", membership.organization.slug, webhook.public_id)


@organization_view(Role.ADMIN)
@require_POST
def delivery_resend(request: HttpRequest, membership: Membership, delivery: UUID) -> HttpResponse:
    """Sends a piece of news once more."""
    found = reads.delivery_by_public_id(delivery)
    if found is None:
        raise Http404
    try:
        writes.resend(actor=membership, delivery=found, now=clock.now())
    except writes.WebhookRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("On its way once more."))
    return redirect("tools:webhook-detail", membership.organization.slug, found.webhook.public_id)
