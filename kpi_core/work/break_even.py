"""From which return on advertising one earns: 1 divided by the gross margin, the user's own or that of the books."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from kpi_core.compute import compute
from kpi_core.numbers import show_date, show_value
from kpi_core.periods import MONTHS_PER_YEAR, Grain, add_months
from kpi_core.targets import finished, series
from kpi_core.texts import say
from kpi_core.units import Unit
from kpi_core.work.confirming import current_of
from kpi_core.work.known import catalogue_in
from kpi_core.work.steering import params_in

if TYPE_CHECKING:
    from collections.abc import Mapping as Map
    from datetime import date

    from kpi_core.dataset import Dataset
    from kpi_core.model import Kpi
    from kpi_core.store import Store
    from kpi_core.texts import Lang

RETURN, MARGIN = "roas", "gross_margin"
SETTING = "margin"


def break_even_in(store: Store, workspace: str, kpi: str, *, today: date, lang: Lang) -> str:
    """Return `break_even` for a workspace, "" while it has no data."""
    if kpi != RETURN:
        return ""
    with store.reading(workspace) as space:
        dataset, params, known = current_of(space), params_in(space), catalogue_in(space)
    return break_even(known[kpi], dataset, params, known, today=today, lang=lang) if dataset else ""


def break_even(
    kpi: Kpi, dataset: Dataset, params: Map[str, float], known: Map[str, Kpi], *, today: date, lang: Lang
) -> str:
    """Return from which return on advertising one earns and what that rests on; "" for other KPIs and without a margin.

    A margin somebody filled in goes before that of the last twelve whole months in the books; none is ever assumed.
    """
    if kpi.id != RETURN:
        return ""
    given = params.get(SETTING)
    if given:
        return _said("setting", given, lang)
    found = _measured(known[MARGIN], dataset, params, today)
    return (
        _said("measured", found[0], lang, first=show_date(found[1], lang), last=show_date(found[2], lang))
        if found
        else ""
    )


def _said(how: str, margin: float, lang: Lang, **fields: str) -> str:
    value = show_value(1 / margin, Unit.RATIO, lang, precision=1)
    return say(f"break_even.{how}", lang, value=value, margin=show_value(margin, Unit.PERCENT, lang), **fields)


def _measured(kpi: Kpi, dataset: Dataset, params: Map[str, float], today: date) -> tuple[float, date, date] | None:
    """Return the gross margin of the last whole months, twelve at most, with their first and last day."""
    months = finished(series(compute([kpi], dataset, Grain.MONTH, params=params, today=today), kpi.id))
    kept = [point.period for point in months if point.complete and point.value is not None][-MONTHS_PER_YEAR:]
    if not kept:
        return None
    last = kept[-1].end
    first = max(kept[0].start, add_months(last + timedelta(days=1), -MONTHS_PER_YEAR))
    whole = compute([kpi], dataset, Grain.ALL, start=first, end=last, params=params, today=today).frame
    value = float(whole["value"].iloc[0]) if len(whole) else 0.0
    return (value, first, last) if value > 0 else None
