"""The facts of a receipt with their proof: rows read and skipped, our sums beside the file's own totals."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpi_core.numbers import show_count, show_date
from kpi_core.receipts.amounts import main_sum, show_sum, unit_of
from kpi_core.receipts.left_out import skipped_counts
from kpi_core.roles import KINDS
from kpi_core.texts import Lang, say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kpi_core.model import Mapping, Table


CELL = re.compile(r"[A-Z]{1,3}\d+")


@dataclass(frozen=True)
class Fact:
    """One figure of the receipt with what it is and what proves it. `good`: the proof holds; False: it does not."""

    label: str
    value: str
    note: str
    good: bool | None = None


@dataclass(frozen=True)
class SumLine:
    """Our sum of a column beside the file's own total; own and cell are "" when the file has none."""

    column: str
    ours: str
    own: str
    cell: str
    verdict: str
    good: bool | None


def headline(tables: Iterable[Table], lang: Lang, *, waiting: int = 0) -> str:
    """Return the outcome as a sentence: how many rows, and whether the sums equal the file's own.

    waiting: how many questions are open; until they are answered nothing is said about the sums.
    """
    tables = tuple(tables)
    rows = sum(table.receipt.rows_read for table in tables)
    checks = [check.matches for table in tables for check in table.receipt.sums if check.file_total is not None]
    proof = "none" if not checks else "equal" if all(checks) else "unequal"
    read = say("receipt.read", lang, n=rows, count=show_count(rows, lang))
    if waiting:
        return f"{read} {say('receipt.proof.waiting', lang, n=waiting)}"
    return f"{read} {say(f'receipt.proof.{proof}', lang)}"


def facts(table: Table, mapping: Mapping, lang: Lang) -> tuple[Fact, ...]:
    """Return rows read, rows skipped, our sum and the file's own total; the last two only where there is a sum."""
    receipt = table.receipt
    read = say("receipt.rows", lang, n=receipt.rows_read, count=show_count(receipt.rows_read, lang))
    skipped = len(receipt.skipped)
    found = [
        Fact(say("receipt.fact.read", lang), read, _span(table, mapping, lang)),
        Fact(
            say("receipt.fact.skipped", lang),
            say("receipt.rows", lang, n=skipped, count=show_count(skipped, lang)),
            skipped_counts(table, lang),
        ),
    ]
    check = main_sum(table, mapping)
    if check is None:
        return tuple(found)
    unit = unit_of(table, mapping, check.column)
    label = say("receipt.fact.sum", lang, column=check.column)
    found.append(Fact(label, show_sum(check.sum, unit, lang), say("receipt.note.sum", lang)))
    if check.file_total is not None:
        total = show_sum(check.file_total, unit, lang)
        cell = check.cell or ""
        in_cell = CELL.fullmatch(cell)
        label = say("receipt.fact.total", lang, cell=cell) if in_cell else say("receipt.fact.total.file", lang)
        proof = say("receipt.note.equal" if check.matches else "receipt.note.unequal", lang)
        found.append(Fact(label, total, proof, good=bool(check.matches)))
    return tuple(found)


def sum_lines(table: Table, mapping: Mapping, lang: Lang) -> tuple[SumLine, ...]:
    """Return our sum of every column of amounts beside the file's own total, in the order of the file."""
    lines = []
    for check in table.receipt.sums:
        unit = unit_of(table, mapping, check.column)
        own = "" if check.file_total is None else show_sum(check.file_total, unit, lang)
        proof = "none" if check.file_total is None else "equal" if check.matches else "unequal"
        verdict = say(f"receipt.sum.{proof}", lang)
        good = None if check.file_total is None else bool(check.matches)
        cell = check.cell if check.cell and CELL.fullmatch(check.cell) else ""
        lines.append(SumLine(check.column, show_sum(check.sum, unit, lang), own, cell, verdict, good))
    return tuple(lines)


def _span(table: Table, mapping: Mapping, lang: Lang) -> str:
    role = KINDS[mapping.kind].date_role if mapping.kind else None
    column = mapping.roles.get(role) if role else None
    if column is None:
        return say("receipt.span.none", lang)
    days = table.frame[column].dropna()
    if days.empty or not hasattr(days, "dt"):
        return say("receipt.span.none", lang)
    first, last = days.min().date(), days.max().date()
    return say("receipt.span", lang, first=show_date(first, lang, short=True), last=show_date(last, lang, short=True))
