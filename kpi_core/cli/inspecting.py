"""`inspect`: what was read of a file and where, what was skipped and why, and what each column was taken for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kpi_core.cli.files import MappedTable, map_tables, read_path, wishes_of
from kpi_core.cli.options import file_options, json_option, lang_option
from kpi_core.cli.output import issue_json, print_issues, print_json, question_json
from kpi_core.cli.receipt import print_receipt
from kpi_core.sentences import tell

if TYPE_CHECKING:
    from kpi_core.model import FileRead, Issue, Table
    from kpi_core.texts import Lang


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@file_options
@lang_option
@json_option
def inspect(files: tuple[str, ...], *, lang: Lang, as_json: bool, **given: object) -> None:
    """Show what is read of each FILE, what is skipped, and what each column means."""
    wishes = wishes_of(given)
    found = [read_path(path, wishes) for path in files]
    tables = map_tables(found, wishes)
    seen = [
        (file, tuple(entry for entry in tables if any(entry.table is table for table in file.tables))) for file in found
    ]
    if as_json:
        shown = [_json(file, entries, lang) for file, entries in seen]
        print_json(shown[0] if len(shown) == 1 else {"files": shown})
        return
    for file, entries in seen:
        if len(seen) > 1:
            click.echo(f"== {file.file}")
        for entry in entries:
            print_receipt(entry, lang)
        print_issues(_issues(file, entries), lang)


def _issues(found: FileRead, tables: tuple[MappedTable, ...]) -> tuple[Issue, ...]:
    inside = (issue for entry in tables for issue in (*entry.table.issues, *entry.mapping.issues))
    return (*found.issues, *inside)


def _json(found: FileRead, tables: tuple[MappedTable, ...], lang: Lang) -> dict[str, object]:
    sheets: dict[str, dict[str, object]] = {}
    by_sheet: dict[str, list[object]] = {}
    for entry in tables:
        sheets.setdefault(entry.table.sheet, {"sheet": entry.table.sheet, "hidden": entry.table.hidden})
        by_sheet.setdefault(entry.table.sheet, []).append(_table_json(entry, lang))
    return {
        "file": found.file,
        "sheets": [{**sheet, "tables": by_sheet[name]} for name, sheet in sheets.items()],
        "issues": [issue_json(issue, lang) for issue in _issues(found, tables)],
    }


def _table_json(entry: MappedTable, lang: Lang) -> dict[str, object]:
    table, receipt = entry.table, entry.table.receipt
    return {
        "name": table.name,
        "part": table.part,
        "title": table.title,
        "kind": entry.mapping.kind,
        "header_rows": list(table.header_rows),
        "first_row": table.first_row,
        "last_row": table.last_row,
        "rows_read": receipt.rows_read,
        "rows_skipped": [{"row": skipped.row, "reason": skipped.reason} for skipped in receipt.skipped],
        "columns": _columns_json(entry, lang),
        "sums": [
            {"column": check.column, "sum": check.sum, "file_total": check.file_total, "matches": check.matches}
            for check in receipt.sums
        ],
        "questions": [question_json(question, lang) for question in entry.questions],
        "preview": _preview_json(table),
    }


def _columns_json(entry: MappedTable, lang: Lang) -> list[dict[str, object]]:
    roles = {column.column: column for column in entry.mapping.columns}
    return [
        {
            "column": column.name,
            "letter": column.letter,
            "type": column.type,
            "role": roles[column.name].role,
            "confidence": roles[column.name].confidence,
            "reason": tell(f"reason.{roles[column.name].reason}", roles[column.name].fields, lang),
            "unread": list(column.unread),
        }
        for column in entry.table.columns
    ]


def _preview_json(table: Table) -> dict[str, object] | None:
    """Return the rows of the preview; marks only where there are any."""
    seen = table.receipt.preview
    if seen is None:
        return None
    rows = [
        {
            "row": row.row,
            "became": row.became,
            "cells": [None if cell is None else str(cell) for cell in row.cells],
            "marks": {letter: mark for letter, mark in zip(seen.letters, row.marks, strict=True) if mark},
        }
        for row in seen.rows
    ]
    return {"letters": list(seen.letters), "rows": rows}
