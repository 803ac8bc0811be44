"""The slide of one KPI: the verdict as its title, the chart, and the facts beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pptx.enum.shapes import MSO_SHAPE
from pptx.util import Inches

from kpi_core.export.native import chart_data, chart_kind, dress, ink
from kpi_core.export.slides.deck import LEFT, MUTED, Box, Words, described
from kpi_core.export.wording import TONES, alt_text, cut, shape_of, status_of
from kpi_core.texts import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kpi_core.export.slides.deck import Deck
    from kpi_core.reports import KpiReport

CHART = Box(LEFT, 1.85, 7.9, 5.0)
RIGHT, BESIDE = 8.95, 3.78
FACTS = Box(RIGHT, 3.05, BESIDE, 3.85)
POINTS, LEADING, WIDTH_OF_LETTER = 72, 1.2, 0.58
"""Points in an inch, the height of a line and the width of a letter as parts of its size; wide, so that text always fits."""
MOST_FACT = 190
MOST_FACTS = 6


def kpi_slide(deck: Deck, kpi: KpiReport, level: str) -> None:
    """Add the slide of a KPI. level: the name of its level."""
    slide = deck.slide(kpi.sentence, f"{level} · {kpi.title}")
    if any(point.value is not None for point in kpi.points):
        frame = slide.shapes.add_chart(chart_kind(kpi), *CHART.emus, chart_data(kpi, deck.lang))
        dress(frame.chart, kpi, deck.lang)
        described(frame, alt_text(kpi, deck.lang))
    else:
        lacks = [line.text for line in deck.report.gaps if line.about == kpi.name]
        lines = [Words(text, color=MUTED) for text in (say("handover.no_chart", deck.lang), *lacks)]
        deck.text(slide, CHART, lines)
    deck.text(slide, Box(RIGHT, 1.85, BESIDE, 0.6), [Words(kpi.value, 32, bold=True)])
    badge(deck, slide, kpi, Box(RIGHT, 2.52, BESIDE, 0.36))
    lines = [Words(cut(kpi.comparison, MOST_FACT), 12, color=MUTED, after=10)]
    for name, text in list(_facts(kpi, deck))[:MOST_FACTS]:
        lines += [Words(name, 11, bold=True, color=MUTED, after=0), Words(cut(text, MOST_FACT), 12, after=8)]
    deck.text(slide, FACTS, _fitting(lines))
    deck.notes(slide, tuple(_said(kpi, deck)))


def badge(deck: Deck, slide: Any, kpi: KpiReport, box: Box) -> None:
    """Draw a status as a word with its shape on its ground."""
    tone, text = TONES[kpi.tone], " ".join(filter(None, (shape_of(kpi), status_of(kpi, deck.lang))))
    width = min(box.width, 0.3 + 0.115 * len(text))
    shape = slide.shapes.add_shape(MSO_SHAPE.ROUNDED_RECTANGLE, *Box(box.left, box.top, width, box.height).emus)
    shape.fill.solid()
    shape.fill.fore_color.rgb = ink(tone.ground)
    shape.line.fill.background()
    for style in shape._element.xpath("./p:style"):  # noqa: SLF001 - the shadow of the template's shapes
        style.getparent().remove(style)
    frame = shape.text_frame
    frame.margin_left = frame.margin_right = Inches(0.1)
    frame.margin_top = frame.margin_bottom = 0
    frame.word_wrap = False
    deck.run(frame.paragraphs[0], Words(text, 13, bold=True, color=tone.word))


def _facts(kpi: KpiReport, deck: Deck) -> Iterator[tuple[str, str]]:
    """Yield what stands beside the chart, each with its heading; what matters most first."""
    lang = deck.lang
    found = (
        ("should", kpi.should),
        ("owner", kpi.owner),
        ("action", "; ".join(f"{line.text} ({line.owner}, {line.due})" for line in kpi.actions if line.running)),
        ("ahead" if kpi.target else "alone", kpi.ahead),
        ("asked", kpi.asked),
        ("decided", "; ".join(" · ".join(filter(None, (one.choice, one.text))) for one in kpi.decisions)),
        ("people", say("passport.people", lang, n=kpi.min_group) if kpi.min_group else ""),
    )
    return ((say(f"handover.fact.{name}", lang), text) for name, text in found if text)


def _fitting(lines: list[Words]) -> list[Words]:
    """Return as many of the lines as there is room for: a heading never without its text."""
    room, kept = FACTS.height * POINTS, []
    for words in lines:
        across = FACTS.width * POINTS / (words.size * WIDTH_OF_LETTER)
        room -= (len(words.text) // across + 1) * words.size * LEADING + words.after
        if room < 0:
            break
        kept.append(words)
    return kept[:-1] if kept and kept[-1].bold else kept


def _said(kpi: KpiReport, deck: Deck) -> Iterator[str]:
    lang = deck.lang
    yield kpi.sentence
    yield kpi.reason
    yield kpi.came
    yield from (f"{letter.letter} · {letter.name}: {letter.text}" for letter in kpi.letters)
    yield from kpi.agreement
    yield from (f"{line.title}: {line.status_words}. {line.asked} {line.reason}" for line in kpi.others)
    yield from (f"{line.about}: {line.text}" for line in kpi.notes)
    yield say("handover.note.meaning", lang, text=kpi.meaning)
    yield say("handover.note.formula", lang, text=kpi.formula)
