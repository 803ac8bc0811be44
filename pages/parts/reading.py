"""Reading a file while somebody watches: the steps in words, how far it is, and a way to stop."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import streamlit as st

from kpi_core.errors import KpiError
from kpi_core.read import watching
from pages.parts import state
from pages.parts.state import say

if TYPE_CHECKING:
    from collections.abc import Iterator

STEPS = ("reading", "recognising", "checking")
LEAST_STEP = 0.01


def drop_zone_key() -> str:
    """Return the key of the drop zone: another one after stopping, so that it is empty again."""
    turns = state.held("stopped") or 0
    return f"upload_{turns}" if turns else "upload"


@contextmanager
def watched() -> Iterator[None]:
    """Show how far what is read inside the block is; a press on the button stops it, and nothing of it is kept.

    Streamlit ends a run that draws after a press: that is what stops the reading.
    """
    place = st.empty()
    with place.container(key="reading"):
        bar = st.progress(0.0, text=_words("reading"))
        st.button(say("page.reading.stop"), key="stop_reading", on_click=_stop)
    shown: list[tuple[str, float]] = [("reading", 0.0)]

    def told(step: str, done: float) -> None:
        was, far = shown[0]
        if step == was and step in STEPS and done - far < LEAST_STEP:
            return
        shown[0] = (step, done)
        bar.progress((STEPS.index(step) + done) / len(STEPS) if step in STEPS else 0.0, text=_words(step))

    try:
        with watching(told):
            yield
    except KpiError:
        place.empty()
        raise
    place.empty()


def _words(step: str) -> str:
    """Return the steps with the one at hand in bold; while another file is read first, that is said instead."""
    if step not in STEPS:
        return say("page.reading.waiting")
    named = [(name, say(f"page.reading.{name}")) for name in STEPS]
    return " \u00b7 ".join(f"**{words}**" if name == step else words for name, words in named)


def _stop() -> None:
    turns = state.held("stopped")
    state.leave("stopped", (turns if isinstance(turns, int) else 0) + 1)
