"""Text that any document can hold, cut between words, and numbers as an axis shows them."""

from dataclasses import replace

import pytest
from lxml import etree

from kpi_core.export.wording import cut, number_format, printable, shape_of
from kpi_core.model import Verdict
from kpi_core.reports import ReportPoint
from kpi_core.units import Unit
from tests.export.handed import handed


def test_every_character_there_is_can_be_written_as_xml():
    every = "".join(chr(code) for code in range(0x11000)) + "\U0001fffe\U0010ffff\U0001f600"
    element = etree.Element("t")
    element.text = printable(every)

    assert "\U0001f600" in element.text
    assert printable("é€漢") == "é€漢"


@pytest.mark.parametrize(
    ("given", "kept"), [(" a\t\tb\r\nc\x0bd ", "a b c d"), ("", ""), ("\x00", ""), ("a\u00a0b", "a\u00a0b")]
)
def test_text_is_one_line_and_keeps_its_unbroken_spaces(given, kept):
    assert printable(given) == kept


@pytest.mark.parametrize(
    ("text", "most", "kept"),
    [
        ("een twee", 8, "een twee"),
        ("een twee drie", 9, "een twee…"),
        ("eentweedrie", 5, "eent…"),
        ("een, twee", 6, "een…"),
    ],
)
def test_text_is_cut_between_words(text, most, kept):
    assert cut(text, most) == kept
    assert len(kept) <= most


@pytest.mark.parametrize(
    ("unit", "largest", "shown"),
    [
        (Unit.PERCENT, 0.3, "0%"),
        (Unit.PERCENT, 0.01, "0.0%"),
        (Unit.CURRENCY, 400.0, '"€" #,##0'),
        (Unit.CURRENCY, 40_000.0, '"€" #,##0,"k"'),
        (Unit.CURRENCY, 4.0, '"€" 0.0'),
        (Unit.COUNT, 12.0, "#,##0"),
        (Unit.SCORE, 7.5, "0.0"),
    ],
)
def test_an_axis_shows_what_fits_its_largest_value(unit, largest, shown):
    point = ReportPoint("a", "a", -largest, None, complete=True, words="")

    assert number_format(replace(handed().kpis[0], unit=unit, points=(point,))) == shown


@pytest.mark.parametrize(
    ("status", "tone", "shape"),
    [
        (Verdict.OFF_COURSE, "red", "■"),
        (Verdict.AT_RISK, "orange", "▲"),
        (Verdict.ON_COURSE, "green", "●"),
        (Verdict.CANNOT_TELL, "gray", "○"),
        (Verdict.ON_COURSE, "gray", "○"),
        (None, "red", ""),
    ],
)
def test_a_verdict_has_its_shape_and_one_by_pace_alone_is_hollow(status, tone, shape):
    assert shape_of(replace(handed().kpis[0], status=status, tone=tone)) == shape
