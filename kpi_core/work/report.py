"""The report of a workspace: what the overview, the targets and the agreements say, gathered once for every document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpi_core.insights import with_cause
from kpi_core.numbers import show_date
from kpi_core.phrases import in_sentence, part_of
from kpi_core.reports import AttentionLine, LevelReport, Report, ReportDate
from kpi_core.reports.sentences import steps
from kpi_core.targets.agreement import place_key
from kpi_core.texts import say
from kpi_core.work.branding import branding
from kpi_core.work.lacking import lacking
from kpi_core.work.overview import dashboard
from kpi_core.work.reported import Reporting, kept_in, kpi_report, tone_of
from kpi_core.work.wanted import goals

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from kpi_core.insights import Attention
    from kpi_core.reports import KpiReport
    from kpi_core.store import Store
    from kpi_core.texts import Lang
    from kpi_core.work.overview import Dashboard, LevelCards


def report(store: Store, workspace: str, today: date, lang: Lang) -> Report | None:
    """Return the report of a workspace; None while it has no data or follows no KPI.

    Every figure and sentence is the one the app shows: none is worked out a second time.
    """
    board = dashboard(store, workspace, today, lang)
    if board is None:
        return None
    with store.reading(workspace) as space:
        asked = Reporting(store, workspace, today, lang, kept_in(space))
    brand, chosen = branding(store, workspace), goals(store, workspace)
    levels = tuple(_level(level, asked) for level in board.levels)
    kpis = [kpi for level in levels for kpi in level.kpis]
    shown = [card for level in board.levels for card in level.cards]
    return Report(
        client=brand.name,
        lang=lang,
        made_on=today,
        made=show_date(today, lang),
        reach=board.reach,
        reach_words=_reach(board, lang),
        headline=_headline(board, asked),
        journey=board.journey,
        attention=tuple(_attention(one, asked) for one in board.attention),
        levels=levels,
        goal=" · ".join(one.name[lang] for one in chosen),
        steps=steps(kpis, lang),
        notes=board.notes,
        gaps=lacking(asked.kept, shown, chosen, lang),
        dates=tuple(sorted(_dates(kpis, asked), key=lambda one: (one.on, one.id))),
        logo=brand.logo,
    )


def _headline(board: Dashboard, asked: Reporting) -> str:
    """Return the sentence on top as the overview tells it: with the cause of its first row where that is known."""
    first = board.attention[0] if board.attention else None
    found = asked.cause_of(first.card) if first and first.behind else ""
    return with_cause(board.outcome, found) if found else board.headline


def _reach(board: Dashboard, lang: Lang) -> str:
    if board.reach is None:
        return say("page.reach.none", lang)
    said = say("report.reach", lang, date=show_date(board.reach, lang))
    return f"{said} · {board.unfinished}" if board.unfinished else said


def _level(level: LevelCards, asked: Reporting) -> LevelReport:
    lang = asked.lang
    return LevelReport(
        level=level.level,
        name=say(f"page.level.{level.level}", lang),
        tally=level.tally,
        kpis=tuple(kpi_report(card, level.level, asked) for card in level.cards),
        bench=tuple(asked.kept.known[kpi].name[lang] for kpi in level.bench),
    )


def _attention(row: Attention, asked: Reporting) -> AttentionLine:
    found = asked.cause_of(row.card) if row.behind else ""
    return AttentionLine(row.badge.word, tone_of(row.badge), row.title, with_cause(row.text, found))


def _dates(kpis: Sequence[KpiReport], asked: Reporting) -> Iterator[ReportDate]:
    lang, names = asked.lang, {kpi.kpi: in_sentence(kpi.name) for kpi in kpis}
    for line in {line.id: line for kpi in kpis for line in kpi.actions if line.running}.values():
        yield ReportDate(line.id, "action", line.on, line.text, line.owner)
    for target, _ in asked.kept.agreed:
        if target.kpi in names and target.until >= asked.today:
            part = part_of(target, lang)
            name = say("card.title.segment", lang, kpi=names[target.kpi], segment=part) if part else names[target.kpi]
            title = say("report.date.target", lang, kpi=name)
            yield ReportDate(place_key(target), "target", target.until, title, target.owner)
