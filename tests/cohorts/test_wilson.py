"""Shares with their margins, against figures that others published."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi_core.cohorts import wilson


@pytest.mark.parametrize(
    ("hits", "n", "low", "high"),
    [(7, 10, 0.50, 0.85), (14, 20, 0.56, 0.81), (35, 50, 0.61, 0.78), (140, 200, 0.66, 0.74)],
)
def test_the_margin_of_a_share_is_that_of_the_tables(hits, n, low, high):
    assert [round(end, 2) for end in wilson(hits, n)] == [low, high]


def test_nobody_asked_says_nothing():
    assert wilson(0, 0) == (0.0, 1.0)


@given(st.integers(1, 5000), st.data())
def test_the_margin_holds_the_share_and_solves_its_own_equation(n, data):
    """Wilson's ends are the shares from which the one seen lies exactly 1.2816 spreads away."""
    hits = data.draw(st.integers(0, n))
    low, high = wilson(hits, n)
    share = hits / n

    assert 0 <= low <= share + 1e-12
    assert share - 1e-12 <= high <= 1
    for end in (low, high):
        if 1e-9 < end < 1 - 1e-9:
            assert abs(share - end) == pytest.approx(1.2815515655 * (end * (1 - end) / n) ** 0.5, rel=1e-6)


def test_a_margin_gets_narrower_with_more_customers():
    widths = [high - low for low, high in (wilson(n * 0.3, n) for n in (10, 40, 160, 640))]

    assert widths == sorted(widths, reverse=True)
