"""
A SAML provider that runs beside the tests: `python -m tests.tools.saml_liar` prints where it listens.

Requests are read and answers made by pysaml2; libxmlsec1 signs them, another library than the one we read them with.
`PUT /mood` makes it lie, in what it signs (`change`) or in how it signs (`signs`).
"""

import base64
import html
import json
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import xmlsec
from lxml import etree
from saml2 import BINDING_HTTP_REDIRECT
from saml2.config import IdPConfig
from saml2.saml import NAMEID_FORMAT_PERSISTENT, NameID
from saml2.server import Server
from werkzeug.serving import make_server
from werkzeug.wrappers import Request, Response

from belonging.core.saml import NAMESPACES
from tests.tools.forgeries import key_and_certificate, shown

BY_PASSWORD = {"class_ref": "urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport"}
PAGE = (
    '<!doctype html><html lang="en"><title>{title}</title><body{more}>'
    '<form method="post" action="{to}">{fields}<button>Go on</button></form></body></html>'
)
FIELD = '<input type="hidden" name="{}" value="{}">'


def found(root: Any, path: str) -> list[Any]:
    """What stands there, by the usual prefixes."""
    return list(root.xpath(path, namespaces=NAMESPACES))


def changed(root: Any, path: str, attribute: str | None, value: str | None) -> None:
    """Sets an attribute or the words of whatever stands there; without a value it goes."""
    for one in found(root, path):
        if attribute == "tag":
            one.tag = f"{{{etree.QName(one).namespace}}}{value}"
        elif attribute == "+":
            one.addnext(etree.Element(value))
        elif attribute and value is None:
            del one.attrib[attribute]
        elif attribute:
            one.set(attribute, value)
        elif value is None:
            one.getparent().remove(one)
        else:
            one.text = value


def pair(private: bytes) -> Any:
    """A key as libxmlsec1 takes it."""
    return xmlsec.Key.from_memory(private, xmlsec.KeyFormat.PEM)


def sign(element: Any, key: Any, method: Any = None, digest: Any = None, by: bytes = b"", over: Any = None) -> None:
    """Puts a signature behind the issuer, where SAML's schema has it; by RSA and SHA-256 if nothing is named."""
    method, digest = method or xmlsec.Transform.RSA_SHA256, digest or xmlsec.Transform.SHA256
    template = xmlsec.template.create(element, xmlsec.Transform.EXCL_C14N, method, ns="ds")
    element.insert(1, template)
    reference = xmlsec.template.add_reference(template, digest, uri=f"#{(element if over is None else over).get('ID')}")
    xmlsec.template.add_transform(reference, xmlsec.Transform.ENVELOPED)
    xmlsec.template.add_transform(reference, xmlsec.Transform.EXCL_C14N)
    if by:
        xmlsec.template.add_x509_data(xmlsec.template.ensure_key_info(template))
        key.load_cert_from_memory(by, xmlsec.KeyFormat.PEM)
    context = xmlsec.SignatureContext()
    context.key = key
    xmlsec.tree.add_ids(element.getroottree().getroot(), ["ID"])
    context.sign(template)


class Liar:
    """Answers as a house's provider does, and changes what is asked for."""

    def __init__(self, url: str, place: Path) -> None:
        self.url, self.place = url, place
        self.strange = key_and_certificate()
        self._take_key()
        self.people: dict[str, dict[str, Any]] = {}
        self.parties: dict[str, str] = {}
        self.mood: dict[str, Any] = {}
        self.server = self._server([])

    def _take_key(self) -> None:
        """Another one from now on."""
        self.key, self.certificate = key_and_certificate()
        for name, words in (("key", self.key), ("certificate", self.certificate)):
            (self.place / name).write_bytes(words)

    def _server(self, parties: list[str]) -> Server:
        listens = {"single_sign_on_service": [(f"{self.url}/sso", BINDING_HTTP_REDIRECT)]}
        words = {"endpoints": listens, "policy": {"default": {"lifetime": {"minutes": 5}}}}
        config = {"entityid": f"{self.url}/metadata", "service": {"idp": words}, "crypto_backend": "XMLSecurity"}
        files = {"key_file": str(self.place / "key"), "cert_file": str(self.place / "certificate")}
        metadata = {"metadata": {"inline": parties}} if parties else {}
        return Server(config=IdPConfig().load(config | files | metadata))

    def __call__(self, environ: Any, start_response: Any) -> Iterable[bytes]:
        request = Request(environ)
        return self._answer(request)(environ, start_response)

    def _answer(self, request: Request) -> Response:
        if request.path == "/metadata":
            return Response(self._metadata(), content_type="application/samlmetadata+xml")
        if request.path == "/read":
            asked = self.server.parse_authn_request(request.args["SAMLRequest"], BINDING_HTTP_REDIRECT).xmlstr
            return Response(json.dumps(dict(etree.fromstring(asked).attrib)))
        if request.path == "/sso" and request.method == "GET":
            kept = FIELD.format("SAMLRequest", html.escape(request.args["SAMLRequest"]))
            fields = f'{kept}<label>Who <input name="sub"></label>'
            return self._page("Sign in at the house", "/sso", fields, "")
        if request.path == "/sso":
            to, posted = self._assertion(request.form["SAMLRequest"], request.form["sub"])
            return self._page("Back", to, FIELD.format("SAMLResponse", posted), ' onload="document.forms[0].submit()"')
        said = request.get_data()
        name = request.path.rpartition("/")[2]
        if request.path.startswith("/party/"):
            self.parties[name] = said.decode()
            self.server = self._server([*self.parties.values()])
        elif request.path == "/turn":
            self._take_key()
        elif request.path == "/mood":
            self.mood = json.loads(said)
        else:
            self.people[name] = json.loads(said)
        return Response("{}")

    @staticmethod
    def _page(title: str, to: str, fields: str, more: str) -> Response:
        return Response(PAGE.format(title=title, to=to, fields=fields, more=more), content_type="text/html")

    def _metadata(self) -> str:
        descriptor = etree.fromstring(
            f'<md:EntityDescriptor xmlns:md="{NAMESPACES["md"]}" xmlns:ds="{NAMESPACES["ds"]}"'
            f' entityID="{self.url}/metadata">'
            f'<md:IDPSSODescriptor protocolSupportEnumeration="{NAMESPACES["samlp"]}"><md:KeyDescriptor use="signing">'
            f"<ds:KeyInfo><ds:X509Data><ds:X509Certificate>{shown(self.certificate)}</ds:X509Certificate></ds:X509Data></ds:KeyInfo>"
            f'</md:KeyDescriptor><md:SingleSignOnService Binding="{BINDING_HTTP_REDIRECT}" Location="{self.url}/sso"/>'
            "</md:IDPSSODescriptor></md:EntityDescriptor>"
        )
        for path, attribute, value in self.mood.get("describes", []):
            changed(descriptor, path, attribute, value)
        return etree.tostring(descriptor).decode()

    def _assertion(self, asked: str, subject: str) -> tuple[str, str]:
        """Where to, and what the browser has to post there."""
        request = self.server.parse_authn_request(asked, BINDING_HTTP_REDIRECT).message
        to = request.assertion_consumer_service_url
        person = self.people.get(subject, {})
        name_id = NameID(format=person.get("format", NAMEID_FORMAT_PERSISTENT), text=person.get("id", subject))
        made = self.server.create_authn_response(
            person.get("said", {}), request.id, to, request.issuer.text, name_id=name_id, authn=BY_PASSWORD,
            sign_assertion=False, sign_response=False,
        )  # fmt: skip
        response = etree.fromstring(str(made).encode())
        for path, attribute, value in self.mood.get("change", []):
            changed(response, path, attribute, value)
        self._sign(response, self.mood.get("signs", "well"))
        return to, base64.b64encode(etree.tostring(response)).decode()

    def _sign(self, response: Any, how: str) -> None:
        assertion, key, strange = found(response, "saml:*[last()]")[0], pair(self.key), pair(self.strange[0])
        if how == "by another key":
            sign(assertion, strange)
        elif how == "by another key, shown":
            sign(assertion, strange, by=self.strange[1])
        elif how == "by the public key":
            secret = xmlsec.Key.from_binary_data(xmlsec.KeyData.HMAC, self.certificate)
            sign(assertion, secret, xmlsec.Transform.HMAC_SHA256)
        elif how == "by SHA-1":
            sign(assertion, key, xmlsec.Transform.RSA_SHA1)
        elif how == "by a SHA-1 digest":
            sign(assertion, key, digest=xmlsec.Transform.SHA1)
        elif how == "something else":
            note = etree.Element(f"{{{NAMESPACES['samlp']}}}Extensions", ID="note")
            assertion.addprevious(note)
            sign(assertion, key, over=note)
        elif how not in {"none", "the answer alone"}:
            sign(assertion, key, by=self.certificate)
        if how in {"both", "the answer alone"}:
            sign(response, key)


def main() -> None:
    """Listens until it is ended."""
    with tempfile.TemporaryDirectory() as place:
        server = make_server("127.0.0.1", 0, None, threaded=True)  # type: ignore[arg-type]
        url = f"http://127.0.0.1:{server.server_port}"
        server.app = Liar(url, Path(place))
        sys.stdout.write(f"{url}\n")
        sys.stdout.flush()
        server.serve_forever()


if __name__ == "__main__":
    main()
