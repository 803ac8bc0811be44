"""The hand-over pack: whose it is, in which language, made with one button, or one part at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from kpi_core import work
from kpi_core.errors import KpiError
from kpi_core.texts import LANGS
from pages.parts import frame, state
from pages.parts.state import say
from pages.parts.words import css_text, escape

if TYPE_CHECKING:
    from kpi_core.reports import Report
    from kpi_core.texts import Lang

LOGO_TYPES = ["png", "jpg", "jpeg", "gif", "webp", "bmp"]
MOST_MB = 10
ICONS = {
    ".pptx": "slideshow",
    ".docx": "description",
    ".pdf": "picture_as_pdf",
    ".xlsx": "table_view",
    ".ics": "calendar_month",
    ".kompas": "inventory_2",
}
KINDS = {".pptx": "PowerPoint", ".docx": "Word", ".pdf": "PDF", ".xlsx": "Excel"}
MADE = "pack_made"
REFUSED = "logo_refused"
REMOVED = "logo_removed"


def whose(found: Report) -> None:
    """Ask how the client is called on the documents, and for a logo."""
    st.header(say("page.report.whose"), anchor=False)
    st.text_input(say("page.report.client"), found.client, max_chars=120, key="report_client", on_change=_named)
    if found.logo is not None:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.image(found.logo, width=140)
            if st.button(say("page.report.logo.remove"), type="tertiary", key="logo_remove"):
                work.remove_logo(state.store(), state.workspace_id())
                state.leave(REMOVED, state.workspace_id())
                st.rerun()
    else:
        _ask_logo()
        if state.held(REMOVED) == state.workspace_id():
            st.button(say("page.undo"), icon=":material/undo:", type="tertiary", key="logo_back", on_click=_put_back)
    refused = state.held(REFUSED)
    if isinstance(refused, KpiError):
        frame.refused(state.refusal(refused))


def _put_back() -> None:
    work.undo_branding(state.store(), state.workspace_id())
    state.leave(REMOVED, None)


def _ask_logo() -> None:
    drop, pick, limit = (css_text(say(f"page.report.logo.{name}")) for name in ("drop", "pick", "limit"))
    st.html(f"<style>.st-key-logo{{--kk-drop:{drop};--kk-pick:{pick};--kk-limit:{limit};}}</style>")
    with st.container(key="logo"):
        sent = st.file_uploader(say("page.report.logo"), type=LOGO_TYPES, key="logo_file", max_upload_size=MOST_MB)
    if sent is None or state.held("logo_seen") == sent.file_id:
        return
    state.leave("logo_seen", sent.file_id)
    state.leave(REFUSED, None)
    try:
        work.set_logo(state.store(), state.workspace_id(), sent.getvalue())
    except KpiError as error:
        state.leave(REFUSED, error)
    st.rerun()


def _named() -> None:
    work.set_client(state.store(), state.workspace_id(), str(state.widget("report_client") or ""))


def pack_language() -> Lang:
    """Ask for the language of the documents; at first that of the page."""
    chosen: Lang = st.segmented_control(
        say("page.report.language"),
        LANGS,
        default=state.lang(),
        key="report_lang",
        format_func=lambda one: say(f"page.report.language.{one}"),
        required=True,
    )
    return chosen


def pack_button(lang: Lang) -> None:
    """Offer to make everything; once it is made, to take it along for as long as nothing has changed since."""
    made, now = state.held(MADE), _stand(lang)
    if isinstance(made, tuple) and made[0] == now:
        st.download_button(
            say("page.report.take"),
            made[2],
            file_name=made[1],
            mime="application/zip",
            icon=":material/download:",
            type="primary",
            on_click="ignore",
            key="pack_take",
        )
        st.caption(say("page.report.made", name=escape(made[1])))
    elif st.button(say("page.report.make"), type="primary", icon=":material/inventory_2:", key="pack_make"):
        _make(lang)


def _stand(lang: Lang) -> tuple[object, ...]:
    stamp = work.stamp(state.store(), state.workspace_id())
    return (state.workspace_id(), stamp, state.today(), lang)


def _make(lang: Lang) -> None:
    bar = st.progress(0.0, text=say("page.report.making"))
    where = state.store(), state.workspace_id(), state.today(), lang

    def told(doing: str, done: float, total: float) -> None:
        bar.progress(done / total, text=escape(doing))

    try:
        data = work.pack(*where, progress=told)
    except KpiError as error:
        frame.refused(state.refusal(error))
        return
    state.leave(MADE, (_stand(lang), work.pack_name(*where), data))
    st.rerun()


def parts_list(lang: Lang) -> None:
    """Offer each part by itself: it is made when it is asked for."""
    st.header(say("page.report.parts"), anchor=False)
    where = state.store(), state.workspace_id(), state.today(), lang
    with st.container(border=True, key="rows_parts"):
        for part in work.pack_parts(state.lang()):
            with st.container(horizontal=True, vertical_alignment="center", wrap=False):
                icon = ICONS.get(part.ending, "draft")
                st.markdown(f":material/{icon}: **{escape(part.name)}** :gray[{escape(part.about)}]", width="stretch")
                st.download_button(
                    say("page.report.part.take", kind=KINDS.get(part.ending, "")),
                    lambda part=part: work.pack_part(*where, part.id).data,
                    file_name=work.part_name(state.store(), state.workspace_id(), part.id, lang),
                    on_click="ignore",
                    type="tertiary",
                    icon=":material/download:",
                    key=f"part_{part.id}",
                )
