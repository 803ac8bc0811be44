"""A table's receipt as plain lines: where it was found, what was left out, its columns, sums and open questions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kpi_core import receipts
from kpi_core.numbers import show_count
from kpi_core.roles import KINDS
from kpi_core.sentences import tell

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kpi_core.cli.files import MappedTable
    from kpi_core.texts import Lang


def print_receipt(entry: MappedTable, lang: Lang) -> None:
    """Print what was read of one table."""
    for lines in (_place, _skipped, _columns, _sums, _questions):
        for line in lines(entry, lang):
            click.echo(line)


def _place(entry: MappedTable, lang: Lang) -> Iterator[str]:
    table, kind = entry.table, entry.mapping.kind
    about = KINDS[kind].name[lang] if kind else tell("cli.no_kind", {}, lang)
    rows = {"n": table.receipt.rows_read, "skipped": show_count(len(table.receipt.skipped), lang)}
    yield f"{table.name}: {about}. {tell('cli.rows', rows, lang)}"
    letters = sorted({column.letter for column in table.columns if column.letter}, key=lambda one: (len(one), one))
    span = f"{letters[0]}{table.first_row}:{letters[-1]}{table.last_row}" if letters else ""
    heads = ", ".join(map(str, table.header_rows)) or "-"
    place = {"sheet": table.sheet, "span": span, "heads": heads}
    yield f"  {tell('cli.place', place, lang)}" + (
        f" {tell('cli.title', {'title': table.title}, lang)}" if table.title else ""
    )


def _skipped(entry: MappedTable, lang: Lang) -> Iterator[str]:
    grouped: dict[str, list[str]] = {}
    for rows, why in receipts.skipped_lines(entry.table, lang):
        grouped.setdefault(why, []).append(rows)
    for why, places in grouped.items():
        yield f"  {tell('cli.skipped', {'why': why, 'rows': ', '.join(places)}, lang)}"


def _columns(entry: MappedTable, lang: Lang) -> Iterator[str]:
    for line in receipts.column_lines(entry.table, entry.mapping, lang):
        yield f"  {line.letter}  {line.header} -> {line.role} [{line.read_as}] ({line.reason})"


def _sums(entry: MappedTable, lang: Lang) -> Iterator[str]:
    for line in receipts.sum_lines(entry.table, entry.mapping, lang):
        fields = {"column": line.column, "sum": line.ours, "own": line.own, "cell": line.cell}
        key = "cli.sum" if line.good is None else "cli.sum_equal" if line.good else "cli.sum_unequal"
        yield f"  {tell(key, fields, lang)}"


def _questions(entry: MappedTable, lang: Lang) -> Iterator[str]:
    for card in receipts.question_cards(entry.questions, lang, [(entry.table, entry.mapping)]):
        yield f"{card.id}: {card.title}"
        for reading in card.readings:
            outcome = f"  ({reading.value} {reading.note})" if reading.value else ""
            yield f"  {reading.choice}: {reading.title}{outcome}"
