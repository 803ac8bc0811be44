"""What a round looks at: who has not delivered yet, what was restated, and per KPI the verdict, its cause and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpi_core import alerts
from kpi_core.compute.windows import reach_of
from kpi_core.formula.facts import tables
from kpi_core.insights import WORST_FIRST
from kpi_core.model import Verdict
from kpi_core.numbers import show_date, show_period
from kpi_core.passports.content import listed
from kpi_core.periods import Grain, period_of
from kpi_core.reports.sentences import sentence
from kpi_core.roles import KINDS
from kpi_core.series import as_variant, tree_of
from kpi_core.signals import Side
from kpi_core.texts import say
from kpi_core.work.closed import both_shown
from kpi_core.work.closing import restatements
from kpi_core.work.confirming import current
from kpi_core.work.goals import targets
from kpi_core.work.known import catalogue
from kpi_core.work.overview import dashboard
from kpi_core.work.steering import choices

if TYPE_CHECKING:
    from collections.abc import Mapping as Map
    from datetime import date

    from kpi_core.cards import Card
    from kpi_core.charts import Mode
    from kpi_core.model import Target
    from kpi_core.periods import Period
    from kpi_core.signals import Newest
    from kpi_core.store import Store
    from kpi_core.texts import Lang
    from kpi_core.work.closed import Restated

WIDTH = {Grain.DAY: 0, Grain.WEEK: 1, Grain.MONTH: 2, Grain.QUARTER: 3, Grain.YEAR: 4}


@dataclass(frozen=True)
class Item:
    """One KPI of a round. told: its verdict in a sentence; glad: what went well, "" where nothing stands out.

    owner: of its target, "" without one. They may hold customer text.
    """

    kpi: str
    name: str
    card: Card
    told: str
    glad: str
    owner: str


@dataclass(frozen=True)
class Late:
    """A table that does not reach the end of the period: its name, until when it goes, and who owns the KPIs that need it."""

    name: str
    until: str
    kpis: str
    owners: str


@dataclass(frozen=True)
class Moved:
    """A restated figure in words, and the figure itself."""

    text: str
    of: Restated


def items(
    store: Store, workspace: str, period: Period, *, today: date, lang: Lang, mode: Mode = "light"
) -> tuple[Item, ...]:
    """Return the KPIs a round about a period looks at: what went well first, then the worst verdict first, targetless last.

    Those whose own review is due by then; a round about a quarter or a year looks at all, and so does one without any due.
    """
    board = dashboard(store, workspace, today, lang, mode)
    if board is None:
        return ()
    cards = {card.kpi.id: card for level in reversed(board.levels) for card in reversed(level.cards)}
    ordered = {card.kpi.id: cards[card.kpi.id] for level in board.levels for card in level.cards}
    due = {kpi: card for kpi, card in ordered.items() if is_due(card.kpi.review, period)} or ordered
    known = catalogue(store, workspace)
    found = [
        Item(
            kpi,
            known[kpi].name[lang],
            card,
            sentence(card, lang),
            _glad(card, board.newest.get(kpi), lang),
            card.target.owner if card.target else "",
        )
        for kpi, card in due.items()
    ]
    return tuple(sorted(found, key=_rank))


def is_due(review: Grain, period: Period) -> bool:
    """Tell whether a KPI with this review is looked at in a round about a period: its own period ends with it, or sooner."""
    if WIDTH[period.grain] >= WIDTH[Grain.QUARTER] or WIDTH[review] <= WIDTH[period.grain]:
        return True
    return period.grain is not Grain.WEEK and period_of(period.end, review).end == period.end


def late(store: Store, workspace: str, period: Period, today: date, lang: Lang) -> tuple[Late, ...]:
    """Return the tables behind the followed KPIs that do not reach the end of a period, as far as a row of theirs was usual.

    A list of what runs (staff, subscriptions) has no end to reach and is never late.
    """
    dataset = current(store, workspace)
    followed = [choice for choice in choices(store, workspace) if not choice.benched]
    if dataset is None:
        return ()
    known, owners = catalogue(store, workspace), _owners(targets(store, workspace))
    needs: dict[str, list[str]] = {}
    for choice in followed:
        for kind in sorted(tables(tree_of(known[choice.kpi], choice.variant)) & dataset.tables.keys()):
            needs.setdefault(kind, []).append(choice.kpi)
    found = []
    for kind, kpis in needs.items():
        table = dataset.tables[kind]
        reach = reach_of(table.days.get(table.date_role, ()), (), today)
        if KINDS[kind].span is not None or reach is None or reach.completes(period) or reach.through >= period.end:
            continue
        names = listed(list(dict.fromkeys(known[kpi].name[lang] for kpi in kpis)), lang)
        who = list(dict.fromkeys(owners[kpi] for kpi in kpis if owners.get(kpi)))
        found.append(Late(KINDS[kind].name[lang], show_date(reach.last, lang), names, listed(who, lang)))
    return tuple(found)


def moved(store: Store, workspace: str, today: date, lang: Lang) -> tuple[Moved, ...]:
    """Return the closed figures of which the data says something else by now, in words."""
    known = catalogue(store, workspace)
    found = []
    for one in restatements(store, workspace, today):
        kpi = as_variant(known[one.kpi], one.variant)
        was, now = both_shown(one.was, one.now, kpi, lang)
        fields = {"kpi": known[one.kpi].name[lang], "period": show_period(one.period, lang), "was": was, "now": now}
        code = "restated" if not one.more else "restated_more" if one.more > 0 else "restated_fewer"
        found.append(Moved(say(f"issue.{code}", lang, n=abs(one.more or 0), **fields), one))
    return tuple(found)


def _glad(card: Card, newest: Newest | None, lang: Lang) -> str:
    if card.status and card.status.verdict is Verdict.REACHED:
        return sentence(card, lang)
    if newest and newest.signal and newest.signal.side is Side.OPPORTUNITY:
        return alerts.told(newest, card.kpi, lang)
    return ""


def _rank(item: Item) -> tuple[bool, int]:
    verdict = item.card.status.verdict if item.card.status else None
    return not item.glad, WORST_FIRST.index(verdict) if verdict else len(WORST_FIRST)


def _owners(kept: tuple[Target, ...]) -> Map[str, str]:
    return {target.kpi: target.owner for target in reversed(kept)}
