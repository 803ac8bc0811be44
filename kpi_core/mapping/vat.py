"""Whether an amount holds VAT: read from the headers or proven by a VAT column, and otherwise asked, never guessed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

import pandas as pd

from kpi_core.mapping.fit import bare_header, vat_words
from kpi_core.mapping.proof import NUMBERS, by_parts, by_vat_column
from kpi_core.model import ColumnRole, Question, Reading

if TYPE_CHECKING:
    from collections.abc import Mapping as Map

    from kpi_core.mapping.assign import Assignment
    from kpi_core.mapping.proof import Proven
    from kpi_core.model import Table, TableColumn
    from kpi_core.profiles import Profile

KINDS_WITH_VAT = frozenset({"sales", "invoices"})
# Headers, normalised, that say nothing of VAT. `Revenue` and `net sales` do: they exclude it by definition.
SILENT = frozenset(
    {"bedrag", "omzet", "verkoopbedrag", "regelbedrag", "totaal", "totaalbedrag", "factuurbedrag", "ordertotaal"}
    | {"tebetalen", "totaleverkoop", "sales", "amount", "total", "ordertotal", "invoicetotal", "grandtotal"}
    | {"prijs", "stukprijs", "verkoopprijs", "prijsperstuk", "eenheidsprijs", "prijspereenheid", "artikelprijs"}
    | {"price", "unitprice", "lineitemprice", "itemprice", "priceeach", "sellingprice", "priceperunit"}
    | {"betrag", "umsatz", "gesamtbetrag", "rechnungsbetrag", "montant", "chiffred'affaires"}
    | {"einzelpreis", "stuckpreis", "prixunitaire"}
    | {"linetotal", "totalamount", "totalprice", "totalsales", "ordertotalamount"}
)
# The price of order lines that take their date from their orders, as databases write them: without VAT, and said so.
LINE_PRICES = frozenset({"unitprice", "priceeach"})
CHOICES: Map[str, float] = {"excl": 0.0, "incl_21": 0.21, "incl_9": 0.09}
RATES: Map[str, float] = {"incl_21": 0.21, "incl_9": 0.09, "incl_0": 0.0}
SMALLEST_VAT, LARGEST_VAT = 1.001, 1.28

DecidedBy = Literal["proposal", "user"]


@dataclass(frozen=True)
class VatSettled:
    """The columns and the rate after asking; the questions still open."""

    vat_rate: float | None = None
    questions: tuple[Question, ...] = ()


@dataclass(frozen=True)
class _Amount:
    """The one column whose VAT counts, and the amounts it makes: its own, or a price per piece times the pieces.

    said: "excl" or "incl" when its header or its export tells, "" = not told. proof: what arithmetic tells.
    """

    column: TableColumn
    each: pd.Series | None
    said: str
    proof: Proven | None


def settle(
    table: Table, kind: str, done: Assignment, answers: Map[str, str], profile: Profile | None = None
) -> VatSettled:
    """Decide net or gross for the one amount of sales and invoices; changes roles in `done` where it must."""
    if kind not in KINDS_WITH_VAT or _side_by_side(table, done.roles):
        return VatSettled()
    amount = _amount(table, done, profile)
    if amount is None or (amount.said == "excl" and amount.proof in {None, "excl"}):
        return VatSettled()
    return _rate(table, amount, done, answers)


def by_price(roles: Map[str, str]) -> bool:
    """Return whether the amounts are prices times quantities, for want of an amount of their own."""
    return not roles.keys() & {"net_amount", "gross_amount"} and roles.keys() >= {"unit_price", "quantity"}


def _amount(table: Table, done: Assignment, profile: Profile | None) -> _Amount | None:
    roles = done.roles
    name = roles.get("net_amount") or roles.get("gross_amount") or (roles["unit_price"] if by_price(roles) else None)
    if name is None:
        return None
    column = next(column for column in table.columns if column.name == name)
    values = table.frame[name] if column.type in NUMBERS else None
    if by_price(roles) and values is not None:
        values = _times_pieces(values, table, roles)
    proof = by_vat_column(table, name, values) if values is not None else None
    if profile is not None and done.columns[name].reason == "known_export" and profile.vat:
        proof = (by_parts(table, profile.vat_proof) if profile.vat_proof else None) or proof
        return _Amount(column, values, profile.vat.removeprefix("ask"), proof)
    silent = bare_header(column.header) in SILENT and not is_line_price(column.header, roles)
    said = vat_words(column.header) or ("" if silent else "excl")
    if said == "excl" and roles.get("gross_amount") == name:
        said = "incl"
    return _Amount(column, values, said, None if said == "excl" else proof)


def is_line_price(header: str, roles: Map[str, str]) -> bool:
    """Return whether a price is that of bare order lines: an order number, no date of their own, "unit price" in English."""
    bare = "order_id" in roles and "order_date" not in roles and by_price(roles)
    return bare and bare_header(header) in LINE_PRICES and not vat_words(header)


def _times_pieces(prices: pd.Series, table: Table, roles: Map[str, str]) -> pd.Series | None:
    """Return the amounts that prices, pieces and discounts make, as they will be computed; None while pieces are unread."""
    pieces = table.frame[roles["quantity"]]
    if not pd.api.types.is_numeric_dtype(pieces):
        return None
    discounts = table.frame[roles["discount"]] if "discount" in roles else None
    if discounts is None or not pd.api.types.is_numeric_dtype(discounts):
        return prices * pieces
    return prices * pieces * (1 - discounts.fillna(0))


def _side_by_side(table: Table, roles: Map[str, str]) -> bool:
    """Return whether a net and a gross amount stand beside each other, the second as much larger as VAT makes it.

    Cells that are still to be read tell nothing either way: their own question comes first.
    """
    if "net_amount" not in roles or "gross_amount" not in roles:
        return False
    net, gross = table.frame[roles["net_amount"]], table.frame[roles["gross_amount"]]
    if not (pd.api.types.is_numeric_dtype(net) and pd.api.types.is_numeric_dtype(gross)):
        return True
    return bool(SMALLEST_VAT < (gross / net.where(net != 0)).median() < LARGEST_VAT)


def _rate(table: Table, amount: _Amount, done: Assignment, answers: Map[str, str]) -> VatSettled:
    column, said, proven = amount.column, amount.said, amount.proof
    if proven == "incl":
        said, proven = "incl", None
    if proven is not None and not (said == "incl" and proven == "excl"):
        _take(done, column, proven, "vat_proven", "proposal")
        return VatSettled(RATES.get(proven))
    kind, rates = ("vat_rate", RATES) if said == "incl" else ("vat", CHOICES)
    question_id = f"{table.name}!{column.letter}:{kind}"
    answer = answers.get(question_id)
    if answer is not None and answer in rates:
        _take(done, column, answer, "vat_answered", "user")
        return VatSettled(RATES.get(answer))
    readings = tuple(_reading(amount, choice, rate) for choice, rate in rates.items())
    fields = {"header": column.header, "letter": column.letter}
    entry = done.columns[column.name]
    done.columns[column.name] = replace(entry, confidence="unsure", reason="asked", fields={})
    return VatSettled(None, (Question(question_id, kind, table.sheet, column.name, readings, fields),))


def _take(done: Assignment, column: TableColumn, choice: str, reason: str, by: DecidedBy) -> None:
    if done.columns[column.name].role == "unit_price":
        done.columns[column.name] = ColumnRole(column.name, "unit_price", "sure", reason, {}, by)
        return
    role = "net_amount" if choice == "excl" else "gross_amount"
    for name, entry in done.columns.items():
        if entry.role == role and name != column.name:
            done.columns[name] = replace(entry, role=None, reason="second_column", fields={"header": column.header})
    done.columns[column.name] = ColumnRole(column.name, role, "sure", reason, {}, by)


def _reading(amount: _Amount, choice: str, rate: float) -> Reading:
    """Return what the first amount and the sum become without VAT; cells still to be read have neither."""
    amounts = amount.each.dropna() if amount.each is not None else None
    if amounts is None or amounts.empty:
        return Reading(choice, next(iter(amount.column.examples), ""))
    first = float(amounts.iloc[0]) / (1 + rate)
    return Reading(choice, f"{first:.2f}", float(amounts.sum()) / (1 + rate), {"value": first})
