"""A period somebody wrote about: an open square on the line, named in the key and in the words for who cannot see it."""

import pytest

from kpi_core.charts import Mark
from kpi_core.charts.tokens import DARK, LIGHT
from kpi_core.periods import parse_period
from tests.charts.test_ahead import MARKS, made, marks_of

NOTED = (Mark(parse_period("2026-03"), "note"), Mark(parse_period("2026-06"), "note"))


@pytest.mark.parametrize(("mode", "colors"), [("light", LIGHT), ("dark", DARK)])
def test_a_note_is_an_open_square_at_the_height_of_the_line(mode, colors):
    chart = made(mode=mode, marks=(*MARKS, *NOTED))
    (look,) = [one["mark"] for one in marks_of(chart, "point") if one["encoding"]["y"]["field"] == "note"]

    assert (look["shape"], look["fill"], look["stroke"]) == ("square", colors.page, colors.axis_text)
    assert chart.data["note"].dropna().tolist() == [50_000.0, 80_000.0]


@pytest.mark.parametrize(
    ("lang", "name", "said"),
    [
        ("nl", "notitie", "Notities staan bij maart 2026, juni 2026."),
        ("en", "note", "There are notes on March 2026, June 2026."),
    ],
)
def test_the_key_and_the_words_name_it(lang, name, said):
    chart = made(lang=lang, marks=NOTED)

    assert name in {item.text for item in chart.key}
    assert said in chart.alt


def test_without_notes_nothing_is_said_of_them():
    assert "notitie" not in made().alt.lower()
    assert "notitie" not in {item.text for item in made().key}
