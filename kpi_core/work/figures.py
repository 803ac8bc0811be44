"""The figures behind the cards and the explore page: what is asked together is computed together."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kpi_core.compute import compute, rows_of
from kpi_core.compute.ages import KEYS, at_age
from kpi_core.errors import StoreError
from kpi_core.model import Form
from kpi_core.periods import parse_period
from kpi_core.targets import assess, card_grain
from kpi_core.work.closed import NOTHING, as_closed, closed_in
from kpi_core.work.confirming import current_of
from kpi_core.work.known import catalogue_in, known_kpi
from kpi_core.work.marks import marks_in
from kpi_core.work.steering import params_in

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping as Map
    from datetime import date

    import pandas as pd

    from kpi_core.dataset import Dataset
    from kpi_core.model import Kpi, Results, Status, Target
    from kpi_core.periods import Grain, Period
    from kpi_core.store import Store
    from kpi_core.work.closed import Closed

NO_FILTER: Map[str, tuple[str, ...]] = {}


@dataclass(frozen=True)
class Asked:
    """One KPI as a card or a verdict needs it: whole, or split by the role a target is about.

    per: the grain, None = that of its card. where: per role the values kept. age: months, for figures at an age.
    """

    kpi: str
    variant: str | None = None
    by: str | None = None
    per: Grain | None = None
    where: tuple[tuple[str, tuple[str, ...]], ...] = ()
    age: int | None = None


def asked_for(target: Target) -> Asked:
    """Return what a target is judged on; for each member its segment is one more filter."""
    where = dict(target.where)
    by = target.segment[0] if target.segment else None
    age = target.age if target.form is Form.AT_AGE else None
    if target.form is Form.EACH_MEMBER:
        by = target.by
    if target.form is Form.EACH_MEMBER and target.segment:
        where[target.segment[0]] = (target.segment[1],)
    return Asked(target.kpi, target.variant, target.by if age else by, target.per, tuple(where.items()), age)


def figures(  # noqa: PLR0917 - the first five stand together wherever figures are asked
    dataset: Dataset,
    asked: Iterable[Asked],
    known: Map[str, Kpi],
    params: Map[str, float],
    today: date,
    closed: Closed = NOTHING,
) -> dict[Asked, Results]:
    """Return the results of each, over all the data there is; one statement for those that share grain and split.

    known: the KPIs of the workspace by id. closed: the figures that do not move, put in their place here and in `explore`.
    """
    groups: dict[tuple[object, ...], list[Asked]] = defaultdict(list)
    for one in dict.fromkeys(asked):
        grain = one.per or card_grain(known_kpi(known, one.kpi), one.variant)
        groups[grain, one.by, one.where, one.variant, one.age].append(one)
    found: dict[Asked, Results] = {}
    for group in groups.values():
        kpis, first = [known_kpi(known, one.kpi) for one in group], group[0]
        where, variants = dict(first.where), {one.kpi: first.variant for one in group if first.variant}
        if first.age:
            found |= {
                one: at_age(
                    kpi,
                    dataset,
                    first.age,
                    by=first.by or KEYS,
                    where=where,
                    params=params,
                    variants=variants,
                    today=today,
                )
                for one, kpi in zip(group, kpis, strict=True)
            }
            continue
        grain = first.per or card_grain(kpis[0], first.variant)
        results = compute(kpis, dataset, grain, by=first.by, where=where, params=params, variants=variants, today=today)
        for kpi in kpis if not where else ():
            results = _closed(results, dataset, kpi, first.variant, closed, grain=grain, params=params, today=today)
        found |= dict.fromkeys(group, results)
    return found


def statuses(store: Store, workspace: str, today: date) -> tuple[tuple[Target, Status], ...]:
    """Return every target of a workspace with its verdict; none while there is no data."""
    with store.reading(workspace) as space:
        dataset, params, known, closed = current_of(space), params_in(space), catalogue_in(space), closed_in(space)
        targets, marks = [target for target in space.targets.all() if target.kpi in known], marks_in(space)
    if dataset is None:
        return ()
    results = figures(dataset, map(asked_for, targets), known, params, today, closed)
    return tuple((t, assess(t, known[t.kpi], results[asked_for(t)], today, marks[t.kpi])) for t in targets)


def results_of(store: Store, workspace: str, asked: Asked, today: date) -> Results:
    """Return one KPI over all the data there is, as a target is set and judged on it.

    Raises StoreError `no_data` or `unknown_kpi`.
    """
    with store.reading(workspace) as space:
        dataset, params, known, closed = current_of(space), params_in(space), catalogue_in(space), closed_in(space)
    if dataset is None:
        raise StoreError("no_data")
    return figures(dataset, [asked], known, params, today, closed)[asked]


def explore(
    store: Store,
    workspace: str,
    kpi: str,
    grain: Grain,
    *,
    today: date,
    by: str | None = None,
    where: Map[str, tuple[str, ...]] = NO_FILTER,
    start: date | None = None,
    end: date | None = None,
    variant: str | None = None,
) -> Results:
    """Return one KPI per period, split and filtered.

    by: a role, "cohort_month" or "cohort_quarter". where: role to the values kept.

    Raises StoreError `no_data` or `unknown_kpi`.
    """
    with store.reading(workspace) as space:
        dataset, params, known, closed = current_of(space), params_in(space), catalogue_in(space), closed_in(space)
    if dataset is None:
        raise StoreError("no_data")
    variants = {kpi: variant} if variant else {}
    asked = known_kpi(known, kpi)
    results = compute(
        [asked],
        dataset,
        grain,
        by=by,
        where=where,
        start=start,
        end=end,
        params=params,
        variants=variants,
        today=today,
    )
    if where:
        return results
    span = (start, end)
    return _closed(results, dataset, asked, variant, closed, grain=grain, params=params, today=today, span=span)


def _closed(
    results: Results,
    dataset: Dataset,
    kpi: Kpi,
    variant: str | None,
    closed: Closed,
    *,
    grain: Grain,
    params: Map[str, float],
    today: date,
    span: tuple[date | None, date | None] = (None, None),
) -> Results:
    """Return the results with the closed figures in their place.

    Where a KPI was closed per other periods than these, these are of the data of now, and which closed figure it contradicts
    is an issue beside them.
    """
    usual, kept = card_grain(kpi, variant), closed.of(kpi, variant, params)
    grains = {parse_period(period).grain for period in kept}
    placed = as_closed(results, kpi, variant, closed, grain=grain, params=params, span=span)
    if grain in grains or usual not in grains:
        return placed
    variants = {kpi.id: variant} if variant else {}
    own = compute([kpi], dataset, usual, params=params, variants=variants, today=today)
    told = as_closed(own, kpi, variant, closed, grain=usual, params=params, span=span).issues[len(own.issues) :]
    return replace(placed, issues=(*placed.issues, *told))


def rows_behind(
    store: Store,
    workspace: str,
    kpi: str,
    period: Period,
    where: Map[str, tuple[str, ...]] = NO_FILTER,
    *,
    variant: str | None = None,
) -> pd.DataFrame:
    """Return the rows a value rests on, each with its file, sheet and row as Excel counts. variant: the definition in use.

    Raises StoreError `no_data` or `unknown_kpi`, KpiError `rows_of_people` for a KPI about people.
    """
    with store.reading(workspace) as space:
        dataset, params, known = current_of(space), params_in(space), catalogue_in(space)
    if dataset is None:
        raise StoreError("no_data")
    return rows_of(known_kpi(known, kpi), dataset, period, where, params=params, variant=variant)
