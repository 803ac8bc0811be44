"""Items of profit and loss side by side, one row per period, become rows: the period, the item and its amount.

Only where every column of numbers is understood by its header: an item of profit and loss, arithmetic of those (a result, a
margin), or a figure that is no amount and says so. "Kosten" alone is no item: which costs they are is not said. The result
the file gives is compared with what its items give.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from kpi_core.model import Issue
from kpi_core.read.audit import Account, is_profit, sort_account
from kpi_core.read.cells import address, as_text, kind_of, letter
from kpi_core.read.computed_lines import says_computed
from kpi_core.read.examine import RawColumn
from kpi_core.read.periods_across import says_derived
from kpi_core.read.receipt import agree, value_in
from kpi_core.read.reshaped import Reshaped, Settled
from kpi_core.roles import ROLES, is_rate, normalise
from kpi_core.roles.headers import words_of

if TYPE_CHECKING:
    from collections.abc import Mapping as Map
    from collections.abc import Sequence

    from kpi_core.model import Sheet
    from kpi_core.read.cells import Row
    from kpi_core.read.rows import Body
    from kpi_core.read.values import Typed

ACCOUNT, AMOUNT = "Rekening", "Bedrag"
PERIOD = frozenset({"periode", "period", "maand", "month", "week", "kwartaal", "quarter", "jaar", "year", "boekjaar"})
BARE = frozenset({"kosten", "costs", "expenses", "uitgaven", "lasten", "totalekosten", "totalcosts", "totalexpenses"})
INCOME = frozenset({"revenue", "other_income"})
WEAK = frozenset({"marketing_cost", "sales_cost"})
"""Beside revenue these are as often the spend of a campaign as an item of a statement."""
COUNTED = re.compile(
    r"(?<!\w)(?:aantal\w*|number|count|fte|bezoekers|visitors|sessies|sessions|orders|bestellingen|klanten|customers|uren|"
    r"hours)(?!\w)",
    re.IGNORECASE,
)
GROSS = re.compile(r"(?<!\w)(?:incl\w*|bruto omzet|gross revenue|gross sales)(?!\w)", re.IGNORECASE)
YEAR = re.compile(r"(?:19|20)\d\d")
PLANNED = re.compile(r"(?<!\w)(?:begro\w+|budget\w*|target|doel\w*|plan\w*|forecast|prognose)", re.IGNORECASE)


@dataclass(frozen=True)
class Lines:
    """The columns of such a table: when, of what part, the items with their category, the results, and what is no amount."""

    period: RawColumn
    parts: tuple[RawColumn, ...]
    items: tuple[tuple[RawColumn, str], ...]
    results: tuple[RawColumn, ...]
    apart: tuple[RawColumn, ...]


def lines_across(sheet: Sheet, rows: Sequence[Row], found: Reshaped) -> Reshaped | None:
    """Return the table with a row per period and item, None when it is no such table or not certain to be one."""
    lines = _lines(found.raws)
    if lines is None or not _stand_once(lines):
        return None
    origin = [
        (place, item)
        for place in range(len(lines.period.cells))
        for item, (raw, _) in enumerate(lines.items)
        if kind_of(raw.cells[place]) != "empty"
    ]
    if not origin:
        return None
    raws = [_repeated(raw, origin) for raw in (lines.period, *lines.parts)]
    raws += [_names(lines, origin), _amounts(lines, origin)]
    names = ", ".join(raw.header for raw, _ in lines.items)
    letters = ", ".join(letter(raw.index) for raw, _ in lines.items)
    about = {"sheet": sheet.name, "columns": names, "letters": letters}
    told = [Issue("lines_across", "info", sheet.name, (), about)]
    if lines.apart:
        left = {"sheet": sheet.name, "n": len(lines.apart), "columns": ", ".join(raw.name for raw in lines.apart)}
        told.append(Issue("lines_apart", "warning", sheet.name, (), left))
    index = tuple(found.body.data[place] + sheet.first_row for place, _ in origin)
    proof = LinesProof(sheet, rows, found.body, lines, tuple(origin))
    return Reshaped(raws, index, found.body, (*found.issues, *told), found.questions, proof)


def _lines(raws: Sequence[RawColumn]) -> Lines | None:
    periods = [raw for raw in raws if normalise(raw.header) in PERIOD]
    if len(periods) != 1:
        return None
    parts, items, results, apart = [], [], [], []
    for raw in raws:
        if raw is periods[0] or all(kind_of(cell) == "empty" for cell in raw.cells):
            continue
        if normalise(raw.header) in _of_parts():
            parts.append(raw)
        elif is_rate(raw.header) or says_derived(raw.header) or COUNTED.search(raw.header) or _in_percent(raw):
            apart.append(raw)
        elif PLANNED.search(raw.header) or GROSS.search(raw.header) or YEAR.search(raw.header):
            return None
        elif says_computed(raw.header):
            results.append(raw)
        elif category := _category(raw.header):
            items.append((raw, category))
        else:
            return None
    found = Lines(periods[0], tuple(parts), tuple(items), tuple(results), tuple(apart))
    return found if _is_certain(found) else None


def _is_certain(lines: Lines) -> bool:
    categories = {category for _, category in lines.items}
    costs = categories - INCOME - {"interest", "tax"}
    return "revenue" in categories and bool(costs) and (bool(lines.results) or not costs <= WEAK)


def _category(header: str) -> str:
    """Return the item of profit and loss a header names, "" when it names none or all costs at once."""
    name = normalise(header)
    if name in BARE:
        return ""
    spelled = _spelled().get(name)
    return spelled or sort_account(Account("", " ".join(words_of(header)), "P")).category


@cache
def _spelled() -> Map[str, str]:
    values = ROLES["account_category"].values  # a Role, no Series
    return {normalise(word): name for name, words in values.items() if is_profit(name) for word in words}


@cache
def _of_parts() -> frozenset[str]:
    return frozenset(normalise(word) for role in ("department", "region") for word in ROLES[role].synonyms)


def _in_percent(raw: RawColumn) -> bool:
    texts = [as_text(cell) for cell in raw.cells if as_text(cell)]
    return all("%" in text for text in texts) or (bool(raw.formats) and all("%" in code for code in raw.formats))


def _stand_once(lines: Lines) -> bool:
    """Return whether every period, of every part, has one row: several are lists of facts and no statement."""
    keys = list(zip(*(map(as_text, raw.cells) for raw in (lines.period, *lines.parts)), strict=True))
    return len(set(keys)) == len(keys)


def _repeated(raw: RawColumn, origin: Sequence[tuple[int, int]]) -> RawColumn:
    cells, rows = zip(*((raw.cells[place], raw.rows[place]) for place, _ in origin), strict=True)
    return replace(raw, cells=cells, rows=rows, columns=())


def _names(lines: Lines, origin: Sequence[tuple[int, int]]) -> RawColumn:
    heads = [raw for raw, _ in lines.items]
    cells = tuple(heads[item].header for _, item in origin)
    rows = tuple(heads[item].rows[place] for place, item in origin)
    return RawColumn(ACCOUNT, ACCOUNT, heads[0].index, cells, rows, (), tuple(heads[item].index for _, item in origin))


def _amounts(lines: Lines, origin: Sequence[tuple[int, int]]) -> RawColumn:
    heads = [raw for raw, _ in lines.items]
    first = heads[0]
    cells = tuple(heads[item].cells[place] for place, item in origin)
    rows = tuple(heads[item].rows[place] for place, item in origin)
    formats = tuple(code for raw in heads for code in raw.formats)
    columns = tuple(heads[item].index for _, item in origin)
    return RawColumn(AMOUNT, AMOUNT, first.index, cells, rows, formats, columns, first.codes, first.probed)


@dataclass(frozen=True)
class LinesProof:
    """Compares the items with the results and the total row the file gives."""

    sheet: Sheet
    rows: Sequence[Row]
    body: Body
    lines: Lines
    origin: tuple[tuple[int, int], ...]

    def settle(self, typed: Sequence[Typed]) -> Settled:
        """Return that every row counts, which rows are totals, and where the result is not what the items give."""
        amounts = next(column for column in typed if column.column.name == AMOUNT)
        kept = np.ones(len(self.origin), dtype=bool)
        skipped = tuple((position, "total") for position in self.body.totals)
        if amounts.column.type not in {"number", "money"}:
            return Settled(kept, (), skipped)
        values = np.nan_to_num(amounts.series.to_numpy(dtype="float64"))
        grid = np.zeros((len(self.body.data), len(self.lines.items)))
        for (place, item), value in zip(self.origin, values, strict=True):
            grid[place, item] = value
        cells = [cell for raw in self.lines.results for cell in self._differing(raw, amounts, grid)]
        cells += self._totals(amounts, grid)
        fields = {"sheet": self.sheet.name, "n": len(cells), "cells": ", ".join(cells[:5])}
        issue = Issue("lines_differ", "warning", self.sheet.name, tuple(cells[:20]), fields)
        return Settled(kept, (), skipped, (issue,) if cells else ())

    def _differing(self, raw: RawColumn, amounts: Typed, grid: np.ndarray) -> list[str]:
        """Return where a result is not income less the costs left of it, nor all of them; a minus of costs is read as one."""
        signs = np.array([1.0 if category in INCOME else -1.0 for _, category in self.lines.items])
        left = np.array([item.index < raw.index for item, _ in self.lines.items])
        theirs = [value_in(replace(amounts, raw=raw), self.rows[place], 0.0) for place in self.body.data]
        best: list[str] | None = None
        for use in (left, np.ones_like(left)):
            for turned in (grid * signs, grid):
                ours = turned[:, use].sum(axis=1)
                off = [
                    address(raw.index, self.body.data[place] + self.sheet.first_row)
                    for place, value in enumerate(theirs)
                    if value is not None and not agree(float(ours[place]), value)
                ]
                best = off if best is None or len(off) < len(best) else best
        return best or []

    def _totals(self, amounts: Typed, grid: np.ndarray) -> list[str]:
        off = []
        for position in self.body.totals:
            before = np.array([place < position for place in self.body.data])
            for item, (raw, _) in enumerate(self.lines.items):
                value = value_in(replace(amounts, raw=raw), self.rows[position], 0.0)
                if value is not None and not agree(float(grid[before, item].sum()), value):
                    off.append(address(raw.index, position + self.sheet.first_row))
        return off
