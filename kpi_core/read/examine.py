"""What a column is, judged from all of its cells: number, date, yes/no, an id, or text."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import TYPE_CHECKING, Literal, NamedTuple

from kpi_core.numbers import Written, written
from kpi_core.read.cells import ERROR_TEXTS, MARKERS, address
from kpi_core.read.clock import duration, says_time
from kpi_core.read.coded import from_decimal_year, from_serial, patterns_of
from kpi_core.read.dates import WrittenDate, read_date
from kpi_core.read.names import is_id, says_id
from kpi_core.read.yearless import Yearless, read_all_yearless

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping as Map

Guess = Literal["empty", "text", "id", "number", "date", "bool", "time", "yearless"]

ENOUGH = 0.8
_SAMPLE = 1000
_YES_NO = (
    *({"ja", "nee"}, {"ja", "nein"}, {"yes", "no"}, {"oui", "non"}, {"j", "n"}, {"y", "n"}),
    *({"true", "false"}, {"waar", "onwaar"}, {"wahr", "falsch"}, {"vrai", "faux"}),
    *({"\u2713", "\u2717"}, {"\u2713", "\u2718"}, {"\u2714", "\u2718"}, {"\u2714", "\u2716"}, {"\u2705", "\u274c"}),
)
YES = frozenset({"ja", "yes", "oui", "true", "waar", "wahr", "vrai", "j", "y", "x", "1", "\u2713", "\u2714", "\u2705"})
_MARKS = ({"x"}, {"\u2713"}, {"\u2714"}, {"\u2705"})
_YES_NO_HEADER = re.compile(
    r"ja\s*/\s*nee|yes\s*/\s*no|ja\s*/\s*nein|oui\s*/\s*non|(?:^|\W)[jy]\s*/\s*n(?:$|\W)|\?$|^(?:is|has|heeft|ist|hat|est)[\W_]"
    r"|^(?:actief|active|aktiv|actif|betaald|paid|bezahlt|pay[ée]|akkoord)$",
    re.IGNORECASE,
)
_DATE_HEADER = re.compile(
    r"dat(?:um|e)|(?:^|[\W_])(?:dag|day|tag|jour|maand|month|monat|mois|periode|period|kwartaal|quarter)(?:$|[\W_])",
    re.IGNORECASE,
)
_YEAR_HEADER = re.compile(r"(?:boek)?jaar|(?:fiscal )?year|jahr|ann[\u00e9e]e", re.IGNORECASE)
_AMOUNT_HEADER = re.compile(
    r"(?:^|\W)per\W|omzet|bedrag|prijs|aantal|amount|revenue|price|total|count|updates", re.IGNORECASE
)
_MILLIONS = re.compile(r"\d\s?m$")
_MOST_YES_NO = 20
_NO_WORDS = MARKERS | ERROR_TEXTS
_LONGEST_MARKER = max(map(len, _NO_WORDS))


@dataclass(frozen=True)
class RawColumn:
    """A column before typing. rows: the row of each cell as Excel counts. formats: Excel formats of the probed cells.

    codes: the formats of the sheet by (row as Excel counts, column from 0); up to row `probed` a cell without one is plain.
    columns: the sheet's column of each cell, from 0, where they differ because periods stood side by side; empty = `index`.
    """

    name: str
    header: str
    index: int
    cells: tuple[object, ...]
    rows: tuple[int, ...]
    formats: tuple[str, ...] = ()
    columns: tuple[int, ...] = ()
    codes: Map[tuple[int, int], str] = field(default_factory=dict)
    probed: int = 0

    def format_at(self, position: int) -> str:
        """Return the number format of a cell, "" when it is plain or not known."""
        return self.codes.get((self.rows[position], self.columns[position] if self.columns else self.index), "")

    def known_formats(self) -> int:
        """Return how many cells, from the first, have a format that is known."""
        return next((at for at, row in enumerate(self.rows) if row > self.probed), len(self.rows))

    def place(self, position: int) -> str:
        """Return the address of a cell."""
        return address(self.columns[position] if self.columns else self.index, self.rows[position])


@dataclass(frozen=True)
class Evidence:
    """A judgement and what it rests on. numbers and dates: what each distinct text reads as; texts: distinct, stripped.

    patterns: the orders of day, month and year that bare digits may have, one when it is certain. yearless: what each text
        reads as that names a day or a month without its year. readable: cells that fit the judgement; filled: cells that hold something, markers such as "n.v.t." left out.
    """

    guess: Guess
    texts: dict[str, str] = field(default_factory=dict)
    numbers: dict[str, Written] = field(default_factory=dict)
    dates: dict[str, WrittenDate] = field(default_factory=dict)
    convention: str = ""
    filled: int = 0
    readable: int = 0
    patterns: tuple[str, ...] = ()
    yearless: dict[str, Yearless] = field(default_factory=dict)


def _is_duration(cell: object) -> bool:
    return not isinstance(cell, date) or duration(cell) is not None


class _Seen(NamedTuple):
    """The distinct texts of a column, stripped; those that say something; and how often each stands there."""

    texts: dict[str, str]
    words: dict[str, str]
    counts: Counter[str]


def examine(column: RawColumn) -> Evidence:
    """Return what the column is."""
    kinds = set(map(type, column.cells))
    types = Counter({kinds.pop(): len(column.cells)}) if len(kinds) == 1 else Counter(map(type, column.cells))
    counts = _count_texts(column, types)
    texts = dict(zip(counts, map(str.strip, counts), strict=True))
    words = _words(texts)
    in_words = counts.total() if words is texts else sum(counts[cell] for cell in words)
    typed_numbers = types[float] + types[int]
    typed_dates = types[date] + types[datetime]
    typed_times = types[time] + types[timedelta]
    if types[datetime] and (typed_times or all(map(_is_duration, column.cells))):
        spans = sum(isinstance(cell, datetime) and duration(cell) is not None for cell in column.cells)
        typed_dates, typed_times = typed_dates - spans, typed_times + spans
    filled = in_words + typed_numbers + typed_dates + typed_times + types[bool]
    if not filled:
        return Evidence("empty", texts)
    if (convention := _yes_no(words.values())) is not None and in_words + types[bool] == filled:
        return Evidence("bool", texts, convention=convention, filled=filled, readable=filled)
    if in_words + typed_numbers == filled and _YES_NO_HEADER.search(column.header) and _ones(column, words):
        return Evidence("bool", texts, convention="zero_one", filled=filled, readable=filled)
    typed = Counter({"number": typed_numbers, "date": typed_dates, "time": typed_times})
    return _by_readings(column, _Seen(texts, words, counts), typed, filled)


def _words(texts: dict[str, str]) -> dict[str, str]:
    """Return the texts that say something; `texts` itself when all do."""
    if "" not in texts.values() and _NO_WORDS.isdisjoint(map(str.lower, texts.values())):
        return texts
    return {
        cell: text
        for cell, text in texts.items()
        if text and (len(text) > _LONGEST_MARKER or text.lower() not in _NO_WORDS)
    }


def _by_readings(column: RawColumn, seen: _Seen, typed: Counter[str], filled: int) -> Evidence:
    """Judge a column by what its distinct words read as, and how many of its cells have a type of their own."""
    texts, words, counts = seen
    numbers, dates = _readings(words)
    if not dates and (any(found.scale for found in numbers.values()) or _AMOUNT_HEADER.search(column.header)):
        numbers |= _millions(words)
    as_numbers = typed["number"] + sum(counts[cell] for cell in numbers)
    as_dates = typed["date"] + sum(counts[cell] for cell in dates)
    if _enough(as_dates, filled):
        return Evidence("date", texts, numbers, dates, "", filled, as_dates)
    yearless = read_all_yearless(words, column.cells, says_date=_says_date(column))
    if yearless:
        return Evidence("yearless", texts, numbers, dates, "", filled, filled, (), yearless)
    if _enough(as_numbers, filled) and not _named_in_units(column, numbers):
        return _number_like(column, texts, numbers, filled, as_numbers)
    as_times = typed["time"] + _count_times(words, counts)
    if _enough(as_times, filled):
        return Evidence("time", texts, filled=filled, readable=as_times)
    return Evidence("text", texts, numbers, dates, "", filled, max(as_numbers, as_dates))


def _count_times(words: dict[str, str], counts: Counter[str]) -> int:
    """Return how many cells are a time or a duration in words; 0 when a spread sample shows none."""
    if not any(says_time(text) for text in list(words.values())[:: max(1, len(words) // _SAMPLE)]):
        return 0
    return sum(counts[cell] for cell, text in words.items() if says_time(text))


def _named_in_units(column: RawColumn, numbers: dict[str, Written]) -> bool:
    """Return whether what looks like thousands is part of a name: an article 12K."""
    return any(found.scale for found in numbers.values()) and says_id(column)


def _ones(column: RawColumn, words: dict[str, str]) -> bool:
    """Return whether every filled cell is 0 or 1."""
    typed = {cell for cell in column.cells if type(cell) in (int, float)}
    return set(words.values()) <= {"0", "1"} and typed <= {0, 1}


def _count_texts(column: RawColumn, types: Counter[type]) -> Counter[str]:
    if types[str] == len(column.cells):
        return Counter(column.cells)  # type: ignore[arg-type]
    return Counter(cell for cell in column.cells if type(cell) is str) if types[str] else Counter()


def _enough(readable: int, filled: int) -> bool:
    return readable == filled > 0 or (readable >= 2 and readable >= ENOUGH * filled)


def _yes_no(words: Iterable[str]) -> str | None:
    distinct = {word.lower() for word in islice(words, _MOST_YES_NO)}
    if not distinct:
        return ""
    if distinct in _MARKS:
        return "marked"
    fits = any(distinct <= pair and (len(distinct) == 2 or min(map(len, distinct)) > 1) for pair in _YES_NO)
    return "" if fits else None


def _readings(words: dict[str, str]) -> tuple[dict[str, Written], dict[str, WrittenDate]]:
    """Read every distinct text as a number and as a date; not at all when a spread sample shows neither."""
    some = list(words.items())[:: max(1, len(words) // _SAMPLE)]
    numeric = any(written(text) is not None for _, text in some)
    dated = any(read_date(text) is not None for _, text in some)
    numbers = {cell: found for cell, text in words.items() if (found := written(text))} if numeric else {}
    dates = {cell: day for cell, text in words.items() if (day := read_date(text))} if dated else {}
    return numbers, dates


def _millions(words: dict[str, str]) -> dict[str, Written]:
    """Read "8.9m" as millions: among other short numbers or under an amount it is no metre and no minute."""
    short = {cell: text for cell, text in words.items() if _MILLIONS.search(text)}
    return {cell: found for cell, text in short.items() if (found := written(text[:-1] + "M"))}


def _number_like(
    column: RawColumn, texts: dict[str, str], numbers: dict[str, Written], filled: int, readable: int
) -> Evidence:
    says_year = _YEAR_HEADER.fullmatch(column.header.strip()) is not None
    if (_says_date(column) or says_year) and (found := _coded_dates(column, numbers, only_years=says_year)):
        return Evidence("date", texts, numbers, {}, found[0] if len(found) == 1 else "", filled, readable, found)
    if is_id(column, texts, numbers):
        return Evidence("id", texts, numbers, {}, "", filled, filled)
    return Evidence("number", texts, numbers, {}, "", filled, readable)


def _says_date(column: RawColumn) -> bool:
    return bool(_DATE_HEADER.search(column.header)) and not _AMOUNT_HEADER.search(column.header)


def _coded_dates(column: RawColumn, numbers: dict[str, Written], *, only_years: bool) -> tuple[str, ...]:
    """Return the ways a column of bare numbers under a date header may code its dates; empty when it does not."""
    digits = {cell.strip() for cell in numbers}
    typed = {float(cell) for cell in column.cells if isinstance(cell, (int, float))}
    digits |= {str(int(cell)) for cell in typed if cell.is_integer()}
    numeric = [*typed, *(number for text in digits if (number := _plain(text)) is not None)]
    if any(number % 1 for number in numeric) and all(from_decimal_year(number) for number in numeric):
        return ("decimal_year",)
    if only_years:
        return ()
    if numeric and all(from_serial(number) for number in numeric):
        return ("excel_serial",)
    return () if any(cell % 1 for cell in typed) else patterns_of(digits)


def _plain(text: str) -> float | None:
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return None
