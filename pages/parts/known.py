"""How a verdict is known: the method in some ten plain lines with its source, folded until somebody asks."""

from __future__ import annotations

import streamlit as st

from pages.parts.state import say
from pages.parts.words import escape


def how(*topics: str) -> None:
    """Draw the folded explanation of one topic or more: its lines from `how.<topic>.lines`, their source in `.source`.

    Each of several has its name above it, from `how.<topic>.name`.
    """
    with st.expander(say("how.title"), icon=":material/help:", type="compact", key=f"how_{'_'.join(topics)}"):
        for topic in topics:
            if len(topics) > 1:
                st.markdown(f"**{say(f'how.{topic}.name')}**")
            st.markdown("\n".join(f"- {escape(line)}" for line in say(f"how.{topic}.lines").splitlines()))
            st.caption(escape(say(f"how.{topic}.source")))
