"""Whether one value read is the one meant."""

from __future__ import annotations

import math
from datetime import date, datetime, time, timedelta

import pandas as pd

from tests.corpus import words
from tests.corpus.writers import shown

NEAR = 1e-9
NOTHING = ("", "-", "n.v.t.", "n/a", "PM", "onbekend", "TBD", "unknown")


def missing(found):
    return found is None or found is pd.NA or found is pd.NaT or (isinstance(found, float) and math.isnan(found))


def squeezed(text):
    return " ".join(str(text).split())


def near(found, wanted):
    number = as_number(found)
    return number is not None and math.isclose(number, wanted, rel_tol=NEAR, abs_tol=1e-6)


def as_number(found):
    if isinstance(found, str):
        return float(found) if found.isascii() and found.strip().isdigit() else None
    try:
        return float(found)
    except (TypeError, ValueError):
        return None


def same(column, found, wanted, cell):
    """Return whether `found` is right for a column of this kind. cell: how it was written."""
    if wanted is None:
        return missing(found) or (isinstance(found, str) and found.strip() in NOTHING)
    if missing(found):
        return False
    if column.lax is not None and any(near(found, other) for other in column.lax(wanted)):
        return True
    return SAME[column.kind](found, wanted, cell)


def _number(found, wanted, _):
    return not isinstance(found, str) and near(found, wanted)


def _text(found, wanted, _):
    return squeezed(found) == squeezed(wanted)


def _id(found, wanted, _):
    if isinstance(found, str):
        return found == wanted
    return not wanted.startswith("0") and near(found, float(wanted)) if wanted.isdigit() else False


def _date(found, wanted, _):
    moment = wanted if isinstance(wanted, datetime) else datetime(wanted.year, wanted.month, wanted.day)
    return isinstance(found, pd.Timestamp | datetime | date) and pd.Timestamp(found) == pd.Timestamp(moment)


def _period(found, wanted, _):
    """A period is its first day, or its label as text; of a fiscal year any day in it."""
    if isinstance(found, str):
        return str(wanted.year) in found
    if isinstance(found, pd.Timestamp | datetime | date):
        return pd.Timestamp(found) in (pd.Timestamp(wanted), pd.Timestamp(wanted.replace(month=1)))
    return near(found, wanted.year)


def _clock(found, wanted, cell):
    if isinstance(found, str):
        return squeezed(found) in (shown(cell), shown(cell) + ":00", f"{wanted:%H:%M}", f"{wanted:%H:%M:%S}")
    if isinstance(found, time):
        return found == wanted
    return _span(found, timedelta(hours=wanted.hour, minutes=wanted.minute), None)


def _span(found, wanted, _):
    """A duration may come as text, a span of time, days, hours, minutes or seconds."""
    if isinstance(found, str):
        parts = found.strip().split(":")
        if len(parts) not in (2, 3) or not all(part.isdigit() for part in parts):
            return False
        return sum(int(part) * unit for part, unit in zip(parts, (3600, 60, 1), strict=False)) == wanted.total_seconds()
    if isinstance(found, pd.Timedelta | timedelta):
        return abs(found - wanted) < timedelta(seconds=1)
    if isinstance(found, time):
        return timedelta(hours=found.hour, minutes=found.minute, seconds=found.second) == wanted
    seconds = wanted.total_seconds()
    return any(near(found, seconds / unit) for unit in (86400, 3600, 60, 1))


def _yes(found, wanted, cell):
    return squeezed(found).lower() == shown(cell).lower() if isinstance(found, str) else bool(found) is wanted


def _month_name(found, wanted, _):
    """A month without a year: the word, or that month of the year that was answered."""
    if isinstance(found, str):
        return squeezed(found).lower() == wanted.lower()
    return any(wanted in months and found.month == months.index(wanted) + 1 for months in words.MONTHS.values())


def _month_of(found, wanted, _):
    return isinstance(found, pd.Timestamp | date) and (found.month, found.day) == (wanted.month, 1)


SAME = {
    "text": _text,
    "month_name": _month_name,
    "month_of": _month_of,
    "id": _id,
    "number": _number,
    "money": _number,
    "percent": _number,
    "currencies": _number,
    "part": _number,
    "date": _date,
    "period": _period,
    "time": _clock,
    "duration": _span,
    "bool": _yes,
}
