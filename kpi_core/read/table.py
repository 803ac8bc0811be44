"""One sheet to one `Table`: header, rows, types, sums, in that order."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from kpi_core.model import Issue, Receipt, Skipped, Table
from kpi_core.read import limits
from kpi_core.read.beside import beside, tell_beside, without
from kpi_core.read.cells import as_text, kind_of, letter
from kpi_core.read.examine import RawColumn
from kpi_core.read.header import Layout, body_of, find_header
from kpi_core.read.receipt import check_sums, is_sum_of, tell_kept
from kpi_core.read.rows import Body, is_subtotal, sort_rows
from kpi_core.read.values import Typed, type_columns

if TYPE_CHECKING:
    from collections.abc import Mapping as Map
    from collections.abc import Sequence

    import numpy.typing as npt

    from kpi_core.model import Sheet
    from kpi_core.read.cells import Row


@dataclass(frozen=True)
class _Found:
    layout: Layout
    body: Body


def read_table(sheet: Sheet, answers: Map[str, str]) -> Table | None:
    """Return the table of a sheet, None when it has none. Of several the largest is kept, and said so.

    A table with a header and no rows comes back empty.
    """
    rows = rectangular(sheet.cells)
    merged = [(a[0] - sheet.first_row, a[1], a[2] - sheet.first_row, a[3]) for a in sheet.merged]
    found = _regions(rows, merged)
    if not found:
        return None
    chosen = _largest(found)
    aside = beside(rows, chosen.layout, chosen.body.data)
    if aside:
        rows = without(rows, aside, (chosen.layout.header or (chosen.layout.start,))[0])
        found = _regions(rows, merged)
        chosen = _largest(found)
    table = _build(sheet, rows, chosen, [region for region in found if region is not chosen], answers)
    return replace(table, issues=(*table.issues, tell_beside(sheet.name, aside))) if aside else table


def _largest(found: Sequence[_Found]) -> _Found:
    return max(found, key=lambda region: len(region.body.data))


def rectangular(rows: Sequence[Row]) -> Sequence[Row]:
    """Return the rows, all as wide as the widest."""
    width = max(map(len, rows), default=0)
    if all(len(row) == width for row in rows):
        return rows
    return [[*row, *[""] * (width - len(row))] for row in rows]


def _regions(rows: Sequence[Row], merged: Sequence[tuple[int, int, int, int]]) -> list[_Found]:
    found: list[_Found] = []
    start = 0
    while start < len(rows) and len(found) < 50:
        part = rows[start:] if start else rows
        moved = [(a[0] - start, a[1], a[2] - start, a[3]) for a in merged if a[0] >= start]
        layout = find_header(part, moved)
        if layout is None:
            break
        body = sort_rows(part, layout, body_of(part, layout.start).kinds)
        following = body.next_table
        found.append(_Found(_moved(layout, start), _shift(body, start)))
        if following is None:
            break
        start += following
    return found


def _moved(layout: Layout, by: int) -> Layout:
    header = (layout.header[0] + by, layout.header[1] + by) if layout.header else None
    return replace(layout, header=header, start=layout.start + by)


def _shift(body: Body, by: int) -> Body:
    return Body(
        [position + by for position in body.data],
        [position + by for position in body.totals],
        [position + by for position in body.doubtful],
        [(position + by, reason) for position, reason in body.others],
    )


def _build(
    sheet: Sheet, rows: Sequence[Row], found: _Found, left_out: Sequence[_Found], answers: Map[str, str]
) -> Table:
    layout, body = found.layout, found.body
    raws, issues = _raw_columns(sheet, rows, layout, body)
    typed = type_columns(raws, sheet.name, answers, [rows[position] for position in body.totals])
    kept, total, sums_rows = _settle_totals(sheet, rows, body, typed)
    numbers = np.array(body.data, dtype="int64") + sheet.first_row
    frame = pd.DataFrame({column.column.name: column.series for column in typed})
    frame.index = pd.Index(numbers, name="row")
    checks = check_sums(typed, kept, total)
    first, last = (layout.header or (layout.start, layout.start - 1))[0], _last_row(layout, body)
    questions = tuple(column.question for column in typed if column.question is not None)
    issues += [issue for column in typed for issue in column.issues]
    issues += tell_kept(sheet.name, [p + sheet.first_row for p in body.doubtful if p not in body.totals])
    issues += _about_layout(sheet, layout, left_out)
    issues += _ragged(sheet, layout, body)
    issues += [
        Issue(
            "total_differs",
            "warning",
            sheet.name,
            (check.cell,),
            {"sheet": sheet.name, "column": check.column, "cell": check.cell},
        )
        for check in checks
        if check.matches is False and check.cell
    ]
    skipped = sorted(
        [*_titles(sheet, rows, layout), *((p + sheet.first_row, reason) for p, reason in [*body.others, *sums_rows])]
    )
    return Table(
        sheet=sheet.name,
        hidden=sheet.hidden,
        header_rows=tuple(range(first + sheet.first_row, layout.start + sheet.first_row)) if layout.header else (),
        first_row=first + sheet.first_row,
        last_row=last + sheet.first_row,
        columns=tuple(column.column for column in typed),
        frame=frame[kept] if not kept.all() else frame,
        receipt=Receipt(int(kept.sum()), tuple(Skipped(row, reason) for row, reason in skipped), checks, questions),
        issues=tuple(issues),
    )


def _last_row(layout: Layout, body: Body) -> int:
    return max([*body.data[-1:], *body.totals[-1:], layout.start - 1])


def _titles(sheet: Sheet, rows: Sequence[Row], layout: Layout) -> list[tuple[int, str]]:
    end = layout.header[0] if layout.header else layout.start
    return [
        (position + sheet.first_row, "title")
        for position in range(end)
        if any(as_text(cell) for cell in rows[position])
    ]


def _raw_columns(sheet: Sheet, rows: Sequence[Row], layout: Layout, body: Body) -> tuple[list[RawColumn], list[Issue]]:
    names, issues = unique_names(sheet.name, layout)
    width = max(map(len, rows), default=0)
    flat = tuple(chain.from_iterable(rows[position] for position in body.data))
    numbers = tuple(position + sheet.first_row for position in body.data)
    probed = numbers[: limits.PROBED_ROWS]
    raws = []
    for name, header, index in zip(names, layout.names, layout.columns, strict=True):
        cells = flat[index::width]
        formats = tuple(code for row in probed if (code := sheet.formats.get((row, index)))) if sheet.formats else ()
        raws.append(RawColumn(name, header, index, cells, numbers, formats))
    return raws, issues


def unique_names(sheet: str, layout: Layout) -> tuple[list[str], list[Issue]]:
    """Return a name for every column: its header, numbered when it was taken, "Kolom D" when it is empty."""
    names: list[str] = []
    issues: list[Issue] = []
    for header, index in zip(layout.names, layout.columns, strict=True):
        name = header or f"Kolom {letter(index)}"
        if not header and layout.header:
            issues.append(
                Issue("header_empty", "info", sheet, (), {"sheet": sheet, "letter": letter(index), "name": name})
            )
        number = 2
        base = name
        while name in names:
            name = f"{base} ({number})"
            number += 1
        if name != base:
            issues.append(
                Issue(
                    "header_duplicate",
                    "info",
                    sheet,
                    (),
                    {"sheet": sheet, "header": base, "letter": letter(index), "name": name},
                )
            )
        names.append(name)
    return names, issues


def _settle_totals(
    sheet: Sheet, rows: Sequence[Row], body: Body, typed: Sequence[Typed]
) -> tuple[npt.NDArray[np.bool_], tuple[int, Row] | None, list[tuple[int, str]]]:
    """Return which data rows count, the file's own total row, and every total row with its reason."""
    place = {position: index for index, position in enumerate(body.data)}
    kept = np.ones(len(body.data), dtype=bool)
    sure = list(body.totals)
    for position in _candidates(body, rows, typed):
        before = [index for other, index in place.items() if other < position and kept[index]]
        if is_sum_of(typed, rows[position], before) or is_sum_of(
            typed, rows[position], _block(before, body, sure, position)
        ):
            kept[place[position]] = False
            sure.append(position)
    body.totals = sorted(sure)
    counted = [index for index in range(len(body.data)) if kept[index]]
    named, final = [], None
    for position in body.totals:
        row = rows[position]
        grand = not is_subtotal(_label(row)) and _covers_all(row, position, body, typed, counted)
        named.append((position, "total" if grand else "subtotal"))
        final = position if grand else final
    return kept, (final + sheet.first_row, rows[final]) if final is not None else None, named


def _candidates(body: Body, rows: Sequence[Row], typed: Sequence[Typed]) -> list[int]:
    """Return the doubtful rows, and a last row that holds numbers alone while other columns are usually filled."""
    found = list(body.doubtful)
    last = body.data[-1] if len(body.data) > 2 else None
    if last is not None and last not in found and typed and not body.totals:
        others = [
            column for column in typed if column.column.type not in ("number", "money", "percent", "mixed", "empty")
        ]
        silent = all(kind_of(rows[last][column.raw.index]) == "empty" for column in others)
        if others and silent:
            found.append(last)
    return found


def _block(before: list[int], body: Body, totals: list[int], position: int) -> list[int]:
    """Return the rows of `before` that follow the total or blank row before `position`."""
    breaks = [other for other in [*totals, *(p for p, _ in body.others)] if other < position]
    edge = max(breaks, default=-1)
    return [index for index in before if body.data[index] > edge]


def _label(row: Row) -> str:
    return next((text for cell in row if kind_of(cell) == "text" and (text := as_text(cell))), "")


def _covers_all(row: Row, position: int, body: Body, typed: Sequence[Typed], counted: Sequence[int]) -> bool:
    """Return whether a total is that of the whole table, by its sums, or by being the last word on them."""
    if is_sum_of(typed, row, counted):
        return True
    edge = max([other for other in body.totals if other < position], default=-1)
    own = [index for index in counted if edge < body.data[index] < position]
    of_block = edge >= 0 and is_sum_of(typed, row, own)
    return not of_block and not any(body.data[index] > position for index in counted)


def _ragged(sheet: Sheet, layout: Layout, body: Body) -> list[Issue]:
    """Tell of rows of a text file with more or fewer cells than the header: their cells may have shifted."""
    if not sheet.text_only or layout.header is None:
        return []
    width = len(sheet.cells[layout.header[1]])
    odd = [
        p
        for p in body.data
        if len(sheet.cells[p]) != width and any(sheet.cells[p][width:] or (len(sheet.cells[p]) < width,))
    ]
    if not odd:
        return []
    cells = tuple(f"A{position + sheet.first_row}" for position in odd[: limits.LISTED_CELLS])
    rows = ", ".join(str(position + sheet.first_row) for position in odd[:5])
    return [Issue("ragged_rows", "warning", sheet.name, cells, {"sheet": sheet.name, "n": len(odd), "rows": rows})]


def _about_layout(sheet: Sheet, layout: Layout, left_out: Sequence[_Found]) -> list[Issue]:
    issues = []
    if layout.header is None:
        issues.append(
            Issue("no_header", "warning", sheet.name, (), {"sheet": sheet.name, "row": layout.start + sheet.first_row})
        )
    elif layout.assumed:
        row = layout.header[1] + sheet.first_row
        issues.append(Issue("header_assumed", "info", sheet.name, (), {"sheet": sheet.name, "row": row}))
    for other in left_out:
        first = (other.layout.header or (other.layout.start, 0))[0] + sheet.first_row
        last = _last_row(other.layout, other.body) + sheet.first_row
        issues.append(
            Issue("second_table", "warning", sheet.name, (), {"sheet": sheet.name, "first": first, "last": last})
        )
    return issues
