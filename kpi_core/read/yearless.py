"""Days and months without a year: "maart", "3 mrt", "31-12". The year is asked."""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from kpi_core.read.calendar_names import MONTH, MONTHS, WEEKDAY

if TYPE_CHECKING:
    from collections.abc import Sequence

_ALONE = re.compile(MONTH, re.IGNORECASE)
_DAY_MONTH = re.compile(
    WEEKDAY + rf"(?P<d>\d{{1,2}})(?:er|[ds]?te|e|de|st|nd|rd|th|\.)?[-\s./]+(?:of\s+)?{MONTH}", re.IGNORECASE
)
_MONTH_DAY = re.compile(WEEKDAY + rf"{MONTH}[-\s]+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?", re.IGNORECASE)
_PARTS = re.compile(r"(?P<a>\d{1,2})(?P<mark>[-/.])(?P<b>\d{1,2})\.?")
_DIGITS = re.compile(r"\d{3,4}")
_MIN_NAMES = 2
_MOST = 400  # a year has no more days


class Yearless(NamedTuple):
    """A month and a day in it; the first when only the month is named."""

    month: int
    day: int

    def in_year(self, year: int) -> datetime | None:
        """Return the day in a year, None when that year has no such day."""
        try:
            return datetime(year, self.month, self.day)  # noqa: DTZ001
        except ValueError:
            return None


def read_all_yearless(words: dict[str, str], cells: Sequence[object], *, says_date: bool) -> dict[str, Yearless]:
    """Return what every distinct text means as a day or month without a year; empty when one of them does not.

    Bare figures (31-12, 3112) count only under a header that speaks of a date, and only where they prove their order.
    """
    if not words or len(words) > _MOST:
        return {}
    named = _all_named(words)
    if (named or says_date) and any(type(cell) is not str and cell is not None for cell in cells):
        return {}
    if named:
        return named if says_date or len(named) >= _MIN_NAMES else {}
    return _figures(words) if says_date else {}


def _all_named(words: dict[str, str]) -> dict[str, Yearless]:
    named = {}
    for cell, text in words.items():
        found = _named(text)
        if found is None:
            return {}
        named[cell] = found
    return named


def _named(text: str) -> Yearless | None:
    if match := _ALONE.fullmatch(text):
        return Yearless(MONTHS[match["name"].lower()], 1)
    match = _DAY_MONTH.fullmatch(text) or _MONTH_DAY.fullmatch(text)
    return _checked(MONTHS[match["name"].lower()], int(match["d"])) if match else None


def _figures(words: dict[str, str]) -> dict[str, Yearless]:
    pairs = {cell: pair for cell, text in words.items() if (pair := _pair(text))}
    if len(pairs) < len(words):
        return {}
    day_first = {cell: found for cell, (a, b) in pairs.items() if (found := _checked(b, a))}
    month_first = {cell: found for cell, (a, b) in pairs.items() if (found := _checked(a, b))}
    if len(day_first) == len(words) > len(month_first):
        return day_first
    return month_first if len(month_first) == len(words) > len(day_first) else {}


def _pair(text: str) -> tuple[int, int] | None:
    if match := _PARTS.fullmatch(text):
        return int(match["a"]), int(match["b"])
    if _DIGITS.fullmatch(text):
        return int(text[:-2]), int(text[-2:])
    return None


def _checked(month: int, day: int) -> Yearless | None:
    found = Yearless(month, day)
    return found if 1 <= month <= 12 and found.in_year(2024) else None
