"""The series of one KPI and segment out of the results, oldest first."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd

from kpi_core.formula.facts import additive
from kpi_core.formula.shares import counted_share
from kpi_core.model import SeriesPoint
from kpi_core.periods import Grain, parse_period
from kpi_core.roles import ROLES
from kpi_core.texts import LANGS, say
from kpi_core.units import USUAL_DECIMALS, Unit

if TYPE_CHECKING:
    from kpi_core.formula.tree import Node
    from kpi_core.model import Kpi, Results


def series(results: Results, kpi: str, segment: str | None = None) -> tuple[SeriesPoint, ...]:
    """Return the points of one KPI and one segment in order of time; None is everything together.

    The results are those of one grain other than `all`. A value that is missing there is None here.
    """
    points = [
        SeriesPoint(
            parse_period(str(period)),
            _number(value),
            bool(complete),
            int(rows),  # type: ignore[call-overload]
            _number(denominator),
            _number(margin),
        )
        for period, value, complete, rows, denominator, margin in results.lines.get((kpi, segment), ())
        if period != Grain.ALL.value
    ]
    return tuple(sorted(points, key=lambda point: point.period.start))


def card_grain(kpi: Kpi, variant: str | None = None) -> Grain:
    """Return the grain a KPI is judged and drawn at: months, or longer where the KPI itself is slower.

    Sums are always taken per month, so that they fit a year; days and weeks are too restless for a verdict.
    """
    if is_sum(kpi, variant) or kpi.grain in (Grain.DAY, Grain.WEEK, Grain.ALL):
        return Grain.MONTH
    return kpi.grain


def is_sum(kpi: Kpi, variant: str | None = None) -> bool:
    """Tell whether the KPI's periods add up, so that a target on it is a total over a span and not a level."""
    return additive(tree_of(kpi, variant)).periods and not as_variant(kpi, variant).exact_only


def is_share(kpi: Kpi) -> bool:
    """Tell whether a KPI is so many of so many, each of which did or did not: then counting alone says how sure it is."""
    return kpi.unit is Unit.PERCENT and counted_share(kpi.tree, {role.id for role in ROLES.values() if role.counts})


def as_variant(kpi: Kpi, variant: str | None) -> Kpi:
    """Return the KPI as its variant defines it: name, formula, unit, decimals and rules; itself when it has no such variant.

    The result has no variants of its own, so that it stays what it is wherever the variant is named again.
    """
    chosen = next((entry for entry in kpi.variants if entry.id == variant), None)
    if chosen is None:
        return kpi
    return replace(
        kpi.defined(variant),
        name={lang: say("kpi.variant", lang, kpi=kpi.name[lang], variant=chosen.name[lang]) for lang in LANGS},
        precision=kpi.precision if chosen.unit is kpi.unit else USUAL_DECIMALS.get(chosen.unit, 0),
    )


def tree_of(kpi: Kpi, variant: str | None = None) -> Node:
    """Return the formula of the KPI, or of its variant when one is named and exists."""
    return kpi.defined(variant).tree


def finished(points: tuple[SeriesPoint, ...]) -> tuple[SeriesPoint, ...]:
    """Leave out the unfinished periods at the end; nothing after the last complete period is ever judged."""
    kept = list(points)
    while kept and not kept[-1].complete:
        kept.pop()
    return tuple(kept)


def _number(value: object) -> float | None:
    return None if value is None or pd.isna(value) else float(value)  # type: ignore[call-overload,arg-type]
