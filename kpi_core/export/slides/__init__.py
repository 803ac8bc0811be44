"""A report as slides that can be changed: native charts with their own figures, native tables, real titles and notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpi_core.export.slides.deck import Deck
from kpi_core.export.slides.lists import action_slides, first_slide, last_slide, summary_slides, target_slides
from kpi_core.export.slides.of_kpi import kpi_slide
from kpi_core.texts import say

if TYPE_CHECKING:
    from kpi_core.reports import Report

__all__ = ["slides_pptx"]


def slides_pptx(report: Report) -> bytes:
    """Return a report as a PowerPoint file: the first slide, the summary, one slide per KPI, targets, actions, what is next."""
    deck = Deck(report)
    first_slide(deck)
    summary_slides(deck)
    for level in report.levels:
        for kpi in level.kpis:
            if kpi in report.once:
                kpi_slide(deck, kpi, level.name)
    target_slides(deck)
    action_slides(deck)
    last_slide(deck)
    return deck.saved(say("handover.file", report.lang, client=report.client, date=report.made))
