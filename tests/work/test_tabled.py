"""The tables beside the charts: values with their margin, and no change where chance explains it."""

import pytest

from kpi_core.charts import Bar
from kpi_core.targets import series
from kpi_core.units import Unit
from kpi_core.work.tabled import per_part, per_period
from tests.targets.small import make_kpi, make_results

SCORE = make_kpi("NPS", formula="avg(surveys.score)", unit=Unit.SCORE)


@pytest.mark.parametrize(
    ("lang", "value", "within"),
    [("nl", "31 ± 20 punt", "binnen de marge"), ("en", "31 ± 20 pts", "within the margin")],
)
def test_a_period_of_answers_has_its_margin_beside_it(lang, value, within):
    points = series(make_results([90.0, 20.0, 31.0], rows=50, margin=20.0), "kpi")

    table = per_period(points, points, SCORE, lang)

    cells = list(table.values())
    assert cells[1][0] == value
    assert cells[2] == [within, "−70", "–"]
    assert cells[4] == ["50", "50", "50"]


def test_a_figure_that_rests_on_no_answers_stands_alone():
    points = series(make_results([1000.0, 1500.0]), "kpi")

    table = per_period(points, points, make_kpi(), "nl")

    assert [cell.replace("\u00a0", " ") for cell in table["Omzet"]] == ["€ 1.500", "€ 1.000"]
    assert list(table.values())[2] == ["+50%", "–"]


def test_only_the_periods_kept_have_a_line_and_the_others_are_compared_with():
    points = series(make_results([1000.0, 1500.0]), "kpi")

    table = per_period(points[1:], points, make_kpi(), "nl")

    assert list(table.values())[2] == ["+50%"]


def test_a_part_is_compared_with_itself_within_both_margins():
    bars = [
        Bar("Noord", "Noord", 40.0, 20.0, 50, (20.0, 10.0)),
        Bar("Zuid", "Zuid", 40.0, 10.0, 50, (20.0, 10.0)),
        Bar("West", "West", 40.0, None, 0, (None, None)),
    ]

    whole = Bar("Alles", None, 40.0, None, 100, (14.0, None))

    table = list(per_part(bars, whole, SCORE, "region", "nl").values())

    assert table[0] == ["Noord", "Zuid", "West", "Alles"]
    assert table[1] == ["40 ± 20 punt", "40 ± 20 punt", "40", "40 ± 14 punt"]
    assert table[2] == ["binnen de marge", "+30", "–", ""]
