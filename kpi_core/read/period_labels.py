"""Periods as people write them above a column: "jan-25", "2025 januari", "Q1 2025", "wk 12", "FY25 P01", "Realisatie mrt"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from kpi_core.read.cells import as_text
from kpi_core.read.dates import read_date

Span = Literal["day", "week", "month", "quarter", "half", "year", "period"]

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januari january januar janvier janv jan jän",
            "februari february februar février fevrier févr fev feb",
            "maart march märz mars mrt mar mrz maa mär",
            "april avril avr apr",
            "mei may mai",
            "juni june juin jun",
            "juli july juillet juil jul",
            "augustus august août aout aug",
            "september septembre sept sep",
            "oktober october octobre okt oct",
            "november novembre nov",
            "december dezember décembre decembre déc dec dez",
        ),
        1,
    )
    for name in names.split()
}
_NTH = {"eerste": 1, "tweede": 2, "derde": 3, "vierde": 4, "first": 1, "second": 2, "third": 3, "fourth": 4}
_IN, _OUT = r"(?<![^\W_])", r"(?![^\W_])"  # no letter or digit beside it; "_" parts words
_YEAR = r"(?:19|20)\d\d"
_SHORT = rf"(?:{_YEAR}|\d\d(?!\d))"
_GAP = r"[-\s/._,'’]*"
_BEFORE = rf"(?:(?P<y>{_YEAR}){_GAP})?"
_AFTER = rf"(?:{_GAP}(?P<y2>{_SHORT}))?"
_BROKEN = rf"(?:{_YEAR}|\d\d)(?:\s?[/-]\s?(?:{_YEAR}|\d\d)(?!\d))?"
_FISCAL_WORD = r"(?:fy|boekjaar|bj|fiscal\s+year|financial\s+year|geschäftsjahr)"


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(_IN + pattern + _OUT, re.IGNORECASE)


_NAMES = "|".join(sorted(_MONTHS, key=len, reverse=True))
_PATTERNS: tuple[tuple[Span, re.Pattern[str]], ...] = (
    (
        "period",
        _compiled(
            rf"(?:(?:{_FISCAL_WORD}\s*'?(?P<f>{_BROKEN})|(?P<y>{_YEAR}(?:/\d\d(?:\d\d)?)?)){_GAP})?"
            rf"(?:p|per\.?|periode|period)\s?0?(?P<n>\d{{1,2}})"
            rf"(?:{_GAP}(?:{_FISCAL_WORD}\s*'?(?P<f2>{_BROKEN})|(?P<y2>{_YEAR}(?:/\d\d(?:\d\d)?)?)))?"
        ),
    ),
    ("year", _compiled(rf"{_FISCAL_WORD}\s*'?(?P<f>{_BROKEN})")),
    ("month", _compiled(rf"{_BEFORE}(?P<name>{_NAMES})\.?{_AFTER}")),
    ("quarter", _compiled(rf"{_BEFORE}(?:[qk]|kw|kwartaal|quarter|quartal)\.?\s?(?P<n>[1-4]){_AFTER}")),
    (
        "quarter",
        _compiled(rf"{_BEFORE}(?P<n>[1-4])\s?(?:e|ste|de|st|nd|rd|th|\.)?\s?(?:kwartaal|kw|quarter|q){_AFTER}"),
    ),
    ("quarter", _compiled(rf"{_BEFORE}(?P<nth>{'|'.join(_NTH)})\s+(?:kwartaal|quarter){_AFTER}")),
    ("half", _compiled(rf"{_BEFORE}h(?:alfjaar|alf)?\s?(?P<n>[12]){_AFTER}")),
    ("half", _compiled(rf"{_BEFORE}(?P<n>[12])(?:e|st|nd)\s?(?:halfjaar|half\s?year|half){_AFTER}")),
    (
        "week",
        _compiled(
            rf"{_BEFORE}(?:week|weeknr\.?|wk|w)\.?\s?(?P<n>[0-5]?\d)(?:{_GAP}(?P<y2>{_YEAR})|['’]\s?(?P<s>\d\d))?"
        ),
    ),
    ("month", _compiled(rf"(?P<y>{_YEAR})[-/._\s]?(?P<n>0[1-9]|1[0-2])")),
    ("month", _compiled(rf"(?P<y>{_YEAR})[-/.\s](?P<n>[1-9])")),
    ("month", _compiled(rf"{_BEFORE}(?:maand|month)\s?(?P<n>\d{{1,2}})(?:{_GAP}(?P<y2>{_YEAR}))?")),
    ("month", _compiled(rf"(?P<n>0?[1-9]|1[0-2])[-/.\s](?P<y>{_YEAR})")),
    ("year", _compiled(rf"(?P<f>{_YEAR}\s?[/-]\s?(?:{_YEAR}|\d\d))")),
    ("year", _compiled(rf"(?P<y>{_YEAR})")),
)
_DAY_BEFORE = re.compile(r"(?<!\d)\d{1,2}\s*[-./\s]?\s*$")
_FILLER = re.compile(r"\b(?:jaar|year|maand|month|kwartaal|quarter|van|in|of|per)\b", re.IGNORECASE)
_EDGES = " \t-–—_:;,./|'’"


@dataclass(frozen=True)
class PeriodLabel:
    """A period named above a column. year: None = the label does not say. number: which month, quarter, week or period.

    fiscal: the year or period is that of the books, not of the calendar. until: the second year of "2025/26", else None.
    rest: what else the header says. when: the day of a whole date. text: the label as the file writes it.
    """

    span: Span
    number: int
    year: int | None = None
    fiscal: bool = False
    until: int | None = None
    rest: str = ""
    when: date | None = None
    text: str = ""


def period_label(cell: object, header: str) -> PeriodLabel | None:
    """Return the period a column's header names, None when it names none.

    cell: the header cell itself, for a real date. header: the text of all its header rows.

    >>> period_label("Jan-25", "Jan-25").year
    2025
    >>> period_label("mrt", "Realisatie mrt").rest
    'Realisatie'
    """
    if isinstance(cell, date):
        return PeriodLabel(
            "day", cell.day, cell.year, when=date(cell.year, cell.month, cell.day), text=as_text(cell)[:10]
        )
    text = " ".join(header.split())
    whole = read_date(text)
    if whole is not None and whole.span == "day":
        return PeriodLabel("day", whole.when.day, whole.when.year, when=whole.when.date(), text=text)
    for span, pattern in _PATTERNS:
        if match := pattern.search(text):
            return _label(span, match, text)
    return None


def _label(span: Span, match: re.Match[str], text: str) -> PeriodLabel | None:
    found = {key: value for key, value in match.groupdict().items() if value}
    if span == "month" and "name" in found and not found.get("y") and _DAY_BEFORE.search(text[: match.start()]):
        return None
    number = _number(found)
    if not _fits(span, number):
        return None
    fiscal = next((found[key] for key in ("f", "f2") if key in found), "")
    written = fiscal or next((found[key] for key in ("y", "y2", "s") if key in found), "")
    year, until = _years(written)
    if until is not None and until != (year or 0) + 1:
        return None
    rest = text[: match.start()] + " " + text[match.end() :]
    return PeriodLabel(
        span, number, year, bool(fiscal) or span == "period" or until is not None, until, _clean(rest), text=match[0]
    )


def _number(found: dict[str, str]) -> int:
    if name := found.get("name"):
        return _MONTHS[name.lower()]
    if nth := found.get("nth"):
        return _NTH[nth.lower()]
    return int(found.get("n", 0))


def _fits(span: Span, number: int) -> bool:
    most = {"week": 53, "month": 12, "quarter": 4, "half": 2, "period": 13}.get(span)
    return most is None or 1 <= number <= most


def _years(text: str) -> tuple[int | None, int | None]:
    parts = [part for part in re.split(r"[\s/-]+", text) if part]
    years = [int(part) + (2000 if len(part) == 2 else 0) for part in parts]  # "25" is this century
    return (years[0] if years else None), (years[1] if len(years) > 1 else None)


def _clean(rest: str) -> str:
    without = " ".join(_FILLER.sub(" ", rest.replace("()", " ")).split())
    return without.strip(_EDGES)
