"""
An OpenID provider that runs beside the tests: `python -m tests.tools.liar` prints where it listens.

Accounts, codes and claims are those of oidc-provider-mock (Authlib's server). Before it stands what a house's provider
has as well (PKCE is checked, auth_time told, keys its own), and what none should: `PUT /mood` makes it lie.
"""

import base64
import hashlib
import hmac
import io
import json
import sys
import time
from collections.abc import Iterable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
import oidc_provider_mock
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from werkzeug.serving import make_server
from werkzeug.wrappers import Request, Response


def base64url(raw: bytes) -> str:
    """As JSON Web Tokens are written."""
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def new_key() -> rsa.RSAPrivateKey:
    """A key to sign with."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


class Liar:
    """Passes everything on, and changes what is asked for."""

    def __init__(self) -> None:
        self.app = oidc_provider_mock.app(require_nonce=True)
        self.key, self.strange_key = new_key(), new_key()
        self.mood: dict[str, Any] = {}
        self.asked: dict[str, dict[str, list[str]]] = {}  # by code: what the way there was asked with

    def __call__(self, environ: Any, start_response: Any) -> Iterable[bytes]:
        request = Request(environ)
        environ["wsgi.input"] = io.BytesIO(request.get_data(parse_form_data=False))  # read here, and once more behind
        request = Request(environ)
        if request.path == "/mood":
            self.mood = json.loads(request.get_data())
            return Response("{}")(environ, start_response)
        if request.path == "/jwks":
            return self._json(self._keys())(environ, start_response)
        if request.path == "/oauth2/token" and not self._knows(request):
            return Response("{}", 400)(environ, start_response)
        environ["wsgi.input"].seek(0)
        answer = Response.from_app(self.app, environ)
        if request.path == "/oauth2/authorize" and "Location" in answer.headers:
            code = parse_qs(urlsplit(answer.headers["Location"]).query).get("code", [""])[0]
            self.asked[code] = parse_qs(urlsplit(request.url).query)
        if request.path == "/oauth2/token":
            answer = self._signed(request, json.loads(answer.get_data()))
        if request.path == "/.well-known/openid-configuration":
            answer = self._json(json.loads(answer.get_data()) | self.mood.get("says", {}))
        return answer(environ, start_response)

    def _knows(self, request: Request) -> bool:
        """RFC 7636: whoever brings the code has to bring what was hashed on the way there."""
        digest = hashlib.sha256(request.form["code_verifier"].encode()).digest()
        challenge = self.asked.get(request.form["code"], {}).get("code_challenge", [""])[0]
        return base64url(digest) == challenge

    def _signed(self, request: Request, said: dict[str, Any]) -> Response:
        if "id_token" not in said:
            return self._json(said)
        claims = jwt.decode(said["id_token"], options={"verify_signature": False})
        claims["auth_time"] = int(time.time()) if "max_age" in self.asked[request.form["code"]] else None
        claims = {key: value for key, value in (claims | self.mood.get("claims", {})).items() if value is not None}
        how = self.mood.get("signs", "well")
        head = {"kid": "ours"}
        if how == "none":
            return self._json(said | {"id_token": jwt.encode(claims, None, "none", head)})
        if how == "by the public key":
            return self._json(said | {"id_token": self._by_public_key(claims)})
        key = self.strange_key if how == "by another key" else self.key
        return self._json(said | {"id_token": jwt.encode(claims, key, "RS256", head)})

    def _by_public_key(self, claims: dict[str, Any]) -> str:
        """What everybody may read as the secret of HS256: PyJWT itself would not sign so."""
        public = self.key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
        parts = [base64url(json.dumps(part).encode()) for part in ({"alg": "HS256", "kid": "ours"}, claims)]
        return ".".join([*parts, base64url(hmac.digest(public, ".".join(parts).encode(), "sha256"))])

    def _keys(self) -> dict[str, Any]:
        public = jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key(), as_dict=True)
        return {"keys": [public | {"kid": "ours", "use": "sig", "alg": "RS256"}]}

    @staticmethod
    def _json(said: dict[str, Any]) -> Response:
        return Response(json.dumps(said), content_type="application/json")


def main() -> None:
    """Listens until it is ended."""
    server = make_server("127.0.0.1", 0, Liar(), threaded=True)
    sys.stdout.write(f"http://127.0.0.1:{server.server_port}\n")
    sys.stdout.flush()
    server.serve_forever()


if __name__ == "__main__":
    main()
