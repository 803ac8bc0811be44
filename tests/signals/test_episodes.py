"""What alarms, on which side, once per episode, and never with what became known later."""

import numpy as np
import pytest

from kpi_core.forecast import outlook
from kpi_core.signals import Kind, Sensitivity, Side, judge_newest, signals
from kpi_core.units import Direction
from tests.signals.small import history, months, noisy

HIGHER, LOWER, RANGE = Direction.HIGHER, Direction.LOWER, Direction.RANGE


def found(values, direction=HIGHER, sensitivity=Sensitivity.NORMAL):
    return signals(history(values), months(len(values)), direction, sensitivity)


def flagged(values, sensitivity):
    return {period for signal in found(values, sensitivity=sensitivity) for period in signal.flagged}


def test_a_dip_of_one_month_is_sudden_and_told_in_that_month():
    values = noisy(36, 1)
    values[35] *= 0.6
    last = found(values)[-1]

    assert (last.kind, last.side, last.window) == (Kind.SUDDEN, Side.WARNING, 1)
    assert last.period == last.since == months(36)[35]
    assert last.value == values[35]
    assert last.value < last.low < last.expected < last.high
    assert last.expected == pytest.approx(1000, rel=0.1)


def test_a_shift_too_small_to_see_in_one_month_is_creeping():
    """Each month is one and a half times the noise too low: it is mostly the months together that give it away."""
    start, kinds = months(36)[32], []
    for seed in range(20):
        values = noisy(36, seed)
        values[32:] *= 0.88
        kinds += [one for one in signals(history(values), months(36), HIGHER, since=start) if one.period >= start]
    creeping = [one for one in kinds if one.kind is Kind.CREEPING]

    assert len(creeping) > len(kinds) / 2
    assert all(one.window in (3, 6) and one.since == one.period.shifted(1 - one.window) for one in creeping)


def test_a_drift_is_found_before_the_half_year_is_over():
    values = noisy(36, 3)
    values[30:] *= 1 - 0.05 * np.arange(1, 7)

    assert any(signal.side is Side.WARNING and signal.period >= months(36)[30] for signal in found(values))


@pytest.mark.parametrize(
    ("factor", "direction", "side"),
    [
        (0.6, HIGHER, Side.WARNING),
        (1.5, HIGHER, Side.OPPORTUNITY),
        (0.6, LOWER, Side.OPPORTUNITY),
        (1.5, LOWER, Side.WARNING),
        (0.6, RANGE, Side.CHANGE),
        (1.5, RANGE, Side.CHANGE),
    ],
)
def test_the_direction_says_which_side_is_bad(factor, direction, side):
    values = noisy(30, 2)
    values[29] *= factor

    assert found(values, direction)[-1].side is side
    assert found(values, direction)[-1].above is (factor > 1)


def test_an_episode_is_told_once_for_as_long_as_it_lasts():
    values = noisy(36, 4)
    values[33:] *= 0.6
    last = found(values)[-1]

    assert last.period == months(36)[33]
    assert last.flagged == months(36)[33:36]
    assert last.now == values[35]
    assert last.usual == outlook(history(values[:33])).middle(3)[-1]


def test_a_month_with_nothing_at_all_is_a_signal_where_there_always_was_something():
    values = noisy(30, 2)
    values[29] = 0.0

    assert (found(values)[-1].period, found(values)[-1].value) == (months(30)[29], 0.0)


def test_news_on_the_other_side_is_another_signal():
    values = noisy(32, 4)
    values[30] *= 0.55
    values[31] *= 1.7

    assert [signal.side for signal in found(values)[-2:]] == [Side.WARNING, Side.OPPORTUNITY]


def test_a_signal_after_a_quiet_period_is_another_one():
    values = np.tile([1000.0, 1040.0, 960.0], 12)
    values[24] = values[34] = 600.0
    told = [signal.period for signal in found(values)]

    assert months(36)[24] in told
    assert months(36)[34] in told


def test_chance_alone_is_mostly_silent():
    """60 series of pure chance over a year: a false alarm per KPI in 2 to 5 years is 12 to 30 of them, at most 24 are let pass."""
    start = months(36)[24]
    count = sum(
        signal.period >= start
        for seed in range(60)
        for signal in signals(history(noisy(36, seed)), months(36), HIGHER, since=start)
    )

    assert 1 <= count <= 24


def test_a_lasting_shift_of_two_deviations_is_found_within_half_a_year():
    start = months(36)[30]
    seen = 0
    for seed in range(40):
        values = noisy(36, seed, season=0.15)
        values[30:] *= 1 - 2 * 0.08
        told = signals(history(values), months(36), HIGHER, since=start)
        seen += any(one.side is Side.WARNING and one.flagged[-1] >= start for one in told)

    assert seen >= 28


@pytest.mark.parametrize("seed", range(6))
def test_a_higher_sensitivity_gives_all_that_a_lower_one_does(seed):
    values = noisy(60, seed, season=0.15)
    values[40:] *= 0.8
    calm, normal, sensitive = (flagged(values, one) for one in Sensitivity)

    assert calm <= normal <= sensitive
    assert len(calm) < len(sensitive)


@pytest.mark.parametrize("seed", range(4))
def test_a_past_is_judged_as_it_was_at_the_time(seed):
    values = noisy(48, seed, season=0.1)
    values[30:34] *= 0.75
    told = found(values)
    for n in (20, 31, 33, 40, 47):
        end = months(48)[n - 1]
        then = [
            (one.period, one.kind, one.value, one.expected, tuple(p for p in one.flagged if p <= end))
            for one in told
            if one.period <= end
        ]

        assert then == [(o.period, o.kind, o.value, o.expected, o.flagged) for o in found(values[:n])]


def test_the_first_period_looked_at_changes_nothing_about_the_rest():
    values = noisy(40, 5)
    values[30:33] *= 0.6
    start = months(40)[31]

    assert signals(history(values), months(40), HIGHER, since=start) == tuple(
        signal for signal in found(values) if signal.flagged[-1] >= start
    )


def test_a_period_that_was_left_out_is_not_judged_and_ends_nothing():
    values = noisy(36, 4)
    values[32:] *= 0.6
    values[33] = np.nan
    last = found(values)[-1]

    assert last.flagged == (months(36)[32], *months(36)[34:])
    values[32] = np.nan
    values[34:] = noisy(36, 4)[34:]
    assert all(signal.period < months(36)[32] for signal in found(values))


@pytest.mark.parametrize("n", [0, 1, 12])
def test_less_than_thirteen_periods_give_no_signal(n):
    values = noisy(13, 1)
    values[-1] = 1.0

    assert found(values[13 - n :]) == ()
    assert judge_newest(history(values[13 - n :]), months(n), HIGHER).state == "too_short"
    assert found(values)[-1].period == months(13)[12]


def test_the_newest_period_agrees_with_the_past():
    for seed in range(12):
        values = noisy(40, seed, season=0.15)
        values[38:] *= 0.8
        newest = judge_newest(history(values), months(40), HIGHER)
        lasting = [one for one in found(values) if one.flagged[-1] == months(40)[39]]

        assert newest.signal == (lasting[0] if lasting else None)
        assert (newest.state == "signal") is bool(lasting)
