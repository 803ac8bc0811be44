"""Bridges out of a dataset: by a role, by kind of customer, and by the factors of a KPI."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from kpi_core.catalogue import CATALOGUE, MEASURES, measure_trees
from kpi_core.compute import compute
from kpi_core.drivers.bridge import bridge_of, drivers_of
from kpi_core.drivers.cells import cells_of
from kpi_core.drivers.customers import COHORT, FRESH, KIND, KINDS, KNOWN, NEW, grouped, has_customers, with_kinds
from kpi_core.drivers.factors import effects_of, named_in
from kpi_core.drivers.headline import share_of
from kpi_core.drivers.model import Drivers, Part, Unsplit
from kpi_core.drivers.proposing import proposed
from kpi_core.drivers.sides import Sides, on_route, sides_of
from kpi_core.drivers.splitting import needs_proof, over_time, split_as
from kpi_core.formula.facts import division
from kpi_core.gaps import until_answered
from kpi_core.model import NO_MARKS
from kpi_core.periods import Grain
from kpi_core.series import series

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping as Map
    from datetime import date

    import pandas as pd

    from kpi_core.dataset import Dataset
    from kpi_core.drivers.cells import Cells
    from kpi_core.drivers.factors import Effect
    from kpi_core.model import Kpi, Marks, Results
    from kpi_core.periods import Period

MOSTLY = 2 / 3
SAME = 1e-9
LONG = (Grain.QUARTER, Grain.YEAR, Grain.ALL)


class Inside(NamedTuple):
    """The group of customers a named part mostly is: what it adds, and as part of the whole change (None: that says nothing)."""

    group: str
    contribution: float
    share: float | None


@dataclass(frozen=True)
class Question:
    """Why did this KPI change, from one span to another? kpi: as its variant defines it. where: per role the values kept.

    route: where it should be over `now`, None = the earlier span is what it is compared with.
    """

    kpi: Kpi
    dataset: Dataset
    before: Period
    now: Period
    today: date
    where: Map[str, tuple[str, ...]] = field(default_factory=dict)
    params: Map[str, float] = field(default_factory=dict)
    route: float | None = None
    marks: Marks = NO_MARKS

    def grain(self, split: Kpi) -> Grain | None:
        """Return the grain to look at the parts in; None when a span is no single period of what does not add up over time."""
        if self.now.grain is not self.before.grain and Grain.ALL not in (self.now.grain, self.before.grain):
            return None
        if (over_time(split) or needs_proof(split)) and (self.now.grain in LONG or self.before.grain in LONG):
            return Grain.MONTH
        return self.now.grain if self.now.grain is self.before.grain and self.now.grain is not Grain.ALL else None


def by_role(asked: Question, by: str) -> Drivers | Unsplit:
    """Return the bridge in parts by one role."""
    split = split_as(asked.kpi)
    if isinstance(split, Unsplit):
        return split
    grain = asked.grain(split)
    if grain is None:
        return Unsplit("grains")
    results = compute([split], asked.dataset, grain, by=by, where=asked.where, params=asked.params, today=asked.today)
    if results.frame.empty or _unexplained(asked, split, results):
        return Unsplit("no_data", results.issues)
    if needs_proof(split) and not _borne_out(asked, split, results):
        return Unsplit("counted")
    return drivers_of(split, results, by, asked.before, asked.now, route=asked.route, marks=asked.marks)


def _borne_out(asked: Question, split: Kpi, results: Results) -> bool:
    """Tell whether the parts of what is counted once add up in this data, over both spans: nothing is in two of them."""
    cells = cells_of(results, split.id, ratio=division(split.tree) is not None)
    return all(_adds_up(asked, split, cells, span) for span in (asked.before, asked.now))


def _adds_up(asked: Question, split: Kpi, cells: Cells, span: Period) -> bool:
    whole = _over(asked, [split], span)
    row = whole.iloc[0] if len(whole) else None
    names = ("value",) if cells.d is None else ("numerator", "denominator")
    parts = [side for side in cells.over(span) if side is not None]
    wholes = [np.nan if row is None else float(row[name]) for name in names]
    return all(
        abs(float(np.nansum(side[:-1])) - total) <= SAME * max(abs(total), 1.0)
        for side, total in zip(parts, wholes, strict=True)
    )


def _unexplained(asked: Question, split: Kpi, results: Results) -> bool:
    """Tell whether a span holds a period without rows of which nobody said that nothing happened: its 0 is no amount."""
    points = series(results, split.id)
    unknown = until_answered(points, split, asked.marks).unknown
    spans = (asked.before, asked.now)
    return any(
        p.period in unknown and s.start <= p.period.start and p.period.end <= s.end for p in points for s in spans
    )


def best(asked: Question, roles: Iterable[str]) -> Drivers | Unsplit:
    """Return the bridge by the role that explains most; why there is none when no role gives one."""
    found = [by_role(asked, role) for role in roles]
    bridges = [one for one in found if isinstance(one, Drivers)]
    return proposed(bridges) or next((one for one in found if isinstance(one, Unsplit)), Unsplit("no_parts"))


def by_customers(asked: Question) -> Drivers | None:
    """Return the bridge over who stayed, is new, came back or is gone; None where nobody is told apart."""
    groups = by_groups(asked)
    split = split_as(asked.kpi)
    if groups is None or isinstance(split, Unsplit):
        return None
    dataset = with_kinds(asked.dataset, split, asked.before, asked.now)
    results = compute([split], dataset, Grain.MONTH, by=KIND, where=asked.where, params=asked.params, today=asked.today)
    sides = sides_of(cells_of(results, split.id, ratio=False), asked.before, asked.now)
    if isinstance(sides, Sides) and asked.route is not None:
        sides = on_route(sides, asked.route)
    if isinstance(sides, Unsplit):
        return None
    parts = _of_kinds(sides, groups)
    return replace(groups, by=KIND, parts=parts)


def by_groups(asked: Question) -> Drivers | None:
    """Return the bridge over those who had bought in an earlier month and those who had not; None where nobody is told apart."""
    split = split_as(asked.kpi)
    if isinstance(split, Unsplit) or not has_customers(split, asked.dataset) or asked.grain(split) is not Grain.MONTH:
        return None
    results = compute(
        [split], asked.dataset, Grain.MONTH, by=COHORT, where=asked.where, params=asked.params, today=asked.today
    )
    if results.frame.empty or _unexplained(asked, split, results):
        return None
    cells = grouped(cells_of(results, split.id, ratio=False))
    found = bridge_of(split, cells, KIND, asked.before, asked.now, route=asked.route, marks=asked.marks)
    return found if isinstance(found, Drivers) else None


def _of_kinds(sides: Sides, groups: Drivers) -> tuple[Part, ...]:
    """Return the kinds as parts; those who bought before are judged together, and named where they move as their group does."""
    told = {part.segment: part for part in groups.parts}
    made = []
    for place, name in enumerate(sides.names):
        before, now = float(sides.x[0][place]), float(sides.x[1][place])
        group = told.get(FRESH if name == NEW else KNOWN)
        along = group is not None and group.significant and (now - before) * group.contribution > 0
        total = sides.totals[0]
        share = (now - before) / abs(total) if total else None
        named = along and name in KINDS
        made.append(Part(name, before, now, now - before, significant=named, share=share))
    return tuple(sorted(made, key=lambda part: (part.segment is None, -abs(part.contribution))))


def within(asked: Question, bridge: Drivers) -> Inside | None:
    """Return which group of customers the named part of a bridge mostly is; None where it is no one group."""
    named = next((part for part in bridge.parts if part.significant), None)
    if named is None or named.segment is None or named.mix is not None or bridge.by in (*asked.where, KIND):
        return None
    whole = named.before if asked.route is not None else None
    inside = replace(asked, where={**asked.where, bridge.by: (named.segment,)}, route=whole)
    groups = by_groups(inside)
    if groups is None:
        return None
    most = max(groups.parts, key=lambda part: part.contribution * named.contribution)
    if most.segment is None or most.contribution / named.contribution < MOSTLY:
        return None
    return Inside(most.segment, most.contribution, share_of(most.contribution, bridge.parts, bridge.change))


def by_factors(asked: Question, known: Map[str, Kpi] = CATALOGUE) -> tuple[Effect, ...] | None:
    """Return what each factor of the KPI's identity adds; None where it is no product, or cannot be split."""
    names = {asked.kpi.id, *(name for one in asked.kpi.equals for name in named_in(one.tree))}
    if len(names) == 1 or asked.route is not None:
        return None
    trees = measure_trees(MEASURES)
    kpis = [
        known[name] if name in known else replace(asked.kpi, id=name, tree=trees[name], variants=())
        for name in sorted(names)
        if name in known or name in trees
    ]
    sides = [_values(asked, kpis, span) for span in (asked.before, asked.now)]
    return effects_of(asked.kpi, *sides)


def _values(asked: Question, kpis: list[Kpi], span: Period) -> dict[str, float]:
    frame = _over(asked, kpis, span)
    whole = frame[frame["segment"].isna() & frame["value"].notna()]
    return {str(kpi): float(value) for kpi, value in zip(whole["kpi"], whole["value"], strict=True)}


def _over(asked: Question, kpis: list[Kpi], span: Period) -> pd.DataFrame:
    """Return KPIs over one span as one period, everything together."""
    return compute(
        kpis,
        asked.dataset,
        Grain.ALL,
        where=asked.where,
        start=span.start,
        end=span.end,
        params=asked.params,
        today=asked.today,
    ).frame
