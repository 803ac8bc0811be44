"""The bridge: every bar begins where the one before ended, colour says good or bad, and grey says chance."""

import json
import warnings

import altair as alt
import pytest

from kpi_core.charts import Step, bridge, tokens
from kpi_core.units import Direction, Unit
from tests.targets.small import make_kpi

STEPS = (
    Step("<b>Zuid</b>", -30.0, "−€ 30", sure=True),
    Step("Noord", 12.0, "+€ 12", sure=True),
    Step("Overig", 3.0, "+€ 3"),
    Step("Samen", -15.0, "−€ 15", total=True),
)


def drawn(lang="nl", mode="light", steps=STEPS, **kpi):
    return bridge(make_kpi(**kpi), steps, lang, mode, origin="route", finding="Zuid trekt omlaag.")


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("mode", ["light", "dark"])
def test_it_is_valid_and_in_the_colours_of_its_mode(lang, mode):
    chart = drawn(lang, mode)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        alt.Chart.from_dict({**chart.spec, "data": {"values": []}}, validate=True)

    assert tokens("light" if mode == "dark" else "dark").text not in json.dumps(chart.spec)
    assert chart.alt == "Zuid trekt omlaag."


def test_each_bar_begins_where_the_one_before_ended_and_the_total_at_0():
    data = drawn().data

    assert list(zip(data["start"], data["end"], strict=True)) == [(0, -30), (-30, -18), (-18, -15), (0, -15)]
    assert list(data["right"]) == [0, -18, -15, 0]


@pytest.mark.parametrize(
    ("direction", "first", "second"), [(Direction.HIGHER, "red", "blue"), (Direction.LOWER, "blue", "red")]
)
def test_red_is_the_bad_side_and_blue_the_good_one(direction, first, second):
    colors = tokens("light")
    found = list(drawn(direction=direction).data["color"])

    assert found == [getattr(colors, first), getattr(colors, second), colors.chance, colors.actual]


def test_the_key_names_only_what_is_there():
    assert [item.text for item in drawn("en").key] == ["pulls down", "pushes up", "within normal variation"]
    assert [item.text for item in drawn("en", steps=STEPS[2:]).key] == ["within normal variation"]


def test_shares_are_drawn_in_points():
    steps = (Step("A", -0.012, "−1,2 punt"), Step("Samen", -0.012, "−1,2 punt", total=True))

    assert list(drawn(steps=steps, unit=Unit.PERCENT).data["end"]) == pytest.approx([-1.2, -1.2])


def test_parts_that_read_alike_keep_their_own_bars():
    steps = (Step("Overig", 1.0, "+1"), Step("Overig", 2.0, "+2"), Step("Samen", 3.0, "+3", total=True))

    assert drawn(steps=steps).data["name"].is_unique


def test_the_origin_stands_at_0():
    x = drawn().spec["layer"][1]["encoding"]["x"]["axis"]

    assert "'route'" in x["labelExpr"]
    assert 0 in x["values"]
