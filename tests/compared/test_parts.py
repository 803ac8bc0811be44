"""Parts beside each other: planted differences are named, equal parts are not, small and hidden ones are left alone."""

import numpy as np
import pandas as pd
import pytest

from kpi_core.compared import Place, Row, compare, compared
from kpi_core.model import Results
from kpi_core.periods import Period, parse_period
from kpi_core.units import Unit
from tests.targets.small import make_kpi

SHARE = "count(deals where deal_outcome = 'won') / count(deals)"
MEAN = "sum(sales.net_amount) / distinct(sales.order_id)"


def row(segment, totals, sizes):
    totals, sizes = np.array(totals, dtype=float), np.array(sizes, dtype=float)
    return Row(segment, float(np.nansum(totals)), float(np.nansum(sizes)), totals, sizes)


def whole(rows):
    return row("", sum(one.totals for one in rows), sum(one.sizes for one in rows))


def shares(p, size, seed=1, months=12):
    """Return a row per share in p, of `size` a month, that only counting moves."""
    chance = np.random.default_rng(seed)
    return [row(f"deel {place}", chance.binomial(size, one, months), [size] * months) for place, one in enumerate(p)]


def means(levels, seed=1, months=12, size=50):
    chance = np.random.default_rng(seed)
    return [
        row(f"deel {place}", level * size * chance.normal(1, 0.05, months), [size] * months)
        for place, level in enumerate(levels)
    ]


def places(found):
    return [part.place for part in found.parts]


def test_equal_shares_are_seldom_told_apart():
    found = [compare(rows := shares([0.2] * 6, 100, seed), whole(rows), "kpi", shares=True) for seed in range(20)]

    assert sum(one.finding.code != "compared_none" for one in found) <= 2


def test_equal_means_are_seldom_told_apart():
    found = [compare(rows := means([100] * 6, seed), whole(rows), "kpi", shares=False) for seed in range(60)]

    assert sum(one.finding.code != "compared_none" for one in found) <= 5


@pytest.mark.parametrize(("make", "is_share", "low"), [(shares, True, 0.1), (means, False, 70)], ids=["share", "mean"])
def test_a_part_that_really_lies_lower_is_named_and_no_other(make, is_share, low):
    usual = 0.2 if is_share else 100
    rows = make([low, usual, usual, usual, usual], **({"size": 300} if is_share else {}))

    found = compare(rows, whole(rows), "kpi", shares=is_share)

    assert places(found)[0] is Place.BELOW
    assert found.at(Place.TOO_FEW) == ()
    assert found.finding.fields["below"] == ("deel 0",)


def test_a_higher_part_is_named_as_such():
    rows = shares([*[0.2] * 8, 0.3], 100)

    found = compare(rows, whole(rows), "kpi", shares=True)

    assert found.finding.fields == {"below": (), "above": ("deel 8",), "n": 1}


def test_fewer_than_twenty_is_too_few_and_has_no_limits():
    rows = [*shares([0.2, 0.2], 300), row("Tilburg", [1] * 7 + [0] * 5, [1] * 7 + [0] * 5)]

    found = compare(rows, whole(rows), "kpi", shares=True)

    assert places(found)[2] is Place.TOO_FEW
    assert found.parts[2].outer is None
    assert found.parts[2].size == 7


def test_a_mean_of_fewer_than_six_months_is_too_few():
    rows = [*means([100, 100]), row("nieuw", [np.nan] * 7 + [5000] * 5, [np.nan] * 7 + [50] * 5)]
    together = row("", np.nansum([one.totals for one in rows], 0), np.nansum([one.sizes for one in rows], 0))

    assert places(compare(rows, together, "kpi", shares=False))[2] is Place.TOO_FEW


def test_when_all_are_too_small_that_is_the_finding():
    rows = shares([0.5, 0.5], 1)

    assert compare(rows, whole(rows), "kpi", shares=True).finding.code == "compared_too_few"


def test_the_funnel_runs_along_the_limits_the_parts_are_judged_by():
    rows = [*shares([0.2, 0.2], 300), *shares([0.2], 50)]

    found = compare(rows, whole(rows), "kpi", shares=True)

    widths = [edge.outer[1] - edge.outer[0] for edge in found.funnel]
    assert widths == sorted(widths, reverse=True)
    assert found.funnel[0].size <= 600
    assert found.funnel[-1].size >= 3600
    assert all(edge.outer[0] <= edge.inner[0] <= edge.inner[1] <= edge.outer[1] for edge in found.funnel)


@pytest.mark.parametrize(
    ("rows", "together"),
    [
        (shares([0.2], 300), None),
        (shares([0.2, 0.3], 300, months=2), None),
        (shares([0.2, 0.3], 300), row("", [200] * 12, [300] * 12)),
    ],
    ids=["one part", "too few months to know how shares move", "the whole is not made of its parts"],
)
def test_there_is_no_comparison_without_a_ground_for_one(rows, together):
    assert compare(rows, together or whole(rows), "kpi", shares=True) is None


def results(parts, months=12):
    """Return a span and its months: parts hold a (numerator, denominator) a month per segment; None = hidden."""
    span = Period(parse_period("2025-07").start, parse_period("2026-06").end, parse_period("2026-06").grain)
    monthly = [parse_period("2025-07").shifted(step) for step in range(months)]
    shown = [pair for pair in parts.values() if pair]
    everything = {None: (sum(x for x, _ in shown), sum(d for _, d in shown)), **parts}
    now = [line(segment, pair, span, months) for segment, pair in everything.items()]
    over_time = [line(segment, pair, period, 1) for segment, pair in everything.items() for period in monthly]
    return Results(pd.DataFrame(now)), Results(pd.DataFrame(over_time))


def line(segment, pair, period, times):
    x, d = pair or (np.nan, np.nan)
    return {
        "kpi": "kpi",
        "period": period.id,
        "start": period.start,
        "end": period.end,
        "segment": segment,
        "value": x / d,
        "numerator": x * times,
        "denominator": d * times,
        "margin": np.nan,
        "rows": 0 if pair is None else int(d * times),
        "complete": True,
    }


PARTS = {"Noord": (60.0, 300.0), "Midden": (60.0, 300.0), "Zuid": (30.0, 300.0)}


@pytest.mark.parametrize(
    ("formula", "unit", "funnel"),
    [(SHARE, Unit.PERCENT, True), (MEAN, Unit.CURRENCY, False), ("avg(surveys.score)", Unit.SCORE, False)],
    ids=["share of counts", "amount a piece", "mean of rows"],
)
def test_shares_of_counts_have_a_funnel_and_means_their_own_strips(formula, unit, funnel):
    found = compared(make_kpi(formula=formula, unit=unit), "region", *results(PARTS))

    assert bool(found.funnel) is funnel
    assert found.whole == pytest.approx(150 / 900)
    assert [part.value for part in found.parts] == pytest.approx([0.2, 0.2, 0.1])


def test_a_share_of_money_is_no_count_even_in_whole_euros():
    formula = "sum(sales.refund_amount) / sum(sales.net_amount)"

    assert compared(make_kpi(formula=formula, unit=Unit.PERCENT), "region", *results(PARTS)).funnel == ()


def test_a_hidden_group_is_not_compared_nor_named():
    found = compared(make_kpi(formula=SHARE, unit=Unit.PERCENT), "region", *results({**PARTS, "Kantoor": None}))

    assert [part.segment for part in found.parts] == ["Noord", "Midden", "Zuid"]


@pytest.mark.parametrize(
    ("formula", "by"),
    [("sum(sales.net_amount)", "region"), (SHARE, "rep"), (SHARE, "cohort_month")],
    ids=["a sum", "people", "groups of a moment"],
)
def test_sums_people_and_cohorts_are_not_held_against_each_other(formula, by):
    assert compared(make_kpi(formula=formula, unit=Unit.PERCENT), by, *results(PARTS)) is None
