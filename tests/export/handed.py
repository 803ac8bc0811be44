"""A small report made by hand: a total with a target, a level without one, and a KPI without a value."""

from datetime import date

from kpi_core.catalogue import CATALOGUE
from kpi_core.insights import Journey
from kpi_core.measurable import Measurable
from kpi_core.model import Target, Verdict
from kpi_core.passports import passport
from kpi_core.reports import (
    ActionLine,
    AttentionLine,
    DecisionLine,
    GapLine,
    KpiReport,
    LevelReport,
    NoteLine,
    Report,
    ReportDate,
    ReportPoint,
    TargetLine,
)
from kpi_core.targets import Letter
from kpi_core.units import Direction

VALUES = (1000.0, 1200.5, None, 900.0)
ROUTE = (None, 1100.0, 1150.0, 1200.0)
SHARES = (0.31, 0.32, 0.305, 0.5)


def handed(lang="nl", mark="", *, logo=None):
    """Return a report in which every text a customer can type begins with `mark`."""
    return Report(
        client=f"{mark}De Spaak",
        lang=lang,
        made_on=date(2026, 7, 10),
        made="10-07-2026",
        reach=date(2026, 6, 30),
        reach_words="30-06-2026",
        headline=f"{mark}Zuid ligt achter.",
        journey=Journey(("1", f"{mark}vandaan"), ("2", "nu"), ("3", "straks")),
        attention=(AttentionLine("Uit koers", "red", f"{mark}Omzet", f"{mark}omdat"),),
        levels=(
            LevelReport("company", "Bedrijf", "2 KPI's", (total(lang, mark), level(lang, mark)), (f"{mark}Bank",)),
            LevelReport("sales", "Verkoop", "1 KPI", (total(lang, mark, "sales"), empty(lang, mark))),
        ),
        goal="Meer winst",
        steps=(f"{mark}Bel Zuid.",),
        notes=(f"{mark}Let op.",),
        gaps=(GapLine("column", f"{mark}Winkelwagens", f"{mark}Kolom ontbreekt.", f"{mark}Vraag erom."),),
        dates=(ReportDate("a1", "action", date(2026, 7, 31), f"{mark}Bellen", f"{mark}Anna"),),
        logo=logo,
    )


def total(lang, mark, at="company"):
    periods = zip(("jan", "feb", "mrt", "apr"), VALUES, ROUTE, (True, True, True, False), strict=True)
    points = tuple(ReportPoint(name, name, value, route, whole, f"€ {value}") for name, value, route, whole in periods)
    return _kpi(
        "revenue",
        lang,
        mark,
        points,
        level=at,
        total=True,
        value="€ 3.100",
        status=Verdict.OFF_COURSE,
        status_words="Uit koers",
        tone="red",
        target=Target("revenue", date(2026, 12, 31), date(2026, 1, 1), value=9000.0),
        asked="Minstens € 9.000",
        should="Nu hoort € 4.000",
        ahead="Gaat naar € 8.000",
        reason=f"{mark}Zuid bestelt minder",
        owner=f"{mark}Anna",
        letters=tuple(Letter(one, one, one != "A", f"{mark}{one} staat er") for one in "SMART"),
        agreement=(f"{mark}Anna zei ja", f"{mark}Twijfel: te hoog"),
        others=(TargetLine(f"{mark}Omzet Zuid", "x", Verdict.AT_RISK, "Loopt risico", "orange", f"{mark}waarom"),),
        actions=(
            action("a1", mark, on=date(2026, 7, 31)),
            action("a2", mark, on=date(2026, 6, 1), late=True),
            action("a3", mark, on=date(2026, 5, 1), running=False),
        ),
        decisions=(
            DecisionLine("revenue", "Omzet", "1 juli", "Bijsturen", f"{mark}Anna", f"{mark}bellen", f"{mark}Zuid"),
        ),
        notes=(NoteLine("mei", f"{mark}De winkel was dicht", f"{mark}Chris"),),
    )


def action(id_, mark, *, on, running=True, late=False):
    state = "te laat" if late else "loopt" if running else "klaar"
    return ActionLine(
        id_, "revenue", f"{mark}Omzet", f"{mark}Bel klant {id_}", f"{mark}Anna", str(on), on, state, running, late,
        part=f"{mark}Zuid", effect=f"{mark}meer", worked=f"{mark}nog niet te zeggen",
    )  # fmt: skip


def level(lang, mark):
    points = tuple(
        ReportPoint(name, name, value, None, whole, f"{value:.0%}")
        for name, value, whole in zip(("jan", "feb", "mrt", "apr"), SHARES, (True, True, True, False), strict=True)
    )
    return _kpi("gross_margin", lang, mark, points, total=False, value="30,5%", edges=(0.36,), min_group=5)


def empty(lang, mark):
    return _kpi("cart_abandonment_rate", lang, mark, (), total=False, value="–")


def _kpi(kpi, lang, mark, points, **more):
    known = CATALOGUE[kpi]
    told = passport(known, Measurable("now"), lang)
    fields = {
        "kpi": kpi,
        "level": "company",
        "name": f"{mark}{known.name[lang]}",
        "title": f"{mark}{known.name[lang]} 2026",
        "unit": known.unit,
        "precision": known.precision,
        "direction": Direction.HIGHER,
        "number": 1.0 if points else None,
        "period": "t/m 30 juni",
        "comparison": f"{mark}+2%",
        "status": None,
        "status_words": "",
        "tone": "gray",
        "sentence": f"{mark}Met {kpi} lig je achter.",
        "meaning": f"{mark}{told.meaning}",
        "formula": f"{mark}{told.formula}",
        "points": points,
        "passport": told,
        **more,
    }
    return KpiReport(**fields)
