"""The list of missing data as a workbook: text only, with room for who fetches it and when."""

from dataclasses import replace
from io import BytesIO

import openpyxl
import pytest

from kpi_core.export.gaps import COLUMNS, gaps_xlsx
from kpi_core.texts import LANGS, say
from tests.export.handed import handed


def rows_of(report):
    sheet = openpyxl.load_workbook(BytesIO(gaps_xlsx(report))).active
    return [[(cell.value, cell.data_type) for cell in row] for row in sheet.iter_rows()]


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("mark", ["=1+1 ", "+1 ", "-1 ", "@SUM(A1) ", "", "http://x.y "])
def test_a_gap_is_a_line_of_texts(lang, mark):
    report = handed(lang, mark)
    heads, line = rows_of(report)
    gap = report.gaps[0]

    assert [head for head, _ in heads] == [say(f"gaps.column.{name}", lang) for name in COLUMNS]
    assert line[:4] == [(text, "s") for text in (gap.about, say("gaps.kind.column", lang), gap.text, gap.do)]


def test_without_gaps_it_says_so():
    assert rows_of(replace(handed("nl"), gaps=()))[1][0][0] == say("gaps.none", "nl")
