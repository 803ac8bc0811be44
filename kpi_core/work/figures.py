"""The figures behind the cards and the explore page: what is asked together is computed together."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpi_core.compute import compute, rows_of
from kpi_core.errors import StoreError
from kpi_core.targets import assess, card_grain
from kpi_core.work.confirming import current_of
from kpi_core.work.known import catalogue_in, known_kpi
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

NO_FILTER: Map[str, tuple[str, ...]] = {}


@dataclass(frozen=True)
class Asked:
    """One KPI as a card or a verdict needs it: at its card grain, whole, or split by the role a target is about."""

    kpi: str
    variant: str | None = None
    by: str | None = None


def asked_for(target: Target) -> Asked:
    """Return what a target is judged on."""
    return Asked(target.kpi, target.variant, target.segment[0] if target.segment else None)


def figures(
    dataset: Dataset, asked: Iterable[Asked], known: Map[str, Kpi], params: Map[str, float], today: date
) -> dict[Asked, Results]:
    """Return the results of each, over all the data there is; one statement for those that share grain and split.

    known: the KPIs of the workspace by id.
    """
    groups: dict[tuple[Grain, str | None, str | None], list[Asked]] = defaultdict(list)
    for one in dict.fromkeys(asked):
        groups[card_grain(known_kpi(known, one.kpi), one.variant), one.by, one.variant].append(one)
    found: dict[Asked, Results] = {}
    for (grain, by, variant), group in groups.items():
        kpis = [known_kpi(known, one.kpi) for one in group]
        variants = {one.kpi: variant for one in group} if variant else {}
        results = compute(kpis, dataset, grain, by=by, params=params, variants=variants, today=today)
        found |= dict.fromkeys(group, results)
    return found


def statuses(store: Store, workspace: str, today: date) -> tuple[tuple[Target, Status], ...]:
    """Return every target of a workspace with its verdict; none while there is no data."""
    with store.reading(workspace) as space:
        dataset, params, known = current_of(space), params_in(space), catalogue_in(space)
        targets = [target for target in space.targets.all() if target.kpi in known]
    if dataset is None:
        return ()
    results = figures(dataset, map(asked_for, targets), known, params, today)
    return tuple((t, assess(t, known[t.kpi], results[asked_for(t)], today)) for t in targets)


def results_of(
    store: Store, workspace: str, kpi: str, today: date, *, variant: str | None = None, by: str | None = None
) -> Results:
    """Return one KPI at its card grain over all the data there is, as a target is set and judged on it."""
    with store.reading(workspace) as space:
        dataset, params, known = current_of(space), params_in(space), catalogue_in(space)
    if dataset is None:
        raise StoreError("no_data")
    asked = Asked(known_kpi(known, kpi).id, variant, by)
    return figures(dataset, [asked], known, params, today)[asked]


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
        dataset, params, known = current_of(space), params_in(space), catalogue_in(space)
    if dataset is None:
        raise StoreError("no_data")
    variants = {kpi: variant} if variant else {}
    return compute(
        [known_kpi(known, kpi)],
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


def rows_behind(
    store: Store, workspace: str, kpi: str, period: Period, where: Map[str, tuple[str, ...]] = NO_FILTER
) -> pd.DataFrame:
    """Return the rows a value rests on, each with its file, sheet and row as Excel counts.

    Raises StoreError `no_data` or `unknown_kpi`.
    """
    with store.reading(workspace) as space:
        dataset, known = current_of(space), catalogue_in(space)
    if dataset is None:
        raise StoreError("no_data")
    return rows_of(known_kpi(known, kpi), dataset, period, where)
