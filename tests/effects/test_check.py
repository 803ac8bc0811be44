"""Did it work: only what chance and the KPI's own past both make unlikely is called so."""

from datetime import date, timedelta

import numpy as np
import pytest

from kpi_core.effects import Effect, Worked, effect
from kpi_core.forecast import History
from kpi_core.periods import Grain, period_of

FIRST = period_of(date(2023, 1, 1), Grain.MONTH)
N = 24


def months(n):
    return tuple(FIRST.shifted(step) for step in range(n))


def restless(n, seed=1, size=50.0):
    return 1000 + np.random.default_rng(seed).normal(0, size, n)


def judged(values, n=N, up=True, begun=None, **more):
    span = months(len(values))
    return effect(History(np.asarray(values, float), 12, **more), span, begun or span[0].shifted(n).start, up=up)


def lifted(by, after=4, n=N):
    return np.concatenate([restless(n), restless(after, seed=2) + by])


@pytest.mark.parametrize(
    ("by", "up", "verdict", "reason"),
    [
        (400, True, Worked.LIKELY, ""),
        (400, False, Worked.WORSE, ""),
        (-400, True, Worked.WORSE, ""),
        (-400, False, Worked.LIKELY, ""),
        (400, None, Worked.CANNOT_TELL, "no_side"),
        (0, True, Worked.CANNOT_TELL, "chance"),
        (30, True, Worked.CANNOT_TELL, "chance"),
    ],
)
def test_the_verdict_follows_size_and_side(by, up, verdict, reason):
    found = judged(lifted(by), up=up)

    assert (found.verdict, found.reason) == (verdict, reason)


def test_the_size_is_the_mean_since_beside_the_level_before():
    """About 1,000 a month before, and 400 more since."""
    values = lifted(400)
    found = judged(values)
    low, middle, high = found.gained

    assert found.value == pytest.approx(values[N:].mean())
    assert found.expected == pytest.approx(1000, abs=40)
    assert low < middle < high
    assert middle == pytest.approx(values[N:].mean() - found.expected)
    assert found.n == 4


def test_the_range_holds_the_real_difference_about_four_times_in_five():
    held = []
    for seed in range(60):
        values = np.concatenate([restless(N, seed), restless(4, seed + 100) + 400])
        low, _, high = judged(values).gained
        held.append(low < 400 < high)

    assert 0.65 <= np.mean(held) <= 0.95


@pytest.mark.parametrize(
    ("begun", "n"),
    [(FIRST.shifted(N).start, 4), (FIRST.shifted(N).start + timedelta(days=9), 3)],
)
def test_the_period_it_began_in_counts_nowhere_unless_it_began_on_the_first_day(begun, n):
    values = lifted(400)
    values[N] = 9e9 if n == 3 else values[N]

    found = judged(values, begun=begun)

    assert (found.verdict, found.n) == (Worked.LIKELY, n)
    assert found.value == pytest.approx(values[-n:].mean())


def test_what_comes_later_than_six_periods_is_not_its_doing():
    values = np.concatenate([lifted(400, after=6), [50_000.0] * 6])

    assert judged(values) == judged(values[: N + 6])


@pytest.mark.parametrize(
    ("after", "special", "n", "ends"),
    [(0, (), 0, 2), (1, (), 1, 2), (2, (), 2, 2), (3, (1,), 2, 3), (4, (0, 3), 2, 4)],
)
def test_too_soon_says_until_when(after, special, n, ends):
    values = lifted(400, after=after) if after else restless(N)
    for one in special:
        values[N + one] = np.nan

    found = judged(values)

    assert (found.verdict, found.reason, found.n) == (Worked.CANNOT_TELL, "too_soon", n)
    assert found.at == FIRST.shifted(N + ends)
    assert found.gained is None


def test_an_action_that_still_has_to_begin_is_too_soon():
    begun = FIRST.shifted(N + 5).start + timedelta(days=3)

    assert judged(restless(N), begun=begun).at == FIRST.shifted(N + 8)


@pytest.mark.parametrize(("n", "reason"), [(11, "too_short"), (12, "")])
def test_it_takes_twelve_known_periods_before(n, reason):
    found = judged(lifted(4000, n=n), n=n)

    assert found.reason == reason
    if reason:
        assert (found.n, found.needed) == (11, 12)


def test_special_periods_are_no_part_of_what_is_expected():
    values = lifted(0)
    plain = judged(values)
    values[10] = np.nan

    assert judged(values).expected == pytest.approx(plain.expected, rel=0.03)


@pytest.mark.parametrize("values", [[5.0] * 30, []])
def test_figures_that_allow_no_forecast_say_so(values):
    found = judged(values) if values else effect(History(np.empty(0), 1), (), FIRST.start, up=True)

    assert found.verdict is Worked.CANNOT_TELL
    assert found.reason == ("silent" if values else "too_short")


def test_as_large_a_jump_before_is_no_sign():
    """The level fell by as much once, a year and a half earlier, when there was no action."""
    before = np.concatenate([restless(9, 20 + at, 30) + 400 * (at % 2) for at in range(4)])
    values = np.concatenate([before, restless(4, 101, 30)])

    found = judged(values, n=36, up=False)

    assert (found.verdict, found.reason) == (Worked.CANNOT_TELL, "before")
    assert found.gained[1] < 0


def test_a_share_is_judged_by_its_counts():
    """From 100 to 200 in 1,000; and from 2 to 4 in 20, which chance does."""

    def shares(size, hits):
        values = np.array([0.1] * N + [hits / size] * 3) + np.resize([0.01, -0.01], N + 3)
        counts = np.full(N + 3, float(size))
        return judged(values, bounds=(0.0, 1.0), counts=counts)

    assert shares(1000, 200).verdict is Worked.LIKELY
    assert shares(20, 4).reason == "chance"


def test_nothing_to_compare_has_no_size():
    assert Effect(Worked.CANNOT_TELL, "too_soon").gained is None
