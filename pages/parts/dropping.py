"""The drop zone: files come in, a password is asked where one is needed, and the sample company waits beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from kpi_core import work
from kpi_core.errors import KpiError
from pages.parts import frame, state
from pages.parts.reading import drop_zone_key, watched
from pages.parts.state import say
from pages.parts.words import escape

if TYPE_CHECKING:
    from collections.abc import Mapping

TYPES = ["xlsx", "xlsm", "xlsb", "xls", "ods", "csv", "tsv", "txt", "zip", "gz", "xaf", "xml", "html", "htm"]


def drop() -> None:
    """Draw the drop zone and what belongs to it; what was dropped is read at once."""
    dropped = st.file_uploader(
        say("page.start.drop"),
        type=TYPES,
        accept_multiple_files=True,
        label_visibility="collapsed",
        key=drop_zone_key(),
    )
    with st.container(horizontal=True, vertical_alignment="center"):
        privacy = say(f"page.start.privacy.{state.place()}")
        st.markdown(f":gray[:material/lock: {privacy}]", width="stretch")
        sample = st.button(say("page.start.sample"), key="try_sample", icon=":material/pedal_bike:")
    try:
        if sample:
            with st.spinner(say("page.start.sampling")):
                state.open_workspace(work.create_sample(state.store(), state.lang()).id)
            state.go("catalogue" if state.version() else "columns")
        if dropped:
            _read([(file.name, file.getvalue()) for file in dropped])
    except KpiError as error:
        frame.refused(state.refusal(error))


def _read(files: list[tuple[str, bytes]]) -> None:
    passwords = _passwords(tuple(dict.fromkeys(work.locked(files))))
    if passwords is None:
        return
    with watched():
        work.read_uploads(state.store(), state.ensure_workspace(), files, passwords=passwords)
    state.go("columns")


def _passwords(names: tuple[str, ...]) -> Mapping[str, str] | None:
    """Ask for the passwords of protected files; None until there is one for each. They are used once and kept nowhere."""
    if not names:
        return {}
    with st.form("passwords", border=False, enter_to_submit=True), st.container(key="panel_passwords"):
        st.subheader(say("page.start.password", n=len(names)), anchor=False)
        given = {
            name: st.text_input(
                say("page.start.password.of", file=escape(name)),
                type="password",
                key=f"password_{name}",
                autocomplete="off",
            )
            for name in names
        }
        st.caption(say("page.start.password.why"))
        st.form_submit_button(say("page.start.password.open"), type="primary")
    return given if all(given.values()) else None
