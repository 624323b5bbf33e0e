"""
Sealed ballots: pad, seal, open, shuffle, pseudonym; sealed names; and codes that only their holder knows. libsodium
does the work; no Django, no clock.

A ballot is a small JSON object, padded to the one size of its wave and sealed with the wave's public key. Whoever
sealed it cannot open it again; only the private key can, which web processes never hold.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox

KEY_BYTES = 32
PERSON_BYTES = 64
BLOCK = 256
FRAME = 112  # bytes of a ballot besides its answers: the wave's id, the code, brackets and names
PER_ANSWER = 48  # an item's name and its answer
PER_LETTER = 6  # bytes that one letter may take: four in UTF-8, and JSON writes what is no letter as \\uXXXX
OVERHEAD = SealedBox(PrivateKey.generate().public_key).encrypt(b"").__len__()

SYMBOLS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # thirty-two that are not taken for each other
ALIKE = str.maketrans("OIL", "011")
CODE_SYMBOLS, GROUP = 20, 5  # a hundred bits: a mark made with a code cannot be tried out

Row = TypeVar("Row")


class SealBroken(ValueError):
    """An envelope that this key does not open, or that holds something else than a ballot of this wave."""


class BallotTooLarge(ValueError):
    """A ballot that does not fit into the one size of its wave."""


@dataclass(frozen=True)
class Ballot:
    """What one person said: a number for each item, a text for each open question; what was skipped is absent."""

    wave: str
    answers: dict[str, int] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)
    code: str = ""  # what only the answerer holds
    is_paired_by_code: bool = False  # they are followed by that code instead of by the program's secret


@dataclass(frozen=True)
class WordsBack:
    """What somebody says to an answer to their remark: under their code, to one question of one wave."""

    code: str
    wave: str
    item: str
    text: str


@dataclass(frozen=True)
class KeyPair:
    """The two halves of a wave's key."""

    public: bytes
    private: bytes


def new_key_pair() -> KeyPair:
    """A fresh key pair."""
    private = PrivateKey.generate()
    return KeyPair(bytes(private.public_key), bytes(private))


def new_secret() -> bytes:
    """A fresh key for pseudonyms."""
    return secrets.token_bytes(KEY_BYTES)


def fits_together(public: bytes, private: bytes) -> bool:
    """True when a private key belongs to a public one."""
    return len(private) == KEY_BYTES and hmac.compare_digest(bytes(PrivateKey(private).public_key), public)


def ballot_size(item_count: int, longest_words: Iterable[int]) -> int:
    """
    The one size of a wave's ballots: that of the largest one allowed, in whole blocks.

    >>> ballot_size(12, []), ballot_size(12, [500])
    (768, 3840)
    """
    needed = FRAME + item_count * PER_ANSWER + sum(PER_ANSWER + PER_LETTER * most for most in longest_words)
    return -(-(needed + 1) // BLOCK) * BLOCK


def seal(ballot: Ballot, public: bytes, size: int) -> bytes:
    """The sealed envelope; every envelope of a wave has the same length. Raises BallotTooLarge."""
    return SealedBox(PublicKey(public)).encrypt(_padded(_written(ballot), size))


def open_ballot(envelope: bytes, private: bytes, wave: str) -> Ballot:
    """The ballot in an envelope; raises SealBroken when it was changed, or sealed for another wave."""
    try:
        content = SealedBox(PrivateKey(private)).decrypt(envelope)
        found = json.loads(content.rstrip(b"\x00")[:-1])
        ballot = Ballot(found["w"], found["a"], found["t"], found.get("c", ""), found.get("p") is True)
    except (CryptoError, ValueError, KeyError, TypeError):
        raise SealBroken("This envelope does not open, or holds no ballot.") from None
    if ballot.wave != wave or not _is_plain(ballot):
        raise SealBroken("This envelope was sealed for another wave.")
    return ballot


def shuffled(rows: Iterable[Row]) -> list[Row]:
    """The rows in an order that nobody can foresee, from the system's own chance."""
    found = list(rows)
    secrets.SystemRandom().shuffle(found)
    return found


def pseudonym(secret: bytes, person: str) -> bytes:
    """The code that stands for a person while the secret lives; without it nobody can make or test one."""
    return hmac.new(secret, person.encode(), hashlib.sha256).digest()


def new_code() -> str:
    """A fresh code for one person to keep, in groups that can be read out."""
    found = "".join(secrets.choice(SYMBOLS) for _ in range(CODE_SYMBOLS))
    return "-".join(found[at : at + GROUP] for at in range(0, CODE_SYMBOLS, GROUP))


def written_code(text: str) -> str:
    """
    A code as it was given out, however it was typed; blank when it is none.

    >>> written_code(" 7kq2m 0abcd-efghj kmnpo "), written_code("7KQ2M")
    ('7KQ2M-0ABCD-EFGHJ-KMNP0', '')
    """
    plain = "".join(text.upper().split()).replace("-", "").translate(ALIKE)
    if len(plain) != CODE_SYMBOLS or not set(plain) <= set(SYMBOLS):
        return ""
    return "-".join(plain[at : at + GROUP] for at in range(0, CODE_SYMBOLS, GROUP))


def code_mark(code: str, *about: str) -> bytes:
    """What stands for a code in one place; marks of one code in two places cannot be joined without the code."""
    return hmac.new(code.encode(), "\n".join(about).encode(), hashlib.sha256).digest()


def reply_keys(secret: bytes) -> KeyPair:
    """The key pair that words back are sealed with; it lives and dies with the program's secret."""
    private = PrivateKey(hmac.new(secret, b"reply", hashlib.sha256).digest())
    return KeyPair(bytes(private.public_key), bytes(private))


def seal_words(words: WordsBack, public: bytes, longest: int) -> bytes:
    """Words back of so many letters at most, sealed; every such envelope has the same length. Raises BallotTooLarge."""
    content = {"c": words.code, "w": words.wave, "i": words.item, "t": words.text}
    return SealedBox(PublicKey(public)).encrypt(_padded(_plain(content), ballot_size(1, [longest])))


def open_words(envelope: bytes, private: bytes) -> WordsBack:
    """The words back in an envelope; raises SealBroken."""
    try:
        found = json.loads(SealedBox(PrivateKey(private)).decrypt(envelope).rstrip(b"\x00")[:-1])
        return WordsBack(str(found["c"]), str(found["w"]), str(found["i"]), str(found["t"]))
    except (CryptoError, ValueError, KeyError, TypeError):
        raise SealBroken("This envelope does not open, or holds no words.") from None


def removal_keys(secret: bytes) -> KeyPair:
    """The key pair that wishes to be taken out are sealed with; it lives and dies with the program's secret."""
    private = PrivateKey(hmac.new(secret, b"removal", hashlib.sha256).digest())
    return KeyPair(bytes(private.public_key), bytes(private))


def seal_person(person: str, public: bytes) -> bytes:
    """A person, sealed; every such envelope has the same length."""
    return SealedBox(PublicKey(public)).encrypt(_padded(person.encode(), PERSON_BYTES))


def open_person(envelope: bytes, private: bytes) -> str:
    """The person in an envelope; raises SealBroken."""
    try:
        return SealedBox(PrivateKey(private)).decrypt(envelope).rstrip(b"\x00")[:-1].decode()
    except (CryptoError, ValueError):
        raise SealBroken("This envelope does not open.") from None


def _written(ballot: Ballot) -> bytes:
    content: dict[str, Any] = {"w": ballot.wave, "a": ballot.answers, "t": ballot.words}
    if ballot.code:
        content |= {"c": ballot.code, "p": ballot.is_paired_by_code}
    return _plain(content)


def _plain(content: dict[str, Any]) -> bytes:
    """Letters as they are: written as \\uXXXX, a picture of one letter would take twelve bytes."""
    return json.dumps(content, separators=(",", ":"), ensure_ascii=False).encode()


def _padded(content: bytes, size: int) -> bytes:
    if len(content) >= size:
        raise BallotTooLarge("This is more than a ballot of this wave can hold.")
    return content + b"\x01" + b"\x00" * (size - len(content) - 1)


def _is_plain(ballot: Ballot) -> bool:
    answers: dict[Any, Any] = ballot.answers
    words: dict[Any, Any] = ballot.words
    code: Any = ballot.code
    numbers = all(isinstance(name, str) and type(value) is int for name, value in answers.items())
    return (
        numbers
        and isinstance(code, str)
        and all(isinstance(name, str) and isinstance(text, str) for name, text in words.items())
    )
