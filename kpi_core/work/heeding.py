"""What needs attention, with what people do about it: what is late stands out, and what is off course without an action."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kpi_core.cards import Badge
from kpi_core.insights import MOST_ATTENTION, Attention
from kpi_core.model import Verdict
from kpi_core.numbers import show_count
from kpi_core.texts import say
from kpi_core.work.actions import is_running, overdue

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from kpi_core.cards import Card
    from kpi_core.model import Action
    from kpi_core.texts import Lang


def heeded(
    rows: Sequence[Attention], cards: Sequence[Card], kept: Sequence[Action], today: date, lang: Lang
) -> tuple[Attention, ...]:
    """Return what needs attention with what is done about it, at most three rows.

    rows: as of `insights.attention`. A KPI that is behind says so when nobody does anything about it, or when what someone
    does is late; late actions on other KPIs come after those that are behind and before all else.
    """
    running = [one for one in kept if is_running(one)]
    late = [one for one in running if overdue(one, today)]
    behind = [_with_action(row, running, late, lang) for row in rows if row.badge.verdict]
    named = {row.card.kpi.id for row in behind}
    others = dict.fromkeys(one.kpi for one in late if one.kpi not in named)
    cards_of = {card.kpi.id: card for card in reversed(cards)}
    overdue_rows = [_late(cards_of[kpi], late, lang) for kpi in others if kpi in cards_of]
    rest = [row for row in rows if not row.badge.verdict and row.card.kpi.id not in others]
    return (*behind, *overdue_rows, *rest)[:MOST_ATTENTION]


def _with_action(row: Attention, running: Sequence[Action], late: Sequence[Action], lang: Lang) -> Attention:
    kpi = row.card.kpi.id
    if row.badge.verdict in (Verdict.OFF_COURSE, Verdict.AT_RISK) and not any(one.kpi == kpi for one in running):
        return replace(row, text=f"{row.text} {say('attention.no_action', lang)}", unheeded=True)
    own = [one for one in late if one.kpi == kpi]
    return replace(row, text=f"{row.text} {_said(own, lang)}") if own else row


def _late(card: Card, late: Sequence[Action], lang: Lang) -> Attention:
    own = [one for one in late if one.kpi == card.kpi.id]
    badge = Badge(None, say("action.late", lang), "schedule", "red")
    return Attention(badge, card.title, _said(own, lang), card)


def _said(own: Sequence[Action], lang: Lang) -> str:
    first = own[0]
    fields = {"count": show_count(len(own), lang), "text": first.text, "owner": first.owner}
    return say("attention.overdue", lang, n=len(own), **fields)
