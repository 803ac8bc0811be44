"""Which way is good for a KPI that is to stay between two bounds: towards them, from where it stood."""

from dataclasses import replace
from datetime import date

import pytest

from kpi_core.catalogue import CATALOGUE
from kpi_core.model import SeriesPoint, Target
from kpi_core.periods import parse_period
from kpi_core.units import Direction
from kpi_core.work.effects import good_side

BEGUN = date(2026, 3, 10)
AIM = Target("revenue", date(2026, 12, 31), date(2026, 1, 1), low=10.0, high=20.0)
BETWEEN = replace(CATALOGUE["revenue"], direction=Direction.RANGE)


def points(*values):
    months = (parse_period(f"2026-{month:02}") for month in range(1, 13))
    return tuple(SeriesPoint(month, value, complete=True) for month, value in zip(months, values, strict=False))


@pytest.mark.parametrize(
    ("target", "values", "up"),
    [
        (AIM, (15.0, 25.0, 5.0, 5.0), False),
        (AIM, (15.0, 5.0, 25.0), True),
        (AIM, (5.0, None, 25.0), True),
        (AIM, (5.0, 15.0), None),
        (AIM, (), None),
        (replace(AIM, high=None), (15.0, 25.0), None),
        (None, (15.0, 25.0), None),
    ],
)
def test_the_last_value_before_the_action_decides(target, values, up):
    assert good_side(BETWEEN, target, points(*values), BEGUN) is up


@pytest.mark.parametrize(("direction", "up"), [(Direction.HIGHER, True), (Direction.LOWER, False)])
def test_other_kpis_have_one_good_side(direction, up):
    assert good_side(replace(BETWEEN, direction=direction), None, (), BEGUN) is up
