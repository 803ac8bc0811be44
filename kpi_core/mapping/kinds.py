"""What a table is about: every kind is tried, and the one whose roles are found best wins."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from kpi_core.mapping.fit import Candidate, bare_header, candidate
from kpi_core.mapping.items import item_candidate
from kpi_core.mapping.refusals import Refusal, headers_of, is_ledger, is_wide, refused, unknown
from kpi_core.roles import KINDS, ROLES
from kpi_core.roles.headers import words_of

if TYPE_CHECKING:
    from collections.abc import Mapping as Map

    from kpi_core.model import Confidence, Table

PURCHASES = (
    "purchaseorder",
    "inkooporder",
    "inkoopnummer",
    "crediteur",
    "vendorid",
    "supplierid",
    "leveranciersnummer",
)
SUPPLIER = frozenset({"leverancier", "leveranciersnaam", "supplier", "suppliername", "vendor", "vendorname"})
BOUGHT = frozenset(
    {"inkoop", "inkopen", "inkoopfacturen", "kosten", "uitgaven", "purchases", "purchase", "expenses", "costs", "bills"}
)
SOLD = frozenset({"verkoop", "verkopen", "omzet", "sales", "revenue", "orders"})
LINE_ROLES = frozenset(
    {"order_id", "customer_id", "product", "quantity", "campaign", "channel", "invoice_id", "deal_id"}
)
AMOUNTS = frozenset({"net_amount", "gross_amount", "unit_price", "order_total"})
# What a kind needs beside its min_roles: at least one of each set. `sales` asks for little, so it needs evidence.
NEEDS: Map[str, tuple[frozenset[str], ...]] = {
    "sales": (AMOUNTS | {"order_id", "quantity"},),
    "leads": (frozenset({"channel", "campaign", "customer_id", "rep", "region", "mql_date", "converted_date"}),),
    "ads": (frozenset({"campaign", "channel", "impressions", "clicks", "conversions", "leads_count"}),),
}
NEEDS_WITHOUT_DATE: Map[str, tuple[frozenset[str], ...]] = {"sales": (frozenset({"order_id"}), AMOUNTS)}
# An amount under one of these, beside a date and nothing else of sales, can be anything.
ANY_AMOUNT = frozenset(
    {"bedrag", "amount", "totaal", "total", "saldo", "totaalbedrag", "totalamount", "price", "prijs"}
)
# A stage can tell the outcome of a deal: `assign` looks at its values.
# The category of a ledger account says more than its name.
STAND_INS: Map[str, Map[str, str]] = {
    "deals": {"stage": "deal_outcome"},
    "pnl": {"account_category": "account"},
    "balance": {"account_category": "account"},
}
HINT, MINIMUM, CLEAR, LEAST_WITHOUT_DATE, UNNAMED_DATE = 2.5, 0.5, 0.75, 0.5, -1.5


@dataclass(frozen=True)
class KindFound:
    """The kind of a table, or None with the reason. without_date: recognised, but no column places its rows in time."""

    kind: str | None
    confidence: Confidence
    refusal: Refusal | None = None
    without_date: bool = False


@dataclass(frozen=True)
class _Score:
    kind: str
    points: float
    hinted: bool


def find_kind(table: Table) -> KindFound:
    """Return what the table is about."""
    headers = headers_of(table)
    if refusal := refused(table):
        return KindFound(None, "sure", refusal)
    ruled_out = _ruled_out(headers) | _other_statement(table) | _by_lines(headers, table)
    tried = {kind: candidates(kind, table) for kind in KINDS if kind not in ruled_out}
    whole = [_score(kind, found, table) for kind, found in tried.items() if _complete(kind, found, table)]
    if whole:
        return _best(whole)
    dateless = [_score(kind, found, table) for kind, found in tried.items() if _complete_but_date(kind, _own(found))]
    dateless = [score for score in dateless if score.points >= LEAST_WITHOUT_DATE]
    if dateless:
        return KindFound(max(dateless, key=lambda score: score.points).kind, "unsure", without_date=True)
    return KindFound(None, "unsure", unknown(table))


def candidates(kind: str, table: Table) -> tuple[Candidate, ...]:
    """Return what each header says in a table of `kind`, in the order of the columns."""
    items = item_candidate(kind, table)
    found = (
        items if items is not None and items.column is column else candidate(kind, column, table)
        for column in table.columns
    )
    return tuple(entry for entry in found if entry is not None)


def free_dates(found: tuple[Candidate, ...], table: Table) -> tuple[str, ...]:
    """Return the date columns no header has spoken for."""
    taken = {entry.column.name for entry in found}
    return tuple(c.name for c in table.columns if c.type in {"date", "datetime"} and c.name not in taken)


def _ruled_out(headers: set[str]) -> frozenset[str]:
    """Return the kinds that a ledger or a list of purchases is not, whatever its other headers."""
    if is_ledger(headers):
        return frozenset({"sales", "invoices", "ads"})
    bought = any(word in header for header in headers for word in PURCHASES)
    return frozenset({"sales", "invoices"}) if bought else frozenset()


def _by_lines(headers: set[str], table: Table) -> frozenset[str]:
    """Return the kinds a table is not by what stands above it and by who its lines are about.

    Lines with an order and a customer are no statement; under "Inkopen", or with a supplier alone, they are no sales.
    """
    own = _roles("sales", _own(candidates("sales", table)))
    out = (
        frozenset({"pnl", "balance"}) if own >= {"order_id", "customer_id"} and not is_ledger(headers) else frozenset()
    )
    words = set(words_of(table.title) or words_of(table.sheet))
    supplied = bool(headers & SUPPLIER) and not own & LINE_ROLES
    bought = bool(words & BOUGHT) and not words & SOLD
    return out | {"sales", "invoices"} if supplied or bought else out


def _other_statement(table: Table) -> frozenset[str]:
    """Return the balance when the items are of profit and loss, and the other way around."""
    if item_candidate("pnl", table) is not None:
        return frozenset({"balance"})
    return frozenset({"pnl"}) if item_candidate("balance", table) is not None else frozenset()


def _is_wide(roles: set[str], table: Table) -> bool:
    """One row per period with income and costs side by side: neither sales nor advertising."""
    return is_wide(table) and not roles & LINE_ROLES


def _complete(kind: str, found: tuple[Candidate, ...], table: Table) -> bool:
    roles = _roles(kind, found)
    if kind in NEEDS and _is_wide(roles, table):
        return False
    if kind == "sales" and _any_amount(roles, found) and not _hinted(kind, table):
        return False
    if _complete_but_date(kind, _own(found)) and free_dates(found, table):
        roles.add(KINDS[kind].date_role)
    return roles.issuperset(KINDS[kind].min_roles) and all(roles & some for some in NEEDS.get(kind, ()))


def _own(found: tuple[Candidate, ...]) -> tuple[Candidate, ...]:
    return tuple(entry for entry in found if entry.own)


def _any_amount(roles: set[str], found: tuple[Candidate, ...]) -> bool:
    """Return whether all there is to see of sales is a date and an amount without a name."""
    amounts = {bare_header(entry.column.header) for entry in found if entry.role in AMOUNTS}
    return roles <= AMOUNTS | {"order_date"} and amounts <= ANY_AMOUNT


def _complete_but_date(kind: str, found: tuple[Candidate, ...]) -> bool:
    roles = _roles(kind, found)
    if len(roles) == 1:
        return False
    wanted = set(KINDS[kind].min_roles) - {KINDS[kind].date_role}
    needs = NEEDS_WITHOUT_DATE.get(kind, NEEDS.get(kind, ()))
    return bool(wanted or needs) and roles >= wanted and all(roles & some for some in needs)


def _roles(kind: str, found: tuple[Candidate, ...]) -> set[str]:
    roles = {entry.role for entry in found}
    return roles | {meant for role, meant in STAND_INS.get(kind, {}).items() if role in roles}


def _score(kind: str, found: tuple[Candidate, ...], table: Table) -> _Score:
    """Weigh the roles found: one that few kinds have says more than a date; a header of the kind alone says less."""
    spread = _spread()
    best: dict[str, float] = {}
    for entry in found:
        points = (1.0 if entry.own else 0.6) * (0.6 + 0.9 / spread[entry.role])
        points *= 1.0 if entry.how == "header" else 0.8
        best[entry.role] = max(points, best.get(entry.role, 0.0))
    bonus = MINIMUM * len(best.keys() & set(KINDS[kind].min_roles))
    unnamed = UNNAMED_DATE * (KINDS[kind].date_role not in best)
    hinted = _hinted(kind, table)
    return _Score(kind, sum(best.values()) + bonus + unnamed + HINT * hinted, hinted)


def _hinted(kind: str, table: Table) -> bool:
    """Return whether the name of the sheet, or the title above the table, points to the kind."""
    words = " ".join((*words_of(table.sheet), "|", *words_of(table.title)))
    return any(f" {' '.join(words_of(hint))} " in f" {words} " for hint in KINDS[kind].hints)


def _best(scores: list[_Score]) -> KindFound:
    ordered = sorted(scores, key=lambda score: -score.points)
    first = ordered[0]
    clear = len(ordered) == 1 or first.points - ordered[1].points >= CLEAR or first.hinted
    return KindFound(first.kind, "sure" if clear else "likely")


@cache
def _spread() -> Counter[str]:
    return Counter(role for kind in KINDS.values() for role in kind.roles if role in ROLES)
