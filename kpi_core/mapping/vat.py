"""Whether an amount holds VAT: read from the headers or proven by a VAT column, and otherwise asked, never guessed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

import pandas as pd

from kpi_core.mapping.fit import TAX, bare_header, vat_words
from kpi_core.model import ColumnRole, Question, Reading
from kpi_core.roles import is_rate
from kpi_core.roles.headers import words_of

if TYPE_CHECKING:
    from collections.abc import Mapping as Map

    from kpi_core.mapping.assign import Assignment
    from kpi_core.model import Table, TableColumn

KINDS_WITH_VAT = frozenset({"sales", "invoices"})
# Headers, normalised, that say nothing of VAT. `Revenue` and `net sales` do: they exclude it by definition.
SILENT = frozenset(
    {"bedrag", "omzet", "verkoopbedrag", "regelbedrag", "totaal", "totaalbedrag", "factuurbedrag", "ordertotaal"}
    | {"tebetalen", "totaleverkoop", "sales", "amount", "total", "ordertotal", "invoicetotal", "grandtotal"}
    | {"linetotal", "totalamount", "totalprice", "totalsales", "ordertotalamount"}
)
CHOICES: Map[str, float] = {"excl": 0.0, "incl_21": 0.21, "incl_9": 0.09}
RATES: Map[str, float] = {"incl_21": 0.21, "incl_9": 0.09, "incl_0": 0.0}
CLOSE = 0.0015
SMALLEST_VAT, LARGEST_VAT = 1.001, 1.28

DecidedBy = Literal["proposal", "user"]


@dataclass(frozen=True)
class VatSettled:
    """The columns and the rate after asking; the questions still open."""

    vat_rate: float | None = None
    questions: tuple[Question, ...] = ()


def settle(table: Table, kind: str, done: Assignment, answers: Map[str, str]) -> VatSettled:
    """Decide net or gross for the one amount column of sales and invoices; changes roles in `done` where it must."""
    roles = done.roles
    if kind not in KINDS_WITH_VAT or _side_by_side(table, roles):
        return VatSettled()
    name = roles.get("net_amount") or roles.get("gross_amount")
    if name is None:
        return VatSettled()
    column = next(column for column in table.columns if column.name == name)
    said = vat_words(column.header) or ("" if bare_header(column.header) in SILENT else "excl")
    if "net_amount" not in roles and said == "excl":
        said = "incl"
    if said == "excl":
        return VatSettled()
    return _rate(table, column, said, done, answers)


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


def _rate(table: Table, column: TableColumn, said: str, done: Assignment, answers: Map[str, str]) -> VatSettled:
    proven = _proven(table, column)
    if proven is not None and not (said == "incl" and proven == "excl"):
        _take(done, column, proven, "vat_proven", "proposal")
        return VatSettled(RATES.get(proven))
    kind, rates = ("vat_rate", RATES) if said == "incl" else ("vat", CHOICES)
    question_id = f"{table.name}!{column.letter}:{kind}"
    answer = answers.get(question_id)
    if answer is not None and answer in rates:
        _take(done, column, answer, "vat_answered", "user")
        return VatSettled(RATES.get(answer))
    if said == "incl" and "unit_price" in done.roles and "quantity" in done.roles:
        return VatSettled()
    readings = tuple(_reading(table, column, choice, rate) for choice, rate in rates.items())
    fields = {"header": column.header, "letter": column.letter}
    entry = done.columns[column.name]
    done.columns[column.name] = replace(entry, confidence="unsure", reason="asked", fields={})
    return VatSettled(None, (Question(question_id, kind, table.sheet, column.name, readings, fields),))


def _take(done: Assignment, column: TableColumn, choice: str, reason: str, by: DecidedBy) -> None:
    role = "net_amount" if choice == "excl" else "gross_amount"
    for name, entry in done.columns.items():
        if entry.role == role and name != column.name:
            done.columns[name] = replace(entry, role=None, reason="second_column", fields={"header": column.header})
    done.columns[column.name] = ColumnRole(column.name, role, "sure", reason, {}, by)


def _reading(table: Table, column: TableColumn, choice: str, rate: float) -> Reading:
    """Return what the first amount and the sum become without VAT; cells still to be read have neither."""
    amounts = table.frame[column.name].dropna()
    if column.type not in {"money", "number"} or amounts.empty:
        return Reading(choice, next(iter(column.examples), ""))
    first = float(amounts.iloc[0]) / (1 + rate)
    return Reading(choice, f"{first:.2f}", float(amounts.sum()) / (1 + rate), {"value": first})


def _proven(table: Table, column: TableColumn) -> str | None:
    """Return what a VAT amount in another column tells by its ratio: on top of the amount, or inside it."""
    if column.type not in {"money", "number"}:
        return None
    for other in table.columns:
        if other.name == column.name or other.type not in {"money", "number"} or not _is_vat_amount(other.header):
            continue
        amounts = table.frame[column.name]
        ratio = (table.frame[other.name] / amounts.where(amounts != 0)).median()
        for choice, expected in (("excl", 0.21), ("excl", 0.09), ("incl_21", 0.21 / 1.21), ("incl_9", 0.09 / 1.09)):
            if abs(ratio - expected) < CLOSE:
                return choice
    return None


def _is_vat_amount(header: str) -> bool:
    return bool(TAX & set(words_of(header))) and not vat_words(header) and not is_rate(header)
