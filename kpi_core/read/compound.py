"""Compound files, the container of .xls and of locked workbooks: one stream taken out, or put in a fresh container.

Source: [MS-CFB]. Only sectors that exist are followed, each chain at most as far as there are sectors.
"""

from __future__ import annotations

import struct

_FREE = 0xFFFFFFFA  # from here on a sector number means "none"
_FAT, _END, _NONE = 0xFFFFFFFD, 0xFFFFFFFE, 0xFFFFFFFF
_SECTOR = 4096


def stream_named(data: bytes, names: tuple[str, ...]) -> bytes:
    """Return the stream of a compound file with one of these names, in lower case; b"" when it has none."""
    try:
        return _stream_named(data, names)
    except (struct.error, IndexError):
        return b""


def _stream_named(data: bytes, names: tuple[str, ...]) -> bytes:
    size = 1 << min(struct.unpack_from("<H", data, 30)[0], 20)
    if size not in (512, _SECTOR):
        return b""
    directory, small, cutoff = (struct.unpack_from("<I", data, at)[0] for at in (48, 60, 56))
    fat = _fat(data, size)
    entries = _chain(data, directory, fat, size)
    root = b""
    for at in range(0, len(entries) - 127, 128):
        length = struct.unpack_from("<H", entries, at + 64)[0]
        name = entries[at : at + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
        start, weight = struct.unpack_from("<II", entries, at + 116)
        if entries[at + 66] == 5:
            root = _chain(data, start, fat, size)
        elif name.lower() in names:
            if weight >= cutoff:
                if start in fat:  # another chain runs into this stream: whose sectors are they?
                    return b""
                return _chain(data, start, fat, size)[:weight]
            links = _numbers(_chain(data, small, fat, size))
            return _chain(root, start, links, 64, header=0)[:weight]
    return b""


def _fat(data: bytes, size: int) -> tuple[int, ...]:
    """Return the sector that follows each sector."""
    listed = list(struct.unpack_from("<109I", data, 76))
    more, per, seen = struct.unpack_from("<I", data, 68)[0], size // 4, 0
    while more < _FREE and seen <= len(data) // size // per:  # as many as it takes to link every sector
        part = _numbers(data[(more + 1) * size : (more + 2) * size])
        listed += part[: per - 1]
        more, seen = part[per - 1], seen + 1
    most = len(data) // size // per + 1
    used = [sector for sector in listed if sector < _FREE][:most]
    return _numbers(b"".join(data[(sector + 1) * size : (sector + 2) * size] for sector in used))


def _chain(data: bytes, sector: int, links: tuple[int, ...], size: int, header: int = 1) -> bytes:
    parts: list[bytes] = []
    while sector < len(links) and len(parts) <= len(links):
        parts.append(data[(sector + header) * size : (sector + header + 1) * size])
        sector = links[sector]
    return b"".join(parts)


def _numbers(data: bytes) -> tuple[int, ...]:
    return struct.unpack_from(f"<{len(data) // 4}I", data)


def compound_of(stream: bytes) -> bytes:
    """Return a compound file with this one stream, called Workbook: what other readers get instead of a hostile one.

    Sectors of 4096 bytes, so that the header lists every sector of the table ([MS-CFB] 2.2) up to 400 MB. calamine wants a place for small
    streams, though there are none.
    """
    body = stream.ljust(-(-max(len(stream), _SECTOR) // _SECTOR) * _SECTOR, b"\0")
    count = len(body) // _SECTOR
    tables = -(-(count + 2) // (_SECTOR // 4 - 1))  # those of the directory and the small streams count too
    first = tables + 1
    links = [_FAT] * tables + [_END] + [*range(first + 1, first + count), _END, _END]
    table = struct.pack(f"<{len(links)}I", *links).ljust(tables * _SECTOR, b"\xff")
    listed = [*range(tables), *[_NONE] * (109 - tables)]
    header = struct.pack(
        "<8s16xHHHHH6xIIIIIIIII",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        0x3E,
        4,
        0xFFFE,
        12,
        6,
        1,
        tables,
        tables,
        0,
        _SECTOR,
        _END,
        0,
        _END,
        0,
    )
    header += struct.pack("<109I", *listed)
    directory = _entry("Root Entry", 5, 1, first + count, 0) + _entry("Workbook", 2, _NONE, first, len(body))
    return header.ljust(_SECTOR, b"\0") + table + directory.ljust(_SECTOR, b"\0") + body + bytes(_SECTOR)


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    letters = name.encode("utf-16-le")
    return struct.pack("<64sHBBIII16x4x16xIQ", letters, len(letters) + 2, kind, 1, _NONE, _NONE, child, start, size)
