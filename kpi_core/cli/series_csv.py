"""A text file of series: a period and a value per line and, for several series at once, whose they are.

Columns `period,value` and, where there are more, `series`; parted by a comma, a semicolon or a tab; UTF-8. A value that is empty,
`NA` or `NaN` is missing, and so is a period that is not there. Lines may come in any order. Whatever reads two ways is refused
with its line.
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from kpi_core.cli.series_values import values_of
from kpi_core.errors import UnreadableFile
from kpi_core.periods import Grain, Period, parse_period, period_of, periods_between
from kpi_core.work.names import LONGEST_NAME, clean

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

NEEDED, ALSO = ("period", "value"), "series"
MOST_BYTES = 64_000_000
MOST_LINES = 1_000_000
MOST_PERIODS = 5_000
"""Of one series: thirteen years of days."""
FIRST_YEAR, LAST_YEAR = 1600, 2400
PERIOD = re.compile(r"\d{4}(-(\d{2}(-\d{2})?|Q[1-4]|W\d{2}))?", re.ASCII)


@dataclass(frozen=True)
class Series:
    """One series: a value per period from the first known to the last known one, NaN = missing. name: None = the only one."""

    name: str | None
    periods: tuple[Period, ...]
    values: tuple[float, ...]

    @property
    def grain(self) -> Grain:
        """How wide its periods are."""
        return self.periods[0].grain

    @property
    def key(self) -> str:
        """What its chance is seeded by, so that the same series gives the same figures."""
        return self.name or ""

    def until(self, last: Period) -> Series | None:
        """Return the series as if the file ended with this period; None when nothing is known by then."""
        known = {period: value for period, value in zip(self.periods, self.values, strict=True) if period <= last}
        return _series(self.name, known)


@dataclass(frozen=True)
class _Line:
    number: int
    series: str | None
    period: Period
    value: str


def read_series(path: str, grain: Grain | None = None) -> tuple[Series, ...]:
    """Return the series of a file in the order of their first lines.

    grain: what the periods must be, None = whatever they are, one grain per series; dates that are all the first (or all the last)
    day of such a period stand for it. Raises UnreadableFile, which names the line.
    """
    lines = list(_lines(_text(path)))
    if not lines:
        _refuse("series_empty")
    values = values_of([(line.number, line.value) for line in lines])
    if grain is not None:
        lines = _at(lines, grain)
    found: dict[str | None, dict[Period, float]] = {}
    for line, value in zip(lines, values, strict=True):
        own = found.setdefault(line.series, {})
        if line.period in own:
            _refuse("series_twice", line=line.number, word=line.period.id)
        if own and next(iter(own)).grain is not line.period.grain:
            _refuse("series_mixed", line=line.number, word=line.period.id, other=next(iter(own)).id)
        own[line.period] = value
    named = (_series(name, own) or Series(name, (min(own),), (float("nan"),)) for name, own in found.items())
    return tuple(named)


def _series(name: str | None, values: dict[Period, float]) -> Series | None:
    known = [period for period, value in values.items() if value == value]  # noqa: PLR0124  # not a number
    if not known:
        return None
    first, last = min(known), max(known)
    if (last.start - first.start).days > MOST_PERIODS * first.days:
        _refuse("series_too_long", n=MOST_PERIODS, name=name or "-")
    periods = periods_between(first.start, last.end, first.grain)
    return Series(name, periods, tuple(values.get(period, float("nan")) for period in periods))


def _text(path: str) -> str:
    try:
        with Path(path).open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise UnreadableFile("cli_no_file", path=path) from error
    if len(data) > MOST_BYTES:
        _refuse("series_too_large", n=MOST_BYTES // 1_000_000)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableFile("series_no_text") from error
    if "\0" in text:
        _refuse("series_no_text")
    return text


def _lines(text: str) -> Iterator[_Line]:
    head = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(",;\t", key=head.count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    columns: dict[str, int] = {}
    try:
        for row in rows:
            if not any(cell.strip() for cell in row):
                continue
            if not columns:
                columns = _columns(row)
            elif rows.line_num > MOST_LINES:
                _refuse("series_too_many_lines", n=MOST_LINES)
            else:
                yield _line(row, columns, rows.line_num)
    except csv.Error as error:
        raise UnreadableFile("series_broken_line", line=rows.line_num) from error


def _columns(head: Sequence[str]) -> dict[str, int]:
    names = [name.strip().casefold() for name in head]
    for name in NEEDED:
        if name not in names:
            _refuse("series_no_column", word=name)
    for name in names:
        if name not in (*NEEDED, ALSO):
            _refuse("series_unknown_column", word=clean(name, 40) or "-")
        if names.count(name) > 1:
            _refuse("series_column_twice", word=name)
    return {name: place for place, name in enumerate(names)}


def _line(row: Sequence[str], columns: dict[str, int], number: int) -> _Line:
    if len(row) != len(columns):
        _refuse("series_cells", line=number, n=len(row), needed=len(columns))
    name = _name(row[columns[ALSO]]) if ALSO in columns else None
    if name == "":
        _refuse("series_no_name", line=number, n=LONGEST_NAME)
    period = _period(row[columns["period"]])
    if period is None:
        _refuse("series_no_period", line=number, word=clean(row[columns["period"]], 40) or "-")
    return _Line(number, name, period, row[columns["value"]])


@lru_cache(maxsize=4096)
def _name(text: str) -> str:
    """Return a name on one line; "" when there is none, or one that is too long."""
    return clean(text) if len(text.strip()) <= LONGEST_NAME else ""


@lru_cache(maxsize=4096)
def _period(text: str) -> Period | None:
    word = text.strip()
    try:
        found = parse_period(word) if PERIOD.fullmatch(word) else None
    except ValueError:
        return None
    return found if found and FIRST_YEAR <= found.start.year <= LAST_YEAR else None


def _at(lines: Sequence[_Line], grain: Grain) -> list[_Line]:
    """Return the lines at the grain asked for; raises when the periods are of another one."""
    kept = []
    ends = {line.period.start == period_of(line.period.start, grain).start for line in lines}
    for line in lines:
        period = line.period
        if period.grain is Grain.DAY and grain is not Grain.DAY and len(ends) == 1:
            whole = period_of(period.start, grain)
            period = whole if period.start == (whole.start if ends == {True} else whole.end) else period
        if period.grain is not grain:
            _refuse("series_other_grain", line=line.number, word=period.id, grain=grain.value)
        kept.append(_Line(line.number, line.series, period, line.value))
    return kept


def _refuse(code: str, **fields: object) -> NoReturn:
    raise UnreadableFile(code, **fields)
