"""The scale of five labels, and the years with the box of where it is heading."""

import pytest

from kpi_core.charts import scale, years
from kpi_core.charts.scale import place_of
from kpi_core.forecast import Label, label_of
from kpi_core.texts import LANGS
from tests.targets.small import make_kpi


@pytest.mark.parametrize("chance", [0.0, 0.02, 0.05, 0.2, 0.3, 0.5, 0.7, 0.8, 0.9, 0.97, 1.0])
def test_the_diamond_stands_on_the_part_of_its_label(chance):
    label = label_of(chance, 36)

    assert list(Label)[int(place_of(chance, label))] is label


def test_a_smaller_chance_stands_further_to_the_right():
    places = [place_of(chance / 100, label_of(chance / 100, 36)) for chance in range(100, -1, -1)]

    assert places == sorted(places)


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize(("lang", "words"), list(zip(LANGS, ("zeer ambitieus", "very ambitious"), strict=True)))
def test_the_scale_says_in_words_where_a_target_stands(lang, words, mode):
    found = scale(0.2, Label.VERY_AMBITIOUS, "€\u00a0800k", lang, mode)

    assert words in found.alt
    assert "€\u00a0800k" in found.alt
    assert found.data["here"].tolist() == [False, False, False, True, False]
    assert found.data["at"].notna().sum() == 1


@pytest.mark.parametrize(("chance", "side"), [(0.99, "left"), (0.5, "center"), (0.001, "right")])
def test_the_words_at_the_ends_stay_on_the_picture(chance, side):
    layers = scale(chance, label_of(chance, 36), "€\u00a01", "nl").spec["layer"]

    assert layers[-1]["mark"]["align"] == side


def test_the_years_say_between_what_the_next_one_is_heading():
    found = years(make_kpi(), {"2025": 100.0}, "nl", goal=120.0, label="2026", ends=(90.0, 130.0))
    plain = years(make_kpi(), {"2025": 100.0}, "nl", goal=120.0, label="2026")

    assert found.data.loc[1, ["low", "high", "top"]].tolist() == [90.0, 130.0, 130.0]
    assert "4 van de 5 keer" in found.key[0].text
    assert "90" in found.alt
    assert (plain.key, plain.data["low"].notna().any()) == ((), False)
