"""
docs/parts.md and docs/parts.cdx.json: every package the product runs on, its version, its hashes and its licence.

`make parts` writes both from the lock file and from what the packages say of themselves, without asking anybody; the
second is a software bill of materials (CycloneDX 1.6) for whoever keeps one. `make audit` asks for known faults.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata

from packaging.markers import Marker

from belonging.runtime.places import ROOT

LOCK = ROOT / "requirements" / "app.txt"
PAGE, BILL = ROOT / "docs" / "parts.md", ROOT / "docs" / "parts.cdx.json"
PINNED = re.compile(r"^([A-Za-z0-9._-]+)==(\S+)(?: ; (.+?))? \\$")
HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")
CLASSIFIER = "License :: OSI Approved :: "
# What a package's own words mean, where it does not name its licence by its short name.
KNOWN = {
    "BSD License": "BSD-3-Clause", "BSD": "BSD-3-Clause", "MIT License": "MIT", "Apache Software License": "Apache-2.0",
    "Apache 2.0": "Apache-2.0", "Apache License 2.0": "Apache-2.0", "Apache License, Version 2.0": "Apache-2.0",
    "Apache-2.0 license": "Apache-2.0", "Python Software Foundation License": "PSF-2.0", "ISC License (ISCL)": "ISC",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0", "The Unlicense (Unlicense)": "Unlicense",
    "GNU Library or Lesser General Public License (LGPL)": "LGPL-3.0-or-later",
}  # fmt: skip
# Everybody may use, change and pass these on, the last three as libraries of their own, which they are here.
FREE = {
    "MIT", "MIT-0", "MIT-CMU", "BSD-2-Clause", "BSD-3-Clause", "0BSD", "Apache-2.0", "ISC", "PSF-2.0", "Python-2.0",
    "HPND", "Unlicense", "Zlib", "CC0-1.0", "PostgreSQL", "MPL-2.0", "LGPL-3.0-or-later", "LGPL-3.0-only",
}  # fmt: skip

HEAD = """# Parts

Every package the product runs on, from `requirements/app.txt`, which names each with its version and the hashes of its
files; nothing else is installed. Written by `make parts`, which writes `parts.cdx.json` (CycloneDX 1.6) beside it;
`tests/operation/test_parts.py` compares both with the lock file and with what is installed. `make audit` asks the
package index which of them have known faults.

| Package | Version | Licence |
|---|---|---|
"""


@dataclass(frozen=True)
class Part:
    """One package of the lock file."""

    name: str
    version: str
    marker: str
    hashes: tuple[str, ...]

    @property
    def is_for_here(self) -> bool:
        """Whether this Python on this machine needs it."""
        return not self.marker or Marker(self.marker).evaluate()


def parts(text: str) -> Iterator[Part]:
    """Each package that a lock file names; a line that pins nothing is no part, and left to the test."""
    for block in re.split(r"\n(?=[A-Za-z0-9])", text):
        if found := PINNED.match(block.partition("\n")[0]):
            yield Part(found[1], found[2], found[3] or "", tuple(HASH.findall(block)))


def licence(name: str) -> str | None:
    """The licence of an installed package by its short name, or what it says itself; nothing if it is not here."""
    try:
        said = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        return None
    if expression := said.get("License-Expression"):
        return str(expression).replace("BSD 3-Clause", "BSD-3-Clause")
    classes = [one.rpartition(" :: ")[2] for one in said.get_all("Classifier", []) if one.startswith(CLASSIFIER)]
    words = classes or [(said.get("License") or "").strip().partition("\n")[0]]
    return " AND ".join(KNOWN.get(one, one) for one in words)


def is_free(expression: str) -> bool:
    """Whether every licence that has to be kept is one of the free ones; of a choice one is enough."""
    return all(
        any(one.partition(" WITH ")[0].strip("() ") in FREE for one in clause.split(" OR "))
        for clause in expression.split(" AND ")
    )


def bill(found: list[Part], licences: dict[str, str]) -> str:
    """The bill of materials, without a moment of its own: the same parts make the same file. Hashes are in the lock."""
    components = [
        {
            "type": "library", "name": one.name, "version": one.version, "purl": f"pkg:pypi/{one.name}@{one.version}",
            "licenses": [{"expression": licences[one.name]}] if licences.get(one.name) else [],
        }
        for one in found
    ]  # fmt: skip
    return json.dumps(
        {"bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1, "components": components}, indent=1
    )


def main() -> None:
    """Writes both."""
    found = list(parts(LOCK.read_text()))
    licences = {one.name: licence(one.name) or "" for one in found}
    rows = [f"| {one.name} | {one.version} | {licences[one.name] or 'not needed here'} |" for one in found]
    PAGE.write_text(HEAD + "\n".join(rows) + "\n")
    BILL.write_text(bill(found, licences) + "\n")
    print(f"{len(found)} parts")


if __name__ == "__main__":
    main()
