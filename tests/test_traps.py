"""The classic ways a business figure goes wrong, each on a table small enough to check by head."""

from datetime import date

import pytest

from kpi_core.periods import Grain
from tests.compute.made import frame_of, results_of, values


def test_a_ratio_is_a_ratio_of_sums_and_not_a_mean_of_ratios():
    """Shop A: 1 of 10 sessions converts (10%). Shop B: 45 of 90 (50%). Together 46 of 100, not 30%."""
    web = [
        ["date", "sessions", "converting_sessions", "channel"],
        ["2026-01-05", 10, 1, "A"],
        ["2026-01-06", 90, 45, "B"],
    ]
    frame = frame_of("sum(web.converting_sessions) / sum(web.sessions)", {"web": web}, by="channel")

    assert values(frame) == {"2026-01": pytest.approx(0.46)}
    assert values(frame, "A") == {"2026-01": pytest.approx(0.1)}


def test_different_customers_do_not_add_up_over_months_or_channels():
    """K buys in January and February, by web and by phone: one customer in the quarter, one in each cell."""
    sales = [
        ["order_id", "order_date", "customer_id", "channel"],
        ["1", "2026-01-05", "K", "web"],
        ["2", "2026-02-05", "K", "phone"],
    ]
    formula = "distinct(sales.customer_id)"

    assert values(frame_of(formula, {"sales": sales})) == {"2026-01": 1, "2026-02": 1}
    quarter = frame_of(formula, {"sales": sales}, Grain.QUARTER, by="channel")
    assert values(quarter) == {"2026-Q1": 1}
    assert values(quarter, "web") == values(quarter, "phone") == {"2026-Q1": 1}


def test_two_tables_are_never_joined_row_by_row():
    """Two adverts of 50 and three orders in one month: cost per new customer is 100 / 3, not 300 / 6."""
    tables = {
        "ads": [["date", "spend"], ["2026-01-03", 50], ["2026-01-20", 50]],
        "sales": [
            ["order_id", "order_date", "customer_id"],
            *([str(n), f"2026-01-{n:02d}", f"K{n}"] for n in (3, 9, 31)),
        ],
    }

    assert values(frame_of("sum(ads.spend) / size(first_seen(sales.customer_id))", tables)) == {
        "2026-01": pytest.approx(100 / 3)
    }


def test_an_order_total_repeated_on_every_line_counts_once():
    """Order 1 stands on two lines with its total of 80 on both; order 2 on one line of 20."""
    sales = [
        ["order_id", "order_date", "order_total"],
        ["1", "2026-01-05", 80],
        ["1", "2026-01-05", 80],
        ["2", "2026-01-09", 20],
    ]

    assert values(frame_of("sum_once(sales.order_total per order_id)", {"sales": sales})) == {"2026-01": 100}


@pytest.mark.parametrize("clicks", [0, None, -5], ids=["zero", "missing", "negative"])
def test_a_denominator_that_is_zero_missing_or_negative_gives_no_value(clicks):
    """Adverts that cost 40 and were clicked 0, an unknown number of, or -5 times have no cost per click."""
    ads = [["date", "spend", "clicks"], ["2026-01-05", 40, clicks]]
    frame = frame_of("sum(ads.spend) / sum(ads.clicks)", {"ads": ads})

    assert values(frame) == {"2026-01": None}
    assert frame["numerator"].tolist() == [40]


def test_the_month_that_is_not_over_has_a_value_and_is_marked():
    """Daily sales up to 10 February: January is complete, February is not."""
    frame = frame_of("sum(sales.net_amount)", {"sales": _daily(41)}, today=date(2026, 2, 11))

    assert values(frame) == {"2026-01": 31, "2026-02": 10}
    assert frame["complete"].tolist() == [True, False]


def test_a_month_without_rows_inside_the_data_is_zero_and_told():
    """Sales in January and March: February is 0 euro, an average order has no value, and the hole is told."""
    sales = [["order_id", "order_date", "net_amount"], ["1", "2026-01-05", 10], ["2", "2026-03-05", 30]]
    results = results_of("sum(sales.net_amount)", {"sales": sales})

    assert values(results.frame) == {"2026-01": 10, "2026-02": 0, "2026-03": 30}
    assert [issue.fields["periods"] for issue in results.issues if issue.code == "period_empty"] == ["2026-02"]
    average = frame_of("sum(sales.net_amount) / distinct(sales.order_id)", {"sales": sales})
    assert values(average) == {"2026-01": 10, "2026-02": None, "2026-03": 30}


def test_before_and_after_the_data_there_is_no_value_rather_than_zero():
    """Data of February only: January and March have no value."""
    sales = [["order_date", "net_amount"], ["2026-02-01", 10], ["2026-02-28", 30]]
    frame = frame_of("sum(sales.net_amount)", {"sales": sales}, start=date(2026, 1, 1), end=date(2026, 3, 31))

    assert values(frame) == {"2026-01": None, "2026-02": 40, "2026-03": None}


def test_cancelled_orders_are_in_no_figure_and_make_nobody_a_customer():
    """A's first order was cancelled in January; A is new in February."""
    sales = [
        ["order_id", "order_date", "customer_id", "net_amount", "order_status"],
        ["1", "2026-01-05", "A", 99, "Geannuleerd"],
        ["2", "2026-01-06", "B", 10, "betaald"],
        ["3", "2026-02-05", "A", 20, "betaald"],
    ]

    assert values(frame_of("sum(sales.net_amount)", {"sales": sales})) == {"2026-01": 10, "2026-02": 20}
    assert values(frame_of("size(first_seen(sales.customer_id))", {"sales": sales})) == {"2026-01": 1, "2026-02": 1}


def test_a_refund_lowers_the_month_of_the_order():
    """100 ordered and 30 paid back: 70, also where the refund column is empty."""
    sales = [["order_date", "net_amount", "refund_amount"], ["2026-01-05", 100, 30], ["2026-01-06", 50, None]]

    assert values(frame_of("sum(sales.net_amount) - sum(sales.refund_amount)", {"sales": sales})) == {"2026-01": 120}


def test_a_customer_is_new_once_and_not_once_in_every_channel():
    """K buys in a shop first and on the web later: new in the shop only, also when looking at the web alone."""
    sales = [
        ["order_date", "customer_id", "channel"],
        ["2026-01-05", "K", "shop"],
        ["2026-01-09", "K", "web"],
        ["2026-01-10", "L", "web"],
    ]
    frame = frame_of("size(first_seen(sales.customer_id))", {"sales": sales}, by="channel")

    assert (values(frame), values(frame, "shop"), values(frame, "web")) == (
        {"2026-01": 2},
        {"2026-01": 1},
        {"2026-01": 1},
    )
    web = frame_of("size(first_seen(sales.customer_id))", {"sales": sales}, where={"channel": ("web",)})
    assert values(web) == {"2026-01": 1}


def test_a_customer_belongs_to_the_segment_of_the_first_row_in_the_period():
    """K buys by web, then in a shop: one active customer in all, and that one is the web's."""
    sales = [
        ["order_date", "customer_id", "channel"],
        ["2026-01-05", "K", "web"],
        ["2026-01-09", "K", "shop"],
        ["2026-02-09", "K", "shop"],
    ]
    frame = frame_of("size(keys(sales.customer_id))", {"sales": sales}, by="channel")

    assert values(frame, "web") == {"2026-01": 1, "2026-02": 0}
    assert values(frame, "shop") == {"2026-01": 0, "2026-02": 1}
    shop = frame_of("size(keys(sales.customer_id))", {"sales": sales}, where={"channel": ("shop",)})
    assert values(shop) == {"2026-01": 0, "2026-02": 1}


def test_the_first_month_of_a_file_has_no_growth():
    """Growth looks at the month before; before the file starts there is none, and that is not growth from 0."""
    sales = [["order_date", "net_amount"], ["2026-01-05", 100], ["2026-02-05", 150]]
    formula = "(sum(sales.net_amount) - prev(sum(sales.net_amount))) / prev(sum(sales.net_amount))"

    assert values(frame_of(formula, {"sales": sales})) == {"2026-01": None, "2026-02": pytest.approx(0.5)}


def test_week_53_is_compared_with_week_52_of_a_year_without_one():
    """Week 53 of 2026 (28 December) against week 52 of 2025 (22 December)."""
    sales = [["order_date", "net_amount"], ["2025-12-20", 1], ["2025-12-22", 10], ["2026-12-28", 30]]
    frame = frame_of("prev_year(sum(sales.net_amount))", {"sales": sales}, Grain.WEEK, today=date(2027, 1, 31))

    assert values(frame)["2026-W53"] == 10


def test_leap_day_is_compared_with_28_february():
    sales = [["order_date", "net_amount"], ["2027-02-28", 5], ["2028-02-29", 7]]
    frame = frame_of("prev_year(sum(sales.net_amount))", {"sales": sales}, Grain.DAY, today=date(2028, 12, 31))

    assert values(frame)["2028-02-29"] == 5


def test_a_row_dated_in_the_future_does_not_stretch_the_data():
    """A typing error of 2062 must not make 36 years of zeros, nor February complete."""
    sales = [*_daily(41), ["2062-02-10", 1]]
    frame = frame_of("sum(sales.net_amount)", {"sales": sales}, today=date(2026, 2, 11))

    assert values(frame) == {"2026-01": 31, "2026-02": 10}
    assert frame["complete"].tolist() == [True, False]


def _daily(days):
    ordinal = date(2026, 1, 1).toordinal()
    return [["order_date", "net_amount"], *([date.fromordinal(ordinal + n).isoformat(), 1] for n in range(days))]


def test_a_channel_nobody_wrote_down_has_no_value_instead_of_nothing():
    """The file says SEO where the formula looks for organic: 0 sessions would be a guess, so it is said."""
    web = [["date", "sessions", "channel"], ["2026-01-05", 400, "SEO"], ["2026-01-20", 350, "ads"]]

    results = results_of("sum(web.sessions where channel in ('organic', 'organisch'))", {"web": web})

    assert results.frame.empty
    assert [(issue.code, issue.fields["words"]) for issue in results.issues] == [
        ("words_absent", "organic, organisch"),
    ]
