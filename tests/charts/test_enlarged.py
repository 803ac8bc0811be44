"""Charts on a wall: larger type and marks, the same data."""

import pandas as pd
import pytest

from kpi_core.charts import Chart
from kpi_core.charts.enlarged import enlarged, for_a_room

SPEC = {
    "config": {"axis": {"labelFontSize": 12, "grid": False}, "text": {"fontSize": 12}},
    "layer": [
        {"mark": {"type": "point", "size": 70, "strokeWidth": 2, "opacity": 1}, "encoding": {"x": {"field": "size"}}},
        {"mark": {"type": "text", "dx": 6}, "encoding": {"y": {"scale": {"domain": [0, 12]}}}},
    ],
    "height": 120,
}


@pytest.mark.parametrize(
    ("path", "asked"),
    [
        (("config", "axis", "labelFontSize"), 24),
        (("config", "text", "fontSize"), 24),
        (("config", "axis", "grid"), False),
        (("layer", 0, "mark", "size"), 280),
        (("layer", 0, "mark", "strokeWidth"), 4),
        (("layer", 0, "mark", "opacity"), 1),
        (("layer", 0, "encoding", "x", "field"), "size"),
        (("layer", 1, "mark", "dx"), 12),
        (("layer", 1, "encoding", "y", "scale", "domain"), [0, 12]),
        (("height",), 500),
    ],
)
def test_type_lines_and_points_grow_and_nothing_else(path, asked):
    found = enlarged(Chart(pd.DataFrame({"a": [1]}), SPEC, "alt"), 500, 2).spec
    for step in path:
        found = found[step]

    assert found == asked


def test_the_picture_it_was_made_from_stays_as_it_is():
    before = Chart(pd.DataFrame({"a": [1]}), SPEC, "alt")
    enlarged(before, 500)

    assert before.spec["config"]["axis"]["labelFontSize"] == 12
    assert before.spec["height"] == 120


@pytest.mark.parametrize(("height", "asked"), [(56, 56), (120, 216), (172, 300), (260, 300), (420, 420)])
def test_a_picture_with_an_axis_grows_a_strip_and_what_is_large_already_do_not(height, asked):
    found = for_a_room(Chart(pd.DataFrame({"a": [1]}), {**SPEC, "height": height}, "alt"))

    assert found.spec["height"] == asked
