"""The slides: native charts with the report's own figures, and nothing a customer typed can act."""

from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import openpyxl
import pytest
from lxml import etree
from pptx import Presentation

from kpi_core.export.slides import slides_pptx
from kpi_core.texts import LANGS, say
from tests.export.handed import ROUTE, SHARES, VALUES, handed

HOSTILE = {
    "equals": "=cmd|' /C calc'!A0 ",
    "plus": "+1 ",
    "minus": "-1 ",
    "at": "@SUM(A1) ",
    "tab": "\t=1 ",
    "return": "\r=1 ",
    "script": "<script>alert(1)</script> &lt;b&gt; ]]> ",
    "not for xml": "\x00\x01\x0b\x0c\x1f\ud800\ufffe\uffff_x000D_ ",
    "marks": "{kpi} {0} %s \u202e\u2066 ",
}


def opened(data):
    return Presentation(BytesIO(data))


def charts_of(deck):
    return [shape.chart for slide in deck.slides for shape in slide.shapes if shape.has_chart]


def words_of(deck):
    found = []
    for slide in deck.slides:
        for shape in slide.shapes:
            if shape.has_text_frame:
                found.append(shape.text_frame.text)
            if shape.has_table:
                found += [cell.text for row in shape.table.rows for cell in row.cells]
        if slide.has_notes_slide:
            found.append(slide.notes_slide.notes_text_frame.text)
    return "\n".join(found)


@pytest.fixture(scope="module", params=LANGS)
def deck(request):
    return request.param, opened(slides_pptx(handed(request.param)))


def test_a_chart_holds_the_values_and_the_route_as_numbers(deck):
    lang, slides = deck
    total, level = charts_of(slides)
    actual, route = (say(f"handover.{name}", lang) for name in ("actual", "route"))

    assert {one.name: tuple(one.values) for plot in total.plots for one in plot.series} == {
        actual: VALUES,
        route: ROUTE,
    }
    assert [type(plot).__name__ for plot in total.plots] == ["BarPlot", "LinePlot"]
    assert tuple(total.plots[0].categories) == ("jan", "feb", "mrt", "apr")
    assert tuple(level.plots[0].series[0].values) == (*SHARES[:3], None)  # a line ends at the last whole period
    assert tuple(level.plots[0].series[1].values) == (0.36,) * 4


def test_a_kpi_at_two_levels_has_one_slide_and_every_slide_a_title(deck):
    lang, slides = deck
    titles = [slide.shapes.title.text_frame.text for slide in slides.slides]

    assert titles[:2] == ["De Spaak", "Zuid ligt achter."]
    assert sum("revenue" in title for title in titles) == 1
    assert all(titles)
    assert titles[-1] == say("handover.next", lang)


def test_what_a_chart_shows_is_told_in_words_too(deck):
    _, slides = deck
    frames = [shape for slide in slides.slides for shape in slide.shapes if shape.has_chart or shape.has_table]
    told = [frame._element.xpath(".//p:cNvPr")[0].get("descr") for frame in frames]

    assert all(told)
    assert any("€ 1000.0" in text and "€ 900.0" in text for text in told)


def test_a_status_stands_as_a_word_with_its_shape(deck):
    assert "■ Uit koers" in words_of(deck[1])


def test_actions_are_listed_first_due_first_and_done_ones_left_out(deck):
    said = words_of(deck[1])

    assert said.index("Bel klant a2") < said.rindex("Bel klant a1")
    assert "Bel klant a3" not in said


def test_the_file_says_what_and_whose_it_is():
    about = opened(slides_pptx(handed("nl"))).core_properties

    assert "De Spaak" in about.title
    assert (about.author, about.created.year, about.last_modified_by) == ("De Spaak", 2026, "")


def test_the_same_report_gives_the_same_file():
    first, again = (ZipFile(BytesIO(slides_pptx(handed("nl")))) for _ in range(2))
    names = [name for name in first.namelist() if name.endswith(".xml")]

    assert {name: first.read(name) for name in names} == {name: again.read(name) for name in names}


@pytest.mark.parametrize("mark", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_stands_as_text_and_can_do_nothing(mark):
    data = slides_pptx(handed("nl", mark))
    with ZipFile(BytesIO(data)) as parts:
        xml = {name: parts.read(name) for name in parts.namelist() if name.endswith((".xml", ".rels"))}
        books = [parts.read(name) for name in parts.namelist() if name.endswith(".xlsx")]
    trees = {name: etree.fromstring(data) for name, data in xml.items()}
    cells = [
        cell
        for book in books
        for sheet in openpyxl.load_workbook(BytesIO(book))
        for row in sheet.iter_rows()
        for cell in row
    ]
    tags = {str(one.tag).rsplit("}", 1)[-1] for tree in trees.values() for one in tree.iter()}
    outside = [rel for name, tree in trees.items() if name.endswith(".rels") for rel in tree if rel.get("TargetMode")]

    assert "Bel klant a1" in words_of(opened(data))
    assert cells
    assert not [cell.value for cell in cells if cell.data_type == "f" or "Spaak" in str(cell.value)]
    assert not tags & {"script", "hlinkClick", "oleObj", "cmd"}
    assert not outside


def test_long_text_is_cut_and_stays_on_the_slide():
    slides = opened(slides_pptx(handed("nl", "woord " * 200)))

    assert max(len(slide.shapes.title.text_frame.text) for slide in slides.slides) <= 170
    for slide in slides.slides:
        for shape in slide.shapes:
            assert shape.left >= 0
            assert shape.left + shape.width <= slides.slide_width
            assert shape.top + shape.height <= slides.slide_height


def test_many_actions_take_more_slides():
    report = handed("nl")
    first = report.levels[0].kpis[0]
    many = replace(first, actions=tuple(replace(first.actions[0], id=f"a{place}") for place in range(20)))
    slides = opened(slides_pptx(replace(report, levels=(replace(report.levels[0], kpis=(many,)),))))
    rows = [len(shape.table.rows) - 1 for slide in slides.slides for shape in slide.shapes if shape.has_table]

    assert rows[-3:] == [7, 7, 6]
