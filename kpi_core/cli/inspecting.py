"""`inspect`: what was read of a file, what was skipped and why, and what each column was taken for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kpi_core.cli.files import MappedTable, map_tables, read_path, wishes_of
from kpi_core.cli.output import issue_json, print_issues, print_json, print_questions, question_json
from kpi_core.cli.usage import json_option, lang_option
from kpi_core.numbers import show_count, show_value
from kpi_core.roles import KINDS, ROLES
from kpi_core.sentences import tell
from kpi_core.units import Unit

if TYPE_CHECKING:
    from kpi_core.model import FileRead, Issue
    from kpi_core.texts import Lang


@click.command()
@click.argument("file")
@click.option("--sheet", "sheets", multiple=True, metavar="NAME", help="Only this sheet.")
@click.option("--kind", "kinds", multiple=True, metavar="SHEET=KIND", help="What a sheet is about.")
@click.option("--map", "roles", multiple=True, metavar="COLUMN=ROLE", help="What a column means; '-' = nothing.")
@click.option("--answer", "answers", multiple=True, metavar="QUESTION=CHOICE", help="The answer to a question.")
@click.option("--hidden", is_flag=True, help="Read hidden sheets too.")
@lang_option
@json_option
def inspect(file: str, *, lang: Lang, as_json: bool, **given: object) -> None:
    """Show what is read of FILE, what is skipped, and what each column means."""
    wishes = wishes_of(given)
    found = read_path(file, wishes)
    tables = map_tables([found], wishes)
    issues = _issues(found, tables)
    if as_json:
        print_json(_json(found, tables, issues, lang))
        return
    for entry in tables:
        _print_table(entry, lang)
        print_questions(entry.questions, lang)
    print_issues(issues, lang)


def _issues(found: FileRead, tables: tuple[MappedTable, ...]) -> tuple[Issue, ...]:
    inside = (issue for entry in tables for issue in (*entry.table.issues, *entry.mapping.issues))
    return (*found.issues, *inside)


def _json(found: FileRead, tables: tuple[MappedTable, ...], issues: tuple[Issue, ...], lang: Lang) -> dict[str, object]:
    sheets: dict[str, dict[str, object]] = {}
    by_sheet: dict[str, list[object]] = {}
    for entry in tables:
        sheets.setdefault(entry.table.sheet, {"sheet": entry.table.sheet, "hidden": entry.table.hidden})
        by_sheet.setdefault(entry.table.sheet, []).append(_table_json(entry, lang))
    return {
        "file": found.file,
        "sheets": [{**sheet, "tables": by_sheet[name]} for name, sheet in sheets.items()],
        "issues": [issue_json(issue, lang) for issue in issues],
    }


def _table_json(entry: MappedTable, lang: Lang) -> dict[str, object]:
    table, receipt = entry.table, entry.table.receipt
    return {
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


def _print_table(entry: MappedTable, lang: Lang) -> None:
    table, kind = entry.table, entry.mapping.kind
    about = KINDS[kind].name[lang] if kind else tell("cli.no_kind", {}, lang)
    rows = {"n": table.receipt.rows_read, "skipped": show_count(len(table.receipt.skipped), lang)}
    click.echo(f"{table.sheet}: {about}. {tell('cli.rows', rows, lang)}")
    roles = {column.column: column for column in entry.mapping.columns}
    for column in table.columns:
        role = roles[column.name].role
        name = ROLES[role].name[lang] if role else tell("cli.no_role", {}, lang)
        reason = tell(f"reason.{roles[column.name].reason}", roles[column.name].fields, lang)
        click.echo(f"  {column.letter}  {column.header} -> {name} ({reason})")
    for check in table.receipt.sums:
        total = show_value(check.sum, Unit.SCORE, lang, precision=2)
        if check.file_total is None:
            click.echo(f"  {tell('cli.sum', {'column': check.column, 'sum': total}, lang)}")
        else:
            own = show_value(check.file_total, Unit.SCORE, lang, precision=2)
            key = "cli.sum_equal" if check.matches else "cli.sum_unequal"
            click.echo(f"  {tell(key, {'column': check.column, 'sum': total, 'own': own}, lang)}")
