"""Codes with fields as sentences: ids of roles, tables and KPIs by their names, counts as people write them."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Protocol

from kpi_core.catalogue import CATALOGUE
from kpi_core.numbers import show_count, show_date, show_period, show_value
from kpi_core.periods import parse_period
from kpi_core.roles import KINDS, ROLES
from kpi_core.texts import Lang, say, texts
from kpi_core.units import Unit

if TYPE_CHECKING:
    from collections.abc import Mapping as Map

    from kpi_core.model import Issue, Question, Reading


DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
"""A day as a workbook holds it."""


class _Named(Protocol):
    @property
    def name(self) -> Map[str, str]: ...


def _names(field: str) -> Map[str, _Named]:
    """Return what a field's ids stand for; nothing when it holds none."""
    known: dict[str, Map[str, _Named]] = {"role": ROLES, "kind": KINDS, "table": KINDS, "kpi": CATALOGUE}
    return known.get(field, {})


class _Count(int):
    """A count that is written as the language writes it, and still picks the plural form."""

    lang: Lang = "nl"

    def __format__(self, spec: str) -> str:
        return show_count(int(self), self.lang)


def tell(key: str, fields: Map[str, object], lang: Lang) -> str:
    """Return the sentence of a text key with its fields as people read them. Raises KeyError for an unknown key."""
    return say(key, lang, **{name: _shown(name, value, lang) for name, value in fields.items()})


def tell_issue(issue: Issue, lang: Lang) -> str:
    """Return what an issue says."""
    return tell(f"issue.{issue.code}", issue.fields, lang)


def tell_question(question: Question, lang: Lang) -> str:
    """Return what is asked."""
    return tell(f"question.{question.kind}", question.fields, lang)


def tell_reading(question: Question, reading: Reading, lang: Lang) -> str:
    """Return what one answer means.

    A choice that holds a value, such as "only:USD", has the words of what stands before the colon; one that is a value,
    such as a year, those of `question.<kind>.*`.
    """
    choice = reading.choice
    keys = [f"question.{question.kind}.{words}" for words in (choice, choice.partition(":")[0], "*")]
    fields = {**question.fields, "choice": choice, **reading.fields}
    return tell(next((key for key in keys if key in texts(lang)), keys[0]), fields, lang)


def _shown(name: str, value: object, lang: Lang) -> object:
    match value:
        case str() if value in _names(name):
            return _names(name)[value].name[lang]
        case int() if not isinstance(value, bool):
            count = _Count(value)
            count.lang = lang
            return count
        case date() | str():
            day = value if isinstance(value, date) else _day(value)
            named = _periods(value, lang) if name == "periods" and isinstance(value, str) else value
            return show_date(day, lang) if day else named
        case float() | dict():
            return _of_books(name, value, lang)
        case tuple() | list():
            return ", ".join(str(part) for part in value)
        case _:
            return value


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if DAY.fullmatch(text) else None
    except ValueError:
        return None


def _periods(text: str, lang: Lang) -> str:
    """Return ids of periods as people write them; what is no list of those as it is."""
    try:
        return ", ".join(show_period(parse_period(part), lang) for part in text.split(", "))
    except ValueError:
        return text


def _of_books(name: str, value: float | Map[str, str], lang: Lang) -> object:
    """Return an amount as one, and categories of accounts by their names, each with the accounts in it where told."""
    if name == "amount" and isinstance(value, float):
        return show_value(value, Unit.CURRENCY, lang)
    if name != "account_categories" or isinstance(value, float):
        return value
    said = {say(f"value.account_category.{category}", lang): names for category, names in value.items()}
    return "; ".join(f"{category} ({names})" if names else category for category, names in said.items())
