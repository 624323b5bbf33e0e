"""What the product runs on: pinned with hashes, free to use, listed, and installed as it is listed."""

import json
import re
from importlib import metadata

import pytest

from belonging.runtime.places import ROOT
from tests.parts import BILL, LOCK, PAGE, is_free, licence, parts

LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
LINE = re.compile(r"^\| (\S+) \| (\S+) \| (.+) \|$", re.MULTILINE)
PARTS = list(parts(LOCK.read_text()))


# security O1
@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_every_part_is_pinned_with_its_hashes(lock: str) -> None:
    text = lock.read_text()  # type: ignore[attr-defined]
    named = re.findall(r"^[A-Za-z0-9].*", text, re.MULTILINE)
    found = list(parts(text))

    assert len(found) == len(named) > 0
    assert [one.name for one in found if not one.hashes] == []
    assert not re.search(r"://|index-url|find-links", text)


# security O1
def test_installed_is_what_the_lock_file_names_and_free_to_use() -> None:
    here = {one: licence(one.name) for one in PARTS if one.is_for_here}
    wrong = [one.name for one, word in here.items() if word is not None and metadata.version(one.name) != one.version]
    unfree = {one.name: word for one, word in here.items() if word is not None and not is_free(word)}
    missing = [one.name for one, word in here.items() if word is None]

    print(f"O1: {len(PARTS)} parts, all pinned with hashes, all free to use, {len(wrong)} installed otherwise")
    assert (wrong, unfree, missing) == ([], {}, [])


# security O1
def test_page_and_bill_list_every_part() -> None:
    bill = json.loads(BILL.read_text())["components"]
    page = {name: (version, word) for name, version, word in LINE.findall(PAGE.read_text())}

    assert [(one["name"], one["version"]) for one in bill] == [(one.name, one.version) for one in PARTS], "make parts"
    assert {name: version for name, (version, _) in page.items() if name != "Package"} == {
        one.name: one.version for one in PARTS
    }
    for one in PARTS:
        if word := licence(one.name):
            assert page[one.name][1] == word


@pytest.mark.parametrize(
    ("expression", "free"),
    [
        ("MIT", True),
        ("GPL-3.0-only", False),
        ("MIT AND GPL-2.0-only", False),
        ("GPL-2.0-only OR MIT", True),
        ("", False),
    ],
)
def test_licence_is_free(expression: str, free: bool) -> None:
    assert is_free(expression) is free
