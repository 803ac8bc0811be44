"""A figure "counted" or "added up" though it is a figure already: aantal(orders) is orders, and som(omzet) may be omzet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpi_core.formula.cursor import NAMES
from kpi_core.formula.facts import additive
from kpi_core.formula.lexicon import plain, shown_function
from kpi_core.formula.tree import Aggregate, Size

if TYPE_CHECKING:
    from kpi_core.formula.cursor import Cursor
    from kpi_core.formula.tree import Node

COUNTS = {"count", "distinct"}
DOTTED = 3
NAMED = 2
"""A name further from a column than this is only one of the words people use for it."""


def counted_figure(cursor: Cursor, function: str, words: int) -> tuple[str, int]:
    """Return the figure that a call of `count`, `distinct` or `sum` comes down to, and its number of pieces; "" = none.

    Raises FormulaError when a column is "counted": its rows or its different values is a doubt.
    """
    token = cursor.peek(words + 1)
    if function not in {*COUNTS, "sum"} or token is None or token.sort not in NAMES:
        return "", 0
    here, vocabulary = cursor.at, cursor.vocabulary
    cursor.at = here + words + 1
    try:
        name, count = cursor.name({**vocabulary.figures, **vocabulary.columns, **vocabulary.kinds})
        alone = cursor.sign(")", count)
    finally:
        cursor.at = here
    if function == "count" and cursor.sign(".", words + 2):
        _refuse_dotted(cursor, words)
    end = cursor.tokens[here + words + count].end + 1
    length = end - cursor.tokens[here].start
    if not alone or (function == "count" and plain(name) in vocabulary.kinds):
        return "", 0
    columns, figures = vocabulary.columns_of(name), vocabulary.figure(name)
    fitting = [one for one in figures if _fits(function, vocabulary.trees[one])]
    if len(fitting) == 1 and (function == "count" or not columns):
        return fitting[0], words + count + 2
    if function == "sum" and figures and not fitting and columns and min(columns.values()) > NAMED:
        found = sorted(f"{one.kind}.{one.role}" for one in columns)
        ways = (*figures, *(f"{shown_function(function, vocabulary.lang)}({one})" for one in found[:2]))
        cursor.refuse("formula_name_two_ways", name, length, ways)
    if function == "count" and columns:
        cursor.refuse("formula_count_what", name, length, _ways(cursor, name))
    if figures and not columns:
        cursor.refuse(
            "formula_figure_inside", name, length, figures, function=shown_function(function, vocabulary.lang)
        )
    return "", 0


def _refuse_dotted(cursor: Cursor, words: int) -> None:
    """Ask what to count where a column with its table is "counted"; a table alone is what `count` is about."""
    inside = cursor.inside(words)
    kind = cursor.vocabulary.kinds.get(plain(inside[0].text))
    if kind is None or len(inside) < DOTTED:
        return
    lang, column = cursor.vocabulary.lang, inside[2]
    written = cursor.typed[inside[0].start : column.end]
    ways = (f"{shown_function('distinct', lang)}({written})", f"{shown_function('count', lang)}({kind})")
    cursor.refuse("formula_count_what", column.text, column.end + 1 - cursor.tokens[cursor.at].start, ways)


def _fits(function: str, tree: Node) -> bool:
    if function == "sum":
        return additive(tree).periods
    counts = isinstance(tree, Aggregate) and tree.name in COUNTS
    return counts or isinstance(tree, Size)


def _ways(cursor: Cursor, name: str) -> tuple[str, ...]:
    """Return what counting a column may mean: its different values, or the rows of its table."""
    lang = cursor.vocabulary.lang
    found = sorted(cursor.vocabulary.columns_of(name), key=lambda one: (one.kind, one.role))[:2]
    different = [f"{shown_function('distinct', lang)}({one.kind}.{one.role})" for one in found]
    rows = [f"{shown_function('count', lang)}({kind})" for kind in dict.fromkeys(one.kind for one in found)]
    return (*different, *rows)
