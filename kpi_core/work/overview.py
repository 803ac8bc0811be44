"""The dashboard: a card per followed KPI with its verdict, and what they say together."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kpi_core import cards, insights
from kpi_core.series import as_variant, series, tree_of
from kpi_core.store import COMPANY
from kpi_core.texts import say
from kpi_core.work.actions import actions
from kpi_core.work.adding import adding, adding_rows
from kpi_core.work.closed import closed_in
from kpi_core.work.confirming import current
from kpi_core.work.figures import Asked, asked_for, figures
from kpi_core.work.goals import targets as targets_of
from kpi_core.work.heeding import heeded
from kpi_core.work.known import catalogue
from kpi_core.work.marks import marks_in, sensitivity_in, without_answered
from kpi_core.work.remarks import of_data, remarks
from kpi_core.work.signals import newest_signal
from kpi_core.work.steered import trade_offs
from kpi_core.work.steering import LEVELS, choices, params_in

if TYPE_CHECKING:
    from collections.abc import Mapping as Map
    from datetime import date

    from kpi_core.cards import Card
    from kpi_core.charts import Mode
    from kpi_core.insights import Attention, Journey
    from kpi_core.model import Kpi, Marks, Results, Target
    from kpi_core.signals import Newest
    from kpi_core.store import Choice, Store
    from kpi_core.texts import Lang
    from kpi_core.work.steered import TradeOff


@dataclass(frozen=True)
class LevelCards:
    """The cards of the company or of one department, in the order in which they were put; the bench by name only."""

    level: str
    tally: str
    cards: tuple[Card, ...]
    bench: tuple[str, ...]


@dataclass(frozen=True)
class Dashboard:
    """All that the overview shows. outcome: the headline's first sentence, to which a cause can be added. `levels`: company first, only those with a KPI. `reach`: the last day of the data.

    unfinished: names the period the data stops in, "" when it ends with one. A KPI that has to wait for its customers is
    no such gap in the data. notes: the warnings about the figures of now, as sentences. newest: per KPI what its newest
    whole period says by itself.
    """

    headline: str
    outcome: str
    journey: Journey | None
    attention: tuple[Attention, ...]
    levels: tuple[LevelCards, ...]
    reach: date | None
    notes: tuple[str, ...] = ()
    unfinished: str = ""
    newest: Map[str, Newest] = field(default_factory=dict)


@dataclass(frozen=True)
class _Asks:
    """A card to be made: what it needs, and the target it carries."""

    level: str
    asked: Asked
    target: Target | None
    hero: bool
    extra: bool = False

    @property
    def is_whole(self) -> bool:
        """Whether its figures tell the whole KPI, beside the parts of it."""
        return not self.asked.where and self.asked.age is None


@dataclass(frozen=True)
class _Past:
    """What was told about the past, how soon to warn of it, and the figures it is about."""

    marks: Map[str, Marks]
    sensitivity: str
    results: Map[Asked, Results]

    def newest(self, one: _Asks, known: Map[str, Kpi], today: date) -> Newest:
        """Return what the newest whole period of a KPI says."""
        kpi = as_variant(known[one.asked.kpi], one.asked.variant)
        done = [point for point in series(self.results[one.asked], kpi.id) if point.period.end <= today]
        return newest_signal(done, kpi, self.marks[kpi.id], self.sensitivity)


def dashboard(store: Store, workspace: str, today: date, lang: Lang, mode: Mode = "light") -> Dashboard | None:
    """Return the dashboard of a workspace, None while it has no data or follows no KPI.

    A KPI has one card with its target for everything together, or its first target on a segment where that is all it has.
    Its other targets on segments have no card, but do count in the headline and in what needs attention.
    """
    dataset = current(store, workspace)
    followed = [choice for choice in choices(store, workspace) if not choice.benched]
    if dataset is None or not followed:
        return None
    asks = _asks(followed, targets_of(store, workspace))
    known = catalogue(store, workspace)
    with store.reading(workspace) as space:
        told, settings, closed = marks_in(space), params_in(space), closed_in(space)
    results = figures(dataset, (one.asked for one in asks), known, settings, today, closed)
    with store.reading(workspace) as space:
        past = _Past({one.asked.kpi: told[one.asked.kpi] for one in asks}, sensitivity_in(space), results)
    newest = {one.asked.kpi: past.newest(one, known, today) for one in reversed(asks) if one.is_whole}
    made = [(one, _card(one, known, past, newest, today=today, lang=lang, mode=mode)) for one in asks]
    all_cards = [card for _, card in made]
    reach = dataset.reached(today)
    trees = [tree_of(known[one.asked.kpi], one.asked.variant) for one in asks]
    open_ = (
        card.unfinished for card in all_cards if card.loose and reach and card.loose.start <= reach < card.loose.end
    )
    issues = [issue for one in results.values() for issue in one.issues]
    more = _traded(all_cards, trade_offs(store, workspace, today, lang), lang)
    more += adding_rows(all_cards, adding(store, workspace, today, lang), lang)
    return Dashboard(
        headline=insights.headline(all_cards, lang),
        outcome=insights.outcome(all_cards, lang),
        journey=insights.journey(all_cards[0], lang, today),
        attention=heeded(
            insights.attention(all_cards, lang, newest, more), all_cards, actions(store, workspace), today, lang
        ),
        levels=_levels(store, workspace, made, lang),
        reach=reach,
        notes=remarks((*of_data(dataset, trees), *without_answered(issues, past.marks)), lang, reach, known),
        unfinished=next(open_, ""),
        newest=newest,
    )


def _traded(cards_: list[Card], found: tuple[TradeOff, ...], lang: Lang) -> list[Attention]:
    """Return a row for each KPI that was bought with its guard."""
    first = {card.kpi.id: card for card in reversed(cards_)}
    badge = cards.Badge(None, say("guard.badge", lang), "balance", "orange")
    return [insights.Attention(badge, first[one.kpi].title, one.sentence, first[one.kpi]) for one in found]


def _asks(followed: list[Choice], targets: tuple[Target, ...]) -> list[_Asks]:
    """Return the cards to make, company first; a KPI that is followed at two levels has a card at both."""
    found: list[_Asks] = []
    for choice in followed:
        own = sorted((t for t in targets if t.kpi == choice.kpi), key=lambda t: bool(t.segment or t.where))
        first = own[0] if own else None
        hero = choice.level == COMPANY and not any(one.level == COMPANY for one in found)
        asked = asked_for(first) if first else Asked(choice.kpi, choice.variant)
        found.append(_Asks(choice.level, asked, first, hero))
        if choice.kpi not in {one.asked.kpi for one in found[:-1]}:
            found += [_Asks(choice.level, asked_for(t), t, hero=False, extra=True) for t in own[1:]]
    return found


def _card(
    one: _Asks,
    known: Map[str, Kpi],
    past: _Past,
    newest: Map[str, Newest],
    *,
    today: date,
    lang: Lang,
    mode: Mode,
) -> Card:
    return cards.build(
        known[one.asked.kpi],
        past.results[one.asked],
        lang=lang,
        today=today,
        target=one.target,
        mode=mode,
        hero=one.hero,
        variant=one.asked.variant,
        marks=past.marks[one.asked.kpi],
        newest=newest.get(one.asked.kpi),
    )


def _levels(store: Store, workspace: str, made: list[tuple[_Asks, Card]], lang: Lang) -> tuple[LevelCards, ...]:
    found = []
    for level in LEVELS:
        own = tuple(card for one, card in made if one.level == level and not one.extra)
        bench = tuple(choice.kpi for choice in choices(store, workspace, level) if choice.benched)
        if own:
            found.append(LevelCards(level, insights.tally(own, lang), own, bench))
    return tuple(found)
