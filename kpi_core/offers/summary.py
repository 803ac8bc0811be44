"""How far the data at hand gets with a list of KPIs, in one sentence."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from kpi_core.numbers import show_count
from kpi_core.texts import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpi_core.model import Goal
    from kpi_core.offers.lines import Availability, Group, Seen
    from kpi_core.texts import Lang

COUNTED_AS: dict[Seen, str] = {
    "now": "now",
    "variant": "now",
    "split": "now",
    "empty": "empty",
    "setting": "setting",
    "column": "column",
    "columns": "more",
    "table": "more",
    "words": "more",
    "survey": "survey",
}
ORDER = ("now", "empty", "setting", "column", "more", "survey")


def summary(groups: Sequence[Group], lang: Lang) -> str:
    """Return the sentence: how many of the KPIs shown can be measured now, and what the others wait for."""
    states = [line.state for group in groups for line in group.lines]
    counted = Counter(COUNTED_AS[state] for state in states)
    parts = [
        say(f"offers.summary.{name}", lang, n=counted[name], count=show_count(counted[name], lang))
        for name in ORDER
        if counted[name]
    ]
    return (
        say("offers.summary", lang, n=len(states), total=show_count(len(states), lang), parts=", ".join(parts))
        if states
        else ""
    )


def reach(goal: Goal, available: Availability, lang: Lang) -> str:
    """Return how many of a goal's KPIs can be measured now, and of how many."""
    known = [available.found[kpi] for kpi in goal.kpis if kpi in available.found]
    now = sum(found.status == "now" for found in known)
    return say("offers.reach", lang, n=now, count=show_count(now, lang), total=show_count(len(known), lang))
