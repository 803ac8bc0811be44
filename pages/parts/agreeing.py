"""Who stands behind a target: who was asked, a fist of five per person, doubts with their answers, and the owner's yes."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from kpi_core import work
from kpi_core.charts import votes
from kpi_core.errors import KpiError
from kpi_core.targets.agreement import MOST_FINGERS, said_yes, spread, votes_now, waiting_for
from pages.parts import frame, state
from pages.parts.about import own_of
from pages.parts.charts import chart_or_table, draw, key_line
from pages.parts.people import persons
from pages.parts.state import say
from pages.parts.tables import show_table
from pages.parts.words import escape

if TYPE_CHECKING:
    from collections.abc import Callable

    from kpi_core.model import Agreement, Target, Vote
    from kpi_core.store import Store

REFUSED = "agreeing_refused"
CARRIES = 3


def agreeing(target: Target, people: tuple[str, ...] = ()) -> None:
    """Draw who stands behind a target that is kept. people: who are asked at once while nobody was, as in a workshop."""
    own = own_of(target)
    refused_line()
    found = state.read(work.agreement_of, target)
    now, asked = votes_now(found, target), found.asked or people
    seen, fists, yes = (
        st.container(),
        st.container(),
        st.container(),
    )  # always there, so that what is used keeps its place
    with seen:
        if now:
            _picture(found, target, own)
        for vote in now:
            if vote.fingers < CARRIES:
                _doubt(target, vote, own)
    with fists:
        if asked:
            open_ = bool(waiting_for(found, target) or not now or state.held(f"voting_{own}"))
            state.leave(f"voting_{own}", open_)
            with st.expander(say("agree.votes"), expanded=open_, icon=":material/front_hand:"):
                for name in asked:
                    _voter(target, name, now, people if not found.asked else (), own)
    with yes:
        _yes(found, target, own)


def refused_line() -> None:
    """Say what was refused just now, once."""
    refused = state.held(REFUSED)
    if refused:
        frame.refused(str(refused))
        state.leave(REFUSED, None)


def _picture(found: Agreement, target: Target, own: str) -> None:
    counts = spread(found, target)
    waiting, voted = len(waiting_for(found, target)), sum(counts)
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.caption(say("agree.voted", count=voted, all=voted + waiting), width="content")
        form = chart_or_table(say("agree.form"), f"agree_form_{own}")
    if form == "table":
        fingers = [str(count) for count in range(MOST_FINGERS + 1)]
        show_table({say("agree.fingers"): fingers, say("agree.count"): [str(count) for count in counts]})
        return
    picture = votes(counts, state.lang(), state.mode())
    draw(picture, f"agree_{own}")
    key_line(picture)


def _doubt(target: Target, vote: Vote, own: str) -> None:
    """Show a doubt in the voter's words, without a name, and take what was said to it."""
    place = f"{own}_{vote.person}_{vote.on}_{vote.doubt}_{vote.fingers}"
    words = f" “{escape(vote.doubt)}”" if vote.doubt else ""
    at = say("agree.doubt", fingers=vote.fingers)
    badge = f":gray-badge[{at}]" if vote.answer else f":orange-badge[:material/warning: {at}]"
    st.markdown(f"{badge}{words}")
    key = f"answer_{place}"
    state.put(key, vote.answer)
    st.text_input(
        say("agree.answer"),
        key=key,
        max_chars=2000,
        placeholder=say("agree.answer.example"),
        on_change=lambda: _do(lambda: work.answer_doubt(*_here(), target, vote, str(state.widget(key) or ""))),
    )


def _voter(target: Target, name: str, now: tuple[Vote, ...], people: tuple[str, ...], own: str) -> None:
    """Draw one person's fist of five; under three it asks for the doubt in words."""
    own_vote = next((vote for vote in now if vote.person.casefold() == name.casefold()), None)
    fist, words = f"vote_{own}_{name}", f"doubt_{own}_{name}"
    state.put(fist, own_vote.fingers if own_vote else None)

    def cast() -> None:
        fingers = state.widget(fist)
        if fingers is None:
            return
        if people:
            _do(partial(work.ask, *_here(), target, people))
        doubt = str(state.widget(words) or "") if fingers < CARRIES else ""
        _do(partial(work.vote, *_here(), target, name, fingers, on=state.today(), doubt=doubt))

    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", gap="small"):
        st.markdown(escape(name), width="content")
        st.segmented_control(
            escape(name),
            range(MOST_FINGERS + 1),
            key=fist,
            format_func=str,
            on_change=cast,
            label_visibility="collapsed",
            width="content",
        )
    if own_vote and own_vote.fingers < CARRIES and not own_vote.answer:
        state.put(words, own_vote.doubt)
        example = say("agree.why.example")
        st.text_input(say("agree.why"), key=words, max_chars=2000, placeholder=example, on_change=cast)


def _yes(found: Agreement, target: Target, own: str) -> None:
    """Offer the owner's yes, whom to ask, and the way back."""
    owner = target.owner.strip()
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        if said_yes(found, target) is None:
            label = say("agree.yes") if owner else say("agree.yes.owner")
            st.button(
                label,
                key=f"yes_{own}",
                icon=":material/thumb_up:",
                disabled=not owner,
                on_click=lambda: _do(lambda: work.accept(*_here(), target, owner, state.today())),
            )
        with st.popover(say("agree.ask"), type="tertiary", icon=":material/group_add:"):
            asked = persons(say("agree.asked"), f"asked_{own}_{'|'.join(found.asked)}", found.asked)
        if found.asked or found.votes or found.accepted_on:
            back = partial(_do, lambda: work.undo_agreement(*_here(), target))
            st.button(say("agree.undo"), key=f"unagree_{own}", icon=":material/undo:", type="tertiary", on_click=back)
    if asked != found.asked:
        _do(lambda: work.ask(*_here(), target, asked))
        st.rerun()


def _here() -> tuple[Store, str]:
    return state.store(), state.workspace_id()


def _do(call: Callable[[], object]) -> None:
    """Do what was asked for; what is refused is said at the next drawing."""
    try:
        call()
    except KpiError as error:
        state.leave(REFUSED, state.refusal(error))
