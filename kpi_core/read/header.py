"""Where a table is in its sheet: the header row below logos and titles, and header rows that belong together."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpi_core.read.cells import Kind, Row, as_text, is_blank, kind_of
from kpi_core.read.header_rows import (
    bottom_of_header,
    columns_in_use,
    is_unit_row,
    name_of,
    text_at,
    top_of_header,
    units_below,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

SEARCHED_ROWS = 80
_BODY_ROWS = 25
_LONG_HEADER = 90
_YEAR = re.compile(r"(19|20)\d\d(0[1-9]|1[0-2])?")  # or a month: 202501
_DATA_START = re.compile(r"[-+(]?\s*[€$£]?\s*[-+(]?\d")
_LEAST_SCORE = 0.2
_LONE = 0.2
_FORM = 0.6  # a block in which more of the lines than this begin with a label and a colon is a form
_FORM_COLUMNS = 3
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
    wide = len(columns_in_use(rows, filled[0])) > 2
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
    best = _above_labels(rows, _above_data(rows, best))
    if best > 0 and units_below(rows, best - 1) == best:
        best -= 1
    first = top_of_header(rows, best, merged)
    best = units_below(rows, bottom_of_header(best, merged))
    used = columns_in_use(rows, first)
    names = tuple(name_of(rows, first, best, column, merged) for column in used)
    assumed = all(kind in ("text", "empty") for kind in body_of(rows, best + 1).kinds.values())
    values = [index for index in filled if index < first and _holds_values(rows[index], used)]
    if assumed and (values or all(len(name) <= 1 for name in names)):
        fewest = 0 if values else 1
        wider = (index for index in filled if sum(kind_of(cell) != "empty" for cell in rows[index]) > fewest)
        start = next(wider, filled[0])
        used = columns_in_use(rows, start)
        return Layout(None, start, used, ("",) * len(used))
    if _is_form(rows, first, used):
        return None
    return Layout((first, best), best + 1, used, names, assumed)


def _holds_values(row: Row, used: tuple[int, ...]) -> bool:
    return all(kind_of(row[column]) in ("number", "date") for column in used if column < len(row))


def _is_form(rows: Sequence[Row], first: int, used: tuple[int, ...]) -> bool:
    """Return whether rows are a form: a label that ends in a colon, and beside it what was filled in."""
    block = [row for row in rows[first : first + _BODY_ROWS] if not is_blank(row)]
    labels = [next((text for cell in row if (text := as_text(cell))), "") for row in block]
    return len(used) <= _FORM_COLUMNS and sum(label.endswith(":") for label in labels) > _FORM * len(labels)


def _above_labels(rows: Sequence[Row], index: int) -> int:
    """Return the first of the rows of words right above a header that fill the same columns: the others are data.

    One such row above a header of three columns or more is a header in two languages or of two lines.
    """
    own, above = _filled_columns(rows[index]), index
    while above > 0 and _filled_columns(rows[above - 1]) == own and not is_unit_row(rows[above]):
        if any(kind_of(rows[above - 1][column]) != "text" for column in own):
            break
        above -= 1
    return above if len(own) > 1 and (index - above > 1 or (index > above and len(own) == _FORM_COLUMNS - 1)) else index


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
    body = body_of(rows, units_below(rows, index) + 1)
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
        return below == "number" or (below != "date" and periods)  # a month without figures yet, or with a word
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


def _headless(rows: Sequence[Row], filled: list[int]) -> Layout | None:
    """Return the layout of rows that start at once: two rows or more that look alike, of two cells or more."""
    first, below = body_of(rows, filled[0]), body_of(rows, filled[0] + 1)
    kinds = {kind_of(cell) for cell in rows[filled[0]]}
    if kinds <= {"text", "empty"} and set(below.kinds.values()) - {"text"}:
        columns = columns_in_use(rows, filled[0])
        names = tuple(text_at(rows, filled[0], column) for column in columns)
        return Layout((filled[0], filled[0]), filled[0] + 1, columns, names)
    if len(filled) == 1 and first.typical_fill > 1 and "text" not in kinds:
        columns = columns_in_use(rows, filled[0])
        return Layout(None, filled[0], columns, ("",) * len(columns))
    for index in filled:
        body = body_of(rows, index)
        if body.kinds and _agreement(body) > 0.7 and sum(not is_blank(row) for row in rows[index:]) >= 2:
            columns = columns_in_use(rows, index)
            return Layout(None, index, columns, ("",) * len(columns))
    return None
