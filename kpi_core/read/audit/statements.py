"""From entries to statements: P&L lines as booked, and the balance of every account at each month's end."""

from __future__ import annotations

import calendar
from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from kpi_core.read.audit.sorting import Sorted, grows_by_credit, sort_account

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping as Map

    from kpi_core.read.audit.books import Books, Line

CENT = 0.005
RESULT = ""
"""The account of the balance that stands for the result not yet booked to equity."""
_CORRECTIONS = 12  # periods after the twelfth hold corrections of the year's last month


@dataclass(frozen=True)
class Statements:
    """What an audit file says.

    sorted: every account that moved. profit: the lines of profit and loss, each on the day it counts. closing: lines that
    only move the year's result to equity, left out. moved: how many lines count in another month than they were entered.
    balances: (day, account, debit minus credit) of every month's end; empty without an opening balance. The account
    `RESULT` is the result so far that no entry has moved to equity.
    """

    sorted: Map[str, Sorted]
    profit: tuple[Line, ...]
    closing: tuple[Line, ...]
    moved: int = 0
    balances: tuple[tuple[date, str, float], ...] = ()
    has_opening: bool = True
    as_of: date | None = None


@dataclass
class _Running:
    totals: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    result: float = 0.0


def draw_up(books: Books) -> Statements:
    """Return the statements of the books."""
    opening, entered = _opening(books)
    lines = [_counted(books, line) for line in entered]
    moved = sum(
        (one.day.year, one.day.month) != (two.day.year, two.day.month) for one, two in zip(lines, entered, strict=True)
    )
    names = {line.account for line in lines} | set(opening or {})
    found = {name: _sort(books, name) for name in sorted(names)}
    profit = {name for name, what in found.items() if what.profit is True}
    closing = _closing_entries(lines, profit, books.end)
    kept = tuple(line for line in lines if line.account in profit and line.entry not in closing)
    gone = tuple(line for line in lines if line.account in profit and line.entry in closing)
    as_of = _as_of(books, lines)
    balances = tuple(_balances(opening, lines, profit, books.start, as_of)) if opening is not None and as_of else ()
    return Statements(found, kept, gone, moved, balances, opening is not None, as_of)


def amount_in(category: str, debit: float) -> float:
    """Return an amount with the sign of its category: revenue, costs, assets and debts are all positive.

    debit: debit minus credit.

    >>> amount_in("revenue", -100.0), amount_in("cogs", 60.0)
    (100.0, 60.0)
    """
    return -debit if grows_by_credit(category) else debit


def _sort(books: Books, name: str) -> Sorted:
    known = books.accounts.get(name)
    return sort_account(known) if known else Sorted("", "", None)


def _opening(books: Books) -> tuple[dict[str, float] | None, list[Line]]:
    """Return the opening balance, and the lines that are no part of it: some versions write it as entries of period 0."""
    in_zero = [line for line in books.lines if line.period == 0]
    if books.opening is not None and books.opening:
        return books.opening, [line for line in books.lines if line.period != 0] if in_zero else books.lines
    if not in_zero:
        return books.opening, books.lines
    opening: dict[str, float] = defaultdict(float)
    for line in in_zero:
        opening[line.account] += line.amount
    return dict(opening), [line for line in books.lines if line.period != 0]


def _counted(books: Books, line: Line) -> Line:
    """Return the line on a day within its own period: an entry of period 3 made in April counts in March."""
    if line.period is None:
        return line
    span = books.periods.get(line.period)
    if span is None and line.period > _CORRECTIONS and books.end:
        span = (books.end.replace(day=1), books.end)
    if span is None or span[0] <= line.day <= span[1]:
        return line
    return replace(line, day=max(span[0], min(line.day, span[1])))


def _closing_entries(lines: list[Line], profit: set[str], end: date | None) -> set[int]:
    """Return the last entries of the year's last day, when together they bring all of profit and loss back to zero."""
    totals: dict[str, float] = defaultdict(float)
    last: dict[int, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for line in lines:
        if line.account in profit:
            totals[line.account] += line.amount
            if line.day == end:
                last[line.entry][line.account] += line.amount
    if any(abs(total) >= CENT for total in totals.values()):
        return set()
    taken: set[int] = set()
    moved: dict[str, float] = defaultdict(float)
    for entry in sorted(last, reverse=True):
        taken.add(entry)
        for account, amount in last[entry].items():
            moved[account] += amount
        before = {account for account, total in totals.items() if abs(total - moved[account]) >= CENT}
        if len(before) > 1 and before == {account for account in moved if abs(moved[account]) >= CENT}:
            return taken
    return set()


def _as_of(books: Books, lines: list[Line]) -> date | None:
    """Return until which day the file holds the books: its end, or the day it was made when that came first."""
    last = max((line.day for line in lines), default=books.start)
    if books.end is None or last is None:
        return last
    if books.created is None or books.created > books.end:
        return books.end
    return max(last, books.created) if books.created < books.end else books.end


def _balances(
    opening: Map[str, float], lines: list[Line], profit: set[str], start: date | None, as_of: date
) -> Iterator[tuple[date, str, float]]:
    """Yield every balance account at each month's end and on the last day, those at zero left out."""
    running = _Running()
    for account, amount in opening.items():
        if account in profit:
            running.result += amount
        else:
            running.totals[account] += amount
    ordered = sorted(lines, key=lambda line: line.day)
    first = start or (ordered[0].day if ordered else as_of)
    yield from _standing(running, first - timedelta(days=1))
    place = 0
    for day in _month_ends(first, as_of):
        while place < len(ordered) and ordered[place].day <= day:
            line = ordered[place]
            if line.account in profit:
                running.result += line.amount
            else:
                running.totals[line.account] += line.amount
            place += 1
        yield from _standing(running, day)


def _standing(running: _Running, day: date) -> Iterator[tuple[date, str, float]]:
    for account in sorted(running.totals):
        if abs(running.totals[account]) >= CENT:
            yield day, account, round(running.totals[account], 2)
    if abs(running.result) >= CENT:
        yield day, RESULT, round(running.result, 2)


def _month_ends(first: date, last: date) -> Iterator[date]:
    year, month = first.year, first.month
    while (year, month) <= (last.year, last.month):
        yield min(date(year, month, calendar.monthrange(year, month)[1]), last)
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
