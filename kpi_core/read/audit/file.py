"""An audit file as tables of P&L and balance lines that need no mapping, with what is doubtful about them."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from kpi_core.errors import UnreadableFile
from kpi_core.model import FileRead, Issue, Meaning, Receipt, SumCheck, Table, TableColumn
from kpi_core.read import limits
from kpi_core.read.audit.books import Books, parse_books
from kpi_core.read.audit.statements import CENT, RESULT, Statements, amount_in, draw_up
from kpi_core.roles import KINDS
from kpi_core.texts import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpi_core.model import ColumnType

SOURCE = "xaf"
COLUMNS: tuple[tuple[str, str, ColumnType], ...] = (
    ("date", "Datum", "date"),
    ("account", "Rekening", "text"),
    ("account_category", "Soort", "text"),
    ("amount", "Bedrag", "money"),
    ("department", "Kostenplaats", "text"),
)
_LISTED = 8
_ROOT = "auditfile"


def is_audit_file(data: bytes) -> bool:
    """Return whether XML is an audit file, told by its first element."""
    head = data[:4096].decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "latin-1", "ignore")
    while (head := head.lstrip("\ufeff\u00ef\u00bb\u00bf \t\r\n")).startswith(("<?", "<!--")):
        _, closed, head = head.partition("?>" if head.startswith("<?") else "-->")
        if not closed:
            return False
    if head[:9].casefold() == "<!doctype":
        return f"<{_ROOT}" in head.casefold()
    name = head.removeprefix("<").split(">", 1)[0].split(maxsplit=1)
    return bool(name) and name[0].rpartition(":")[2].casefold() == _ROOT


def read_audit_file(name: str, data: bytes) -> FileRead:
    """Return the P&L lines of an audit file as booked, and its balance at every month's end.

    Amounts have the sign of their category: revenue, costs, assets and debts are positive. Index of the frames: which line
    of the file, from 1; of the balance, a count.

    Raises UnreadableFile: damaged_file, audit_empty.
    """
    books = parse_books(data)
    if not books.lines:
        raise UnreadableFile("audit_empty", file=name)
    found = draw_up(books)
    tables = [_profit(books, found)] if found.profit else []
    if found.balances:
        tables.append(_balance(books, found))
    if not tables:
        raise UnreadableFile("audit_empty", file=name)
    return FileRead(name, hashlib.sha256(data).hexdigest(), tuple(tables), tuple(_about(books, found)))


def _profit(books: Books, found: Statements) -> Table:
    rows = [
        (
            line.day,
            _title(books, line.account),
            found.sorted[line.account].category,
            round(amount_in(found.sorted[line.account].category, line.amount), 2),
            line.department,
        )
        for line in found.profit
    ]
    issues = [*_unsorted(books, found, profit=True)]
    if found.closing:
        fields = {"n": len(found.closing), "date": max(line.day for line in found.closing)}
        issues.append(Issue("audit_closing", "info", _sheet("pnl"), (), fields))
    if found.moved:
        issues.append(Issue("audit_periods", "info", _sheet("pnl"), (), {"n": found.moved}))
    table = _table("pnl", rows, [line.number for line in found.profit], issues, books.company)
    return replace(table, receipt=replace(table.receipt, sums=_stated(books)))


def _balance(books: Books, found: Statements) -> Table:
    rows = []
    for day, account, amount in found.balances:
        own = account == RESULT
        category = "equity" if own else found.sorted[account].category
        title = say("audit.result", "nl") if own else _title(books, account)
        rows.append((day, title, category, amount_in(category, amount), ""))
    issues = list(_unsorted(books, found, profit=False))
    table = _table("balance", rows, range(1, len(rows) + 1), issues, books.company)
    return replace(table, receipt=replace(table.receipt, sums=_closes(found)))


def _table(
    kind: str, rows: Sequence[tuple[object, ...]], numbers: Sequence[int], issues: Sequence[Issue], title: str
) -> Table:
    used = [
        place for place in range(len(COLUMNS)) if COLUMNS[place][0] != "department" or any(row[place] for row in rows)
    ]
    frame = pd.DataFrame(
        {COLUMNS[place][1]: _series([row[place] for row in rows], COLUMNS[place][2]) for place in used}
    )
    frame.index = pd.Index(np.array(numbers, dtype="int64"), name="row")
    columns = tuple(
        TableColumn(COLUMNS[place][1], COLUMNS[place][1], "", COLUMNS[place][2], examples=(str(rows[0][place]),))
        for place in used
    )
    roles = {COLUMNS[place][1]: COLUMNS[place][0] for place in used}
    return Table(
        sheet=_sheet(kind),
        hidden=False,
        header_rows=(),
        first_row=1,
        last_row=int(max(numbers)),
        columns=columns,
        frame=frame,
        receipt=Receipt(len(rows)),
        issues=tuple(issues),
        title=title,
        meaning=Meaning(SOURCE, kind, roles),
    )


def _series(values: list[object], kind: ColumnType) -> pd.Series:
    if kind == "date":
        return pd.Series(np.array(values, dtype="datetime64[us]"))
    if kind == "money":
        return pd.Series(np.array(values, dtype="float64"))
    return pd.Series([value or None for value in values], dtype="str")


def _sheet(kind: str) -> str:
    return KINDS[kind].name["nl"]


def _title(books: Books, account: str) -> str:
    known = books.accounts.get(account)
    return f"{account} {known.name}".strip() if known else account


def _stated(books: Books) -> tuple[SumCheck, ...]:
    """Return the debits and credits of all entries beside the totals the file gives of itself."""
    debit = sum(line.amount for line in books.lines if line.amount > 0)
    credit = -sum(line.amount for line in books.lines if line.amount < 0)
    checks = []
    for name, ours in (("totaldebit", debit), ("totalcredit", credit)):
        theirs = books.stated.get(f"entries.{name}")
        if theirs is not None:
            column = {"totaldebit": "Debet", "totalcredit": "Credit"}[name]
            checks.append(SumCheck(column, round(ours, 2), theirs, name, abs(ours - theirs) < CENT))
    return tuple(checks)


def _closes(found: Statements) -> tuple[SumCheck, ...]:
    """Return the last balance's debits beside its credits: they are equal when the books close."""
    last = max(day for day, _, _ in found.balances)
    amounts = [amount for day, _, amount in found.balances if day == last]
    debit, credit = sum(a for a in amounts if a > 0), -sum(a for a in amounts if a < 0)
    return (SumCheck("Debet", round(debit, 2), round(credit, 2), "Credit", abs(debit - credit) < CENT),)


def _unsorted(books: Books, found: Statements, *, profit: bool) -> list[Issue]:
    """Tell which accounts were known by their name or number alone, and which not at all."""
    issues, sheet = [], _sheet("pnl" if profit else "balance")
    held = _held(found, profit=profit)
    for code, level, ways in (("audit_by_name", "info", ("name", "number")), ("audit_unsorted", "warning", ("",))):
        names = sorted(name for name in held if found.sorted[name].how in ways)
        if names:
            listed = ", ".join(_title(books, name) for name in names[:_LISTED])
            fields = {"n": len(names), "accounts": listed, "amount": round(sum(held[name] for name in names), 2)}
            issues.append(Issue(code, level, sheet, (), fields))  # type: ignore[arg-type]
    return issues


def _held(found: Statements, *, profit: bool) -> dict[str, float]:
    """Return what each account holds, debit minus credit: its lines together, or its balance on the last day it has one."""
    held: dict[str, float] = {}
    if profit:
        for line in found.profit:
            held[line.account] = held.get(line.account, 0.0) + line.amount
        return held
    return {account: amount for _, account, amount in found.balances if account != RESULT}


def _about(books: Books, found: Statements) -> list[Issue]:
    issues = []
    lost = sorted(name for name, what in found.sorted.items() if what.profit is None)
    if lost:
        listed = ", ".join(_title(books, name) for name in lost[:_LISTED])
        issues.append(Issue("audit_no_side", "warning", None, (), {"n": len(lost), "accounts": listed}))
    if books.unread:
        fields = {"n": len(books.unread), "places": ", ".join(books.unread[: limits.LISTED_CELLS])}
        issues.append(Issue("audit_unread", "warning", None, (), fields))
    if not found.has_opening:
        issues.append(Issue("audit_no_opening", "warning"))
    stated = books.stated.get("entries.linescount")
    if stated is not None and stated != len(books.lines) + len(books.unread):
        fields = {"n": len(books.lines), "stated": int(stated)}
        issues.append(Issue("audit_lines_differ", "warning", None, (), fields))
    if abs(sum(line.amount for line in books.lines)) >= CENT:
        issues.append(
            Issue("audit_unbalanced", "warning", None, (), {"amount": round(sum(x.amount for x in books.lines), 2)})
        )
    if books.currency not in ("", "EUR"):
        issues.append(Issue("audit_currency", "info", None, (), {"currency": books.currency}))
    return issues
