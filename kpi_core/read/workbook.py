"""Workbooks to `Sheet`s: calamine gives the cells, the XML gives what calamine leaves out."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import python_calamine as calamine
from openpyxl.utils.cell import coordinate_to_tuple

from kpi_core.errors import UnreadableFile
from kpi_core.model import CellError, Issue, Sheet
from kpi_core.read import limits
from kpi_core.read.biff import scan_records
from kpi_core.read.cells import NO_OUTCOME, address
from kpi_core.read.compound import compound_of, stream_named
from kpi_core.read.odsxml import OdsScan
from kpi_core.read.progress import report
from kpi_core.read.sheetxml import SheetScan, scan_sheets
from kpi_core.read.xlsb import scan_binary

if TYPE_CHECKING:
    from collections.abc import Mapping as Map

    from kpi_core.read.container import Container

    Truths = Map[tuple[int, int], bool]


def read_workbook(data: bytes, kind: Container) -> tuple[tuple[Sheet, ...], tuple[Issue, ...]]:
    """Return the worksheets of a workbook, hidden ones marked, and what is wrong with single cells.

    Raises UnreadableFile: damaged_file, too_many_cells, too_many_columns.
    """
    try:
        return _read(data, kind)
    except UnreadableFile:
        raise
    except Exception as error:  # every library's own way of saying that the file is broken
        raise UnreadableFile("damaged_file") from error
    except BaseException as error:
        if type(error).__name__ == "PanicException":  # calamine's Rust panics are no Exception
            raise UnreadableFile("damaged_file") from error
        raise


def _read(data: bytes, kind: Container) -> tuple[tuple[Sheet, ...], tuple[Issue, ...]]:
    scans: dict[str, SheetScan] = {}
    truths: Map[str, Truths] = {}
    if kind == "xlsx":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            scans = scan_sheets(archive)
    elif kind == "xlsb":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            scans = scan_binary(archive)
    elif kind == "ods":
        ods = OdsScan()
        with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open("content.xml") as handle:
            ods.read(handle)
        scans = {name: _scan_of(ods, name) for name in ods.formats}
        truths = ods.truths
    else:
        stream = stream_named(data, ("workbook",)) or stream_named(data, ("book",))
        if not stream:
            raise UnreadableFile("damaged_file")
        scans, data = scan_records(stream), compound_of(stream)
    book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    sheets, issues = [], []
    for place, meta in enumerate(book.sheets_metadata):
        report("reading", (1 + place) / (1 + len(book.sheets_metadata)))
        if meta.typ is calamine.SheetTypeEnum.WorkSheet:
            scan_of = scans.get(meta.name, SheetScan())
            hidden = meta.visible is not calamine.SheetVisibleEnum.Visible
            sheets.append(_sheet(book, meta.name, scan_of, truths.get(meta.name, {}), hidden=hidden))
            issues.extend(cell_issues(meta.name, scan_of))
    return tuple(sheets), tuple(issues)


def _sheet(book: calamine.CalamineWorkbook, name: str, scan: SheetScan, truths: Truths, *, hidden: bool) -> Sheet:
    found = book.get_sheet_by_name(name)
    rows = found.to_python(skip_empty_area=True) if found.start else []
    top, left = found.start or (0, 0)
    for place, text in scan.errors:
        if place != "?":
            row, column = coordinate_to_tuple(place)
            _put(rows, row - 1 - top, column - 1 - left, CellError(text))
    for place in scan.no_value:
        if place != "?":
            row, column = coordinate_to_tuple(place)
            _put(rows, row - 1 - top, column - 1 - left, NO_OUTCOME)
    for (row, column), truth in truths.items():
        _put(rows, row - 1 - top, column - left, truth)
    if left:
        margin = [""] * left
        rows = [margin + row for row in rows]
    merged = tuple((first[0] + 1, first[1], last[0] + 1, last[1]) for first, last in found.merged_cell_ranges or ())
    return Sheet(
        name=name,
        cells=tuple(rows),  # rows stay the lists calamine made: copying a million cells helps nobody
        hidden=hidden,
        first_row=top + 1,
        formats=scan.formats,
        merged=merged,
        sum_rows=scan.sum_rows,
    )


def _put(rows: list[list[object]], row: int, column: int, cell: CellError | bool) -> None:
    if 0 <= row < len(rows) and 0 <= column < len(rows[row]):
        rows[row][column] = cell


def _scan_of(ods: OdsScan, name: str) -> SheetScan:
    errors = ((address(column, row), text) for (row, column), text in ods.errors[name].items())
    return SheetScan(tuple(errors), (), ods.formats[name])


def cell_issues(name: str, scan: SheetScan) -> list[Issue]:
    """Return the issues that name the error cells and the formulas without an outcome of a sheet."""
    issues = []
    if scan.errors:
        addresses = tuple(place for place, _ in scan.errors)
        kinds = ", ".join(sorted({text for _, text in scan.errors}))
        issues.append(_listed("error_cells", name, addresses, kinds=kinds))
    if scan.no_value:
        issues.append(_listed("formula_without_value", name, scan.no_value))
    return issues


def _listed(code: str, sheet: str, addresses: tuple[str, ...], **fields: object) -> Issue:
    cells = addresses[: limits.LISTED_CELLS]
    return Issue(
        code, "warning", sheet, cells, {"sheet": sheet, "n": len(addresses), "cells": ", ".join(cells[:5]), **fields}
    )
