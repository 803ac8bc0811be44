"""The sections of a report on paper: the summary, a section per KPI, actions, what is missing, and the definitions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpi_core.export.document.paper import MUTED, Cell
from kpi_core.export.wording import TONES, alt_text, cut, shape_of, status_of
from kpi_core.texts import say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kpi_core.export.document.paper import Paper
    from kpi_core.reports import ActionLine, KpiReport

NARROW, WIDER, WIDEST = 40, 70, 220
"""How many letters a cell takes before it is cut; the section of the KPI has all of them."""


def front(paper: Paper) -> None:
    """Write the title, the logo, what this is and until when the data goes."""
    report, lang = paper.report, paper.lang
    if report.logo:
        paper.picture(report.logo, 2.2, say("handover.logo", lang, client=report.client))
    paper.heading(report.client, 0)
    paper.text(say("handover.title", lang, date=report.made), bold=True)
    paper.text(" · ".join(filter(None, (report.reach_words, report.goal))), color=MUTED)


def summary(paper: Paper) -> None:
    """Write the outcome, from now to, what needs attention, every KPI in a table, and what comes next."""
    report, lang = paper.report, paper.lang
    paper.heading(say("handover.summary", lang), 1)
    paper.text(report.headline, bold=True)
    if report.journey:
        steps = (report.journey.came, report.journey.stand, report.journey.head)
        paper.table((), [[Cell(name, color=MUTED), Cell(text)] for name, text in steps], (5.0, 12.0))
    for line in report.attention:
        paper.text(f"{line.word}: {line.title}. {line.text}", style="List Bullet")
    _status_table(paper)
    for note in report.notes:
        paper.text(note, color=MUTED)
    if report.steps:
        paper.heading(say("handover.next.above", lang), 1)
        for step in report.steps:
            paper.text(step, style="List Number")


def _status_table(paper: Paper) -> None:
    rows = [
        [
            Cell(level.name, color=MUTED),
            Cell(cut(kpi.title, WIDER), bold=True),
            Cell(kpi.value),
            _status(paper, kpi),
            Cell(kpi.should),
            Cell(cut(kpi.owner, NARROW)),
        ]
        for level in paper.report.levels
        for kpi in level.kpis
    ]
    paper.table(
        _names(paper, "level", "kpi", "value", "status", "should", "owner"), rows, (2.3, 3.9, 1.8, 2.9, 3.8, 2.3)
    )


def _status(paper: Paper, kpi: KpiReport) -> Cell:
    text = " ".join(filter(None, (shape_of(kpi), status_of(kpi, paper.lang))))
    return Cell(text, bold=bool(kpi.status_words), color=TONES[kpi.tone].word)


def _names(paper: Paper, *columns: str) -> list[str]:
    return [say(f"handover.column.{name}", paper.lang) for name in columns]


def levels(paper: Paper) -> None:
    """Write a section per level, and in it one per KPI; a KPI that was told at an earlier level is not told again."""
    once = paper.report.once
    for level in paper.report.levels:
        paper.heading(level.name, 1)
        paper.text(level.tally, color=MUTED, keep=True)
        for kpi in level.kpis:
            if kpi in once:
                _kpi(paper, kpi)
        if level.bench:
            paper.text(say("handover.bench", paper.lang, kpis=", ".join(level.bench)), color=MUTED)


def _kpi(paper: Paper, kpi: KpiReport) -> None:
    lang = paper.lang
    paper.heading(kpi.title, 2)
    paper.text(kpi.sentence, bold=True)
    if any(point.value is not None for point in kpi.points):
        paper.charts.add(kpi, alt_text(kpi, lang))
    facts = [[Cell(name, color=MUTED), cell] for name, cell in _facts(paper, kpi)]
    paper.table((), facts, (4.0, 13.0))
    if kpi.letters:
        paper.heading(say("handover.letters.title", lang), 3)
        done = {True: say("handover.letter.done", lang), False: say("handover.letter.open", lang)}
        rows = [
            [Cell(f"{one.letter} · {one.name}", bold=True), Cell(done[one.done]), Cell(one.text)] for one in kpi.letters
        ]
        paper.table((), rows, (4.0, 2.5, 10.5))
    _listed(paper, "action", [_action(line) for line in kpi.actions])
    _listed(
        paper,
        "decided",
        [" · ".join(filter(None, (f"{one.on}: {one.choice}", one.cause, one.text))) for one in kpi.decisions],
    )
    _listed(paper, "note", [f"{one.about}: {one.text}{f' ({one.who})' if one.who else ''}" for one in kpi.notes])


def _facts(paper: Paper, kpi: KpiReport) -> Iterator[tuple[str, Cell]]:
    lang = paper.lang
    value = " ".join(filter(None, (kpi.value, kpi.period and f"({kpi.period})")))
    found = (
        ("value", Cell(value, bold=True)),
        ("compared", Cell(kpi.comparison)),
        ("verdict", _status(paper, kpi)),
        ("why", Cell(kpi.reason)),
        ("came", Cell(kpi.came)),
        ("should", Cell(kpi.should)),
        ("ahead" if kpi.target else "alone", Cell(kpi.ahead)),
        ("asked", Cell(kpi.asked)),
        ("owner", Cell(kpi.owner)),
        *(("agreed", Cell(line)) for line in kpi.agreement),
        *(("other", Cell(f"{line.title}: {line.status_words}. {line.asked} {line.reason}")) for line in kpi.others),
        ("people", Cell(say("passport.people", lang, n=kpi.min_group) if kpi.min_group else "")),
    )
    before = ""
    for name, cell in found:
        if cell.text:
            yield ("" if name == before else say(f"handover.fact.{name}", lang)), cell
            before = name


def _action(line: ActionLine) -> str:
    said = f"{line.text} ({line.owner}, {line.due}): {line.state}"
    return " · ".join(filter(None, (said, line.part, line.effect, line.worked)))


def _listed(paper: Paper, name: str, lines: Sequence[str]) -> None:
    if lines:
        paper.heading(say(f"handover.fact.{name}", paper.lang), 3)
        for line in lines:
            paper.text(line, style="List Bullet")


def agreed(paper: Paper) -> None:
    """Write what was agreed about every target, and the actions that run, each in a table."""
    lang, report = paper.lang, paper.report
    aimed = [kpi for kpi in report.once if kpi.target]
    if aimed:
        paper.heading(say("handover.targets.above", lang), 1)
        rows = [
            [
                Cell(cut(kpi.title, WIDER), bold=True),
                Cell(kpi.asked),
                Cell(cut(kpi.owner, NARROW)),
                Cell(cut(" ".join(kpi.agreement), WIDEST)),
            ]
            for kpi in aimed
        ]
        paper.table(_names(paper, "kpi", "asked", "owner", "agreed"), rows, (4.0, 4.6, 2.6, 5.8))
    paper.heading(say("handover.actions.above", lang), 1)
    if not report.actions:
        paper.text(say("handover.actions.none", lang))
        return
    rows = [
        [
            Cell(line.text, bold=True),
            Cell(cut(line.kpi_name, WIDER)),
            Cell(cut(line.owner, NARROW)),
            Cell(line.due),
            Cell(line.state, bold=line.late, color=TONES["red" if line.late else "gray"].word),
            Cell(cut(" · ".join(filter(None, (line.part, line.effect))), WIDEST)),
        ]
        for line in report.actions
    ]
    paper.table(_names(paper, "action", "kpi", "owner", "due", "state", "effect"), rows, (4.6, 3.0, 2.3, 2.3, 1.6, 3.2))


def lacking(paper: Paper) -> None:
    """Write what the figures lack and how to get it; nothing where they lack nothing."""
    if not paper.report.gaps:
        return
    paper.heading(say("handover.gaps", paper.lang), 1)
    rows = [[Cell(line.about, bold=True), Cell(line.text), Cell(line.do)] for line in paper.report.gaps]
    paper.table(_names(paper, "about", "lacks", "do"), rows, (4.4, 5.2, 7.4))


def definitions(paper: Paper) -> None:
    """Write what every KPI is and how it is worked out."""
    lang = paper.lang
    paper.heading(say("handover.definitions", lang), 1)
    for kpi in paper.report.once:
        paper.heading(kpi.name, 2)
        paper.text(kpi.meaning)
        paper.text(say("handover.note.formula", lang, text=kpi.formula))
        paper.text(kpi.passport.why, color=MUTED)
