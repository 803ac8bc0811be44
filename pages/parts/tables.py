"""The numbers of a picture as a table, and as a file to take along."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from kpi_core.export import results_csv, results_xlsx
from pages.parts import state
from pages.parts.state import say

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kpi_core.work.explored import Explored

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def show_table(lines: Mapping[str, Sequence[str]]) -> None:
    """Draw a table of texts, numbers at the right; a real table for who reads it aloud."""
    first, *numbers = lines
    st.dataframe(
        dict(lines),
        hide_index=True,
        column_config={name: st.column_config.TextColumn(alignment="right") for name in numbers}
        | {first: st.column_config.TextColumn()},
    )


def downloads(seen: Explored) -> None:
    """Offer what is on the page as CSV and as Excel; a file is only made when it is asked for."""
    name = f"{seen.kpi.id}-{state.today().isoformat()}"
    lang, today = state.lang(), state.today()
    st.download_button(
        say("page.explore.csv"),
        lambda: results_csv(seen.results, seen.kpi, lang),
        file_name=f"{name}.csv",
        mime="text/csv",
        icon=":material/download:",
        on_click="ignore",
    )
    st.download_button(
        say("page.explore.xlsx"),
        lambda: results_xlsx(seen.results, seen.kpi, lang, today=today),
        file_name=f"{name}.xlsx",
        mime=XLSX,
        icon=":material/download:",
        on_click="ignore",
    )
