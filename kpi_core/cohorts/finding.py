"""What a triangle says in one sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpi_core.cohorts.lower import can_compare, happens, lower, since
from kpi_core.cohorts.triangle import LEAST
from kpi_core.model import Finding

if TYPE_CHECKING:
    from kpi_core.cohorts.lower import Marks
    from kpi_core.cohorts.triangle import Triangle
    from kpi_core.periods import Period


def finding_of(triangle: Triangle, kpi: str | None = None) -> Finding:
    """Return the finding of a triangle: one code for orders and one for subscriptions, with numbers and periods as they are.

    lower: since (Period), n fewer per 100 customers than earlier groups at the same age. some: cells are lower, but not lately.
    alike: nothing is beyond chance. single: there is nothing to compare with yet. young: no group of 20 has an age yet.
    n of the others: how many of 100 are back after one period.
    """
    kind = f"cohorts_{triangle.kind}"
    if len(triangle.average) < 2 or triangle.average[1].size < LEAST:
        return Finding(f"{kind}_young", kpi, "neutral", {"n": LEAST})
    marks = lower(triangle)
    begun = since(triangle, marks)
    back = round(triangle.average[1].retention * 100)
    if begun is not None:
        return Finding(f"{kind}_lower", kpi, "risk", {"since": begun, "n": fewer(triangle, marks, begun)})
    if marks:
        return Finding(f"{kind}_some", kpi, "neutral", {"n": back})
    code = f"{kind}_alike" if can_compare(triangle) else f"{kind}_single"
    return Finding(code, kpi, "neutral", {"n": back})


def fewer(triangle: Triangle, marks: Marks, begun: Period) -> int:
    """Return how many customers fewer per 100 the marked groups show since a period than earlier groups did, at least 1."""
    chosen = [mark for (period, age), mark in marks.items() if happens(triangle, period, age) >= begun]
    missing = sum(mark.expected * mark.cell.size - mark.cell.active for mark in chosen)
    return max(1, round(100 * missing / sum(mark.cell.size for mark in chosen)))
