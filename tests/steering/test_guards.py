"""One KPI bought with another: planted trade-offs are found, what only varies is left alone."""

import numpy as np
import pytest

from kpi_core.steering import Line, traded
from kpi_core.units import Direction
from tests.benchmarks.guards import a_year, found, pair
from tests.signals.small import history, months, noisy

N = 36


def line(values, direction=Direction.HIGHER):
    return Line(history(values), months(len(values)), direction)


def changed(seed, part, at=3):
    values = noisy(N, seed)
    values[-at:] *= 1 + part
    return values


@pytest.mark.parametrize(
    ("first", "kpi", "second", "guard", "told"),
    [
        (0.4, "higher", -0.4, "higher", True),
        (-0.4, "lower", -0.4, "higher", True),  # cheaper, and worth less
        (0.4, "higher", 0.4, "lower", True),  # growth, and later payment
        (0.4, "higher", 0.4, "higher", False),
        (-0.4, "higher", -0.4, "higher", False),
        (-0.4, "higher", 0.4, "higher", False),  # the guard was bought with the KPI: no news of this KPI
        (0.4, "higher", 0.0, "higher", False),
        (0.0, "higher", -0.4, "higher", False),
        (0.4, "range", -0.4, "higher", False),
    ],
)
def test_only_better_with_a_worse_guard_is_told(first, kpi, second, guard, told):
    one, other = line(changed(1, first), Direction(kpi)), line(changed(2, second), Direction(guard))

    assert (traded(one, other) is not None) is told


def test_it_says_from_when_and_beside_what_was_expected():
    one, other = changed(1, 0.4), changed(2, -0.4)
    made = traded(line(one), line(other))

    assert (made.first, made.last) == (months(N)[-3], months(N)[-1])
    assert made.better.value == pytest.approx(np.mean(one[-3:]))
    assert made.worse.value == pytest.approx(np.mean(other[-3:]))
    assert made.better.expected < made.better.value
    assert made.worse.expected > made.worse.value


def test_periods_of_another_width_or_too_few_are_not_compared():
    one = line(changed(1, 0.4))
    shifted = Line(one.history, [period.shifted(200) for period in one.periods], Direction.HIGHER)

    assert traded(one, shifted) is None
    assert traded(line(changed(1, 0.4)[-10:]), line(changed(2, -0.4)[-10:])) is None


def test_the_newest_period_both_have_decides():
    one, other = changed(1, 0.4), np.append(changed(2, -0.4), np.nan)

    assert traded(line(one), line(other)).last == months(N)[-1]


@pytest.mark.parametrize("correlated", [0.0, -0.5], ids=["apart", "against each other by chance"])
def test_what_only_varies_is_called_a_trade_off_at_most_once_in_ten_years(correlated):
    assert a_year(36, pairs=20, together=correlated) <= 0.1


def test_most_real_trade_offs_are_found_within_half_a_year():
    assert found(36, 0.16, pairs=20) >= 0.7


def test_simulated_pairs_are_the_same_each_time():
    one, other = pair(24, 5)
    again, _ = pair(24, 5)

    assert np.array_equal(one.history.values, again.history.values)
    assert not np.array_equal(one.history.values, other.history.values)
