"""From cells to values, once it is decided how a column is read. A cell that does not fit becomes missing, and is told."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from operator import eq
from typing import TYPE_CHECKING, Literal

import numpy as np
import pandas as pd

from kpi_core.model import CellError, Issue, Question
from kpi_core.read.cells import ERROR_TEXTS, MARKERS, as_text
from kpi_core.read.clock import duration, written_time
from kpi_core.read.coded import DIGITS, from_decimal_year, from_pattern, from_serial
from kpi_core.read.examine import YES

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kpi_core.model import ColumnType
    from kpi_core.read.examine import Evidence, RawColumn

Order = Literal["day_first", "month_first"]
_NO_TEXT = ERROR_TEXTS | {"null"}
_EPOCH = date(1970, 1, 1).toordinal()


@dataclass(frozen=True)
class Built:
    """The values of one column; unread: positions of filled cells that are missing. missing_markers counts "n.v.t." c.s."""

    series: pd.Series
    type: ColumnType
    unread: tuple[int, ...] = ()
    markers: int = 0
    currencies: frozenset[str] = frozenset()
    convention: str = ""


Read = tuple[Built, tuple[Issue, ...], Question | None]  # values, what is odd, and the question that keeps them waiting


def build_dates(column: RawColumn, evidence: Evidence, order: Order) -> Built:
    """Return the column as datetime64; "date" when every moment is midnight, else "datetime"."""
    by_text = {
        cell: (found.other if order == "month_first" and found.style == "either" else found.when)
        for cell, found in evidence.dates.items()
    }
    convert = _converter(evidence.convention)
    values = pd.Series(
        _days(column.cells) if set(map(type, column.cells)) == {date} else _moments(column, by_text, convert)
    )
    unread, markers = left_over(column, values.isna().to_numpy())
    whole = bool((values.dropna() == values.dropna().dt.normalize()).all())
    spans = {found.span for found in evidence.dates.values()} - {"day"}
    convention = evidence.convention or (min(spans) if len(spans) == 1 else "")
    return Built(values, "date" if whole else "datetime", unread, markers, convention=convention)


def _days(cells: Sequence[object]) -> np.ndarray:
    """Return dates without a time as moments: by their number, ten times as fast as one by one."""
    numbers = np.fromiter(map(date.toordinal, cells), "int64", len(cells))  # type: ignore[arg-type]
    return (numbers - _EPOCH).astype("datetime64[D]").astype("datetime64[us]")


def _moments(
    column: RawColumn, by_text: dict[str, datetime | None], convert: Callable[[object], datetime | None] | None
) -> np.ndarray:
    return np.array([_moment(cell, by_text, convert) for cell in column.cells], dtype="datetime64[us]")


def _moment(
    cell: object, by_text: dict[str, datetime | None], convert: Callable[[object], datetime | None] | None
) -> datetime | date | None:
    if isinstance(cell, date):
        return cell
    if isinstance(cell, str) and cell in by_text:
        return by_text[cell]
    return convert(cell) if convert else None


def _converter(convention: str) -> Callable[[object], datetime | None] | None:
    if convention in DIGITS:
        return lambda cell: from_pattern(as_text(cell), convention)
    read = {"excel_serial": from_serial, "decimal_year": from_decimal_year}.get(convention)
    return (lambda cell: _of_number(cell, read)) if read else None


def _of_number(cell: object, read: Callable[[float], datetime | None]) -> datetime | None:
    try:
        return read(float(as_text(cell).replace(",", ".")))
    except ValueError:
        return None


def build_booleans(column: RawColumn, evidence: Evidence) -> Built:
    """Return the column as nullable boolean; in a column of crosses an empty cell means no."""
    marked = evidence.convention == "marked"
    by_text = {cell: text.lower() in YES for cell, text in evidence.texts.items() if text}
    by_text = {cell: value for cell, value in by_text.items() if evidence.texts[cell].lower() not in MARKERS}
    values = [_truth(cell, by_text) for cell in column.cells]
    series = pd.Series(values, dtype="boolean")
    if marked:
        return Built(series.fillna(value=False), "bool", convention="marked")
    unread, markers = left_over(column, series.isna().to_numpy())
    return Built(series, "bool", unread, markers)


def _truth(cell: object, by_text: dict[str, bool]) -> bool | None:
    if isinstance(cell, str):
        return by_text.get(cell)
    return bool(cell) if isinstance(cell, (bool, int, float)) else None


def build_texts(column: RawColumn, evidence: Evidence, kind: ColumnType) -> Built:
    """Return the column as text, trimmed; "NULL" is no text, nor is an error such as #N/A."""
    width = max(map(len, column.formats)) if kind == "id" and column.formats and _padded(column) else 0
    texts = evidence.texts
    values: Sequence[object] = column.cells
    said = "" not in texts.values() and _NO_TEXT.isdisjoint(map(str.lower, texts.values()))
    if not said or not all(map(eq, texts, texts.values())) or not set(map(type, values)) <= {str}:
        by_text = {cell: (text if text and text.lower() not in _NO_TEXT else None) for cell, text in texts.items()}
        values = [by_text[cell] if type(cell) is str else _text_of(cell, kind, width) for cell in column.cells]
    return Built(pd.Series(values, dtype="str"), kind)


def _text_of(cell: object, kind: ColumnType, width: int) -> str | None:
    if kind == "time" and (span := duration(cell)) is not None:
        return written_time(span)
    text = "" if isinstance(cell, CellError) else as_text(cell)
    return text.zfill(width) if text else None


def _padded(column: RawColumn) -> bool:
    return all(re.fullmatch("0{3,}", code) for code in column.formats)


def left_over(column: RawColumn, missing: np.ndarray) -> tuple[tuple[int, ...], int]:
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
