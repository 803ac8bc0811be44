"""Shares of counts: the tail beside exact fractions, and what shows at all with so few."""

from fractions import Fraction
from math import comb

import numpy as np
import pytest

from kpi_core.signals import Side, signals
from kpi_core.signals.shares import Shares
from kpi_core.units import Direction
from tests.signals.small import months, shares


def rising(start, steps):
    """start * (start + 1) * ... over `steps` factors, exactly."""
    found = Fraction(1)
    for step in range(steps):
        found *= start + step
    return found


def exact(count, n, a, b):
    """The chance of at most `count` of n, by whole numbers: C(n, k) a..(a+k-1) b..(b+n-k-1) / (a+b)..(a+b+n-1)."""
    ways = sum(comb(n, k) * rising(a, k) * rising(b, n - k) for k in range(count + 1))
    return ways / rising(a + b, n)


def test_how_unlikely_a_share_is_agrees_with_exact_fractions():
    """Twelve months of 10 in 40 differ by nothing, so the share is (120.5 / 481), as firm as 481 - 1 counts."""
    judge = Shares(shares([10] * 12 + [3], [40] * 13))
    share, firm = Fraction(241, 962), 480
    low = exact(3, 40, share * firm, (1 - share) * firm)
    look = judge.look(13, 1)

    assert look.chance == pytest.approx(2 * float(low), rel=1e-9)
    assert look.expected == pytest.approx(float(share))
    assert (look.value, look.high) == (3 / 40, False)


def test_a_rise_is_as_unlikely_as_the_fall_of_what_is_left():
    up = Shares(shares([10] * 12 + [20], [40] * 13)).look(13, 1)
    down = Shares(shares([30] * 12 + [20], [40] * 13)).look(13, 1)

    assert up.chance == pytest.approx(down.chance)
    assert (up.high, down.high) == (True, False)


def test_what_varies_more_than_counting_does_is_allowed_to():
    steady = Shares(shares([50] * 24 + [32], [1000] * 25)).look(25, 1)
    lively = Shares(shares([35, 65] * 12 + [32], [1000] * 25)).look(25, 1)

    assert steady.chance < 0.01 < lively.chance


def test_a_halving_shows_in_a_thousand_and_not_in_two_hundred():
    many = signals(shares([60] * 24 + [25], [1000] * 25), months(25), Direction.HIGHER)
    few = signals(shares([10] * 24 + [5], [200] * 25), months(25), Direction.HIGHER)

    assert [(one.period, one.side) for one in many] == [(months(25)[24], Side.WARNING)]
    assert few == ()


def test_months_that_each_say_nothing_say_something_together():
    told = signals(shares([20] * 24 + [11, 12, 11], [200] * 27), months(27), Direction.HIGHER)

    assert [(one.window, one.since) for one in told] == [(3, months(27)[24])]


@pytest.mark.parametrize("direction", [Direction.HIGHER, Direction.LOWER])
def test_the_change_that_shows_half_of_the_time_does_so(direction):
    """Drawn from that share, half of the outcomes are as strange as a signal needs them to be."""
    hits = 40 if direction is Direction.HIGHER else 160
    judge = Shares(shares([hits] * 24 + [hits], [200] * 25))
    visible = judge.visible(25, direction, 0.01)
    drawn = np.random.default_rng(1).binomial(200, visible, 400)
    seen = [Shares(shares([hits] * 24 + [count], [200] * 25)).look(25, 1) for count in np.unique(drawn)]
    strange = {count: look.chance < 0.01 for count, look in zip(np.unique(drawn), seen, strict=True)}

    assert 0.4 <= np.mean([strange[count] for count in drawn]) <= 0.6
    assert (visible < 0.2) is (direction is Direction.HIGHER)


def test_with_a_handful_not_even_nothing_at_all_shows():
    judge = Shares(shares([2] * 24 + [2], [25] * 25))

    assert judge.visible(25, Direction.HIGHER, 0.01) == 0.0


def test_a_share_with_a_season_is_held_against_its_season():
    """Every December is 60 in 200 where other months are 20: another December of 60 is nothing new, a July of 60 is."""
    year = [20] * 11 + [60]
    december = signals(shares(year * 3 + year, [200] * 48), months(48), Direction.HIGHER, since=months(48)[36])
    july = signals(shares(year * 3 + [*year[:6], 60], [200] * 43), months(43), Direction.HIGHER, since=months(43)[36])

    assert december == ()
    assert [(one.period, one.side) for one in july] == [(months(43)[42], Side.OPPORTUNITY)]


def test_chance_in_the_counts_is_mostly_silent():
    """60 shares of 200 at 5% over a year; at most 0.3 false alarms per KPI and year."""
    count = 0
    for seed in range(60):
        hits = np.random.default_rng(seed).binomial(200, 0.05, 36)
        told = signals(shares(hits, [200] * 36), months(36), Direction.HIGHER, since=months(36)[24])
        count += sum(one.period >= months(36)[24] for one in told)

    assert count <= 18
