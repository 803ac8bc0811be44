"""What a file is, told by its bytes and never by its name; what is no table or not safe to open is refused here."""

from __future__ import annotations

import io
import re
import zipfile
from typing import IO, Literal

from kpi_core.errors import UnreadableFile
from kpi_core.read import limits
from kpi_core.read.markup import markup_kind
from kpi_core.read.unpack import BROKEN, GZIP, ZIP

Container = Literal["xlsx", "xlsb", "ods", "xls", "text", "html", "mhtml", "spreadsheetml"]

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_EXECUTABLES = (b"MZ", b"\x7fELF", b"\xfe\xed\xfa", b"\xcf\xfa\xed\xfe", b"\xca\xfe\xba\xbe", b"#!")
_OTHERS = (
    GZIP,
    b"%PDF",
    b"7z\xbc\xaf",
    b"Rar!",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"PAR1",
    b"SQLite format",
)
_BOMS = (b"\xff\xfe", b"\xfe\xff")
_SHEET_MIME = b"application/vnd.oasis.opendocument.spreadsheet"
_BOF = re.compile(rb"\x09\x08[\x08\x10]\x00\x00[\x05\x06]\x05\x00")
_FILEPASS = 0x2F
_SHORTEST = 4  # no shared string takes fewer bytes
_STRING = re.compile(rb"<(?:\w{1,10}:)?si\b")
_CHUNK = 1 << 20


def sniff(data: bytes) -> Container:
    """Return what `data` is.

    Raises UnreadableFile: empty_file, file_too_large, executable, html_not_excel, password_protected, zip_bomb,
    damaged_file, unknown_format, xml_not_table, password_unsupported.
    """
    if not data.strip(b"\0 \t\r\n"):
        raise UnreadableFile("empty_file")
    if len(data) > limits.MAX_BYTES:
        raise UnreadableFile("file_too_large", limit=limits.MAX_BYTES >> 20)
    if data.startswith(ZIP):
        return _sniff_zip(data)
    if data.startswith(OLE):
        return _sniff_ole(data)
    if data.startswith(_EXECUTABLES):
        raise UnreadableFile("executable")
    if data.startswith(_OTHERS):
        raise UnreadableFile("unknown_format")
    return _sniff_text(data)


def _sniff_text(data: bytes) -> Container:
    head = data[:4096]
    if not head.startswith(_BOMS) and b"\0" in head and not _looks_utf16(head):
        raise UnreadableFile("unknown_format")
    return markup_kind(data) or "text"


def _looks_utf16(head: bytes) -> bool:
    zeros = head[1::2].count(0), head[::2].count(0)
    return max(zeros) > len(head) // 2 * 0.4 and min(zeros) == 0


def _sniff_ole(data: bytes) -> Container:
    if "EncryptedPackage".encode("utf-16-le") in data or has_filepass(data):
        raise UnreadableFile("password_protected")
    if not any(name.encode("utf-16-le") in data for name in ("Workbook", "WORKBOOK", "Book", "BOOK")):
        raise UnreadableFile("unknown_format")
    return "xls"


def has_filepass(data: bytes) -> bool:
    """Return whether the workbook globals of an .xls announce encryption.

    Source: [MS-XLS] 2.4.117 FilePass, which follows shortly after the first BOF record.
    """
    start = _BOF.search(data)
    position = start.start() if start else len(data)
    for _ in range(12):
        if position + 4 > len(data):
            return False
        if int.from_bytes(data[position : position + 2], "little") == _FILEPASS:
            return True
        position += 4 + int.from_bytes(data[position + 2 : position + 4], "little")
    return False


def _sniff_zip(data: bytes) -> Container:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            kind = _kind_of(archive)
            _check_size(archive, len(data))
    except UnreadableFile:
        raise
    except BROKEN as error:
        raise UnreadableFile("damaged_file") from error
    return kind


def _kind_of(archive: zipfile.ZipFile) -> Container:
    names = [part.filename for part in archive.infolist()]
    if len(names) > limits.MAX_PARTS:
        raise UnreadableFile("zip_bomb")
    if len(set(names)) < len(names):
        raise UnreadableFile("damaged_file")
    if any(part.flag_bits & 1 for part in archive.infolist()):
        raise UnreadableFile("password_protected")
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "xl/workbook.bin" in names:
        return "xlsb"
    if "mimetype" in names and archive.read("mimetype").startswith(_SHEET_MIME):
        manifest = archive.read("META-INF/manifest.xml") if "META-INF/manifest.xml" in names else b""
        if b"encryption-data" in manifest or b"EncryptedPackage" in manifest:
            raise UnreadableFile("password_unsupported")
        return "ods"
    raise UnreadableFile("unknown_format")


def _check_size(archive: zipfile.ZipFile, packed: int) -> None:
    """Refuse an archive that inflates to far more than it weighs.

    The declared sizes are checked first; `open_parts` never reads beyond them, so a lying one ends as a damaged file.
    """
    inflated = sum(part.file_size for part in archive.infolist())
    large = inflated > limits.RATIO_COUNTS_FROM
    if inflated > limits.MAX_INFLATED or (large and inflated > limits.MAX_RATIO * packed):
        raise UnreadableFile("zip_bomb")
    for part in archive.infolist():
        if part.filename.endswith((".xml", ".rels")):
            with archive.open(part) as handle:
                head = handle.read(1024)
                if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
                    raise UnreadableFile("damaged_file")
                if "/worksheets/" not in part.filename and part.filename != "content.xml":
                    _check_strings(handle, head, counted=part.file_size > _SHORTEST * limits.MAX_CELLS)


def _check_strings(handle: IO[bytes], block: bytes, *, counted: bool) -> None:
    """Read a part to its end, which checks its sum, and refuse more shared strings than there may be cells.

    counted: whether the part is long enough to have that many.
    """
    strings = 0
    while block:
        strings += len(_STRING.findall(block)) if counted else 0
        if strings > limits.MAX_CELLS:
            raise UnreadableFile("zip_bomb")
        block = handle.read(_CHUNK)
