"""An audit file parsed: its accounts, opening balance and entries, as written. One pass, nothing kept of the XML.

Source: XML Auditfile Financieel 3.0 to 3.2.1 and 4.0, Belastingdienst ODB. Namespaces differ per version and exporters
write wrong ones, so elements are known by their names alone.
"""

from __future__ import annotations

import io
import math
import re
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse

from kpi_core.errors import UnreadableFile

if TYPE_CHECKING:
    from collections.abc import Callable
    from xml.etree.ElementTree import Element

MOST_LINES = 3_000_000
MOST_DEPTH = 40
_RGS = re.compile(r"[BW][A-Z][a-z]{2}(?:[A-Z][a-z0-9]{2})*")
_TAKEN = frozenset({"ledgeraccount", "obline", "transaction", "period", "taxoelement", "customersupplier", "vatcode"})
_TOTALS = frozenset({"totaldebit", "totalcredit", "linescount"})
_TOTALLED = {"transactions": "entries", "openingbalance": "opening"}
_SIDES = {"D": 1, "C": -1}


@dataclass(frozen=True)
class Account:
    """One ledger account. side: "B" balance, "P" profit and loss, "M" mixed, "" = the file does not say. rgs: "" = none."""

    id: str
    name: str = ""
    side: str = ""
    rgs: str = ""


@dataclass(frozen=True)
class Line:
    """One line of an entry. amount: debit minus credit, in the currency of the books. number: its place in the file, from 1."""

    number: int
    entry: int
    account: str
    day: date
    period: int | None
    amount: float
    department: str = ""
    journal: str = ""


@dataclass
class Books:
    """What an audit file holds. stated: totals the file gives of itself, by name; amounts as written.

    opening: account to debit minus credit; None = the file has no opening balance.
    """

    company: str = ""
    currency: str = ""
    start: date | None = None
    end: date | None = None
    created: date | None = None
    accounts: dict[str, Account] = field(default_factory=dict)
    opening: dict[str, float] | None = None
    lines: list[Line] = field(default_factory=list)
    periods: dict[int, tuple[date, date]] = field(default_factory=dict)
    stated: dict[str, float] = field(default_factory=dict)
    unread: list[str] = field(default_factory=list)


def parse_books(data: bytes) -> Books:
    """Return the books in an audit file.

    Raises UnreadableFile: damaged_file for XML that is broken, declares entities or nests too deep; too_many_cells.
    """
    reading = _Reading()
    try:
        for event, element in iterparse(io.BytesIO(data), events=("start", "end"), forbid_dtd=True):
            reading.take(event, element)
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise UnreadableFile("damaged_file") from error
    return reading.books


class _Reading:
    """The state of one pass: where in the file it is, and what was found so far."""

    def __init__(self) -> None:
        self.books = Books()
        self._path: list[str] = []
        self._open: list[Element] = []
        self._journal = ""
        self._entry = 0
        self._records: dict[str, Callable[[Element], None]] = {
            "header": self._header,
            "ledgeraccount": self._account,
            "taxoelement": self._link,
            "period": self._period,
            "obline": self._opening,
            "transaction": self._transaction,
        }

    def take(self, event: str, element: Element) -> None:
        name = local(element)
        if event == "start":
            self._path.append(name)
            self._open.append(element)
            if len(self._path) > MOST_DEPTH:
                raise UnreadableFile("damaged_file")
            return
        self._path.pop()
        self._open.pop()
        self._end(name, element)
        if name in _TAKEN and self._open:
            self._open[-1].remove(element)

    def _end(self, name: str, element: Element) -> None:
        parent = self._path[-1] if self._path else ""
        if take := self._records.get(name):
            take(element)
        elif name in _TOTALS and parent in _TOTALLED:
            self._total(name, element, _TOTALLED[parent])
        elif name == "openingbalance" and self.books.opening is None:
            self.books.opening = {}
        elif name == "jrnid":
            self._journal = (element.text or "").strip()
        elif name == "companyname" and parent in ("company", "header"):
            self.books.company = (element.text or "").strip()

    def _header(self, element: Element) -> None:
        said = texts_of(element)
        self.books.currency = said.get("curcode", said.get("currencycode", "")).upper()
        self.books.start = day_of(said.get("startdate", ""))
        self.books.end = day_of(said.get("enddate", ""))
        self.books.created = day_of(said.get("datecreated", ""))

    def _account(self, element: Element) -> None:
        said = texts_of(element)
        id_ = said.get("accid") or said.get("accountid", "")
        if not id_:
            return
        written = [said.get(key, "") for key in ("rgscode", "conceptref", "leadreference", "leadcode", "leadcrossref")]
        rgs = next((code for text in written if (code := _rgs_of(text))), "")
        side = (said.get("acctp") or said.get("accounttype", "")).strip()[:1].upper()
        name = said.get("accdesc") or said.get("accountdesc", "")
        self.books.accounts[id_] = Account(id_, name, {"W": "P"}.get(side, side) if side in "BPMW" else "", rgs)

    def _link(self, element: Element) -> None:
        """Take the RGS code of an account from the taxonomies of version 3.1."""
        said = texts_of(element)
        known = self.books.accounts.get(said.get("glaccid", ""))
        code = _rgs_of(said.get("txcd", ""))
        if known and code:
            self.books.accounts[known.id] = Account(known.id, known.name, known.side, known.rgs or code)

    def _period(self, element: Element) -> None:
        said = texts_of(element)
        first, last = day_of(said.get("startdateperiod", "")), day_of(said.get("enddateperiod", ""))
        number = whole(said.get("periodnumber", ""))
        if number is not None and first and last:
            self.books.periods[number] = (first, last)

    def _opening(self, element: Element) -> None:
        said = texts_of(element)
        amount = amount_of(said)
        if amount is None or not said.get("accid"):
            self.books.unread.append(f"obLine {said.get('nr', '')}".strip())
            return
        opening = self.books.opening if self.books.opening is not None else {}
        opening[said["accid"]] = opening.get(said["accid"], 0.0) + amount
        self.books.opening = opening

    def _transaction(self, element: Element) -> None:
        own = texts_of(element)
        self._entry += 1
        for child in element.iter():
            if local(child) not in ("trline", "line"):
                continue
            said = texts_of(child)
            number = len(self.books.lines) + len(self.books.unread) + 1
            amount, account = amount_of(said), said.get("accid") or said.get("accountid", "")
            day = day_of(own.get("trdt") or own.get("transactiondate", "")) or day_of(said.get("effdate", ""))
            if amount is None or not account or day is None:
                self.books.unread.append(f"{self._journal} {own.get('nr', own.get('transactionid', ''))}".strip())
                continue
            department = said.get("costid") or said.get("cost") or said.get("costdesc", "")
            period = whole(own.get("periodnumber") or own.get("period", ""))
            self.books.lines.append(Line(number, self._entry, account, day, period, amount, department, self._journal))
            if number > MOST_LINES:
                raise UnreadableFile("too_many_cells", sheet="XAF", limit=MOST_LINES)

    def _total(self, name: str, element: Element, part: str) -> None:
        number = number_of((element.text or "").strip())
        if number is not None:
            self.books.stated[f"{part}.{name}"] = number


def local(element: Element) -> str:
    """Return the name of an element in lower case, without its namespace."""
    return str(element.tag).rpartition("}")[2].lower()


def texts_of(element: Element) -> dict[str, str]:
    """Return the texts of an element's leaves by name, the first of each; those of nested records are left to these."""
    found: dict[str, str] = {}
    for child in element:
        if len(child) == 0:
            found.setdefault(local(child), (child.text or "").strip())
        elif local(child) in ("taxonomy", "entrypoint"):
            found |= {key: text for key, text in texts_of(child).items() if key not in found}
    return found


def amount_of(said: dict[str, str]) -> float | None:
    """Return debit minus credit of a line; None when it cannot be read. A negative amount is the other side."""
    if "amnt" in said:
        amount, side = number_of(said["amnt"]), _SIDES.get(said.get("amnttp", "").strip().upper()[:1])
        return None if amount is None or side is None else amount * side
    debit, credit = number_of(said.get("debitamount") or "0"), number_of(said.get("creditamount") or "0")
    if debit is None or credit is None or not ("debitamount" in said or "creditamount" in said):
        return None
    return debit - credit


def number_of(text: str) -> float | None:
    """Return an XML decimal; None when it is none or not finite."""
    try:
        number = float(Decimal(text))
    except (InvalidOperation, ValueError, OverflowError):
        return None
    return number if math.isfinite(number) else None


def whole(text: str) -> int | None:
    """Return a period number such as "3" or "2025-03", None when it is none."""
    found = re.fullmatch(r"(?:\d{4}\D?)?(\d{1,3})", text.strip())
    return int(found[1]) if found else None


def day_of(text: str) -> date | None:
    """Return the day of an XML date or moment, None when it is none."""
    try:
        return date.fromisoformat(text.strip()[:10])
    except ValueError:
        return None


def _rgs_of(text: str) -> str:
    code = text.strip().rpartition("_")[2].rpartition(":")[2]
    return code if _RGS.fullmatch(code) else ""
