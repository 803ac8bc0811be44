"""What rounds closed: those figures do not move, and where the data says something else by now that is told beside them."""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import TYPE_CHECKING

import pandas as pd

from kpi_core.formula.facts import looks_at_edges, parts
from kpi_core.formula.facts import params as params_of
from kpi_core.formula.printing import text_of
from kpi_core.formula.tree import Aggregate
from kpi_core.model import Issue
from kpi_core.numbers import show_value
from kpi_core.periods import parse_period
from kpi_core.series import tree_of
from kpi_core.texts import say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from collections.abc import Mapping as Map
    from datetime import date

    from kpi_core.formula.tree import Node
    from kpi_core.model import Kpi, Results, Round
    from kpi_core.periods import Grain, Period
    from kpi_core.store import Space
    from kpi_core.texts import Lang

SAME = 1e-9
"""Two figures that differ by less, as a part of the larger, are the same figure."""


MOST_DECIMALS = 6
RESTATED = frozenset({"restated", "restated_more", "restated_fewer"})
"""The codes of an issue about a closed figure of which the data says something else by now."""


@dataclass(frozen=True)
class Restated:
    """A closed figure of which the data says something else by now. was, now: in the KPI's unit, None = it has no value.

    rested: the lines it rested on then; more: how many more there are now, fewer when negative; None where they were not
    counted. round: whose figure it is.
    """

    kpi: str
    variant: str | None
    period: Period
    was: float | None
    now: float | None
    rested: int | None
    more: int | None
    round: str


@dataclass(frozen=True)
class Figure:
    """A figure as it was closed, or taken over since: its value, the lines it rested on, and the round that holds it."""

    value: float | None
    rows: int | None
    round: str


@dataclass(frozen=True)
class Closed:
    """The figures of all closed rounds: by KPI with its variant, by definition, by period (`Period.id`)."""

    figures: Map[str, Map[str, Map[str, Figure]]] = field(default_factory=dict)

    def of(self, kpi: Kpi, variant: str | None, params: Map[str, float]) -> Map[str, Figure]:
        """Return the closed figures of a KPI as it is defined now, by period."""
        return self.figures.get(key_of(kpi.id, variant), {}).get(definition_of(kpi, variant, params), {})

    def otherwise(self, kpi: Kpi, variant: str | None, params: Map[str, float]) -> str:
        """Return the last period a KPI was closed in by another definition only, "" when there is none."""
        if self.of(kpi, variant, params):
            return ""
        keys = (key_of(kpi.id, None), *(key_of(kpi.id, one.id) for one in kpi.variants))
        found = [period for key in keys for kept in self.figures.get(key, {}).values() for period in kept]
        return max(found, key=lambda period: parse_period(period).end, default="")


NOTHING = Closed()


def key_of(kpi: str, variant: str | None) -> str:
    """Return the name under which a round keeps the figures of a KPI in one of its definitions."""
    return f"{kpi}:{variant}" if variant else kpi


def definition_of(kpi: Kpi, variant: str | None, params: Map[str, float]) -> str:
    """Return a code of what a KPI counts: its formula, its rules, and the settings it uses with their values."""
    tree, rules = tree_of(kpi, variant), kpi.defined(variant)
    used = sorted((name, params.get(name)) for name in params_of(tree) | {str(rules.window_days)})
    told = (text_of(tree), rules.unit, rules.optional, rules.window_days, rules.exact_only, used)
    return sha256(repr(told).encode()).hexdigest()[:16]


def closed_in(space: Space) -> Closed:
    """Return what the rounds of an open workspace closed; of two rounds the later one says what a figure is."""
    found: dict[str, dict[str, dict[str, Figure]]] = {}
    for one in space.entries("round").all().values():
        for key, period, figure in _figures(one):
            found.setdefault(key, {}).setdefault(one.definitions.get(key, ""), {})[period] = figure
    return Closed(found)


def _figures(one: Round) -> Iterator[tuple[str, str, Figure]]:
    if one.closed_on is None:
        return
    for key, values in one.figures.items():
        taken, rows = one.taken.get(key, {}), one.rows.get(key, {})
        for period, value in values.items():
            now_rows = rows.get(period) if period not in taken else None
            yield key, period, Figure(taken.get(period, value), now_rows, one.id)


def as_closed(
    results: Results,
    kpi: Kpi,
    variant: str | None,
    closed: Closed,
    *,
    grain: Grain,
    params: Map[str, float],
    span: tuple[date | None, date | None] = (None, None),
) -> Results:
    """Return the results with the closed figures of one KPI in their place; what the data says now is an issue beside them.

    results: of one grain, without filters; only the rows of everything together are looked at. span: the first and the last
    day asked for, None = all there is.
    """
    kept = {parse_period(period): one for period, one in closed.of(kpi, variant, params).items()}
    figures = {period.id: one for period, one in kept.items() if period.grain is grain and _inside(period, *span)}
    changed = restated(results, kpi, variant, figures)
    told = tuple(_issues(kpi, variant, changed, closed.otherwise(kpi, variant, params)))
    frame = _with(results.frame, kpi.id, changed) if changed else results.frame
    return replace(results, frame=frame, issues=(*results.issues, *told)) if changed or told else results


def _with(before: pd.DataFrame, kpi: str, changed: Sequence[Restated]) -> pd.DataFrame:
    """Return the rows with the closed figures; a period that is in the data no more gets a row of its own."""
    frame = before.copy()
    own = frame.index[(frame["kpi"] == kpi) & frame["segment"].isna()]
    at = dict(zip(frame.loc[own, "period"], own.tolist(), strict=True))
    gone = []
    for one in changed:
        if one.period.id not in at:
            gone.append(_row(kpi, one))
            continue
        place = at[one.period.id]
        frame.loc[place, ["value", "numerator"]] = [math.nan if one.was is None else one.was, math.nan]
        frame.loc[place, "complete"] = True
        frame.loc[place, "rows"] = one.rested or frame.loc[place, "rows"]
    if not gone:
        return frame
    frame = pd.concat([frame, pd.DataFrame(gone).astype(frame.dtypes.to_dict())], ignore_index=True)
    return frame.sort_values(["kpi", "start"], kind="stable", ignore_index=True)


def restated(results: Results, kpi: Kpi, variant: str | None, figures: Map[str, Figure]) -> tuple[Restated, ...]:
    """Return the closed figures of which the results say something else, oldest first."""
    lines = {str(line[0]): line for line in results.lines.get((kpi.id, None), ())}
    found = []
    for period, one in figures.items():
        line = lines.get(period)
        now = None if line is None or pd.isna(line[1]) else float(line[1])  # type: ignore[call-overload,arg-type]
        rows = 0 if line is None else int(line[3])  # type: ignore[call-overload]
        if not same(one.value, now):
            more = None if one.rows is None else rows - one.rows
            found.append(Restated(kpi.id, variant, parse_period(period), one.value, now, one.rows, more, one.round))
    return tuple(sorted(found, key=lambda one: one.period))


def both_shown(was: float | None, now: float | None, kpi: Kpi, lang: Lang) -> tuple[str, str]:
    """Return a closed figure and what the data says now as people read them: whole, with as many decimals as tell them apart."""
    texts = ("", "")
    for more in range(MOST_DECIMALS):
        first, second = (
            say("closed.no_figure", lang)
            if value is None
            else show_value(value, kpi.unit, lang, precision=kpi.precision + more)
            for value in (was, now)
        )
        texts = (first, second)
        if first != second:
            break
    return texts


def is_of_a_day(tree: Node) -> bool:
    """Tell whether a formula has a value only for the period the data ends in, so that later data knows no earlier one."""
    return any(isinstance(one, Aggregate) and one.on == "all" and not looks_at_edges(one) for one in parts(tree))


def same(was: float | None, now: float | None) -> bool:
    """Tell whether two figures are one."""
    if was is None or now is None:
        return was is now
    return math.isclose(was, now, rel_tol=SAME, abs_tol=SAME * SAME)


def _inside(period: Period, first: date | None, last: date | None) -> bool:
    return (first is None or period.end >= first) and (last is None or period.start <= last)


def _issues(kpi: Kpi, variant: str | None, kept: Sequence[Restated], otherwise: str) -> Iterator[Issue]:
    changed = [one for one in kept if one.now is not None or not is_of_a_day(tree_of(kpi, variant))]
    if changed:
        last = changed[-1]
        code = "restated" if not last.more else "restated_more" if last.more > 0 else "restated_fewer"
        fields = {"kpi": kpi.id, "period": last.period.id, "was": last.was, "now": last.now, "variant": last.variant}
        yield Issue(code, "warning", fields={**fields, "n": abs(last.more or 0)})
    if len(changed) > 1:
        yield Issue("restated_others", "warning", fields={"kpi": kpi.id, "n": len(changed) - 1})
    if otherwise:
        yield Issue("closed_otherwise", "warning", fields={"kpi": kpi.id, "period": otherwise})


def _row(kpi: str, one: Restated) -> dict[str, object]:
    empty = dict.fromkeys(("numerator", "denominator", "margin"), math.nan)
    period = {"period": one.period.id, "start": one.period.start, "end": one.period.end, "segment": None}
    return {"kpi": kpi, **period, "value": one.was, **empty, "rows": one.rested or 0, "complete": True}
