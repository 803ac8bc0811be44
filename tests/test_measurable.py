import pytest

from kpi_core.catalogue import CATALOGUE
from kpi_core.formula.tree import Column
from kpi_core.measurable import Measurable, Present, by_variant, measurable

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
        Measurable("missing", (Column("sales", "net_amount"), Column("sales", "order_date")), tables=("sales",)),
    ),
    "a survey that was never held": (
        "customer_effort_score",
        {"sales": SALES},
        Measurable(
            "survey",
            tuple(Column("surveys", role) for role in ("response_date", "score", "survey_type")),
            tables=("surveys",),
        ),
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


WEB = {"web": frozenset({"date", "sessions", "channel"})}
CHANNEL = Column("web", "channel")


def test_a_word_that_never_occurs_is_told_with_the_words_that_do():
    found = measurable(CATALOGUE["organic_sessions"], WEB, {CHANNEL: frozenset({"winkel", "beurs"})})

    assert (found.status, found.state) == ("words", "words")
    (unheard,) = found.words
    assert unheard.column == CHANNEL
    assert "organic" in unheard.wanted
    assert unheard.there == ("beurs", "winkel")


def test_a_word_that_occurs_once_is_enough():
    words = {CHANNEL: frozenset({"organic", "beurs"})}

    assert measurable(CATALOGUE["organic_sessions"], WEB, words).state == "now"


CUSTOMERS = {"sales": SALES | {"customer_id"}}


@pytest.mark.parametrize(
    ("given", "state", "unset"),
    [
        pytest.param(None, "now", (), id="not looked at"),
        pytest.param({"margin", "lifespan_years"}, "now", (), id="both given"),
        pytest.param({"margin"}, "setting", ("lifespan_years",), id="one given"),
        pytest.param(set(), "setting", ("lifespan_years", "margin"), id="none given"),
    ],
)
def test_a_number_only_the_user_knows_is_asked_before_anything_is_measured(given, state, unset):
    found = measurable(CATALOGUE["customer_lifetime_value"], CUSTOMERS, settings=given)

    assert (found.state, found.settings) == (state, unset)


@pytest.mark.parametrize(
    ("kpi", "present", "state"),
    [
        ("revenue", {"sales": SALES}, "now"),
        ("revenue", {"invoices": frozenset({"invoice_date", "net_amount"})}, "variant"),
        ("active_customers", {"sales": SALES}, "column"),
        ("purchase_frequency", {"sales": frozenset({"order_date"})}, "columns"),
        ("current_ratio", {"sales": SALES}, "table"),
        ("net_promoter_score", {"sales": SALES}, "survey"),
        ("customer_effort_score", {"surveys": frozenset({"response_date", "score"})}, "column"),
    ],
)
def test_every_state_has_its_word(kpi, present, state):
    assert measurable(CATALOGUE[kpi], present).state == state


def test_each_definition_is_judged_on_its_own():
    revenue = CATALOGUE["revenue"]
    present = Present({"sales": SALES}, {})
    found = {variant.id: by_variant(revenue, variant, present).state for variant in revenue.variants}

    assert by_variant(revenue, None, present).state == "now"
    assert set(found.values()) == {"table"}
