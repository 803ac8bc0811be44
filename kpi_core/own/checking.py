"""A formula while it is being typed: what it means, or what is wrong with it, where, and what was probably meant."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpi_core.catalogue import columns, in_words
from kpi_core.errors import FormulaError
from kpi_core.formula.facts import division, parts, required_columns
from kpi_core.formula.parse import parse
from kpi_core.formula.translate import Translated, translate
from kpi_core.formula.tree import Aggregate, RowCall
from kpi_core.own.limits import check_size
from kpi_core.roles import ROLES
from kpi_core.sentences import tell
from kpi_core.units import Unit

if TYPE_CHECKING:
    from collections.abc import Mapping as Map

    from kpi_core.formula.tree import Node
    from kpi_core.formula.vocabulary import Vocabulary
    from kpi_core.texts import Lang

COUNTS = frozenset({"count", "distinct", "in_force"})


@dataclass(frozen=True)
class Offer:
    """What was probably meant. text: the part that changes; typed: the whole formula with it in place."""

    text: str
    typed: str


@dataclass(frozen=True)
class Checked:
    """What a typed formula comes to. tree None = it cannot be used: `problem` says why, `span` where in what was typed.

    formula: the spelling that is kept. words: what it works out, in whole sentences. unit: what its number counts in, as far
    as its columns tell.
    """

    typed: str
    formula: str = ""
    tree: Node | None = None
    words: str = ""
    unit: Unit = Unit.RATIO
    problem: str = ""
    span: tuple[int, int] | None = None
    offers: tuple[Offer, ...] = ()


def check(typed: str, vocabulary: Vocabulary) -> Checked:
    """Return what a typed formula means; one that cannot be used is told, never raised."""
    try:
        formula, tree = read(typed, vocabulary)
    except FormulaError as problem:
        return refused(typed, problem, vocabulary.lang)
    return Checked(typed, formula, tree, in_words(tree, vocabulary.lang), unit_of(tree))


def read(typed: str, vocabulary: Vocabulary) -> tuple[str, Node]:
    """Return the kept spelling of a typed formula with its tree. Raises FormulaError with the place in what was typed."""
    translated = translate(typed, vocabulary)
    try:
        tree = parse(translated.text, vocabulary.trees, columns())
        check_size(tree)
    except FormulaError as problem:
        raise _in_typed(problem, translated) from None
    return translated.text, tree


def refused(typed: str, problem: FormulaError, lang: Lang) -> Checked:
    """Return a formula that cannot be used with the sentence of why, and what may stand there instead."""
    start, length = problem.position, problem.fields.get("length")
    span = (start, start + length) if start is not None and isinstance(length, int) else None
    found = problem.fields.get("suggestions")
    texts = tuple(map(str, found)) if span and isinstance(found, tuple) else ()
    return Checked(
        typed,
        problem=tell(f"error.{problem.code}", problem.fields, lang),
        span=span,
        offers=tuple(Offer(text, f"{typed[: span[0]]}{text}{typed[span[1] :]}") for text in texts if span),
    )


def unit_of(tree: Node) -> Unit:
    """Return what the number probably counts in: money, a share, a count; a proposal, for whoever makes it to change."""
    split = division(tree)
    if split is None:
        return _counts_in(tree) or Unit.RATIO
    over, under = map(_counts_in, split)
    if over is Unit.CURRENCY and under is not Unit.CURRENCY:
        return Unit.CURRENCY
    return Unit.PERCENT if over is under is Unit.CURRENCY else Unit.RATIO


def _counts_in(tree: Node) -> Unit | None:
    """Return money, days or a count; None when the columns do not tell."""
    aggregates = [part for part in parts(tree) if isinstance(part, Aggregate)]
    values = [part.value for part in aggregates if part.value is not None and part.name not in COUNTS]
    if any(ROLES[column.role].type == "money" for value in values for column in required_columns(value)):
        return Unit.CURRENCY
    spans = {part.name for value in values for part in parts(value) if isinstance(part, RowCall)}
    if spans & {"days_between", "overlap_days"}:
        return Unit.DAYS
    return Unit.COUNT if all(part.name in COUNTS | {"sum"} for part in aggregates) else None


def _in_typed(problem: FormulaError, translated: Translated) -> FormulaError:
    """Return the same refusal, about the place in what was typed."""
    fields: Map[str, object] = problem.fields
    if problem.position is not None and problem.position >= len(translated.text):
        return FormulaError(problem.code, problem.position, **fields)
    span = translated.typed(problem.position)
    if span is None:
        return FormulaError(problem.code, None, **fields)
    return FormulaError(problem.code, span[0], **{**fields, "length": span[1] - span[0]})
