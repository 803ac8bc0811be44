import pytest

from kpi_core.formula.facts import (
    Additivity,
    additive,
    dated_tables,
    division,
    is_sum,
    params,
    required_columns,
    tables,
)
from kpi_core.formula.parse import parse
from kpi_core.formula.tree import Column

BOTH, NEITHER = Additivity(segments=True, periods=True), Additivity(segments=False, periods=False)

ADDS_UP = [
    ("sum(sales.net_amount)", BOTH),
    ("sum(sales.net_amount) - sum(sales.refund_amount)", BOTH),
    ("-count(sales)", BOTH),
    ("count(sales) * 100", BOTH),
    ("param(margin) * sum(sales.net_amount)", BOTH),
    ("sum(sales.net_amount) / 1000", BOTH),
    ("1000 / sum(sales.net_amount)", NEITHER),
    ("sum(sales.net_amount) * count(sales)", NEITHER),
    ("sum(sales.net_amount) / count(sales)", NEITHER),
    ("distinct(sales.order_id)", NEITHER),
    ("sum(sales.net_amount) + distinct(sales.order_id)", NEITHER),
    ("sum_once(sales.order_total per order_id)", NEITHER),
    ("avg(sales.net_amount)", NEITHER),
    ("median(sales.net_amount)", NEITHER),
    ("size(keys(sales.customer_id))", NEITHER),
    ("size(first_seen(sales.customer_id))", BOTH),
    ("size(repeated(sales.customer_id, 90))", BOTH),
    ("size(minus(first_seen(sales.customer_id), keys(sales.customer_id)))", NEITHER),
    ("groups_with(sales.order_id, sales.product, 2)", NEITHER),
    ("prev(sum(sales.net_amount))", NEITHER),
    ("rolling(sum(sales.net_amount), 12)", NEITHER),
    ("sum(deals.deal_amount on all)", Additivity(segments=True, periods=False)),
    ("sum(invoices.open_amount where due_date < period_end)", Additivity(segments=True, periods=False)),
]


@pytest.mark.parametrize(("text", "expected"), ADDS_UP, ids=[text for text, _ in ADDS_UP])
def test_additivity_follows_from_the_formula(text, expected):
    assert additive(parse(text)) == expected
    assert is_sum(parse(text)) is expected.periods


COLUMNS = [
    ("count(web)", set(), {"web"}, {"web"}),
    ("sum(sales.net_amount where channel = 'a')", {"sales.net_amount", "sales.channel"}, {"sales"}, {"sales"}),
    ("count(leads where mql_date is known on mql_date)", {"leads.mql_date"}, {"leads"}, set()),
    ("sum(deals.deal_amount on all)", {"deals.deal_amount"}, {"deals"}, set()),
    ("sum_once(sales.order_total per order_id)", {"sales.order_total", "sales.order_id"}, {"sales"}, {"sales"}),
    (
        "sum(ads.spend) / size(first_seen(sales.customer_id))",
        {"ads.spend", "sales.customer_id"},
        {"ads", "sales"},
        {"ads", "sales"},
    ),
    (
        "groups_with(sales.order_id, sales.product, 2)",
        {"sales.order_id", "sales.product"},
        {"sales"},
        {"sales"},
    ),
]


@pytest.mark.parametrize(("text", "columns", "kinds", "dated"), COLUMNS, ids=[text for text, *_ in COLUMNS])
def test_the_columns_and_tables_follow_from_the_formula(text, columns, kinds, dated):
    tree = parse(text)

    assert required_columns(tree) == {Column(*column.split(".")) for column in columns}
    assert (tables(tree), dated_tables(tree)) == (kinds, dated)


def test_the_settings_follow_from_the_formula():
    tree = parse("count(web) * param(margin) + count(web where sessions > param(least))")

    assert params(tree) == {"margin", "least"}


def test_only_a_formula_that_is_one_division_has_a_numerator_and_a_denominator():
    tree = parse("count(web) / count(ads)")

    assert division(tree) == (parse("count(web)"), parse("count(ads)"))
    assert division(parse("count(web) / count(ads) * 100")) is None
