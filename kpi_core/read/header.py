"""Where a table is in its sheet: the header row below logos and titles, and header rows that belong together."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpi_core.read.cells import Kind, Row, as_text, is_blank, kind_of

if TYPE_CHECKING:
    from collections.abc import Sequence

SEARCHED_ROWS = 80
_BODY_ROWS = 25
_LONG_HEADER = 90
_MAX_DEPTH = 6
_YEAR = re.compile(r"(19|20)\d\d(0[1-9]|1[0-2])?")  # or a month: 202501
_UNIT = re.compile(r"[(\[].*[)\]]")
_DATA_START = re.compile(r"[-+(]?\s*[€$£]?\s*[-+(]?\d")
_LEAST_SCORE = 0.2
_LONE = 0.2
_DATA_ROWS = 3  # a header does not come after this many rows of data


@dataclass(frozen=True)
class Layout:
    """A header and where its data start, as positions in `Sheet.cells`.

    header: first and last position of the header rows, None = the table has no header. columns: the columns used.
    names: the header texts, joined, one per column. assumed: every column is text, so nothing proves the header.
    """

    header: tuple[int, int] | None
    start: int
    columns: tuple[int, ...]
    names: tuple[str, ...]
    assumed: bool = False


@dataclass(frozen=True)
class FirstRows:
    """What the rows below a candidate header look like: the usual kind per column in use, and the first of them."""

    kinds: dict[int, Kind]
    first: Row
    typical_fill: float


def find_header(rows: Sequence[Row], merged: Sequence[tuple[int, int, int, int]] = ()) -> Layout | None:
    """Return the layout of the first table in `rows`, or None when there is none.

    merged: ranges as (first row, first column, last row, last column), all as positions in `rows`.
    """
    filled = [index for index, row in enumerate(rows[: SEARCHED_ROWS * 4]) if not is_blank(row)][:SEARCHED_ROWS]
    if not filled:
        return None
    wide = len(_columns_in_use(rows, filled[0])) > 2
    scores, lone, data_rows = {}, set(), 0
    for index in filled:
        kinds = [kind_of(cell) for cell in rows[index]]
        full = sum(kind != "empty" for kind in kinds)
        scores[index] = _score(rows, index, merged)
        if wide and full == 1:
            lone.add(index)
            scores[index] *= _LONE
        data_rows += full * 2 > len(kinds) and any(kind in ("number", "date") for kind in kinds)
        if data_rows > _DATA_ROWS and max(scores.values()) >= _LEAST_SCORE:
            break
    best = max(scores, key=lambda index: scores[index])
    if scores[best] < _LEAST_SCORE or best in lone:
        return _headless(rows, filled)
    best = _above_data(rows, best)
    first = _top_of_header(rows, best, merged)
    best = _bottom_of_header(best, merged)
    used = _columns_in_use(rows, first)
    names = tuple(_name(rows, first, best, column, merged) for column in used)
    assumed = all(kind in ("text", "empty") for kind in body_of(rows, best + 1).kinds.values())
    return Layout((first, best), best + 1, used, names, assumed)


def _above_data(rows: Sequence[Row], index: int) -> int:
    """Return the clean row of labels above a header that looks like data itself ("5k", or the same twice), else `index`."""
    own = _filled_columns(rows[index])
    above = index
    while above > 0 and _like_data(rows[above]):
        above -= 1
    columns = _filled_columns(rows[above])
    clean = all(kind_of(rows[above][column]) == "text" for column in columns) and not _like_data(rows[above])
    return above if clean and own <= columns else index


def _filled_columns(row: Row) -> set[int]:
    return {column for column, cell in enumerate(row) if kind_of(cell) != "empty"}


def _like_data(row: Row) -> bool:
    texts = [as_text(cell) for cell in row if kind_of(cell) != "empty"]
    return len(set(texts)) < len(texts) or any(_DATA_START.match(text) for text in texts)


def _score(rows: Sequence[Row], index: int, merged: Sequence[tuple[int, int, int, int]] = ()) -> float:
    """Return how much a row looks like the last header row: filled, textual, distinct, and unlike what follows."""
    row = rows[index]
    if not all(kind_of(cell) in ("text", "empty", "date") or _is_label(row, c, None) for c, cell in enumerate(row)):
        return 0.0
    body = body_of(rows, index + 1)
    texts = {column: as_text(cell) for column, cell in enumerate(row) if as_text(cell)}
    if not body.kinds or not texts or any(len(text) > _LONG_HEADER * 3 for text in texts.values()):
        return 0.0
    labels = sum(_is_label(row, column, body.kinds.get(column)) for column in texts)
    if labels < len(texts):
        return 0.0
    above = [rows[position] for position in range(max(0, index - 2), index) if not is_blank(rows[position])]
    held = {column for top, left, bottom, right in merged if top < index <= bottom for column in range(left, right + 1)}
    held |= texts.keys()  # a cell merged downwards names its column in the last header row too
    named = sum(1.0 if column in held else 0.6 * _filled(above, column) for column in body.kinds)
    coverage = min(1.0, named / len(body.kinds))
    distinct = 0.5 + 0.5 * len(set(texts.values())) / len(texts)
    typed = [column for column, kind in body.kinds.items() if kind != "text"]
    contrast = sum(kind_of(row[column]) in ("text", "empty") for column in typed if column < len(row)) / len(body.kinds)
    agrees = _agreement(body)
    size = min(1.0, named / max(1.0, body.typical_fill))
    return (
        coverage * distinct * agrees * size * (0.6 + 0.4 * contrast)
        - (0.002 if typed else 0.02) * min(index, 40)
        - _wordy(texts)
    )


def _wordy(texts: dict[int, str]) -> float:
    return 0.3 * sum(len(text) > _LONG_HEADER for text in texts.values()) / len(texts)


def _is_label(row: Row, column: int, below: Kind | None) -> bool:
    """Return whether a cell can be a header: text, or a year or date in a row of them."""
    kind = kind_of(row[column])
    if kind == "text":
        return True
    if kind == "date":
        periods = sum(kind_of(cell) == "date" for cell in row) > 1
        return below == "number" or (below is None and periods)  # a month without figures yet
    named = any(kind_of(cell) == "text" for cell in row) or sum(kind_of(cell) == "number" for cell in row) > 2
    return kind == "number" and bool(_YEAR.fullmatch(as_text(row[column]))) and named


def _filled(rows: Sequence[Row], column: int) -> bool:
    return any(column < len(row) and kind_of(row[column]) == "text" for row in rows)


def body_of(rows: Sequence[Row], start: int) -> FirstRows:
    """Return what the rows from `start` on look like, judged from the first of them."""
    below: list[Row] = []
    blanks = 0
    for row in rows[start : start + _BODY_ROWS * 2]:
        blank = is_blank(row)
        blanks = blanks + 1 if blank else 0
        if len(below) >= _BODY_ROWS or (blanks > 2 and len(below) > 1):
            break
        if not blank:
            below.append(row)
    counts: dict[int, Counter[Kind]] = {}
    for row in below:
        for column, cell in enumerate(row):
            kind = kind_of(cell)
            if kind != "empty":
                counts.setdefault(column, Counter())[kind] += 1
    kinds = {column: counter.most_common(1)[0][0] for column, counter in sorted(counts.items())}
    fills = sorted(sum(kind_of(cell) != "empty" for cell in row) for row in below)
    return FirstRows(kinds, below[0] if below else (), fills[len(fills) // 2] if fills else 0)


def _agreement(body: FirstRows) -> float:
    """Return the share of the first row's cells that are of the usual kind of their column."""
    kinds = {column: kind_of(cell) for column, cell in enumerate(body.first) if kind_of(cell) != "empty"}
    if not kinds:
        return 0.0
    same = sum(kind == body.kinds.get(column) for column, kind in kinds.items()) / len(kinds)
    return same * min(1.0, 0.5 + len(kinds) / max(1.0, body.typical_fill) / 2)


def _top_of_header(rows: Sequence[Row], last: int, merged: Sequence[tuple[int, int, int, int]]) -> int:
    """Return the first of the header rows that end at `last`: rows right above that group or name its columns."""
    top = last
    used = _columns_in_use(rows, last)
    while top > 0 and top > last - 4 and _names_columns(rows, top - 1, top, used, merged):
        top -= 1
    if merged:
        reach = [area[0] for area in merged if area[0] < top <= area[2] <= last and area[2] > area[0]]
        top = min([top, *reach])
    return top


def _names_columns(
    rows: Sequence[Row], index: int, below: int, used: tuple[int, ...], merged: Sequence[tuple[int, int, int, int]]
) -> bool:
    row = rows[index]
    texts = [column for column, cell in enumerate(row) if kind_of(cell) != "empty"]
    if not texts or any(kind_of(row[column]) != "text" or len(as_text(row[column])) > 60 for column in texts):
        return False
    spans = {area[1]: area[3] for area in merged if area[0] == index and area[3] > area[1]}
    if any(right - left + 1 >= len(used) for left, right in spans.items()) or (len(texts) == 1 and texts[0] == used[0]):
        return False
    named = {column for column in used if column < len(rows[below]) and kind_of(rows[below][column]) != "empty"}
    if len(texts) == len(named) and all(_UNIT.fullmatch(as_text(rows[below][column])) for column in named):
        return True
    return all(column in spans or column not in named or _reaches(column, texts, named) for column in texts)


def _reaches(column: int, texts: list[int], named: set[int]) -> bool:
    """Return whether a text stretches over the next column too: that one is named below and has no text of its own."""
    return column + 1 in named and column + 1 not in texts


def _bottom_of_header(last: int, merged: Sequence[tuple[int, int, int, int]]) -> int:
    """Return the last header row: a cell merged downwards takes the rows it covers along."""
    reach = [area[2] for area in merged if area[0] <= last < area[2] and area[2] - area[0] < _MAX_DEPTH]
    return max([last, *reach])


def _columns_in_use(rows: Sequence[Row], first: int) -> tuple[int, ...]:
    used: set[int] = set()
    width = max((len(row) for row in rows[first : first + 200]), default=0)
    for row in rows[first:]:
        if len(used) == width:
            break
        used.update(
            c for c, cell in enumerate(row) if c not in used and cell not in ("", None) and kind_of(cell) != "empty"
        )
        width = max(width, len(row))
    return tuple(sorted(used))


def _name(rows: Sequence[Row], first: int, last: int, column: int, merged: Sequence[tuple[int, int, int, int]]) -> str:
    parts: list[str] = []
    for index in range(first, last + 1):
        text = _text_at(rows, index, column)
        if not text and index < last:
            text = _group_of(rows, index, column, last, merged)
        if text and text not in parts:
            parts.append(text)
    return " ".join(parts)


def _text_at(rows: Sequence[Row], index: int, column: int) -> str:
    row = rows[index]
    return " ".join(as_text(row[column]).split()) if column < len(row) else ""


def _group_of(
    rows: Sequence[Row], index: int, column: int, last: int, merged: Sequence[tuple[int, int, int, int]]
) -> str:
    """Return the group header that stretches over a column: by its merged range, else the nearest text to the left."""
    for top, left, bottom, right in merged:
        if top <= index <= bottom and left < column <= right:
            return _text_at(rows, index, left) if top == index else ""
    if any(area[0] == index and area[3] > area[1] for area in merged) or not _text_at(rows, last, column):
        return ""
    for left in range(column - 1, -1, -1):
        if text := _text_at(rows, index, left):
            return text if _text_at(rows, last, left) else ""
    return ""


def _headless(rows: Sequence[Row], filled: list[int]) -> Layout | None:
    """Return the layout of rows that start at once: two rows or more that look alike, of two cells or more."""
    first, below = body_of(rows, filled[0]), body_of(rows, filled[0] + 1)
    kinds = {kind_of(cell) for cell in rows[filled[0]]}
    if kinds <= {"text", "empty"} and set(below.kinds.values()) - {"text"}:
        columns = _columns_in_use(rows, filled[0])
        names = tuple(_text_at(rows, filled[0], column) for column in columns)
        return Layout((filled[0], filled[0]), filled[0] + 1, columns, names)
    if len(filled) == 1 and first.typical_fill > 1 and "text" not in kinds:
        columns = _columns_in_use(rows, filled[0])
        return Layout(None, filled[0], columns, ("",) * len(columns))
    for index in filled:
        body = body_of(rows, index)
        if body.kinds and _agreement(body) > 0.7 and sum(not is_blank(row) for row in rows[index:]) >= 2:
            columns = _columns_in_use(rows, index)
            return Layout(None, index, columns, ("",) * len(columns))
    return None
