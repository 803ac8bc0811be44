"""How the KPIs that are followed hang together with their values: a goal, the company's KPIs, who contributes, what drives them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kpi_core.catalogue import GOALS
from kpi_core.charts.tree import tree as drawn
from kpi_core.numbers import show_count, show_period
from kpi_core.passports.tree import Branch, Tree
from kpi_core.phrases import shown
from kpi_core.series import as_variant, finished, series
from kpi_core.store import COMPANY
from kpi_core.texts import say
from kpi_core.work.closed import closed_in
from kpi_core.work.confirming import current_of
from kpi_core.work.contributing import contributes
from kpi_core.work.figures import Asked, figures
from kpi_core.work.known import catalogue_in
from kpi_core.work.overview import dashboard
from kpi_core.work.steering import availability, params_in
from kpi_core.work.wanted import hung

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping as Map
    from datetime import date

    from kpi_core.cards import Card
    from kpi_core.charts import Chart, Mode
    from kpi_core.store import Store
    from kpi_core.texts import Lang

MOST_DRIVERS = 2
"""Drivers shown under a KPI beside those who contribute to it: the first that can be measured and are not followed."""


@dataclass(frozen=True)
class GoalTree:
    """One goal with what hangs under it; goal: its id, "" for the KPIs without one. kpis: those in the picture."""

    goal: str
    name: str
    chart: Chart
    kpis: tuple[str, ...]


@dataclass(frozen=True)
class Hanging:
    """How it all hangs together: the outcome in a sentence, and a tree per goal, the KPIs without a goal last."""

    headline: str
    trees: tuple[GoalTree, ...]


def hanging(store: Store, workspace: str, today: date, lang: Lang, mode: Mode = "light") -> Hanging | None:
    """Return how the set hangs together today, None while there is no data or no KPI is followed."""
    board = dashboard(store, workspace, today, lang, mode)
    if board is None:
        return None
    under = hung(store, workspace)
    cards = {level.level: level.cards for level in board.levels}
    gives = contributes(store, workspace)
    beside = [card for level, own in cards.items() if level != COMPANY for card in own]
    below: dict[str, list[Card]] = {}
    for level, own in cards.items():
        for card in own:
            if (level, card.kpi.id) in gives:
                below.setdefault(gives[level, card.kpi.id], []).append(card)
    given = {kpi for _, kpi in gives}
    tops = [*cards.get(COMPANY, ()), *(card for card in beside if card.kpi.id not in given)]
    driven = _drivers(store, workspace, (*tops, *beside), today, lang)
    found = []
    for goal in (*dict.fromkeys(one for one in under.under.values() if one), ""):
        there = [card for card in tops if under.under.get(card.kpi.id, "") == goal]
        if there:
            found.append(_tree(goal, there, below, driven if goal else {}, (lang, mode)))
    if not any(under.under.values()):
        count = show_count(len(under.under), lang)
        return Hanging(say("tree.headline.none", lang, n=len(under.under), count=count), tuple(found))
    return Hanging(_headline(under.idle, len(under.loose), len(under.under), lang), tuple(found))


def _headline(idle: tuple[str, ...], loose: int, followed: int, lang: Lang) -> str:
    if idle:
        return say("tree.headline.idle", lang, goal=GOALS[idle[0]].name[lang])
    if loose:
        return say("tree.headline.loose", lang, n=loose, count=show_count(loose, lang))
    return say("tree.headline.all", lang, n=followed, count=show_count(followed, lang))


def _tree(
    goal: str,
    own: list[Card],
    below: Map[str, list[Card]],
    driven: Map[str, tuple[Branch, ...]],
    look: tuple[Lang, Mode],
) -> GoalTree:
    lang, mode = look
    name = GOALS[goal].name[lang] if goal else say("tree.none", lang)
    inside = tuple(
        replace(
            _branch(card, lang),
            inside=(*(_branch(one, lang) for one in below.get(card.kpi.id, ())), *driven.get(card.kpi.id, ())),
        )
        for card in own
    )
    count = say("tally.kpis", lang, n=len(own))
    root = Branch(name, count, driver=True, exact=False, inside=inside)
    kpis = tuple(dict.fromkeys(branch.kpi for branch in _all((root,)) if branch.kpi))
    return GoalTree(goal, name, drawn(Tree(root, (), kpis), lang, mode), kpis)


def _branch(card: Card, lang: Lang) -> Branch:
    told = "" if card.status else say("tree.no_target", lang)
    verdict = card.status.verdict if card.status else None
    name = card.kpi.name[lang]
    return Branch(name, card.value, card.kpi.id, exact=False, driver=True, change=told, verdict=verdict)


def _drivers(
    store: Store, workspace: str, cards: tuple[Card, ...], today: date, lang: Lang
) -> dict[str, tuple[Branch, ...]]:
    """Return per KPI the boxes of its first drivers that are not followed, with their last whole period."""
    available, followed = availability(store, workspace), {card.kpi.id for card in cards}
    with store.reading(workspace) as space:
        known, dataset, params, closed = catalogue_in(space), current_of(space), params_in(space), closed_in(space)
    wanted = {
        card.kpi.id: [
            one for one in card.kpi.drivers if one not in followed and one in known and available[one].status == "now"
        ][:MOST_DRIVERS]
        for card in cards
    }
    asked = {one: Asked(one, available[one].variant) for own in wanted.values() for one in own}
    if dataset is None or not asked:
        return {}
    results = figures(dataset, asked.values(), known, params, today, closed)
    boxes = {}
    for one, what in asked.items():
        kpi = as_variant(known[one], what.variant)
        done = [point for point in finished(series(results[what], one)) if point.period.end <= today]
        period = show_period(done[-1].period, lang) if done else ""
        value = shown(done[-1].value if done else None, kpi, lang)
        boxes[one] = Branch(kpi.name[lang], value, one, exact=False, driver=True, change=period)
    return {kpi: tuple(boxes[one] for one in own) for kpi, own in wanted.items()}


def _all(branches: tuple[Branch, ...]) -> Iterator[Branch]:
    for branch in branches:
        yield branch
        yield from _all(branch.inside)
