"""Tables that look like ours and are not: bank statements, journals, and sums side by side that say nothing of their kind."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Literal

from kpi_core.mapping.fit import bare_header
from kpi_core.mapping.items import has_sides
from kpi_core.roles import ROLES, normalise

if TYPE_CHECKING:
    from kpi_core.model import Table

Refusal = Literal["bank_statement", "journal", "wide_table", "budget_unnamed", "kind_unknown"]

BANK = (
    "tegenrekening",
    "tegenpartij",
    "iban",
    "afbij",
    "saldonamutatie",
    "saldonatrn",
    "afschriftnummer",
    "counterparty",
    "counteraccount",
)
LEDGER = ("grootboek", "glaccount", "ledger", "dagboek", "gegenkonto")
JOURNAL = frozenset({"dagboek", "dagboekcode", "dagboeknummer", "journal", "journalcode", "daybook"})
INVOICES = frozenset({"factuurnr", "factuurnummer", "invoicenumber", "vervaldatum", "duedate"})
STANDS = frozenset(
    {"saldo", "eindsaldo", "nieuwsaldo", "balance", "runningbalance", "resultingbalance", "closingbalance"}
)
MOVES = frozenset(
    {"bedrag", "amount", "transactiebedrag", "transactionamount", "mutatiebedrag", "bij", "af", "bijgeschreven"}
    | {"afgeschreven", "ontvangen", "uitgegeven", "inkomsten", "uitgaven", "moneyin", "moneyout", "paidin", "paidout"}
    | {"withdrawal", "withdrawals", "deposit", "deposits", "debet", "debit", "credit"}
)
LEDGER_WHOLE = frozenset({"debet", "debit", "credit", "debetcredit", "debitcredit"})
TEXT_OF_A_LINE = frozenset({"omschrijving", "description", "lineitem", "post"})
"""Headers of an account that are as often the free text of a booking."""
WIDE_COSTS = frozenset(
    {"kosten", "costs", "expenses", "btwverschuldigd", "btwoveromzet", "voorbelasting", "btwvoorbelasting"}
)
WIDE_INCOME = frozenset({"omzet", "revenue", "income", "opbrengsten", "turnover"})
COST_CATEGORIES = ("cogs", "personnel", "sales_cost", "marketing_cost", "other_opex", "depreciation")
ACTUAL = frozenset({"realisatie", "werkelijk", "gerealiseerd", "actual", "actuals", "realised", "realized"})


def refused(table: Table) -> Refusal | None:
    """Return why a table counts nowhere, whatever its other headers; None = it may be one of ours."""
    headers = headers_of(table)
    if is_ledger(headers) and has_sides(table):
        return "journal"
    accounts = headers & _meaning("account") - TEXT_OF_A_LINE
    if not INVOICES & headers and (
        any(word in header for header in headers for word in BANK)
        or (headers & STANDS and headers & MOVES and not accounts)
    ):
        return "bank_statement"
    if headers & _meaning("debit") and headers & _meaning("credit"):
        return "journal" if not headers & _meaning("amount") else None
    return "journal" if headers & JOURNAL and not accounts else None


def unknown(table: Table) -> Refusal:
    """Return what is said of a table no kind fits."""
    headers = headers_of(table)
    if is_wide(table):
        return "wide_table"
    return "budget_unnamed" if headers & ACTUAL and headers & _meaning("budget_amount") else "kind_unknown"


def is_wide(table: Table) -> bool:
    """Return whether income and costs stand side by side. The cost of what was sold may stand beside it in a list of sales."""
    headers = {bare_header(column.header) for column in table.columns}
    return bool(headers & WIDE_INCOME and headers & (WIDE_COSTS | _costs()))


def headers_of(table: Table) -> set[str]:
    """Return the headers of a table as they are compared."""
    return {normalise(column.header) for column in table.columns}


def is_ledger(headers: set[str]) -> bool:
    """Return whether headers are of a ledger."""
    return bool(headers & LEDGER_WHOLE) or any(word in header for header in headers for word in LEDGER)


@cache
def _costs() -> frozenset[str]:
    spelled = ROLES["account_category"].values  # a Role, no Series
    words = {normalise(word) for category in COST_CATEGORIES for word in spelled[category] if not word.isdigit()}
    return frozenset(words - _meaning("cost_amount"))


@cache
def _meaning(role: str) -> frozenset[str]:
    return frozenset(map(normalise, ROLES[role].synonyms))
