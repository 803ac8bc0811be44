"""Compressed files and archives: which files are inside, each under a label that is safe to show."""

from __future__ import annotations

import gzip
import io
import re
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import IO, TYPE_CHECKING

from kpi_core.errors import UnreadableFile
from kpi_core.model import Issue
from kpi_core.read import limits

if TYPE_CHECKING:
    from collections.abc import Iterator

ZIP, GZIP = b"PK\x03\x04", b"\x1f\x8b"
_ARCHIVES = (ZIP, GZIP, b"7z\xbc\xaf", b"Rar!", b"BZh", b"\xfd7zXZ", b"\x28\xb5\x2f\xfd")
_OTHERS = (
    b"MZ",
    b"\x7fELF",
    b"#!",
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"{\\rtf",
    b"PAR1",
    b"SQLite format",
)
_DOCUMENTS = frozenset({"[Content_Types].xml", "mimetype", "xl/workbook.xml", "xl/workbook.bin"})
_TABLE_SUFFIXES = frozenset(
    {"", ".csv", ".tsv", ".tab", ".txt", ".psv", ".asc", ".dat", ".prn"}
    | {".xlsx", ".xlsm", ".xltx", ".xlsb", ".xls", ".ods", ".xml", ".xaf", ".htm", ".html", ".mht", ".mhtml"}
)
_UNSAFE = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069]+")
_LONGEST_LABEL = 80
_CHUNK = 1 << 20
BROKEN = (zipfile.BadZipFile, zlib.error, OSError, ValueError, NotImplementedError, RuntimeError, EOFError)
"""What a damaged archive raises, whichever part of it is read."""


@dataclass(frozen=True)
class Piece:
    """One file. `name` is a label and no path: nothing is ever written under it."""

    name: str
    data: bytes


@dataclass(frozen=True)
class Inside:
    """The files to read, unique in name, and what was left out and why. archive: whether they come out of a zip."""

    pieces: tuple[Piece, ...]
    issues: tuple[Issue, ...] = ()
    archive: bool = False


def unpack(name: str, data: bytes) -> tuple[Piece, ...]:
    """Return the files to read in `data`: itself, what a gzip holds, or the table files of a zip archive.

    Raises UnreadableFile: as `look_inside`.
    """
    return look_inside(name, data).pieces


def look_inside(name: str, data: bytes) -> Inside:
    """Return the files to read in `data`, and an Issue for each file in an archive that is none.

    A workbook is a zip too and gives itself, as does what is no archive at all or a damaged one: reading tells.

    Raises UnreadableFile: zip_bomb, damaged_file, archive_protected, archive_too_many, archive_without_tables,
    archive_nested, file_too_large.
    """
    if len(data) > limits.MAX_BYTES:
        raise UnreadableFile("file_too_large", limit=limits.MAX_BYTES >> 20)
    if data.startswith(GZIP):
        return Inside((_inflated(name, data),))
    members = _members(data) if data.startswith(ZIP) else None
    return Inside((Piece(name, data),)) if members is None else _unzipped(data, members)


def _inflated(name: str, data: bytes) -> Piece:
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as handle:
            content = _read(handle, len(data), limits.MAX_UNPACKED)
    except UnreadableFile:
        raise
    except BROKEN as error:
        raise UnreadableFile("damaged_file") from error
    if content.startswith(GZIP) or (content.startswith(ZIP) and _members(content) is not None):
        raise UnreadableFile("archive_nested")
    return Piece(re.sub(r"\.gz(ip)?$", "", name, flags=re.IGNORECASE), content)


def _read(handle: IO[bytes] | gzip.GzipFile, packed: int, most: int) -> bytes:
    """Return all bytes, in pieces, so that a bomb is seen long before it has gone off."""
    parts, size = [], 0
    while part := handle.read(_CHUNK):
        parts.append(part)
        size += len(part)
        if size > most or size > max(limits.RATIO_COUNTS_FROM, limits.MAX_RATIO * packed):
            raise UnreadableFile("zip_bomb")
    return b"".join(parts)


def _members(data: bytes) -> list[zipfile.ZipInfo] | None:
    """Return the files in an archive; None when it is a document that happens to be zipped, or cannot be opened."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
    except BROKEN:
        return None
    return None if {entry.filename for entry in entries} & _DOCUMENTS else entries


def _unzipped(data: bytes, entries: list[zipfile.ZipInfo]) -> Inside:
    if len(entries) > limits.MAX_PARTS:
        raise UnreadableFile("zip_bomb")
    wanted = [entry for entry in entries if not _is_clutter(entry)]
    if len(wanted) > limits.MAX_MEMBERS:
        raise UnreadableFile("archive_too_many", n=len(wanted), limit=limits.MAX_MEMBERS)
    if any(entry.flag_bits & 1 for entry in wanted):
        raise UnreadableFile("archive_protected")
    pieces: dict[str, bytes] = {}
    issues: list[Issue] = []
    left = limits.MAX_UNPACKED
    for entry, content in _contents(data, wanted):
        left -= len(content)
        if left < 0:
            raise UnreadableFile("zip_bomb")
        label = _unique(_label(entry.filename), pieces)
        code = _why_not(label, content)
        if code:
            issues.append(Issue(code, "warning", None, (), {"member": label}))
        else:
            pieces[label] = content
    if not pieces:
        raise UnreadableFile("archive_without_tables")
    return Inside(tuple(Piece(*piece) for piece in pieces.items()), tuple(issues), archive=True)


def _contents(data: bytes, entries: list[zipfile.ZipInfo]) -> Iterator[tuple[zipfile.ZipInfo, bytes]]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for entry in entries:
                with archive.open(entry) as handle:
                    yield entry, _read(handle, len(data), limits.MAX_UNPACKED)
    except UnreadableFile:
        raise
    except BROKEN as error:
        raise UnreadableFile("damaged_file") from error


def _is_clutter(entry: zipfile.ZipInfo) -> bool:
    """Return whether an entry is a folder or what an operating system leaves in an archive."""
    parts = entry.filename.replace("\\", "/").split("/")
    return entry.is_dir() or parts[0] == "__MACOSX" or parts[-1].startswith(".") or parts[-1] in ("", "Thumbs.db")


def _why_not(label: str, content: bytes) -> str | None:
    """Return the code of the issue for a file that is not to be read."""
    if content.startswith(ZIP) and _members(content) is None:
        return None
    if content.startswith(_ARCHIVES):
        return "member_archive"
    known = PurePosixPath(label).suffix.lower() in _TABLE_SUFFIXES
    return None if known and content.strip() and not content.startswith(_OTHERS) else "member_other"


def _label(path: str) -> str:
    name = _UNSAFE.sub("", path.replace("\\", "/")).rstrip("/").rpartition("/")[2].replace(":", "-").strip()
    if len(name) > _LONGEST_LABEL:
        end = PurePosixPath(name).suffix[:10]
        name = name[: _LONGEST_LABEL - len(end)] + end
    return name or "?"


def _unique(label: str, taken: dict[str, bytes]) -> str:
    path, number = PurePosixPath(label), 2
    stems = {PurePosixPath(name).stem.lower() for name in taken}
    stem = path.stem
    while stem.lower() in stems:
        stem, number = f"{path.stem} ({number})", number + 1
    return stem + path.suffix
