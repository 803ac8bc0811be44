"""The passports of the followed KPIs as one document: what each is, how it comes about, and how to steer by it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpi_core.export.print.press import pressed
from kpi_core.texts import say

if TYPE_CHECKING:
    from collections.abc import Mapping as Map

    from kpi_core.export.print.picture import Drawing
    from kpi_core.passports import Figures, Passport
    from kpi_core.reports import Report
    from kpi_core.texts import Lang


def passports_pdf(report: Report, figures: Map[str, Figures] | None = None) -> bytes:
    """Return a page or more per KPI as a tagged PDF in A4. figures: per KPI the sum its value is, left out where not known."""
    lang = report.lang
    known = figures or {}
    facts = {
        "title": say("print.passports.title", lang, client=report.client),
        "name": say("print.passports.name", lang),
        "about": say("print.passports.told", lang, n=len(report.once), count=len(report.once)),
        "told": say("print.passports.told", lang, n=len(report.once), count=len(report.once)),
        "lang": lang,
        "client": report.client,
        "reach": report.reach_words,
        "made": say("print.made", lang, date=report.made),
        "logo_alt": say("print.logo", lang, client=report.client),
        "kpis": [_kpi(kpi.passport, known.get(kpi.kpi), lang) for kpi in report.once],
        "words": {
            "page": say("print.head.page", lang),
            "contents": say("print.head.contents", lang),
            "formula": say("passport.title.formula", lang),
            "facts": say("passport.title.facts", lang),
            "fact_table": [say(f"print.column.{name}", lang) for name in ("fact", "told")],
        },
    }
    return pressed("passports", facts, made_on=report.made_on, logo=report.logo)


def _kpi(passport: Passport, figures: Figures | None, lang: Lang) -> Drawing:
    return {
        "name": passport.name,
        "badges": " · ".join(badge.text for badge in passport.badges),
        "meaning": passport.meaning,
        "why": passport.why,
        "formula": passport.formula,
        "parts": passport.parts,
        "figures": _figures(figures, lang) if figures else None,
        "facts": [[fact.title, fact.texts] for fact in passport.facts],
    }


def _figures(figures: Figures, lang: Lang) -> Drawing:
    table = figures.table(lang)
    sums = figures.arithmetic
    return {
        "title": say("passport.title.figures", lang, period=figures.period),
        "lead": figures.lead,
        "lines": [*sums.lines, *filter(None, [sums.reason])],
        "heads": list(table),
        "rows": [list(row) for row in zip(*table.values(), strict=True)],
        "notes": [*figures.notes, *figures.identities],
    }
