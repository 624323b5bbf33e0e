"""Sealed ballots: what opens, what does not, and what an envelope tells by its looks."""

import doctest
import time
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surveys import sealing
from surveys.sealing import (
    Ballot,
    BallotTooLarge,
    SealBroken,
    WordsBack,
    ballot_size,
    fits_together,
    new_key_pair,
    new_secret,
    open_ballot,
    pseudonym,
    seal,
    seal_words,
    shuffled,
)

KEYS = new_key_pair()
WAVE = "3f2c3a50-8f35-4ee0-9a5e-0d0a4d6a3a01"
LONGEST = 500
SIZE = ballot_size(12, [LONGEST])
names = st.from_regex(r"[a-z_]{1,30}", fullmatch=True)


def test_examples_in_the_documentation_run() -> None:
    assert doctest.testmod(sealing).failed == 0


@settings(deadline=None)
@given(
    st.dictionaries(names, st.integers(1, 7), max_size=12),
    st.dictionaries(names, st.text(max_size=LONGEST), max_size=1),
)
def test_ballot_comes_back_and_all_envelopes_are_of_one_length(answers: dict[str, int], words: dict[str, str]) -> None:
    ballot = Ballot(WAVE, answers, words)

    envelope = seal(ballot, KEYS.public, SIZE)

    assert open_ballot(envelope, KEYS.private, WAVE) == ballot
    assert len(envelope) == SIZE + sealing.OVERHEAD


def test_same_ballot_never_looks_the_same() -> None:
    envelopes = {seal(Ballot(WAVE, {"a": 3}), KEYS.public, SIZE) for _ in range(50)}

    assert len(envelopes) == 50


def test_largest_ballot_allowed_fits_and_more_is_refused() -> None:
    answers = {f"question_number_{k:02}_{'x' * 12}": 5 for k in range(12)}

    for letter in ("\U0001f600", "\x01", '"', "é"):
        seal(Ballot(WAVE, answers, {"words": letter * LONGEST}), KEYS.public, SIZE)
        seal_words(WordsBack("7KQ2M-0ABCD-EFGHJ-KMNP0", WAVE, "x" * 40, letter * LONGEST), KEYS.public, LONGEST)
    with pytest.raises(BallotTooLarge):
        seal(Ballot(WAVE, answers, {"words": "\U0001f600" * (LONGEST * 2)}), KEYS.public, SIZE)


def test_tampered_foreign_and_strange_envelopes_do_not_open() -> None:
    envelope = seal(Ballot(WAVE, {"a": 3}), KEYS.public, SIZE)
    broken = [envelope[:-1], b"", bytes([envelope[0] ^ 1]) + envelope[1:], envelope[:-1] + bytes([envelope[-1] ^ 1])]

    for one in broken:
        with pytest.raises(SealBroken):
            open_ballot(one, KEYS.private, WAVE)
    with pytest.raises(SealBroken):
        open_ballot(envelope, new_key_pair().private, WAVE)
    with pytest.raises(SealBroken, match="another wave"):
        open_ballot(envelope, KEYS.private, "another")
    with pytest.raises(SealBroken):
        open_ballot(seal(Ballot(WAVE, {"a": True}), KEYS.public, SIZE), KEYS.private, WAVE)
    with pytest.raises(SealBroken):
        open_ballot(seal(Ballot(WAVE, {}, {"t": 3}), KEYS.public, SIZE), KEYS.private, WAVE)  # type: ignore[dict-item]


def test_key_is_known_before_anything_is_opened() -> None:
    assert fits_together(KEYS.public, KEYS.private)
    assert not fits_together(KEYS.public, new_key_pair().private)
    assert not fits_together(KEYS.public, b"short")


def test_pseudonym_is_the_persons_under_one_secret_only() -> None:
    secret = new_secret()

    assert pseudonym(secret, "7") == pseudonym(secret, "7")
    assert len({pseudonym(secret, "7"), pseudonym(secret, "8"), pseudonym(new_secret(), "7")}) == 3


def test_shuffle_keeps_everything_and_puts_everybody_everywhere() -> None:
    first = Counter(shuffled(range(5))[0] for _ in range(2000))

    assert sorted(shuffled(range(5))) == [0, 1, 2, 3, 4]
    assert all(300 < first[k] < 500 for k in range(5))  # 400 each; twelve standard deviations wide


def test_sealing_takes_less_than_a_millisecond() -> None:
    began = time.process_time()
    for _ in range(200):
        seal(Ballot(WAVE, {"a": 3}, {"words": "x" * LONGEST}), KEYS.public, SIZE)
    each = (time.process_time() - began) / 200 * 1000

    print(f"sealing: {each:.3f} ms each")
    assert each < 1
