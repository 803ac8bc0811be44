"""Telling what no file says, and taking it back: every change is a setting of the workspace, kept in its log."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpi_core.errors import StoreError
from kpi_core.gaps import written
from kpi_core.periods import Grain
from kpi_core.work.confirming import current_of
from kpi_core.work.known import catalogue_in, known_kpi
from kpi_core.work.marks import SENSITIVITIES, kept_in, kinds_of, sensitivity_in
from kpi_core.work.names import clean

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kpi_core.periods import Period
    from kpi_core.store import Space, Store
    from kpi_core.work.marks import Silence

MOST_PERIODS = 120
"""What one KPI may have marked: with ten years of special months there is nothing left to expect anything from."""
LONGEST_REASON = 120


def mark_special(store: Store, workspace: str, kpi: str | None, period: Period | None, reason: str) -> None:
    """Say that a period was not ordinary, so that no expectation rests on it; kpi None = for every KPI.

    reason: as typed, shortened to one line. Raises StoreError `unknown_kpi`, `no_reason`, `too_many_marks`, or `no_one_period`
    when none was chosen.
    """
    if period is None:
        raise StoreError("no_one_period")
    why = clean(reason, LONGEST_REASON)
    if not why:
        raise StoreError("no_reason")
    with store.writing(workspace) as space:
        _change(space, _key(space, "special", kpi), period, why)


def unmark(store: Store, workspace: str, kpi: str | None, period: Period) -> None:
    """Take back that a period was special; kpi None = for every KPI. Nothing happens when it was not."""
    with store.writing(workspace) as space:
        _change(space, _key(space, "special", kpi), period, None)


def answer_gap(store: Store, workspace: str, kpi: str, periods: Iterable[Period], answer: Silence | None) -> None:
    """Say what periods without a row were: nothing happened, or it was not written down; None takes it back.

    It is kept for the tables of the KPI that have no row in them. Raises StoreError `unknown_kpi` or `too_many_marks`.
    """
    with store.writing(workspace) as space:
        known, dataset, asked = known_kpi(catalogue_in(space), kpi), current_of(space), frozenset(periods)
        for kind in kinds_of(known):
            if dataset and kind in dataset.tables:
                for period in asked - written(dataset, kind):
                    _change(space, f"silent.{kind}", period, answer)


def set_seasonal(store: Store, workspace: str, value: bool | None, kpi: str | None = None) -> None:
    """Say whether the business has a season; of one KPI, None = as the business. Raises StoreError `unknown_kpi`."""
    with store.writing(workspace) as space:
        key = _key(space, "seasonal", kpi)
        if space.settings.all().get(key) != value:
            space.settings.put(key, value)


def set_sensitivity(store: Store, workspace: str, value: str) -> None:
    """Choose how soon to warn. Raises StoreError `unknown_sensitivity`."""
    if value not in SENSITIVITIES:
        raise StoreError("unknown_sensitivity")
    with store.writing(workspace) as space:
        if sensitivity_in(space) != value:
            space.settings.put("sensitivity", None if value == "normal" else value)


def _change(space: Space, key: str, period: Period, value: str | None) -> None:
    if period.grain is Grain.ALL:
        raise StoreError("no_one_period")
    kept = dict(kept_in(space.settings.all(), key))
    if kept.get(period.id) == value:
        return
    if value is not None and period.id not in kept and len(kept) >= MOST_PERIODS:
        raise StoreError("too_many_marks", n=MOST_PERIODS)
    kept = {name: said for name, said in kept.items() if name != period.id}
    space.settings.put(key, {**kept, period.id: value} if value is not None else kept or None)


def _key(space: Space, name: str, kpi: str | None) -> str:
    return name if kpi is None else f"{name}.{known_kpi(catalogue_in(space), kpi).id}"
