"""Text files to one `Sheet` of text cells: own decoding, own search for the delimiter, forgiving about quotes."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from pathlib import PurePath
from typing import TYPE_CHECKING

from kpi_core.errors import UnreadableFile
from kpi_core.model import Issue, Sheet
from kpi_core.read import limits

if TYPE_CHECKING:
    from collections.abc import Mapping as Map

    from kpi_core.model import Question

_DELIMITERS = "\t;|,"
_SAMPLE = 200
_EXPECTED = frozenset(  # what western European text is made of
    "éèêëàâäáãïíîìöóôòõüúûùçñßæøåœÉÈËÏÖÜÄÀÇÑÆØÅ€£©®°²³½·µ±§´`«»‘’“”„–—…•™\u00a0"  # noqa: RUF001
)
_SEP_LINE = re.compile(r"\A\"?sep=(.)\"?[ ,;]*\n", re.IGNORECASE)
_HIGH_RUN = re.compile(r"[\u00c0-\u00ff]{3,}")  # no western European word has three accented letters in a row
_EASTERN = re.compile(r"[a-z][\u00b3\u00b9\u00bf\u00be][a-z]")  # marks inside a word: letters of another code page
_NEVER_TOGETHER = ({"ø", "ì"}, {"ø", "ý"}, {"ì", "ý"})
_SWALLOWED_LINES = 50


def read_delimited(
    name: str, data: bytes, answers: Map[str, str]
) -> tuple[Sheet, tuple[Issue, ...], tuple[Question, ...]]:
    """Return the file as one sheet named after it, what was odd about the text, and which code page must be told.

    Raises UnreadableFile: empty_file, unknown_format, too_many_cells, too_many_columns, damaged_file.
    """
    sheet = PurePath(name.replace("\\", "/")).stem or name
    text, doubtful = _decode(data)
    text = re.sub(r"\r\r\n|\r\n|\r", "\n", text)
    if not text.strip():
        raise UnreadableFile("empty_file")
    issues = [Issue("encoding_doubtful", "warning", sheet, (), {"sheet": sheet})] if doubtful else []
    said = _SEP_LINE.match(text)
    body, shift = (text[said.end() :], 1) if said else (text, 0)
    delimiter = said[1] if said else find_delimiter(body)
    rows, ignored = _records(body, delimiter)
    if ignored:
        issues.append(Issue("quotes_ignored", "warning", sheet, (), {"sheet": sheet}))
    width = max(map(len, rows), default=0)
    if width > limits.MAX_COLUMNS:
        raise UnreadableFile("too_many_columns", sheet=sheet, n=width, limit=limits.MAX_COLUMNS)
    if width * len(rows) > limits.MAX_CELLS:
        raise UnreadableFile("too_many_cells", sheet=sheet, limit=limits.MAX_CELLS)
    strays = _strip_stray_quotes(rows)
    if strays:
        fields = {"sheet": sheet, "n": len(strays), "rows": ", ".join(str(row + shift) for row in strays[:5])}
        issues.append(Issue("stray_quotes", "warning", sheet, (), fields))
    return Sheet(sheet, tuple(map(tuple, rows)), first_row=1 + shift, text_only=True), tuple(issues), ()


def _decode(data: bytes) -> tuple[str, bool]:
    """Return the text, and whether its code page had to be assumed and looks wrong."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace"), False
    if data[1:2000:2].count(0) > 300 or (len(data) < 2000 and data[1::2].count(0) > len(data) * 0.2):
        return data.decode("utf-16-le", "replace"), False
    try:
        return data.decode("utf-8-sig"), False
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
    high = Counter(char for char in text if char > "\x7f")
    strange = sum(count for char, count in high.items() if char not in _EXPECTED)
    in_runs = sum(map(len, _HIGH_RUN.findall(text)))
    mixed = any(pair <= high.keys() for pair in _NEVER_TOGETHER) or _EASTERN.search(text) is not None
    return text, mixed or strange + in_runs > 0.2 * high.total()


def find_delimiter(text: str) -> str:
    """Return the delimiter that cuts most lines into the same number of cells, two or more."""
    sample = "\n".join(text.split("\n", _SAMPLE)[:_SAMPLE])
    shares = {mark: _share(sample, mark) for mark in _DELIMITERS}
    steady = [mark for mark in _DELIMITERS if shares[mark] >= 0.7]
    return steady[0] if steady else max(shares, key=lambda mark: (shares[mark], mark == ","))


def _share(sample: str, delimiter: str) -> float:
    if delimiter not in sample:
        return 0.0
    try:
        widths = Counter(len(row) for row in csv.reader(io.StringIO(sample), delimiter=delimiter) if any(row))
    except csv.Error:
        return 0.0
    cut = Counter({width: count for width, count in widths.items() if width > 1})
    return max(cut.values(), default=0) / max(1, widths.total())


def _records(text: str, delimiter: str) -> tuple[list[list[str]], bool]:
    """Return the rows, and whether quotes were left as they stand because one of them is never closed."""
    try:
        rows = list(csv.reader(io.StringIO(text), delimiter=delimiter))
    except csv.Error:
        rows = []
    swallowed = any(cell.count("\n") > _SWALLOWED_LINES for row in rows for cell in row) if '"' in text else False
    if not rows or swallowed:
        try:
            return list(csv.reader(io.StringIO(text), delimiter=delimiter, quoting=csv.QUOTE_NONE)), True
        except csv.Error as error:
            raise UnreadableFile("damaged_file") from error
    if f"\\{delimiter}" in text and _ragged(rows):
        escaped = list(csv.reader(io.StringIO(text), delimiter=delimiter, escapechar="\\"))
        if _ragged(escaped) < _ragged(rows):
            return escaped, False
    return rows, False


def _ragged(rows: list[list[str]]) -> int:
    widths = Counter(map(len, rows))
    return len(rows) - max(widths.values(), default=0)


def _strip_stray_quotes(rows: list[list[str]]) -> list[int]:
    """Take off a quote that has no partner (a half-quoted first cell); return the rows it happened in, from 1."""
    found = []
    for number, row in enumerate(rows, 1):
        if row and row[0].endswith('"') and row[0].count('"') == 1:
            row[0] = row[0][:-1]
            found.append(number)
    return found
