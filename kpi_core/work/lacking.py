"""What the figures of a workspace lack: columns of KPIs that are followed or go with a goal, silent periods, unread cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpi_core.compute.request import with_defaults
from kpi_core.gaps import gaps_of
from kpi_core.measurable import measurable
from kpi_core.numbers import show_period
from kpi_core.offers import guide
from kpi_core.receipts import issue_lines
from kpi_core.reports import GapLine
from kpi_core.texts import say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kpi_core.cards import Card
    from kpi_core.model import Goal
    from kpi_core.texts import Lang
    from kpi_core.work.reported import Kept

MOST_CELLS = 40
"""How many remarks about cells are listed; a file with more has one cause, and its receipt has them all."""
TOLD = ("error", "warning")


def lacking(kept: Kept, shown: Sequence[Card], goals: Sequence[Goal], lang: Lang) -> tuple[GapLine, ...]:
    """Return what is missing, what is followed first. shown: the cards, whose KPIs have the data they need."""
    cards: dict[str, Card] = {}
    for card in shown:
        cards.setdefault(card.kpi.id, card)
    wanted = dict.fromkeys((*cards, *(kpi for goal in goals for kpi in goal.kpis)))
    columns = {kpi: tuple(_columns(kept, kpi, lang)) for kpi in wanted}
    return (
        *(line for lines in columns.values() for line in lines),
        *(line for card in cards.values() if not columns[card.kpi.id] for line in _of_card(kept, card, lang)),
        *_cells(kept, lang),
    )


def _columns(kept: Kept, kpi: str, lang: Lang) -> Iterator[GapLine]:
    known, data = kept.known[kpi], kept.dataset
    if data is None:
        return
    found = measurable(known, data.roles_present, data.words_present, with_defaults(kept.params).keys())
    if found.status == "now":
        return
    told = guide(known, found, lang)
    yield GapLine(
        "column",
        known.name[lang],
        told.sentence,
        " ".join(_sentence(*need.text, title=need.title) for need in told.needs),
    )


def _sentence(*texts: str, title: str) -> str:
    return " ".join(filter(None, (f"{title}:", *texts)))


def _of_card(kept: Kept, card: Card, lang: Lang) -> Iterator[GapLine]:
    name = card.kpi.name[lang]
    if card.number is None:
        yield GapLine("value", name, say("explore.headline.none", lang, kpi=name))
    if card.target and (card.target.segment or card.target.where):
        return
    for gap in gaps_of(card.points, card.kpi, kept.marks[card.kpi.id]):
        first, last = (show_period(period, lang) for period in (gap.periods[0], gap.periods[-1]))
        span = first if first == last else say("mark.gap.span", lang, first=first, last=last)
        yield GapLine("period", name, say("report.gap.period", lang, span=span), say("report.gap.period.do", lang))


def _cells(kept: Kept, lang: Lang) -> tuple[GapLine, ...]:
    found = [
        GapLine("cells", " · ".join(filter(None, (part.file, sheet))), f"{cells}: {text}" if cells else text)
        for part in kept.parts
        for sheet, cells, text in issue_lines([one for one in part.issues if one.level in TOLD], lang)
    ]
    return tuple(dict.fromkeys(found))[:MOST_CELLS]
