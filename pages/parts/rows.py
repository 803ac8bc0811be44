"""The rows behind a number: which lines of which file and sheet it rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from kpi_core.numbers import show_count, show_period
from kpi_core.work.traced import traced
from pages.parts import state
from pages.parts.state import say

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kpi_core.model import Kpi
    from kpi_core.periods import Period
    from kpi_core.work.explored import Explored, View
    from kpi_core.work.passports import KpiPassport


def show_rows(seen: Explored, view: View) -> None:
    """Offer the rows of one period of the explore page."""
    _offer(seen.kpi, seen.periods, {view.only[0]: (view.only[1],)} if view.only else {}, seen.variant)


def show_rows_of(seen: KpiPassport) -> None:
    """Offer the rows of the period a passport is about."""
    _offer(seen.kpi, (seen.period,) if seen.period else (), {}, seen.variant)


def _offer(kpi: Kpi, periods: Sequence[Period], where: Mapping[str, tuple[str, ...]], variant: str | None) -> None:
    """Offer rows; they are looked up only when that is asked. Those of people are never shown."""
    if kpi.min_group:
        st.caption(say("error.rows_of_people"))
        return
    if not periods or not st.toggle(say("page.rows.show"), key="rows"):
        return
    names = {one: show_period(one, state.lang()) for one in periods}
    period = periods[0]
    if len(periods) > 1:
        period = st.selectbox(
            say("page.rows.period"),
            periods,
            format_func=names.__getitem__,
            key="rows_period",
            width=280,
            placeholder=say("page.rows.period"),
        )
    count, table = traced(
        state.store(), state.workspace_id(), kpi.id, period, lang=state.lang(), where=where, variant=variant
    )
    st.caption(say("page.rows.count", n=count, count=show_count(count, state.lang())))
    st.dataframe(table, hide_index=True)
