"""
Pictures people send, drawn anew: docs/decisions/0025 says why.

Nothing of a file that was sent is kept. What its name and type say is not read; its points are read, turned the right
way up, made smaller, and written as a new file. Where it was taken, with what, and whatever hid behind the last point
do not come along.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from io import BytesIO

from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from belonging.core.errors import BelongingError

READ = ("JPEG", "PNG", "WEBP", "GIF")
MOST_BYTES = 10_000_000
MOST_POINTS = 40_000_000  # a small file may hold a picture that fills the memory
LONGEST_SIDE_READ = 12_000
LONGEST_SIDE = 1_600
QUALITY = 82
BOMBS = (Image.DecompressionBombError, Image.DecompressionBombWarning)  # the reader looks at sizes as well


class PictureRefused(BelongingError):
    """A file that is no picture that can be shown."""

    code = "picture_refused"


@dataclass(frozen=True)
class Drawn:
    """A picture that was drawn by us, so that it is what it claims to be."""

    content: bytes
    media_type: str
    width: int
    height: int


def redrawn(content: bytes) -> Drawn:
    """
    This picture, drawn anew without anything that is not seen; of one that moves, how it begins.

    Raises
    ------
    PictureRefused
        for what is no picture in one of four formats, or too large a one.
    """
    if len(content) > MOST_BYTES:
        raise PictureRefused(_("The picture is larger than %(most)s MB.") % {"most": MOST_BYTES // 1_000_000})
    try:
        return _drawn(content)
    except BOMBS:
        raise PictureRefused(_("The picture has too many points. Make it smaller first.")) from None
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError, struct.error):
        raise PictureRefused(_("This is no picture that can be shown here. JPEG, PNG, WebP and GIF can.")) from None


def _drawn(content: bytes) -> Drawn:
    with Image.open(BytesIO(content), formats=READ) as sent:
        width, height = sent.size
        if width * height > MOST_POINTS or max(width, height) > LONGEST_SIDE_READ:
            raise Image.DecompressionBombError
        sent.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))  # a JPEG need not be read in full
        is_clear = "A" in sent.getbands() or "transparency" in sent.info
        turned = ImageOps.exif_transpose(sent).convert("RGBA" if is_clear else "RGB")
    turned.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    points = Image.new(turned.mode, turned.size)  # bare: what the other one carries beside its points stays behind
    points.paste(turned)
    written = BytesIO()
    if is_clear:
        points.save(written, "PNG", optimize=True)
        return Drawn(written.getvalue(), "image/png", *points.size)
    points.save(written, "JPEG", quality=QUALITY, optimize=True)
    return Drawn(written.getvalue(), "image/jpeg", *points.size)
