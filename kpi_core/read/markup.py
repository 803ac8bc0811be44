"""Files that start with a tag: which of them hold tables, and where single-file web pages keep theirs."""

from __future__ import annotations

import re
from email import message_from_bytes, policy
from typing import Literal

from kpi_core.errors import UnreadableFile
from kpi_core.read.decode import decode

Markup = Literal["html", "mhtml", "spreadsheetml"]

_TAG_CELL = re.compile(r"<[^<>\n]{1,60}>\s*[,;\t|]")  # a csv may well have <names> for its columns
_WORKBOOK = re.compile(r"<(?:\w{1,10}:)?Workbook\b")
_SPREADSHEET = "urn:schemas-microsoft-com:office:spreadsheet"
_XML = re.compile(r"<\?xml\b", re.IGNORECASE)
_PAGE = re.compile(r"<!doctype\s+html|<(?:html|head|body|table|meta|style|div|script|span|p|title)\b", re.IGNORECASE)
_TABLE = re.compile(rb"<\s*(?:\w{1,10}:)?table\b", re.IGNORECASE)
_CHARSET = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,30})", re.IGNORECASE)
_MIME = re.compile(rb"\AMIME-Version:\s", re.IGNORECASE)
_HEAD = 4096
_MOST_PARTS = 200


def markup_kind(data: bytes) -> Markup | None:
    """Return what kind of markup a file is, None when it is none.

    Raises UnreadableFile: html_not_excel for a page without a table, xml_not_table for other XML.
    """
    if _MIME.match(data.lstrip()):
        return "mhtml"
    head = decode(data[:_HEAD]).text.lstrip("\ufeff \t\r\n")
    if not head.startswith("<") or _TAG_CELL.match(head):
        return None
    if _WORKBOOK.search(head) and _SPREADSHEET in head:
        return "spreadsheetml"
    if _PAGE.search(head):
        if not _TABLE.search(data.replace(b"\0", b"")):
            raise UnreadableFile("html_not_excel")
        return "html"
    if _XML.match(head) or head.startswith(("<!", "</")) or re.match(r"<[A-Za-z_][\w.:-]*[\s/>]", head):
        raise UnreadableFile("xml_not_table")
    return None


def text_of(data: bytes) -> str:
    """Return markup as text, in the code page it declares, its byte order mark, or else as any text file."""
    declared = _CHARSET.search(data[:_HEAD])
    if declared and not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        name = declared[1].decode("ascii").lower()
        name = "cp1252" if name in ("iso-8859-1", "latin1", "us-ascii") else name  # as every browser reads it
        try:
            if not name.replace("_", "-").startswith(("utf-16", "utf16", "unicode")):
                return str(data, name)
        except (LookupError, UnicodeDecodeError):
            pass
    return decode(data).text


def pages_in(data: bytes) -> tuple[str, ...]:
    """Return the pages with a table in a web page saved as a single file, in order.

    Raises UnreadableFile(html_not_excel) when it has none.
    """
    parts = list(message_from_bytes(data.lstrip(), policy=policy.compat32).walk())[:_MOST_PARTS]
    found = []
    for part in parts:
        body = part.get_payload(decode=True) if part.get_content_type() == "text/html" else None
        if isinstance(body, bytes) and _TABLE.search(body):
            charset = part.get_content_charset()
            declared = f'<meta charset="{charset}">'.encode("ascii", "ignore") if charset else b""
            found.append(text_of(declared + body))
    if not found:
        raise UnreadableFile("html_not_excel")
    return tuple(found)
