"""Dates as bare digits: Excel serial numbers, YYYYMMDD and its like, years with a fraction."""

from __future__ import annotations

from calendar import monthrange
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from kpi_core.read.dates import FIRST_YEAR, LAST_YEAR, PIVOT

if TYPE_CHECKING:
    from collections.abc import Collection

_EPOCH_1900 = datetime(1899, 12, 30)  # noqa: DTZ001  # spreadsheets know no time zones
_FIRST_SERIAL, _LAST_SERIAL = 20_000, 80_000
_PATTERNS = {
    "yyyymmdd": ("yyyy", "mm", "dd"),
    "ddmmyyyy": ("dd", "mm", "yyyy"),
    "mmddyyyy": ("mm", "dd", "yyyy"),
    "yyyymm": ("yyyy", "mm"),
    "mmyyyy": ("mm", "yyyy"),
    "yymmdd": ("yy", "mm", "dd"),
    "ddmmyy": ("dd", "mm", "yy"),
    "mmddyy": ("mm", "dd", "yy"),
}
DIGITS = frozenset(_PATTERNS)
_FROM = 2013  # YYYYMM with a year up to 2012 may be a day as well: 201203
_QUARTERS = {0.0: 1, 0.25: 4, 0.5: 7, 0.75: 10}


def patterns_of(texts: Collection[str]) -> tuple[str, ...]:
    """Return the ways every one of these digits is a day or a month; the ISO order alone where it can be nothing else.

    A day below the tenth that lost its zero in a number is taken as if it had it.
    """
    width = max(map(len, texts), default=0)
    if width not in (6, 8) or min(map(len, texts)) < width - 1 or not all(text.isdigit() for text in texts):
        return ()
    fits = tuple(name for name in _PATTERNS if all(from_pattern(text.zfill(width), name) for text in texts))
    if "yyyymm" in fits and max(int(text[:4]) for text in texts) >= _FROM:
        return ("yyyymm",)
    return fits


def from_pattern(text: str, name: str) -> datetime | None:
    """Return the day that digits mean in an order such as "ddmmyyyy", the first of the month when they name no day."""
    parts = _PATTERNS[name]
    width = sum(map(len, parts))
    text = text.zfill(width)
    if not text.isdigit() or len(text) != width:
        return None
    values, at = {"dd": 1}, 0
    for part in parts:
        values[part], at = int(text[at : at + len(part)]), at + len(part)
    short = values.get("yy", 0)
    year = values.get("yyyy", short + (2000 if short < PIVOT else 1900))
    if not FIRST_YEAR <= year <= LAST_YEAR or not 1 <= values["mm"] <= 12:
        return None
    fits = 1 <= values["dd"] <= monthrange(year, values["mm"])[1]
    return datetime(year, values["mm"], values["dd"]) if fits else None  # noqa: DTZ001


def from_serial(number: float) -> datetime | None:
    """Return the moment of an Excel serial number between 1954 and 2119, else None."""
    if not _FIRST_SERIAL <= number <= _LAST_SERIAL:
        return None
    return _EPOCH_1900 + timedelta(seconds=round(number * 86_400))


def from_decimal_year(number: float) -> datetime | None:
    """Return the first day of the quarter of a year with a fraction: 2025.25 is the second quarter; None when it is none.

    >>> from_decimal_year(2025.25).date().isoformat()
    '2025-04-01'
    """
    year = int(number)
    month = _QUARTERS.get(round(number - year, 4))
    return datetime(year, month, 1) if month and FIRST_YEAR <= year <= LAST_YEAR else None  # noqa: DTZ001
