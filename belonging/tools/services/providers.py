"""An organization's own sign-in: set up, tried and removed by its admins (docs/decisions/0028)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from belonging.accounts.services import end_narrow_sessions
from belonging.core import egress
from belonging.core.errors import BelongingError
from belonging.core.openid import Client, Endpoints, ProviderFault, discover
from belonging.core.sealed import SealBroken, seal, unseal
from belonging.tenancy.audit import record
from belonging.tenancy.models import Membership
from belonging.tools.models import Provider, ProviderLink
from belonging.tools.selectors import linked_users, own_provider

SEALED_FOR = "provider"
# What each word of a fault means, to whoever looks after the provider.
FAULTS = {
    "state": _("Whoever came back had not been sent from here, or had come back already."),
    "refused": _("The provider sent nobody back: it refused, or the person did."),
    "discovery": _("Nothing answers as a provider at that address with /.well-known/openid-configuration behind it."),
    "issuer": _("The provider calls itself something else than the issuer written here. They have to be alike."),
    "endpoints": _("The provider names an address that does not begin with https://, or leaves one out."),
    "token": _("The provider gave nothing for the code. Look at client ID, secret and the address to come back to."),
    "keys": _("The provider did not hand out the keys it signs with."),
    "audience": _("What the provider signed was meant for another client ID."),
    "expired": _("What the provider signed is valid no more, or not yet. Look at its clock."),
    "algorithm": _("The provider signed in a way that is not safe. RS256 and ES256 are."),
    "signature": _("What came back was not signed by a key the provider hands out."),
    "nonce": _("What the provider signed was meant for another sign-in than this one."),
    "seal": _("The secret cannot be read any more. Write it again."),
}  # fmt: skip


class ProviderRefused(BelongingError):
    """A provider cannot be set up like that."""

    code = "provider_refused"


@dataclass(frozen=True)
class Settings:
    """What an admin writes down of their provider."""

    issuer: str
    client_id: str
    client_secret: str
    domains: list[str]
    lets_join: bool
    gives_addresses: bool
    asks_second_step: bool


def written_down(provider: Provider | None) -> dict[str, Any]:
    """What a form begins with: everything but the secret."""
    if provider is None:
        return {}
    names = ("issuer", "client_id", "lets_join", "gives_addresses", "asks_second_step")
    return {name: getattr(provider, name) for name in names} | {"domains": " ".join(provider.domains)}


def inside() -> frozenset[str]:
    """The hosts inside at which the operator allows providers."""
    return frozenset(settings.SIGN_IN_INSIDE)


def set_provider(*, actor: Membership, wanted: Settings, now: datetime) -> Provider:
    """This will set up an organization's own sign-in, asking the provider first; raises ProviderRefused."""
    before = own_provider()
    # A secret goes only to whom it was given by: another provider could be anybody's.
    is_another = before is None or before.issuer != wanted.issuer
    if is_another and not wanted.client_secret:
        raise ProviderRefused(_("Write the secret that this provider gave you."), field="client_secret")
    if not egress.is_allowed(wanted.issuer, inside()):
        raise ProviderRefused(_("Give an address that begins with https://."), field="issuer")
    try:
        endpoints = discover(wanted.issuer, inside())
    except ProviderFault as fault:
        raise ProviderRefused(FAULTS[fault.word], field="issuer") from fault
    return _keep(actor, before or Provider(made_by=actor), wanted, endpoints, now)


@transaction.atomic
def _keep(actor: Membership, provider: Provider, wanted: Settings, endpoints: Endpoints, now: datetime) -> Provider:
    if provider.pk and provider.issuer != wanted.issuer:
        _forget_people(provider)  # an id means nothing at another issuer
    provider.issuer, provider.client_id, provider.domains = wanted.issuer, wanted.client_id, wanted.domains
    provider.lets_join, provider.gives_addresses = wanted.lets_join, wanted.gives_addresses
    provider.asks_second_step = wanted.asks_second_step
    if wanted.client_secret:
        provider.secret = seal(wanted.client_secret, purpose=SEALED_FOR)
    _listen(provider, endpoints)
    provider.save()
    told = {"lets_join": wanted.lets_join, "asks_second_step": wanted.asks_second_step, "domains": len(wanted.domains)}
    record(actor=actor, verb="provider.set", target=provider, now=now, **told)
    return provider


def _listen(provider: Provider, endpoints: Endpoints) -> None:
    provider.authorize_url, provider.token_url = endpoints.authorize, endpoints.token
    provider.keys_url, provider.is_secret_posted = endpoints.keys, endpoints.is_secret_posted


def _forget_people(provider: Provider) -> None:
    end_narrow_sessions(users=linked_users(), organization=str(provider.organization_id))
    ProviderLink.objects.filter(provider=provider).delete()


@transaction.atomic
def remove_provider(*, actor: Membership, provider: Provider, now: datetime) -> None:
    """This will remove an organization's own sign-in, and sign out everybody who came by it."""
    record(actor=actor, verb="provider.removed", target=provider, now=now)
    _forget_people(provider)
    provider.delete()


@transaction.atomic
def renew_endpoints(*, actor: Membership, provider: Provider, now: datetime) -> str:
    """This will ask a provider anew where it listens, before it is tried, and answer the word of what is wrong."""
    word = ""
    try:
        _listen(provider, discover(provider.issuer, inside()))
    except ProviderFault as fault:
        word = fault.word
    else:
        provider.save(update_fields=["authorize_url", "token_url", "keys_url", "is_secret_posted"])
    record(actor=actor, verb="provider.tried", target=provider, now=now, why=word)
    return word


def back_to(slug: str) -> str:
    """Where the provider sends people back to: what it has to be told."""
    return str(settings.SITE_URL + reverse("tools:sign-in-back", args=[slug]))


def client_of(provider: Provider, slug: str) -> Client:
    """What this product is to an organization's provider; raises ProviderFault when the secret cannot be read."""
    try:
        secret = unseal(bytes(provider.secret), purpose=SEALED_FOR)
    except SealBroken as broken:
        raise ProviderFault("seal") from broken
    endpoints = Endpoints(provider.authorize_url, provider.token_url, provider.keys_url, provider.is_secret_posted)
    return Client(provider.issuer, provider.client_id, secret, endpoints, back_to(slug), inside())
