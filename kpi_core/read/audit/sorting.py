"""What each ledger account is: by its RGS code, else by its name, else by the first digit of its number."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Literal

import yaml

if TYPE_CHECKING:
    from kpi_core.read.audit.books import Account

How = Literal["rgs", "name", "number", ""]
LONGEST_ALONE = 4


@dataclass(frozen=True)
class Sorted:
    """The category of an account, a value of the role `account_category`, "" = not known; and what told it.

    profit: it belongs to profit and loss; None = the file does not tell and neither does its category.
    """

    category: str
    how: How
    profit: bool | None


@dataclass(frozen=True)
class _Rules:
    rgs: dict[str, str]
    names: dict[str, list[tuple[str, list[str]]]]
    first_digit: dict[str, dict[str, str]]
    credit: frozenset[str]
    profit_and_loss: frozenset[str]


def sort_account(account: Account) -> Sorted:
    """Return what an account is.

    An account the file calls balance never becomes profit and loss, nor the other way around.
    """
    rules = _rules()
    if account.rgs:
        prefixes = sorted((code for code in rules.rgs if account.rgs.startswith(code)), key=len)
        if prefixes:
            category = rules.rgs[prefixes[-1]]
            if category == "sales_cost" and (found := _by_name(account, "P")) == "marketing_cost":
                category = found
            return Sorted(category, "rgs", category in rules.profit_and_loss)
    for side in {"B": "B", "P": "P"}.get(account.side, "PB"):
        if category := _by_name(account, side):
            return Sorted(category, "name", _side(account, side))
    side = {"B": "B", "P": "P"}.get(account.side, "P")
    if len(account.id) >= 4 and (category := rules.first_digit[side].get(account.id[:1], "")):
        return Sorted(category, "number", _side(account, side))
    return Sorted("", "", {"B": False, "P": True}.get(account.side))


def grows_by_credit(category: str) -> bool:
    """Return whether a credit makes an amount of this category larger, as with revenue, debts and equity."""
    return category in _rules().credit


def is_profit(category: str) -> bool:
    """Return whether a category belongs to profit and loss, and not to the balance."""
    return category in _rules().profit_and_loss


def _side(account: Account, side: str) -> bool:
    return {"B": False, "P": True}.get(account.side, side == "P")


def _by_name(account: Account, side: str) -> str:
    decomposed = unicodedata.normalize("NFKD", account.name).casefold()
    name = "".join(char for char in decomposed if not unicodedata.combining(char))
    for category, words in _rules().names[side]:
        if any(_says(name, word) for word in words):
            return category
    return ""


def _says(name: str, word: str) -> bool:
    """Return whether a name holds a word; a short or marked one must stand alone, another may be part of a compound."""
    alone = word.removeprefix("=")
    if word == alone and len(word) > LONGEST_ALONE:
        return word in name
    return re.search(rf"\b{re.escape(alone)}\b", name) is not None


@cache
def _rules() -> _Rules:
    with files(__package__).joinpath("accounts.yaml").open("rb") as handle:
        said = yaml.load(handle, yaml.CSafeLoader)
    names = {side: [(category, words) for category, words in rules] for side, rules in said["names"].items()}
    credit, profit = frozenset(said["credit"]), frozenset(said["profit_and_loss"])
    return _Rules(said["rgs"], names, said["first_digit"], credit, profit)
