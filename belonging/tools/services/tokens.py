"""Tokens: made on a page, shown once, counted while they are used, revoked."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Case, F, Value, When
from django.utils.translation import gettext_lazy as _

from belonging.core.errors import BelongingError
from belonging.tenancy.audit import record
from belonging.tenancy.enums import Role
from belonging.tenancy.idempotency import once
from belonging.tenancy.models import Membership
from belonging.tenancy.scope import current_organization_id, open_scope
from belonging.tenancy.services import hashed
from belonging.tools.enums import TokenLife, TokenScope
from belonging.tools.models import ApiToken
from belonging.tools.selectors import token_by_hash

MOST_TOKENS = 20  # of one member, open at once


class TokenRefused(BelongingError):
    """A token cannot be made like that."""

    code = "token_refused"


class TokenSpent(BelongingError):
    """A token opens nothing; the same words whatever the reason."""

    code = "token_spent"


class TooManyRequests(BelongingError):
    """A token was used more often than the minute allows."""

    code = "too_many_requests"


@dataclass(frozen=True)
class Admission:
    """A request that a token lets in, and how many more it lets in this minute."""

    token: ApiToken
    left: int


@transaction.atomic
def make_token(
    *, actor: Membership, name: str, scopes: list[TokenScope], life: TokenLife, now: datetime
) -> tuple[ApiToken, str]:
    """
    This will make a token for the actor and answer it with its secret, which nobody can show again.

    Raises TokenRefused for participants, without a scope, and when the actor has too many.
    """
    if actor.role == Role.PARTICIPANT:
        raise TokenRefused(_("Tokens are made by those who run programs."))
    if not scopes:
        raise TokenRefused(_("Choose at least one thing it may do."), field="scopes")
    if ApiToken.objects.filter(membership=actor, revoked_at=None, expires_at__gt=now).count() >= MOST_TOKENS:
        raise TokenRefused(_("You have 20 tokens open. Revoke one first."))
    secret = _new_secret()
    token = ApiToken.objects.create(
        membership=actor, name=name, token_hash=hashed(secret), ending=secret[-4:], scopes=sorted(scopes),
        expires_at=now + timedelta(days=int(life)),
    )  # fmt: skip
    record(actor=actor, verb="token.made", target=token, now=now, scopes=token.scopes, days=int(life))
    return token, secret


def token_of_press(
    *, actor: Membership, press: str, name: str, scopes: list[TokenScope], life: TokenLife, now: datetime
) -> tuple[ApiToken, str]:
    """
    This will make one token for a press of the form, however often it is pressed; the secret answered last is the one.

    A secret is kept nowhere, so a second press makes it anew, as long as the token was never used. Raises TokenRefused
    as make_token, and once it was used.
    """
    made: list[tuple[ApiToken, str]] = []

    def act() -> dict[str, Any]:
        made.append(make_token(actor=actor, name=name, scopes=scopes, life=life, now=now))
        return {"token": str(made[0][0].public_id)}

    body, is_repeat = once(membership=actor, key=press, contents=[name, sorted(scopes), life], act=act)
    return _renewed(UUID(body["token"])) if is_repeat else made[0]


@transaction.atomic
def _renewed(public_id: UUID) -> tuple[ApiToken, str]:
    token = ApiToken.objects.select_for_update(of=("self",)).get(public_id=public_id)
    if token.last_used_at or token.revoked_at:
        raise TokenRefused(_("This was sent before; what it made stands in the list. Open the page again for another."))
    secret = _new_secret()
    token.token_hash, token.ending = hashed(secret), secret[-4:]
    token.save(update_fields=["token_hash", "ending"])
    return token, secret


def _new_secret() -> str:
    # The organization opens the scope in which the token is looked up.
    return f"{current_organization_id().hex}.{secrets.token_urlsafe(32)}"


@transaction.atomic
def revoke_token(*, actor: Membership, token: ApiToken, now: datetime) -> None:
    """This will close a token at once, for good."""
    if ApiToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=now):
        record(actor=actor, verb="token.revoked", target=token, now=now)


def admit(*, secret: str, organization: str, now: datetime) -> Admission:
    """
    This will let one request at an organization's address in, and count it.

    It commits by itself, before the request opens anything: a request that fails was made all the same. Raises
    TokenSpent for whatever opens nothing there and TooManyRequests above the minute's limit.
    """
    try:
        organization_id = UUID(secret.partition(".")[0])
    except ValueError:
        raise TokenSpent(_("This token opens nothing here.")) from None
    with open_scope(organization_id):
        token = token_by_hash(hashed(secret))
        if token is None or not token.is_open(now) or token.organization.slug != organization:
            raise TokenSpent(_("This token opens nothing here."))
        count = _counted(token, now)
    if count > settings.API_REQUESTS_A_MINUTE:
        raise TooManyRequests(_("That was more than this minute allows. Go on in the next one."))
    return Admission(token, settings.API_REQUESTS_A_MINUTE - count)


def _counted(token: ApiToken, now: datetime) -> int:
    # One statement under the row's lock: of requests at the same moment each counts, whatever becomes of it.
    minute = now.replace(second=0, microsecond=0)
    in_this_minute = Case(When(minute=minute, then=F("minute_count") + 1), default=Value(1))
    row = ApiToken.objects.filter(pk=token.pk)
    row.update(minute_count=in_this_minute, minute=minute, last_used_at=now)
    return row.values_list("minute_count", flat=True).get()
