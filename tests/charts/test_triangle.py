"""The triangle and the line of what customers brought, as pictures."""

import json
import re
import warnings

import pytest

from kpi_core.charts import brought, triangle
from kpi_core.charts.tokens import DARK, LIGHT
from kpi_core.cohorts import lower
from kpi_core.cohorts.worth import Brought
from tests.cohorts.test_lower import groups

FALLEN = groups([[60, 60, 60, 60], [60, 60, 60], [60, 60], [30], []])
FINDING = "Sinds kort komen er minder terug."
LINE = [Brought(age, 100.0 + 20 * age, 40) for age in range(9)]


def drawn(lang="nl", mode="light"):
    return {
        "triangle": triangle(FALLEN, lower(FALLEN), lang, mode, finding=FINDING),
        "small": triangle(groups([[5, 5], [3]], size=12), {}, lang, mode),
        "empty": triangle(groups([[]]), {}, lang, mode),
        "brought": brought(LINE, lang, mode, finding=FINDING),
    }


@pytest.mark.parametrize(("lang", "mode"), [("nl", "light"), ("en", "dark")])
@pytest.mark.parametrize("name", drawn())
def test_the_pictures_are_valid_vega_lite_over_columns_that_are_there(name, lang, mode):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import altair as alt

    chart = drawn(lang, mode)[name]
    spec = json.loads(json.dumps({**chart.spec, "data": {"name": "given"}}))
    alt.LayerChart.from_dict(spec, validate=True)
    text = json.dumps(spec)
    assert {*re.findall(r'"field": "(\w+)"', text), *re.findall(r"datum\.(\w+)", text)} - {"value", "index"} <= set(
        chart.data.columns
    )
    assert chart.alt.endswith(".")


def cells(chart):
    """Return `{(row, age): (words, fill, marked)}`."""
    return {
        (row.group, row.age): (row.shown, row.fill, row.lower == 1.0)
        for row in chart.data.itertuples()
        if not row.whole
    }


def test_every_cell_has_its_number_and_what_has_not_happened_is_empty():
    found = cells(drawn()["triangle"])

    assert found["1e kw 2024 · 200", 4][0] == "30%"
    assert {(group, age) for group, age in found if group.startswith("4e")} == {("4e kw 2024 · 200", 1)}
    assert not [group for group, _ in found if group.startswith("1e kw 2025")]  # nobody of it could come back yet


def test_only_what_is_lower_has_the_sign():
    marked = {place for place, (_, _, mark) in cells(drawn()["triangle"]).items() if mark}

    assert marked == {("4e kw 2024 · 200", 1)}


def test_all_together_stand_in_the_last_row():
    data = drawn()["triangle"].data
    whole = data[data["whole"] == 1]

    assert data["group"].iloc[-1] == "samen · 1.000"
    assert whole["shown"].tolist() == ["26%", "30%", "30%", "30%"]  # (3 x 60 + 30) / 800 of the four old enough
    assert (whole["age"] == [1, 2, 3, 4]).all()


@pytest.mark.parametrize(("mode", "tokens"), [("light", LIGHT), ("dark", DARK)])
def test_small_groups_are_grey_and_the_others_darken_with_their_share(mode, tokens):
    small = {fill for _, fill, _ in cells(drawn(mode=mode)["small"]).values()}
    fills = {words: fill for words, fill, _ in cells(drawn(mode=mode)["triangle"]).values()}

    assert small == {tokens.track}
    assert fills == {"30%": tokens.heat[-1], "15%": tokens.heat[0]}


def luminance(color):
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one, other):
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_the_numbers_are_legible_on_every_colour(tokens):
    assert min(contrast(tokens.text, fill) for fill in tokens.heat) >= 4.5
    assert contrast(tokens.axis_text, tokens.track) >= 4.5


def test_a_long_history_keeps_the_latest_groups_and_the_first_ages():
    data = triangle(groups([[50] * (30 - n) for n in range(30)]), {}, "en").data

    assert data[data["whole"] == 0]["group"].nunique() == 24
    assert data["age"].max() == 12
    assert data["group"].iloc[0].startswith("Q3 2025")


def test_who_does_not_see_the_picture_hears_its_finding():
    assert drawn()["triangle"].alt.startswith(f"{FINDING} Tabel van 4 groepen klanten")
    assert drawn()["brought"].alt.startswith(FINDING)


def test_a_line_starts_at_zero_and_names_its_last_value_and_a_few_ages():
    chart = drawn()["brought"]
    y = chart.spec["layer"][0]["encoding"]["y"]
    named = chart.spec["layer"][0]["encoding"]["x"]["axis"]["values"]

    assert y["scale"]["domain"][0] == 0
    assert chart.data["last"].dropna().tolist() == ["€\u00a0260"]
    assert named == [0, 2, 4, 6, 8]
