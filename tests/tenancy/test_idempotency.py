"""A request that may be sent twice is done once."""

from typing import Any

import pytest

from belonging.core.errors import BelongingError
from belonging.tenancy.idempotency import LONGEST_KEY, KeyReused, KeyTooLong, fingerprint, once
from belonging.tenancy.models import IdempotencyKey
from tests.cast import House


class Act:
    """Counts how often it is done."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self) -> dict[str, Any]:
        self.count += 1
        return {"number": self.count}


def fail() -> dict[str, Any]:
    """Refuses."""
    raise BelongingError("Not today.")


def test_second_answer_equals_the_first(inside: House) -> None:
    act = Act()

    answers = [once(membership=inside.ben.membership, key="k", contents=["a", 1], act=act) for _ in range(3)]

    assert answers == [({"number": 1}, False), ({"number": 1}, True), ({"number": 1}, True)]
    assert act.count == 1


# security R6
def test_key_with_other_contents_is_refused(inside: House) -> None:
    act = Act()
    once(membership=inside.ben.membership, key="k", contents="a", act=act)

    with pytest.raises(KeyReused):
        once(membership=inside.ben.membership, key="k", contents="b", act=act)

    print(f"R6: the same key twice with other contents, done {act.count} time; a refusal frees it")
    assert act.count == 1


def test_same_key_of_somebody_else_is_another_key(inside: House) -> None:
    act = Act()

    for person in (inside.ben, inside.ada):
        once(membership=person.membership, key="k", contents="a", act=act)

    assert act.count == 2


def test_same_key_in_another_organization_is_another_key(northlight: House, southgate: House) -> None:
    act = Act()

    for house in (northlight, southgate):
        with house.open():
            once(membership=house.ben.membership, key="k", contents="a", act=act)

    assert act.count == 2


# security R6
def test_refusal_frees_the_key(inside: House) -> None:
    with pytest.raises(BelongingError):
        once(membership=inside.ben.membership, key="k", contents="a", act=fail)

    assert not IdempotencyKey.objects.exists()
    assert once(membership=inside.ben.membership, key="k", contents="a", act=Act()) == ({"number": 1}, False)


def test_long_key_is_refused_and_not_cut(inside: House) -> None:
    act = Act()

    once(membership=inside.ben.membership, key="k" * LONGEST_KEY, contents="a", act=act)
    with pytest.raises(KeyTooLong):
        once(membership=inside.ben.membership, key="k" * (LONGEST_KEY + 1), contents="a", act=act)

    assert act.count == 1


def test_no_key_means_done_each_time(inside: House) -> None:
    act = Act()

    for _ in range(2):
        once(membership=inside.ben.membership, key="", contents="a", act=act)

    assert act.count == 2


def test_fingerprint_does_not_mind_the_order_of_keys() -> None:
    assert fingerprint({"a": 1, "b": 2}) == fingerprint({"b": 2, "a": 1})
    assert fingerprint({"a": 1}) != fingerprint({"a": 2})
