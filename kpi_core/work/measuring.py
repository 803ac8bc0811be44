"""What can be measured today: what the data of a workspace suffices for, and what each definition gives."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from kpi_core.catalogue import SETTINGS
from kpi_core.compute import compute
from kpi_core.measurable import Present, by_variant, measurable
from kpi_core.offers import Availability, Definition
from kpi_core.targets import card_grain, finished, series
from kpi_core.work.confirming import current_of
from kpi_core.work.known import catalogue_in, known_kpi
from kpi_core.work.steering import params_in

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping as Map
    from datetime import date

    from kpi_core.dataset import Dataset
    from kpi_core.measurable import Measurable
    from kpi_core.model import Kpi, SeriesPoint
    from kpi_core.periods import Grain
    from kpi_core.store import Space, Store

Asked = tuple["Kpi", str | None]


def measurable_today(store: Store, workspace: str, today: date) -> Availability:
    """Return for every KPI of the workspace whether its data suffices, and which of those give no value all the same."""
    with store.reading(workspace) as space:
        known, dataset, params, exports = catalogue_in(space), current_of(space), params_in(space), _exports(space)
    return available(known.values(), dataset, params, today, exports)


def available(
    kpis: Iterable[Kpi], dataset: Dataset | None, params: Map[str, float], today: date, exports: frozenset[str]
) -> Availability:
    """Return the same for a data set. params: the numbers given. exports: the profiles its files were recognised as."""
    present = _present(dataset, params)
    known = tuple(kpis)
    found = {kpi.id: measurable(kpi, present.roles, present.words, present.settings) for kpi in known}
    if dataset is None:
        return Availability(found, exports=exports)
    asked = [(kpi, found[kpi.id].variant) for kpi in known if found[kpi.id].status == "now"]
    points = _latest(dataset, asked, params, today)
    return Availability(
        found, frozenset(kpi.id for kpi, variant in asked if not points.get((kpi.id, variant))), exports
    )


def definitions(store: Store, workspace: str, kpi: str, today: date) -> tuple[Definition, ...]:
    """Return the definitions of a KPI, its own first, each with its value over the last complete period.

    Raises StoreError `unknown_kpi`.
    """
    with store.reading(workspace) as space:
        known, dataset, params = known_kpi(catalogue_in(space), kpi), current_of(space), params_in(space)
    found = states(known, dataset, params)
    asked = [(known, variant) for variant, one in found.items() if one.status == "now"]
    points = _latest(dataset, asked, params, today) if dataset is not None else {}
    return tuple(_definition(variant, one, points.get((kpi, variant))) for variant, one in found.items())


def states(kpi: Kpi, dataset: Dataset | None, params: Map[str, float]) -> dict[str | None, Measurable]:
    """Return per definition of a KPI, None = its own, whether a data set suffices for it."""
    present = _present(dataset, params)
    return {variant.id if variant else None: by_variant(kpi, variant, present) for variant in (None, *kpi.variants)}


def _definition(variant: str | None, found: Measurable, point: SeriesPoint | None) -> Definition:
    return Definition(variant, found, point.value, point.period) if point else Definition(variant, found)


def _present(dataset: Dataset | None, params: Map[str, float]) -> Present:
    given = frozenset(params) | {name for name, setting in SETTINGS.items() if setting.default is not None}
    if dataset is None:
        return Present({}, {}, given)
    return Present(dataset.roles_present, dataset.words_present, given)


def _latest(
    dataset: Dataset, asked: Iterable[Asked], params: Map[str, float], today: date
) -> dict[tuple[str, str | None], SeriesPoint]:
    """Return per KPI and variant the last period with a value: a complete one, else the one that still runs."""
    together: dict[tuple[Grain, str | None], list[Kpi]] = defaultdict(list)
    for kpi, variant in asked:
        together[card_grain(kpi, variant), variant].append(kpi)
    found = {}
    for (grain, variant), kpis in together.items():
        variants = {kpi.id: variant for kpi in kpis} if variant else {}
        results = compute(kpis, dataset, grain, params=params, variants=variants, today=today)
        for kpi in kpis:
            points = series(results, kpi.id)
            valued = [point for point in (*points, *finished(points)) if point.value is not None]
            if valued:
                found[kpi.id, variant] = valued[-1]
    return found


def _exports(space: Space) -> frozenset[str]:
    version = space.versions.current()
    return frozenset(part.mapping.profile for part in (version.parts if version else ()) if part.mapping.profile)
