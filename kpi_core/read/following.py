"""Where a table ends because another begins below it, with or without a blank row or a title in between."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kpi_core.read.cells import Kind, Row, as_text, column_of, is_blank, kind_of
from kpi_core.read.notes import why_no_data

if TYPE_CHECKING:
    from collections.abc import Sequence

_YEAR = re.compile(r"(?:19|20)\d\d")
_DIGIT = re.compile(r"\d")
_MEASURED = ("number", "date")
_MOST_SUSPECTS = 0.05  # more rows with words under a number than this share are no headers
_LOOKED_AT = 25
_USUAL = 0.8  # a table of which this share of the rows has a number or a date does not go on without


def suspects(rows: Sequence[Row], start: int, kinds: dict[int, Kind]) -> frozenset[int]:
    """Return the rows that hold a word where numbers or dates are usual: other headers may be among them."""
    measured = [column for column, kind in kinds.items() if kind in _MEASURED]
    found: set[int] = set()
    for column in {*measured[:1], *measured[-1:]}:
        cells = list(column_of(rows, range(start, len(rows)), column))
        if str in set(map(type, cells)):
            found.update(at for at, cell in enumerate(cells, start) if type(cell) is str and cell[:1].isalpha())
    return frozenset(found) if len(found) <= _MOST_SUSPECTS * len(rows) + 5 else frozenset()


def begins_other(
    rows: Sequence[Row], position: int, kinds: dict[int, Kind], data: Sequence[int], *, apart: bool
) -> bool:
    """Return whether a row begins another table. data: the rows of this one so far. apart: it stands below a blank row."""
    filled = [column for column, cell in enumerate(rows[position]) if kind_of(cell) != "empty"]
    if len(filled) < 2:
        return False
    if apart:
        opens = _opens(rows, position, kinds) or _opens_periods(rows, position)
        return opens or _leaves(rows, position, kinds, data)
    texts = [as_text(rows[position][column]) for column in filled]
    labels = len(set(texts)) == len(texts) and not any(_DIGIT.search(text) for text in texts)
    long_enough = len(data) > 1 and position + 1 < len(rows) and not is_blank(rows[position + 1])
    if not labels or not long_enough or not _opens(rows, position, kinds):
        return False
    worded = sum(kinds.get(column) in _MEASURED for column in filled)
    return worded > 1 or announces(rows[position - 1]) or not _fits(rows[position + 1], kinds)


def announces(row: Row) -> bool:
    """Return whether a row is one line of text, as a title is."""
    filled = [cell for cell in row if kind_of(cell) != "empty"]
    return len(filled) == 1 and kind_of(filled[0]) == "text"


def _opens(rows: Sequence[Row], position: int, kinds: dict[int, Kind]) -> bool:
    """Return whether a row is a header: labels only, not all where this table has words, above cells that are not."""
    row = rows[position]
    filled = {column: kind_of(cell) for column, cell in enumerate(row) if kind_of(cell) != "empty"}
    if any(kind != "text" for kind in filled.values()):
        return False
    below = next((other for other in rows[position + 1 : position + 3] if not is_blank(other)), None)
    if below is None:
        return False
    under = {column: kind_of(below[column]) for column in filled if column < len(below)}
    measured = any(kinds.get(column) in ("number", "date", "bool", None) for column in filled)
    if not measured and all(kind in ("text", "empty") for kind in under.values()):
        return False
    if not measured and _fits(below, kinds):
        return False
    full = sum(kind != "empty" for kind in under.values()) >= max(2, len(filled) // 2)
    return full and any(kind in _MEASURED for kind in under.values())


def _opens_periods(rows: Sequence[Row], position: int) -> bool:
    """Return whether a row is a label and periods side by side, such as "jan 2025" or 2024, above a label and numbers."""
    first, *others = [column for column, cell in enumerate(rows[position]) if kind_of(cell) != "empty"]
    below = rows[position + 1] if position + 1 < len(rows) else ()
    named = kind_of(rows[position][first]) == "text" and first < len(below) and kind_of(below[first]) == "text"
    periods = all(
        kind_of(rows[position][column]) == "date" or _YEAR.fullmatch(as_text(rows[position][column]))
        for column in others
    )
    under = [kind_of(below[column]) for column in others if column < len(below)]
    return named and periods and len(others) > 1 and "number" in under and set(under) <= {"number", "empty"}


def _fits(row: Row, kinds: dict[int, Kind]) -> bool:
    """Return whether a row has a number or a date in half the places where this table has one."""
    measured = [column for column, kind in kinds.items() if kind in _MEASURED and column < len(row)]
    return sum(kind_of(row[column]) == kinds[column] for column in measured) * 2 >= len(measured)


def _leaves(rows: Sequence[Row], position: int, kinds: dict[int, Kind], data: Sequence[int]) -> bool:
    """Return whether the rows up to the next blank one have nothing where this table has its numbers and dates."""
    measured = [column for column, kind in kinds.items() if kind in _MEASURED]
    block: list[Row] = []
    for row in rows[position : position + _LOOKED_AT]:
        if is_blank(row):
            break
        block.append(row)
    wide = sum(sum(kind_of(cell) != "empty" for cell in row) > 1 and not _remark(row) for row in block)
    so_far = [rows[other] for other in data[-_LOOKED_AT:]]
    if not so_far or wide < 2 or sum(_measures(row, kinds, measured) for row in so_far) < _USUAL * len(so_far):
        return False
    return not any(_measures(row, kinds, measured) for row in block)


def _measures(row: Row, kinds: dict[int, Kind], measured: Sequence[int]) -> bool:
    return any(kind_of(row[column]) == kinds[column] for column in measured if column < len(row))


def _remark(row: Row) -> bool:
    first = next((text for cell in row if (text := as_text(cell))), "")
    return first.endswith(":") or why_no_data(row, frozenset()) is not None
