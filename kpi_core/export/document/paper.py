"""The paper a report is written on: real heading styles, a head with the client, numbered pages, tables that can be read aloud."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from io import BytesIO
from typing import TYPE_CHECKING, Any

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from kpi_core.charts.tokens import LIGHT
from kpi_core.export.document.charts import Charts
from kpi_core.export.native import FONT
from kpi_core.export.wording import LOCALES, cut, printable
from kpi_core.texts import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpi_core.reports import Report

SIZES = {
    "Normal": 10,
    "Title": 26,
    "Heading 1": 17,
    "Heading 2": 13,
    "Heading 3": 11,
    "List Number": 10,
    "List Bullet": 10,
}
MARGIN = 2.0
MUTED = LIGHT.axis_text


@dataclass(frozen=True)
class Cell:
    """The text of one cell. color: "" = that of the text around it."""

    text: str
    bold: bool = False
    color: str = ""


class Paper:
    """The document of one report."""

    def __init__(self, report: Report) -> None:
        self.report, self.lang = report, report.lang
        self.document: Any = Document()
        package = self.document.part.package
        for key in [key for key, rel in package.rels.items() if rel.reltype.endswith("/thumbnail")]:
            del package.rels[key]
        self._styles()
        self._page()
        self.charts = Charts(self.document, self.lang)

    def heading(self, text: str, level: int) -> None:
        """Write a heading, 0 = the title of the document."""
        self.document.add_heading(printable(text), level)

    def text(
        self, text: str, *, bold: bool = False, color: str = "", style: str | None = None, keep: bool = False
    ) -> None:
        """Write a paragraph; nothing where there is no text. keep: on the page of what follows, as a bold one is."""
        if printable(text):
            paragraph = self.document.add_paragraph(style=style)
            paragraph.paragraph_format.keep_with_next = bold or keep
            self._run(paragraph, Cell(text, bold, color))

    def table(self, head: Sequence[str], rows: Sequence[Sequence[Cell]], widths: Sequence[float]) -> None:
        """Write a table; its head is repeated on every page it goes on. widths: of the columns, in centimetres."""
        table = self.document.add_table(rows=0, cols=len(widths))
        table.alignment, table.autofit = WD_TABLE_ALIGNMENT.LEFT, False
        _hairlines(table)
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Cm(width)
        if head:
            self._row(table, [Cell(name, bold=True, color=LIGHT.actual) for name in head], widths)
            _repeated(table.rows[0])
        for row in rows:
            self._row(table, row, widths)
        self.document.add_paragraph().paragraph_format.space_after = Pt(2)

    def picture(self, data: bytes, high: float, alt: str) -> None:
        """Show a picture, so many centimetres high and at most 6 wide."""
        _picture(self.document.add_paragraph().add_run(), data, high, alt)

    def saved(self, title: str) -> bytes:
        """Return the file."""
        about, made = self.document.core_properties, datetime.combine(self.report.made_on, time())
        about.title, about.author = cut(title, 250), cut(self.report.client, 250)
        about.last_modified_by, about.comments, about.keywords = "", "", ""
        about.created = about.modified = made
        about.language, about.revision = LOCALES[self.lang], 1
        out = BytesIO()
        self.document.save(out)
        return out.getvalue()

    def _row(self, table: Any, cells: Sequence[Cell], widths: Sequence[float]) -> None:
        row = table.add_row()
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # noqa: SLF001 - python-docx has no name for it
        for cell, words, width in zip(row.cells, cells, widths, strict=True):
            cell.width = Cm(width)
            paragraph = cell.paragraphs[0]
            paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(2)
            self._run(paragraph, words)

    def _run(self, paragraph: Any, words: Cell) -> None:
        run = paragraph.add_run(printable(words.text))
        run.bold = words.bold
        if words.color:
            run.font.color.rgb = RGBColor.from_string(words.color.removeprefix("#"))

    def _styles(self) -> None:
        styles = self.document.styles
        for name, size in SIZES.items():
            style = styles[name]
            style.font.size, style.font.name = Pt(size), FONT
            fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
            for key in [key for key in fonts.attrib if key.endswith("Theme")]:
                del fonts.attrib[key]
            color = LIGHT.text if name in ("Normal", "List Number", "List Bullet") else LIGHT.actual
            style.font.color.rgb = RGBColor.from_string(color.removeprefix("#"))
        title = styles["Title"].element.get_or_add_pPr()
        for border in title.findall(qn("w:pBdr")):
            title.remove(border)
        styles["Normal"].paragraph_format.space_after = Pt(4)
        for name in ("Heading 1", "Heading 2", "Heading 3"):
            styles[name].paragraph_format.space_before = Pt(14 if name == "Heading 1" else 10)
            styles[name].paragraph_format.space_after = Pt(4)
        for tongue in styles.element.iter(qn("w:lang")):
            tongue.set(qn("w:val"), LOCALES[self.lang])

    def _page(self) -> None:
        section, report = self.document.sections[0], self.report
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(MARGIN)
        section.top_margin = section.bottom_margin = Cm(MARGIN + 0.4)
        section.different_first_page_header_footer = True
        head = section.header.paragraphs[0]
        self._run(head, Cell(cut(report.client, 50), color=MUTED))
        if report.logo:
            head.add_run("\t\t")
            _picture(head.add_run(), report.logo, 0.8, say("handover.logo", self.lang, client=report.client))
        for foot in (section.footer.paragraphs[0], section.first_page_footer.paragraphs[0]):
            self._run(foot, Cell(f"{report.reach_words} · {say('handover.page', self.lang)}", color=MUTED))
            foot.add_run(" ")
            _field(foot, "PAGE")
            foot.add_run(" / ")
            _field(foot, "NUMPAGES")


def _picture(run: Any, data: bytes, high: float, alt: str) -> None:
    shape = run.add_picture(BytesIO(data), height=Cm(high))
    widest = Cm(6)
    if shape.width > widest:
        shape.height = int(shape.height * widest / shape.width)
        shape.width = widest
    inline = shape._inline  # noqa: SLF001 - python-docx has no name for it
    inline.docPr.set("descr", printable(alt))
    for side in "TBLR":
        inline.set(f"dist{side}", "0")


def _field(paragraph: Any, code: str) -> None:
    """Add a number that Word fills in."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    run, text = OxmlElement("w:r"), OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)  # noqa: SLF001 - python-docx has no name for it


def _repeated(row: Any) -> None:
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)  # noqa: SLF001 - python-docx has no name for it


_AFTER_BORDERS = {qn(f"w:{name}") for name in ("shd", "tblLayout", "tblCellMar", "tblLook")}
"""What has to stand after the borders of a table: Word repairs a file in which the order is another."""


def _hairlines(table: Any) -> None:
    """Give a table thin lines between its rows and no others."""
    properties, borders = table._tbl.tblPr, OxmlElement("w:tblBorders")  # noqa: SLF001
    for side in ("top", "bottom", "insideH"):
        line = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", "DFE4EA")):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    after = next(one for one in properties if one.tag in _AFTER_BORDERS)
    after.addprevious(borders)
