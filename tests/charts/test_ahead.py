import json
import warnings
from datetime import date

import pytest

from kpi_core.charts import Mark, bars, course, trend
from kpi_core.charts.tokens import DARK, LIGHT
from kpi_core.model import SeriesPoint, Status, Verdict
from kpi_core.numbers import show_value
from kpi_core.periods import parse_period
from kpi_core.texts import LANGS
from kpi_core.units import Unit
from tests.targets.small import LEVEL, make_kpi

NBSP = "\u00a0"
VALUES = [30_000.0, 40_000.0, 50_000.0, 60_000.0, 70_000.0, 80_000.0]
POINTS = tuple(
    SeriesPoint(parse_period(f"2026-{month:02}"), value, complete=True) for month, value in enumerate(VALUES, 1)
)
JULY = SeriesPoint(parse_period("2026-07"), 9_000.0, complete=False)
BAND = {
    parse_period("2026-07"): (60_000.0, 70_000.0, 82_000.0),
    parse_period("2026-08"): (50_000.0, 61_000.0, 75_000.0),
}
ROUTE = {parse_period(f"2026-{month:02}"): 55_000.0 for month in range(1, 13)}
MARKS = (
    Mark(parse_period("2026-02"), "good", "plotseling hoger"),
    Mark(parse_period("2026-04"), "special"),
    Mark(parse_period("2026-05"), "bad", "drie maanden lager"),
)


def made(lang="nl", mode="light", **more):
    given = {"route": ROUTE, "band": BAND, "marks": MARKS, "verdict": Verdict.OFF_COURSE, "zero": True}
    return trend(make_kpi(), (*POINTS, JULY), lang, mode, **{**given, **more})


def hero(lang="nl", mode="light"):
    return bars(make_kpi(), (*POINTS, JULY), ROUTE, lang, mode, goal=660_000.0, band=BAND)


def course_bar(heading=(700_000.0, 762_000.0, 830_000.0), lang="nl"):
    status = Status(
        Verdict.OFF_COURSE, 412_000.0, 431_000.0, -19_000.0, date(2026, 6, 30), "sum_behind", heading=heading
    )
    return course(make_kpi(), status, 800_000.0, lang)


def marks_of(chart, kind):
    return [layer for layer in chart.spec["layer"] if layer["mark"]["type"] == kind]


@pytest.mark.parametrize(("lang", "mode"), [("nl", "light"), ("en", "dark")])
@pytest.mark.parametrize("name", ["trend", "bars", "course"])
def test_a_chart_that_looks_ahead_is_valid_vega_lite(name, lang, mode):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import altair as alt

    chart = {"trend": made, "bars": hero}.get(name, lambda lang, _: course_bar(lang=lang))(lang, mode)
    alt.LayerChart.from_dict(json.loads(json.dumps({**chart.spec, "data": {"name": "given"}})), validate=True)


def test_the_band_has_the_values_it_was_given_and_starts_at_the_last_complete_point():
    data = made().data.set_index("period")

    assert data.loc["juni 2026", ["low", "middle", "high"]].tolist() == [80_000.0] * 3
    for period, name in (("2026-07", "juli 2026"), ("2026-08", "augustus 2026")):
        assert data.loc[name, ["low", "middle", "high"]].tolist() == list(BAND[parse_period(period)])
    assert data["low"].count() == 3


def test_an_unfinished_period_is_never_where_a_band_starts():
    data = made(band={parse_period("2026-08"): BAND[parse_period("2026-08")]}).data.set_index("period")

    assert data["low"].dropna().index.tolist() == ["augustus 2026"]
    assert data.loc["juli 2026", "loose"] == 9_000.0


def test_the_band_is_drawn_with_its_edges_and_its_middle_as_dots_of_ink():
    (area,) = marks_of(made(), "area")
    dashes = {tuple(layer["mark"].get("strokeDash", ())): layer for layer in marks_of(made(), "line")}

    assert (area["encoding"]["y"]["field"], area["encoding"]["y2"]["field"]) == ("low", "high")
    assert (area["mark"]["color"], area["mark"]["opacity"]) == (LIGHT.band, 0.55)
    edges = [line for line in marks_of(made(), "line") if line["mark"].get("color") == LIGHT.band_edge]
    assert {line["encoding"]["y"]["field"] for line in edges} == {"low", "high"}
    assert dashes[1, 5]["encoding"]["y"]["field"] == "middle"
    assert dashes[6, 3]["encoding"]["y"]["field"] == "route"


def test_without_a_forecast_no_band_is_drawn_or_named():
    chart = made(band=None, marks=())

    assert not marks_of(chart, "area")
    assert not {item.shape for item in chart.key} & {"box", "triangle", "square"}


@pytest.mark.parametrize(
    ("mode", "colors"),
    [("light", LIGHT), ("dark", DARK)],
)
def test_signals_differ_by_shape_and_a_special_period_is_an_open_circle(mode, colors):
    looks = {
        layer["encoding"]["y"]["field"]: layer["mark"]
        for layer in marks_of(made(mode=mode), "point")
        if layer["mark"].get("shape")
    }

    assert (looks["bad"]["shape"], looks["bad"]["fill"]) == ("square", colors.red)
    assert (looks["good"]["shape"], looks["good"]["fill"]) == ("triangle-up", colors.blue)
    assert (looks["special"]["shape"], looks["special"]["fill"]) == ("circle", None)
    data = made(mode=mode).data
    assert [data[kind].dropna().tolist() for kind in ("bad", "good", "special")] == [[70_000.0], [40_000.0], [60_000.0]]


def test_words_stand_at_a_signal_on_a_wide_chart_and_point_away_from_its_edge():
    words = {layer["mark"]["text"]: layer["mark"] for layer in marks_of(made(), "text")}

    assert set(words) == {"plotseling hoger", "drie maanden lager"}
    assert all(mark["opacity"] == {"expr": "width < 460 ? 0 : 1"} for mark in words.values())
    assert [mark["align"] for mark in words.values()] == ["left", "left"]
    late = made(marks=(Mark(parse_period("2026-06"), "bad", "lager"),), route={})
    assert {layer["mark"]["align"] for layer in marks_of(late, "text")} == {"right"}


@pytest.mark.parametrize(
    ("values", "place", "baseline", "height"),
    [
        ([3.0, 4.0, 5.0, 6.0, 7.0, 8.0], 1, "top", 4.0),  # runs to the right of an early point, under the rise
        ([8.0, 7.0, 6.0, 5.0, 4.0, 3.0], 1, "bottom", 7.0),
        ([3.0, 4.0, 5.0, 6.0, 7.0, 8.0], 5, "bottom", 8.0),  # and to the left of a late one, above it
        ([8.0, 7.0, 6.0, 5.0, 4.0, 3.0], 5, "top", 3.0),
        ([*[5.0] * 11, 2.0, 6.0, 5.5], 13, "bottom", 6.0),  # above the top that is nearest, not through the line
    ],
)
def test_words_are_clear_of_the_line_they_run_along(values, place, baseline, height):
    first = parse_period("2025-01")
    line = [SeriesPoint(first.shifted(month), value, complete=True) for month, value in enumerate(values)]
    marks = [Mark(line[place].period, "bad", "lager")]
    for layer in marks_of(trend(make_kpi(), line, "nl", marks=marks), "text"):
        assert layer["mark"]["baseline"] == baseline
        assert layer["data"]["values"][0]["bad"] == height


def test_words_stand_at_the_point_they_are_about():
    (first, *_) = marks_of(made(marks=(Mark(parse_period("2026-05"), "bad", "lager"),)), "text")
    assert first["data"] == {"values": [{"when": "2026-05-01T00:00:00", "bad": 70_000.0}]}


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        (
            "nl",
            [
                "werkelijk",
                "route naar het doel",
                "als het zo doorgaat, 4 van de 5 keer",
                "nog niet compleet",
                "signaal",
                "kans",
                "bijzondere periode",
            ],
        ),
        (
            "en",
            [
                "actual",
                "route to the target",
                "if this continues, 4 times out of 5",
                "not complete yet",
                "signal",
                "opportunity",
                "special period",
            ],
        ),
    ],
)
def test_the_key_stands_in_the_order_of_reading(lang, words):
    assert [item.text for item in made(lang).key] == words


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        (
            "nl",
            "Signaal (mei 2026): drie maanden lager. Als het zo doorgaat: ongeveer €~61k in augustus 2026, 4 van de 5 keer tussen €~50k en €~75k.",
        ),
        (
            "en",
            "Signal (May 2026): drie maanden lager. If this continues: about €~61k in August 2026, 4 times out of 5 between €~50k and €~75k.",
        ),
    ],
)
def test_the_words_of_a_chart_tell_where_it_is_heading(lang, said):
    assert made(lang).alt.endswith(said.replace("~", NBSP))


def test_a_target_is_a_diamond_at_its_deadline():
    level = make_kpi(formula=LEVEL, unit=Unit.CURRENCY)
    chart = trend(level, POINTS, "nl", route=ROUTE, goals=(65_000.0,))
    data = chart.data.set_index("period")

    assert data["goal"].dropna().to_dict() == {"december 2026": 65_000.0}
    (diamond,) = [layer for layer in marks_of(chart, "point") if layer["mark"].get("shape") == "diamond"]
    assert diamond["mark"]["stroke"] == LIGHT.page
    assert "diamond" in {item.shape for item in chart.key}


def test_every_layer_has_the_scale_that_holds_the_band():
    for chart in (made(), hero()):
        scales = {json.dumps(layer["encoding"]["y"]["scale"]) for layer in chart.spec["layer"]}
        assert len(scales) == 1
        low, high = json.loads(scales.pop())["domain"]
        assert (low, high >= 82_000.0) == (0.0, True)


def test_a_month_to_come_is_a_pale_box_under_its_route_tick():
    chart = hero()
    (box, *_) = marks_of(chart, "bar")
    data = chart.data.set_index("period")

    assert chart.spec["layer"][0] is box
    assert (box["encoding"]["y"]["field"], box["encoding"]["y2"]["field"]) == ("low", "high")
    assert box["mark"]["stroke"] == LIGHT.band_edge
    assert data.loc["augustus 2026", ["low", "high", "route"]].tolist() == [50_000.0, 75_000.0, 55_000.0]
    assert data["low"].count() == 2
    assert [item.shape for item in chart.key] == ["square", "tick", "box", "hollow"]
    assert "4 van de 5 keer tussen" in chart.alt


def test_the_course_bar_is_pale_up_to_where_it_is_heading():
    chart = course_bar()
    pale = next(layer for layer in marks_of(chart, "bar") if layer["mark"]["color"] == LIGHT.band)

    assert pale["encoding"]["x2"] == {"field": "heads"}
    assert chart.data["heads"].tolist() == [762_000.0]
    assert f"gaat naar €{NBSP}762k" in chart.alt
    assert f"gaat naar €{NBSP}762k" in [layer["mark"]["text"] for layer in marks_of(chart, "text")]


@pytest.mark.parametrize("heading", [None, (300_000.0, 400_000.0, 500_000.0)])
def test_a_course_bar_without_a_way_ahead_has_nothing_pale(heading):
    assert LIGHT.band not in [layer["mark"]["color"] for layer in marks_of(course_bar(heading), "bar")]


def test_a_course_bar_that_is_heading_beyond_its_target_has_room_for_it():
    assert course_bar((800_000.0, 900_000.0, 990_000.0)).data["top"].tolist() == [900_000.0]


@pytest.mark.parametrize("lang", LANGS)
def test_a_period_to_come_tells_between_what_it_ends(lang):
    told = made(lang).data["ahead"].iloc[-5]
    assert all(show_value(end, Unit.CURRENCY, lang, compact=True) in told for end in (50_000.0, 75_000.0))
