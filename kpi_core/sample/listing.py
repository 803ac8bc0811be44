"""A plain list on a sheet: a header, a row per thing, and each value written as what it is."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from xlsxwriter.worksheet import Worksheet

    from kpi_core.sample.sheets import Amounts


class Euro(NamedTuple):
    """An amount in cents, to be written in euro."""

    cents: int


class Part(NamedTuple):
    """A share, to be written as a percentage."""

    share: float


Value = str | int | float | date | datetime | Euro | Part | None


def write_list(
    sheet: Worksheet, top: int, header: Sequence[str], rows: Iterable[Sequence[Value]], amounts: Amounts
) -> int:
    """Write a header on row `top` and the rows below it, and return the first row that is free. None stays blank."""
    sheet.write_row(top, 0, header, amounts.bold)
    row = top + 1
    for values in rows:
        for column, value in enumerate(values):
            _write(sheet, row, column, value, amounts)
        row += 1
    return row


def _write(sheet: Worksheet, row: int, column: int, value: Value, amounts: Amounts) -> None:
    if isinstance(value, Euro):
        sheet.write_number(row, column, value.cents / 100, amounts.euro)
    elif isinstance(value, Part):
        sheet.write_number(row, column, value.share, amounts.part)
    elif isinstance(value, datetime):
        sheet.write_datetime(row, column, value, amounts.moment)
    elif isinstance(value, date):
        sheet.write_datetime(row, column, value, amounts.day)
    elif isinstance(value, str):
        sheet.write_string(row, column, value)
    elif value is not None:
        sheet.write_number(row, column, value)
