import pytest

from kpi_core.catalogue import CATALOGUE
from kpi_core.formula.tree import Column
from kpi_core.measurable import Measurable, measurable

SALES = frozenset({"order_date", "order_id", "net_amount"})

CASES = {
    "all columns there": ("average_order_value", {"sales": SALES}, Measurable("now")),
    "an optional column may be absent": ("revenue", {"sales": SALES}, Measurable("now")),
    "one column missing is named": (
        "active_customers",
        {"sales": SALES},
        Measurable("missing", (Column("sales", "customer_id"),)),
    ),
    "the date that places the rows counts": (
        "revenue",
        {"sales": SALES - {"order_date"}},
        Measurable("missing", (Column("sales", "order_date"),)),
    ),
    "another date than the table's own is enough when the formula names it": (
        "marketing_qualified_leads",
        {"leads": frozenset({"lead_id", "mql_date"})},
        Measurable("now"),
    ),
    "a variant is offered when only that can be measured": (
        "revenue",
        {"invoices": frozenset({"invoice_date", "net_amount"})},
        Measurable("now", variant="invoices"),
    ),
    "nothing there": (
        "revenue",
        {},
        Measurable("missing", (Column("sales", "net_amount"), Column("sales", "order_date"))),
    ),
    "a survey that was never held": (
        "customer_effort_score",
        {"sales": SALES},
        Measurable("survey", tuple(Column("surveys", role) for role in ("response_date", "score", "survey_type"))),
    ),
    "a survey with a column missing": (
        "customer_effort_score",
        {"surveys": frozenset({"response_date", "score"})},
        Measurable("missing", (Column("surveys", "survey_type"),)),
    ),
}


@pytest.mark.parametrize(("kpi", "present", "expected"), CASES.values(), ids=CASES)
def test_a_kpi_says_whether_it_can_be_measured_and_what_is_missing(kpi, present, expected):
    assert measurable(CATALOGUE[kpi], present) == expected


SURVEYS = frozenset({"response_date", "survey_type", "score"})


@pytest.mark.parametrize(
    ("kpi", "words", "status"),
    [
        pytest.param("net_promoter_score", {"nps", "csat"}, "now", id="the question was asked"),
        pytest.param("employee_net_promoter_score", {"nps", "csat"}, "survey", id="only customers were asked"),
        pytest.param("net_promoter_score", set(), "survey", id="nobody was asked anything"),
    ],
)
def test_a_survey_kpi_needs_a_survey_that_put_its_question(kpi, words, status):
    present = {Column("surveys", "survey_type"): frozenset(words)}

    assert measurable(CATALOGUE[kpi], {"surveys": SURVEYS}, present).status == status


def test_a_definition_that_asks_something_else_never_stands_in():
    """Revenue per sales rep is not plain revenue because nobody wrote down the rep."""
    found = measurable(CATALOGUE["revenue_per_sales_rep"], {"sales": SALES})

    assert found == Measurable("missing", (Column("sales", "rep"),))
