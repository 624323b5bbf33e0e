"""An organization's own sign-in: set up, tried and removed by its admins (docs/decisions/0028, 0029)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from belonging.accounts.services import end_narrow_sessions
from belonging.core import egress, saml
from belonging.core.errands import ProviderFault
from belonging.core.errors import BelongingError
from belonging.core.openid import Client, Endpoints, discover
from belonging.core.sealed import SealBroken, seal, unseal
from belonging.tenancy.audit import record
from belonging.tenancy.models import Membership
from belonging.tools.enums import ProviderKind
from belonging.tools.models import Provider, ProviderLink
from belonging.tools.selectors import linked_users, own_provider

SEALED_FOR = "provider"
# What each word of a fault means, to whoever looks after the provider.
FAULTS = {
    "state": _("Whoever came back had not been sent from here, or took too long, or had come back already."),
    "refused": _("The provider sent nobody back: it refused, or the person did."),
    "discovery": _("Nothing answers as a provider at that address with /.well-known/openid-configuration behind it."),
    "issuer": _("The provider calls itself something else than what stands here. They have to be alike."),
    "endpoints": _("The provider names an address that does not begin with https://, or leaves one out."),
    "token": _("The provider gave nothing for the code. Look at client ID, secret and the address to come back to."),
    "keys": _("The provider did not hand out the keys it signs with."),
    "audience": _("What the provider signed was meant for somebody else. Look at client ID, or at our name there."),
    "expired": _("What the provider signed is valid no more, or not yet. Look at its clock."),
    "algorithm": _("The provider signed in a way that is not safe. RS256 and ES256 are."),
    "signature": _("What came back was not signed by a key the provider hands out."),
    "nonce": _("What the provider signed was meant for another sign-in than this one."),
    "seal": _("The secret cannot be read any more. Write it again."),
    "metadata": _("That is no metadata of one SAML provider: XML in UTF-8, 512 kB at most, without a DTD."),
    "certificate": _("The provider has no certificate that holds now, with a key of 2048 bits or more."),
    "answer": _("What came back is not one assertion in one SAML answer."),
    "encrypted": _("The provider encrypts what it says. It has no key of ours: have it sign, and leave that out."),
    "unsigned": _("The assertion itself has to be signed, not only the answer around it."),
    "recipient": _("The answer was meant for another address than ours."),
    "name_id": _("The provider gives no lasting id (NameID): a persistent one, or the address."),
}  # fmt: skip


class ProviderRefused(BelongingError):
    """A provider cannot be set up like that."""

    code = "provider_refused"


@dataclass(frozen=True)
class Rules:
    """What an admin writes down whichever way their provider speaks."""

    domains: list[str]
    lets_join: bool
    gives_addresses: bool
    asks_second_step: bool


@dataclass(frozen=True)
class Settings(Rules):
    """What an admin writes down of a provider that speaks OpenID Connect."""

    issuer: str
    client_id: str
    client_secret: str


@dataclass(frozen=True)
class SamlSettings(Rules):
    """What an admin writes down of a provider that speaks SAML: where its metadata are, or the metadata themselves."""

    metadata_url: str
    metadata: str


Written = dict[str, Any]  # what is kept of a provider, by field
RULES = ("lets_join", "gives_addresses", "asks_second_step")
OF_OPENID: Written = {"client_id": "", "secret": b"", "token_url": "", "keys_url": "", "is_secret_posted": False}
OF_SAML: Written = {"metadata_url": "", "certificates": []}


def written_down(provider: Provider | None, kind: str) -> dict[str, Any]:
    """What a form begins with: everything but the secret, and for another kind than there is the rules alone."""
    if provider is None:
        return {}
    names = RULES if provider.kind != kind else (*RULES, "issuer", "client_id", "metadata_url")
    return {name: getattr(provider, name) for name in names} | {"domains": " ".join(provider.domains)}


def inside() -> frozenset[str]:
    """The hosts inside at which the operator allows providers."""
    return frozenset(settings.SIGN_IN_INSIDE)


def set_provider(*, actor: Membership, wanted: Settings | SamlSettings, now: datetime) -> Provider:
    """This will set up an organization's own sign-in, asking the provider first; raises ProviderRefused."""
    before = own_provider()
    written = _of_saml(before, wanted) if isinstance(wanted, SamlSettings) else _of_openid(before, wanted)
    return _keep(actor, before or Provider(made_by=actor), wanted, written, now)


def _of_openid(before: Provider | None, wanted: Settings) -> Written:
    is_same = before is not None and (before.kind, before.issuer) == (ProviderKind.OPENID, wanted.issuer)
    # A secret goes only to whom it was given by: another provider could be anybody's.
    if not is_same and not wanted.client_secret:
        raise ProviderRefused(_("Write the secret that this provider gave you."), field="client_secret")
    if not egress.is_allowed(wanted.issuer, inside()):
        raise ProviderRefused(_("Give an address that begins with https://."), field="issuer")
    try:
        endpoints = discover(wanted.issuer, inside())
    except ProviderFault as fault:
        raise ProviderRefused(FAULTS[fault.word], field="issuer") from fault
    secret = {"secret": seal(wanted.client_secret, purpose=SEALED_FOR)} if wanted.client_secret else {}
    plain = {"kind": ProviderKind.OPENID, "issuer": wanted.issuer, "client_id": wanted.client_id}
    return OF_SAML | plain | secret | _listens(endpoints)


def _listens(endpoints: Endpoints) -> Written:
    return {
        "authorize_url": endpoints.authorize,
        "token_url": endpoints.token,
        "keys_url": endpoints.keys,
        "is_secret_posted": endpoints.is_secret_posted,
    }


def _of_saml(before: Provider | None, wanted: SamlSettings) -> Written:
    if wanted.metadata and wanted.metadata_url:
        raise ProviderRefused(_("Give one of the two: the address, or the text."), field="metadata")
    if not (wanted.metadata or wanted.metadata_url):
        if before is None or before.kind != ProviderKind.SAML or before.metadata_url:
            raise ProviderRefused(_("Give the address of the metadata, or their text."), field="metadata_url")
        return {}  # those that were written here before stay
    field = "metadata" if wanted.metadata else "metadata_url"
    if wanted.metadata_url and not egress.is_allowed(wanted.metadata_url, inside()):
        raise ProviderRefused(_("Give an address that begins with https://."), field=field)
    try:
        raw = wanted.metadata.encode() or saml.fetch_metadata(wanted.metadata_url, inside())
        told = saml.read_metadata(raw, inside())
    except ProviderFault as fault:
        raise ProviderRefused(FAULTS[fault.word], field=field) from fault
    return (
        OF_OPENID
        | {"kind": ProviderKind.SAML, "issuer": told.issuer, "metadata_url": wanted.metadata_url}
        | _signs(told)
    )


def _signs(told: saml.Told) -> Written:
    return {"authorize_url": told.authorize, "certificates": told.certificates}


@transaction.atomic
def _keep(actor: Membership, provider: Provider, wanted: Rules, written: Written, now: datetime) -> Provider:
    if provider.pk and any(
        getattr(provider, name) != written.get(name, getattr(provider, name)) for name in ("kind", "issuer")
    ):
        _forget_people(provider)  # an id means nothing at another issuer
    for name, value in written.items():
        setattr(provider, name, value)
    provider.domains, provider.lets_join = wanted.domains, wanted.lets_join
    provider.gives_addresses, provider.asks_second_step = wanted.gives_addresses, wanted.asks_second_step
    provider.save()
    told = {"lets_join": wanted.lets_join, "asks_second_step": wanted.asks_second_step, "domains": len(wanted.domains)}
    record(actor=actor, verb="provider.set", target=provider, now=now, kind=provider.kind, **told)
    return provider


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
    """
    This will ask a provider anew where it listens and what it signs by, before it is tried, and answer the word of what
    is wrong.
    """
    word, written = "", {}
    try:
        written = _asked_anew(provider)
    except ProviderFault as fault:
        word = fault.word
    for name, value in written.items():
        setattr(provider, name, value)
    provider.save(update_fields=[*written])
    record(actor=actor, verb="provider.tried", target=provider, now=now, why=word)
    return word


def _asked_anew(provider: Provider) -> Written:
    if provider.kind == ProviderKind.OPENID:
        return _listens(discover(provider.issuer, inside()))
    if not provider.metadata_url:
        return {}
    told = saml.read_metadata(saml.fetch_metadata(provider.metadata_url, inside()), inside())
    if told.issuer != provider.issuer:
        raise ProviderFault("issuer")
    return _signs(told)


def back_to(slug: str, kind: str = ProviderKind.OPENID) -> str:
    """Where the provider sends people back to: what it has to be told."""
    name = "tools:sign-in-answer" if kind == ProviderKind.SAML else "tools:sign-in-back"
    return str(settings.SITE_URL + reverse(name, args=[slug]))


def own_id(slug: str) -> str:
    """What we are called towards an organization's SAML provider: the address of what it has to know of us."""
    return str(settings.SITE_URL + reverse("tools:sign-in-metadata", args=[slug]))


def own_metadata(slug: str) -> bytes:
    """What a SAML provider has to know of us: made of the address alone, it says of nobody that they are here."""
    return saml.own_metadata(own_id(slug), back_to(slug, ProviderKind.SAML))


def holds_until(provider: Provider | None) -> datetime | None:
    """Until when a SAML provider's answers are believed: its last certificate's day."""
    found = [saml.holds_until(one) for one in provider.certificates] if provider else []
    return max(found, default=None)


def party_of(provider: Provider, slug: str) -> saml.Party:
    """What this product is to an organization's SAML provider."""
    back = back_to(slug, ProviderKind.SAML)
    return saml.Party(provider.issuer, provider.authorize_url, provider.certificates, own_id(slug), back)


def client_of(provider: Provider, slug: str) -> Client:
    """What this product is to an organization's provider; raises ProviderFault when the secret cannot be read."""
    try:
        secret = unseal(bytes(provider.secret), purpose=SEALED_FOR)
    except SealBroken as broken:
        raise ProviderFault("seal") from broken
    endpoints = Endpoints(provider.authorize_url, provider.token_url, provider.keys_url, provider.is_secret_posted)
    return Client(provider.issuer, provider.client_id, secret, endpoints, back_to(slug), inside())
