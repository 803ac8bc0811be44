"""KPIs as a list: in the order of a goal, each with whether it can be measured here and the one thing to do next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from kpi_core.catalogue import GOALS
from kpi_core.measurable import State
from kpi_core.passports import Badge, badges
from kpi_core.texts import say

if TYPE_CHECKING:
    from collections.abc import Mapping as Map
    from collections.abc import Sequence

    from kpi_core.measurable import Measurable
    from kpi_core.model import Goal, Kpi
    from kpi_core.texts import Lang

Action = Literal["choose", "where", "fill", "ask"]
Seen = State | Literal["split", "empty"]
ACTIONS: dict[Seen, Action] = {
    "setting": "fill",
    "survey": "ask",
    "column": "where",
    "columns": "where",
    "table": "where",
    "words": "where",
}
"""What to do about each state; about the others: choose it."""


@dataclass(frozen=True)
class Availability:
    """What can be measured in a workspace. found: per KPI. valueless: those with all columns and still no value anywhere.

    exports: the ids of the known exports its files were recognised as.
    """

    found: Map[str, Measurable]
    valueless: frozenset[str] = frozenset()
    exports: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Line:
    """One KPI in the list. action: the one thing to do next, with its words; has_variants: there are other definitions."""

    kpi: str
    name: str
    badges: tuple[Badge, ...]
    text: str
    state: Seen
    action: Action
    button: str
    has_variants: bool


@dataclass(frozen=True)
class Group:
    """Lines under one heading; "" = no heading."""

    heading: str
    lines: tuple[Line, ...]


def state_of(kpi: Kpi, available: Availability) -> Seen:
    """Return the state of a KPI: that of its columns, or that they give no value, or one for parts only (visitors)."""
    found = available.found[kpi.id]
    if found.status == "now" and kpi.id in available.valueless:
        return "split" if kpi.exact_only else "empty"
    return found.state


def groups(
    kpis: Sequence[Kpi], available: Availability, lang: Lang, *, goal: Goal | None, only_goal: bool, ranked: bool
) -> tuple[Group, ...]:
    """Return the KPIs in the order of the goal, never in that of what happens to be measurable.

    only_goal: what tells whether the goal is reached, what moves it, and what guards it, each under its heading.
    ranked: the KPIs come in an order that says something, such as that of a search, and keep it. Otherwise the goal's
    KPIs come first, then what serves many goals, and last what is nice to see but hard to steer by.
    """
    known = {kpi.id: kpi for kpi in kpis}
    if goal is not None and only_goal:
        parts = (("results", goal.results), ("drivers", goal.drivers), ("guards", goal.guards))
        named = [(name, [known[kpi] for kpi in wanted if kpi in known]) for name, wanted in parts]
        return tuple(
            Group(say(f"offers.group.{name}", lang), _lines(wanted, available, lang))
            for name, wanted in named
            if wanted
        )
    ordered = list(kpis) if ranked else sorted(kpis, key=lambda kpi: _place(kpi, goal))
    return (Group("", _lines(ordered, available, lang)),) if ordered else ()


def _place(kpi: Kpi, goal: Goal | None) -> tuple[int, bool, int]:
    wanted = goal.kpis if goal else ()
    serves = sum(kpi.id in known.kpis for known in GOALS.values())
    return (wanted.index(kpi.id) if kpi.id in wanted else len(wanted), bool(kpi.pair), -serves)


def _lines(kpis: Sequence[Kpi], available: Availability, lang: Lang) -> tuple[Line, ...]:
    return tuple(_line(kpi, available, lang) for kpi in kpis)


def _line(kpi: Kpi, available: Availability, lang: Lang) -> Line:
    found, state = available.found[kpi.id], state_of(kpi, available)
    action = ACTIONS.get(state, "choose")
    sentences = [
        kpi.meaning[lang],
        say(f"passport.timing.{kpi.timing}.sentence", lang),
        *_notes(kpi, found, state, lang),
    ]
    return Line(
        kpi.id,
        kpi.name[lang],
        _badges(kpi, found, state, lang),
        " ".join(sentences),
        state,
        action,
        say(f"offers.action.{action}", lang),
        bool(kpi.variants),
    )


def _badges(kpi: Kpi, found: Measurable, state: Seen, lang: Lang) -> tuple[Badge, ...]:
    shown = badges(kpi, found, lang)
    if state in ("split", "empty"):
        return (Badge(say(f"offers.badge.{state}", lang), "pending", "gray"), *shown[1:])
    return shown


def _notes(kpi: Kpi, found: Measurable, state: Seen, lang: Lang) -> list[str]:
    if state in ("split", "empty"):
        return [say(f"offers.note.{state}", lang)]
    names = [variant.name[lang] for variant in kpi.variants if variant.id == found.variant]
    return [say("offers.by", lang, variant=name) for name in names]
