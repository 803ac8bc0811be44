"""Text files to one `Sheet` of text cells: own decoding, own search for the delimiter, forgiving about quotes."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from pathlib import PurePath
from typing import TYPE_CHECKING

from kpi_core.errors import UnreadableFile
from kpi_core.model import Issue, Question, Reading, Sheet
from kpi_core.read import limits
from kpi_core.read.decode import Decoded, decode, example_of
from kpi_core.read.room import check_room

if TYPE_CHECKING:
    from collections.abc import Mapping as Map

_DELIMITERS, _RARE, _SPACES = "\t;|,", "^~\u00a6\x1f", "  "
_STEADY, _STEADIER = 0.7, 0.9  # the share of lines that must agree, and for a mark that few programs use
_LEAST_LINES = 3
_GAP = re.compile(r" {2,}")
_DECIMAL = re.compile(r"-?\d[\d.]*,\d{1,2}")
_SAMPLE = 200
_SEP_LINE = re.compile(r"\A\"?sep=(.)\"?[ ,;]*\n", re.IGNORECASE)
_SWALLOWED_LINES = 50


def read_delimited(
    name: str, data: bytes, answers: Map[str, str]
) -> tuple[Sheet, tuple[Issue, ...], tuple[Question, ...]]:
    """Return the file as one sheet named after it, what was odd about the text, and which code page must be told.

    Raises UnreadableFile: empty_file, unknown_format, too_many_cells, too_many_columns, damaged_file.
    """
    sheet = PurePath(name.replace("\\", "/")).stem or name
    read = decode(data, answers.get(f"{sheet}!encoding"))
    questions = _about_letters(sheet, data, read)
    text = re.sub(r"\r\r\n|\r\n|\r", "\n", read.text)
    if not text.strip():
        raise UnreadableFile("empty_file")
    issues = [Issue("encoding_doubtful", "warning", sheet, (), {"sheet": sheet})] if read.doubtful else []
    said = _SEP_LINE.match(text)
    body, shift = (text[said.end() :], 1) if said else (text, 0)
    delimiter = said[1] if said else find_delimiter(body)
    rows, ignored = _records(body, delimiter)
    if ignored:
        issues.append(Issue("quotes_ignored", "warning", sheet, (), {"sheet": sheet}))
    width = max(map(len, rows), default=0)
    if width > limits.MAX_COLUMNS:
        raise UnreadableFile("too_many_columns", sheet=sheet, n=width, limit=limits.MAX_COLUMNS)
    check_room(sheet, width * len(rows))
    strays = _strip_stray_quotes(rows)
    if strays:
        fields = {"sheet": sheet, "n": len(strays), "rows": ", ".join(str(row + shift) for row in strays[:5])}
        issues.append(Issue("stray_quotes", "warning", sheet, (), fields))
    return Sheet(sheet, tuple(map(tuple, rows)), first_row=1 + shift, text_only=True), tuple(issues), questions


def _about_letters(sheet: str, data: bytes, read: Decoded) -> tuple[Question, ...]:
    """Return the question which letters a file holds; what is read until it is answered is the likeliest."""
    if not read.pages:
        return ()
    readings = tuple(Reading(page, example_of(data, page)) for page in read.pages)
    fields = {"sheet": sheet, "text": readings[0].example}
    return (Question(f"{sheet}!encoding", "encoding", sheet, None, readings, fields),)


def find_delimiter(text: str) -> str:
    """Return the delimiter that cuts most lines into the same number of cells, two or more.

    Two spaces stand for columns that are lined up with spaces, which is only believed when every line agrees.
    """
    sample = "\n".join(text.split("\n", _SAMPLE)[:_SAMPLE])
    name, *cells = [line.strip() for line in sample.split("\n") if line.strip()] or [""]
    if cells and "," not in name and all(map(_DECIMAL.fullmatch, cells)):
        return ";"  # one column of amounts
    cuts = {mark: _cut(sample, mark) for mark in _DELIMITERS + _RARE}
    steady = [mark for mark in _DELIMITERS if cuts[mark][0] >= _STEADY]
    rare = [mark for mark in _RARE if cuts[mark][0] >= _STEADIER]
    if rare and all(cuts[mark][0] < cuts[rare[0]][0] or cuts[mark][1] < cuts[rare[0]][1] for mark in steady):
        return rare[0]
    if all(cuts[mark][0] < 1 for mark in steady) and _is_lined_up(sample):
        return _SPACES
    return steady[0] if steady else max(_DELIMITERS, key=lambda mark: (cuts[mark][0], mark == ","))


def _cut(sample: str, delimiter: str) -> tuple[float, int]:
    """Return the share of the lines that a delimiter cuts into the most usual number of cells, and that number."""
    if delimiter not in sample:
        return 0.0, 1
    try:
        widths = Counter(len(row) for row in csv.reader(io.StringIO(sample), delimiter=delimiter) if any(row))
    except csv.Error:
        return 0.0, 1
    cut = Counter({width: count for width, count in widths.items() if width > 1})
    width, count = cut.most_common(1)[0] if cut else (1, 0)
    return count / max(1, widths.total()), width


def _is_lined_up(sample: str) -> bool:
    widths = [len(_GAP.split(line.strip())) for line in sample.split("\n") if line.strip()]
    return len(widths) >= _LEAST_LINES and widths[0] > 1 and len(set(widths)) == 1


def _records(text: str, delimiter: str) -> tuple[list[list[str]], bool]:
    """Return the rows, and whether quotes were left as they stand because one of them is never closed."""
    if delimiter == _SPACES:
        return [_GAP.split(line.strip()) if line.strip() else [] for line in text.split("\n")], False
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
