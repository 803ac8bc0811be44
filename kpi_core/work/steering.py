"""What a workspace steers by: at most five KPIs per level, the bench, and the values a formula asks for."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kpi_core.catalogue import CATALOGUE, DEPARTMENTS
from kpi_core.errors import StoreError
from kpi_core.formula.facts import params as params_of
from kpi_core.measurable import Measurable, measurable
from kpi_core.store import COMPANY, Choice
from kpi_core.work.confirming import current_of
from kpi_core.work.known import catalogue_in, known_kpi

if TYPE_CHECKING:
    from collections.abc import Mapping as Map

    from kpi_core.dataset import Dataset
    from kpi_core.model import Kpi
    from kpi_core.store import Space, Store

MOST_PER_LEVEL = 5
LEVELS = (COMPANY, *DEPARTMENTS)
_PARAM = "param."


@dataclass(frozen=True)
class NeedsBench:
    """A level is full: say which of `candidates` makes room for `kpi`. Nothing was changed."""

    kpi: str
    level: str
    candidates: tuple[Choice, ...]


def availability(store: Store, workspace: str) -> dict[str, Measurable]:
    """Return for every KPI of the workspace whether its data can measure it."""
    with store.reading(workspace) as space:
        dataset, known = current_of(space), catalogue_in(space)
    return {kpi.id: _measurable_in(dataset, kpi) for kpi in known.values()}


def choices(store: Store, workspace: str, level: str | None = None) -> tuple[Choice, ...]:
    """Return the chosen KPIs of a level, or of all, company first and then by department; the bench comes last."""
    with store.reading(workspace) as space:
        found, kpis = space.choices.all(level), catalogue_in(space)
    order = {known: place for place, known in enumerate(LEVELS)}
    return tuple(
        sorted(
            (choice for choice in found if choice.kpi in kpis and choice.level in order),
            key=lambda choice: (order[choice.level], choice.benched, choice.position, choice.kpi),
        )
    )


def choose(
    store: Store,
    workspace: str,
    kpi: str,
    level: str = COMPANY,
    *,
    bench: str | None = None,
    variant: str | None = None,
) -> Choice | NeedsBench:
    """Follow a KPI at a level, or follow it again from the bench.

    bench: the KPI that makes room when the level is full. variant: another definition; None keeps what was chosen before,
    or takes the first one the data can measure.

    Raises StoreError `unknown_kpi`, `unknown_level`, `unknown_variant`, or `not_chosen` for a `bench` that is not followed.
    """
    with store.writing(workspace) as space:
        known = _known(space, kpi, level, variant)
        chosen = {choice.kpi: choice for choice in space.choices.all(level) if choice.kpi in catalogue_in(space)}
        active = tuple(choice for choice in chosen.values() if not choice.benched and choice.kpi != kpi)
        was = chosen.get(kpi) or space.choices.removed(kpi, level)
        if len(active) >= MOST_PER_LEVEL:
            if bench is None:
                return NeedsBench(kpi, level, active)
            if bench not in {choice.kpi for choice in active}:
                raise StoreError("not_chosen", kpi=bench)
            space.choices.put(replace(chosen[bench], benched=True))
        variant = variant or (was.variant if was else measurable_variant(space, known))
        new = Choice(kpi, level, was.position if was else _last(chosen) + 1, benched=False, variant=variant)
        if new != chosen.get(kpi):
            space.choices.put(new)
        return new


def bench(store: Store, workspace: str, kpi: str, level: str = COMPANY) -> Choice:
    """Put a followed KPI on the bench; its targets and place are kept. `choose` takes it off again."""
    with store.writing(workspace) as space:
        benched = replace(_chosen(space, kpi, level), benched=True)
        space.choices.put(benched)
        return benched


def unchoose(store: Store, workspace: str, kpi: str, level: str = COMPANY) -> None:
    """Stop following a KPI. `choose` brings it back as it was: that is the undo."""
    with store.writing(workspace) as space:
        space.choices.remove(_chosen(space, kpi, level))


def set_variant(store: Store, workspace: str, kpi: str, level: str, variant: str | None) -> Choice:
    """Use another definition of a followed KPI, None = its own."""
    with store.writing(workspace) as space:
        _known(space, kpi, level, variant)
        changed = replace(_chosen(space, kpi, level), variant=variant)
        space.choices.put(changed)
        return changed


def put_first(store: Store, workspace: str, kpi: str, level: str = COMPANY) -> None:
    """Give a KPI the first place of its level: the large card."""
    with store.writing(workspace) as space:
        first = _chosen(space, kpi, level)
        others = [choice for choice in space.choices.all(level) if choice.kpi != kpi]
        for place, choice in enumerate((first, *others)):
            if choice.position != place:
                space.choices.put(replace(choice, position=place))


def params(store: Store, workspace: str) -> dict[str, float]:
    """Return the values people set for formulas, such as the gross margin."""
    with store.reading(workspace) as space:
        return params_in(space)


def params_in(space: Space) -> dict[str, float]:
    """Return the values set in an open workspace."""
    known = param_names()
    found = {key.removeprefix(_PARAM): value for key, value in space.settings.all().items() if key.startswith(_PARAM)}
    return {name: float(value) for name, value in found.items() if name in known}


def set_param(store: Store, workspace: str, name: str, value: float | None) -> None:
    """Set a value that formulas ask for, None takes it away. Raises StoreError `unknown_param` or `not_a_number`."""
    if name not in param_names():
        raise StoreError("unknown_param", param=name)
    if value is not None and not math.isfinite(value):
        raise StoreError("not_a_number")
    with store.writing(workspace) as space:
        space.settings.put(f"{_PARAM}{name}", value)


def param_names() -> frozenset[str]:
    """Return every value the formulas of the catalogue ask for."""
    trees = [tree for kpi in CATALOGUE.values() for tree in (kpi.tree, *(entry.tree for entry in kpi.variants))]
    return frozenset[str]().union(*(params_of(tree) for tree in trees))


def _known(space: Space, kpi: str, level: str, variant: str | None) -> Kpi:
    found = known_kpi(catalogue_in(space), kpi)
    if level not in LEVELS:
        raise StoreError("unknown_level", level=level)
    if variant is not None and variant not in {entry.id for entry in found.variants}:
        raise StoreError("unknown_variant", variant=variant)
    return found


def _chosen(space: Space, kpi: str, level: str) -> Choice:
    for choice in space.choices.all(level):
        if choice.kpi == kpi:
            return choice
    raise StoreError("not_chosen", kpi=kpi)


def _last(chosen: Map[str, Choice]) -> int:
    return max((choice.position for choice in chosen.values()), default=-1)


def measurable_variant(space: Space, kpi: Kpi) -> str | None:
    """Return the first definition of a KPI that the data of an open workspace can measure, None = its own."""
    return _measurable_in(current_of(space), kpi).variant


def _measurable_in(dataset: Dataset | None, kpi: Kpi) -> Measurable:
    return measurable(kpi, dataset.roles_present, dataset.words_present) if dataset else measurable(kpi, {})
