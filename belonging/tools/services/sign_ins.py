"""People come in by their organization's own provider: into that organization, and never by it into another's."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from belonging.accounts.models import User
from belonging.accounts.services import account_for
from belonging.core import openid, saml
from belonging.core.errands import GOOD_FOR, SLACK, Claims, Errand, ProviderFault
from belonging.core.errors import BelongingError
from belonging.core.sealed import SealBroken, seal, unseal
from belonging.tenancy.audit import record
from belonging.tenancy.models import Membership, Organization
from belonging.tenancy.scope import open_scope
from belonging.tenancy.selectors import member_by_address, open_invitation_to
from belonging.tenancy.services import (
    InvitationRefused,
    MembershipRefused,
    accept_vouched,
    add_member,
    give_account,
)
from belonging.tools.enums import ProviderKind
from belonging.tools.models import Provider, ProviderLink, SpentAnswer
from belonging.tools.selectors import is_linked, own_provider, provider_link
from belonging.tools.services.providers import FAULTS, client_of, party_of

SEALED_FOR = "answer"
HANDED_FOR = 120  # seconds between what a provider's page posts and the page it leads to
ENTER, AGAIN, TRY = "enter", "again", "try"  # what somebody is sent for
# Why somebody whom the provider knows is not let in, to the organization's admin alone.
REASONS = {
    "subject": _("The provider’s id of this person is longer than 255 signs."),
    "address": _("The provider told of no address."),
    "unverified": _("The provider does not say that the address is verified (email_verified)."),
    "domain": _("The address is of none of your domains, and was not invited."),
    "unknown": _("Nobody here has that address, and it was not invited."),
    "ended": _("The membership has ended, or the account is closed."),
    "taken": _("That address, or that account, is somebody else’s here already."),
    "stale": _("The provider did not ask again who it is, or did not say when (auth_time, AuthnInstant)."),
    "spent": _("The same answer has opened once already."),
    "gone": _("There is no sign-in any more."),
} | FAULTS  # fmt: skip


class SignInRefused(BelongingError):
    """Somebody came back and is not let in; the same words whatever the reason, which is for admins."""

    code = "sign_in_refused"

    def __init__(self, why: str) -> None:
        super().__init__(_("That did not sign you in. Begin once more, or ask whoever looks after signing in."))
        self.why = why


@dataclass(frozen=True)
class CameIn:
    """Who came back, and what their sign-in reaches."""

    user: User
    only: dict[str, Any]


def send(*, provider: Provider, slug: str, errand: Errand) -> str:
    """This will answer the address a person is sent to; raises SignInRefused when the provider cannot be used."""
    is_again = errand.purpose == AGAIN
    try:
        if provider.kind == ProviderKind.SAML:
            return saml.way_there(party_of(provider, slug), errand, is_again=is_again)
        return openid.way_there(client_of(provider, slug), errand, is_again=is_again)
    except ProviderFault as fault:
        raise SignInRefused(fault.word) from fault


def hand_over(*, organization: Organization, posted: str) -> str:
    """
    This will read what a SAML provider's page posted, and seal whom it vouches for, or what is wrong with it.

    Nobody is let in here: what another site posts comes without our cookies, and could have been sent by anybody. What
    was sealed counts in the browser alone that has the errand it answers, for a moment.
    """
    with open_scope(organization.id):
        provider = own_provider()
    told: dict[str, Any] = {"organization": str(organization.id), "at": int(time.time()), "fault": ""}
    try:
        told |= _vouched_for(provider, organization.slug, posted)
    except ProviderFault as fault:
        told["fault"] = fault.word
    return base64.urlsafe_b64encode(seal(json.dumps(told), purpose=SEALED_FOR)).decode()


def _vouched_for(provider: Provider | None, slug: str, posted: str) -> dict[str, Any]:
    if provider is None or provider.kind != ProviderKind.SAML:
        raise ProviderFault("answer")
    answer = saml.opened(party_of(provider, slug), posted)
    return {"issuer": provider.issuer, "request": answer.request, "claims": asdict(answer.claims)}


def ask(*, organization: Organization, errand: Errand | None, came_with: Mapping[str, str]) -> Claims:
    """
    This will ask the provider who came back, with no transaction open; raises SignInRefused.

    An errand of another organization is none, so that no provider's answer is taken for another's.
    """
    if errand is None or errand.organization != str(organization.id) or errand.is_late:
        raise SignInRefused("state")
    with open_scope(organization.id):
        provider = own_provider()
    if provider is None:
        raise SignInRefused("gone")
    try:
        if provider.kind == ProviderKind.SAML:
            claims = _handed_over(provider, errand, came_with)
        else:
            claims = openid.exchange(client_of(provider, organization.slug), errand, came_with)
    except ProviderFault as fault:
        raise SignInRefused(fault.word) from fault
    if errand.purpose == AGAIN and claims.said_at < errand.began_at - SLACK:
        raise SignInRefused("stale")
    return claims


def _handed_over(provider: Provider, errand: Errand, came_with: Mapping[str, str]) -> Claims:
    """Whom a SAML provider vouched for, if it was in answer to this errand; raises ProviderFault."""
    try:
        sealed = base64.urlsafe_b64decode(came_with.get("answer", ""))
        told = json.loads(unseal(sealed, purpose=SEALED_FOR))
    except (SealBroken, ValueError) as broken:
        raise ProviderFault("state") from broken
    if told["organization"] != errand.organization or time.time() - told["at"] > HANDED_FOR:
        raise ProviderFault("state")
    if told["fault"]:
        raise ProviderFault(told["fault"])
    if told["issuer"] != provider.issuer or not secrets.compare_digest(
        told["request"].encode(), errand.request.encode()
    ):
        raise ProviderFault("state")
    return Claims(**told["claims"])


def come_in(*, organization: Organization, claims: Claims, now: datetime) -> CameIn:
    """
    This will let in whoever the provider vouches for: by its own id, or the first time by their address.

    Raises SignInRefused, after writing down why, for an address that is not verified, of another domain, of nobody who
    is a member, invited or let join, or of somebody whom the provider knows by another id.
    """
    try:
        with open_scope(organization.id):
            return _let_in(claims, now)
    except SignInRefused as refusal:
        with open_scope(organization.id):
            record(actor=None, verb="sign_in.refused", now=now, why=refusal.why)
        raise


def _let_in(claims: Claims, now: datetime) -> CameIn:
    # Locked, so that of two first sign-ins one waits for the other.
    provider = Provider.objects.select_for_update().first()
    if provider is None:
        raise SignInRefused("gone")
    _spend(claims, now)
    member = _member(provider, claims, now)
    user = member.user
    if user is None or not member.is_active or not user.is_active:
        raise SignInRefused("ended")
    record(actor=member, verb="member.signed_in_by_provider", target=member, now=now)
    only = {
        "organization": str(provider.organization_id),
        "has_step": provider.asks_second_step,
        "said_at": claims.said_at,
    }
    return CameIn(user, only)


def _spend(claims: Claims, now: datetime) -> None:
    """What came once opens nothing twice, not even to the browser it came to; the constraint sees to it as well."""
    if not claims.answer:
        return
    SpentAnswer.objects.filter(until__lt=now).delete()
    digest, until = hashlib.sha256(claims.answer.encode()).hexdigest(), now + timedelta(seconds=GOOD_FOR)
    if not SpentAnswer.objects.get_or_create(digest=digest, defaults={"until": until})[1]:
        raise SignInRefused("spent")


def try_out(*, organization: Organization, claims: Claims, now: datetime) -> Membership:
    """This will answer who would come in like that, and undo it all; raises SignInRefused."""
    with open_scope(organization.id):
        provider = own_provider()
        if provider is None:
            raise SignInRefused("gone")
        with transaction.atomic():
            member = _member(provider, claims, now)
            transaction.set_rollback(True)
    return member


def _member(provider: Provider, claims: Claims, now: datetime) -> Membership:
    if len(claims.subject) > 255:
        raise SignInRefused("subject")
    link = provider_link(claims.subject)
    if link is not None:
        known: Membership = link.membership
        return known
    try:
        member = _by_address(provider, claims, now)
    except (InvitationRefused, MembershipRefused) as refusal:
        raise SignInRefused("taken") from refusal
    if is_linked(member):
        raise SignInRefused("taken")  # an address that was given to somebody else meanwhile
    ProviderLink.objects.create(provider=provider, membership=member, subject=claims.subject, linked_at=now)
    return member


def _by_address(provider: Provider, claims: Claims, now: datetime) -> Membership:
    if not claims.email:
        raise SignInRefused("address")
    if not (claims.is_verified or provider.gives_addresses):
        raise SignInRefused("unverified")
    is_ours = claims.email.rpartition("@")[2] in provider.domains
    member, invitation = member_by_address(claims.email), open_invitation_to(claims.email, now)
    if invitation is None and not is_ours:
        raise SignInRefused("domain")
    account = account_for(email=claims.email, name=claims.name)
    if invitation is not None:
        return accept_vouched(invitation=invitation, user=account, now=now)
    if member is not None:
        if member.user is None and member.is_active:
            give_account(member=member, user=account)
        return member
    if not provider.lets_join:
        raise SignInRefused("unknown")
    name = claims.name or claims.email
    return add_member(actor=None, name=name, email=claims.email, user=account, now=now)
