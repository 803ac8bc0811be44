"""Names of people: picked from those known here, or typed once."""

from __future__ import annotations

import streamlit as st

from kpi_core import work
from pages.parts import state
from pages.parts.state import say


def person(label: str, key: str, usual: str = "") -> str:
    """Draw a field for one name; return it, "" while it is empty. usual: who stands in it at first."""
    known = list(dict.fromkeys(filter(None, (usual, *state.read(work.people)))))
    chosen = st.selectbox(
        label,
        known,
        index=known.index(usual) if usual in known else None,
        key=key,
        placeholder=say("page.person.placeholder"),
        accept_new_options=True,
    )
    return work.clean(chosen or "")


def who_am_i(key: str, now: str) -> None:
    """Ask who someone is, so that what they change carries their name."""
    name = person(say("page.person.me"), key, now)
    if name != now:
        state.set_me(name)
        st.rerun()


def persons(label: str, key: str, usual: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Draw a field for several names; return them in the order in which they were put."""
    known = list(dict.fromkeys((*usual, *state.read(work.people))))
    chosen = st.multiselect(
        label,
        known,
        default=list(usual),
        key=key,
        placeholder=say("page.person.placeholder"),
        accept_new_options=True,
    )
    return tuple(dict.fromkeys(filter(None, (work.clean(name) for name in chosen))))
