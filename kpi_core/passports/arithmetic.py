"""A KPI's value of one period as the sum it is: € 1.265.793,04 ÷ 830 = € 1.525,05, each number with what it counts."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpi_core.catalogue import SETTINGS
from kpi_core.formula.tree import Arith, Negative, Number, Param, Shift
from kpi_core.numbers import show_value
from kpi_core.numbers.shown import MINUS
from kpi_core.passports.measures import named_sums, said, unit_of
from kpi_core.phrases import within
from kpi_core.texts import Lang, say
from kpi_core.units import Unit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kpi_core.compute.asks import Steps
    from kpi_core.compute.parts import Part, Worked
    from kpi_core.formula.tree import Node
    from kpi_core.model import Kpi

SIGNS = {"+": "+", "-": MINUS, "*": "×", "/": "÷"}
TIGHT = {"+": 1, "-": 1, "*": 2, "/": 2}
DIGITS = 12
"""Significant digits that are no rounding noise."""
MOST_DECIMALS = 10
UNKNOWN = "?"


@dataclass(frozen=True)
class Term:
    """One number of the sum: as shown, what it is in words, and the part it came from."""

    shown: str
    what: str
    part: Part


@dataclass(frozen=True)
class Arithmetic:
    """lines: the sum, then one line per named sum within it, each "what: a ÷ b = c", and the margin of a share of answers. terms:
        every number in them.

    value: the outcome as shown. reason: why there is none, as a sentence; "" when there is.
    """

    value: str
    lines: tuple[str, ...]
    terms: tuple[Term, ...]
    reason: str = ""


def arithmetic(kpi: Kpi, worked: Worked, lang: Lang) -> Arithmetic:
    """Return the sum behind a value; kpi: with the unit and the formula of the definition in use."""
    value = shown_in(worked.value, kpi.unit, lang, kpi.precision)
    if worked.part is None:
        return Arithmetic(value, (), ())
    root = worked.part
    lines = [_line(root, value, lang)] if root.inside else []
    for part in _named(root, root):
        name = said(part.node, part.steps, lang)
        total = exact(part.value, unit_of(part.node), lang)
        lines.append(say("passport.sum", lang, name=name, sum=_line(part, total, lang)))
    if worked.margin:
        lines.append(say("margin.line", lang, margin=within(worked.margin, kpi, lang)))
    terms = tuple(
        Term(exact(part.value, unit_of(part.node), lang), said(part.node, part.steps, lang), part)
        for part in _once(root)
    )
    if all(term.part.value is None for term in terms):
        lines = []
    return Arithmetic(value, tuple(lines), terms, _reason(root, lang) if worked.value is None else "")


def shown_in(value: float | None, unit: Unit, lang: Lang, precision: int) -> str:
    """Return a value as a table shows it: exact, in the KPI's own precision, cents with an amount that has decimals."""
    decimals = max(precision, 2) if unit is Unit.CURRENCY and precision else precision
    return show_value(value, unit, lang, precision=decimals)


def exact(value: float | None, unit: Unit, lang: Lang) -> str:
    """Return a number with every decimal that says something, so that a sum can be checked with it.

    >>> exact(1265793.04, Unit.COUNT, "nl")
    '1.265.793,04'
    """
    if value is None or not math.isfinite(value):
        return show_value(None, unit, lang)
    decimals = _decimals(value * 100 if unit is Unit.PERCENT else value)
    if unit is Unit.CURRENCY and decimals:
        decimals = max(decimals, 2)
    return show_value(value, unit, lang, precision=decimals)


def _decimals(value: float) -> int:
    """Return how many decimals a number has, leaving out what only floating point adds."""
    text = f"{value:.{DIGITS}g}"
    if "e" in text:
        text = f"{float(text):.{MOST_DECIMALS}f}".rstrip("0")
    return min(len(text.partition(".")[2]), MOST_DECIMALS)


def _line(part: Part, value: str, lang: Lang) -> str:
    text = _text(part, lang, part)
    return text if part.value is None else f"{text} = {value}"


def _text(part: Part, lang: Lang, whole: Part, least: int = 0) -> str:
    """Return a part as it stands in a sum, between brackets where it binds less than its neighbours."""
    node = part.node
    if part is not whole and node in named_sums() and part.value is not None:
        return exact(part.value, unit_of(node), lang)
    match node:
        case Arith():
            level = TIGHT[node.op]
            left = _text(part.inside[0], lang, whole, level)
            right = _text(part.inside[1], lang, whole, level + 1)
            text = f"{left} {SIGNS[node.op]} {right}"
            return f"({text})" if level < least else text
        case Negative() if part.inside:
            return f"{MINUS}{_text(part.inside[0], lang, whole, 3)}"
        case Shift(name="average") if part.inside:
            first, last = (_text(inner, lang, whole, 1) for inner in part.inside)
            text = f"({first} + {last}) {SIGNS['/']} 2"
            return f"({text})" if least > TIGHT["/"] else text
        case Shift() if part.inside:
            return _text(part.inside[0], lang, whole, least)
    text = UNKNOWN if part.value is None else exact(part.value, unit_of(node), lang)
    return f"({text})" if least and (part.value or 0.0) < 0 else text


def _named(part: Part, root: Part) -> Iterator[Part]:
    """Yield every named sum inside, the outermost first, each once."""
    found: dict[tuple[Node, Steps], Part] = {}
    for inner in _all(part):
        if inner is not root and inner.node in named_sums():
            found.setdefault((inner.node, inner.steps), inner)
    yield from found.values()


def _all(part: Part) -> Iterator[Part]:
    yield part
    for inner in part.inside:
        yield from _all(inner)


def _once(root: Part) -> tuple[Part, ...]:
    """Return every number of the sum that was counted or set, in order, each once."""
    leaves = (part for part in _all(root) if not part.inside and not isinstance(part.node, Number))
    found: dict[tuple[Node, Steps], Part] = {}
    for part in leaves:
        found.setdefault((part.node, part.steps), part)
    return tuple(found.values())


def _reason(root: Part, lang: Lang) -> str:
    """Say why there is no value, by the innermost part that has none."""
    part = next((inner for inner in _all(root) if inner.why not in {"", "inside"}), root)
    below = part.inside[-1] if part.why in {"zero", "negative"} else part
    if isinstance(below.node, Param):
        return say("passport.none.setting", lang, name=SETTINGS[below.node.name].name[lang].lower())
    what = said(below.node, below.steps, lang)
    number = exact(below.value, unit_of(below.node), lang)
    return say(f"passport.none.{part.why or 'inside'}", lang, what=what, value=number)
