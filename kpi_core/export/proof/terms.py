"""Conditions taken apart and put together, and what a row counts for in words."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from kpi_core.formula.tree import Aggregate, Logic, Not, RowCall
from kpi_core.passports.measures import said
from kpi_core.roles import ROLES
from kpi_core.texts import say, texts

if TYPE_CHECKING:
    from kpi_core.formula.tree import Node
    from kpi_core.texts import Lang


def terms_of(where: Node | None) -> tuple[Node, ...]:
    """Return the conditions that must all hold."""
    if isinstance(where, Logic) and where.op == "and":
        return tuple(inner for term in where.terms for inner in terms_of(term))
    return () if where is None else (where,)


def together(terms: list[Node]) -> Node | None:
    """Return conditions as one, None for none."""
    return Logic("and", tuple(terms)) if len(terms) > 1 else next(iter(terms), None)


def counts_for(name: Literal["sum", "count"], kind: str, value: Node | None, where: Node | None, lang: Lang) -> str:
    """Return what rows are counted or added up for, in words; that who stays did not leave goes without saying."""
    terms = [term for term in terms_of(where) if not (isinstance(term, Not) and isinstance(term.term, RowCall))]
    return said(Aggregate(name, kind, value, together(terms)), (), lang)


@lru_cache(maxsize=1024)
def word_of(role: str, value: str, lang: Lang) -> str:
    """Return a value that a role knows by the name it has in a formula in words; any other as it is written."""
    keys = (f"words.value.{value}", f"value.{role}.{value}")
    known = next((key for key in keys if value in ROLES[role].values and key in texts(lang)), None)
    return say(known, lang) if known else value
