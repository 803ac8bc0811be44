"""What may move ahead of a KPI: name it and by how much, see the two lines, and read what may be said of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from kpi_core.errors import KpiError
from kpi_core.leading import LAGS
from kpi_core.work import leading
from pages.parts import frame, state
from pages.parts.charts import draw
from pages.parts.known import how
from pages.parts.state import say
from pages.parts.words import escape

if TYPE_CHECKING:
    from kpi_core.work.explored import Explored, View
    from kpi_core.work.leading import Shown

GONE = "leading_gone"
USUAL_LAG = 2


def render(view: View, seen: Explored) -> None:
    """Draw the block of a KPI that looks back; nothing while only a part is looked at."""
    if view.only or (seen.kpi.timing == "leading" and not leading.pairs(state.store(), state.workspace_id(), view.kpi)):
        return
    found = state.read(leading.shown, view.kpi, today=state.today(), lang=state.lang(), mode=state.mode())
    with st.container(border=True, key="leading"):
        st.header(say("leading.title"), anchor=False)
        if not found:
            st.caption(say("leading.why", kpi=escape(seen.kpi.name[state.lang()])))
        for place, pair in enumerate(found):
            _pair(view.kpi, pair, place)
        _undo(view.kpi)
        _ask(view.kpi)
        how("leading")


def _pair(kpi: str, shown: Shown, place: int) -> None:
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.markdown(f"**{escape(shown.title)}**", width="stretch")
        if st.button(say("leading.drop"), type="tertiary", icon=":material/delete:", key=f"leading_drop_{place}"):
            leading.drop_pair(state.store(), state.workspace_id(), kpi, shown.pair)
            state.leave(GONE, (kpi, shown.pair, shown.title))
            st.rerun()
    st.markdown(escape(shown.verdict))
    if shown.chart:
        draw(shown.chart, f"leading_{place}_{shown.pair.kpi}_{shown.pair.lag}")
    if shown.more:
        st.caption(shown.more)


def _undo(kpi: str) -> None:
    gone = state.held(GONE)
    if not isinstance(gone, tuple) or gone[0] != kpi:
        return
    _, pair, title = gone
    if st.button(say("leading.undo", pair=escape(title)), type="tertiary", icon=":material/undo:", key="leading_undo"):
        state.leave(GONE, None)
        _keep(kpi, pair.kpi, pair.lag)


def _ask(kpi: str) -> None:
    offered = state.read(leading.candidates, kpi, lang=state.lang())
    if not offered:
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        first = st.selectbox(
            say("leading.ask.kpi"),
            list(offered),
            format_func=offered.__getitem__,
            key=f"leading_first_{kpi}",
            placeholder=say("leading.ask.kpi"),
            width=400,
        )
        lag = st.selectbox(
            say("leading.ask.lag"),
            LAGS,
            index=LAGS.index(USUAL_LAG),
            format_func={months: leading.months(months, state.lang()) for months in LAGS}.__getitem__,
            key=f"leading_lag_{kpi}",
            placeholder=say("leading.ask.lag"),
            width=160,
        )
        if st.button(say("leading.do"), key="leading_do"):
            _keep(kpi, first, lag)


def _keep(kpi: str, first: str, lag: int) -> None:
    try:
        leading.name_pair(state.store(), state.workspace_id(), kpi, first, lag)
    except KpiError as error:
        frame.refused(state.refusal(error))
        return
    st.rerun()
