"""How far a figure from a survey may be off by chance: a share or a score rests on those who happened to answer.

The margin is that of 95% certainty. With p the share that counts for and d the share that counts against among n answers,
an answer is worth 1, -1 or 0, so its variance is p + d - (p - d)^2: for the NPS as in
http://www.cybaea.net/Journal/2016/01/14/NPS-confidence-intervals-stats/, and with d = 0 that of any share, p(1 - p).
"""

from __future__ import annotations

from dataclasses import dataclass
from math import hypot
from typing import TYPE_CHECKING

import numpy as np

from kpi_core.formula.facts import division
from kpi_core.formula.tree import Aggregate, Arith, Number

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from kpi_core.compute.series import Grids
    from kpi_core.formula.tree import Node

SURVEYS = "surveys"
CERTAIN = 1.96
"""How many standard errors hold 95% of what chance does."""
ALL_ALIKE = 3.0
"""Where no answer differs, at most 3 in n others can have been missed with 95% certainty (the rule of three)."""


@dataclass(frozen=True)
class Share:
    """A share of answers: those that count for, those that count against (None: nothing does), out of which, times what."""

    plus: Node
    minus: Node | None
    answers: Node
    times: float = 1.0


def margin(
    plus: NDArray[np.float64], minus: NDArray[np.float64] | None, answers: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return the margin of (plus - minus) / answers, as a proportion; missing without answers.

    minus: None for a plain share, which lies between 0 and 1; a score lies between -1 and 1.
    """
    n = np.where(answers > 0, answers, np.nan)
    p, d = plus / n, 0.0 if minus is None else minus / n
    spread = np.maximum(p + d - (p - d) ** 2, 0.0)
    farthest = 1.0 if minus is None else 1.0 + np.abs(p - d)
    return np.where(spread > 0, CERTAIN * np.sqrt(spread / n), farthest * np.minimum(ALL_ALIKE / n, 1.0))


def told_apart(difference: float, margin: float | None, other: float | None) -> bool:
    """Return whether two figures differ by more than chance, given their margins; None = it does not rest on answers."""
    return abs(difference) > hypot(margin or 0.0, other or 0.0) or not (margin or other)


def share_of(tree: Node) -> Share | None:
    """Return what a formula is a share of when it counts answers out of answers, times a number at most; else None."""
    if isinstance(tree, Arith) and tree.op == "*" and isinstance(tree.right, Number):
        found = share_of(tree.left)
        return Share(found.plus, found.minus, found.answers, found.times * tree.right.value) if found else None
    parts = division(tree)
    if parts is None or not _counts(parts[1]):
        return None
    match parts[0]:
        case Arith(op="-", left=plus, right=minus) if _counts(plus) and _counts(minus):
            return Share(plus, minus, parts[1])
        case plus if _counts(plus):
            return Share(plus, None, parts[1])
    return None


def margins(tree: Node, grids: Grids) -> NDArray[np.float64]:
    """Return the margin of every value of a formula, in the unit of the value; missing where it is no share of answers."""
    share = share_of(tree)
    if share is None:
        return np.full_like(grids.value(tree), np.nan)
    minus = grids.value(share.minus) if share.minus else None
    return margin(grids.value(share.plus), minus, grids.value(share.answers)) * share.times


def _counts(node: Node) -> bool:
    return isinstance(node, Aggregate) and node.name == "count" and node.kind == SURVEYS
