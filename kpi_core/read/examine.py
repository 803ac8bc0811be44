"""What a column is, judged from all of its cells: number, date, yes/no, an id, or text."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import TYPE_CHECKING, Literal

from kpi_core.numbers import Written, written
from kpi_core.read.cells import ERROR_TEXTS, MARKERS, address
from kpi_core.read.dates import WrittenDate, from_digits, from_serial, read_date

if TYPE_CHECKING:
    from collections.abc import Iterable

Guess = Literal["empty", "text", "id", "number", "date", "bool", "time"]

ENOUGH = 0.8
_SAMPLE = 1000
_YES_NO = ({"ja", "nee"}, {"yes", "no"}, {"true", "false"}, {"waar", "onwaar"}, {"j", "n"}, {"y", "n"})
YES = frozenset({"ja", "yes", "true", "waar", "j", "y", "x", "\u2713", "\u2714"})
_MARKS = ({"x"}, {"\u2713"}, {"\u2714"})
_DATE_HEADER = re.compile(r"dat(?:um|e)|(?:^|[\W_])(?:dag|day|maand|month|periode|period)(?:$|[\W_])", re.IGNORECASE)
_ID_HEADER = re.compile(
    r"(?:^|[\W_])(?:id|nr|no|nummer|code|sku|ean|gtin|iban|kvk|tel|telefoon|phone|postcode|zip|zipcode|barcode|volgnr)\.?$"
    r"|^(?:id|nr|nummer|code|sku|ean|volgnr)(?:$|[\W_])|(?:nummer|number|postcode|nr\.?)$"
    r"|(?:order|klant|customer|product|user|session|factuur|invoice|deal|lead|artikel)id$",
    re.IGNORECASE,
)
_CAMEL_ID = re.compile(r"[a-z](?:ID|Id|No|Nr|Code)$")
_LEADING_ZERO = re.compile(r"0\d+")
_PADDED = re.compile(r"0{3,}")
_LONG = 15
_MOST_YES_NO = 20
_NO_WORDS = MARKERS | ERROR_TEXTS
_LONGEST_MARKER = max(map(len, _NO_WORDS))


@dataclass(frozen=True)
class RawColumn:
    """A column before typing. rows: the row of each cell as Excel counts. formats: Excel formats of the probed cells.

    columns: the sheet's column of each cell, from 0, where they differ because periods stood side by side; empty = `index`.
    """

    name: str
    header: str
    index: int
    cells: tuple[object, ...]
    rows: tuple[int, ...]
    formats: tuple[str, ...] = ()
    columns: tuple[int, ...] = ()

    def place(self, position: int) -> str:
        """Return the address of a cell."""
        return address(self.columns[position] if self.columns else self.index, self.rows[position])


@dataclass(frozen=True)
class Evidence:
    """A judgement and what it rests on. numbers and dates: what each distinct text reads as; texts: distinct, stripped.

    readable: cells that fit the judgement; filled: cells that hold something, markers such as "n.v.t." left out.
    """

    guess: Guess
    texts: dict[str, str] = field(default_factory=dict)
    numbers: dict[str, Written] = field(default_factory=dict)
    dates: dict[str, WrittenDate] = field(default_factory=dict)
    convention: str = ""
    filled: int = 0
    readable: int = 0


def examine(column: RawColumn) -> Evidence:
    """Return what the column is."""
    kinds = set(map(type, column.cells))
    types = Counter({kinds.pop(): len(column.cells)}) if len(kinds) == 1 else Counter(map(type, column.cells))
    counts = _count_texts(column, types)
    texts = {cell: cell.strip() for cell in counts}
    words = {
        cell: text
        for cell, text in texts.items()
        if text and (len(text) > _LONGEST_MARKER or text.lower() not in _NO_WORDS)
    }
    in_words = sum(counts[cell] for cell in words)
    typed_numbers = types[float] + types[int]
    typed_dates = types[date] + types[datetime]
    typed_times = types[time] + types[timedelta]
    filled = in_words + typed_numbers + typed_dates + typed_times + types[bool]
    if not filled:
        return Evidence("empty", texts)
    if (convention := _yes_no(words.values())) is not None and in_words + types[bool] == filled:
        return Evidence("bool", texts, convention=convention, filled=filled, readable=filled)
    numbers, dates = _readings(words)
    as_numbers = typed_numbers + sum(counts[cell] for cell in numbers)
    as_dates = typed_dates + sum(counts[cell] for cell in dates)
    if _enough(as_dates, filled):
        return Evidence("date", texts, numbers, dates, "", filled, as_dates)
    if _enough(as_numbers, filled):
        return _number_like(column, texts, numbers, filled, as_numbers)
    if _enough(typed_times, filled):
        return Evidence("time", texts, filled=filled, readable=typed_times)
    return Evidence("text", texts, numbers, dates, "", filled, max(as_numbers, as_dates))


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


def _number_like(
    column: RawColumn, texts: dict[str, str], numbers: dict[str, Written], filled: int, readable: int
) -> Evidence:
    if _says_date(column) and (convention := _coded_dates(column, numbers)):
        return Evidence("date", texts, numbers, {}, convention, filled, readable)
    if _is_id(column, texts, numbers):
        return Evidence("id", texts, numbers, {}, "", filled, filled)
    return Evidence("number", texts, numbers, {}, "", filled, readable)


def _says_date(column: RawColumn) -> bool:
    return bool(_DATE_HEADER.search(column.header))


def _coded_dates(column: RawColumn, numbers: dict[str, Written]) -> str:
    """Return how a column of bare numbers under a date header codes its dates, "" when it does not."""
    digits = {cell.strip() for cell in numbers}
    typed = {float(cell) for cell in column.cells if isinstance(cell, (int, float))}
    digits |= {str(int(cell)) for cell in typed if cell.is_integer()}
    if not any(len(text) in (6, 8) for text in digits):
        serials = [*typed, *(float(text) for text in digits if text.isdigit())]
        return "excel_serial" if serials and all(from_serial(number) for number in serials) else ""
    return "yyyymmdd" if all(from_digits(text) for text in digits) else ""


def _is_id(column: RawColumn, texts: dict[str, str], numbers: dict[str, Written]) -> bool:
    """Return whether numbers are names: leading zeros, more digits than a number can hold, or a header that says so."""
    plain = all(found.style == "plain" and not found.currency and not found.percent for found in numbers.values())
    if not plain or any(not texts[cell].lstrip("0").isdigit() and texts[cell].strip("0") for cell in numbers):
        return False
    if any(isinstance(cell, (int, float)) and (cell < 0 or cell != int(cell)) for cell in column.cells):
        return False
    if any(_LEADING_ZERO.fullmatch(texts[cell]) or len(texts[cell]) > _LONG for cell in numbers):
        return True
    if column.formats and all(_PADDED.fullmatch(code) for code in column.formats):
        return True
    header = column.header.strip()
    return bool(_ID_HEADER.search(header) or _CAMEL_ID.search(header))
