"""Search: what was found of a KPI, an action, a decision or a note, each leading to where it stands."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

import streamlit as st

from kpi_core.work.find import find
from pages.parts import frame, state
from pages.parts.state import say
from pages.parts.words import escape, named

if TYPE_CHECKING:
    from kpi_core.work.find import Found


def render() -> None:
    if not state.workspace():
        frame.empty(say("find.ask"), say("find.none.do"), say("page.nodata.do"), "start")
    asked = str(st.query_params.get("q") or "")
    with frame.top(escape(state.workspace_name())):
        pass
    found = state.read(find, asked, state.lang()) if asked else ()
    if not asked:
        frame.headline(say("find.ask"))
    elif found:
        frame.headline(say("find.hits", n=len(found), count=len(found), text=named(asked)))
    else:
        frame.headline(say("find.none", text=named(asked)))
        st.markdown(f":gray[{say('find.none.do')}]")
    state.put_first("find_again", asked)
    hint = say("find.placeholder")
    again = st.text_input(say("find.label"), key="find_again", placeholder=hint, max_chars=100, width=480)
    if (again or "").strip() != asked:
        state.in_address(q=(again or "").strip() or None)
        st.rerun()
    for kind, hits in groupby(found, key=lambda one: one.kind):
        st.header(say(f"find.kind.{kind}"), anchor=False)
        with st.container(key=f"rows_{kind}"):
            for place, one in enumerate(hits):
                _hit(one, f"{kind}_{place}")


def _hit(one: Found, key: str) -> None:
    with st.container(gap=None):
        icon = ":material/arrow_forward:"
        if st.button(named(one.title), key=f"hit_{key}", type="tertiary", icon=icon, icon_position="right"):
            state.go(one.page, **one.address)
        st.caption(escape(one.context))
