"""The router: session, language, menu. The only file that calls st.navigation."""

from __future__ import annotations

import streamlit as st

from pages import (
    actions,
    catalogue,
    clients,
    columns,
    dashboard,
    explore,
    find,
    kpi_tree,
    own_kpi,
    passport,
    present,
    report,
    review,
    rounds,
    settings,
    start,
    targets,
    workshop,
)
from pages.parts import frame, state
from pages.parts.charts import LARGE
from pages.parts.round_back import back_line
from pages.parts.state import say
from pages.parts.undo import undo_line

st.set_page_config(
    page_title="KPI Kompas", page_icon=frame.STATIC / "icon.svg", layout="wide", initial_sidebar_state=240
)
state.begin()
state.leave(LARGE, None)
pages = {
    "dashboard": st.Page(
        dashboard.render, title=say("menu.dashboard"), icon=":material/explore:", url_path="overview", default=True
    ),
    "explore": st.Page(explore.render, title=say("menu.explore"), icon=":material/query_stats:", url_path="explore"),
    "round": st.Page(rounds.render, title=say("menu.round"), icon=":material/event_available:", url_path="round"),
    "actions": st.Page(actions.render, title=say("menu.actions"), icon=":material/task_alt:", url_path="actions"),
    "find": st.Page(find.render, title=say("menu.find"), url_path="find", visibility="hidden"),
    "start": st.Page(start.render, title=say("menu.data"), icon=":material/upload_file:", url_path="data"),
    "columns": st.Page(columns.render, title=say("menu.columns"), url_path="columns", visibility="hidden"),
    "catalogue": st.Page(
        catalogue.render, title=say("menu.catalogue"), icon=":material/checklist:", url_path="catalogue"
    ),
    "tree": st.Page(kpi_tree.render, title=say("menu.tree"), url_path="kpi-tree", visibility="hidden"),
    "review-kpis": st.Page(review.render, title=say("menu.review"), url_path="review-kpis", visibility="hidden"),
    "passport": st.Page(passport.render, title=say("menu.passport"), url_path="passport", visibility="hidden"),
    "own": st.Page(own_kpi.render, title=say("page.own.make"), url_path="own-kpi", visibility="hidden"),
    "targets": st.Page(targets.render, title=say("menu.targets"), icon=":material/flag:", url_path="targets"),
    "present": st.Page(present.render, title=say("menu.present"), icon=":material/cast:", url_path="present"),
    "workshop": st.Page(workshop.render, title=say("menu.workshop"), icon=":material/groups:", url_path="workshop"),
    "report": st.Page(report.render, title=say("menu.report"), icon=":material/inventory_2:", url_path="report"),
    "clients": st.Page(clients.render, title=say("menu.clients"), icon=":material/cases:", url_path="clients"),
    "settings": st.Page(settings.render, title=say("menu.settings"), icon=":material/tune:", url_path="settings"),
}
state.register(pages)
sections = {
    "": ("dashboard", "explore", "round", "actions", "find"),
    say("menu.setup"): ("start", "columns", "catalogue", "tree", "review-kpis", "own", "passport", "targets"),
    say("menu.together"): ("workshop", "present", "report", "clients", "settings"),
}
page = st.navigation({title: [pages[name] for name in names] for title, names in sections.items()})
frame.dress()
frame.sidebar()
if state.is_first_visit() and page is pages["dashboard"]:
    state.go("start")
if page in (pages["dashboard"], pages["catalogue"]):
    undo_line()
if page is pages["targets"] and state.workspace():
    back_line()
page.run()
