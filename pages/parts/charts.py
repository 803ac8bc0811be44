"""A chart with its key: the picture, and the same in words for who does not see it."""

from __future__ import annotations

from html import escape as escape_html
from typing import TYPE_CHECKING

import streamlit as st

from kpi_core.charts import for_a_room
from pages.parts import state
from pages.parts.state import say

if TYPE_CHECKING:
    from kpi_core.charts import Chart


LARGE = "large"
"""What is left by a page that is shown to a room, until the next page begins."""


def draw(chart: Chart, key: str, *, height: int | None = None) -> None:
    """Draw a chart at the width of where it stands; `height` where it has to fill more than its own."""
    if state.held(LARGE):
        chart = for_a_room(chart)
    spec = {**chart.spec, "height": height} if height else chart.spec
    st.vega_lite_chart(chart.data, spec, theme=None, key=f"{key}_{state.mode()}", alt=chart.alt, width="stretch")


def draw_choosable(chart: Chart, key: str, selection: str) -> str | None:
    """Draw a chart whose marks can be clicked; return the segment that was, None when none is."""
    event = st.vega_lite_chart(
        chart.data,
        chart.spec,
        theme=None,
        key=f"{key}_{state.mode()}",
        alt=chart.alt,
        width="stretch",
        on_select="rerun",
        selection_mode=[selection],
    )
    picked = event.get("selection", {}).get(selection) or []
    return next((str(entry.get(selection)) for entry in picked if entry.get(selection) is not None), None)


def chart_or_table(label: str, key: str) -> str:
    """Draw the choice between a picture and its table, and return which: "chart" or "table"."""
    return str(
        st.segmented_control(
            label,
            ["chart", "table"],
            default="chart",
            required=True,
            format_func=lambda form: say(f"page.{form}"),
            label_visibility="collapsed",
            key=key,
        )
    )


def key_line(chart: Chart, *, upright: bool = False) -> None:
    """Write what the marks mean, in the order of reading, each with its own shape; `upright`: ticks stand."""
    items = "".join(
        f'<span><i class="kk-{item.shape}" style="--c:{item.color}"></i>{escape_html(item.text)}</span>'
        for item in chart.key
    )
    if items:
        st.html(f'<div class="kk-key{" upright" * upright}">{items}</div>')
