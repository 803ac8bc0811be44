"""Which rows of a table are data: blank rows, totals, notes, headings and repeated headers are told apart from it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kpi_core.read.cells import Kind, Row, as_text, is_blank, kind_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpi_core.read.header import Layout

_WORDS = r"(?:sub|eind|grand|algemeen|general|generaal)?[\s-]*(?:totaal|totalen|totals?)"
BARE_TOTAL = re.compile(rf"(?:{_WORDS}(?:\s+gener(?:aa|a)l)?|som|sum|saldo totaal)\s*[:.=]?", re.IGNORECASE)
LOOSE_TOTAL = re.compile(rf"(?<!\w){_WORDS}(?!\w)", re.IGNORECASE)
_SUBTOTAL_OF = re.compile(r"sub[\s-]*tota(?:al|l)(?!\w)", re.IGNORECASE)
_SUB = re.compile(r"\bsub", re.IGNORECASE)
_AVERAGE = re.compile(
    r"(?:gemiddelde?|gem\.?|averages?|avg\.?|mean|mediaan|median|maximum|max\.?|minimum|min\.?)\s*:?", re.IGNORECASE
)
_PARTS = ("tota", "som", "sum", "gem", "average", "avg", "mean", "media", "max", "min")
_MAX_LABEL = 60


@dataclass
class Body:
    """Positions in `Sheet.cells`. data: rows to read. totals: rows sure to be totals. doubtful: rows whose label says
    total while they may be data; they are among `data` until the sums decide. others: (row, reason) left out.
    next_table: where another header begins, None = nowhere."""

    data: list[int] = field(default_factory=list)
    totals: list[int] = field(default_factory=list)
    doubtful: list[int] = field(default_factory=list)
    others: list[tuple[int, str]] = field(default_factory=list)
    next_table: int | None = None


def sort_rows(rows: Sequence[Row], layout: Layout, kinds: dict[int, Kind]) -> Body:
    """Return what each row below the header is. kinds: the usual kind of each column, from its first rows."""
    body = Body()
    header = _header_texts(rows, layout)
    key = next(iter(header), 0)
    opening = header.get(key) or "\0"
    first_word = opening.split()[0]
    width = len(layout.columns)
    few = max(1, int(width * 0.34))
    after_blank = False
    for position in range(layout.start, len(rows)):
        row = rows[position]
        cell = row[key]
        empty = row.count("") + row.count(None)
        if empty == len(row) or ((not row[0] or str(row[0]).isspace()) and is_blank(row)):
            body.others.append((position, "empty"))
            after_blank = True
            continue
        if type(cell) is str and first_word in cell and as_text(cell) == opening and _repeats(row, header):
            body.others.append((position, "repeated_header"))
        elif after_blank and _opens_table(rows, position, kinds):
            body.next_table = position
            break
        elif len(row) - empty <= few and width > 2 and _is_heading(row, layout, kinds, position, rows):
            body.others.append((position, "title"))
        else:
            body.data.append(position)
        after_blank = False
    _take_notes_off(body, rows, layout, kinds)
    _find_totals(body, rows, layout, kinds)
    while body.others and body.others[-1][1] == "empty" and body.others[-1][0] > _last(body):
        body.others.pop()
    return body


def _last(body: Body) -> int:
    kept = [position for position, reason in body.others if reason != "empty"]
    return max([*body.data[-1:], *body.totals[-1:], *kept[-1:]], default=-1)


def _header_texts(rows: Sequence[Row], layout: Layout) -> dict[int, str]:
    if layout.header is None:
        return {}
    last = rows[layout.header[1]]
    return {c: text for c in layout.columns if c < len(last) and (text := as_text(last[c]))}


def _repeats(row: Row, header: dict[int, str]) -> bool:
    return all(as_text(row[column]) == text for column, text in header.items())


def _opens_table(rows: Sequence[Row], position: int, kinds: dict[int, Kind]) -> bool:
    """Return whether a row after a blank one is the header of another table: labels only, above cells that are not."""
    row = rows[position]
    filled = {column: kind_of(cell) for column, cell in enumerate(row) if kind_of(cell) != "empty"}
    if len(filled) < 2 or any(kind != "text" for kind in filled.values()):
        return False
    if not any(kinds.get(column) in ("number", "date", "bool", None) for column in filled):
        return False
    below = next((other for other in rows[position + 1 : position + 3] if not is_blank(other)), None)
    if below is None:
        return False
    under = {column: kind_of(below[column]) for column in filled if column < len(below)}
    full = sum(kind != "empty" for kind in under.values()) >= max(2, len(filled) // 2)
    return full and any(kind in ("number", "date") for kind in under.values())


def _is_heading(row: Row, layout: Layout, kinds: dict[int, Kind], position: int, rows: Sequence[Row]) -> bool:
    """Return whether a row only announces the rows below it: one text, where its neighbours are full."""
    filled = [column for column, cell in enumerate(row) if kind_of(cell) != "empty"]
    if len(filled) != 1 or kind_of(row[filled[0]]) != "text" or filled[0] not in layout.columns[:2]:
        return False
    measured = [column for column, kind in kinds.items() if kind in ("number", "date")]
    near = [rows[other] for other in (position - 1, position + 1) if layout.start <= other < len(rows)]
    full = [sum(kind_of(cell) != "empty" for cell in other) > len(layout.columns) * 0.6 for other in near]
    return bool(measured) and any(full)


def _take_notes_off(body: Body, rows: Sequence[Row], layout: Layout, kinds: dict[int, Kind]) -> None:
    """Move the footnotes at the end from the data to the rows left out."""
    measured = [column for column, kind in kinds.items() if kind in ("number", "date", "bool")]
    taken: list[int] = []
    while len(body.data) > 1:
        row = rows[body.data[-1]]
        filled = [column for column, cell in enumerate(row) if kind_of(cell) != "empty"]
        texts = [column for column in filled if kind_of(row[column]) == "text"]
        if not texts:
            break
        silent = not any(kind_of(row[c]) in ("number", "date", "bool") for c in measured if c < len(row))
        apart = body.data[-1] - body.data[-2] > 1 or len(as_text(row[filled[0]])) > 40 or bool(taken)
        lone = len(filled) == 1 and len(layout.columns) > 1 and apart
        crossing = len(texts) == len(filled) and sum(column in measured for column in texts) > 1
        few = len(filled) <= max(1, len(layout.columns) * 0.34)
        if not silent or not (lone or crossing or (few and len(layout.columns) > 2)):
            break
        taken.append(body.data.pop())
    if not measured and len(taken) > 5:
        body.data.extend(reversed(taken))
        return
    body.others.extend((position, "note") for position in taken)
    body.others.sort()


def _find_totals(body: Body, rows: Sequence[Row], layout: Layout, kinds: dict[int, Kind]) -> None:
    searched = [c for c in layout.columns if c in layout.columns[:2] or kinds.get(c) not in ("number", "bool")]
    words = {column: _total_labels(rows, body.data, column) for column in searched}
    named = [(column, found) for column, found in words.items() if found]
    if not named:
        return
    kept = []
    for position in body.data:
        row = rows[position]
        label = next((cell for column, found in named if (cell := row[column]) in found), None)
        if label is None:
            kept.append(position)
        elif (sure := _is_total(row, label, kinds)) is True:
            body.totals.append(position)
        else:
            kept.append(position)
            if sure is None:
                body.doubtful.append(position)
    body.data = kept


def _total_labels(rows: Sequence[Row], positions: Sequence[int], column: int) -> set[object]:
    """Return the distinct cells of a column that may be the label of a total."""
    cells = {cell for position in positions if type(cell := rows[position][column]) is str}
    together = "\n".join(cells).lower()
    if not any(part in together for part in _PARTS):
        return set()
    return {cell for cell in cells if _says_total(cell)}


def _says_total(cell: str) -> bool:
    if len(cell) > _MAX_LABEL or not cell or cell[0].isdigit():
        return False
    return bool(LOOSE_TOTAL.search(cell) or BARE_TOTAL.fullmatch(cell.strip()) or _AVERAGE.fullmatch(cell.strip()))


def _is_total(row: Row, label: object, kinds: dict[int, Kind]) -> bool | None:
    """Return whether a row is a total: a label, numbers, and no other text or date; None = only its sums can tell.

    A bare label is sure, and so is one in a column of dates or numbers: it can be no value of that column.
    """
    filled = {column: kind_of(cell) for column, cell in enumerate(row) if kind_of(cell) != "empty"}
    others = [c for c, kind in filled.items() if kind in ("text", "date", "bool") and row[c] is not label]
    numbers = [c for c, kind in filled.items() if kind in ("number", "error")]
    text = str(label).strip()
    if not numbers or others:
        return False
    expected = [column for column, kind in kinds.items() if kind in ("text", "date")]
    sure = BARE_TOTAL.fullmatch(text) or _AVERAGE.fullmatch(text) or _SUBTOTAL_OF.match(text)
    misplaced = any(row[column] is label and kinds.get(column) in ("date", "number") for column in filled)
    return True if sure or misplaced or len(expected) > 2 else None


def is_subtotal(label: str) -> bool:
    """Return whether a total's label says it is a part of a larger one, or an average."""
    return bool(_SUB.search(label) or _AVERAGE.fullmatch(label.strip()))
