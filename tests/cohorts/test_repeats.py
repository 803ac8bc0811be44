"""Repeat orders: the published parameters, the formulas of the paper written out, and truths planted in made-up shops."""

import csv
from datetime import date, timedelta
from importlib.metadata import distribution

import numpy as np
import pytest
from scipy.integrate import quad
from scipy.special import beta as beta_function
from scipy.special import gamma as gamma_function
from scipy.special import hyp2f1

from kpi_core.cohorts import Lacks, foreseen, lacks, outlooks
from kpi_core.cohorts.outlooks import imagined
from kpi_core.cohorts.repeats import Histories, Parameters, expected, fit, histories, log_likelihood
from kpi_core.compute.cohorts import Purchases, purchases
from tests.cohorts.made import TODAY, orders

PUBLISHED = Parameters(0.243, 4.414, 0.793, 2.426)
CUSTOMERS = "lifetimes/datasets/cdnow_customers_summary.csv"


@pytest.fixture(scope="module")
def cdnow():
    """The 2,357 customers of the paper: repeats, weeks to the last one and weeks seen."""
    with distribution("lifetimes").locate_file(CUSTOMERS).open(encoding="utf-8") as handle:
        rows = list(csv.DictReader(handle))
    return Histories(*(np.array([float(row[name]) for row in rows]) for name in ("frequency", "recency", "T")))


def test_the_parameters_are_those_of_the_paper(cdnow):
    """Fader, Hardie and Lee (2005), table 2: r = .243, alpha = 4.414, a = .793, b = 2.426, log-likelihood -9582.4."""
    found = fit(cdnow)

    assert cdnow.customers == 2357
    assert found == pytest.approx(PUBLISHED, abs=0.001)
    assert log_likelihood(found, cdnow).sum() == pytest.approx(-9582.4, abs=0.05)


def test_the_customer_of_the_papers_own_example(cdnow):
    """Customer 1 of the authors' spreadsheet (x = 2, t_x = 30.43, T = 38.86): 1.226 purchases in the next 39 weeks."""
    one = Histories(np.array([2.0]), np.array([30.43]), np.array([38.86]))

    assert expected(PUBLISHED, one, 39.0)[0] == pytest.approx(1.226, abs=0.001)
    assert (cdnow.repeats[0], cdnow.last[0], cdnow.age[0]) == (2.0, 30.43, 38.86)


@pytest.mark.parametrize(("x", "last", "age"), [(0, 0.0, 38.9), (2, 30.43, 38.86), (7, 12.0, 20.0), (29, 38.0, 38.9)])
def test_the_likelihood_is_the_one_in_the_paper(x, last, age):
    """Equation 6 written out with gamma and beta functions instead of their logarithms."""
    r, alpha, a, b = PUBLISHED
    still = beta_function(a, b + x) / beta_function(a, b) * gamma_function(r + x) * alpha**r
    still /= gamma_function(r) * (alpha + age) ** (r + x)
    stopped = 0.0
    if x:
        stopped = beta_function(a + 1, b + x - 1) / beta_function(a, b) * gamma_function(r + x) * alpha**r
        stopped /= gamma_function(r) * (alpha + last) ** (r + x)
    found = log_likelihood(PUBLISHED, Histories(*(np.array([float(one)]) for one in (x, last, age))))

    assert np.exp(found[0]) == pytest.approx(still + stopped, rel=1e-9)


@pytest.mark.parametrize(("x", "last", "age"), [(0, 0.0, 38.9), (2, 30.43, 38.86), (7, 12.0, 20.0)])
def test_what_to_expect_is_the_formula_in_the_paper(x, last, age):
    """Equation 10 as printed, before Euler's transformation."""
    (r, alpha, a, b), weeks = PUBLISHED, 26.0
    shrunk = ((alpha + age) / (alpha + age + weeks)) ** (r + x)
    shrunk *= hyp2f1(r + x, b + x, a + b + x - 1, weeks / (alpha + age + weeks))
    gone = a / (b + x - 1) * ((alpha + age) / (alpha + last)) ** (r + x) if x else 0.0
    told = (a + b + x - 1) / (a - 1) * (1 - shrunk) / (1 + gone)
    found = expected(PUBLISHED, Histories(*(np.array([float(one)]) for one in (x, last, age))), weeks)

    assert found[0] == pytest.approx(told, rel=1e-9)


def test_a_new_customer_may_be_expected_to_buy_what_the_rates_and_stops_say():
    """Without history: the mean over all rates and all chances to stop, integrated."""
    (r, alpha, a, b), weeks = PUBLISHED, 26.0

    def bought(stop):
        paid = 1 - (1 + stop * weeks / alpha) ** -r
        return paid / stop * stop ** (a - 1) * (1 - stop) ** (b - 1) / beta_function(a, b)

    new = Histories(np.zeros(1), np.zeros(1), np.zeros(1))
    assert expected(PUBLISHED, new, weeks)[0] == pytest.approx(quad(bought, 0, 1)[0], rel=1e-6)


@pytest.mark.parametrize("planted", [PUBLISHED, Parameters(1.2, 9.0, 0.6, 3.0)], ids=["cdnow", "regular"])
def test_planted_parameters_are_found_again(planted):
    past, _ = imagined(planted, np.full(20_000, 60.0), 0.0, np.random.default_rng(4))

    assert fit(past) == pytest.approx(planted, rel=0.12)


def test_the_slopes_lead_to_the_top(cdnow):
    """No step away from what was found makes the histories more likely."""
    found = fit(cdnow)
    top = log_likelihood(found, cdnow).sum()

    for place in range(4):
        for step in (0.98, 1.02):
            moved = Parameters(*(value * (step if at == place else 1) for at, value in enumerate(found)))
            assert log_likelihood(moved, cdnow).sum() < top


def test_imagined_customers_keep_to_the_model():
    """What they buy after their past is what was to be expected of them, over many."""
    dice = np.random.default_rng(5)
    past, coming = imagined(PUBLISHED, np.full(40_000, 39.0), 26.0, dice)

    assert expected(PUBLISHED, past, 26.0).sum() == pytest.approx(coming, rel=0.05)
    assert (past.last <= past.age).all()
    assert (past.last[past.repeats == 0] == 0).all()


def shop(planted, many, weeks, seed):
    """Return purchases of a made-up shop up to 30 June 2026, and how often its customers buy in the half year after."""
    dice = np.random.default_rng(seed)
    past, coming = imagined(planted, dice.uniform(weeks / 3, weeks, many), 26.0, dice)
    until = date(2026, 6, 30)
    customer, day = [], []
    for who, (repeats, last, age) in enumerate(zip(past.repeats, past.last, past.age, strict=True)):
        first = (until - timedelta(weeks=age) - date(1970, 1, 1)).days
        between = np.sort(dice.choice(max(1, int(last * 7) - 1), max(0, int(repeats) - 1), replace=True))
        days = [first, *(first + 1 + between), *([first + int(last * 7)] if repeats else [])]
        customer += [who] * len(days)
        day += days
    return Purchases(np.array(customer), np.array(day), until - timedelta(weeks=weeks), until), coming


def test_the_range_holds_what_comes_about_four_times_out_of_five(monkeypatch):
    """Shops of 400 customers whose half year to come is known."""
    monkeypatch.setattr(outlooks, "IMAGINED", 30)  # the edges are rougher, and no narrower
    planted, hits, errors = Parameters(0.6, 6.0, 0.8, 3.0), 0, []
    for seed in range(12):
        bought, coming = shop(planted, 400, 60, seed)
        found = foreseen(bought)
        hits += found.low <= coming <= found.high
        errors.append(abs(found.middle / coming - 1))

    assert 7 <= hits <= 12
    assert np.median(errors) < 0.2


def test_the_same_shop_is_foreseen_the_same_every_time():
    bought, _ = shop(PUBLISHED, 400, 60, 1)

    assert foreseen(bought) == foreseen(bought)


@pytest.mark.parametrize(
    ("many", "back", "weeks", "missing"),
    [
        (99, 99, 60, (Lacks.NEVER,)),
        (100, 100, 60, (Lacks.CUSTOMERS,)),
        (299, 99, 30, (Lacks.CUSTOMERS, Lacks.RETURNED, Lacks.MONTHS)),
        (300, 99, 60, (Lacks.RETURNED,)),
        (300, 100, 38, (Lacks.MONTHS,)),
        (300, 100, 40, ()),
    ],
)
def test_what_is_missing_is_said_and_too_few_are_never_foreseen(many, back, weeks, missing):
    until = date(2026, 6, 30)
    first = (until - timedelta(weeks=weeks) - date(1970, 1, 1)).days
    pairs = sorted([(who, first) for who in range(many)] + [(who, first + 20 + who % 40) for who in range(back)])
    bought = Purchases(*map(np.array, zip(*pairs, strict=True)), until - timedelta(weeks=weeks), until)

    assert lacks(bought) == missing
    assert (foreseen(bought) is None) is bool(missing)


def test_a_history_is_days_and_weeks():
    rows = [("a", "2026-06-02"), ("a", "2026-06-02"), ("a", "2026-06-16"), ("b", "2026-06-30"), ("b", "2026-06-23")]
    found = histories(purchases(orders([*rows, ("c", "2026-06-25")]), today=TODAY))

    assert found.repeats.tolist() == [1.0, 1.0, 0.0]
    assert found.last.tolist() == [2.0, 1.0, 0.0]
    assert found.age.tolist() == pytest.approx([4.0, 1.0, 5 / 7])
    assert (found.customers, found.returned) == (3, 2)
