"""Which columns of a table are periods side by side, and what its other columns are: names of the items, totals, the rest."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kpi_core.read.cells import as_text, kind_of
from kpi_core.read.period_labels import PeriodLabel, Span, period_label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpi_core.read.cells import Row
    from kpi_core.read.examine import RawColumn
    from kpi_core.read.header import Layout

LEAST_PERIODS = 3
LEAST_IN_A_ROW = 2  # "jan, feb" early in the year; years need LEAST_PERIODS
LEAST_BARE_PERIODS = 12  # P1, P2, P3 are as often priorities as periods
_LOOKED_AT = 2_000  # cells of a column that say what it holds
_NUMERIC = 0.8
_WIDTH = {"day": 0, "week": 1, "month": 2, "period": 2, "quarter": 3, "half": 4, "year": 5}
_TOTAL = re.compile(
    r"(?<!\w)(?:(?:sub|eind|jaar)?[\s-]*tota(?:al|l|len|ls|le)|ytd|cum\w*\.?|som|sum|gesamt|jaar|year|tm|t/m)(?!\w)",
    re.IGNORECASE,
)
_DERIVED = re.compile(
    r"%|(?<!\w)(?:gem\w*\.?|average|avg\.?|mean|mediaan|median|index|verschil\w*|diff\w*|delta|afwijking|variance|var\.?|"
    r"groei|growth|aandeel|share|perc\w*\.?|pct|vj|vorig\w*(?:\s+jaar)?|ly|last\s+year|prior(?:\s+year)?|trend|mutatie|"
    r"min\.?|max\.?|rest|resterend)(?!\w)|\u0394|\u00b1",
    re.IGNORECASE,
)
_BUDGET = re.compile(
    r"(?<!\w)(?:begro\w+|budget\w*|bud\.?|target|doel\w*|norm|plan\w*|forecast|prognose)(?!\w)", re.IGNORECASE
)
_SHARE = re.compile(r"%|(?<!\w)(?:percentage|perc\.|pct|percent)(?!\w)", re.IGNORECASE)
_KEY = re.compile(
    r"(?<!\w)(?:id|nr|no|nummer|number|code|sku|ean|rgs|jaar|year|grootboek\w*|rekening\w*|account\w*|kostenplaats|regel|"
    r"volgnr|project|gb)\.?(?!\w)|nummer$|code$|nr\.?$",
    re.IGNORECASE,
)
_SINCE_START = re.compile(r"(?:maand|month|m|week|wk|w|dag|day|jaar|year)\s?0", re.IGNORECASE)  # a cohort's age
_DAY = len("2025-01-31")
_LEDGER_WORDS = re.compile(
    r"omzet|kosten|lasten|opbrengst|inkoop|resultaat|marge|revenue|sales|cost|expens|profit|margin|salar|winst|debiteur|"
    r"crediteur|eigen vermogen|\bactiva|passiva|receivable|payable|equity|liabilit",
    re.IGNORECASE,
)
_LEAST_LINES = 3
_YEAR_HEADER = re.compile(r"(?:boek|kalender|fiscal\s)?(?:jaar|year|jahr|année)", re.IGNORECASE)


@dataclass(frozen=True)
class PeriodColumn:
    """A column that holds the values of one period. measure: what its header says besides the period, "" = nothing."""

    raw: RawColumn
    label: PeriodLabel
    measure: str


@dataclass(frozen=True)
class Wide:
    """A table with periods side by side.

    periods: its value columns. items: the columns that say what a row is about. totals: columns that add periods up.
    apart: numeric columns that are neither: averages, differences, budgets of the year. year: the column that holds the
    year of a row, None = the labels say it. span: how wide a period is.
    """

    span: Span
    periods: tuple[PeriodColumn, ...]
    items: tuple[RawColumn, ...]
    totals: tuple[RawColumn, ...]
    apart: tuple[RawColumn, ...]
    year: RawColumn | None = None

    @property
    def measures(self) -> tuple[str, ...]:
        """The measures, in the order of the file."""
        return tuple(dict.fromkeys(column.measure for column in self.periods))


def named_above(rows: Sequence[Row], layout: Layout, raws: Sequence[RawColumn]) -> list[RawColumn]:
    """Return the columns with the period that stands in the row above the header added to their headers.

    Each stretches to the next one: 2024 above "jan", nothing above "feb". Fewer than two periods there are no header.
    """
    if not layout.header or not layout.header[0]:
        return list(raws)
    above = rows[layout.header[0] - 1]
    texts = {raw.index: _on_one_line(above[raw.index]) for raw in raws if kind_of(above[raw.index]) != "empty"}
    labels = [period_label(above[index], text) for index, text in texts.items()]
    whole = [label for label in labels if label is not None and not label.rest]
    if len(whole) < LEAST_IN_A_ROW or len(whole) + 1 < len(labels):
        return list(raws)
    named, current = [], ""
    for raw in raws:
        current = texts.get(raw.index, current)
        named.append(replace(raw, header=f"{current} {raw.header}".strip()))
    return named


def _on_one_line(cell: object) -> str:
    text = as_text(cell)
    return text if isinstance(cell, str) else text[:_DAY]  # a date without its time


def periods_across(rows: Sequence[Row], layout: Layout, raws: Sequence[RawColumn]) -> Wide | None:
    """Return which columns are periods, None when the table has no periods side by side."""
    if layout.header is None:
        return None
    labels = _labels(rows[layout.header[1]], raws)
    span = _span(labels)
    if span is None:
        return None
    numeric = {raw.index: _is_numeric(raw) for raw in raws}
    periods = tuple(
        PeriodColumn(raw, label, label.rest)
        for raw in raws
        if (label := labels.get(raw.index)) is not None and label.span == span and not _is_aside(label.rest)
    )
    if not _enough(periods, span, raws) and not _two_of_a_statement(periods, span, raws):
        return None
    wide = _others(raws, periods, span, numeric)
    unexplained = [raw for raw in wide.apart if not _is_aside(raw.header) and raw.index not in labels]
    return wide if len(unexplained) <= len(periods) // 2 else None


def _labels(header: Row, raws: Sequence[RawColumn]) -> dict[int, PeriodLabel]:
    cells = {raw.index: header[raw.index] if raw.index < len(header) else "" for raw in raws}
    found = {raw.index: label for raw in raws if (label := period_label(cells[raw.index], raw.header)) is not None}
    if len(found) < LEAST_IN_A_ROW:
        return {}
    columns = [raw for raw in raws if raw.index in found and _holds_numbers(raw)]
    if not _mostly_numbers(columns):
        return {}
    found = {raw.index: found[raw.index] for raw in columns}
    return _as_months(_as_book_years(found))


def _as_book_years(labels: dict[int, PeriodLabel]) -> dict[int, PeriodLabel]:
    """Read 2010/11, 2011/12, 2012/13 as years of the books, though one of them could be a month."""
    parts = {index: re.fullmatch(r"(\d{4})\s?/\s?(\d\d)", label.text) for index, label in labels.items()}
    slashed = [match for match in parts.values() if match]
    if not slashed or any((int(match[1]) + 1) % 100 != int(match[2]) for match in slashed):
        return labels
    return {
        index: replace(label, span="year", number=0, year=int(match[1]), until=int(match[1]) + 1, fiscal=True)
        if (match := parts[index])
        else label
        for index, label in labels.items()
    }


def _as_months(labels: dict[int, PeriodLabel]) -> dict[int, PeriodLabel]:
    """Read whole dates as months when there is one in every month: 1-1, 1-2, 1-3 or 31-1, 28-2, 31-3."""
    days = [label.when for label in labels.values() if label.when]
    months = {(day.year, day.month) for day in days}
    dated = all(label.text[:4].isdigit() for label in labels.values() if label.when)
    ends = len({day.day for day in days}) == 1 or all(day.day >= 28 for day in days)
    if len(days) < LEAST_IN_A_ROW or len(months) != len(days) or not dated or not ends:
        return labels
    return {
        index: replace(label, span="month", number=label.when.month, year=label.when.year, when=None)
        if label.when
        else label
        for index, label in labels.items()
    }


def _span(labels: dict[int, PeriodLabel]) -> Span | None:
    """Return the finest span that enough columns name; a coarser one between them adds them up."""
    counts = Counter(label.span for label in labels.values() if not _is_aside(label.rest))
    found = [span for span, count in counts.items() if count >= LEAST_IN_A_ROW]
    return min(found, key=lambda span: _WIDTH[span], default=None)


def _enough(periods: Sequence[PeriodColumn], span: Span, raws: Sequence[RawColumn]) -> bool:
    counts = Counter(column.measure for column in periods)
    if not counts or len({(c.measure, c.label.year, c.label.number, c.label.when) for c in periods}) < len(periods):
        return False
    if any(_SINCE_START.fullmatch(raw.header) for raw in raws):
        return False
    distinct = {(column.label.year, column.label.number, column.label.when) for column in periods}
    if span == "period" and all(column.label.year is None for column in periods):
        worded = all(re.match(r"per", column.label.text, re.IGNORECASE) for column in periods)
        return len(distinct) >= (LEAST_PERIODS if worded else LEAST_BARE_PERIODS)
    if span == "quarter" and any(re.fullmatch(r"[qk][5-9]|[qk]\d\d+", raw.header, re.IGNORECASE) for raw in raws):
        return False
    if len(distinct) >= LEAST_PERIODS:
        return max(counts.values()) >= LEAST_IN_A_ROW
    return len(distinct) >= LEAST_IN_A_ROW and span in ("month", "quarter", "week", "period") and _in_a_row(periods)


def statement_lines(column: RawColumn) -> int:
    """Return how many cells of a column speak of an item of profit and loss or of a balance."""
    return sum(bool(_LEDGER_WORDS.search(as_text(cell))) for cell in column.cells)


def _two_of_a_statement(periods: Sequence[PeriodColumn], span: Span, raws: Sequence[RawColumn]) -> bool:
    """Return whether two years, months or days stand side by side as in annual accounts: beside the items of a statement."""
    whole = (
        len(periods) == LEAST_IN_A_ROW
        and span in ("year", "quarter", "month", "day")
        and not any(c.measure for c in periods)
    )
    items = next((raw for raw in raws if not _is_numeric(raw)), None)
    return whole and items is not None and statement_lines(items) >= _LEAST_LINES


def _in_a_row(periods: Sequence[PeriodColumn]) -> bool:
    numbers = sorted({column.label.number for column in periods})
    return numbers[-1] - numbers[0] == len(numbers) - 1


def _others(raws: Sequence[RawColumn], periods: tuple[PeriodColumn, ...], span: Span, numeric: dict[int, bool]) -> Wide:
    taken = {column.raw.index for column in periods}
    first = min(taken)
    dated = all(column.label.year is not None for column in periods)
    items, totals, apart, year = [], [], [], None
    for raw in raws:
        if raw.index in taken or not any(as_text(cell) for cell in raw.cells):
            continue
        if not dated and year is None and raw.index < first and _holds_years(raw):
            year = raw
            items.append(raw)
        elif not numeric[raw.index] or (raw.index < first and _is_key(raw)):
            items.append(raw)
        elif _adds_up(raw, span):
            totals.append(raw)
        else:
            apart.append(raw)
    if not items and apart and apart[0].index < first:
        items.append(apart.pop(0))  # something must say what a row is about
    return Wide(span, periods, tuple(items), tuple(totals), tuple(apart), year)


def _adds_up(raw: RawColumn, span: Span) -> bool:
    label = period_label("", raw.header)
    if _DERIVED.search(raw.header) or _BUDGET.search(raw.header):
        return False
    coarser = label is not None and _WIDTH[label.span] > _WIDTH[span] and label.span != "year"
    return coarser or bool(_TOTAL.search(raw.header))


def says_derived(text: str) -> bool:
    """Return whether a label says that its numbers are an average, a share or a difference, which are never added up.

    >>> says_derived("Verschil %"), says_derived("Omzet")
    (True, False)
    """
    return bool(_DERIVED.search(text))


def says_share(labels: Sequence[str], values: Sequence[str]) -> bool:
    """Return whether a row holds percentages: its label says so, or every filled cell has a percent sign."""
    filled = [value for value in values if value]
    return any(_SHARE.search(label) for label in labels) or (bool(filled) and all("%" in value for value in filled))


def _is_aside(text: str) -> bool:
    """Return whether what a header says marks a column that is computed from others, or from another year."""
    return bool(says_derived(text) or _TOTAL.search(text))


def _is_numeric(raw: RawColumn) -> bool:
    return _mostly_numbers([raw])


def _mostly_numbers(raws: Sequence[RawColumn]) -> bool:
    kinds = Counter(kind_of(cell) for raw in raws for cell in raw.cells[:: 1 + len(raw.cells) // _LOOKED_AT])
    filled = sum(kinds.values()) - kinds["empty"]
    return kinds["number"] + kinds["error"] >= _NUMERIC * filled


def _holds_numbers(raw: RawColumn) -> bool:
    """Return whether a column has a number, or nothing yet; one with a stray word in it is still one of the periods."""
    if not {int, float}.isdisjoint(map(type, raw.cells)):
        return True
    kinds = {kind_of(cell) for cell in set(raw.cells)}
    return "number" in kinds or kinds <= {"empty", "error"}


def _is_key(raw: RawColumn) -> bool:
    """Return whether a numeric column left of the periods names the rows: whole numbers under a header such as "Nr"."""
    whole = all(not isinstance(cell, float) or cell.is_integer() for cell in raw.cells)
    return whole and bool(not raw.header or _KEY.search(raw.header))


def _holds_years(raw: RawColumn) -> bool:
    texts = [as_text(cell) for cell in raw.cells if as_text(cell)]
    years = [text for text in texts if re.fullmatch(r"(?:19|20)\d\d", text)]
    named = bool(_YEAR_HEADER.fullmatch(raw.header))
    return len(years) >= (_NUMERIC * len(texts) if named else len(texts)) and (named or len(years) > 1)
