"""Fetches the two typefaces with npm, where npm is on the path. Without them the pages use the system's."""

import base64
import hashlib
import shutil
import subprocess
import sys
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

from belonging.runtime.places import ROOT

FOLDER = ROOT / "static" / "fonts"
SECONDS = 15


@dataclass(frozen=True)
class Font:
    """One file of one npm package, with the checksum the package must have."""

    package: str
    integrity: str
    inside: str
    file: str


FONTS = [
    Font(
        "@fontsource/bricolage-grotesque@5.3.0",
        "sha512-MdOVb/5in11IfN/IQJOExMuu6AroCIQbirl0yX7NUvKk+h0HYIKfGaVAXRS/gCPil4aFxWhjZnOw28tUwv7tFw==",
        "package/files/bricolage-grotesque-latin-600-normal.woff2",
        "bricolage-600.woff2",
    ),
    Font(
        "@fontsource-variable/figtree@5.3.0",
        "sha512-VRVodD7OiG7apQwE8/2fMjaqpY/a0qRJqL5HtYj8CKIVps+9amaFcdfKmDIf7iqYQx6iPLlArVXAfKeIZmVcNQ==",
        "package/files/figtree-latin-wght-normal.woff2",
        "figtree-var.woff2",
    ),
]


class FontError(Exception):
    """Why a typeface could not be had; the product goes on without it."""


def missing() -> list[Font]:
    """The typefaces that are not in static/fonts yet."""
    return [font for font in FONTS if not (FOLDER / font.file).is_file()]


def fetch(font: Font, npm: str) -> None:
    """Puts one typeface into static/fonts, after its package has been compared with its checksum."""
    with tempfile.TemporaryDirectory() as folder:
        command = [npm, "pack", font.package, "--pack-destination", folder, "--silent", "--fetch-retries=0"]
        try:
            subprocess.run(
                command, check=True, capture_output=True, timeout=SECONDS, stdin=subprocess.DEVNULL, cwd=folder
            )
            package = next(Path(folder).glob("*.tgz"))
        except (OSError, subprocess.SubprocessError, StopIteration):
            raise FontError(f"npm could not fetch {font.package}") from None
        digest = base64.b64encode(hashlib.sha512(package.read_bytes()).digest()).decode()
        if f"sha512-{digest}" != font.integrity:
            raise FontError(f"{font.package} is not the file it was: its checksum differs")
        with tarfile.open(package) as archive:
            contents = archive.extractfile(font.inside)
            if contents is None:
                raise FontError(f"{font.package} does not hold {font.inside}")
            FOLDER.mkdir(parents=True, exist_ok=True)
            half = FOLDER / f"{font.file}.part"
            half.write_bytes(contents.read())
            half.rename(FOLDER / font.file)


def fetch_missing() -> str:
    """Fetches what is missing and returns a sentence on how it went, empty when there was nothing to do."""
    wanted = missing()
    if not wanted:
        return ""
    npm = shutil.which("npm")
    if npm is None:
        return "Typefaces: npm is not here, so the pages use the system's."
    try:
        for font in wanted:
            fetch(font, npm)
    except (FontError, OSError) as problem:
        return f"Typefaces: {problem}; the pages use the system's."
    return "Typefaces: fetched."


if __name__ == "__main__":
    sys.stdout.write((fetch_missing() or "Typefaces: all here.") + "\n")
