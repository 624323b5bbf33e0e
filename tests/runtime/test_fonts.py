"""Typefaces come by name and checksum, or not at all."""

import base64
import hashlib
import io
import tarfile
from dataclasses import replace
from pathlib import Path

import pytest

from belonging.runtime import fonts
from belonging.runtime.fonts import FONTS, Font, FontError


@pytest.fixture
def npm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Font]:
    """A program that packs a small package of ours like npm would, and the font inside."""
    monkeypatch.setattr(fonts, "FOLDER", tmp_path / "fonts")
    package = tmp_path / "font.tgz"
    with tarfile.open(package, "w:gz") as archive:
        entry = tarfile.TarInfo(FONTS[0].inside)
        entry.size = 4
        archive.addfile(entry, io.BytesIO(b"wOF2"))
    program = tmp_path / "npm"
    program.write_text(f'#!/bin/sh\ncp {package} "$4/"\n')
    program.chmod(0o755)
    digest = base64.b64encode(hashlib.sha512(package.read_bytes()).digest()).decode()
    return program, replace(FONTS[0], integrity=f"sha512-{digest}")


def test_fetch_puts_the_file_in_place(npm: tuple[Path, Font]) -> None:
    program, font = npm

    fonts.fetch(font, str(program))

    assert [file.name for file in fonts.FOLDER.iterdir()] == ["bricolage-600.woff2"]
    assert (fonts.FOLDER / font.file).read_bytes() == b"wOF2"


def test_fetch_refuses_another_package_of_the_same_name(npm: tuple[Path, Font]) -> None:
    program, _ = npm

    with pytest.raises(FontError, match=r"is not the file it was: its checksum differs$"):
        fonts.fetch(FONTS[0], str(program))

    assert not fonts.FOLDER.exists()


def test_fetch_without_a_network(npm: tuple[Path, Font]) -> None:
    with pytest.raises(FontError, match=r"^npm could not fetch @fontsource/"):
        fonts.fetch(FONTS[0], "/bin/false")
