"""The printed pages read back: their words and numbers, their pictures, and that nothing a customer typed can act."""

import re
from dataclasses import replace
from io import BytesIO

import pytest
from pypdf import PdfReader

from kpi_core.export.print import passports_pdf, report_pdf, wall_pdf
from kpi_core.export.print.picture import picture
from kpi_core.texts import LANGS, say
from tests.export.handed import handed
from tests.export.pictures import noise

HOSTILE = {
    "code": '#panic("x")#import "@preview/cetz:0.3.0" ',
    "marks": "*b*_i_$x^2$@ref<label>`raw`~ ",
    "blocks": "= head - item + item / term: x // no /* no */ [a] {b} ",
    "escapes": "\\u{41}\\n\\#--- ... '\"&lt;<script> ",
    "formula": "=cmd|' /C calc'!A0 ",
}
PAPERS = {"wall": wall_pdf, "report": report_pdf, "passports": passports_pdf}


def read(data):
    return PdfReader(BytesIO(data))


def text_of(data):
    return "\n".join(page.extract_text() for page in read(data).pages)


def bare(text):
    """Return text without any room in it: where a line ends is the typesetter's business."""
    return re.sub(r"[\s\u00ad\u200b]+", "", text)


def alts(data):
    """Return what is told instead of each picture, from the tags of the file."""
    found, todo = [], [read(data).trailer["/Root"]["/StructTreeRoot"]]
    while todo:
        node = todo.pop().get_object()
        if isinstance(node, list):
            todo += node
        elif isinstance(node, dict):
            found += [str(node["/Alt"])] if "/Alt" in node else []
            todo += [node["/K"]] if "/K" in node and not isinstance(node["/K"], int) else []
    return found


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("paper", ["a3", "a4"])
def test_the_wall_is_one_page_with_every_kpi(lang, paper):
    data = wall_pdf(handed(lang), paper=paper)
    text = bare(text_of(data))

    assert len(read(data).pages) == 1
    width, height = (float(side) for side in read(data).pages[0].mediabox[2:])
    assert width > height
    assert round(width) == {"a3": 1191, "a4": 842}[paper]
    for words in ("Zuid ligt achter.", "€ 3.100", "Uit koers", "30,5%", "Nu hoort € 4.000", "–"):
        assert bare(words) in text
    assert bare(say("print.no_target", lang)) in text
    assert bare(say("print.owner", lang, owner="Anna")) in text


@pytest.mark.parametrize("count", [0, 1, 9, 30])
def test_the_wall_stays_one_page_however_many_kpis_there_are(count):
    report = handed("nl")
    first = report.levels[0].kpis[0]
    kpis = tuple(replace(first, kpi=f"k{at}", title=f"Een naam die lang is nummer {at}") for at in range(count))
    data = wall_pdf(replace(report, levels=(replace(report.levels[0], kpis=kpis),)))
    text = bare(text_of(data))

    assert len(read(data).pages) == 1
    assert all((bare(f"lang is nummer {at}") in text) for at in range(min(count, 24)))
    assert (bare(say("print.more", "nl", n=6)) in text) == (count == 30)
    assert (bare(say("print.empty", "nl")) in text) == (count == 0)


@pytest.mark.parametrize("lang", LANGS)
def test_the_report_tells_all_that_the_hand_over_says(lang):
    report = handed(lang)
    text = bare(text_of(report_pdf(report)))

    for kpi in report.once:
        for words in (kpi.title, kpi.value, kpi.sentence, kpi.asked, kpi.meaning, kpi.formula, *kpi.agreement):
            assert bare(words) in text
        assert all(bare(letter.text) in text for letter in kpi.letters)
        assert all(bare(line.text) in text for line in (*kpi.actions, *kpi.notes, *kpi.decisions))
    for words in (*report.steps, *report.notes, report.gaps[0].text, report.gaps[0].do, report.reach_words):
        assert bare(words) in text
    for head in ("attention", "target", "agreement", "definitions", "gaps"):
        assert bare(say(f"print.head.{head}", lang)) in text


@pytest.mark.parametrize("lang", LANGS)
def test_the_passports_tell_every_fact(lang):
    report = handed(lang)
    text = bare(text_of(passports_pdf(report)))

    for kpi in report.once:
        assert bare(kpi.passport.formula) in text
        assert all(bare(words) in text for fact in kpi.passport.facts for words in fact.texts)


@pytest.mark.parametrize("paper", ["wall", "report"])
@pytest.mark.parametrize("mark", HOSTILE.values(), ids=HOSTILE)
def test_what_a_customer_typed_stands_there_as_it_was_typed(paper, mark):
    def words(given):
        report = handed("nl", given)
        if paper == "report":
            report = replace(report, client="De Spaak")  # stands on every page, and longer texts take more of those
        return bare(text_of(PAPERS[paper](report)))

    plain, hostile = words("Kwik-"), words(mark)

    assert plain.count("Kwik-") >= 9
    assert hostile.count(bare(mark)) == plain.count("Kwik-")


@pytest.mark.parametrize("mark", ["漢字 ", "\x00\x07 ", "\ud800 ", "W" * 200, "\u202e "], ids=ascii)
def test_text_that_no_font_of_ours_has_is_no_mishap(mark):
    for make in PAPERS.values():
        assert read(make(handed("nl", mark))).pages


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("lang", LANGS)
def test_a_page_can_be_read_aloud(paper, lang):
    data = PAPERS[paper](handed(lang))
    root = read(data).trailer["/Root"]

    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == lang
    assert "De Spaak" in read(data).metadata.title
    assert b"pdfuaid" in data


def test_every_picture_is_told_in_words():
    told = alts(wall_pdf(handed("nl")))

    assert any("€ 1000.0 in jan" in text and "Uit koers" in text for text in told)
    assert len(told) == 2


@pytest.mark.parametrize("paper", PAPERS)
def test_a_logo_stands_on_it_and_none_is_no_mishap(paper):
    make = PAPERS[paper]
    without, big = make(handed("nl")), make(handed("nl", logo=noise(260, 260)))

    assert len(big) - len(without) > 100_000
    assert len(read(big).pages) == len(read(without).pages)


def test_the_same_report_gives_the_same_file():
    assert wall_pdf(handed("nl")) == wall_pdf(handed("nl"))


def test_only_our_own_fonts_are_used():
    fonts = {
        str(font["/BaseFont"]).split("+")[1]
        for page in read(report_pdf(handed("nl"))).pages
        for font in (one.get_object() for one in page["/Resources"].get("/Font", {}).values())
    }

    assert fonts
    assert all(font.startswith(("Figtree", "Libertinus", "DejaVu")) for font in fonts)


def test_bars_stand_on_zero_and_the_route_lies_where_its_value_is():
    drawn = picture(handed("nl").kpis[0], "nl", periods=13, labels=6)
    zero = next(line["y"] for line in drawn["grid"] if line["words"] == "0")
    tops = {round(bar["x"], 6): bar["y"] for bar in drawn["bars"]}
    heights = [bar["h"] for bar in drawn["bars"]]

    assert all(bar["y"] + bar["h"] == pytest.approx(zero) for bar in drawn["bars"])
    assert heights == pytest.approx([1000 * heights[1] / 1200.5, heights[1], 900 * heights[1] / 1200.5])
    assert [bar["whole"] for bar in drawn["bars"]] == [True, True, False]
    assert drawn["ticks"][0]["y"] == pytest.approx(zero - 1100 * heights[1] / 1200.5)
    assert len(tops) == 3


def test_a_line_ends_at_the_last_whole_period():
    drawn = picture(handed("nl").kpis[1], "nl", periods=13, labels=6)
    ((_, _, last),) = drawn["line"]

    assert [drawn["end"]["x"], drawn["end"]["y"]] == last
    assert len(drawn["edges"]) == 1


def test_a_kpi_without_a_value_has_no_picture():
    assert picture(handed("nl").kpis[-1], "nl", periods=13, labels=6) is None
