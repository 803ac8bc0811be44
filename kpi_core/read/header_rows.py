"""Header rows that belong together, and the names they give the columns below them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kpi_core.read.cells import Row, as_text, kind_of

if TYPE_CHECKING:
    from collections.abc import Sequence

_MAX_DEPTH = 6
_UNIT = re.compile(r"[(\[].*[)\]]")
_YEAR = re.compile(r"(?:19|20)\d\d")
_BARE_UNIT = re.compile(
    r"[#€$£%]|eur|euro|usd|gbp|aantal|stuks?|st\.|pcs|kg|km|uur|uren|min\.?|dagen|k€|%-?p(?:un)?t", re.IGNORECASE
)


def top_of_header(rows: Sequence[Row], last: int, merged: Sequence[tuple[int, int, int, int]]) -> int:
    """Return the first of the header rows that end at `last`: rows right above that group or name its columns."""
    top = last
    used = columns_in_use(rows, last)
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
    if set(texts) == named and len(texts) > 2:
        return True  # the same columns named twice: in two languages, or in two lines
    if len(texts) == len(named) and all(_UNIT.fullmatch(as_text(rows[below][column])) for column in named):
        return True
    return all(column in spans or column not in named or _reaches(column, texts, named) for column in texts)


def _reaches(column: int, texts: list[int], named: set[int]) -> bool:
    """Return whether a text stretches over the next column too: that one is named below and has no text of its own."""
    return column + 1 in named and column + 1 not in texts


def bottom_of_header(last: int, merged: Sequence[tuple[int, int, int, int]]) -> int:
    """Return the last header row: a cell merged downwards takes the rows it covers along."""
    reach = [area[2] for area in merged if area[0] <= last < area[2] and area[2] - area[0] < _MAX_DEPTH]
    return max([last, *reach])


def columns_in_use(rows: Sequence[Row], first: int) -> tuple[int, ...]:
    """Return the columns that hold something from a row on."""
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


def name_of(
    rows: Sequence[Row], first: int, last: int, column: int, merged: Sequence[tuple[int, int, int, int]]
) -> str:
    """Return the name of a column: the texts above it, each once, group headers first."""
    parts: list[str] = []
    for index in range(first, last + 1):
        text = text_at(rows, index, column)
        if not text and index < last:
            text = _group_of(rows, index, column, last, merged)
        if text and text not in parts:
            parts.append(text)
    return " ".join(parts)


def text_at(rows: Sequence[Row], index: int, column: int) -> str:
    """Return a cell as text on one line, "" outside the row."""
    row = rows[index]
    return " ".join(as_text(row[column]).split()) if column < len(row) else ""


def _group_of(
    rows: Sequence[Row], index: int, column: int, last: int, merged: Sequence[tuple[int, int, int, int]]
) -> str:
    """Return the group header that stretches over a column: by its merged range, else the nearest text to the left."""
    for top, left, bottom, right in merged:
        if top <= index <= bottom and left < column <= right:
            return text_at(rows, index, left) if top == index else ""
    if any(area[0] == index and area[3] > area[1] for area in merged) or not text_at(rows, last, column):
        return ""
    for left in range(column - 1, -1, -1):
        if text := text_at(rows, index, left):
            return text if text_at(rows, last, left) else ""
    return ""


def is_unit_row(row: Row) -> bool:
    """Return whether every filled cell of a row is a unit in brackets."""
    return all(_UNIT.fullmatch(text) for cell in row if kind_of(cell) != "empty" and (text := as_text(cell)))


def units_below(rows: Sequence[Row], last: int) -> int:
    """Return the last header row: one more when the row below holds bare units alone ("€", "%", "#"), and few of them."""
    if last + 1 >= len(rows):
        return last
    texts = {column: as_text(cell) for column, cell in enumerate(rows[last + 1]) if kind_of(cell) != "empty"}
    named = {column for column, cell in enumerate(rows[last]) if kind_of(cell) != "empty"}
    bare = bool(texts) and all(_BARE_UNIT.fullmatch(text) or _UNIT.fullmatch(text) for text in texts.values())
    return last + 1 if texts.keys() <= named and (bare or _are_years(rows[last], texts, len(named))) else last


def _are_years(names: Row, texts: dict[int, str], width: int) -> bool:
    """Return whether a row tells columns of one name apart by their years, with nothing under the other names."""
    same = {as_text(names[column]) for column in texts}
    distinct = len(set(texts.values())) == len(texts)
    return 1 < len(texts) < width and len(same) == 1 and distinct and all(map(_YEAR.fullmatch, texts.values()))
