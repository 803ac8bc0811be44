"""A text file of series: the forms it may have, and one sentence with the line for each it may not."""

import math

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kpi_core.cli import series_csv
from kpi_core.cli.series_csv import read_series
from kpi_core.errors import UnreadableFile
from kpi_core.periods import Grain
from kpi_core.sentences import tell
from kpi_core.texts import LANGS

PLAIN = "period,value\n2026-01,1.5\n2026-02,-2\n2026-03,1e3\n"
SAME = {"2026-01": 1.5, "2026-02": -2.0, "2026-03": 1000.0}


@pytest.fixture
def read(tmp_path):
    def reading(content, grain=None):
        path = tmp_path / "series.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_series(str(path), grain)

    return reading


def shown(series):
    return {
        period.id: None if math.isnan(value) else value
        for period, value in zip(series.periods, series.values, strict=True)
    }


@pytest.mark.parametrize(
    "content",
    [
        PLAIN,
        PLAIN.encode("utf-8-sig"),
        PLAIN.replace("\n", "\r\n"),
        PLAIN.rstrip(),
        PLAIN.replace(",", ";"),
        PLAIN.replace(",", "\t"),
        "\n" + PLAIN.replace("\n", "\n\n"),
        "Value, PERIOD\n1e3,2026-03\n 1.5 , 2026-01\n-2,2026-02\n",
        'period;value\n"2026-01";"1,5"\n2026-02;-2\n2026-03;1.000\n',
        'period,value\n2026-01,"1,5"\n2026-02,\u22122\n2026-03,"1.000,00"\n',
    ],
)
def test_the_same_series_is_read_in_every_usual_form(read, content):
    (series,) = read(content)

    assert shown(series) == SAME
    assert (series.name, series.grain) == (None, Grain.MONTH)


@pytest.mark.parametrize("word", ["", "NA", "nan", "n/a", "NULL", "None", "  "])
def test_a_missing_value_is_left_out_like_a_missing_line(read, word):
    (series,) = read(f"period,value\n2026-01,1\n2026-02,{word}\n2026-05,4\n2026-06,{word}\n")

    assert shown(series) == {"2026-01": 1, "2026-02": None, "2026-03": None, "2026-04": None, "2026-05": 4}


def test_several_series_come_in_the_order_of_the_file_each_with_its_own_periods(read):
    found = read("series,period,value\nb,2026-02,2\na,2026-Q1,1\nb,2026-01,1\na,2026-Q3,3\n")

    assert [(series.name, shown(series)) for series in found] == [
        ("b", {"2026-01": 1, "2026-02": 2}),
        ("a", {"2026-Q1": 1, "2026-Q2": None, "2026-Q3": 3}),
    ]


def test_a_series_without_a_single_value_is_still_there(read):
    (series,) = read("series,period,value\na,2026-01,\na,2026-02,\n")

    assert shown(series) == {"2026-01": None}


def test_hostile_names_are_kept_on_one_line_without_what_cannot_be_seen(read):
    (series,) = read('series,period,value\n"=cmd|\u202e\x1b[31m\nx",2026-01,1\n')

    assert series.name == "=cmd|[31m x"


@pytest.mark.parametrize("ids", [("2026-W01", "2026-W02"), ("2026-03-14", "2026-03-15"), ("2025", "2026")])
def test_every_form_of_period_is_known(read, ids):
    (series,) = read(f"period,value\n{ids[0]},1\n{ids[1]},2\n")

    assert tuple(period.id for period in series.periods) == ids


def test_as_of_a_period_the_rest_is_not_known(read):
    (series,) = read(PLAIN)

    assert shown(series.until(series.periods[1])) == {"2026-01": 1.5, "2026-02": -2}
    assert series.until(series.periods[0].shifted(-1)) is None


@pytest.mark.parametrize(
    ("content", "code", "line"),
    [
        ("", "series_empty", None),
        ("\n\n", "series_empty", None),
        ("period,value\n", "series_empty", None),
        ("2026-01,5\n", "series_no_column", None),
        ("period;amount\n2026-01;5\n", "series_no_column", None),
        ("period,value,note\n2026-01,5,x\n", "series_unknown_column", None),
        ("period,value,Value\n2026-01,5,6\n", "series_column_twice", None),
        ("period,value\n2026-01,1\n2026-02,1,5\n", "series_cells", 3),
        ("period,value\n2026-01\n", "series_cells", 2),
        ("period,value\n2026-01,1\n2026-01,2\n", "series_twice", 3),
        ("period,value\n2026-01,1\n2026-Q1,2\n", "series_mixed", 3),
        ("period,value\n2026-13,1\n", "series_no_period", 2),
        ("period,value\njanuary,1\n", "series_no_period", 2),
        ("period,value\n2026-W54,1\n", "series_no_period", 2),
        ("period,value\n,1\n", "series_no_period", 2),
        ("period,value\n0001-01,1\n", "series_no_period", 2),
        ("period,value\n9999-12,1\n", "series_no_period", 2),
        ("period,value\n2026-01,veel\n", "series_no_number", 2),
        ("period,value\n2026-01,inf\n", "series_no_number", 2),
        ("period,value\n2026-01,1_000\n", "series_no_number", 2),
        ("period,value\n2026-01,0x1F\n", "series_no_number", 2),
        ("period,value\n2026-01,=1+1\n", "series_no_number", 2),
        ("period,value\n2026-01,\u0661\n", "series_no_number", 2),
        ('period,value\n2026-01,"1,5"\n2026-02,1.5\n', "series_no_number", 3),
        ('period,value\n2026-01,"1,234.50"\n', "series_no_number", 2),
        ('period,value\n2026-01,"1,234"\n2026-02,5\n', "series_two_ways", 2),
        ("period,value\n2026-01,1e300\n", "series_too_big", 2),
        ("period,value\n2026-01," + "9" * 400 + "\n", "series_too_big", 2),
        ("series,period,value\n,2026-01,1\n", "series_no_name", 2),
        ("series,period,value\n" + "x" * 121 + ",2026-01,1\n", "series_no_name", 2),
        ('period,value\n2026-01,"1\n', "series_broken_line", 2),
        ("period,value\n2026-01," + "1" * 200_000 + "\n", "series_broken_line", 2),
        ("period,value\n1601-01-01,1\n2026-01-01,1\n", "series_too_long", None),
        (b"period,value\n2026-01,\xff\n", "series_no_text", None),
        (PLAIN.encode("utf-16"), "series_no_text", None),
        (b"period,value\n2026-01,\x00\n", "series_no_text", None),
        (b"PK\x03\x04\x14\x00\x06\x00", "series_no_text", None),
    ],
    ids=str,
)
def test_what_reads_two_ways_or_not_at_all_is_refused_with_its_line(read, content, code, line):
    with pytest.raises(UnreadableFile) as caught:
        read(content)

    assert (caught.value.code, caught.value.fields.get("line")) == (code, line)
    for lang in LANGS:
        assert len(tell(f"error.{code}", caught.value.fields, lang)) < 300


@pytest.mark.parametrize("grain", [Grain.QUARTER, Grain.WEEK, Grain.DAY])
def test_another_grain_than_asked_for_is_refused(read, grain):
    with pytest.raises(UnreadableFile, match="series_other_grain"):
        read(PLAIN, grain)


@pytest.mark.parametrize(
    ("days", "month"),
    [(("2026-01-01", "2026-02-01"), True), (("2026-01-31", "2026-02-28"), True), (("2026-01-01", "2026-02-28"), False)],
)
def test_days_stand_for_months_when_all_are_the_first_or_all_the_last_of_one(read, days, month):
    content = f"period,value\n{days[0]},1\n{days[1]},2\n"
    if month:
        assert shown(read(content, Grain.MONTH)[0]) == {"2026-01": 1, "2026-02": 2}
    else:
        with pytest.raises(UnreadableFile, match="series_other_grain"):
            read(content, Grain.MONTH)


@pytest.mark.parametrize("name", ["MOST_BYTES", "MOST_LINES"])
def test_there_is_an_end_to_what_is_read(read, monkeypatch, name):
    monkeypatch.setattr(series_csv, name, 3)

    with pytest.raises(UnreadableFile, match="series_too"):
        read(PLAIN)


def test_a_file_that_is_not_there_is_told(tmp_path):
    for path in (tmp_path / "none.csv", tmp_path):
        with pytest.raises(UnreadableFile, match="cli_no_file"):
            read_series(str(path))


CELLS = st.sampled_from(
    [
        "period",
        "value",
        "series",
        "2026-01",
        "2026-02",
        "2026-Q1",
        "2026-W53",
        "2026-02-30",
        "1,5",
        "1.234",
        "-",
        "nan",
        "é",
        '"',
    ]
)
SIGNS = st.sampled_from([",", ";", "\t", "\n", "\r\n", "\ufeff", "\u2028", " "])


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(CELLS, SIGNS), max_size=30).map(lambda parts: "".join(cell + sign for cell, sign in parts)))
def test_any_text_is_a_series_or_a_refusal(read, text):
    for content in (text, f"period,value\n{text}", f"series;period;value\n{text}"):
        said = None
        try:
            found = read(content)
        except UnreadableFile as refusal:
            found, said = (), tell(f"error.{refusal.code}", refusal.fields, "nl")
        assert said or found
        assert all(len(series.periods) == len(series.values) > 0 for series in found)
