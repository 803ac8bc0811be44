"""Group names on their own line between the rows: they become a column, filled for every row."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kpi_core.model import Issue
from kpi_core.read import limits
from kpi_core.read.cells import address, as_text, column_of, has_holes, kind_of
from kpi_core.read.examine import RawColumn

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpi_core.model import Sheet
    from kpi_core.read.cells import Row
    from kpi_core.read.header import Layout
    from kpi_core.read.reshaped import Reshaped

GROUP = "Groep"
_LONGEST_GROUP = 60
_LEAST_GROUPS = 2
_LOOKED_AT = 200
_FULL = 0.85
_FEW = 3  # a row with more cells than this in use is no heading, whatever they hold
_TOTAL_WORD = re.compile(r"(?<!\w)(?:sub)?[\s-]*tota(?:al|l|le|len|ls)(?!\w)|[:.]", re.IGNORECASE)
_PAGE = re.compile(r"(?:pagina|page|blad|seite)\s*\d+.*", re.IGNORECASE)


@dataclass(frozen=True)
class _Heading:
    position: int
    column: int
    text: str
    depth: int


def group_rows(sheet: Sheet, rows: Sequence[Row], layout: Layout, found: Reshaped) -> Reshaped:
    """Return the table with its groups as columns; `found` itself when it has none."""
    found = _named_totals(sheet, rows, found)
    headings = _headings(rows, layout, found)
    return _as_columns(sheet, rows, found, headings) if headings else found


def _named_totals(sheet: Sheet, rows: Sequence[Row], found: Reshaped) -> Reshaped:
    """Take the rows off whose label is a total of a name that stands above it: "Totaal Noord", "Noord totaal"."""
    if not found.body.doubtful:
        return found
    names = {
        as_text(cell).rstrip(":").lower()
        for position in range(found.body.doubtful[-1])
        for cell in rows[position]
        if type(cell) is str
    }
    totals = set()
    for position in found.body.doubtful:
        texts = [as_text(cell) for cell in rows[position] if kind_of(cell) == "text"]
        whole = " ".join(_TOTAL_WORD.sub(" ", texts[0]).split()).lower() if len(texts) == 1 else ""
        if whole and whole in names:
            totals.add(position)
    if not totals:
        return found
    kept = [place for place, position in enumerate(found.body.data) if position not in totals]
    body = replace(
        found.body,
        data=[found.body.data[place] for place in kept],
        totals=sorted({*found.body.totals, *totals}),
        doubtful=[position for position in found.body.doubtful if position not in totals],
    )
    numbers = tuple(position + sheet.first_row for position in body.data)
    return replace(found, raws=[pick(raw, kept) for raw in found.raws], rows=numbers, body=body)


def _headings(rows: Sequence[Row], layout: Layout, found: Reshaped) -> list[_Heading]:
    """Return the rows that hold one text and nothing else, with rows of the table below them."""
    data = found.body.data
    if len(data) < _LEAST_GROUPS or len(layout.columns) < _LEAST_GROUPS:
        return []
    first = next(iter(layout.columns))
    lone = []
    if all(has_holes(column_of(rows, data, column)) for column in layout.columns[2:]):
        lone = [position for position in data if len(rows[position]) - _blanks(rows[position]) <= _FEW]
    titles = [position for position, reason in found.body.others if reason == "title" and position >= layout.start]
    headings = [
        heading
        for position in sorted([*lone, *titles])
        if position < data[-1] and (heading := _heading(rows[position], position, layout.columns)) is not None
    ]
    if not headings:
        return []
    own = {heading.position for heading in headings}
    items = [position for position in data if position not in own]
    if not items or headings[-1].position > items[-1] or headings[0].column != first:
        return []
    return headings if _announce(headings, items, rows, first) else []


def _blanks(row: Row) -> int:
    return row.count("") + row.count(None)


def _heading(row: Row, position: int, columns: tuple[int, ...]) -> _Heading | None:
    filled = [column for column in columns if kind_of(row[column]) != "empty"]
    if len(filled) != 1 or filled[0] not in columns[:2] or kind_of(row[filled[0]]) != "text":
        return None
    text = str(row[filled[0]])
    if len(text) > _LONGEST_GROUP or text.strip().endswith((".", "!", "?")) or _PAGE.fullmatch(text.strip()):
        return None
    return _Heading(position, filled[0], text.strip().rstrip(":"), len(text) - len(text.lstrip()))


def _announce(headings: Sequence[_Heading], items: Sequence[int], rows: Sequence[Row], first: int) -> bool:
    """Return whether lone texts are headings and not rows with little in them.

    They are when the rows below are indented or leave their column blank, or when the table opens with one of several.
    """
    below = [str(rows[position][first] or "") for position in items if position > headings[0].position]
    inside = all(text.startswith(" ") or not text.strip() for text in below)
    opens = headings[0].position < items[0] and _LEAST_GROUPS <= len(headings) <= len(items)
    return inside or (opens and _full(items, rows))


def _full(items: Sequence[int], rows: Sequence[Row]) -> bool:
    """Return whether the other rows are filled: where they have holes too, a lone text is a row with more of them."""
    used = [{c for c, cell in enumerate(rows[at]) if kind_of(cell) != "empty"} for at in items[:_LOOKED_AT]]
    return sum(map(len, used)) >= _FULL * len(set().union(*used)) * len(used)


def _as_columns(sheet: Sheet, rows: Sequence[Row], found: Reshaped, headings: Sequence[_Heading]) -> Reshaped:
    own = {heading.position for heading in headings}
    kept = [place for place, position in enumerate(found.body.data) if position not in own]
    data = [found.body.data[place] for place in kept]
    levels = _levels(headings, data, _closing(rows, found))
    raws = [pick(raw, kept) for raw in found.raws]
    names_it = next((raw for raw in raws if raw.index == headings[0].column and not any(map(as_text, raw.cells))), None)
    raws = [raw for raw in raws if raw is not names_it]
    taken = {raw.name for raw in raws}
    name = names_it.name if names_it else GROUP
    groups = [_group_column(_free(name, taken), headings[0].column, level, sheet.first_row) for level in levels]
    others = [(position, reason) for position, reason in found.body.others if position not in own]
    body = replace(found.body, data=data, others=sorted([*others, *((position, "group") for position in own)]))
    names = ", ".join(heading.text for heading in headings[:5])
    cells = tuple(address(h.column, h.position + sheet.first_row) for h in headings[: limits.LISTED_CELLS])
    fields = {"sheet": sheet.name, "n": len(headings), "names": names, "column": groups[0].name}
    issue = Issue("group_rows", "info", sheet.name, cells, fields)
    return replace(
        found,
        raws=[*groups, *raws],
        rows=tuple(position + sheet.first_row for position in data),
        body=body,
        issues=(*found.issues, issue),
    )


def _levels(
    headings: Sequence[_Heading], data: Sequence[int], closing: dict[int, str]
) -> list[list[tuple[_Heading | None, int]]]:
    """Return per level of groups, the outermost first, the heading of every row and the row itself.

    closing: the labels of total rows by position; "Totaal Noord" ends the group "Noord".
    """
    indents = sorted({heading.depth for heading in headings})
    depths = {heading.position: indents.index(heading.depth) for heading in headings}
    deepest = max(depths.values())
    current: list[_Heading | None] = [None] * (deepest + 1)
    levels: list[list[tuple[_Heading | None, int]]] = [[] for _ in current]
    opening = {heading.position: heading for heading in headings}
    own = set(data)
    for position in sorted([*opening, *own, *closing]):
        if heading := opening.get(position):
            depth = depths[position]
            current[depth:] = [heading, *[None] * (deepest - depth)]
        elif position not in own:
            current = [group if group and group.text.lower() not in closing[position] else None for group in current]
            continue
        if position not in own:
            continue
        for level, heading in zip(levels, current, strict=True):
            level.append((heading, position))
    return levels


def _closing(rows: Sequence[Row], found: Reshaped) -> dict[int, str]:
    return {position: " ".join(map(as_text, rows[position])).lower() for position in found.body.totals}


def _group_column(name: str, column: int, level: Sequence[tuple[_Heading | None, int]], first_row: int) -> RawColumn:
    """Return the column of one level; every cell stands where its heading stands."""
    cells = tuple(heading.text if heading else "" for heading, _ in level)
    places = tuple((heading.position if heading else position) + first_row for heading, position in level)
    return RawColumn(name, name, column, cells, places)


def pick(raw: RawColumn, places: Sequence[int]) -> RawColumn:
    """Return some cells of a column."""
    return replace(
        raw,
        cells=tuple(raw.cells[place] for place in places),
        rows=tuple(raw.rows[place] for place in places),
        columns=tuple(raw.columns[place] for place in places) if raw.columns else (),
    )


def _free(name: str, taken: set[str]) -> str:
    free, number = name, 2
    while free in taken:
        free, number = f"{name} ({number})", number + 1
    taken.add(free)
    return free
