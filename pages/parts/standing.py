"""How a workspace and its data stand, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpi_core.numbers import show_count, show_date
from pages.parts.state import lang, say
from pages.parts.words import escape

if TYPE_CHECKING:
    from datetime import date

    from kpi_core.store import DatasetVersion, Part
    from kpi_core.work import Standing


def standing_words(standing: Standing) -> str:
    """Return for instance "5 KPI's · Gegevens t/m 30 juni 2026"."""
    if standing.has_draft and not standing.has_data:
        return say("page.start.state.draft")
    if not standing.has_data:
        return say("page.start.state.empty")
    parts = [say("page.start.state.kpis", n=standing.kpis, count=show_count(standing.kpis, lang()))]
    if standing.reach:
        parts.append(say("page.start.state.data", date=show_date(standing.reach, lang())))
    return " · ".join(parts)


def part_words(part: Part) -> str:
    """Return for instance "4.812 regels · 01-01-2024 t/m 30-06-2026"."""
    words = [say("page.start.file.rows", n=part.rows, count=show_count(part.rows, lang()))]
    if part.first and part.last:
        first, last = show_date(part.first, lang(), short=True), show_date(part.last, lang(), short=True)
        words.append(say("receipt.span", first=first, last=last))
    return " · ".join(words)


def reach_words(reach: date | None) -> str:
    """Return until when the data goes, ready to show: "gegevens t/m **30 juni 2026**"."""
    return say("page.reach", date=show_date(reach, lang())) if reach else say("page.reach.none")


def version_words(version: DatasetVersion) -> str:
    """Return for instance "**5 juli 2026** · Verkoop.xlsx, Leads.xlsx"."""
    files = ", ".join(dict.fromkeys(escape(part.file) for part in version.parts))
    return f"**{show_date(version.created_at.date(), lang())}** · {files}"
