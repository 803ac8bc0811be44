"""The results of one KPI as a file to work on: CSV and Excel, exact, with text that can never act as a formula."""

from __future__ import annotations

import csv
from datetime import datetime, time
from decimal import Decimal
from io import BytesIO, StringIO
from typing import TYPE_CHECKING, Any

import pandas as pd
import xlsxwriter

from kpi_core.catalogue import in_words
from kpi_core.texts import say
from kpi_core.units import Unit

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from kpi_core.model import Kpi, Results
    from kpi_core.texts import Lang

ACTS = ("=", "+", "-", "@", "\t", "\r", "\n")
COLUMNS = ("period", "start", "end", "segment", "value", "numerator", "denominator", "rows", "complete")
MARGIN = "margin"
"""How far chance may put a value off, in its unit: a column right of the value, where a KPI rests on answers."""
DIGITS = 15
WIDTHS = dict(zip(COLUMNS, (12, 12, 12, 24, 16, 16, 16, 10, 12), strict=True)) | {MARGIN: 12}
FORMATS = {
    Unit.CURRENCY: '"€" #,##0.00;[Red]-"€" #,##0.00',
    Unit.PERCENT: "0.0%",
    Unit.COUNT: "#,##0",
}


def results_csv(results: Results, kpi: Kpi, lang: Lang, *, part: str | None = None) -> bytes:
    """Return the rows of one KPI as CSV: UTF-8 with a byte order mark, `;` and decimal comma in Dutch.

    Percentages are fractions, dates are ISO, a missing value is an empty cell. Numbers have the 15 digits a spreadsheet
    holds. part: what the results are of where they are not of everything, in words.
    """
    out = StringIO(newline="")
    writer = csv.writer(out, delimiter=";" if lang == "nl" else ",", lineterminator="\r\n")
    names = _columns(results, kpi)
    writer.writerow(_headers(names, kpi, lang))
    for row in _rows(results, kpi, lang, part, names):
        writer.writerow([_csv_cell(value, lang) for value in row])
    return out.getvalue().encode("utf-8-sig")


def results_xlsx(
    results: Results,
    kpi: Kpi,
    lang: Lang,
    *,
    today: date,
    part: str | None = None,
    about: Mapping[str, str] | None = None,
) -> bytes:
    """Return the rows of one KPI as a workbook, with a second sheet that says what the KPI is.

    today: the day the file is made. part: as in `results_csv`. about: further lines for that sheet, such as the formula in words or the filter used.
    """
    out = BytesIO()
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "nan_inf_to_errors": False,
    }
    with xlsxwriter.Workbook(out, options) as book:
        book.set_properties({"title": kpi.name[lang], "created": datetime.combine(today, time())})
        names = _columns(results, kpi)
        _write_rows(book, kpi, lang, names, _rows(results, kpi, lang, part, names))
        _write_definition(book, kpi, lang, about or {})
    return out.getvalue()


def _columns(results: Results, kpi: Kpi) -> tuple[str, ...]:
    """Return the columns to write: with the margin after the value, where any value has one."""
    frame = results.frame
    if MARGIN not in frame or frame.loc[frame["kpi"] == kpi.id, MARGIN].isna().all():
        return COLUMNS
    after = COLUMNS.index("value") + 1
    return (*COLUMNS[:after], MARGIN, *COLUMNS[after:])


def _headers(columns: Sequence[str], kpi: Kpi, lang: Lang) -> list[str]:
    return [
        say("export.value.percent" if column == "value" and kpi.unit is Unit.PERCENT else f"export.{column}", lang)
        for column in columns
    ]


def _rows(results: Results, kpi: Kpi, lang: Lang, part: str | None, columns: Sequence[str]) -> Iterator[list[object]]:
    frame = results.frame
    for row in frame[frame["kpi"] == kpi.id].itertuples(index=False):
        values = {column: None if _missing(cell := getattr(row, column)) else cell for column in columns}
        everything = part or say("export.everything", lang)
        segment = values["segment"]
        values["segment"] = everything if segment is None else segment or say("chart.unknown", lang)
        values["complete"] = say("export.yes" if values["complete"] else "export.no", lang)
        values["start"], values["end"] = _day(values["start"]), _day(values["end"])
        yield list(values.values())


def _missing(value: Any) -> bool:
    return value is None or bool(pd.isna(value))


def _day(value: Any) -> object:
    return None if value is None else pd.Timestamp(value).date()


def _csv_cell(value: object, lang: Lang) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return guarded(value)
    if isinstance(value, float):
        text = f"{Decimal(f'{value:.{DIGITS}g}'):f}"
        text = text.rstrip("0").rstrip(".") if "." in text else text
        return text.replace(".", ",") if lang == "nl" else text
    return str(value)


def guarded(text: str) -> str:
    """Return text that a spreadsheet cannot take for a formula: an apostrophe before =, +, -, @ and control marks."""
    return f"'{text}" if text.lstrip(" ").startswith(ACTS) else text


def _write_rows(book: Any, kpi: Kpi, lang: Lang, columns: Sequence[str], rows: Iterator[list[object]]) -> None:
    sheet = book.add_worksheet(say("export.sheet.results", lang))
    head = book.add_format({"bold": True, "bg_color": "#F5F7F9", "bottom": 1, "bottom_color": "#DFE4EA"})
    day = book.add_format({"num_format": "dd-mm-yyyy" if lang == "nl" else "dd mmm yyyy"})
    value = book.add_format({"num_format": FORMATS.get(kpi.unit, "#,##0.0")})
    plain = book.add_format({"num_format": "#,##0.##"})
    whole = book.add_format({"num_format": "#,##0"})
    dressed = {"start": day, "end": day, "value": value, MARGIN: value, "numerator": plain, "denominator": plain}
    looks = [{**dressed, "rows": whole}.get(column) for column in columns]
    for column, width in enumerate(WIDTHS[name] for name in columns):
        sheet.set_column(column, column, width)
    sheet.freeze_panes(1, 0)
    for column, name in enumerate(say(f"export.{name}", lang) for name in columns):
        sheet.write_string(0, column, name, head)
    last = 0
    for last, row in enumerate(rows, start=1):
        for column, (cell, look) in enumerate(zip(row, looks, strict=True)):
            _write(sheet, (last, column), cell, look)
    sheet.autofilter(0, 0, max(last, 1), len(columns) - 1)


def _write(sheet: Any, at: tuple[int, int], cell: object, look: object) -> None:
    if cell is None:
        return
    if isinstance(cell, str):
        sheet.write_string(*at, cell, look)
    elif isinstance(cell, (int, float)):
        sheet.write_number(*at, cell, look)
    else:
        sheet.write_datetime(*at, cell, look)


def _write_definition(book: Any, kpi: Kpi, lang: Lang, about: Mapping[str, str]) -> None:
    sheet = book.add_worksheet(say("export.sheet.definition", lang))
    bold = book.add_format({"bold": True, "valign": "top"})
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 20)
    sheet.set_column(1, 1, 90)
    lines = {
        say("export.about.name", lang): kpi.name[lang],
        say("export.about.meaning", lang): kpi.meaning.get(lang, ""),
        say("export.about.formula", lang): in_words(kpi.tree, lang),
        say("export.about.unit", lang): say(f"export.unit.{kpi.unit}", lang),
        say("export.about.direction", lang): say(f"export.direction.{kpi.direction}", lang),
        **about,
    }
    for row, (name, text) in enumerate(lines.items()):
        sheet.write_string(row, 0, name, bold)
        sheet.write_string(row, 1, text, wrap)
