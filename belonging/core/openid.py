"""
OpenID Connect, as far as it is spoken with a provider: what it says of itself, the way there, and who came back.

Authorization code with PKCE, state and nonce (OpenID Connect Core 1.0, RFC 7636, RFC 9207). Every request leaves by
`belonging.core.egress`; nothing of a provider is believed but what its own keys signed for this product, lately.
docs/decisions/0028 says why this stands here.
"""

import base64
import hashlib
import json
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from http.client import HTTPException
from typing import Any
from urllib.parse import quote, urlencode

import jwt

from belonging.core import egress
from belonging.core.errands import SLACK, Claims, Errand, ProviderFault

# Signatures by a key of the provider's own; "none", and the shared secret as a key, are none.
ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"]
MOST_BYTES = 512_000


@dataclass(frozen=True)
class Endpoints:
    """Where a provider listens, as it says itself, and whether the secret goes into the form or the header."""

    authorize: str
    token: str
    keys: str
    is_secret_posted: bool


@dataclass(frozen=True)
class Client:
    """What this product is to a provider."""

    issuer: str
    client_id: str
    secret: str
    endpoints: Endpoints
    back_to: str
    inside: frozenset[str]


def discover(issuer: str, inside: frozenset[str]) -> Endpoints:
    """Where this provider listens; raises ProviderFault."""
    said = _json(f"{issuer.rstrip('/')}/.well-known/openid-configuration", None, {}, inside, "discovery")
    if said.get("issuer") != issuer:
        raise ProviderFault("issuer")
    found = [said.get(name) for name in ("authorization_endpoint", "token_endpoint", "jwks_uri")]
    if not all(isinstance(one, str) and egress.is_allowed(one, inside) for one in found):
        raise ProviderFault("endpoints")
    methods = said.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
    authorize, token, keys = (str(one) for one in found)
    return Endpoints(authorize, token, keys, "client_secret_post" in methods)


def way_there(client: Client, errand: Errand, *, is_again: bool) -> str:
    """The address a person is sent to; `is_again` has the provider ask them anew and say when it did."""
    digest = hashlib.sha256(errand.verifier.encode()).digest()
    query = {
        "response_type": "code",
        "scope": "openid email profile",
        "client_id": client.client_id,
        "redirect_uri": client.back_to,
        "state": errand.state,
        "nonce": errand.nonce,
        "code_challenge": base64.urlsafe_b64encode(digest).rstrip(b"=").decode(),
        "code_challenge_method": "S256",
    } | ({"prompt": "login", "max_age": "0"} if is_again else {})
    address = client.endpoints.authorize
    return f"{address}{'&' if '?' in address else '?'}{urlencode(query)}"


def exchange(client: Client, errand: Errand, came_with: Mapping[str, str]) -> Claims:
    """
    Who came back with this code; raises ProviderFault for anything that was not signed for this very errand.

    `came_with` is the query of the address they came back to. Its state has to be the errand's.
    """
    if not secrets.compare_digest(came_with.get("state", "").encode(), errand.state.encode()):
        raise ProviderFault("state")
    if came_with.get("iss", client.issuer) != client.issuer:
        raise ProviderFault("issuer")
    if "code" not in came_with:
        raise ProviderFault("refused")  # there, by the provider or by the person
    claims = _opened(_token(client, errand, came_with["code"]), client)
    if not secrets.compare_digest(str(claims.get("nonce", "")).encode(), errand.nonce.encode()):
        raise ProviderFault("nonce")
    if claims.get("azp", client.client_id) != client.client_id:
        raise ProviderFault("audience")
    said_at = claims.get("auth_time", 0)
    return Claims(
        subject=str(claims["sub"]),
        email=str(claims.get("email", "")).strip().lower(),
        is_verified=claims.get("email_verified") is True,  # "true" in words is no yes
        name=str(claims.get("name", ""))[:120],
        said_at=min(said_at, int(time.time())) if isinstance(said_at, int) else 0,
    )


def _token(client: Client, errand: Errand, code: str) -> str:
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": client.back_to,
        "code_verifier": errand.verifier,
    }
    headers = {}
    if client.endpoints.is_secret_posted:
        form |= {"client_id": client.client_id, "client_secret": client.secret}
    else:
        both = f"{quote(client.client_id, safe='')}:{quote(client.secret, safe='')}"  # RFC 6749, 2.3.1
        headers["Authorization"] = "Basic " + base64.b64encode(both.encode()).decode()
    said = _json(client.endpoints.token, urlencode(form).encode(), headers, client.inside, "token")
    return str(said.get("id_token", ""))


# What PyJWT finds wrong → the word an admin reads about.
_WRONG: dict[type[Exception], str] = {
    jwt.InvalidIssuerError: "issuer",
    jwt.InvalidAudienceError: "audience",
    jwt.ExpiredSignatureError: "expired",
    jwt.ImmatureSignatureError: "expired",
    jwt.InvalidAlgorithmError: "algorithm",
    jwt.InvalidSignatureError: "signature",
}


def _opened(token: str, client: Client) -> dict[str, Any]:
    keys = _json(client.endpoints.keys, None, {}, client.inside, "keys")
    try:
        head = jwt.get_unverified_header(token)
        if head.get("alg") not in ALGORITHMS:
            raise ProviderFault("algorithm")
        known = [one for one in jwt.PyJWKSet.from_dict(keys).keys if one.public_key_use in {None, "sig"}]
        fitting = [one for one in known if head.get("kid") in {None, one.key_id}]
        if len(fitting) != 1:
            raise ProviderFault("signature")
        return jwt.decode(
            token, fitting[0], algorithms=ALGORITHMS, audience=client.client_id, issuer=client.issuer,
            leeway=SLACK, options={"require": ["exp", "iat", "iss", "aud", "sub"]},
        )  # fmt: skip
    except jwt.PyJWTError as error:
        raise ProviderFault(_WRONG.get(type(error), "token")) from error


def _json(
    url: str, form: bytes | None, headers: Mapping[str, str], inside: frozenset[str], word: str
) -> dict[str, Any]:
    try:
        accepts = {"Accept": "application/json", **headers}
        status, body = egress.fetch(url, form, accepts, inside=inside, most=MOST_BYTES)
        said = json.loads(body) if status == HTTPStatus.OK else None
    except (egress.Inside, OSError, ValueError, HTTPException) as error:
        raise ProviderFault(word) from error
    if not isinstance(said, dict):
        raise ProviderFault(word)
    return said
