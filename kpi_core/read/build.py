"""From cells to values, once it is decided how a column is read. A cell that does not fit becomes missing, and is told."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Literal

import numpy as np
import pandas as pd

from kpi_core.model import CellError
from kpi_core.read.cells import MARKERS, as_text
from kpi_core.read.dates import from_digits, from_serial
from kpi_core.read.examine import YES

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kpi_core.model import ColumnType
    from kpi_core.read.examine import Evidence, RawColumn

Decimal = Literal["comma", "point"]
Order = Literal["day_first", "month_first"]

_FORMAT_CURRENCY = re.compile(r"\[\$([^\]\-]+)|\"(€|EUR|\$|£)\"|(€)")
_QUOTED = re.compile(r"\"[^\"]*\"|\\.")


@dataclass(frozen=True)
class Built:
    """The values of one column; unread: positions of filled cells that are missing. missing_markers counts "n.v.t." c.s."""

    series: pd.Series
    type: ColumnType
    unread: tuple[int, ...] = ()
    markers: int = 0
    currencies: frozenset[str] = frozenset()
    mixed_percent: bool = False
    convention: str = ""


def build_numbers(column: RawColumn, evidence: Evidence, decimal: Decimal) -> Built:
    """Return the column as float64, percent as a proportion; a text proving its own separators is read by those."""
    percent, mixed = _is_percent(column, evidence)
    by_text: dict[str, float] = {}
    for cell, found in evidence.numbers.items():
        if found.percent == (percent and bool(_percent_texts(evidence))):
            by_text[cell] = found.amount(decimal)
    bare = not percent or any("%" in code for code in column.formats)
    if bare and set(map(type, column.cells)) <= {float, int}:
        values = np.array(column.cells, dtype="float64")
    else:
        values = np.array([_number(cell, by_text, bare) for cell in column.cells], dtype="float64")
    unread, markers = _left_over(column, np.isnan(values))
    currencies = frozenset(found.currency for found in evidence.numbers.values() if found.currency) | frozenset(
        sign for code in column.formats if (sign := _currency_of(code))
    )
    kind: ColumnType = "percent" if percent else "money" if currencies else "number"
    return Built(pd.Series(values), kind, unread, markers, currencies, mixed)


def _number(cell: object, by_text: dict[str, float], bare: bool) -> float:
    if isinstance(cell, str):
        return by_text.get(cell, float("nan"))
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        return float(cell) if bare else float("nan")
    return float("nan")


def _percent_texts(evidence: Evidence) -> int:
    return sum(found.percent for found in evidence.numbers.values())


def _is_percent(column: RawColumn, evidence: Evidence) -> tuple[bool, bool]:
    """Return whether the column is a percentage, and whether its cells disagree about that."""
    texts, formats = _percent_texts(evidence), sum("%" in _QUOTED.sub("", code) for code in column.formats)
    if not texts and not formats:
        return False, False
    if texts:
        return texts * 2 > len(evidence.numbers), 0 < texts < len(evidence.numbers)
    typed = sum(type(cell) in (int, float) for cell in column.cells[: len(column.formats) + 1])
    return formats * 2 > len(column.formats), formats < min(len(column.formats), typed)


def _currency_of(code: str) -> str | None:
    match = _FORMAT_CURRENCY.search(code)
    sign = next((part for part in match.groups() if part), "").strip() if match else ""
    return {"€": "EUR", "$": "USD", "£": "GBP"}.get(sign, sign if sign.isalpha() and len(sign) == 3 else None)


def build_dates(column: RawColumn, evidence: Evidence, order: Order) -> Built:
    """Return the column as datetime64; "date" when every moment is midnight, else "datetime"."""
    by_text = {
        cell: (found.other if order == "month_first" and found.style == "either" else found.when)
        for cell, found in evidence.dates.items()
    }
    convert = {"excel_serial": _serial, "yyyymmdd": _digits}.get(evidence.convention)
    moments = [_moment(cell, by_text, convert) for cell in column.cells]
    values = pd.Series(np.array(moments, dtype="datetime64[us]"))
    unread, markers = _left_over(column, values.isna().to_numpy())
    whole = bool((values.dropna() == values.dropna().dt.normalize()).all())
    spans = {found.span for found in evidence.dates.values()} - {"day"}
    convention = evidence.convention or (min(spans) if len(spans) == 1 else "")
    return Built(values, "date" if whole else "datetime", unread, markers, convention=convention)


def _moment(
    cell: object, by_text: dict[str, datetime | None], convert: Callable[[object], datetime | None] | None
) -> datetime | date | None:
    if isinstance(cell, date):
        return cell
    if isinstance(cell, str) and cell in by_text:
        return by_text[cell]
    return convert(cell) if convert else None


def _serial(cell: object) -> datetime | None:
    try:
        return from_serial(float(cell))  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return None


def _digits(cell: object) -> datetime | None:
    return from_digits(as_text(cell))


def build_booleans(column: RawColumn, evidence: Evidence) -> Built:
    """Return the column as nullable boolean; in a column of crosses an empty cell means no."""
    marked = evidence.convention == "marked"
    by_text = {cell: text.lower() in YES for cell, text in evidence.texts.items() if text}
    by_text = {cell: value for cell, value in by_text.items() if evidence.texts[cell].lower() not in MARKERS}
    values = [cell if isinstance(cell, bool) else by_text.get(cell) for cell in column.cells]  # type: ignore[call-overload]
    series = pd.Series(values, dtype="boolean")
    if marked:
        return Built(series.fillna(value=False), "bool", convention="marked")
    unread, markers = _left_over(column, series.isna().to_numpy())
    return Built(series, "bool", unread, markers)


def build_texts(column: RawColumn, evidence: Evidence, kind: ColumnType) -> Built:
    """Return the column as text, trimmed; "NULL" is no text."""
    width = max(map(len, column.formats)) if kind == "id" and column.formats and _padded(column) else 0
    by_text = {cell: (text if text and text.lower() != "null" else None) for cell, text in evidence.texts.items()}
    values: Sequence[object] = column.cells
    if any(cell != text for cell, text in by_text.items()) or not set(map(type, values)) <= {str}:
        values = [by_text[cell] if type(cell) is str else _text_of(cell, width) for cell in column.cells]
    return Built(pd.Series(values, dtype="str"), kind)


def _text_of(cell: object, width: int) -> str | None:
    text = "" if isinstance(cell, CellError) else as_text(cell)
    return text.zfill(width) if text else None


def _padded(column: RawColumn) -> bool:
    return all(re.fullmatch("0{3,}", code) for code in column.formats)


def _left_over(column: RawColumn, missing: np.ndarray) -> tuple[tuple[int, ...], int]:
    """Return the positions of filled cells without a value, and how many cells only hold a mark for "nothing"."""
    unread, markers = [], 0
    for position in np.flatnonzero(missing):
        cell = column.cells[position]
        text = cell.strip() if isinstance(cell, str) else cell
        if text in ("", None):
            continue
        if isinstance(text, str) and text.lower() in MARKERS:
            markers += 1
        else:
            unread.append(int(position))
    return tuple(unread), markers
