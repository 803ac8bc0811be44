"""Where a workspace wants to go: one or two goals, the set of KPIs proposed for them, and which KPI hangs under which goal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpi_core.catalogue import GOALS
from kpi_core.errors import StoreError, did_you_mean
from kpi_core.model import Goal
from kpi_core.offers import propose
from kpi_core.phrases import in_sentence
from kpi_core.store import COMPANY
from kpi_core.texts import LANGS, say
from kpi_core.work.known import catalogue, catalogue_in, known_kpi
from kpi_core.work.measuring import measurable_today
from kpi_core.work.steering import choices, choose

if TYPE_CHECKING:
    from collections.abc import Mapping as Map
    from collections.abc import Sequence
    from datetime import date

    from kpi_core.offers import Proposal
    from kpi_core.store import Space, Store
    from kpi_core.texts import Lang

MOST_GOALS = 2
_GOAL = "goal"
_UNDER = "kpi_goals"
NO_GOAL = ""
"""Kept for a KPI that was put under no goal on purpose."""


@dataclass(frozen=True)
class Hung:
    """The KPIs that are followed, each once, under their goals. under: the goal's id per KPI, "" = none.

    idle: ids of goals without a KPI. loose: KPIs without a goal, in the order in which they are followed; empty while no goal
    was chosen.
    """

    under: Map[str, str]
    idle: tuple[str, ...]
    loose: tuple[str, ...]


def goals(store: Store, workspace: str) -> tuple[Goal, ...]:
    """Return the goals of a workspace in the order in which they were chosen, none while it has none."""
    with store.reading(workspace) as space:
        return goals_in(space)


def goals_in(space: Space) -> tuple[Goal, ...]:
    """Return the goals of an open workspace."""
    kept = space.settings.all().get(_GOAL)
    named = kept if isinstance(kept, list) else [kept]
    return tuple(GOALS[str(one)] for one in named if str(one) in GOALS)


def goal(store: Store, workspace: str) -> Goal | None:
    """Return what a workspace wants as one goal: its only one, or both with the KPIs of each; None while it has none."""
    return together(goals(store, workspace))


def together(chosen: Sequence[Goal]) -> Goal | None:
    """Return goals as one, in their order; a KPI keeps the first place it has."""
    if len(chosen) < 2:
        return chosen[0] if chosen else None
    seen: set[str] = set()

    def once(part: str) -> tuple[str, ...]:
        found = dict.fromkeys(kpi for one in chosen for kpi in getattr(one, part) if kpi not in seen)
        seen.update(found)
        return tuple(found)

    def both(field: str, lang: Lang) -> str:
        first, second = (getattr(one, field)[lang] for one in chosen[:2])
        if field == "sentence":
            return f"{first} {second}"
        return say("goals.both", lang, first=first, second=in_sentence(second))

    results, drivers, guards = once("results"), once("drivers"), once("guards")
    name: dict[str, str] = {lang: both("name", lang) for lang in LANGS}
    sentence: dict[str, str] = {lang: both("sentence", lang) for lang in LANGS}
    return Goal("+".join(one.id for one in chosen), name, sentence, results, drivers, guards)


def set_goals(store: Store, workspace: str, chosen: Sequence[str]) -> None:
    """Choose the goals, none takes them away; the KPIs that are followed stay.

    Raises StoreError `unknown_goal`, or `too_many_goals` above two.
    """
    kept = list(dict.fromkeys(chosen))
    for one in kept:
        if one not in GOALS:
            raise StoreError("unknown_goal", goal=one, near=", ".join(did_you_mean(one, GOALS)))
    if len(kept) > MOST_GOALS:
        raise StoreError("too_many_goals", most=MOST_GOALS)
    with store.writing(workspace) as space:
        space.settings.put(_GOAL, kept or None)


def set_goal(store: Store, workspace: str, chosen: str | None) -> None:
    """Choose one goal, None takes it away. Raises StoreError `unknown_goal`."""
    set_goals(store, workspace, [] if chosen is None else [chosen])


def proposal(store: Store, workspace: str, wanted: tuple[str, ...], today: date, lang: Lang) -> Proposal:
    """Return the set proposed for goals by id, chosen already or not, with what the data of the workspace measures."""
    available = measurable_today(store, workspace, today)
    return propose((GOALS[one] for one in wanted), available, catalogue(store, workspace), lang)


def take_up(store: Store, workspace: str, kpis: Map[str, str]) -> None:
    """Follow KPIs for the company in this order, each under the goal it was proposed for.

    What is followed already stays where it is; nothing more is followed once the level is full.
    """
    followed = {one.kpi for one in choices(store, workspace, COMPANY) if not one.benched}
    for kpi, wanted in kpis.items():
        if kpi not in followed:
            choose(store, workspace, kpi, COMPANY)
        set_kpi_goal(store, workspace, kpi, wanted)


def set_kpi_goal(store: Store, workspace: str, kpi: str, wanted: str | None) -> None:
    """Hang a KPI under a goal; "" = under none, None = where the catalogue has it.

    Raises StoreError `unknown_kpi` or `unknown_goal`.
    """
    with store.writing(workspace) as space:
        known_kpi(catalogue_in(space), kpi)
        if wanted and wanted not in GOALS:
            raise StoreError("unknown_goal", goal=wanted, near=", ".join(did_you_mean(wanted, GOALS)))
        kept = _kept(space)
        changed = {one: under for one, under in kept.items() if one != kpi} | ({} if wanted is None else {kpi: wanted})
        if changed != kept:
            space.settings.put(_UNDER, changed or None)


def hung(store: Store, workspace: str) -> Hung:
    """Return which KPI hangs under which goal, over all levels."""
    followed = tuple(dict.fromkeys(one.kpi for one in choices(store, workspace) if not one.benched))
    with store.reading(workspace) as space:
        chosen, kept = goals_in(space), _kept(space)
    under = {kpi: _goal_of(kpi, chosen, kept) for kpi in followed}
    idle = tuple(one.id for one in chosen if one.id not in under.values())
    return Hung(under, idle, tuple(kpi for kpi, wanted in under.items() if not wanted) if chosen else ())


def _goal_of(kpi: str, chosen: Sequence[Goal], kept: Map[str, str]) -> str:
    """Return the goal a KPI was put under while that is one of the workspace's, else the first that names it."""
    there = {one.id for one in chosen}
    if kept.get(kpi) in {*there, NO_GOAL}:
        return kept[kpi]
    return next((one.id for one in chosen if kpi in one.kpis), NO_GOAL)


def _kept(space: Space) -> dict[str, str]:
    found = space.settings.all().get(_UNDER)
    return {str(kpi): str(wanted) for kpi, wanted in found.items()} if isinstance(found, dict) else {}
