"""The members of a zip that may have been made to do harm. Nothing is ever written under a name from it."""

from __future__ import annotations

import io
import re
import stat
import zipfile
from typing import TYPE_CHECKING

from kpi_core.errors import UnreadableFile
from kpi_core.read import limits
from kpi_core.read.unpack import BROKEN

if TYPE_CHECKING:
    from collections.abc import Sequence

_ZIP = b"PK\x03\x04"
_NAME = re.compile(
    r"manifest\.json|workspace\.json|rows/[a-z_]{1,40}\.json|(uploads|logos)/[0-9a-f]{64}"
    r"|datasets/[0-9a-z]{1,64}(\.json|-[a-z_]{1,40}\.parquet)"
)
"""Every name a member can have; there is no other, so none can lead anywhere."""
MOST_MEMBERS = 4_000
LARGEST = 400 * 2**20
LARGEST_INSIDE = 1_200 * 2**20
_CHUNK = 1 << 20
_PLAIN = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


def members_of(data: bytes) -> dict[str, bytes]:
    """Return the members by name.

    Raises UnreadableFile: `project_other`, `project_damaged`, `project_unsafe` or `project_large`.
    """
    if len(data) > LARGEST:
        raise UnreadableFile("project_large", limit=LARGEST >> 20)
    if not data.startswith(_ZIP):
        raise UnreadableFile("project_other")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            _check(entries, len(data))
            return {entry.filename: _read(archive, entry) for entry in entries}
    except UnreadableFile:
        raise
    except BROKEN as error:
        raise UnreadableFile("project_damaged") from error


def _check(entries: Sequence[zipfile.ZipInfo], packed: int) -> None:
    """Refuse by what the archive says of itself, before anything is unpacked."""
    if "manifest.json" not in {entry.filename for entry in entries}:
        raise UnreadableFile("project_other")
    inside = sum(entry.file_size for entry in entries)
    if inside > LARGEST_INSIDE or inside > max(limits.RATIO_COUNTS_FROM, limits.MAX_RATIO * packed):
        raise UnreadableFile("project_unsafe")
    if len(entries) > MOST_MEMBERS or len({entry.filename for entry in entries}) < len(entries):
        raise UnreadableFile("project_unsafe")
    if not all(map(_is_ours, entries)):
        raise UnreadableFile("project_unsafe")


def _is_ours(entry: zipfile.ZipInfo) -> bool:
    """Tell whether a member is an ordinary file with a name of ours, not locked and packed as we pack."""
    ordinary = stat.S_IFMT(entry.external_attr >> 16) in (0, stat.S_IFREG)
    plain = entry.compress_type in _PLAIN and not entry.flag_bits & 1
    return bool(_NAME.fullmatch(entry.orig_filename)) and ordinary and plain


def _read(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """Return a member, in pieces: one that is longer than it says is seen before it has filled the memory."""
    parts, size = [], 0
    with archive.open(entry) as handle:
        while part := handle.read(_CHUNK):
            size += len(part)
            if size > entry.file_size:
                raise UnreadableFile("project_unsafe")
            parts.append(part)
    if size != entry.file_size:
        raise UnreadableFile("project_damaged")
    return b"".join(parts)
