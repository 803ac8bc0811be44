"""The accounts of a statement: what each is, told by its category, its RGS code or its name, and which way its amounts run."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

import pandas as pd

from kpi_core.mapping.items import CATEGORY
from kpi_core.model import Issue
from kpi_core.read.audit import Account, grows_by_credit, is_profit, sort_account
from kpi_core.roles import ROLES, normalise

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping as Map

    from kpi_core.model import Mapping, Table

SIDES = {"pnl": "P", "balance": "B"}
RGS = re.compile(r"[BW][A-Za-z]{3,}\Z")
NUMBERED = re.compile(r"(\d{3,})(?:[\s.:-]+(.*))?\Z", re.DOTALL)
LISTED = 20
CLOSES = 5.0
"""How far a balance of rounded amounts may be from closing."""
NEUTRAL = frozenset({"interest", "tax", "equity"})
"""Categories that may well be below zero, so that their sign proves nothing."""
TOLD = frozenset({"accounts_sorted", "accounts_unsorted", "signs_turned", "balance_open", "revenue_below_zero"})


@dataclass(frozen=True)
class Ledger:
    """What the accounts of a statement are.

    categories: per row a value of the role `account_category`, missing = unknown. factor: per row 1, or -1 where amounts of
    its category are written the other way round. sorted: per category the accounts that its code or name put there.
    unsorted: the accounts nothing is known of, and what they hold: on a balance, on its last day.
    below_zero: revenue is below zero and nothing proves why. gap: what the last balance holds more than equity and debts,
    0 where it closes, where accounts are unknown, and where one of the three is not in the file at all.
    """

    categories: pd.Series
    factor: pd.Series
    sorted: Map[str, tuple[str, ...]]
    unsorted: tuple[str, ...]
    unsorted_amount: float
    turned: tuple[str, ...]
    below_zero: bool
    gap: float = 0.0


def ledger_of(kind: str | None, table: Table, roles: Map[str, str]) -> Ledger | None:
    """Return what the accounts of a statement are; None for other tables, and for books that say it themselves."""
    named = [roles[role] for role in (CATEGORY, "account") if role in roles]
    if kind not in SIDES or not named or "amount" not in roles or table.meaning is not None:
        return None
    amounts = pd.to_numeric(table.frame[roles["amount"]], errors="coerce").astype("float64")
    cells = {role: _text(table, roles.get(role)) for role in (CATEGORY, "account")}
    pairs = pd.Series(list(zip(cells[CATEGORY], cells["account"], strict=True)), index=table.frame.index)
    known = _sorted(set(pairs), SIDES[kind])
    told = pairs.map({pair: category for pair, (category, _) in known.items()})
    categories = told.where(told != "").astype("str").where(told != "")
    turned, below_zero = _turned(SIDES[kind], amounts.groupby(told).sum())
    unknown = (told == "") & pairs.map(any) & amounts.notna() & (amounts != 0)
    latest = unknown & _on_last_day(table, roles) if kind == "balance" else unknown
    factor = pd.Series(1.0, index=pairs.index).mask(told.isin(turned), -1.0)
    standing = (amounts * factor).where(_on_last_day(table, roles)).groupby(told).sum(min_count=1).dropna()
    return Ledger(
        categories=categories,
        factor=factor,
        sorted=_listed(known),
        unsorted=tuple(dict.fromkeys(pairs[unknown].map(_title))),
        unsorted_amount=float(amounts[latest].sum()),
        turned=turned,
        below_zero=below_zero,
        gap=_gap(standing) if kind == "balance" and not latest.any() else 0.0,
    )


def with_accounts(mapping: Mapping, table: Table) -> Mapping:
    """Return the mapping with what its accounts are taken for told anew, as after another choice of columns."""
    others = tuple(issue for issue in mapping.issues if issue.code not in TOLD)
    return replace(mapping, issues=(*others, *account_issues(mapping, table)))


def account_issues(mapping: Mapping, table: Table) -> tuple[Issue, ...]:
    """Return what the accounts were taken for, which of them count nowhere, and what is said of their signs."""
    found, issues = ledger_of(mapping.kind, table, mapping.roles), []
    if found is None:
        return ()
    if found.sorted:
        lists = {category: ", ".join(names[:LISTED]) for category, names in found.sorted.items()}
        fields = {"n": sum(len(names) for names in found.sorted.values()), "account_categories": lists}
        issues.append(Issue("accounts_sorted", "info", mapping.sheet, (), fields))
    if found.unsorted:
        listed = ", ".join(found.unsorted[:LISTED])
        fields = {"n": len(found.unsorted), "accounts": listed, "amount": round(found.unsorted_amount, 2)}
        issues.append(Issue("accounts_unsorted", "warning", mapping.sheet, (), fields))
    if found.turned:
        fields = {"account_categories": dict.fromkeys(found.turned, "")}
        issues.append(Issue("signs_turned", "info", mapping.sheet, (), fields))
    if abs(found.gap) > CLOSES:
        issues.append(Issue("balance_open", "warning", mapping.sheet, (), {"amount": round(abs(found.gap), 2)}))
    if found.below_zero:
        issues.append(Issue("revenue_below_zero", "warning", mapping.sheet))
    return tuple(issues)


def _text(table: Table, column: str | None) -> list[str]:
    if column is None:
        return [""] * len(table.frame)
    values = table.frame[column]
    if pd.api.types.is_numeric_dtype(values):
        return ["" if pd.isna(value) else f"{value:.15g}" for value in values]
    return ["" if pd.isna(value) else str(value).strip() for value in values]


def _sorted(pairs: Iterable[tuple[str, str]], side: str) -> dict[tuple[str, str], tuple[str, str]]:
    """Return per pair of category and account what it is and whether its own "category" said so, or its "name"."""
    known = {pair: _category(*pair, side) for pair in pairs}
    if side == "P" and _is_decimal(known):
        for pair, (category, _) in known.items():
            if not category and (number := _number(pair)):
                known[pair] = sort_account(Account(number, side="P")).category, "name"
    return known


def _category(said: str, account: str, side: str) -> tuple[str, str]:
    own = _spelled(side).get(normalise(said), "")
    if own:
        return own, "category"
    for text in (said, account):
        if RGS.match(text) and (found := sort_account(Account("", rgs=text)).category):
            return found, "name"
    for text in (account, said):
        name = _name(text)
        found = _spelled(side).get(normalise(name)) or sort_account(Account("", name, side)).category
        if name and found:
            return found, "name"
    return "", ""


def _is_decimal(known: Map[tuple[str, str], tuple[str, str]]) -> bool:
    """Return whether the numbers of accounts whose category is known follow the Dutch decimal scheme, with revenue in 8."""
    first = {(number[0], category) for pair, (category, _) in known.items() if category and (number := _number(pair))}
    return ("8", "revenue") in first and not first & {("4", "revenue"), ("4", "cogs")}


def _number(pair: tuple[str, str]) -> str:
    found = NUMBERED.match(pair[1] or pair[0])
    return found[1] if found is not None and len(found[1]) >= 4 else ""


def _name(text: str) -> str:
    found = NUMBERED.match(text)
    return (found[2] or "") if found is not None else text


def _title(pair: tuple[str, str]) -> str:
    return pair[1] or pair[0]


def _listed(known: Map[tuple[str, str], tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for pair, (category, how) in sorted(known.items()):
        if category and how == "name" and _title(pair) not in found.setdefault(category, []):
            found[category].append(_title(pair))
    return {category: tuple(found[category]) for category in ROLES[CATEGORY].values if category in found}  # noqa: PD011  # a Role, no Series


def _turned(side: str, totals: pd.Series) -> tuple[tuple[str, ...], bool]:
    """Return the categories whose amounts have the other sign, as the sums of the others prove, and unproven revenue below 0."""
    sums = {str(category): float(total) for category, total in totals.items() if category and total}
    own = {name for name in sums if is_profit(name) == (side == "P")}
    credit, debit = ({name for name in own if grows_by_credit(name) is way} for way in (True, False))
    below = {name for name in own - NEUTRAL if sums[name] < 0}
    if side == "B":
        debts = credit - NEUTRAL
        return (tuple(sorted(credit)), False) if debts and debts <= below else ((), False)
    if not credit or sum(sums[name] for name in credit) < 0:
        proven = bool(debit - NEUTRAL) and not debit & below and bool(credit) and credit <= below
        return (tuple(sorted(credit)) if proven else (), bool(credit) and not proven)
    costs = debit - NEUTRAL
    return (tuple(sorted(debit)) if costs and costs <= below else (), False)


def _gap(standing: pd.Series) -> float:
    """Return assets minus equity and debts of one balance, 0 when it lacks one of them altogether."""
    sums = {
        str(category): float(total) for category, total in standing.items() if category and not is_profit(str(category))
    }
    own, debts = (
        sums.get("equity"),
        [total for name, total in sums.items() if grows_by_credit(name) and name != "equity"],
    )
    assets = [total for name, total in sums.items() if not grows_by_credit(name)]
    return sum(assets) - own - sum(debts) if own is not None and assets and debts else 0.0


def _on_last_day(table: Table, roles: Map[str, str]) -> pd.Series:
    if "date" not in roles:
        return pd.Series(data=True, index=table.frame.index)
    days = table.frame[roles["date"]]
    return days == days.max() if pd.api.types.is_datetime64_any_dtype(days) else days.notna()


@cache
def _spelled(side: str) -> Map[str, str]:
    """Return the category of each known name on one side of the ledger; numbers such as 8 are no names."""
    spelled = ROLES[CATEGORY].values.items()  # noqa: PD011  # a Role, no Series
    return {
        normalise(word): value
        for value, words in spelled
        if is_profit(value) == (side == "P")
        for word in (value, *words)
        if not word.isdigit()
    }
