"""Parts compared honestly, under the split: the sentence, the picture of what chance can do, and what is too small."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from pages.parts.charts import draw, key_line
from pages.parts.known import how
from pages.parts.state import say
from pages.parts.words import escape

if TYPE_CHECKING:
    from kpi_core.work.explored import Explored, View


def render(view: View, seen: Explored) -> None:
    """Draw the block of what is split by; nothing where chance has no part in it."""
    found = seen.split.beside if seen.split else None
    if found is None:
        return
    with st.container(border=True, key="compared"):
        st.header(say("compared.title"), anchor=False)
        st.markdown(f"**{escape(found.sentence)}**")
        if found.chart:
            key_line(found.chart)
            draw(found.chart, f"compared_{view.by}")
            st.caption(found.reading)
        for sentence in found.too_few:
            st.caption(escape(sentence))
        how("compared")
