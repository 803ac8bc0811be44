"""What a target asks of each part or at an age, as a table: every part with its figure and whether it meets the target."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from pages.parts.state import say
from pages.parts.tables import show_table

if TYPE_CHECKING:
    from kpi_core.work.aims import Aim


def parts_of(weighed: Aim) -> None:
    """Draw the tables of a target for each part or at an age; nothing for any other."""
    if weighed.members:
        st.header(say("page.aim.members"), anchor=False)
        values, words = zip(*weighed.members.values(), strict=True)
        heads = (say("page.aim.part"), say("explore.column.value"), say("aim.member.verdict"))
        show_table(dict(zip(heads, (list(weighed.members), list(values), list(words)), strict=True)))
    if weighed.ages:
        st.header(say("page.aim.ages"), anchor=False)
        months = sorted({months for ages in weighed.ages.values() for months in ages})
        columns = {say("page.aim.months", n=n): [ages.get(n, "–") for ages in weighed.ages.values()] for n in months}
        show_table({say("page.aim.start"): list(weighed.ages), **columns})
