"""The numbers of a picture as a table, and as a file to take along."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from kpi_core.export import results_csv, results_xlsx
from kpi_core.passports import segment_name
from kpi_core.phrases import value_name
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


def show_wide(lines: Mapping[str, Sequence[str]]) -> None:
    """Draw a table of long texts, each cell with all its lines; on a narrow screen it scrolls sideways."""
    st.table(dict(lines), border="horizontal")


def downloads(seen: Explored, only: tuple[str, str] | None) -> None:
    """Offer what is on the page as CSV and as Excel; a file is only made when asked for. only: the part kept."""
    name = f"{seen.kpi.id}-{state.today().isoformat()}"
    lang, today = state.lang(), state.today()
    part = say("explore.only", role=segment_name(only[0], lang), value=value_name(*only, lang)) if only else None
    st.download_button(
        say("page.explore.csv"),
        lambda: results_csv(seen.results, seen.kpi, lang, part=part),
        file_name=f"{name}.csv",
        mime="text/csv",
        icon=":material/download:",
        on_click="ignore",
    )
    st.download_button(
        say("page.explore.xlsx"),
        lambda: results_xlsx(seen.results, seen.kpi, lang, today=today, part=part),
        file_name=f"{name}.xlsx",
        mime=XLSX,
        icon=":material/download:",
        on_click="ignore",
    )
