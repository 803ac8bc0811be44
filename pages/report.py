"""Hand over: what is ready, one button for everything, and each part by itself."""

from __future__ import annotations

import streamlit as st

from kpi_core import work
from kpi_core.reports.ready import checks
from pages.parts import frame, state
from pages.parts.handing import pack_button, pack_language, parts_list, whose
from pages.parts.ready import check_list
from pages.parts.standing import reach_words
from pages.parts.state import say
from pages.parts.words import escape


def render() -> None:
    if state.version() is None:
        frame.empty(say("page.report.empty"), say("page.report.empty.missing"), say("page.nodata.do"), "start")
    found = state.read(work.report, today=state.today(), lang=state.lang())
    if found is None:
        frame.empty(
            say("page.report.empty"), say("page.targets.unchosen.missing"), say("page.dashboard.choose"), "catalogue"
        )
    looked = checks(found)
    still = sum(not check.done for check in looked)
    with frame.top(f"{escape(found.client)} · {reach_words(found.reach)}"):
        pass
    frame.headline(say("page.report.title", n=still, count=still) if still else say("page.report.title.ready"))
    left, right = st.columns([1, 1.22], gap="large")
    with left:
        whose(found)
        lang = pack_language()
        pack_button(lang)
    with right:
        check_list(looked)
    parts_list(lang)
