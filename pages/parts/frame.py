"""What surrounds every page: styles, logo, workspace and language, the first line, and the sentence for a mishap."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from kpi_core.texts import LANGS
from pages.parts import state
from pages.parts.people import who_am_i
from pages.parts.state import say
from pages.parts.words import css_text, distinct, escape

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

HERE = Path(__file__).parent
STATIC = HERE.parent / "static"
ROLES = (HERE / "roles.js").read_text(encoding="utf-8")
NEW = "new"


def dress() -> None:
    """Put on the styles, the page's language and the logo."""
    st.html(HERE / "look.css")
    texts = {"drop": "page.start.drop", "pick": "page.start.pick", "limit": "page.start.limit"}
    st.html(
        "<style>:root{" + "".join(f"--kk-{name}:{css_text(say(key))};" for name, key in texts.items()) + "}</style>"
    )
    script = f"Object.assign(document.documentElement,{{lang:'{state.lang()}'}}).dataset.mode='{state.mode()}';{ROLES}"
    st.html(f"<script>{script}</script>", unsafe_allow_javascript=True)
    st.logo(STATIC / f"logo-{state.mode()}.svg", size="large")


def sidebar() -> None:
    """Draw the workspace and language pickers under the menu."""
    with st.sidebar:
        if state.workspace():
            _search()
        st.space("small")
        known = distinct({entry.id: entry.name for entry in state.workspaces()}) | {NEW: say("page.workspace.new")}
        st.selectbox(
            say("page.workspace"),
            list(known),
            key="workspace_pick",
            format_func=known.__getitem__,
            placeholder=say("page.workspace"),
            on_change=_picked,
        )
        st.segmented_control(
            say("page.language"),
            LANGS,
            key="lang_pick",
            format_func=str.upper,
            required=True,
            label_visibility="collapsed",
            on_change=lambda: state.set_lang(state.widget("lang_pick")),
        )
        if state.workspace():
            who_am_i("me_pick", state.me())


def _search() -> None:
    """Draw the field that looks for a KPI, an action or a note; Enter goes to what was found."""
    asked = st.text_input(say("find.label"), key="find_pick", placeholder=say("find.placeholder"), max_chars=100)
    if (asked or "") != (state.held("find") or ""):
        state.leave("find", asked)
        if asked:
            state.go("find", q=asked)


def _picked() -> None:
    choice = state.widget("workspace_pick")
    if choice == NEW:
        state.new_workspace(say("page.workspace.unnamed"))
    else:
        state.open_workspace(choice)


@contextmanager
def top(meta: str) -> Iterator[None]:
    """Draw the first line: where you are, at the left; the buttons drawn inside the block stand at the right."""
    with st.container(horizontal=True, vertical_alignment="center", key="top"):
        st.markdown(f":gray[{meta}]", width="stretch")
        yield


def notes(sentences: Sequence[str]) -> None:
    """Say what to know about the figures above, one calm line each."""
    for sentence in sentences:
        st.caption(f":material/info: {escape(sentence)}")


def headline(sentence: str) -> Callable[[str], None]:
    """Draw the page's one h1: a sentence with the outcome; return what puts a better one in its place. On a phone it comes first."""
    with st.container(key="story"):
        place = st.empty()
    place.title(sentence, anchor=False)
    return lambda better: place.title(better, anchor=False)


def empty(sentence: str, missing: str, button: str, page: str) -> None:
    """Say what will stand here, what is missing, and offer the one step that helps; nothing is drawn after it."""
    headline(sentence)
    st.markdown(f":gray[{missing}]")
    if st.button(button, type="primary"):
        state.go(page)
    st.stop()


def refused(sentence: str) -> None:
    """Say what cannot go on and that everything stayed as it was."""
    with st.container(key="panel_refused"):
        st.markdown(f":red-badge[:material/block: {say('page.refused')}] {escape(sentence)}")
        st.caption(say("page.unchanged"))


def unexpected(number: str) -> None:
    """Say that something went wrong, with the number that stands in the log."""
    with st.container(key="panel_unexpected"):
        st.markdown(f":red-badge[:material/block: {say('page.mishap')}] {say('page.mishap.do')}")
        st.caption(say("page.mishap.number", number=number))
