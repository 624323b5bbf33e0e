"""
SAML 2.0, as far as it is spoken with a provider: what its metadata say, the way there, and whom it vouches for.

Sign-in by a browser (SAML 2.0 Profiles, 4.1): the request by redirect, the answer posted. Nothing of an answer is
believed but one assertion that the provider's own key signed for this organization, at this address, lately; and it is
read from the very bytes that were signed. docs/decisions/0029 says why this stands here.
"""

import base64
import binascii
import time
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus
from http.client import HTTPException
from typing import Any
from urllib.parse import urlencode

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from lxml import etree
from signxml.algorithms import DigestAlgorithm, SignatureMethod
from signxml.exceptions import InvalidCertificate, SignXMLException
from signxml.verifier import SignatureConfiguration, XMLVerifier

from belonging.core import egress
from belonging.core.errands import SLACK, Claims, Errand, ProviderFault

MOST_BYTES = 512_000
MOST_CERTIFICATES = 8
LONGEST_NAME, LONGEST_ADDRESS = 300, 500  # as they are kept
LEAST_BITS = 2048  # of an RSA key
PROTOCOL = "urn:oasis:names:tc:SAML:2.0:protocol"
BY_REDIRECT = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect"
BY_POST = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST"
SUCCESS = "urn:oasis:names:tc:SAML:2.0:status:Success"
BEARER = "urn:oasis:names:tc:SAML:2.0:cm:bearer"
IS_ADDRESS = "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress"
LASTS = "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent"
PASSES = "urn:oasis:names:tc:SAML:2.0:nameid-format:transient"
NAMESPACES = {
    "md": "urn:oasis:names:tc:SAML:2.0:metadata",
    "samlp": PROTOCOL,
    "saml": "urn:oasis:names:tc:SAML:2.0:assertion",
    "ds": "http://www.w3.org/2000/09/xmldsig#",
}
# How an assertion may be signed: as SAML says (Core, 5.4), by nothing that is broken, and with no comment in it.
EXCLUSIVE = "http://www.w3.org/2001/10/xml-exc-c14n#"
ENVELOPED = "http://www.w3.org/2000/09/xmldsig#enveloped-signature"
METHODS = frozenset(
    {
        SignatureMethod.RSA_SHA256, SignatureMethod.RSA_SHA384, SignatureMethod.RSA_SHA512,
        SignatureMethod.SHA256_RSA_MGF1, SignatureMethod.SHA384_RSA_MGF1, SignatureMethod.SHA512_RSA_MGF1,
        SignatureMethod.ECDSA_SHA256, SignatureMethod.ECDSA_SHA384, SignatureMethod.ECDSA_SHA512,
    }
)  # fmt: skip
DIGESTS = frozenset({DigestAlgorithm.SHA256, DigestAlgorithm.SHA384, DigestAlgorithm.SHA512})
SAFE = {str(one.value) for one in METHODS} | {str(one.value) for one in DIGESTS}
HOW = SignatureConfiguration(
    location="./", expect_references=1, signature_methods=METHODS, digest_algorithms=DIGESTS,
    ignore_ambiguous_key_info=True,  # what a signature says of its own key is not asked
)  # fmt: skip
CONDITIONS = {"AudienceRestriction", "OneTimeUse", "ProxyRestriction"}
# What providers call a person's address, and their name; the first that is there counts.
ADDRESSES = (
    "urn:oid:0.9.2342.19200300.100.1.3", "mail", "email", "emailaddress",
    "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress",
)  # fmt: skip
NAMES = (
    "urn:oid:2.16.840.1.113730.3.1.241", "displayname", "http://schemas.microsoft.com/identity/claims/displayname",
    "urn:oid:2.5.4.3", "cn", "name",
)  # fmt: skip
Element = Any  # lxml carries no types


@dataclass(frozen=True)
class Told:
    """What a provider's metadata say: its name, where it listens, and what it signs by."""

    issuer: str
    authorize: str
    certificates: list[str]


@dataclass(frozen=True)
class Party:
    """What this product is to a provider, and what it knows of it."""

    issuer: str
    authorize: str
    certificates: Sequence[str]
    own_id: str
    back_to: str


@dataclass(frozen=True)
class Answer:
    """What a provider signed, and the request it says it answers."""

    request: str
    claims: Claims


def fetch_metadata(url: str, inside: frozenset[str]) -> bytes:
    """The metadata at an address; raises ProviderFault."""
    try:
        status, body = egress.fetch(url, None, {"Accept": "*/*"}, inside=inside, most=MOST_BYTES)
    except (egress.Inside, OSError, ValueError, HTTPException) as error:
        raise ProviderFault("metadata") from error
    if status != HTTPStatus.OK:
        raise ProviderFault("metadata")
    return body


def read_metadata(raw: bytes, inside: frozenset[str]) -> Told:
    """What metadata say of the one provider they name; raises ProviderFault."""
    root = _parsed(raw, "metadata")
    found = [
        one for one in root.iter(_tag("md:EntityDescriptor")) if one.find("md:IDPSSODescriptor", NAMESPACES) is not None
    ]
    if len(found) != 1:
        raise ProviderFault("metadata")
    if not _is_before(found[0].get("validUntil")):
        raise ProviderFault("expired")
    issuer, descriptor = found[0].get("entityID", ""), found[0].find("md:IDPSSODescriptor", NAMESPACES)
    listens = descriptor.findall(f"md:SingleSignOnService[@Binding='{BY_REDIRECT}']", NAMESPACES)
    address = listens[0].get("Location", "") if listens else ""
    is_long = len(issuer) > LONGEST_NAME or len(address) > LONGEST_ADDRESS
    if not issuer or is_long or any(sign.isspace() for sign in address) or not egress.is_allowed(address, inside):
        raise ProviderFault("endpoints")
    keys = [one for one in descriptor.findall("md:KeyDescriptor", NAMESPACES) if one.get("use") in {None, "signing"}]
    written = [one.text or "" for key in keys for one in key.iterfind(".//ds:X509Certificate", NAMESPACES)]
    return Told(issuer, address, _certificates(written))


def holds_until(certificate: str) -> datetime:
    """The last moment of a certificate that was kept."""
    return x509.load_pem_x509_certificate(certificate.encode()).not_valid_after_utc


def own_metadata(own_id: str, back_to: str) -> bytes:
    """What a provider has to know of us, as it likes to read it."""
    root = etree.Element(_tag("md:EntityDescriptor"), nsmap={"md": NAMESPACES["md"]}, entityID=own_id)
    signs = {"AuthnRequestsSigned": "false", "WantAssertionsSigned": "true"}
    we = etree.SubElement(root, _tag("md:SPSSODescriptor"), signs, protocolSupportEnumeration=PROTOCOL)
    for lasting in (LASTS, IS_ADDRESS):
        etree.SubElement(we, _tag("md:NameIDFormat")).text = lasting
    where = {"Binding": BY_POST, "Location": back_to, "index": "0", "isDefault": "true"}
    etree.SubElement(we, _tag("md:AssertionConsumerService"), where)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True))


def way_there(party: Party, errand: Errand, *, is_again: bool) -> str:
    """The address a person is sent to; `is_again` has the provider ask them anew."""
    began = datetime.fromtimestamp(errand.began_at, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    said = {"ID": errand.request, "Version": "2.0", "IssueInstant": began, "Destination": party.authorize}
    said |= {"AssertionConsumerServiceURL": party.back_to, "ProtocolBinding": BY_POST}
    said |= {"ForceAuthn": "true"} if is_again else {}
    names = {name: NAMESPACES[name] for name in ("samlp", "saml")}
    request = etree.Element(_tag("samlp:AuthnRequest"), said, nsmap=names)
    etree.SubElement(request, _tag("saml:Issuer")).text = party.own_id
    etree.SubElement(request, _tag("samlp:NameIDPolicy"), AllowCreate="true")
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)  # without a head, as SAML's redirects are packed
    packed = base64.b64encode(packer.compress(etree.tostring(request)) + packer.flush()).decode()
    return f"{party.authorize}{'&' if '?' in party.authorize else '?'}{urlencode({'SAMLRequest': packed})}"


def opened(party: Party, posted: str) -> Answer:
    """
    Whom a provider vouches for in what a browser posted; raises ProviderFault for what was not signed for us, now.

    Whoever calls has to compare the request it answers with one that this browser was sent with.
    """
    try:
        raw = base64.b64decode("".join(posted.split()), validate=True)
    except (binascii.Error, ValueError) as error:
        raise ProviderFault("answer") from error
    response = _parsed(raw, "answer")
    if response.tag != _tag("samlp:Response"):
        raise ProviderFault("answer")
    # These two are not signed: they may close the door, never open it.
    code = response.find("samlp:Status/samlp:StatusCode", NAMESPACES)
    if code is None or code.get("Value") != SUCCESS:
        raise ProviderFault("refused")
    if response.get("Destination", party.back_to) != party.back_to:
        raise ProviderFault("recipient")
    return _read(party, _signed(party, _assertion(response)))


def _assertion(response: Element) -> Element:
    """The one there is, in its place: a second one anywhere would be somebody's trick."""
    if response.find(".//saml:EncryptedAssertion", NAMESPACES) is not None:
        raise ProviderFault("encrypted")
    found = list(response.iter(_tag("saml:Assertion")))
    if len(found) != 1 or found[0].getparent() is not response:
        raise ProviderFault("answer")
    return found[0]


def _signed(party: Party, assertion: Element) -> Element:
    """The assertion anew, from the bytes that one of the provider's keys signed; what surrounds it is left behind."""
    _judge_signature(assertion)
    raw, fault = etree.tostring(assertion, with_tail=False), "signature"
    for certificate in party.certificates:
        try:
            found: Element = XMLVerifier().verify(raw, x509_cert=certificate, id_attribute="ID", expect_config=HOW)
        except InvalidCertificate:
            fault = "certificate"
        except (SignXMLException, etree.LxmlError, ValueError, TypeError):
            continue
        else:
            signed = found.signed_xml
            if signed is None or signed.tag != assertion.tag or signed.get("ID") != assertion.get("ID"):
                raise ProviderFault("signature")
            return signed
    raise ProviderFault(fault)


def _judge_signature(assertion: Element) -> None:
    """Refuses all forms of a signature but the plain one: over this assertion, all of it and nothing else."""
    found = assertion.findall("ds:Signature", NAMESPACES)
    if not found:
        raise ProviderFault("unsigned")
    if len(found) != 1 or len(list(assertion.iter(_tag("ds:Signature")))) != 1:
        raise ProviderFault("signature")
    info = found[0].find("ds:SignedInfo", NAMESPACES)
    references = [] if info is None else info.findall("ds:Reference", NAMESPACES)
    if len(references) != 1 or references[0].get("URI") != f"#{assertion.get('ID')}":
        raise ProviderFault("signature")
    methods = {_algorithm(info, "ds:SignatureMethod"), _algorithm(references[0], "ds:DigestMethod")}
    if not methods <= SAFE:
        raise ProviderFault("algorithm")
    transforms = [one.get("Algorithm") for one in references[0].iterfind("ds:Transforms/ds:Transform", NAMESPACES)]
    if transforms != [ENVELOPED, EXCLUSIVE] or _algorithm(info, "ds:CanonicalizationMethod") != EXCLUSIVE:
        raise ProviderFault("algorithm")


def _algorithm(element: Element, name: str) -> str:
    found = element.find(name, NAMESPACES)
    return "" if found is None else str(found.get("Algorithm"))


def _read(party: Party, signed: Element) -> Answer:
    """What a signed assertion says, if it was meant for us, and now."""
    if _words(signed.find("saml:Issuer", NAMESPACES)) != party.issuer:
        raise ProviderFault("issuer")
    _judge_conditions(party, signed.find("saml:Conditions", NAMESPACES))
    name = signed.find("saml:Subject/saml:NameID", NAMESPACES)
    form = "" if name is None else name.get("Format", "")
    if not _words(name) or form == PASSES:
        raise ProviderFault("name_id")
    attributes = _attributes(signed)
    subject, email = _words(name), _first(attributes, ADDRESSES) or (_words(name) if form == IS_ADDRESS else "")
    claims = Claims(
        subject=subject.lower() if form == IS_ADDRESS else subject,
        email=email.lower(),
        is_verified=False,  # SAML has no word for it
        name=_first(attributes, NAMES)[:120],
        said_at=_said_at(signed),
        answer=str(signed.get("ID")),
    )
    return Answer(_request(party, signed), claims)


def _judge_conditions(party: Party, conditions: Element | None) -> None:
    if conditions is None:
        raise ProviderFault("audience")
    if not (_is_after(conditions.get("NotBefore")) and _is_before(conditions.get("NotOnOrAfter"))):
        raise ProviderFault("expired")
    if any(one.tag not in {_tag(f"saml:{name}") for name in CONDITIONS} for one in conditions):
        raise ProviderFault("answer")  # what is not understood is not kept (Core, 2.5.1.1)
    meant = [
        {_words(one) for one in each.iterfind("saml:Audience", NAMESPACES)}
        for each in conditions.iterfind("saml:AudienceRestriction", NAMESPACES)
    ]
    if not meant or not all(party.own_id in audience for audience in meant):
        raise ProviderFault("audience")


def _request(party: Party, signed: Element) -> str:
    """The request that a bearer brings the answer to, at this address and now (Profiles, 4.1.4.2)."""
    bearers = signed.findall(f"saml:Subject/saml:SubjectConfirmation[@Method='{BEARER}']", NAMESPACES)
    data = None if len(bearers) != 1 else bearers[0].find("saml:SubjectConfirmationData", NAMESPACES)
    if data is None or data.get("Recipient") != party.back_to:
        raise ProviderFault("recipient")
    if (
        data.get("NotOnOrAfter") is None
        or data.get("NotBefore") is not None
        or not _is_before(data.get("NotOnOrAfter"))
    ):
        raise ProviderFault("expired")
    if not data.get("InResponseTo"):
        raise ProviderFault("state")
    return str(data.get("InResponseTo"))


def _said_at(signed: Element) -> int:
    """When the provider last asked who it is."""
    found = signed.findall("saml:AuthnStatement", NAMESPACES)
    if not found:
        raise ProviderFault("answer")
    if not all(_is_before(one.get("SessionNotOnOrAfter")) for one in found):
        raise ProviderFault("expired")
    return int(min(time.time(), *(_moment(one.get("AuthnInstant")) for one in found)))


def _attributes(signed: Element) -> dict[str, set[str]]:
    """What is said of the person, by each name it goes by, in small letters."""
    found: dict[str, set[str]] = {}
    for one in signed.iterfind("saml:AttributeStatement/saml:Attribute", NAMESPACES):
        values = {_words(value) for value in one.iterfind("saml:AttributeValue", NAMESPACES)} - {""}
        for name in {one.get("Name", "").lower(), one.get("FriendlyName", "").lower()}:
            found[name] = found.get(name, set()) | values
    return found


def _first(attributes: dict[str, set[str]], names: Sequence[str]) -> str:
    """The value of the first of these that is there; nothing where it has several."""
    values = next((attributes[name] for name in names if attributes.get(name)), set())
    return next(iter(values)) if len(values) == 1 else ""


def _certificates(written: Sequence[str]) -> list[str]:
    """Those that hold now and have a key to be trusted, as they are kept; raises ProviderFault when there is none."""
    found = []
    for one in written[:MOST_CERTIFICATES]:
        try:
            certificate = x509.load_der_x509_certificate(base64.b64decode(one))
            key = certificate.public_key()
        except ValueError as error:
            raise ProviderFault("certificate") from error
        is_strong = isinstance(key, ec.EllipticCurvePublicKey) or (
            isinstance(key, rsa.RSAPublicKey) and key.key_size >= LEAST_BITS
        )
        if is_strong and certificate.not_valid_after_utc > datetime.now(UTC):
            found.append(certificate.public_bytes(Encoding.PEM).decode())
    if not found:
        raise ProviderFault("certificate")
    return sorted(set(found))


def _parsed(raw: bytes, word: str) -> Element:
    """XML in UTF-8, with nothing declared in it; nothing is looked up anywhere, and nothing expands."""
    parser = etree.XMLParser(encoding="utf-8", resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False)
    try:
        text = raw.decode("utf-8-sig")
        if len(raw) > MOST_BYTES or "<!DOCTYPE" in text or "<!ENTITY" in text:
            raise ProviderFault(word)
        root = etree.fromstring(text.encode(), parser)
    except (UnicodeDecodeError, etree.LxmlError) as error:
        raise ProviderFault(word) from error
    if root is None or root.getroottree().docinfo.internalDTD is not None:
        raise ProviderFault(word)
    return root


def _tag(name: str) -> str:
    prefix, _, local = name.partition(":")
    return f"{{{NAMESPACES[prefix]}}}{local}"


def _words(element: Element | None) -> str:
    """The words of an element that holds nothing else; what a note or a mark cuts in two says nothing."""
    return "" if element is None or len(element) else str(element.text or "").strip()


def _moment(text: str | None) -> float:
    try:
        found = datetime.fromisoformat(text or "")
    except ValueError as error:
        raise ProviderFault("expired") from error
    return (found if found.tzinfo else found.replace(tzinfo=UTC)).timestamp()


def _is_before(end: str | None) -> bool:
    """Whether a moment is still to come, or none is named."""
    return end is None or time.time() < _moment(end) + SLACK


def _is_after(beginning: str | None) -> bool:
    """Whether a moment has come, or none is named."""
    return beginning is None or time.time() >= _moment(beginning) - SLACK
