"""How a verdict is known: the method in some ten plain lines with its source, folded until somebody asks."""

from __future__ import annotations

import streamlit as st

from pages.parts.state import say
from pages.parts.words import escape


def how(topic: str) -> None:
    """Draw the folded explanation of a topic: its lines from `how.<topic>.lines`, where they come from in `.source`."""
    with st.expander(say("how.title"), icon=":material/help:"):
        st.markdown("\n".join(f"- {escape(line)}" for line in say(f"how.{topic}.lines").splitlines()))
        st.caption(escape(say(f"how.{topic}.source")))
