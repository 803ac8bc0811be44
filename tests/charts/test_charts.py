import json
import warnings
from datetime import date

import pandas as pd
import pytest

from kpi_core.charts import Bar, bars, bars_of, course, multiples, ranking, sparkline, trend, years
from kpi_core.charts.frame import scale_of
from kpi_core.charts.tokens import DARK, LIGHT, SIGNS, color_of, tokens
from kpi_core.model import Status, Verdict
from kpi_core.numbers import show_period
from kpi_core.periods import parse_period
from kpi_core.targets import path, series
from kpi_core.units import Direction, Unit
from tests.targets.small import LEVEL, make_kpi, make_results, make_target

MODES = ("light", "dark")
YEAR = [30.0, 40.0, 50.0, 60.0, 70.0, 80.0, 70.0, 60.0, 50.0, 40.0, 30.0, 20.0]
RESULTS = make_results([value * 1000 for value in [*YEAR, *YEAR[:7]]], complete=18)
POINTS = series(RESULTS, "kpi")
TARGET = make_target(660_000.0)
ROUTE = {step.period: step.expected for step in path(TARGET, make_kpi(), RESULTS)}
STATUS = Status(Verdict.OFF_COURSE, 300_000.0, 363_000.0, -63_000.0, date(2026, 6, 30), "sum_behind")
BARS = (Bar("Noord", "Noord", 80.0, 90.0, 9), Bar("<b>Zuid</b>", "<b>Zuid</b>", 40.0, None, 3))


def drawn(lang="nl", mode="light"):
    kpi = make_kpi()
    return {
        "sparkline": sparkline(kpi, POINTS[:18], lang, mode, route=ROUTE, goals=(70_000.0,), verdict=Verdict.AT_RISK),
        "bars": bars(kpi, POINTS, ROUTE, lang, mode, goal=660_000.0),
        "course": course(kpi, STATUS, 660_000.0, lang, mode),
        "trend": trend(kpi, POINTS, lang, mode, route=ROUTE, goals=(70_000.0,), verdict=Verdict.CANNOT_TELL, zero=True),
        "small": multiples(kpi, {"Noord": POINTS}, lang, mode)["Noord"],
        "ranking": ranking(kpi, BARS, lang, mode, before="2025"),
        "years": years(kpi, {"2025": 600_000.0}, lang, mode, goal=660_000.0, label="2026"),
        "empty": trend(kpi, (), lang, mode),
        "no bars": bars(kpi, (), {}, lang, mode),
    }


def texts_in(spec):
    """Yield every string of a specification."""
    if isinstance(spec, dict):
        for value in spec.values():
            yield from texts_in(value)
    elif isinstance(spec, list):
        for value in spec:
            yield from texts_in(value)
    elif isinstance(spec, str):
        yield spec


def columns_in(spec):
    if isinstance(spec, dict):
        if isinstance(spec.get("field"), str):
            yield spec["field"]
        for value in spec.values():
            yield from columns_in(value)
    elif isinstance(spec, list):
        for value in spec:
            yield from columns_in(value)


@pytest.mark.parametrize(("lang", "mode"), [("nl", "light"), ("en", "dark")])
@pytest.mark.parametrize("name", drawn())
def test_every_chart_is_valid_vega_lite_over_columns_that_are_there(name, lang, mode):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import altair as alt

    chart = drawn(lang, mode)[name]
    spec = json.loads(json.dumps({**chart.spec, "data": {"name": "given"}}))
    alt.LayerChart.from_dict(spec, validate=True)
    assert set(columns_in(spec)) <= set(chart.data.columns)
    assert chart.alt.endswith(".")


@pytest.mark.parametrize("mode", MODES)
def test_a_chart_uses_the_colours_of_its_mode_only(mode):
    own, other = (LIGHT, DARK) if mode == "light" else (DARK, LIGHT)
    foreign = {value for value in vars(other).values() if isinstance(value, str)}
    foreign -= {value for value in vars(own).values() if isinstance(value, str)}
    for chart in drawn(mode=mode).values():
        assert not foreign & set(texts_in(chart.spec))


def test_month_names_and_decimals_follow_the_language():
    dutch, english = (drawn(lang)["trend"].spec["config"]["locale"] for lang in ("nl", "en"))
    assert (dutch["time"]["shortMonths"][2], english["time"]["shortMonths"][2]) == ("mrt", "Mar")
    assert (dutch["time"]["days"][0], english["time"]["days"][0]) == ("zondag", "Sunday")
    assert (dutch["number"]["decimal"], english["number"]["decimal"]) == (",", ".")


@pytest.mark.parametrize(
    ("values", "unit", "zero", "labels"),
    [
        ([39_000, 96_000], Unit.CURRENCY, True, ("0", "€\u00a050k", "€\u00a0100k")),
        ([0.312, 0.36], Unit.PERCENT, False, ("30%", "32%", "34%", "36%")),
        ([1, 2], Unit.COUNT, True, ("0", "1", "2")),
        ([-4_000, 9_000], Unit.CURRENCY, True, ("−€\u00a05k", "0", "€\u00a05k", "€\u00a010k")),
        ([3.2, 4.1], Unit.DAYS, False, ("3", "3,5", "4", "4,5")),
        ([], Unit.COUNT, True, ("0", "1")),
        ([0.0, 0.0], Unit.CURRENCY, True, None),
        ([5.0], Unit.RATIO, False, None),
    ],
)
def test_an_axis_has_at_most_four_round_marks_around_its_values(values, unit, zero, labels):
    scale = scale_of(values, unit, "nl", zero=zero)
    assert 2 <= len(scale.ticks) <= 4
    assert all(scale.low <= value <= scale.high for value in values)
    assert labels is None or scale.labels == labels


def test_sums_start_at_zero_and_levels_may_zoom():
    level = make_kpi(formula=LEVEL, unit=Unit.PERCENT)
    points = series(make_results([0.31, 0.34]), "kpi")
    domains = [
        layer["encoding"]["y"]["scale"]["domain"][0]
        for chart in (trend(make_kpi(), POINTS, "nl", zero=True), trend(level, points, "nl"))
        for layer in chart.spec["layer"]
    ]
    assert set(domains) == {0.0, 0.31}


def test_every_layer_of_a_chart_has_the_same_value_scale():
    for name in ("sparkline", "bars", "trend", "small", "years"):
        layers = drawn()[name].spec["layer"]
        scales = {json.dumps(layer["encoding"]["y"]["scale"], sort_keys=True) for layer in layers}
        assert len(scales) == 1, name


def test_an_unfinished_month_is_no_part_of_the_line():
    data = drawn()["trend"].data.set_index("period")
    assert data.loc["juli 2026", ["actual", "end"]].isna().all()
    assert data.loc["juli 2026", "loose"] == 70_000.0
    assert data.loc["juni 2026", "end"] == 80_000.0


def test_the_hero_shows_the_months_of_its_target_with_what_was_asked():
    data = drawn()["bars"].data
    assert list(data["period"])[0::11] == ["januari 2026", "december 2026"]
    assert data["route"].sum() == pytest.approx(660_000.0)
    assert data["actual"].notna().sum() == 6
    assert data["unfinished"].notna().sum() == 1


def test_a_short_target_is_shown_with_the_months_before_it():
    route = {parse_period("2026-05"): 1.0, parse_period("2026-06"): 1.0}
    data = bars(make_kpi(), POINTS, route, "nl").data
    assert (len(data), data["period"].iloc[0], data["route"].notna().sum()) == (12, "juli 2025", 2)


@pytest.mark.parametrize(
    ("direction", "now", "piece"),
    [
        (Direction.HIGHER, 300.0, "red"),
        (Direction.HIGHER, 400.0, "green"),
        (Direction.LOWER, 400.0, "red"),
        (Direction.LOWER, 300.0, None),
    ],
)
def test_the_course_bar_is_red_for_what_is_short_and_green_for_what_is_more(direction, now, piece):
    status = Status(Verdict.AT_RISK, now, 350.0, now - 350.0, date(2026, 6, 30), "sum_behind")
    chart = course(make_kpi(direction=direction), status, 700.0, "nl")
    row = chart.data.iloc[0]
    color = chart.spec["layer"][2]["mark"]["color"]
    if piece is None:
        assert row["solid"] == row["other"] == now
    else:
        assert (row["solid"], row["other"]) == (min(now, 350.0), max(now, 350.0))
        assert color == getattr(LIGHT, piece)


def test_a_ranking_is_sorted_and_puts_what_is_beyond_eight_together():
    frames = [make_results([float(n)], segment=f"deel {n}", rows=n).frame for n in range(1, 12)]
    results = type(RESULTS)(pd.concat(frames))
    made = bars_of(results, make_kpi(), "nl", adds_up=True)
    assert [bar.value for bar in made] == [11, 10, 9, 8, 7, 6, 5, 4 + 3 + 2 + 1]
    assert (made[-1].name, made[-1].segment) == ("4 andere", None)
    apart = bars_of(results, make_kpi(), "nl", adds_up=False)
    assert [bar.value for bar in apart] == [11, 10, 9, 8, 7, 6, 5, 4]


@pytest.mark.parametrize(("by", "order"), [("cohort_month", [5, 9, 7]), ("region", [9, 7, 5])])
def test_cohorts_stand_in_the_order_of_time(by, order):
    values = {"2025-11": 5.0, "2026-02": 7.0, "2026-01": 9.0}
    frames = [make_results([value], segment=name).frame for name, value in values.items()]

    assert [bar.value for bar in bars_of(type(RESULTS)(pd.concat(frames)), make_kpi(), "nl", by=by)] == order


def test_a_segment_without_a_name_is_called_unknown_and_one_without_a_value_has_no_bar():
    frames = [make_results([value], segment=name).frame for value, name in ((5.0, ""), (None, "Noord"))]
    made = bars_of(type(RESULTS)(pd.concat(frames)), make_kpi(), "en")
    assert [(bar.name, bar.segment) for bar in made] == [("unknown", "")]


def test_multiples_share_one_scale():
    small = multiples(make_kpi(), {"Noord": POINTS, "Zuid": series(make_results([1.0, 2.0]), "kpi")}, "nl", zero=True)
    domains = {json.dumps(chart.spec["layer"][0]["encoding"]["y"]["scale"]) for chart in small.values()}
    assert len(domains) == 1


def test_the_finding_is_told_in_words():
    assert drawn()["trend"].alt == (
        "Omzet: van €\u00a030.000 in januari 2025 naar €\u00a080.000 in juni 2026; het hoogst in juni 2025: €\u00a080.000."
    )
    assert drawn("en")["ranking"].alt.startswith("Omzet in 2 parts: most Noord")


def test_a_series_of_one_value_is_told_as_one_value():
    points = series(make_results([5.0]), "kpi")
    assert trend(make_kpi(unit=Unit.COUNT), points, "en").alt == f"Omzet: 5 in {show_period(points[0].period, 'en')}."


def contrast(one, other):
    def light(color):
        parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("mode", MODES)
def test_marks_and_words_stand_out_enough_from_the_page(mode):
    colors = tokens(mode)
    for mark in (colors.actual, colors.route, colors.band_edge, *colors.categories):
        assert contrast(mark, colors.page) >= 2.95, mark
    for verdict in Verdict:
        assert contrast(color_of(verdict, mode), colors.page) >= 3.0, verdict
    for words in (colors.text, colors.axis_text):
        assert contrast(words, colors.page) >= 4.5


def test_no_two_verdicts_look_alike_without_colour_and_word():
    looks = {(sign.icon, sign.shape, sign.hollow) for sign in SIGNS.values()}
    assert len(looks) == len(Verdict)
    open_ends = {verdict for verdict, sign in SIGNS.items() if sign.hollow}
    assert open_ends == {Verdict.CANNOT_TELL}


def words_on(chart):
    return [layer["mark"]["align"] for layer in chart.spec["layer"] if layer["mark"]["type"] == "text"]


@pytest.mark.parametrize(
    ("values", "sides"),
    [
        ([1.0] * 6 + [5.0] * 6, ["left", "left"]),  # the line meets the target of 5 at the end
        ([5.0] * 6 + [1.0] * 6, ["right", "right"]),
        (
            [4.9, 5.1] * 2 + [1.0, 9.0] * 2 + [4.9, 5.1] * 2,
            [],
        ),  # it hugs the target at both ends: the foot of the card names it
    ],
)
def test_the_target_is_named_where_the_line_leaves_room(values, sides):
    points = series(make_results(values), "kpi")
    level = make_kpi(formula=LEVEL)
    made = words_on(sparkline(level, points, "nl", goals=(5.0,)))
    assert made == sides


def test_a_line_starts_at_its_first_value():
    points = series(make_results([None, None, 3.0, None, 4.0]), "kpi")
    assert sparkline(make_kpi(), points, "nl").data["period"].iloc[0] == "maart 2025"
