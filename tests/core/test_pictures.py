"""Pictures people send: a hundred files, of which only pictures come through, and nothing with them."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from random import Random

import pytest
from PIL import Image, PngImagePlugin

from belonging.core.pictures import LONGEST_SIDE, PictureRefused, redrawn

SECRET = b"55.6761 N, 12.5683 E"  # where it was taken
HIDDEN = b"<script>alert(1)</script>"
File = tuple[str, bytes, bool]  # what it is, its bytes, whether it is a picture


def picture(kind: str, mode: str = "RGB", size: tuple[int, int] = (40, 30), **saved: object) -> bytes:
    drawn = Image.new(mode, size)
    dice = Random(size[0])
    if mode == "RGB":
        drawn.putdata([(dice.randrange(256), 90, 40) for _ in range(size[0] * size[1])])
    written = io.BytesIO()
    drawn.save(written, kind, **saved)
    return written.getvalue()


def told() -> bytes:
    """EXIF with a place, a camera and a comment."""
    exif = Image.Exif()
    exif[0x010F], exif[0x9286] = "Camera " + SECRET.decode(), SECRET
    exif.get_ifd(0x8825)[29] = SECRET.decode()
    return exif.tobytes()


def noted() -> PngImagePlugin.PngInfo:
    info = PngImagePlugin.PngInfo()
    info.add_text("Comment", HIDDEN.decode() + SECRET.decode(), zip=True)
    info.add_itxt("XML:com.adobe.xmp", SECRET.decode())
    return info


def packed(name: str = "a.html") -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as file:
        file.writestr(name, HIDDEN * 10)
    return written.getvalue()


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png_of(width: int, height: int, *more: bytes) -> bytes:
    """A PNG by hand, that says of itself whatever is wanted; one bit a point."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0))
    body = chunk(b"IDAT", zlib.compress(b"\x00" * 4_000))
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(more) + body + chunk(b"IEND", b"")


def pictures() -> Iterator[File]:
    """Pictures with everything in them that nobody should see."""
    kinds: tuple[tuple[str, str, dict[str, object]], ...] = (
        ("JPEG", "RGB", {"exif": told(), "comment": HIDDEN}),
        ("JPEG", "L", {"exif": told()}),
        ("JPEG", "CMYK", {"exif": told()}),
        ("PNG", "RGB", {"pnginfo": noted(), "exif": told()}),
        ("PNG", "RGBA", {"pnginfo": noted()}),
        ("PNG", "P", {"pnginfo": noted()}),
        ("PNG", "1", {"pnginfo": noted()}),
        ("PNG", "I;16", {"pnginfo": noted()}),
        ("WEBP", "RGB", {"exif": told(), "xmp": SECRET}),
        ("GIF", "P", {"comment": HIDDEN + SECRET}),
    )
    for (kind, mode, saved), size in ((one, size) for one in kinds for size in ((40, 30), (1, 1), (1700, 20))):
        yield f"{kind} {mode} {size}", picture(kind, mode, size, **saved), True
    for kind in ("JPEG", "PNG", "WEBP", "GIF"):
        whole = picture(kind)
        yield f"{kind} and a page", whole + HIDDEN, True
        yield f"{kind} and an archive", whole + packed("a.class"), True


def others() -> Iterator[File]:
    """Everything else, by whatever name."""
    whole = {kind: picture(kind) for kind in ("JPEG", "PNG", "WEBP", "GIF")}
    for kind, content in whole.items():
        yield from (
            (f"{kind} cut at {part}", content[: int(len(content) * part)], False) for part in (0.02, 0.3, 0.45, 0.6)
        )
    for kind in ("BMP", "TIFF", "ICO", "PPM", "TGA", "PCX", "EPS", "PDF", "DDS", "SGI", "JPEG2000", "ICNS"):
        yield kind, picture(kind, size=(16, 16)), False
    heads = (b"GIF89a", b"\xff\xd8\xff\xe0", b"\x89PNG\r\n\x1a\n", b"RIFF\x00\x00\x00\x00WEBP", b"BM", b"%PDF-1.7\n")
    yield from ((f"head of {head[:6]!r} and a page", head + HIDDEN * 20, False) for head in heads)
    svg = b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'>"
    yield from (
        (f"drawing {at}", at + svg + HIDDEN + b"</svg>", False) for at in (b"", b"<?xml version='1.0'?>", b"\n")
    )
    yield "drawing, packed", zlib.compress(svg), False
    for name, content in (
        ("nothing", b""), ("one byte", b"\xff"), ("a page", HIDDEN), ("zeros", b"\0" * 5000), ("words", b"hello " * 99),
        ("an archive", packed()), ("a program", b"\x7fELF" + b"\2" * 999), ("another", b"MZ" + b"\0" * 999),
        ("a shell", b"#!/bin/sh\nrm -rf /"), ("php", b"<?php system($_GET[0]); ?>"), ("a film", b"\0\0\0\x18ftypmp42"),
        ("avif", b"\0\0\0\x1cftypavif"), ("a bomb", packed() + b"\0" * 2_000_000), ("postscript", b"%!PS\n(x) run"),
    ):  # fmt: skip
        yield name, content, False
    sizes = ((30_000, 30_000), (30_000, 8), (8, 30_000), (12_001, 1), (9_000, 9_000), (65_535, 65_535), (0, 0), (0, 9))
    yield from ((f"PNG that is {size}", png_of(*size), False) for size in sizes)
    yield "PNG with a note that unpacks to 10 MB", png_of(8, 8, chunk(b"zTXt", b"c\0\0" + _bomb())), False
    yield "PNG of more points than it says", png_of(9_999, 4_100), False
    yield "too many bytes", whole["JPEG"] + b"\0" * 10_000_000, False
    yield "JPEG that says it is huge", _claiming(whole["JPEG"]), False


def _bomb() -> bytes:
    packer = zlib.compressobj(9)
    return b"".join(packer.compress(b"\0" * 1_000_000) for _ in range(10)) + packer.flush()


def _claiming(jpeg: bytes) -> bytes:
    place = jpeg.index(b"\xff\xc0") + 5
    return jpeg[:place] + struct.pack(">HH", 65_000, 65_000) + jpeg[place + 4 :]


# security X6
def test_hundred_files_and_only_pictures_come_through() -> None:
    files = [*pictures(), *others()]
    wrongly, told_on = [], []
    for name, content, is_picture in files:
        try:
            drawn = redrawn(content)
        except PictureRefused:
            wrongly += [name] if is_picture else []
            continue
        wrongly += [] if is_picture else [name]
        again = Image.open(io.BytesIO(drawn.content))
        again.load()
        kept = set(again.info) - {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
        leaks = [one for one in (SECRET, HIDDEN, b"Exif", b"PK\3\4") if one in drawn.content]
        told_on += [name] if kept or leaks or again.getexif() else []
        assert max(again.size) <= LONGEST_SIDE
        assert f"image/{(again.format or '').lower()}" == drawn.media_type

    print(f"X6: {len(files)} files, {len(wrongly)} judged wrongly, something left in {len(told_on)}")
    assert (len(files) >= 100, wrongly, told_on) == (True, [], [])


def test_picture_is_turned_the_right_way_up() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # taken with the camera on its side

    drawn = redrawn(picture("JPEG", size=(40, 30), exif=exif.tobytes()))

    assert (drawn.width, drawn.height) == (30, 40)


def test_what_is_too_large_is_said_in_words() -> None:
    with pytest.raises(PictureRefused, match="too many points"):
        redrawn(png_of(30_000, 30_000))
    with pytest.raises(PictureRefused, match="larger than 10 MB"):
        redrawn(b"\0" * 10_000_001)
