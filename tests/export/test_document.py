"""The Word document: headings that are headings, native charts, its language, and nothing a customer typed can act."""

from dataclasses import replace
from io import BytesIO
from itertools import pairwise
from zipfile import ZipFile

import openpyxl
import pytest
from docx import Document
from docx.oxml.ns import qn
from lxml import etree

from kpi_core.export.document import document_docx
from kpi_core.texts import LANGS, say
from tests.export.handed import VALUES, handed
from tests.export.pictures import png
from tests.export.test_slides import HOSTILE

CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart"


def opened(data):
    return Document(BytesIO(data))


def words_of(document):
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


@pytest.fixture(scope="module", params=LANGS)
def paper(request):
    return request.param, opened(document_docx(handed(request.param, logo=png(600, 200))))


def test_headings_tell_the_outline(paper):
    lang, document = paper
    outline = [
        (one.style.name, one.text) for one in document.paragraphs if one.style.name.startswith(("Head", "Title"))
    ]
    first = [text for style, text in outline if style == "Heading 1"]

    assert outline[0] == ("Title", "De Spaak")
    assert first[:2] == [say("handover.summary", lang), say("handover.next.above", lang)]
    assert first[2:4] == ["Bedrijf", "Verkoop"]
    assert first[-1] == say("handover.definitions", lang)
    levels = [0 if style == "Title" else int(style[-1]) for style, _ in outline]
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_a_chart_is_native_with_its_figures_and_words(paper):
    _, document = paper
    shapes = list(document.element.body.iter(CHART))
    parts = [document.part.related_parts[one.get(qn("r:id"))] for one in shapes]
    (book,) = parts[0].rels.values()
    sheet = openpyxl.load_workbook(BytesIO(book.target_part.blob)).active

    assert len(shapes) == 2
    assert tuple(row[1] for row in sheet.iter_rows(min_row=2, values_only=True)) == VALUES
    assert all(one.get("descr") for one in document.element.body.iter(qn("wp:docPr")))


def test_a_kpi_has_its_value_its_letters_and_what_was_agreed(paper):
    said = words_of(paper[1])

    for text in (
        "€ 3.100",
        "■ Uit koers",
        "A · A",
        "A staat er",
        "Twijfel: te hoog",
        "Omzet Zuid",
        "De winkel was dicht",
    ):
        assert text in said


def test_the_document_says_its_language_its_client_and_its_pages(paper):
    lang, document = paper
    tag = {"nl": "nl-NL", "en": "en-GB"}[lang]
    section = document.sections[0]
    fields = [one.get(qn("w:instr")) for one in section.footer._element.iter(qn("w:fldSimple"))]

    assert {one.get(qn("w:val")) for one in document.styles.element.iter(qn("w:lang"))} == {tag}
    assert document.core_properties.language == tag
    assert "De Spaak" in document.core_properties.title
    assert section.header.paragraphs[0].text.strip() == "De Spaak"
    assert fields == ["PAGE", "NUMPAGES"]


def test_the_head_of_a_table_is_repeated_on_the_next_page(paper):
    heads = [table.rows[0]._tr.find(qn("w:trPr")).find(qn("w:tblHeader")) for table in paper[1].tables]

    assert sum(head is not None for head in heads) >= 3


def test_what_is_said_of_a_table_stands_in_the_order_word_asks_for(paper):
    asked = ("tblStyle", "tblW", "jc", "tblInd", "tblBorders", "shd", "tblLayout", "tblCellMar", "tblLook")
    for table in paper[1].tables:
        names = [one.tag.rsplit("}", 1)[-1] for one in table._tbl.tblPr]

        assert names == [name for name in asked if name in names]
        assert "tblBorders" in names


def test_a_report_without_a_logo_or_targets_is_written_all_the_same():
    bare = replace(handed("nl"), levels=(), journey=None, attention=(), gaps=(), steps=(), notes=(), goal="")

    assert "De Spaak" in words_of(opened(document_docx(bare)))


@pytest.mark.parametrize("name", ["equals", "script", "not for xml", "marks"])
def test_hostile_text_stands_as_text_and_can_do_nothing(name):
    data = document_docx(handed("nl", HOSTILE[name]))
    with ZipFile(BytesIO(data)) as parts:
        trees = {
            name: etree.fromstring(parts.read(name)) for name in parts.namelist() if name.endswith((".xml", ".rels"))
        }
    fields = [one.get(qn("w:instr")) for tree in trees.values() for one in tree.iter(qn("w:fldSimple"))]
    outside = [rel for name, tree in trees.items() if name.endswith(".rels") for rel in tree if rel.get("TargetMode")]

    assert "Bel klant a1" in words_of(opened(data))
    assert set(fields) == {"PAGE", "NUMPAGES"}
    assert not outside
