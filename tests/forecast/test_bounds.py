"""What a forecast can never pass, and what it may."""

from datetime import date

import numpy as np
import pytest

from kpi_core.catalogue import CATALOGUE
from kpi_core.forecast import history_of, outlook
from kpi_core.model import SeriesPoint
from kpi_core.periods import Grain, periods_between

MONTHS = periods_between(date(2024, 1, 1), date(2025, 12, 31), Grain.MONTH)


def made_of(kpi, values, denominator=None):
    points = [
        SeriesPoint(p, v, complete=True, rows=9, denominator=denominator) for p, v in zip(MONTHS, values, strict=True)
    ]
    return history_of(points, CATALOGUE[kpi])[0]


@pytest.mark.parametrize(
    ("kpi", "values", "low"),
    [
        ("revenue", [0.0, 500.0, 20.0] * 8, 0.0),
        ("revenue", [-100.0, 500.0, 20.0] * 8, -np.inf),
        ("new_customers", [1.0, 50.0, 2.0] * 8, 0.0),
        ("net_promoter_score", [10.0, 80.0, 95.0] * 8, -100.0),
        ("sales_profit_margin", [0.01, 0.4, 0.3] * 8, -np.inf),
    ],
    ids=[
        "came down to nothing",
        "has been below it",
        "a count",
        "a score has its own end",
        "a margin may turn negative",
    ],
)
def test_a_band_stops_where_a_figure_must(kpi, values, low):
    history = made_of(kpi, values)

    assert history.bounds[0] == low
    assert (outlook(history).band(12)[0] >= low).all()


def test_a_share_of_counts_stays_between_none_and_all():
    values = [0.9, 0.97, 0.93, 0.99] * 6

    low, high = outlook(made_of("win_rate", values, denominator=200.0)).band(12)

    assert (low > 0).all()
    assert (high < 1).all()
