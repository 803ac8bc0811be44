"""The first half of a workshop: where to go, which KPIs are on the table, dots in silence, and the five that are chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from kpi_core import offers, work
from kpi_core.catalogue import GOALS
from kpi_core.work import workshop as workshops
from kpi_core.work.steering import MOST_PER_LEVEL
from pages.parts import frame, state
from pages.parts.badges import badge
from pages.parts.state import say
from pages.parts.words import escape

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpi_core.model import Goal, Workshop

MOST_GOALS = 2
CANDIDATES_A_ROW = 2


def go_where(at: Workshop) -> bool:
    """Ask for one or two goals."""
    del at
    frame.headline(say("page.workshop.goals"))
    st.markdown(f":gray[{say('page.workshop.goals.how')}]")
    now = [goal.id for goal in state.read(work.goals)]
    grid = st.grid(CANDIDATES_A_ROW, min_column_width=360)
    for goal in GOALS.values():
        with grid.cell():
            _goal(goal, now)
    return bool(now)


def _goal(goal: Goal, now: list[str]) -> None:
    def toggle() -> None:
        kept = [one for one in now if one != goal.id] if goal.id in now else [*now, goal.id]
        work.set_goals(state.store(), state.workspace_id(), kept[-MOST_GOALS:])

    state.put(f"goal_pick_{goal.id}", goal.id in now)
    st.checkbox(
        f"**{goal.name[state.lang()]}**  \n{goal.sentence[state.lang()]}", key=f"goal_pick_{goal.id}", on_change=toggle
    )


def gather(at: Workshop) -> bool:
    """Ask which KPIs are worth talking about: those of the goals, measurable or not, and any other by its name."""
    frame.headline(say("page.workshop.candidates", most=workshops.MOST_CANDIDATES))
    st.markdown(f":gray[{say('page.workshop.candidates.how')}]")
    available = state.read(work.measurable_today, state.today())
    wanted = list(dict.fromkeys(kpi for goal in state.read(work.goals) for kpi in goal.kpis))
    shown = list(dict.fromkeys((*at.candidates, *wanted)))
    grid = st.grid(CANDIDATES_A_ROW, min_column_width=360)
    known = state.kpis()
    for line in offers.groups(
        [known[kpi] for kpi in shown], available, state.lang(), goal=None, only_goal=False, ranked=True
    )[:1]:
        for entry in line.lines:
            with grid.cell():
                _candidate(entry, at)
    others = [kpi for kpi in known if kpi not in shown]
    st.selectbox(
        say("page.workshop.candidates.other"),
        others,
        index=None,
        key="workshop_other",
        format_func=state.kpi_name,
        placeholder=say("page.workshop.candidates.search"),
        on_change=lambda: _put((*at.candidates, str(state.widget("workshop_other")))),
    )
    if len(at.candidates) == workshops.MOST_CANDIDATES:
        st.caption(say("page.workshop.candidates.full", most=workshops.MOST_CANDIDATES))
    return bool(at.candidates)


def _candidate(line: offers.Line, at: Workshop) -> None:
    chosen = line.kpi in at.candidates
    full = len(at.candidates) >= workshops.MOST_CANDIDATES and not chosen
    key = f"workshop_candidate_{line.kpi}"
    mark = badge(line.badges[0])
    state.put(key, chosen)

    def toggle() -> None:
        kept = [kpi for kpi in at.candidates if kpi != line.kpi]
        _put(kept if chosen else [*kept, line.kpi])

    st.checkbox(f"{escape(line.name)} {mark}", key=key, disabled=full, on_change=toggle)


def _put(kpis: Sequence[str]) -> None:
    workshops.set_candidates(state.store(), state.workspace_id(), kpis)


def give_dots(at: Workshop) -> bool:
    """Let everyone give five dots in silence, one after the other on this screen; show them when all have."""
    turn = next((name for name in at.people if name not in at.scores), None)
    if turn is None:
        frame.headline(say("page.workshop.scores.done"))
        st.markdown(f":gray[{say('page.workshop.scores.read')}]")
        _tallies(at)
        return True
    frame.headline(say("page.workshop.scores", name=escape(turn), most=workshops.DOTS))
    st.markdown(f":gray[{say('page.workshop.scores.how')}]")
    key = f"workshop_dots_{at.people.index(turn)}"
    given = st.pills(
        say("page.workshop.scores.label"),
        at.candidates,
        selection_mode="multi",
        key=key,
        format_func=state.kpi_name,
        label_visibility="collapsed",
    )
    left = workshops.DOTS - len(given)
    words = (
        say("page.workshop.scores.left", n=left, count=left)
        if left >= 0
        else say("page.workshop.scores.over", n=-left, count=-left)
    )
    st.caption(words)
    rest = [name for name in at.people if name not in at.scores and name != turn]
    label = say("page.workshop.scores.next", name=rest[0]) if rest else say("page.workshop.scores.show")
    st.button(label, key="give_dots", icon=":material/done:", disabled=left < 0, on_click=_give, args=(turn, key))
    st.caption(say("page.workshop.scores.given", count=len(at.scores), all=len(at.people)))
    return False


def _give(person: str, key: str) -> None:
    workshops.score(state.store(), state.workspace_id(), person, list(state.widget(key) or ()))


def _tallies(at: Workshop) -> None:
    with st.container(key="rows_tallies"):
        for tally in workshops.tallies(at):
            with st.container(horizontal=True, vertical_alignment="center"):
                st.markdown(f"**{state.kpi_name(tally.kpi)}**", width="stretch")
                dots = "".join(f"<i class=on{int(place < tally.dots)}></i>" for place in range(len(at.people)))
                words = say("page.workshop.scores.dots", n=tally.dots, count=tally.dots)
                st.html(f'<div class="kk-dots" role="img" aria-label="{words}">{dots}</div>', width="content")


def choose(at: Workshop) -> bool:
    """Ask the group which three to five it takes; the dots are a proposal, the talk decides."""
    order = [tally.kpi for tally in workshops.tallies(at)]
    frame.headline(say("page.workshop.chosen"))
    tied = [tally.kpi for tally in workshops.tallies(at) if tally.tied and tally.dots]
    if tied:
        names = ", ".join(state.kpi_name(kpi) for kpi in tied)
        st.markdown(say("page.workshop.chosen.tied", names=names))
    state.put_first("workshop_chosen", list(at.chosen or order[:MOST_PER_LEVEL]))
    chosen = st.pills(
        say("page.workshop.chosen"),
        order,
        selection_mode="multi",
        key="workshop_chosen",
        format_func=state.kpi_name,
        label_visibility="collapsed",
    )
    kept = tuple(kpi for kpi in order if kpi in chosen)
    _balance(kept)
    fits = 1 <= len(kept) <= MOST_PER_LEVEL
    if not fits:
        st.caption(say("page.workshop.chosen.count", count=len(kept), most=MOST_PER_LEVEL))
    elif kept != at.chosen:
        workshops.settle(state.store(), state.workspace_id(), kept)
        st.rerun()
    return fits


def _balance(kpis: tuple[str, ...]) -> None:
    known = state.kpis()
    ahead = sum(known[kpi].timing == "leading" for kpi in kpis)
    if kpis:
        words = "even" if 0 < ahead < len(kpis) else "ahead" if ahead else "back"
        st.markdown(
            f":gray[:material/balance: {say(f'page.tray.balance.{words}', ahead=ahead, back=len(kpis) - ahead)}]"
        )
