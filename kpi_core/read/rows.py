"""Which rows of a table are data: blank rows, totals, notes, headings and repeated headers are told apart from it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kpi_core.read.cells import Kind, Row, as_text, column_of, has_holes, is_blank, kind_of
from kpi_core.read.following import announces, begins_other, suspects
from kpi_core.read.labels import BARE_TOTAL, LOOSE_TOTAL, find_totals, is_subtotal
from kpi_core.read.notes import is_page_line, take_notes_off, why_no_data

if TYPE_CHECKING:
    from collections.abc import Container, Sequence
    from collections.abc import Set as AbstractSet

    from kpi_core.read.header import Layout

__all__ = ["BARE_TOTAL", "LOOSE_TOTAL", "Body", "is_subtotal", "sort_rows"]

FEW = 0.34  # a row with no more than this share of its cells filled may be a heading or a remark


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
    opening = header.get(key, "").casefold() or "\0"
    width = len(layout.columns)
    few = max(1, int(width * FEW))
    titles = _titles(rows, layout) if set(kinds.values()) & {"number", "date"} else None
    odd = suspects(rows, layout.start, kinds)
    looked_at = _looked_at(rows, layout, kinds, few, odd | _naming(rows, layout, key, opening))
    apart = False  # whether a blank row, or one and a line of text, stand right above
    for position in range(layout.start, len(rows)):
        if not apart and position not in looked_at:
            body.data.append(position)
            continue
        row = rows[position]
        cell = row[key]
        empty = row.count("") + row.count(None)
        if empty == len(row) or ((not row[0] or str(row[0]).isspace()) and is_blank(row)):
            body.others.append((position, "empty"))
            apart = True
            continue
        if type(cell) is str and cell.strip().casefold() == opening and _repeats(row, header):
            body.others.append((position, "repeated_header"))
        elif (apart or position in odd) and begins_other(rows, position, kinds, body.data, apart=apart):
            body.next_table = position
            break
        elif len(row) - empty <= few and (reason := titles is not None and why_no_data(row, titles)):
            body.others.append((position, reason))
        elif apart and titles is not None and is_page_line(row):
            body.others.append((position, "page"))
        elif len(row) - empty <= few and width > 2 and _is_heading(row, layout, kinds, position, rows):
            body.others.append((position, "title"))
        else:
            body.data.append(position)
        apart = apart and announces(row)
    take_notes_off(body, rows, layout, kinds)
    find_totals(body, rows, layout, kinds)
    while body.others and body.others[-1][1] == "empty" and body.others[-1][0] > _last(body):
        body.others.pop()
    return body


def _naming(rows: Sequence[Row], layout: Layout, key: int, opening: str) -> set[int]:
    """Return the rows that have what the header begins with in its first column, in capitals or not."""
    cells = column_of(rows, range(layout.start, len(rows)), key)
    return {
        at for at, cell in enumerate(cells, layout.start) if type(cell) is str and cell.strip().casefold() == opening
    }


def _looked_at(
    rows: Sequence[Row], layout: Layout, kinds: dict[int, Kind], few: int, odd: AbstractSet[int]
) -> Container[int]:
    """Return the rows that may be no data: only those that are odd, when enough columns are full in every row."""
    below, full = range(layout.start, len(rows)), 0
    for column in sorted(layout.columns, key=lambda column: kinds.get(column) not in ("number", "date")):
        full += not has_holes(column_of(rows, below, column))
        if full > few:
            return odd
    return below


def _last(body: Body) -> int:
    kept = [position for position, reason in body.others if reason != "empty"]
    return max([*body.data[-1:], *body.totals[-1:], *kept[-1:]], default=-1)


def _header_texts(rows: Sequence[Row], layout: Layout) -> dict[int, str]:
    if layout.header is None:
        return {}
    last = rows[layout.header[1]]
    return {c: text for c in layout.columns if c < len(last) and (text := as_text(last[c]))}


def _titles(rows: Sequence[Row], layout: Layout) -> frozenset[str]:
    """Return the lines above the header."""
    above = rows[max(0, layout.start - 15) : layout.header[0]] if layout.header else ()
    return frozenset(as_text(cell) for row in above if announces(row) for cell in row if as_text(cell))


def _repeats(row: Row, header: dict[int, str]) -> bool:
    """Return whether a row says the header again, maybe not all of it."""
    texts = {column: as_text(row[column]).casefold() for column in header}
    same = sum(texts[column] == text.casefold() for column, text in header.items())
    if same == len(header):
        return True
    return same > 2 and same * 2 >= len(header) and all(texts[c] in (text.casefold(), "") for c, text in header.items())


def _is_heading(row: Row, layout: Layout, kinds: dict[int, Kind], position: int, rows: Sequence[Row]) -> bool:
    """Return whether a row only announces the rows below it: one text, where its neighbours are full."""
    filled = [column for column, cell in enumerate(row) if kind_of(cell) != "empty"]
    if len(filled) != 1 or kind_of(row[filled[0]]) != "text" or filled[0] not in layout.columns[:2]:
        return False
    measured = [column for column, kind in kinds.items() if kind in ("number", "date")]
    near = [rows[other] for other in (position - 1, position + 1) if layout.start <= other < len(rows)]
    full = [sum(kind_of(cell) != "empty" for cell in other) > len(layout.columns) * 0.6 for other in near]
    return bool(measured) and any(full)
