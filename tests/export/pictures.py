"""Pictures made in memory, the good ones and those that mean harm."""

import struct
import zlib
from io import BytesIO

from PIL import Image


def png(width, height, kind="PNG", **more):
    out = BytesIO()
    Image.new("RGB", (width, height), "#1B3A5C").save(out, kind, **more)
    return out.getvalue()


def noise(width, height):
    """Return a PNG that hardly gets smaller: some 200 kB for 260 by 260."""
    out = BytesIO()
    Image.effect_noise((width, height), 90).convert("RGB").save(out, "PNG")
    return out.getvalue()


def huge_png(width, height):
    """Return a few bytes that say they are a picture of so many pixels."""
    head = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", head)
        + _chunk(b"IDAT", zlib.compress(b"\0" * 1000))
        + _chunk(b"IEND", b"")
    )


def _chunk(name, data):
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
