"""Times of day and durations as people write them: 1:30, 01:30:00, 1u30, 90 min, 1h 30m."""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta
from functools import lru_cache

_DAY_ZERO = datetime(1899, 12, 31)  # noqa: DTZ001  # the day before the first a spreadsheet knows
_LAST_DURATION = 1900
_CLOCK = re.compile(r"-?\d{1,4}:[0-5]\d(?::[0-5]\d(?:[.,]\d+)?)?(?:\s?[ap]\.?m\.?)?", re.IGNORECASE)
_UNITS = re.compile(
    r"(?=.*\d)(?:\d+(?:[.,]\d+)?\s*(?:d|dag(?:en)?|days?|tage?)\s*)?"
    r"(?:\d+(?:[.,]\d+)?\s*(?:u|uur|uren|h|hrs?|hours?|std\.?|stunden?|heures?)\s*)?"
    r"(?:\d+(?:[.,]\d+)?\s*(?:(?<=\d)(?=$)|m|min\.?|minuten|minuut|minutes?|mins)\s*)?"
    r"(?:\d+(?:[.,]\d+)?\s*(?:s|sec\.?|seconden|seconds?|secondes?|sek\.?)\s*)?",
    re.IGNORECASE,
)


@lru_cache(maxsize=8192)
def says_time(text: str) -> bool:
    """Return whether a stripped text is a time of day or a duration.

    >>> says_time("1u30")
    True
    """
    if not 2 <= len(text) <= 30 or text.isdigit():
        return False
    if _CLOCK.fullmatch(text):
        return True
    return any(char.isalpha() for char in text) and text[0].isdigit() and _UNITS.fullmatch(text) is not None


def duration(cell: object) -> time | timedelta | None:
    """Return the time or duration a cell of a workbook holds; in some formats 26 hours comes as a moment in January 1900."""
    if isinstance(cell, datetime) and cell.year <= _LAST_DURATION:
        return cell - _DAY_ZERO
    return cell if isinstance(cell, (time, timedelta)) else None


def written_time(cell: time | timedelta) -> str:
    """Return a time of a workbook as its text; a duration counts on beyond 24 hours.

    >>> written_time(timedelta(hours=26, minutes=5))
    '26:05:00'
    """
    if isinstance(cell, time):
        return cell.isoformat()
    seconds = round(abs(cell).total_seconds())
    sign = "-" if cell < timedelta(0) else ""
    return f"{sign}{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
