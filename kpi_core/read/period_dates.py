"""From the labels of periods to dates: the year that a label leaves out, and the month in which the year of the books begins.

What neither the labels, nor the rows, nor the text above the table settle, is asked.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from kpi_core.model import Issue, Question, Reading
from kpi_core.read.cells import as_text, letter
from kpi_core.read.dates import FIRST_YEAR, LAST_YEAR

if TYPE_CHECKING:
    from collections.abc import Mapping as Map
    from collections.abc import Sequence

    from kpi_core.read.examine import RawColumn
    from kpi_core.read.period_labels import PeriodLabel
    from kpi_core.read.periods_across import PeriodColumn, Wide

YEARS_OFFERED = range(2020, 2030)  # when the sheet names no year at all; any other year may be answered too
_STARTS = {"january": 1, "april": 4, "july": 7, "september": 9, "october": 10}
_WRITTEN = {"month": "-{:02d}", "quarter": "-Q{}", "week": "-W{:02d}", "day": "-{}"}
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_WHOLE_DATE = re.compile(r"(?<!\d)(?:\d{1,2}[-/. ]\d{1,2}[-/. ]((?:19|20)\d\d)|((?:19|20)\d\d)-\d{1,2}-\d{1,2})(?!\d)")
_STAMP = re.compile(
    r"afgedrukt|geprint|print|gegenereerd|generated|export|gemaakt|created|bijgewerkt|updated|run", re.IGNORECASE
)
_CALENDAR = re.compile(r"kalenderja|calendar", re.IGNORECASE)


@dataclass(frozen=True)
class Around:
    """What is known around a table: name is its name, above the texts over it with the name of its sheet."""

    sheet: str
    name: str
    above: tuple[str, ...]
    answers: Map[str, str]


@dataclass(frozen=True)
class Dated:
    """The date of each period column, by its place in the sheet; none while a question is open.

    by_row: the year of each row stands in a column of its own.
    """

    dates: dict[int, object]
    issues: tuple[Issue, ...] = ()
    questions: tuple[Question, ...] = ()
    by_row: bool = False


def date_periods(wide: Wide, around: Around) -> Dated:
    """Return the first day of every period, as text that says how wide it is: "2025-03", "2025-Q1", "2025-W12"."""
    labels = [column.label for column in wide.periods]
    issues: list[Issue] = []
    questions: list[Question] = []
    years = _years_in_order(wide.periods)
    if wide.year is not None and any(label.year is None for label in labels):
        return Dated({}, by_row=True)
    if years is None:
        year = _first_year(wide, around)
        issues += year.issues
        questions += year.questions
        years = None if year.first is None else _years_in_order(wide.periods, year.first)
    start: tuple[int, int] | None = (1, 0)
    if any(label.fiscal for label in labels):
        start, asked = _book_year(wide, around, years)
        questions += asked
    if years is None or start is None:
        return Dated({}, tuple(issues), tuple(questions))
    dates = {
        column.raw.index: dated(column.label, year, start) for column, year in zip(wide.periods, years, strict=True)
    }
    return Dated(dates, tuple(issues), tuple(questions))


def dated(label: PeriodLabel, year: int, start: tuple[int, int] = (1, 0)) -> object:
    """Return the first day of a period: text that names the period, or a date.

    start: the month in which a year of the books begins, and how many years that lies before the year in its name.
    """
    if label.when is not None:
        return label.when if label.text[:4].isdigit() else label.text
    if label.span == "half":
        return date(year, label.number * 6 - 5, 1)
    if label.span == "period":
        months = (year - start[1]) * 12 + start[0] - 1 + label.number - 1
        return f"{months // 12}-{months % 12 + 1:02d}"
    if label.span == "year":
        return date(year - start[1], start[0], 1) if label.fiscal else date(year, 1, 1)
    return f"{year}{_WRITTEN[label.span].format(label.number)}"


def _years_in_order(periods: Sequence[PeriodColumn], first: int | None = None) -> list[int] | None:
    """Return the year of every period, None when the first has none.

    A label without a year continues the one before it of the same measure; where the numbers start again, a year later.
    """
    years: list[int] = []
    last: dict[str, tuple[int, int]] = {}
    for column in periods:
        label = column.label
        before = last.get(column.measure)
        if label.year is not None:
            year = label.year
        elif before is not None:
            year = before[0] + (label.number < before[1])
        elif first is not None:
            year = first
        else:
            return None
        last[column.measure] = (year, label.number)
        years.append(year)
    return years


def _first_year(wide: Wide, around: Around) -> FirstYear:
    first = wide.periods[0]
    identity = f"{around.name}!{letter(first.raw.index)}:period_year"
    wraps = (years := _years_in_order(wide.periods, 0)) is not None and max(years) > 0
    own = {column.label.year for column in wide.periods if column.label.year}
    return which_year(around, identity, first.label, first.raw, wraps=wraps, own=frozenset(own))


@dataclass(frozen=True)
class FirstYear:
    """The year of the first period, None = a question is open."""

    first: int | None
    issues: tuple[Issue, ...] = ()
    questions: tuple[Question, ...] = ()


def which_year(
    around: Around, identity: str, label: PeriodLabel, raw: RawColumn, *, wraps: bool, own: frozenset[int] = frozenset()
) -> FirstYear:
    """Return the year of a first period that does not say it: as answered, as named above the table, else asked.

    wraps: the periods run into a next year. own: the years that other periods of the table name.
    """
    answer = around.answers.get(identity, "")
    if answer.isdigit() and FIRST_YEAR <= int(answer) <= LAST_YEAR:
        return FirstYear(int(answer))
    named, seen = years_named(around.above)
    running_on = len(named) == 2 and named[1] == named[0] + 1
    if not own and (running_on if wraps else len(named) == 1):
        about: dict[str, object] = {"sheet": around.sheet, "year": str(named[0]), "label": label.text}
        return FirstYear(named[0], (Issue("period_year_taken", "info", around.sheet, (), about),))
    candidates = {*named, *seen, *own, *(year - 1 for year in named if wraps)} or set(YEARS_OFFERED)
    readings = tuple(
        Reading(str(year), f"{label.text} = {as_text(dated(label, year))}", None) for year in sorted(candidates)
    )
    fields = {"sheet": around.sheet, "label": label.text, "letter": letter(raw.index), "column": raw.name}
    return FirstYear(None, (), (Question(identity, "period_year", around.sheet, raw.name, readings, fields),))


def years_named(texts: Sequence[str]) -> tuple[list[int], list[int]]:
    """Return the years that texts name as their subject, and the years that only stand in a date or a time stamp.

    >>> years_named(["Omzet 2025", "Afgedrukt 03-02-2026"])
    ([2025], [2026])
    """
    named: set[int] = set()
    seen: set[int] = set()
    for text in texts:
        in_dates = [int(a or b) for a, b in _WHOLE_DATE.findall(text)]
        plain = {int(year) for year in _YEAR.findall(_WHOLE_DATE.sub(" ", text))}
        spanned = set(in_dates) if len(in_dates) > 1 and len(set(in_dates)) == 1 else set()
        if _STAMP.search(text):
            seen |= plain | set(in_dates)
        else:
            named |= plain | spanned
            seen |= set(in_dates)
    return sorted(named), sorted(seen - named)


def _book_year(wide: Wide, around: Around, years: list[int] | None) -> tuple[tuple[int, int] | None, list[Question]]:
    """Return the month in which the year of the books begins, and how many years before the year in its name."""
    first = wide.periods[0]
    broken = any(column.label.until for column in wide.periods)
    starts = {month: (number, 0) for month, number in _STARTS.items()}
    starts |= {f"{month}_before": (number, 1) for month, number in _STARTS.items()}
    choices = {choice: start for choice, start in starts.items() if _possible(start, broken=broken)}
    if not broken and any(_CALENDAR.search(text) for text in around.above):
        return (1, 0), []
    identity = f"{around.name}!{letter(first.raw.index)}:fiscal_start"
    answer = around.answers.get(identity, "")
    if answer in choices:
        return choices[answer], []
    readings = tuple(
        Reading(choice, f"{first.label.text} = {_shown(first.label, years[0] if years else 0, start)}", None, {})
        for choice, start in choices.items()
    )
    fields = {"sheet": around.sheet, "label": first.label.text, "letter": letter(first.raw.index)}
    return None, [Question(identity, "fiscal_start", around.sheet, "Periode", readings, fields)]


def _possible(start: tuple[int, int], *, broken: bool) -> bool:
    if broken:  # "2025/26" says in which year it begins, and that it is not in January
        return start[0] > 1 and start[1] == 0
    return start != (1, 1)


def _shown(label: PeriodLabel, year: int, start: tuple[int, int] = (1, 0)) -> str:
    if not year:
        months = start[0] - 1 + max(label.number, 1) - 1
        return f"{months % 12 + 1:02d}"
    return as_text(dated(label, year, start))
