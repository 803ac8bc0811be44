"""A native chart in a Word document: the same chart as on a slide, with its own workbook behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from lxml.etree import QName
from pptx import Presentation
from pptx.util import Cm

from kpi_core.export.native import chart_data, chart_kind, dress

if TYPE_CHECKING:
    from kpi_core.reports import KpiReport
    from kpi_core.texts import Lang

_CHART = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_INLINE = (
    '<w:drawing xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    f'xmlns:c="{_C}" xmlns:r="{_R}">'
    '<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{across}" cy="{high}"/>'
    '<wp:docPr id="{number}" name="Chart {number}"/><wp:cNvGraphicFramePr/><a:graphic>'
    f'<a:graphicData uri="{_C}"><c:chart r:id="{{key}}"/></a:graphicData></a:graphic></wp:inline></w:drawing>'
)
WIDTH, HEIGHT = 16.0, 6.6
FIRST = 100
"""Drawings are numbered from here, after those the document makes itself."""


class Charts:
    """The charts of one document: drawn as those of slides are, each then moved into the document."""

    def __init__(self, document: Any, lang: Lang) -> None:
        self._document, self._lang, self._made = document, lang, 0
        book: Any = Presentation()
        self._slide = book.slides.add_slide(book.slide_layouts[6])

    def add(self, kpi: KpiReport, alt: str) -> None:
        """Add the chart of a KPI as a paragraph of its own. alt: what it tells."""
        self._made += 1
        frame = self._slide.shapes.add_chart(chart_kind(kpi), 0, 0, Cm(WIDTH), Cm(HEIGHT), chart_data(kpi, self._lang))
        dress(frame.chart, kpi, self._lang, size=9)
        key = self._moved(frame.chart)
        drawing = parse_xml(
            _INLINE.format(across=int(Cm(WIDTH)), high=int(Cm(HEIGHT)), number=FIRST + self._made, key=key)
        )
        next(one for one in drawing.iter() if QName(one).localname == "docPr").set("descr", alt)
        self._document.add_paragraph().add_run()._r.append(drawing)  # noqa: SLF001 - python-docx has no name for it

    def _moved(self, chart: Any) -> str:
        """Put a chart and its workbook among the parts of the document, and return the key of the chart there."""
        package = self._document.part.package
        workbook = chart.part.chart_workbook.xlsx_part.blob
        sheet = Part(PackURI(f"/word/embeddings/sheet{self._made}.xlsx"), _SHEET, workbook, package)
        part = Part(PackURI(f"/word/charts/chart{self._made}.xml"), _CHART, b"", package)
        key = part.relate_to(sheet, RELATIONSHIP_TYPE.PACKAGE)
        chart._chartSpace.find(f"{{{_C}}}externalData").set(f"{{{_R}}}id", key)  # noqa: SLF001
        part._blob = chart.part.blob  # noqa: SLF001 - the chart names its workbook by the key it has here
        return str(self._document.part.relate_to(part, RELATIONSHIP_TYPE.CHART))
