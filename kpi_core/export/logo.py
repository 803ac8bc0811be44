"""A client's logo as it may go into documents: a picture drawn anew, small, without anything else that came along."""

from __future__ import annotations

import struct
from io import BytesIO

from PIL import Image, ImageOps, UnidentifiedImageError

from kpi_core.errors import UnreadableFile

KINDS = ("PNG", "JPEG", "GIF", "WEBP", "BMP")
MOST_BYTES = 10_000_000
MOST_PIXELS = 16_000_000
LONGEST_SIDE = 600
"""In pixels: sharp at 5 cm on paper, and some tens of kilobytes."""
_SVG = (b"<svg", b"<?xml", b"<!doctype svg")


def logo_png(data: bytes) -> bytes:
    """Return a picture as a PNG of at most 600 by 600 pixels, with nothing in it but its pixels.

    Raises UnreadableFile `logo_size` (too many bytes or pixels; told before a pixel is read), `logo_svg` or `logo_unknown`.
    """
    if len(data) > MOST_BYTES:
        raise UnreadableFile("logo_size")
    if data[:1000].lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(_SVG):
        raise UnreadableFile("logo_svg")
    try:
        return _drawn(data)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise UnreadableFile("logo_size") from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError, MemoryError, struct.error) as error:
        raise UnreadableFile("logo_unknown") from error


def _drawn(data: bytes) -> bytes:
    with Image.open(BytesIO(data), formats=KINDS) as picture:
        width, height = picture.size
        if width * height > MOST_PIXELS:
            raise UnreadableFile("logo_size")
        picture.seek(0)
        upright = ImageOps.exif_transpose(picture).convert("RGBA")
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    fresh = Image.new("RGBA", upright.size)
    fresh.paste(upright)
    out = BytesIO()
    fresh.save(out, "PNG", optimize=True)
    return out.getvalue()
