"""What is ready to be handed over and what is not: a line each, with where to go for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from kpi_core.model import Verdict
from kpi_core.numbers import show_count
from kpi_core.phrases import in_sentence
from kpi_core.texts import say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kpi_core.reports.report import KpiReport, Report
    from kpi_core.texts import Lang

Place = Literal["targets", "actions", ""]
OFF = (Verdict.AT_RISK, Verdict.OFF_COURSE)
AGREED = "A"
MOST_NAMES = 3


@dataclass(frozen=True)
class Check:
    """One thing to have in order. place: where it is put in order, "" = nowhere else than here; kpi: the first one it is about."""

    code: str
    done: bool
    text: str
    place: Place = ""
    kpi: str = ""


def checks(report: Report) -> tuple[Check, ...]:
    """Return what to look at before handing over, in the order in which it is put in order."""
    return tuple(_checks(report.once, report))


def _checks(kpis: Sequence[KpiReport], report: Report) -> Iterator[Check]:
    lang = report.lang
    aimed = [kpi for kpi in kpis if kpi.target is not None]
    agreed = [kpi for kpi in aimed if not _lacks(kpi, AGREED)]
    yield _named("target", [kpi for kpi in kpis if kpi.target is None], "targets", lang)
    if aimed:
        yield _named("agreed", [kpi for kpi in aimed if kpi not in agreed], "targets", lang)
        yield _named("letters", [kpi for kpi in aimed if _lacks(kpi, "SMRT")], "targets", lang)
        yield _named("owner", [kpi for kpi in aimed if not kpi.owner], "targets", lang)
    adrift = [kpi for kpi in aimed if kpi.status in OFF]
    if adrift:
        yield _named("action", [kpi for kpi in adrift if not any(a.running for a in kpi.actions)], "actions", lang)
    late = sum(action.late for action in report.actions)
    if report.actions:
        yield _counted("late", late, "actions", lang)
    yield _counted("gaps", len(report.gaps), "", lang)


def _lacks(kpi: KpiReport, letters: str) -> bool:
    return any(letter.letter in letters and not letter.done for letter in kpi.letters)


def _named(code: str, open_: Sequence[KpiReport], place: Place, lang: Lang) -> Check:
    if not open_:
        return Check(code, done=True, text=say(f"ready.{code}.done", lang))
    names = [in_sentence(kpi.name) for kpi in open_]
    rest = len(names) - MOST_NAMES
    told = ", ".join(names[:MOST_NAMES])
    if rest > 0:
        told = say("ready.and_more", lang, names=told, count=show_count(rest, lang))
    return Check(code, done=False, text=say(f"ready.{code}.open", lang, kpis=told), place=place, kpi=open_[0].kpi)


def _counted(code: str, n: int, place: Place, lang: Lang) -> Check:
    if n == 0:
        return Check(code, done=True, text=say(f"ready.{code}.done", lang))
    return Check(code, done=False, text=say(f"ready.{code}.open", lang, n=n, count=show_count(n, lang)), place=place)
