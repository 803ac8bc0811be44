"""The words people may type for the functions, the keywords and the signs of a formula, next to the ones it is kept in."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping as Map

    from kpi_core.texts import Lang

FUNCTIONS: Map[str, tuple[str, ...]] = {
    "sum": ("som", "optellen", "total", "totaal"),
    "count": ("aantal", "tel", "regels"),
    "distinct": ("uniek", "unieke", "verschillend", "verschillende", "unique"),
    "avg": ("gemiddelde", "gem", "mean"),
    "median": ("mediaan",),
    "sum_once": ("som_eenmalig", "eenmalig"),
    "prev": ("vorige", "vorige_periode", "previous"),
    "prev_year": ("vorig_jaar", "jaar_eerder", "previous_year", "last_year"),
    "rolling": ("afgelopen", "laatste_maanden", "last_months"),
    "overall": ("sinds_begin", "tot_nu_toe"),
    "keys": ("lijst", "list"),
    "first_seen": ("voor_het_eerst", "nieuwe"),
    "repeated": ("teruggekomen", "herhaald"),
    "both": ("beide", "allebei"),
    "minus": ("zonder", "behalve", "without"),
    "size": ("hoeveel", "grootte"),
    "groups_with": ("groepen_met",),
    "param": ("instelling", "setting"),
    "days_between": ("dagen_tussen",),
    "hours_between": ("uren_tussen",),
    "overlap_days": ("dagen_in_periode",),
    "top": ("bovenste",),
    "default": ("anders", "indien_leeg"),
    "opening": ("beginstand",),
    "closing": ("eindstand",),
    "average": ("gemiddelde_stand",),
    "months_ago": ("maanden_geleden",),
    "active": ("actief", "actieve"),
    "in_force": ("van_kracht", "lopend", "lopende"),
    "worth": ("waard", "ter_waarde_van"),
    "days": ("dagen",),
}
"""Each function with what else it may be called; the first Dutch word is the one it is shown by."""
KEYWORDS: Map[str, tuple[str, ...]] = {
    "where": ("waar", "waarbij", "als", "when"),
    "and": ("en",),
    "or": ("of",),
    "not": ("niet",),
    "in": (),
    "is": (),
    "known": ("bekend", "ingevuld"),
    "empty": ("leeg",),
    "per": (),
    "on": ("op",),
}
EDGES: Map[str, tuple[str, ...]] = {
    "period_start": ("begin_periode", "begin_van_de_periode"),
    "period_end": ("einde_periode", "einde_van_de_periode"),
}
ALL = {"all", "alles", "alle"}
SIGNS = {
    "×": "*",
    "·": "*",
    "÷": "/",
    "−": "-",
    "–": "-",
    "≤": "<=",
    "≥": ">=",
    "≠": "!=",
    "<>": "!=",
    "==": "=",
}
AGGREGATES = frozenset({"sum", "count", "distinct", "avg", "median", "sum_once", "in_force", "closing"})
"""Functions that look at the rows of one table, and so give every name inside them that table."""
MAYBE_AGGREGATES = frozenset({"opening", "average"})
KEYED = frozenset({"keys", "first_seen", "repeated", "active", "groups_with"})
OF_A_ROW = frozenset({"days_between", "hours_between", "overlap_days", "top", "default", "param"})


def plain(name: str) -> str:
    """Return a name as it is compared: without capitals, accents, spaces and signs.

    >>> plain("Netto-omzet"), plain("e_mail"), plain("Bedrag (excl. btw)")
    ('nettoomzet', 'email', 'bedragexclbtw')
    """
    letters = unicodedata.normalize("NFKD", name.casefold())
    return "".join(letter for letter in letters if letter.isalnum())


def shown_function(function: str, lang: Lang) -> str:
    """Return the name of a function as a language shows it."""
    return FUNCTIONS[function][0] if lang == "nl" else function


def shown_keyword(keyword: str, lang: Lang) -> str:
    """Return a keyword as a language shows it."""
    others = {**KEYWORDS, **EDGES}[keyword]
    return others[0] if lang == "nl" and others else keyword


def _by_word(table: Map[str, tuple[str, ...]]) -> dict[str, str]:
    return {word: kept for kept, others in table.items() for word in (kept, *others)}


FUNCTION_OF = _by_word(FUNCTIONS)
KEYWORD_OF = _by_word(KEYWORDS)
EDGE_OF = _by_word(EDGES)
