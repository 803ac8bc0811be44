"""One sheet to its `Table`s: regions, then of each its header, rows, types and sums."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from kpi_core.model import Receipt, Skipped, Table
from kpi_core.read import about
from kpi_core.read.cells import as_text
from kpi_core.read.columns import raw_columns
from kpi_core.read.receipt import check_sums, tell_kept
from kpi_core.read.regions import find_regions, merged_down
from kpi_core.read.reshape import reshape
from kpi_core.read.reshaped import Reshaped, Settled
from kpi_core.read.scale import ask_scale, factors, scaled, scaled_checks, tell_scale
from kpi_core.read.totals import settle_totals
from kpi_core.read.values import type_columns

if TYPE_CHECKING:
    from collections.abc import Mapping as Map
    from collections.abc import Sequence

    from kpi_core.model import Issue, Question, Sheet, SumCheck
    from kpi_core.read.cells import Row
    from kpi_core.read.regions import Region
    from kpi_core.read.rows import Body
    from kpi_core.read.values import Typed


def read_tables(sheet: Sheet, answers: Map[str, str]) -> tuple[Table, ...]:
    """Return every table of a sheet, top to bottom and left to right; empty when it has none.

    What is too small to be a table beside others is told in an issue of the first. A table with a header and no rows comes
    back empty when it is all there is.
    """
    rows = rectangular(sheet.cells)
    merged = [(a[0] - sheet.first_row, a[1], a[2] - sheet.first_row, a[3]) for a in sheet.merged]
    found = find_regions(rows, merged)
    tables = [region for region in found if region.is_table]
    if not tables:
        tables = sorted(found, key=lambda region: -len(region.body.data))[:1]
    left_over = [region for region in found if all(region is not table for table in tables)]
    told = [about.left_over(sheet, region) for region in left_over]
    tables = [merged_down(region, merged) for region in tables]
    return tuple(
        _build(sheet, region, answers, part, told if part == 1 else []) for part, region in enumerate(tables, 1)
    )


def rectangular(rows: Sequence[Row]) -> Sequence[Row]:
    """Return the rows, all as wide as the widest."""
    width = max(map(len, rows), default=0)
    if min(map(len, rows), default=0) == width:
        return rows
    return [[*row, *[""] * (width - len(row))] for row in rows]


def _build(sheet: Sheet, region: Region, answers: Map[str, str], part: int, told: list[Issue]) -> Table:
    layout, name = region.layout, sheet.name if part == 1 else f"{sheet.name} #{part}"
    raws, issues = raw_columns(sheet, region.rows, layout, region.body)
    reshaped = reshape(sheet, region.rows, layout, region.body, raws, answers, name=name, title=region.title)
    if reshaped is None:
        reshaped = Reshaped(raws, raws[0].rows, region.body)
    body, proof = reshaped.body, reshaped.proof
    totals = [] if proof else [region.rows[position] for position in body.totals]
    typed = type_columns(
        reshaped.raws, sheet.name, answers, totals, name=name, titles=(region.title,), dated=bool(reshaped.questions)
    )
    identity = f"{name}!rows:total"
    settled, asked = (
        (proof.settle(typed), []) if proof else _settle(sheet, region, body, typed, (identity, answers.get(identity)))
    )
    typed, checks, scale = _in_units(typed, settled.checks, sheet.name, (f"{name}!scale", answers.get(f"{name}!scale")))
    frame = pd.DataFrame({column.column.name: column.series for column in typed})
    frame.index = pd.Index(np.array(reshaped.rows, dtype="int64"), name="row")
    issues += [*reshaped.issues, *(issue for column in typed for issue in column.issues), *settled.issues]
    issues += [*about.about_layout(sheet, layout), *told, *about.ragged(sheet, layout, body)]
    issues += [*about.prose(sheet, region.rows, body, typed), *tell_scale(sheet.name, _lines_above(region))]
    skipped = sorted(
        (position + sheet.first_row, reason)
        for position, reason in dict([*_titles(region), *body.others, *settled.skipped]).items()
    )
    first = region.first + sheet.first_row
    return Table(
        sheet=sheet.name,
        hidden=sheet.hidden,
        header_rows=tuple(range(first, layout.start + sheet.first_row)) if layout.header else (),
        first_row=first,
        last_row=region.last + sheet.first_row,
        columns=tuple(column.column for column in typed),
        frame=frame if settled.kept.all() else frame[settled.kept],
        receipt=Receipt(
            int(settled.kept.sum()),
            tuple(Skipped(row, reason) for row, reason in skipped),
            checks,
            (
                *reshaped.questions,
                *asked,
                *scale,
                *(column.question for column in typed if column.question is not None),
            ),
        ),
        issues=tuple(issues),
        part=part,
        title=region.title,
    )


def _settle(
    sheet: Sheet, region: Region, body: Body, typed: Sequence[Typed], asked_as: tuple[str, str | None]
) -> tuple[Settled, list[Question]]:
    """Return which rows count, by the totals of an ordinary table, and what to ask about them."""
    rows, (identity, answer) = region.rows, asked_as
    formulas = frozenset(row - sheet.first_row for row in sheet.sum_rows)
    found = settle_totals(rows, body, typed, formulas, answer)
    checks = check_sums(
        typed, found.kept, None if found.total is None else (found.total + sheet.first_row, rows[found.total])
    )
    kept_rows = [position + sheet.first_row for position in body.doubtful if position not in body.totals]
    issues = (*tell_kept(sheet.name, kept_rows), *about.differing(sheet, checks))
    asked = [about.ask_rows(identity, sheet, rows, typed, found)] if found.doubted else []
    return Settled(found.kept, checks, tuple(found.named), issues), asked


def _in_units(
    typed: tuple[Typed, ...], checks: tuple[SumCheck, ...], sheet: str, asked_as: tuple[str, str | None]
) -> tuple[tuple[Typed, ...], tuple[SumCheck, ...], list[Question]]:
    """Return the columns and sums in whole units where the user says so, and else what to ask about thousands."""
    found, (identity, answer) = factors(typed), asked_as
    if answer == "multiply":
        return scaled(typed, found), scaled_checks(checks, found), []
    asked = not answer and any(check.column in found for check in checks)
    return typed, checks, [ask_scale(identity, sheet, checks, found)] if asked else []


def _lines_above(region: Region) -> str:
    rows = region.rows[region.top : region.first]
    return " · ".join(text for row in rows for cell in row if isinstance(cell, str) and (text := cell.strip()))


def _titles(region: Region) -> list[tuple[int, str]]:
    rows = range(region.top, region.first)
    return [(position, "title") for position in rows if any(as_text(cell) for cell in region.rows[position])]
