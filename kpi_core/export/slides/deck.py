"""A deck of wide slides with one layout, and the pieces every slide is made of: a title, lines of text, a badge, a table."""

from __future__ import annotations

import re
from copy import deepcopy
from dataclasses import dataclass
from datetime import datetime, time
from io import BytesIO
from typing import TYPE_CHECKING, Any

from pptx import Presentation
from pptx.enum.lang import MSO_LANGUAGE_ID
from pptx.enum.text import MSO_ANCHOR
from pptx.oxml import parse_xml
from pptx.util import Inches, Length, Pt

from kpi_core.charts.tokens import LIGHT
from kpi_core.export.native import FONT, ink
from kpi_core.export.wording import cut, printable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpi_core.reports import Report

WIDE, HIGH = 13.333, 7.5
LEFT, TOP, ACROSS = 0.6, 0.95, 12.13
TITLE_ONLY = 5
LANGUAGES = {"nl": MSO_LANGUAGE_ID.DUTCH, "en": MSO_LANGUAGE_ID.ENGLISH_UK}
MUTED = LIGHT.axis_text
INK = LIGHT.actual
MOST_TITLE = 170
LARGE_TITLE = 80


@dataclass(frozen=True)
class Words:
    """One line or paragraph of text. size: in points; after: room under it, in points."""

    text: str
    size: float = 14
    bold: bool = False
    color: str = LIGHT.text
    after: float = 4


@dataclass(frozen=True)
class Box:
    """A place on a slide, in inches from its upper left corner."""

    left: float
    top: float
    width: float
    height: float

    @property
    def emus(self) -> tuple[Length, Length, Length, Length]:
        """The same as python-pptx takes it."""
        return Inches(self.left), Inches(self.top), Inches(self.width), Inches(self.height)


class Deck:
    """The slides of one report."""

    def __init__(self, report: Report) -> None:
        self.report, self.lang = report, report.lang
        self.book: Any = Presentation()
        self.book.slide_width, self.book.slide_height = Inches(WIDE), Inches(HIGH)
        self._prepare()

    def _prepare(self) -> None:
        layouts = self.book.slide_layouts
        kept = layouts[TITLE_ONLY]
        for layout in [one for one in layouts if one is not kept]:
            layouts.remove(layout)
        for place in (self.book.slide_master, kept):
            for holder in list(place.placeholders):
                _place_holder(holder)
        for level in self.book.slide_master._element.iter(f"{{{_A}}}lvl1pPr"):  # noqa: SLF001 - the style of titles
            if level.get("algn") == "ctr":
                level.set("algn", "l")
        for part in self.book.part.package.iter_parts():
            if part.partname.startswith("/ppt/theme/"):
                part._blob = _themed(part.blob)  # noqa: SLF001 - python-pptx has no name for it
        package = self.book.part.package
        for key, rel in list(package._rels.items()):  # noqa: SLF001 - the picture of an empty template
            if rel.reltype.endswith("/thumbnail"):
                package.drop_rel(key)

    def slide(self, title: str, above: str = "") -> Any:
        """Add a slide with its title, a sentence, a small line above it, and the foot, and return it."""
        slide = self.book.slides.add_slide(self.book.slide_layouts[0])
        text = cut(title, MOST_TITLE)
        self._fill(
            slide.shapes.title.text_frame, [Words(text, 26 if len(text) <= LARGE_TITLE else 21, bold=True, color=INK)]
        )
        if above:
            self.text(slide, Box(LEFT, 0.4, ACROSS, 0.35), [Words(cut(above, 110), 12, color=MUTED)])
        foot = f"{cut(self.report.client, 60)} · {self.report.reach_words} · "
        shape = self.text(slide, Box(LEFT, 7.03, ACROSS, 0.3), [Words(foot, 10, color=MUTED)])
        _number(shape.text_frame.paragraphs[0], len(self.book.slides))
        return slide

    def text(self, slide: Any, box: Box, lines: Sequence[Words]) -> Any:
        """Write lines in a box, each a paragraph that wraps, and return the shape."""
        shape = slide.shapes.add_textbox(*box.emus)
        self._fill(shape.text_frame, lines)
        return shape

    def _fill(self, frame: Any, lines: Sequence[Words]) -> None:
        frame.word_wrap, frame.vertical_anchor = True, MSO_ANCHOR.TOP
        frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
        for place, words in enumerate(lines):
            paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
            paragraph.space_after = Pt(words.after)
            self.run(paragraph, words)

    def run(self, paragraph: Any, words: Words) -> None:
        """Write words at the end of a paragraph."""
        run = paragraph.add_run()
        run.text = printable(words.text)
        run.font.size, run.font.bold, run.font.color.rgb = Pt(words.size), words.bold, ink(words.color)
        run.font.language_id = LANGUAGES[self.lang]

    def table(self, slide: Any, box: Box, rows: Sequence[Sequence[Words]], widths: Sequence[float], alt: str) -> None:
        """Draw a table whose first row is its head. widths: of the columns, in inches. alt: what it is, for who cannot see it."""
        frame = slide.shapes.add_table(len(rows), len(widths), *box.emus)
        described(frame, alt)
        table = frame.table
        _plain(table)
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Inches(width)
        for line, row in zip(table.rows, rows, strict=True):
            line.height = Inches(box.height / len(rows))
            for cell, words in zip(line.cells, row, strict=True):
                self._fill(cell.text_frame, [words])
                cell.vertical_anchor = MSO_ANCHOR.MIDDLE
                cell.margin_left, cell.margin_right = Inches(0.08), Inches(0.08)
                cell.margin_top = cell.margin_bottom = Inches(0.03)
        for place, line in enumerate(table.rows):
            for cell in line.cells:
                cell.fill.solid()
                cell.fill.fore_color.rgb = ink("F5F7F9" if place == 0 else LIGHT.page)

    def notes(self, slide: Any, lines: Sequence[str]) -> None:
        """Write what the speaker may want to say."""
        frame = slide.notes_slide.notes_text_frame
        told = [printable(line) for line in lines if line.strip()]
        for place, line in enumerate(told):
            paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
            run = paragraph.add_run()
            run.text = line
            run.font.language_id = LANGUAGES[self.lang]

    def saved(self, title: str) -> bytes:
        """Return the file."""
        about = self.book.core_properties
        made = datetime.combine(self.report.made_on, time())
        about.title, about.author, about.last_modified_by = cut(title, 250), cut(self.report.client, 250), ""
        about.created = about.modified = made
        about.language, about.revision, about.keywords = self.lang, 1, ""
        out = BytesIO()
        self.book.save(out)
        return out.getvalue()


def _number(paragraph: Any, number: int) -> None:
    """Add the number of the slide after a text, as a field that follows when slides are moved."""
    run = paragraph.runs[-1]._r  # noqa: SLF001 - python-pptx has no name for a field
    if run.text.endswith("·"):
        run.text += " "
    field = parse_xml(f'<a:fld xmlns:a="{_A}" id="{{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}}" type="slidenum"/>')
    field.append(deepcopy(run.rPr))
    text = field.makeelement(f"{{{_A}}}t", {})
    text.text = str(number)
    field.append(text)
    run.addnext(field)


def described(shape: Any, alt: str) -> None:
    """Say what a shape shows to who cannot see it."""
    shape._element.xpath(".//p:cNvPr")[0].set("descr", printable(alt))  # noqa: SLF001 - python-pptx has no name for it


def _place_holder(holder: Any) -> None:
    """Put the title where it belongs on a wide slide; the other holders of the template are not used."""
    if holder.placeholder_format.idx:
        holder._element.getparent().remove(holder._element)  # noqa: SLF001 - python-pptx has no name for it
        return
    holder.left, holder.top, holder.width, holder.height = Box(LEFT, 0.72, ACROSS, 0.95).emus
    properties = holder._element.txBody.find(f"{{{_A}}}bodyPr")  # noqa: SLF001
    for child in list(properties):
        properties.remove(child)
    for paragraph in holder.text_frame.paragraphs:
        paragraph.alignment = None


_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_FACES = re.compile(rb'(<a:(?:major|minor)Font>\s*<a:latin typeface=")[^"]*"')
_COLORS = {
    b"dk2": INK,
    b"accent1": INK,
    b"accent2": "#129BEC",
    b"accent3": "#9C5F03",
    b"accent4": "#9B48A1",
    b"accent5": "#3D7B5E",
    b"accent6": "#8A94A6",
}


def _themed(theme: bytes) -> bytes:
    """Return a theme with our colours and a typeface every computer has."""
    theme = _FACES.sub(rb"\g<1>" + FONT.encode() + b'"', theme)
    for name, color in _COLORS.items():
        pattern = rb"(<a:" + name + rb'>\s*<a:srgbClr val=")[0-9A-Fa-f]{6}'
        theme = re.sub(pattern, rb"\g<1>" + color.removeprefix("#").encode(), theme)
    return theme


def _plain(table: Any) -> None:
    """Take the stripes and the colours of a table's style away."""
    table.horz_banding = False
    properties = table._tbl.tblPr  # noqa: SLF001 - python-pptx has no name for it
    style = properties.find(f"{{{_A}}}tableStyleId")
    if style is not None:
        style.text = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
