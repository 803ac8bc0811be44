"""The month round: who has not delivered, what went well, per KPI verdict, cause and decision, and the minutes."""

from __future__ import annotations

import streamlit as st

from kpi_core import work
from kpi_core.numbers import show_period
from kpi_core.periods import Grain, parse_period
from kpi_core.work import round_page
from kpi_core.work.rounds import GRAINS as ALL
from kpi_core.work.rounds import decisions, open_round, settled
from kpi_core.work.rounds import rounds as rounds_of
from pages.parts import frame, round_opening, state
from pages.parts.round_held import show_held
from pages.parts.round_item import show_glad, show_item
from pages.parts.round_list import place_of, show_list
from pages.parts.round_top import top
from pages.parts.state import say

GRAINS = [str(grain) for grain in ALL]


def render() -> None:
    if state.version() is None:
        frame.empty(say("page.round.empty"), say("page.round.empty.missing"), say("page.nodata.do"), "start")
    if not [choice for choice in work.choices(state.store(), state.workspace_id()) if not choice.benched]:
        frame.empty(say("page.round.empty"), say("page.round.unchosen"), say("page.dashboard.choose"), "catalogue")
    grain = Grain(state.asked_for("grain", GRAINS) or "month")
    held = {one.id: one for one in rounds_of(state.store(), state.workspace_id())}
    asked = state.asked_for("round", list(held))
    if asked and held[asked].closed_on:
        show_held(held[asked])
        return
    going = open_round(state.store(), state.workspace_id(), grain)
    if going is None:
        round_opening.render(grain)
        return
    period = parse_period(going.period)
    looked = state.read_figures(round_page.items, period, today=state.today(), lang=state.lang(), mode=state.mode())
    items = {item.kpi: item for item in looked}
    order = [kpi for kpi in going.kpis if kpi in items] or list(items)
    glad = [items[kpi] for kpi in order if items[kpi].glad]
    done = {one.kpi: one for one in decisions(state.store(), state.workspace_id(), round_=going.id)}
    ready = settled(state.store(), state.workspace_id(), going.id)
    at = place_of(order, ready, glad=bool(glad), fresh=not done)
    top(going, show_period(period, state.lang()))
    left, right = st.columns([1, 3.4], gap="large")
    with left:
        show_list([items[kpi] for kpi in order], ready, at, glad=bool(glad))
    with right:
        if at is None:
            show_glad(glad, items[order[0]])
        else:
            show_item(going, [items[kpi] for kpi in order], at, done.get(at))
