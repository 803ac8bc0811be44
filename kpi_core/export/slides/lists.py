"""The slides around the KPIs: the first one, the summary, what was agreed, the actions, and what comes next."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any, TypeVar

from pptx.util import Inches

from kpi_core.charts.tokens import LIGHT
from kpi_core.export.slides.deck import ACROSS, INK, LEFT, MUTED, Box, Words, described
from kpi_core.export.wording import TONES, cut, shape_of, status_of
from kpi_core.texts import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpi_core.export.slides.deck import Deck
    from kpi_core.reports import KpiReport

T = TypeVar("T")
ROW = 0.42
TALL_ROW = 0.62
FIRST_ROWS, ROWS, TALL_ROWS = 8, 10, 7
LOGO = 1.3
MOST_CLIENT = 80
SIZE = 12


def first_slide(deck: Deck) -> None:
    """Add the first slide: the logo, the client, what this is and until when the data goes."""
    slide, report, lang = deck.slide(cut(deck.report.client, MOST_CLIENT)), deck.report, deck.lang
    title = slide.shapes.title
    title.left, title.top, title.width, title.height = Box(LEFT, 3.0, ACROSS, 0.95).emus
    about = say("handover.title", lang, date=report.made)
    lines = [Words(about, 20, color=LIGHT.text, after=6), Words(report.reach_words, 14, color=MUTED)]
    deck.text(
        slide, Box(LEFT, 3.95, ACROSS, 1.6), lines + ([Words(report.goal, 14, color=MUTED)] if report.goal else [])
    )
    if report.logo:
        picture = slide.shapes.add_picture(BytesIO(report.logo), Inches(LEFT), Inches(1.1), height=Inches(LOGO))
        widest = Inches(4)
        if picture.width > widest:
            picture.height = int(picture.height * widest / picture.width)
            picture.width = widest
        described(picture, say("handover.logo", lang, client=report.client))


def summary_slides(deck: Deck) -> None:
    """Add the summary: the sentence, from now to, and every KPI with its status; more slides where there are many."""
    report, lang = deck.report, deck.lang
    pairs = [(level.name, kpi) for level in report.levels for kpi in level.kpis]
    shown, rest = pairs[:FIRST_ROWS], pairs[FIRST_ROWS:]
    slide = deck.slide(report.headline, say("handover.summary", lang))
    top = 1.85
    if report.journey:
        steps = (report.journey.came, report.journey.stand, report.journey.head)
        for place, (name, text) in enumerate(steps):
            box = Box(LEFT + place * 4.1, top, 3.85, 1.0)
            deck.text(slide, box, [Words(name, 12, bold=True, color=MUTED, after=2), Words(cut(text, 110), 14)])
        top += 1.2
    _status_table(deck, slide, shown, top)
    deck.notes(slide, (*(f"{line.word}: {line.title}. {line.text}" for line in report.attention), *report.notes))
    for group in _groups(rest, ROWS):
        slide = deck.slide(say("handover.more_kpis", lang), say("handover.summary", lang))
        _status_table(deck, slide, group, 1.85)


def _status_table(deck: Deck, slide: Any, pairs: Sequence[tuple[str, KpiReport]], top: float) -> None:
    lang = deck.lang
    rows = [_head(deck, "level", "kpi", "value", "status", "should", "owner")]
    for level, kpi in pairs:
        tone = TONES[kpi.tone]
        status = " ".join(filter(None, (shape_of(kpi), status_of(kpi, lang))))
        rows.append(
            [
                Words(level, SIZE, color=MUTED),
                Words(cut(kpi.title, 40), SIZE, bold=True),
                Words(kpi.value, SIZE),
                Words(status, SIZE, bold=bool(kpi.status_words), color=f"#{tone.word}"),
                Words(cut(kpi.should, 60), SIZE - 1),
                Words(cut(kpi.owner, 24), SIZE),
            ]
        )
    widths = (1.2, 3.0, 1.3, 1.95, 3.08, 1.6)
    box = Box(LEFT, top, ACROSS, ROW * len(rows))
    deck.table(slide, box, rows, widths, say("handover.summary", lang))


def target_slides(deck: Deck) -> None:
    """Add what was agreed: per target its owner, who stands behind it, and what it still lacks."""
    lang = deck.lang
    aimed = [kpi for kpi in deck.report.once if kpi.target]
    for group in _groups(aimed, TALL_ROWS - 1):
        done = sum(not kpi.missing for kpi in aimed)
        title = say("handover.targets" if done else "handover.targets.open", lang, n=len(aimed), done=done)
        slide = deck.slide(title, say("handover.targets.above", lang))
        rows = [_head(deck, "kpi", "asked", "owner", "agreed", "letters"), *(_agreed(deck, kpi) for kpi in group)]
        widths = (2.2, 2.6, 1.4, 3.53, 2.4)
        deck.table(slide, Box(LEFT, 1.85, ACROSS, TALL_ROW * len(rows)), rows, widths, title)
        deck.notes(slide, [f"{kpi.title}: {line}" for kpi in group for line in (*kpi.agreement, *kpi.missing)])


def _agreed(deck: Deck, kpi: KpiReport) -> list[Words]:
    return [
        Words(cut(kpi.title, 34), SIZE, bold=True),
        Words(cut(kpi.asked, 90), SIZE - 1),
        Words(cut(kpi.owner, 24), SIZE),
        Words(cut(" ".join(kpi.agreement), 150), SIZE - 1),
        Words(_letters(kpi, deck), SIZE - 1),
    ]


def _letters(kpi: KpiReport, deck: Deck) -> str:
    done = sum(letter.done for letter in kpi.letters)
    said = say("handover.letters", deck.lang, n=done, all=len(kpi.letters))
    return cut(" ".join((said, *kpi.missing[:1])), 110)


def action_slides(deck: Deck) -> None:
    """Add the actions that run, the first due first; one slide says so when there is none."""
    lang, running = deck.lang, deck.report.actions
    late = sum(line.late for line in running)
    key = "handover.actions.late" if late else "handover.actions" if running else "handover.actions.none"
    title = say(key, lang, n=len(running), late=late)
    for group in _groups(running, TALL_ROWS) if running else [()]:
        slide = deck.slide(title, say("handover.actions.above", lang))
        rows = [_head(deck, "action", "kpi", "owner", "due", "state")]
        for line in group:
            said = " · ".join(filter(None, (line.text, line.part, line.effect)))
            tone = TONES["red" if line.late else "gray"].word
            rows.append(
                [
                    Words(cut(said, 130), SIZE - 1),
                    Words(cut(line.kpi_name, 34), SIZE - 1),
                    Words(cut(line.owner, 24), SIZE),
                    Words(line.due, SIZE),
                    Words(line.state, SIZE, bold=line.late, color=f"#{tone}"),
                ]
            )
        widths = (5.03, 2.4, 1.7, 1.8, 1.2)
        if group:
            deck.table(slide, Box(LEFT, 1.85, ACROSS, TALL_ROW * len(rows)), rows, widths, title)


def last_slide(deck: Deck) -> None:
    """Add what comes next, as a numbered list."""
    report, lang = deck.report, deck.lang
    slide = deck.slide(
        say("handover.next" if report.steps else "handover.next.none", lang), say("handover.next.above", lang)
    )
    lines = [Words(f"{place}. {cut(step, 170)}", 16, after=12) for place, step in enumerate(report.steps, start=1)]
    if lines:
        deck.text(slide, Box(LEFT, 1.85, ACROSS, 5.0), lines)


def _head(deck: Deck, *names: str) -> list[Words]:
    return [Words(say(f"handover.column.{name}", deck.lang), SIZE - 1, bold=True, color=INK) for name in names]


def _groups(rows: Sequence[T], most: int) -> list[Sequence[T]]:
    """Return the rows in parts of at most so many, in order."""
    return [rows[place : place + most] for place in range(0, len(rows), most)]
