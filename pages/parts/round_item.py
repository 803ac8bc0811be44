"""One KPI of a round: what is seen at the left, what is decided at the right; and before them what went well."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from kpi_core.insights import with_cause
from kpi_core.work.drivers import cause
from kpi_core.work.effects import effects_of
from kpi_core.work.explored import explored
from kpi_core.work.looked import View
from kpi_core.work.round_last import last_time
from pages.parts import frame, state
from pages.parts.cards import looked_at, verdict_badge
from pages.parts.charts import draw, key_line
from pages.parts.round_decision import decide_here
from pages.parts.round_list import to
from pages.parts.round_top import close
from pages.parts.state import say
from pages.parts.words import escape

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpi_core.model import Decision, Round
    from kpi_core.work.round_page import Item

TALL = 190


def show_glad(glad: Sequence[Item], first: Item) -> None:
    """Say what went well, before anything else is looked at."""
    frame.headline(say("page.round.glad.title", n=len(glad), count=len(glad)))
    with st.container(key="panel_glad"), st.container(key="rows_glad"):
        for item in glad:
            badge = verdict_badge(item.card.badge) if item.card.badge else ""
            with st.container(gap="xxsmall"):
                st.markdown(f"{badge} **{escape(item.name)}** · {escape(item.glad)}")
                st.caption(f"{item.card.value} · {item.card.comparison}")
    st.caption(say("page.round.glad.ask"))
    _forward(say("page.round.next", kpi=_named(first)), first.kpi)


def show_item(going: Round, items: Sequence[Item], at: str, decision: Decision | None) -> None:
    """Draw a KPI: its verdict as the h1, what is seen beside what is decided, and the way to the next."""
    place = next(place for place, one in enumerate(items) if one.kpi == at)
    item = items[place]
    found = state.read_figures(cause, at, today=state.today(), lang=state.lang())
    about = say("page.round.place", n=place + 1, of=len(items), kpi=escape(item.name))
    owner = f" · {say('page.round.owner', name=escape(item.owner))}" if item.owner else ""
    badge = verdict_badge(item.card.badge) if item.card.badge else ""
    st.markdown(f"{badge} :gray[{about}{owner}]")
    told = with_cause(item.told, found)
    frame.headline(escape(told))
    left, right = st.columns([1, 1.26], gap="medium")
    with left, st.container(border=True, height="stretch", key="seen"):
        _seen(going, item, found)
    with right, st.container(border=True, height="stretch", key="decided"):
        waits = decide_here(going, item, decision, found)
        with st.container(horizontal=True, horizontal_alignment="right"):
            if place:
                st.button(say("page.round.previous"), key="previous", on_click=to, args=(items[place - 1].kpi,))
            after = items[place + 1] if place + 1 < len(items) else None
            if after:
                _forward(
                    say("page.round.who_first") if waits else say("page.round.next", kpi=_named(after)),
                    after.kpi,
                    waits,
                )
            elif st.button(
                say("page.round.who_first" if waits else "page.round.finish"),
                type="primary",
                key="finish",
                disabled=waits,
            ):
                close(going)


def _seen(going: Round, item: Item, found: str) -> None:
    seen = state.read_figures(explored, View(item.kpi), today=state.today(), lang=state.lang(), mode=state.mode())
    st.header(say("page.round.seen"), anchor=False)
    if seen and seen.valued:
        key_line(seen.line.chart)
        draw(seen.line.chart, f"round_{item.kpi}", height=TALL)
    with st.container(gap="xxsmall"):
        st.markdown(f"**{say('page.round.step.verdict')}** · {escape(item.card.comparison.replace('**', ''))}")
        since = seen.line.since if seen else ""
        st.caption(" · ".join(filter(None, (since, item.card.foot if item.card.target else ""))))
    with st.container(gap="xxsmall"):
        signal = seen.line.signal if seen else ""
        why = escape(found[:1].upper() + found[1:]) if found else escape(signal) or say("page.round.no_cause")
        st.markdown(f"**{say('page.round.step.cause')}** · {why}")
        if st.button(say("page.round.look"), key=f"look_{item.kpi}", type="tertiary", icon=":material/query_stats:"):
            state.go("explore", **looked_at(item.card))
    _last(going, item.kpi)


def _last(going: Round, kpi: str) -> None:
    before = state.read(last_time, going.id, kpi, state.lang())
    if not before.decision and not before.actions:
        return
    effects = state.read(effects_of, state.today(), state.lang()) if before.actions else {}
    with st.container(gap="xxsmall"):
        st.markdown(f"**{say('page.round.last')}**")
        if before.decision:
            st.markdown(escape(before.decision))
        for id_, text in before.actions:
            st.markdown(escape(text))
            if id_ in effects:
                told = effects[id_]
                title = "" if told.verdict == "cannot_tell" else f"**{told.title}.** "
                st.caption(f"{title}{escape(told.text)}")


def _named(item: Item) -> str:
    return escape(item.name[:1].lower() + item.name[1:] if item.name[1:2].islower() else item.name)


def _forward(label: str, kpi: str, waits: bool = False) -> None:
    st.button(
        label,
        type="primary",
        key="next",
        disabled=waits,
        icon=":material/arrow_forward:",
        icon_position="right",
        on_click=to,
        args=(kpi,),
    )
