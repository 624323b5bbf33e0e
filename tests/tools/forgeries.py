"""
What somebody makes of a provider's answer, which passes through their browser; and what a provider may do wrong.

Wrapping (XSW): what was signed stays somewhere, for the signature's sake, and what is read is put where it belongs. The
numbers are those it goes by (Somorovsky and others, "On Breaking SAML", 2012).
"""

import base64
import copy
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from lxml import etree

from belonging.core.saml import NAMESPACES

VICTIM = "una"
FALSE = "false"  # the id of what was never signed
ENTITIES = '<!DOCTYPE r [<!ENTITY a "una"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
Parts = tuple[Any, Any, Any, Any]  # the response, its assertion, the signature in it, and a false assertion


def key_and_certificate(days: int = 30, bits: int = 2048) -> tuple[bytes, bytes]:
    """What one signs with, and what shows it; with fewer than no days it holds no more."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=bits)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Liar")])
    ends = datetime.now(UTC) + timedelta(days=days)
    built = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    built = built.serial_number(7).not_valid_before(ends - timedelta(days=60)).not_valid_after(ends)
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return private, built.sign(key, SHA256()).public_bytes(Encoding.PEM)


def shown(certificate: bytes) -> str:
    """As metadata show it."""
    return "".join(certificate.decode().splitlines()[1:-1])


def unpacked(posted: str) -> bytes:
    """The XML that is posted."""
    return base64.b64decode(posted)


def packed(raw: bytes) -> str:
    """The other way round."""
    return base64.b64encode(raw).decode()


def one(root: Any, path: str) -> Any:
    """The first that stands there."""
    return root.xpath(path, namespaces=NAMESPACES)[0]


def false_one(assertion: Any) -> Any:
    """A copy that names somebody else, unsigned."""
    copied = copy.deepcopy(assertion)
    copied.set("ID", FALSE)
    copied.remove(one(copied, "ds:Signature"))
    one(copied, "saml:Subject/saml:NameID").text = VICTIM
    one(copied, "saml:AttributeStatement//saml:AttributeValue").text = f"{VICTIM}@northlight.example"
    return copied


def forged(make: Callable[..., Any]) -> Callable[[str], str]:
    """From a change of the parts to one of what is posted."""

    def forge(posted: str) -> str:
        response = etree.fromstring(unpacked(posted))
        assertion = one(response, "saml:Assertion")
        changed = make(response, assertion, one(assertion, "ds:Signature"), false_one(assertion))
        return packed(etree.tostring(response if changed is None else changed))

    return forge


def _answer_in_its_signature(response: Any, assertion: Any, signature: Any, false: Any) -> Any:
    """XSW 1: a false answer around the true one, which hides in the false one's signature."""
    outer = copy.deepcopy(response)
    outer.set("ID", FALSE)
    outer.replace(one(outer, "saml:Assertion"), false)
    mark = one(outer, "ds:Signature")
    mark.append(response)
    response.remove(one(response, "ds:Signature"))
    return outer


def _answer_before_its_signature(response: Any, assertion: Any, signature: Any, false: Any) -> Any:
    """XSW 2: the same, the true one before the signature."""
    outer = copy.deepcopy(response)
    outer.set("ID", FALSE)
    outer.replace(one(outer, "saml:Assertion"), false)
    one(outer, "ds:Signature").addprevious(response)
    response.remove(one(response, "ds:Signature"))
    return outer


def _false_one_first(response: Any, assertion: Any, signature: Any, false: Any) -> None:
    """XSW 3."""
    assertion.addprevious(false)


def _true_one_within(response: Any, assertion: Any, signature: Any, false: Any) -> None:
    """XSW 4."""
    response.replace(assertion, false)
    false.append(assertion)


def _signature_in_the_false_one(response: Any, assertion: Any, signature: Any, false: Any) -> None:
    """XSW 5: the true one at the end, without it."""
    false.insert(1, signature)
    assertion.addprevious(false)


def _true_one_in_the_signature(response: Any, assertion: Any, signature: Any, false: Any) -> None:
    """XSW 6."""
    response.replace(assertion, false)
    false.insert(1, signature)
    signature.append(assertion)


def _false_one_in_extensions(response: Any, assertion: Any, signature: Any, false: Any) -> None:
    """XSW 7: where anything may stand."""
    extensions = etree.Element(f"{{{NAMESPACES['samlp']}}}Extensions")
    assertion.addprevious(extensions)
    extensions.append(false)


def _true_one_in_an_object(response: Any, assertion: Any, signature: Any, false: Any) -> None:
    """XSW 8: an object in the signature may hold anything."""
    response.replace(assertion, false)
    false.insert(1, signature)
    etree.SubElement(signature, f"{{{NAMESPACES['ds']}}}Object").append(assertion)


def _same_id(response: Any, assertion: Any, signature: Any, false: Any) -> None:
    """XSW 8 with one id for both, so that either may be meant."""
    _true_one_in_an_object(response, assertion, signature, false)
    false.set("ID", assertion.get("ID"))


def _true_one_in_advice(response: Any, assertion: Any, signature: Any, false: Any) -> None:
    """An assertion may carry others as advice."""
    response.replace(assertion, false)
    false.insert(1, signature)
    etree.SubElement(false, f"{{{NAMESPACES['saml']}}}Advice").append(assertion)


def _false_one_in_another_room(response: Any, assertion: Any, signature: Any, false: Any) -> None:
    """The true one aside, under a name of somebody's own; only the false one stands where one looks."""
    response.replace(assertion, false)
    etree.SubElement(response, "{urn:aside}Room").append(assertion)


def _changed(response: Any, assertion: Any, signature: Any, false: Any) -> None:
    one(assertion, "saml:Subject/saml:NameID").text = VICTIM


def _unsigned(response: Any, assertion: Any, signature: Any, false: Any) -> None:
    response.replace(assertion, false)


def _two_signatures(response: Any, assertion: Any, signature: Any, false: Any) -> None:
    signature.addnext(copy.deepcopy(signature))


def _whole_document(response: Any, assertion: Any, signature: Any, false: Any) -> None:
    one(signature, ".//ds:Reference").set("URI", "")


def _pointed_at(response: Any, assertion: Any, signature: Any, false: Any) -> None:
    one(signature, ".//ds:Reference").set("URI", f"#xpointer(id('{assertion.get('ID')}'))")


def _fetched(response: Any, assertion: Any, signature: Any, false: Any) -> None:
    one(signature, ".//ds:Reference").set("URI", "http://127.0.0.1:1/")


def _turned(response: Any, assertion: Any, signature: Any, false: Any) -> None:
    """A transformation that runs a program of the sender's."""
    one(signature, ".//ds:Transform").set("Algorithm", "http://www.w3.org/TR/1999/REC-xslt-19991116")


def _with_notes(response: Any, assertion: Any, signature: Any, false: Any) -> None:
    for way in signature.xpath(".//ds:Transform | .//ds:CanonicalizationMethod", namespaces=NAMESPACES):
        if "exc-c14n" in way.get("Algorithm"):
            way.set("Algorithm", f"{way.get('Algorithm')}WithComments")


def with_note(posted: str) -> str:
    """A comment cuts an id in two: it does not change what was signed, and a careless reader stops there."""
    return packed(unpacked(posted).replace(b"una@northlight.example.evil", b"una@northlight.example<!-- -->.evil"))


def _declared(posted: str) -> str:
    return packed(ENTITIES.encode() + unpacked(posted).replace(b">ben<", b">&a;<"))


def _much(posted: str) -> str:
    return packed(ENTITIES.encode() + unpacked(posted).replace(b">ben<", b">&b;<"))


def _declared_elsewhere(posted: str) -> str:
    return packed(b'<!DOCTYPE r SYSTEM "http://127.0.0.1:1/x.dtd">' + unpacked(posted))


def _in_other_letters(posted: str) -> str:
    """So that whoever looks for the declaration in bytes finds none."""
    text = '<?xml version="1.0" encoding="UTF-16"?>' + ENTITIES + unpacked(posted).decode().replace(">ben<", ">&a;<")
    return packed(text.encode("utf-16"))


# Name → what is done, and the word an admin would read; by anybody who can sign in there as themselves.
ON_THE_WAY: dict[str, tuple[Callable[[str], str], str]] = {
    "unsigned": (forged(_unsigned), "unsigned"),
    "changed under its signature": (forged(_changed), "signature"),
    "XSW 3": (forged(_false_one_first), "answer"),
    "XSW 4": (forged(_true_one_within), "answer"),
    "XSW 5": (forged(_signature_in_the_false_one), "answer"),
    "XSW 6": (forged(_true_one_in_the_signature), "answer"),
    "XSW 7": (forged(_false_one_in_extensions), "answer"),
    "XSW 8": (forged(_true_one_in_an_object), "answer"),
    "XSW 8, one id": (forged(_same_id), "answer"),
    "XSW by advice": (forged(_true_one_in_advice), "answer"),
    "XSW by another room": (forged(_false_one_in_another_room), "answer"),
    "signed twice": (forged(_two_signatures), "signature"),
    "over the whole document": (forged(_whole_document), "signature"),
    "over what is pointed at": (forged(_pointed_at), "signature"),
    "over what is fetched": (forged(_fetched), "signature"),
    "turned by a program": (forged(_turned), "algorithm"),
    "with comments": (forged(_with_notes), "algorithm"),
    "DTD": (_declared, "answer"),
    "DTD that grows": (_much, "answer"),
    "DTD elsewhere": (_declared_elsewhere, "answer"),
    "DTD in UTF-16": (_in_other_letters, "answer"),
    "nothing": (lambda posted: "", "answer"),
    "no base64": (lambda posted: f"{posted}!", "answer"),
    "no XML": (lambda posted: packed(b"<r"), "answer"),
    "too much of it": (lambda posted: packed(unpacked(posted) + b" " * 600_000), "answer"),
    "no answer": (lambda posted: packed(b"<r/>"), "answer"),
}  # fmt: skip
# Where the provider signs its answer as well.
OF_A_SIGNED_ANSWER = {
    "XSW 1": (forged(_answer_in_its_signature), "answer"),
    "XSW 2": (forged(_answer_before_its_signature), "answer"),
}

PAST, FUTURE = "2020-01-01T00:00:00Z", "2099-01-01T00:00:00Z"
CONFIRMED = "//saml:SubjectConfirmationData"
# Name → what a provider says or does that it should not, and the word; signed by its own key where no other is named.
BY_THE_PROVIDER: dict[str, tuple[dict[str, Any], str]] = {
    "signed by another key": ({"signs": "by another key"}, "signature"),
    "by another key, with its certificate": ({"signs": "by another key, shown"}, "signature"),
    "by the certificate as a shared secret": ({"signs": "by the public key"}, "algorithm"),
    "SHA-1": ({"signs": "by SHA-1"}, "algorithm"),
    "SHA-1 digest": ({"signs": "by a SHA-1 digest"}, "algorithm"),
    "only the answer signed": ({"signs": "the answer alone"}, "unsigned"),
    "nothing signed": ({"signs": "none"}, "unsigned"),
    "other issuer": ({"change": [["//saml:Assertion/saml:Issuer", None, "https://else.example"]]}, "issuer"),
    "other audience": ({"change": [["//saml:Audience", None, "https://else.example"]]}, "audience"),
    "no audience": ({"change": [["//saml:AudienceRestriction", None, None]]}, "audience"),
    "no conditions": ({"change": [["//saml:Conditions", None, None]]}, "audience"),
    "a condition nobody knows": ({"change": [["//saml:AudienceRestriction", "+", "{urn:else}Condition"]]}, "answer"),
    "other recipient": ({"change": [[CONFIRMED, "Recipient", "https://else.example/"]]}, "recipient"),
    "no recipient": ({"change": [[CONFIRMED, "Recipient", None]]}, "recipient"),
    "other destination": ({"change": [["/samlp:Response", "Destination", "https://else.example/"]]}, "recipient"),
    "nobody brings it": ({"change": [["//saml:SubjectConfirmation", "Method", "urn:else"]]}, "recipient"),
    "expired": ({"change": [["//saml:Conditions", "NotOnOrAfter", PAST]]}, "expired"),
    "not yet": ({"change": [["//saml:Conditions", "NotBefore", FUTURE]]}, "expired"),
    "brought too late": ({"change": [[CONFIRMED, "NotOnOrAfter", PAST]]}, "expired"),
    "to be brought at any time": ({"change": [[CONFIRMED, "NotOnOrAfter", None]]}, "expired"),
    "session over there": ({"change": [["//saml:AuthnStatement", "SessionNotOnOrAfter", PAST]]}, "expired"),
    "at no time": ({"change": [["//saml:AuthnStatement", "AuthnInstant", "once"]]}, "expired"),
    "nobody asked who it is": ({"change": [["//saml:AuthnStatement", None, None]]}, "answer"),
    "no request": ({"change": [[CONFIRMED, "InResponseTo", None]]}, "state"),
    "another request": ({"change": [[CONFIRMED, "InResponseTo", "_another"]]}, ""),
    "an id that passes": (
        {"change": [["//saml:NameID", "Format", "urn:oasis:names:tc:SAML:2.0:nameid-format:transient"]]}, "name_id"
    ),
    "no id": ({"change": [["//saml:NameID", None, None]]}, "name_id"),
    "no success": (
        {"change": [["//samlp:StatusCode", "Value", "urn:oasis:names:tc:SAML:2.0:status:Responder"]]}, "refused"
    ),
    "something else signed": ({"signs": "something else"}, "signature"),
    "encrypted": ({"change": [["//saml:Assertion", "tag", "EncryptedAssertion"]], "signs": "none"}, "encrypted"),
}  # fmt: skip
