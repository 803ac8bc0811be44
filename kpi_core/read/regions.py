"""Which tables a sheet holds: below each other and side by side, in the order of reading, each with rows of its own."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kpi_core.read.beside import only, parted
from kpi_core.read.cells import as_text, is_blank, kind_of
from kpi_core.read.following import announces
from kpi_core.read.header import Layout, body_of, find_header
from kpi_core.read.rows import Body, sort_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpi_core.read.cells import Row

Merged = tuple[int, int, int, int]
MOST_TABLES = 50
LEAST_ROWS = 2
LEAST_COLUMNS = 2
_MOST_TITLE_ROWS = 3
_LONGEST_TITLE = 120
_LEGEND = re.compile(
    r"legend[ae]?|toelichting|verklaring|uitleg|opmerking(?:en)?|let op|notes?|remarks?|explanation|key|disclaimer|voetnoten|footnotes|fu(?:ß|ss)noten|notes de bas de page|begrippen|definiti(?:es|ons)|bronn?(?:en)?"
    r"|legende|erl[aä]uterung(?:en)?|l[eé]gende|remarques?",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Region:
    """One table's share of a sheet. rows: the sheet's rows with the cells of other tables empty, all equally wide.

    top, bottom: its first position and the first after it, its title and its notes included. title: the text above it.
    """

    rows: Sequence[Row]
    layout: Layout
    body: Body
    top: int
    bottom: int
    title: str

    @property
    def first(self) -> int:
        """The position of its first header row, or of its first row of data."""
        return self.layout.header[0] if self.layout.header else self.layout.start

    @property
    def last(self) -> int:
        """The position of its last row of data or total."""
        return max([*self.body.data[-1:], *self.body.totals[-1:], self.layout.start - 1])

    @property
    def is_table(self) -> bool:
        """Whether there is enough of it for a table beside others: two rows of two columns, and no legend."""
        legend = any(_LEGEND.fullmatch(name.strip(" :")) for name in (*self.title.split(" · "), self.layout.names[0]))
        enough = len(self.body.data) >= LEAST_ROWS and len(self.layout.columns) >= LEAST_COLUMNS
        return enough and self.layout.header is not None and not legend


def find_regions(rows: Sequence[Row], merged: Sequence[Merged]) -> list[Region]:
    """Return every region of a sheet that looks like a table, top to bottom, left to right.

    rows: all equally wide. merged: ranges as positions in `rows`.
    """
    found = _stacked(rows, merged, 0, len(rows))
    return sorted(found, key=lambda region: (region.first, min(region.layout.columns)))


def merged_down(region: Region, merged: Sequence[Merged]) -> Region:
    """Return the region with every text or date of its data that is merged downwards in each row it covers.

    A merged amount counts once.
    """
    start, columns = region.layout.start, set(region.layout.columns)
    tall = [area for area in merged if area[2] > area[0] >= start and area[2] < region.bottom and area[1] in columns]
    tall = [area for area in tall if _says(region.rows[area[0]][area[1]])]
    if not tall:
        return region
    rows = list(region.rows)
    for top, left, bottom, _ in tall:
        for position in range(top + 1, bottom + 1):
            row = list(rows[position])
            row[left] = rows[top][left]
            rows[position] = row
    return replace(region, rows=rows)


def _says(cell: object) -> bool:
    return kind_of(cell) in ("text", "date") or (kind_of(cell) == "empty" and bool(as_text(cell)))  # "NA" may be a name


def _stacked(rows: Sequence[Row], merged: Sequence[Merged], top: int, bottom: int) -> list[Region]:
    found: list[Region] = []
    while top < bottom and len(found) < MOST_TABLES:
        region = _first(rows, merged, top, bottom)
        if region is None:
            break
        for end in dict.fromkeys((bottom, region.bottom)):
            blocks = parted(rows[top:end], region.layout, top)
            if blocks:
                for left, right in blocks:
                    own = [area for area in merged if left <= area[1] <= right]
                    found += _stacked(only(rows, left, right, top, end), own, top, end)
                top = end
                break
        else:
            found.append(region)
            top = region.bottom
    return found


def _first(rows: Sequence[Row], merged: Sequence[Merged], top: int, bottom: int) -> Region | None:
    """Return the first region between two positions; its columns are those of its own rows."""
    found = _sorted(rows, merged, top, bottom)
    if found is None:
        return None
    layout, body = found
    above = _above(rows, merged, top, layout)
    while above is not None:
        bottom = _with_title(rows, layout.header[0] if layout.header else layout.start, above[0].start)
        layout, body = _sorted(rows, merged, top, bottom) or above
        above = _above(rows, merged, top, layout)
    if body.next_table is not None:
        bottom = _with_title(rows, body.next_table, layout.start)
        layout, body = _sorted(rows, merged, top, bottom) or (layout, body)
    return Region(rows, layout, body, top, bottom, _title(rows, top, layout))


def _above(rows: Sequence[Row], merged: Sequence[Merged], top: int, layout: Layout) -> tuple[Layout, Body] | None:
    """Return a table between a position and the header below it that lines of text and loose values do not make."""
    end = layout.header[0] if layout.header else layout.start
    if end - top <= LEAST_ROWS or (found := _sorted(rows, merged, top, end)) is None:
        return None
    own, body = found
    kinds = body_of(rows[:end], own.start).kinds
    measured = [column for column in own.columns if kinds.get(column) in ("number", "date")]
    uniform = [c for c in measured if all(kind_of(rows[at][c]) in (kinds[c], "empty") for at in body.data)]
    narrow = len(own.columns) == LEAST_COLUMNS and len(layout.columns) > 2 * LEAST_COLUMNS - 1
    enough = len(body.data) >= LEAST_ROWS + narrow and len(own.columns) >= LEAST_COLUMNS
    proper = own.header is not None and not own.assumed and not any(name.endswith(":") for name in own.names)
    proper = proper and any(own.names[1:])  # one line of text is a title
    return found if enough and proper and measured and uniform == measured else None


def _sorted(rows: Sequence[Row], merged: Sequence[Merged], top: int, bottom: int) -> tuple[Layout, Body] | None:
    part = rows if top == 0 and bottom == len(rows) else rows[top:bottom]
    moved = [(a[0] - top, a[1], a[2] - top, a[3]) for a in merged if top <= a[0] < bottom]
    layout = find_header(part, moved)
    if layout is None:
        return None
    body = sort_rows(part, layout, body_of(part, layout.start).kinds)
    return (_moved(layout, top), _shifted(body, top)) if top else (layout, body)


def _moved(layout: Layout, by: int) -> Layout:
    header = (layout.header[0] + by, layout.header[1] + by) if layout.header else None
    return replace(layout, header=header, start=layout.start + by)


def _shifted(body: Body, by: int) -> Body:
    return Body(
        [position + by for position in body.data],
        [position + by for position in body.totals],
        [position + by for position in body.doubtful],
        [(position + by, reason) for position, reason in body.others],
        None if body.next_table is None else body.next_table + by,
    )


def _with_title(rows: Sequence[Row], position: int, start: int) -> int:
    """Return where the lines of text right above a header begin; those that end the table above are not among them."""
    below = position - 1
    while below > start and is_blank(rows[below]):
        below -= 1
    above = below
    while above > start and below - above < _MOST_TITLE_ROWS and announces(rows[above]):
        above -= 1
    closing = below < position - 1 and not is_blank(rows[above])
    return position if above == below or closing else above + 1


def _title(rows: Sequence[Row], top: int, layout: Layout) -> str:
    """Return the last lines of text above a header, "" when there are none."""
    end = layout.header[0] if layout.header else layout.start
    lines: list[str] = []
    for position in range(end - 1, max(top, end - 2 * _MOST_TITLE_ROWS) - 1, -1):
        texts = [" ".join(as_text(cell).split()) for cell in rows[position] if kind_of(cell) == "text"]
        if lines and not texts:
            break
        if texts and len(texts) <= 2 and len(lines) < _MOST_TITLE_ROWS:
            lines.insert(0, " ".join(texts).strip("#* -="))
    return " · ".join(line for line in lines if line)[:_LONGEST_TITLE]
