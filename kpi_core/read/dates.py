"""Dates as people write them: each text gives its reading, or two when day and month cannot be told apart."""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import lru_cache
from typing import Literal, NamedTuple

from kpi_core.read.calendar_names import MONTH, MONTHS, WEEKDAY, WORDS, weekdays

DateStyle = Literal["plain", "day_first", "month_first", "either"]
Span = Literal["day", "month", "quarter", "week"]

_CLOCK = r"(?:(?:T|,?\s+)(?P<h>\d{1,2}):(?P<m>\d{2})(?::(?P<s>\d{2})(?:[.,]\d+)?)?\s*(?P<half>[ap]\.?m\.?)?\s*(?:Z|UTC|[+-]\d{2}:?\d{2})?)?"
_FLAGS = re.IGNORECASE
_LETTERS = re.compile(r"[^\W\d_]+")
_CLOCK_WORDS = frozenset(["t", "z", "tz", "utc", "a", "p", "m", "am", "pm"])
_DATE_WORDS = WORDS | frozenset(["q", "k", "qw", "kw", "qwartaal", "kwartaal", "quarter", "week", "wk", "w"])
_YEAR_FIRST = re.compile(r"(?P<y>\d{4})(?P<mark>[-/.])(?P<mo>\d{1,2})(?P=mark)(?P<d>\d{1,2})" + _CLOCK, _FLAGS)
_TWO_PARTS = re.compile(
    WEEKDAY + r"(?P<a>\d{1,2})(?P<mark>[-/. ])(?P<b>\d{1,2})(?P=mark)(?P<y>\d{4}|'?\d{2})" + _CLOCK, _FLAGS
)
_NAMED = re.compile(
    WEEKDAY
    + rf"(?P<d>\d{{1,2}})(?:er|[ds]?te|e|de|st|nd|rd|th|\.)?[-\s./]+(?:of\s+)?{MONTH}[-\s.,/]+(?P<y>\d{{4}}|'?\d{{2}})"
    + _CLOCK,
    _FLAGS,
)
_NAME_FIRST = re.compile(
    WEEKDAY + rf"{MONTH}\s+(?P<d>\d{{1,2}})(?:er|[ds]?te|e|de|st|nd|rd|th)?,?\s+(?P<y>\d{{4}})" + _CLOCK, _FLAGS
)
_MONTH_OF = re.compile(rf"{MONTH}(?:[-\s./]+(?P<y>\d{{4}})|(?:-|\s?'|-')(?P<short>\d{{2}}))", _FLAGS)
_OF_MONTH = re.compile(rf"(?P<y>\d{{4}})[-\s/]+{MONTH}", _FLAGS)
_NUMBERED_MONTH = re.compile(r"(?:(?P<y>\d{4})[-/](?P<mo>\d{1,2})|(?P<mo2>\d{1,2})[-/](?P<y2>\d{4}))")
_QUARTER = re.compile(
    r"(?:[qk](?:w|wartaal)?\.?\s?(?P<q>[1-4])|(?P<q2>[1-4])(?:e|st|nd|rd|th)\s+(?:kw|kwartaal|quarter))[-\s/,']+(?P<y>\d{4})"
    r"|(?P<y2>\d{4})[-\s/]*[qk](?:w|wartaal)?\.?\s?(?P<q3>[1-4])",
    _FLAGS,
)
_WEEK = re.compile(
    r"(?:week|wk|w)\.?\s*(?P<w>\d{1,2})[-\s/,]+(?P<y>\d{4})|(?P<y2>\d{4})[-\s/,]*(?:week|wk|w)\.?\s*(?P<w2>\d{1,2})",
    _FLAGS,
)
FIRST_YEAR, LAST_YEAR = 1900, 2100
NO_END = {(9999, 12, 31), (2999, 12, 31)}  # what systems write for what has no end
PIVOT = 70  # a year of two digits below it lies in this century, from it in the one before


class WrittenDate(NamedTuple):
    """What a text says as a date. `when` reads the day first; `other` reads the month first, only where both fit.

    style: "either" when both orders fit and differ, "plain" when the order does not matter. span: what it names.
    short: its year was written in two digits.
    """

    when: datetime
    style: DateStyle
    other: datetime | None = None
    span: Span = "day"
    short: bool = False


@lru_cache(maxsize=65536)
def read_date(text: str) -> WrittenDate | None:
    """Return what a stripped `text` says as a date, or None.

    >>> read_date("12 mrt 2026").when.date().isoformat()
    '2026-03-12'
    >>> read_date("03-04-2026").style
    'either'
    """
    if not 6 <= len(text) <= 40 or not any(char.isdigit() for char in text):
        return None
    words = _LETTERS.findall(text.lower())
    if words and not (text[0].isdigit() and _CLOCK_WORDS.issuperset(words)) and _DATE_WORDS.isdisjoint(words):
        return None
    found = _numeric(text) or (_named(text) if words else None) or _coarse(text)
    return found._replace(short=True) if found and str(found.when.year) not in text else found


def _numeric(text: str) -> WrittenDate | None:
    if match := _YEAR_FIRST.fullmatch(text):
        when = _moment(int(match["y"]), int(match["mo"]), int(match["d"]), match)
        return WrittenDate(when, "plain") if when else None
    match = _TWO_PARTS.fullmatch(text)
    if match is None:
        return None
    a, b, year = int(match["a"]), int(match["b"]), _year(match["y"])
    day_first = _moment(year, b, a, match)
    month_first = None if match["mark"] == "." else _moment(year, a, b, match)
    if day_first and month_first:
        proof = _proof_by_weekday(day_first, month_first, match)
        if proof:
            return proof
        return WrittenDate(day_first, "plain") if a == b else WrittenDate(day_first, "either", month_first)
    if day_first:
        return WrittenDate(day_first, "day_first")
    return WrittenDate(month_first, "month_first") if month_first else None


def _proof_by_weekday(day_first: datetime, month_first: datetime, match: re.Match[str]) -> WrittenDate | None:
    """Return the one order under which the day of the week is the one that is written."""
    named = weekdays(match)
    fits = day_first.weekday() in named, month_first.weekday() in named
    if fits == (True, False):
        return WrittenDate(day_first, "day_first")
    return WrittenDate(month_first, "month_first") if fits == (False, True) else None


def _named(text: str) -> WrittenDate | None:
    match = _NAMED.fullmatch(text) or _NAME_FIRST.fullmatch(text)
    if match is None:
        return None
    when = _moment(_year(match["y"]), MONTHS[match["name"].lower()], int(match["d"]), match)
    return WrittenDate(when, "plain") if when else None


def _coarse(text: str) -> WrittenDate | None:
    """Read a text that names a month, a quarter or a week; it stands for its first day."""
    found: tuple[Span, int, int] | None = None
    if match := _MONTH_OF.fullmatch(text) or _OF_MONTH.fullmatch(text):
        year = match["y"] or match["short"]
        found = "month", _year(year), MONTHS[match["name"].lower()]
    elif match := _NUMBERED_MONTH.fullmatch(text):
        found = "month", int(match["y"] or match["y2"]), int(match["mo"] or match["mo2"])
    elif match := _QUARTER.fullmatch(text):
        found = "quarter", int(match["y"] or match["y2"]), int(match["q"] or match["q2"] or match["q3"]) * 3 - 2
    elif match := _WEEK.fullmatch(text):
        return _week(int(match["y"] or match["y2"]), int(match["w"] or match["w2"]))
    when = _moment(found[1], found[2], 1, None) if found else None
    return WrittenDate(when, "plain", None, found[0]) if found and when else None


def _week(year: int, week: int) -> WrittenDate | None:
    try:
        monday = date.fromisocalendar(year, week, 1)
    except ValueError:
        return None
    return WrittenDate(datetime(monday.year, monday.month, monday.day), "plain", None, "week")  # noqa: DTZ001


def _year(text: str) -> int:
    digits = text.lstrip("'")
    year = int(digits)
    if len(digits) > 2:
        return year
    return year + (2000 if year < PIVOT else 1900)


def _moment(year: int, month: int, day: int, match: re.Match[str] | None) -> datetime | None:
    """Return the wall-clock moment; None when there is no such day. A time zone is left off: the day is as written."""
    hour = minute = second = 0
    if match is not None and match["h"]:
        hour, minute, second = int(match["h"]), int(match["m"]), int(match["s"] or 0)
        if match["half"]:
            hour = hour % 12 + (12 if match["half"].lower().startswith("p") else 0)
    if not FIRST_YEAR <= year <= LAST_YEAR and (year, month, day) not in NO_END:
        return None
    try:
        return datetime(year, month, day, hour, minute, second)  # noqa: DTZ001
    except ValueError:
        return None
