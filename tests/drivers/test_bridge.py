"""Bridges over made-up series: a planted cause is named, noise is not, small and hidden parts are the rest."""

from dataclasses import replace

import numpy as np
import pytest

from kpi_core.catalogue import CATALOGUE
from kpi_core.drivers import Drivers, Unsplit, split_as
from kpi_core.drivers.bridge import bridge_of
from kpi_core.drivers.cells import Cells
from kpi_core.drivers.customers import kinds_of
from kpi_core.drivers.guard import holm, shares_chance
from kpi_core.model import Marks
from kpi_core.periods import parse_period, periods_between

REVENUE = split_as(CATALOGUE["revenue"])
RATE = split_as(CATALOGUE["website_conversion_rate"])
LAST = parse_period("2026-06")
BEFORE = LAST.year_earlier()
NAMES = ("A", "B", "C", "D", "E", "F", "G", "H")


def cells(x, d=None, last=LAST):
    """Return a grid that ends with `last`, its whole being the sum of its parts."""
    periods = periods_between(last.shifted(1 - len(x)).start, last.end, last.grain)
    x, d = (None if grid is None else np.column_stack([grid, grid.sum(axis=1)]) for grid in (x, d))
    return Cells(periods, NAMES[: x.shape[1] - 1], x, d, np.ones(len(x), dtype=bool))


def sales(seed, months=36, parts=4, noise=0.06):
    """Revenue that grows and has a season in all parts alike, each with noise of its own."""
    chance = np.random.default_rng(seed)
    at = np.arange(months)[:, None]
    level = 10_000 * (1 + 0.3 * np.sin(at * np.pi / 6)) * 1.005**at * np.linspace(1, 2, parts)
    return level * np.exp(chance.normal(0, noise, (months, parts)))


def visits(seed, months=24, parts=8, size=400, rate=0.1):
    chance = np.random.default_rng(seed)
    d = chance.poisson(size, (months, parts)).astype(float)
    return chance.binomial(d.astype(int), rate).astype(float), d


def named(bridge):
    return [part.segment for part in bridge.parts if part.significant]


@pytest.mark.parametrize("seed", range(3))
def test_a_part_that_falls_is_named_and_is_the_headline(seed):
    x = sales(seed)
    x[-5:, 1] *= 0.55
    bridge = bridge_of(REVENUE, cells(x), "region", BEFORE, LAST)

    assert named(bridge) == ["B"]
    assert bridge.headline.fields["segment"] == "B"
    assert bridge.change == pytest.approx(sum(part.contribution for part in bridge.parts), abs=1e-9)
    assert bridge.change == pytest.approx(x[-1].sum() - x[-13].sum(), abs=1e-9)


@pytest.mark.parametrize(("factor", "code"), [(0.5, "broad.down"), (2.0, "broad.up"), (1.0, "quiet")])
def test_what_all_parts_do_is_blamed_on_none(factor, code):
    x = sales(1)
    x[-5:] *= factor
    bridge = bridge_of(REVENUE, cells(x), "region", BEFORE, LAST)

    assert named(bridge) == []
    assert bridge.headline.code == f"drivers.{code}"


def test_parts_of_a_sum_that_only_vary_are_seldom_named():
    """Holm at 10%: of 60 series in which nothing happens, at most one in six names a part."""
    wrong = sum(bool(named(bridge_of(REVENUE, cells(sales(seed)), "region", BEFORE, LAST))) for seed in range(60))

    assert wrong <= 10


def test_parts_of_a_share_that_only_vary_are_seldom_named():
    wrong = 0
    for seed in range(150):
        x, d = visits(seed)
        wrong += bool(named(bridge_of(RATE, cells(x, d), "channel", BEFORE, LAST)))

    assert wrong <= 22


def test_a_share_that_really_changed_is_named():
    x, d = visits(11, size=2000)
    x[-1, 2] = round(d[-1, 2] * 0.06)
    bridge = bridge_of(RATE, cells(x, d), "channel", BEFORE, LAST)

    assert named(bridge) == ["C"]
    assert bridge.headline.fields["segment"] == "C"


def test_months_that_really_differ_widen_the_guard():
    """The same change is no news where shares jump about from month to month."""
    d = np.full((24, 4), 2000.0)
    x = d * 0.1
    restless = x * (1 + 0.4 * np.sin(np.arange(len(x)) * 2.1))[:, None]
    chances = [
        shares_chance((grid[-13], d[-13]), (grid[-1] * 0.8, d[-1]), (grid[:-1], d[:-1])) for grid in (x, restless)
    ]

    assert (chances[0] < 0.05).all()
    assert (chances[1] > 0.05).all()


def test_too_few_cases_are_never_named():
    x, d = visits(2, parts=3, size=400)
    d[:, 0], x[:, 0] = 20, 1
    x[-1, 0] = 19
    bridge = bridge_of(RATE, cells(x, d), "channel", BEFORE, LAST)
    few = next(part for part in bridge.parts if part.segment == "A")

    assert few.small
    assert not few.significant
    assert few.contribution == pytest.approx(few.rate + few.mix)


def test_every_part_better_and_the_whole_worse_is_told_as_a_shift():
    d = np.tile([2720.0, 7280.0], (14, 1))
    x = d * [0.30, 0.05]
    d[-1] = [1667.0, 8333.0]
    x[-1] = d[-1] * [0.315, 0.06]
    bridge = bridge_of(RATE, cells(x, d), "channel", BEFORE, LAST)

    assert bridge.headline.code == "drivers.simpson.fell"
    assert bridge.headline.fields["segment"] == "B"
    assert bridge.headline.fields["mix"] == pytest.approx(-0.027, abs=1e-3)
    assert sum(part.rate for part in bridge.parts) == pytest.approx(0.011, abs=1e-3)
    assert sum(part.mix for part in bridge.parts) == pytest.approx(-0.027, abs=1e-3)


def test_a_part_that_was_not_there_before_is_all_mix_and_no_chance():
    x, d = visits(3, parts=3, size=1000)
    x[:-1, 2], d[:-1, 2] = 0, 0
    x[-1, 2], d[-1, 2] = 400, 1000
    bridge = bridge_of(RATE, cells(x, d), "channel", BEFORE, LAST)
    new = next(part for part in bridge.parts if part.segment == "C")

    assert new.rate == 0
    assert new.mix > 0
    assert named(bridge) == ["C"]


def test_one_first_customer_in_a_new_part_is_no_cause_of_a_share():
    x, d = visits(3, parts=3, size=1000)
    x[:-1, 2], d[:-1, 2] = 0, 0
    x[-1, 2], d[-1, 2] = 1, 1

    assert named(bridge_of(RATE, cells(x, d), "channel", BEFORE, LAST)) == []


def test_hidden_parts_are_one_part_together():
    x = sales(4)
    grid = cells(x)
    grid.x[-1, [0, 2]] = np.nan
    bridge = bridge_of(REVENUE, grid, "region", BEFORE, LAST)
    rest = bridge.parts[-1]

    assert [part.segment for part in bridge.parts[:-1]] == ["D", "B"] or [p.segment for p in bridge.parts[:-1]] == [
        "B",
        "D",
    ]
    assert rest.segment is None
    assert rest.contribution == pytest.approx(x[-1, [0, 2]].sum() - x[-13, [0, 2]].sum())
    assert not rest.significant


def test_from_the_route_every_part_has_its_share_of_last_year():
    x = sales(6)
    bridge = bridge_of(REVENUE, cells(x), "region", BEFORE, LAST, route=100_000.0)
    part = next(part for part in bridge.parts if part.segment == "A")

    assert bridge.total_from == pytest.approx(100_000)
    assert bridge.change == pytest.approx(x[-1].sum() - 100_000)
    assert part.before == pytest.approx(100_000 * x[-13, 0] / x[-13].sum())


def test_a_ratio_from_the_route_keeps_its_weights():
    x, d = visits(7, parts=3)
    bridge = bridge_of(RATE, cells(x, d), "channel", BEFORE, LAST, route=0.12)

    assert bridge.total_from == pytest.approx(0.12)
    assert sum(part.contribution for part in bridge.parts) == pytest.approx(x[-1].sum() / d[-1].sum() - 0.12, abs=1e-9)


def test_half_a_year_is_the_sum_of_its_months():
    x = sales(8)
    now, before = (
        replace(LAST, start=parse_period(f"{year}-01").start, end=parse_period(f"{year}-06").end)
        for year in (2026, 2025)
    )
    bridge = bridge_of(REVENUE, cells(x), "region", before, now)

    assert bridge.change == pytest.approx(x[-6:].sum() - x[-18:-12].sum())


def test_a_special_month_does_not_make_a_part_restless():
    x = sales(9, noise=0.03)
    x[-20, 1] *= 0.2
    x[-4:, 1] *= 0.75
    told = Marks(special=frozenset({LAST.shifted(-19)}))

    assert "B" in named(bridge_of(REVENUE, cells(x), "region", BEFORE, LAST, marks=told))


def test_a_short_history_names_nothing_and_says_so():
    x = sales(2, months=14)
    x[-1, 0] *= 0.1
    bridge = bridge_of(REVENUE, cells(x[-6:]), "region", LAST.shifted(-1), LAST)

    assert named(bridge) == []
    assert bridge.headline.code == "drivers.short"


def test_nothing_changed_is_said_as_that():
    x = np.tile(sales(2)[:1], (20, 1))

    assert bridge_of(REVENUE, cells(x), "region", BEFORE, LAST).headline.code == "drivers.same"


@pytest.mark.parametrize("change", ["missing", "no denominator"])
def test_what_has_no_value_is_not_divided(change):
    x, d = visits(1, months=6 if change == "missing" else 24)
    d[-1] = 0 if change == "no denominator" else d[-1]
    found = bridge_of(RATE, cells(x, d), "channel", BEFORE, LAST)

    assert found == Unsplit("no_data" if change == "missing" else "no_value")


@pytest.mark.parametrize(
    ("kpi", "divided"),
    [
        ("revenue", True),
        ("bounce_rate", True),
        ("net_promoter_score", True),
        ("average_resolution_time", True),
        ("active_customers", False),
        ("average_order_value", True),  # where no order is in two parts
        ("website_users", False),
        ("customer_retention_rate", False),
    ],
)
def test_only_what_can_add_up_is_divided(kpi, divided):
    assert isinstance(split_as(CATALOGUE[kpi]), Unsplit) is not divided


def test_holm_stops_at_the_first_that_is_likely():
    assert list(holm(np.array([0.001, 0.2, 0.03, np.nan]))) == [True, False, True, False]
    assert list(holm(np.array([0.06, 0.04]))) == [True, True]
    assert list(holm(np.array([0.06, 0.06]))) == [False, False]


def test_customers_are_of_the_kind_their_purchases_make_them():
    """K0 buys in both periods, K1 before only, K2 now for the first time, K3 long ago and now; the last row names nobody."""
    day = (BEFORE.start - parse_period("1970-01-01").start).days
    then, now, long_ago = day + 3, (LAST.start - parse_period("1970-01-01").start).days + 3, day - 400
    who = np.array([0, 0, 1, 2, 3, 3, -1], dtype=np.int32)
    days = np.array([then, now, then, now, long_ago, now, now], dtype=np.int32)

    found = kinds_of(who, days, np.ones(7, dtype=bool), BEFORE, LAST)

    assert list(found) == [0, 0, 3, 1, 2, 2, -1]


def test_a_bridge_is_what_its_parts_add_up_to():
    assert isinstance(bridge_of(REVENUE, cells(sales(3)), "region", BEFORE, LAST), Drivers)
