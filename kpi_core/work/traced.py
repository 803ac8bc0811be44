"""The rows behind a number, in words: where each stands in the file, then what it holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from kpi_core.numbers import show_date, show_value
from kpi_core.phrases import value_name
from kpi_core.roles import KINDS, ROLES
from kpi_core.texts import say
from kpi_core.units import Unit
from kpi_core.work.figures import NO_FILTER, rows_behind

if TYPE_CHECKING:
    from collections.abc import Mapping as Map

    from kpi_core.periods import Period
    from kpi_core.store import Store
    from kpi_core.texts import Lang

PLACES = ("file", "sheet", "row", "cell")
MOST = 1000
UNITS = {"money": Unit.CURRENCY, "percent": Unit.PERCENT, "number": Unit.RATIO}


def traced(
    store: Store,
    workspace: str,
    kpi: str,
    period: Period,
    *,
    lang: Lang,
    where: Map[str, tuple[str, ...]] = NO_FILTER,
    variant: str | None = None,
) -> tuple[int, dict[str, list[str]]]:
    """Return how many rows a value rests on, and the first thousand as a table of texts, each with the cells it counts.

    Raises StoreError `no_data` or `unknown_kpi`, KpiError `rows_of_people` for a KPI about people.
    """
    rows = rows_behind(store, workspace, kpi, period, where, variant=variant)
    shown = rows.head(MOST)
    table = {say(f"trace.{place}", lang): [str(value) for value in shown[place]] for place in PLACES}
    if len(set(shown["kind"])) > 1:
        table[say("trace.kind", lang)] = [KINDS[kind].name[lang] for kind in shown["kind"]]
    for column in shown.columns:
        if column in ROLES:
            table[ROLES[column].name[lang]] = [_cell(value, column, lang) for value in shown[column]]
    return len(rows), table


def _cell(value: object, role: str, lang: Lang) -> str:
    role_type = ROLES[role].type
    if value is None or (not isinstance(value, str) and pd.isna(value)):  # type: ignore[call-overload]
        return ""
    if role_type in ("date", "datetime"):
        return show_date(pd.Timestamp(str(value)).date(), lang, short=True)
    if role_type in UNITS:
        money = role_type == "money"
        return show_value(float(str(value)), UNITS[role_type], lang, precision=2 if money else None)
    if role_type == "bool":
        return say("trace.yes" if value else "trace.no", lang)
    return value_name(role, str(value), lang) if value else ""
