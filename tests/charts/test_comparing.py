"""The pictures of comparing: the funnel, the strips, and two lines above each other."""

import json
import warnings

import altair as alt
import numpy as np
import pytest

from kpi_core.charts.funnel import funnel
from kpi_core.charts.leading import leading
from kpi_core.charts.outliers import Labels
from kpi_core.charts.ranking import Bar, ranking
from kpi_core.charts.strips import strips
from kpi_core.charts.tokens import tokens
from kpi_core.compared import Row, compare
from kpi_core.series import series
from kpi_core.units import Unit
from tests.targets.small import make_kpi, make_results

MODES, LANGS = ("light", "dark"), ("nl", "en")
NAMES = ("Noord", "<b>Zuid</b>", "Midden", "West", "Oost")


def compared(sizes=(90, 90, 90, 90, 90), *, shares=True):
    """Return five parts of which the second really lies lower."""
    chance = np.random.default_rng(2)
    rows = []
    for place, (name, size) in enumerate(zip(NAMES, sizes, strict=True)):
        real = 0.1 if place == 1 else 0.2
        totals = chance.binomial(size, real, 12).astype(float) if shares else size * real * chance.normal(1, 0.3, 12)
        rows.append(Row(name, totals.sum(), size * 12.0, totals, np.full(12, float(size))))
    together = Row("", *(sum(getattr(row, name) for row in rows) for name in ("total", "size", "totals", "sizes")))
    return compare(rows, together, "kpi", shares=shares)


def drawn(lang="nl", mode="light", sizes=(90, 90, 90, 90, 90)):
    kpi = make_kpi(unit=Unit.PERCENT, precision=1)
    labels = Labels({name: name for name in NAMES}, dict.fromkeys(NAMES, "300 leads"), "Zuid ligt lager.")
    points = series(make_results([float(value % 7) for value in range(30)]), "kpi")
    upper = (kpi, points, "Leads, 2 maanden later getekend", True)
    return {
        "funnel": funnel(kpi, compared(sizes), labels, (lang, mode)),
        "strips": strips(kpi, compared(sizes, shares=False), labels, (lang, mode)),
        "leading": leading(upper, (kpi, points, "Omzet", False), 2, "Leads en omzet.", (lang, mode)),
    }


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("mode", MODES)
def test_every_picture_is_valid_and_in_the_colours_of_its_mode(lang, mode):
    for name, chart in drawn(lang, mode).items():
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            alt.Chart.from_dict({**chart.spec, "data": {"values": []}}, validate=True)
        assert tokens("light" if mode == "dark" else "dark").text not in json.dumps(chart.spec), name
        assert chart.alt


@pytest.mark.parametrize("kind", ["funnel", "strips"])
def test_ink_is_for_what_differs_and_names_never_become_code(kind):
    chart = drawn()[kind]

    assert chart.data.set_index("name")["beyond"].to_dict() == {name: name == "<b>Zuid</b>" for name in NAMES}
    assert "<b>" not in json.dumps({**chart.spec, "layer": [{**one, "encoding": {}} for one in chart.spec["layer"]]})
    assert [item.shape for item in chart.key] == ["line", "box", "dot"]


def test_the_funnel_draws_the_limits_the_parts_are_judged_by():
    found = compared()
    edges = drawn()["funnel"].spec["layer"][0]["data"]["values"]

    assert [edge["size"] for edge in edges] == [edge.size for edge in found.funnel]
    assert [(edge["low"], edge["high"]) for edge in edges] == [edge.outer for edge in found.funnel]


@pytest.mark.parametrize(
    ("sizes", "scale"),
    [((300, 300, 200, 250, 400), "linear"), ((9000, 300, 40, 700, 250), "log")],
    ids=["alike", "wide"],
)
def test_sizes_that_differ_much_stand_in_equal_ratios(sizes, scale):
    across = drawn(sizes=sizes)["funnel"].spec["layer"][0]["encoding"]["x"]

    assert across["scale"]["type"] == scale
    assert 2 <= len(across["axis"]["values"]) <= 7


def test_a_name_at_the_bottom_stands_above_its_point_and_clear_of_the_axis():
    chart = drawn()["funnel"]
    south = int(chart.data.index[chart.data["name"] == "<b>Zuid</b>"][0])
    (at,) = {
        one["mark"]["dy"]
        for one in chart.spec["layer"]
        if one.get("transform") == [{"filter": f"datum.row == {south}"}]
    }
    low, high = chart.spec["layer"][-1]["encoding"]["y"]["scale"]["domain"]

    assert (chart.data["value"][south] - low) / (high - low) < 0.12
    assert at < 0


def test_the_two_lines_have_a_panel_and_a_scale_each():
    layers = drawn()["leading"].spec["layer"]
    ranges = [panel["layer"][0]["encoding"]["y"]["scale"]["range"] for panel in layers[:2]]

    assert ranges[0][0] != ranges[1][0]
    assert drawn()["leading"].spec["resolve"] == {"scale": {"y": "independent"}}


def test_the_first_is_drawn_so_many_months_later():
    rows = drawn()["leading"].data.groupby("panel")["when"].min()

    assert (rows["first"][:7], rows["then"][:7]) == ("2025-03", "2025-01")


def test_a_bar_that_may_be_chance_is_grey_and_the_key_says_so():
    bars = (Bar("Noord", "Noord", 8.0), Bar("Zuid", "Zuid", 4.0))
    chart = ranking(make_kpi(), bars, "nl", unsure={"Zuid"})

    assert list(chart.data["unsure"]) == [False, True]
    assert [item.text for item in chart.key] == ["werkelijk", "kan toeval zijn"]
    assert [item.text for item in ranking(make_kpi(), bars, "nl", unsure={"Zuid", "Noord"}).key] == ["kan toeval zijn"]
