"""The form of an own KPI: its name, its formula with the columns to choose from, and what its number counts in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from kpi_core import work
from kpi_core.errors import KpiError
from kpi_core.periods import Grain
from kpi_core.units import Direction, Unit
from pages.parts import frame, state
from pages.parts.state import say
from pages.parts.words import escape

if TYPE_CHECKING:
    from collections.abc import Callable

    from kpi_core.own import Checked
    from kpi_core.work import Listed, OwnDraft

NEW = "new"
GRAINS = (Grain.WEEK, Grain.MONTH, Grain.QUARTER, Grain.YEAR)
MOST_CHARACTERS = 500


def key(field: str, chosen: str) -> str:
    """Return the name of a field of one KPI's form."""
    return f"own_{field}_{chosen}_{state.lang()}"


def fill_from(own: Listed | None) -> None:
    """Let the form begin with what is kept; what was typed since stays."""
    draft = work.OwnDraft("", "") if own is None else _draft(own)
    _fill(draft, NEW if own is None else own.kpi.id, state.put_first)


def _draft(own: Listed) -> OwnDraft:
    kpi = own.kpi
    return work.OwnDraft(kpi.name, own.typed, kpi.unit, kpi.direction, kpi.grain, kpi.meaning)


def _fill(draft: OwnDraft, chosen: str, put: Callable[[str, object], None] = state.put) -> None:
    for field in ("name", "formula", "unit", "direction", "grain", "meaning"):
        put(key(field, chosen), getattr(draft, field))


def begin() -> None:
    """Offer KPIs to begin with, where the data can give one."""
    drafts = state.read(work.examples, state.lang())
    if not drafts:
        return
    with st.container(horizontal=True, vertical_alignment="center", key="own_begin"):
        st.markdown(f":gray[{say('page.own.begin')}]", width="content")
        for place, draft in enumerate(drafts):
            st.button(draft.name, key=f"own_example_{place}", on_click=_fill, args=(draft, NEW))


def name_and_formula(chosen: str) -> tuple[str, str]:
    """Draw the two fields a KPI cannot do without, and return what they hold."""
    name = st.text_input(
        say("page.own.name"), key=key("name", chosen), max_chars=120, placeholder=say("page.own.name.example")
    )
    formula = st.text_input(
        say("page.own.formula"),
        key=key("formula", chosen),
        max_chars=MOST_CHARACTERS,
        live="400ms",
        placeholder=say("page.own.formula.example"),
        help=say("page.own.formula.help"),
    )
    return name or "", formula or ""


def the_rest(name: str, formula: str, chosen: str) -> OwnDraft:
    """Draw the columns to choose from and the other fields, and return all there is."""
    _at_hand(chosen)
    units = {one: say(f"page.own.unit.{one}") for one in Unit}
    unit = st.selectbox(
        say("page.own.unit"),
        list(units),
        index=None,
        key=key("unit", chosen),
        format_func=units.__getitem__,
        placeholder=say("page.own.unit.follows"),
    )
    direction = st.segmented_control(
        say("page.own.direction"),
        list(Direction),
        key=key("direction", chosen),
        required=True,
        format_func=lambda one: say(f"page.own.direction.{one}"),
    )
    grain = st.segmented_control(
        say("page.own.grain"),
        GRAINS,
        key=key("grain", chosen),
        required=True,
        format_func=lambda one: say(f"page.own.grain.{one}"),
    )
    meaning = st.text_input(say("page.own.meaning"), key=key("meaning", chosen), max_chars=400)
    return work.OwnDraft(name, formula, unit, direction, grain, meaning or "")


def _at_hand(chosen: str) -> None:
    """Show the columns of the data by their own names; a click puts one behind the formula."""
    with st.expander(say("page.own.columns")):
        st.caption(say("page.own.columns.why"))
        for place, table in enumerate(state.read(work.at_hand, state.lang())):
            own = f"own_columns_{place}"
            st.pills(
                escape(table.table),
                [typed for _, typed in table.columns],
                key=own,
                wrap=True,
                format_func=lambda one, table=table: escape(
                    next(name for name, typed in table.columns if typed == one)
                ),
                on_change=_append,
                args=(own, key("formula", chosen)),
            )
    with st.expander(say("page.own.functions")):
        st.markdown(say("page.own.functions.text"))


def _append(own: str, formula: str) -> None:
    """Put the column that was clicked behind the formula, and let go of it again."""
    column = state.widget(own)
    if column:
        before = str(state.widget(formula) or "").rstrip()
        space = "" if not before or before.endswith("(") else " "
        state.put(formula, f"{before}{space}{column}"[:MOST_CHARACTERS])
    state.put(own, None)


def keep_button(draft: OwnDraft, found: Checked, chosen: str) -> None:
    """Keep the KPI; until it can be kept the button says what it waits for."""
    waits = "wait" if found.tree is None else "name" if not draft.name.strip() else ""
    label = say(f"page.own.save.{waits}" if waits else "page.own.save")
    if st.button(label, type="primary", disabled=bool(waits), key="own_save"):
        try:
            kpi = None if chosen == NEW else chosen
            kept = work.save_own(state.store(), state.workspace_id(), draft, state.lang(), kpi)
        except KpiError as error:
            frame.refused(state.refusal(error))
            return
        state.forget_fields("own_")
        state.leave("own_said", say("page.own.saved", name=escape(kept.name)))
        state.reset("own")
        state.in_address(own=kept.id)
        st.rerun()


def said() -> None:
    """Say once what was just done."""
    sentence = state.held("own_said")
    if sentence:
        st.markdown(f":material/check: {sentence}")
        state.leave("own_said", None)
