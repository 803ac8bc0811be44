"""One page for the wall: every KPI with its value, verdict, picture, target and owner."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from kpi_core.charts import SIGNS
from kpi_core.export.print.picture import picture, sign
from kpi_core.export.print.press import pressed
from kpi_core.model import Verdict
from kpi_core.texts import say

if TYPE_CHECKING:
    from kpi_core.export.print.picture import Drawing
    from kpi_core.reports import KpiReport, Report

Paper = Literal["a3", "a4"]
UNITS: dict[Paper, float] = {"a3": 14.0, "a4": 9.8}
"""Points that the sizes of a page are multiples of."""
MOST = 24
COLUMNS = ((1, 1), (4, 2), (9, 3), (12, 4), (20, 5), (24, 6))
SCALES = {1: 1.5, 2: 1.15, 3: 1.0, 4: 0.82, 5: 0.68, 6: 0.58}
PERIODS, LABELS = 13, 5
IN_THE_KEY = (Verdict.ON_COURSE, Verdict.AT_RISK, Verdict.OFF_COURSE, Verdict.CANNOT_TELL)


def wall_pdf(report: Report, *, paper: Paper = "a3") -> bytes:
    """Return the page, landscape. Of more KPIs than fit the first stand there, and the page says how many more there are."""
    lang = report.lang
    shown = report.once[:MOST]
    left_out = len(report.once) - len(shown)
    columns = next(columns for most, columns in COLUMNS if len(shown) <= most)
    made = say("print.made", lang, date=report.made)
    more = say("print.more", lang, n=left_out) if left_out else ""
    facts = {
        "title": say("print.wall.title", lang, client=report.client),
        "about": report.headline,
        "lang": lang,
        "paper": paper,
        "unit": UNITS[paper],
        "columns": columns,
        "scale": SCALES[columns],
        "top": " · ".join(filter(None, (report.client, report.reach_words))),
        "headline": report.headline,
        "made": " · ".join(filter(None, (more, made))),
        "logo_alt": say("print.logo", lang, client=report.client),
        "kpis": [_tile(kpi, report) for kpi in shown],
        "signs": signs(report),
        "key": key_words(report),
        "words": {"empty": say("print.empty", lang)},
    }
    return pressed("wall", facts, made_on=report.made_on, logo=report.logo)


def signs(report: Report) -> list[Drawing]:
    """Return the shapes of verdicts with their words."""
    return [
        {
            "shape": SIGNS[verdict].shape,
            "tone": SIGNS[verdict].color,
            "hollow": SIGNS[verdict].hollow,
            "word": say(f"status.{verdict}", report.lang),
        }
        for verdict in IN_THE_KEY
    ]


def key_words(report: Report) -> dict[str, str]:
    """Return what the marks in a picture are called."""
    return {name: say(f"print.key.{name}", report.lang) for name in ("actual", "route", "target")}


def _tile(kpi: KpiReport, report: Report) -> Drawing:
    lang = report.lang
    return {
        "title": kpi.title,
        "value": kpi.value,
        "comparison": kpi.comparison,
        "word": kpi.status_words,
        "sign": sign(kpi),
        "picture": picture(kpi, lang, periods=PERIODS, labels=LABELS),
        "foot": kpi.should or kpi.asked or say("print.no_target", lang),
        "owner": say("print.owner", lang, owner=kpi.owner) if kpi.owner else "",
    }
