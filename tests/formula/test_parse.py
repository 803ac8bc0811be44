import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from kpi_core.catalogue import columns
from kpi_core.errors import FormulaError
from kpi_core.formula.facts import parts
from kpi_core.formula.parse import MOST_CHARACTERS, MOST_DEPTH, MOST_NODES, parse
from kpi_core.formula.printing import text_of
from kpi_core.formula.tree import (
    Aggregate,
    Arith,
    Column,
    Compare,
    Days,
    GroupsWith,
    Holds,
    KeySet,
    Known,
    Logic,
    Negative,
    Node,
    Not,
    Number,
    OneOf,
    Param,
    PeriodEdge,
    RowCall,
    SetPair,
    Shift,
    Size,
    Text,
    Worth,
)
from kpi_core.texts import LANGS, say, texts
from tests.formula.strategies import formulas

NET = Aggregate("sum", "sales", Column("sales", "net_amount"))
WEB = Aggregate("count", "web")
CUSTOMER = Column("sales", "customer_id")
OUTCOME = Column("deals", "deal_outcome")
PAID = Column("invoices", "paid_date")
CASH = Aggregate(
    "sum",
    "balance",
    Column("balance", "amount"),
    Compare("=", Column("balance", "account_category"), Text("cash")),
)
ACTIVE = KeySet("active", Column("subscriptions", "customer_id"))

TREES = {
    "sum(sales.net_amount)": NET,
    "count(web)": WEB,
    "-count(web) * 2": Arith("*", Negative(WEB), Number(2)),
    "count(web) - count(web) - 1.5": Arith("-", Arith("-", WEB, WEB), Number(1.5)),
    "count(web) - (count(web) - 1)": Arith("-", WEB, Arith("-", WEB, Number(1))),
    "1 + count(web) * param(margin)": Arith("+", Number(1), Arith("*", WEB, Param("margin"))),
    "count(deals where deal_outcome = 'won')": Aggregate("count", "deals", None, Compare("=", OUTCOME, Text("won"))),
    "count(deals where deals.deal_outcome in ('won', 'it''s'))": Aggregate(
        "count", "deals", None, OneOf(OUTCOME, (Text("won"), Text("it's")))
    ),
    "count(deals where deal_outcome not in ('won'))": Aggregate(
        "count", "deals", None, OneOf(OUTCOME, (Text("won"),), negated=True)
    ),
    "count(surveys where score in (-1, 2))": Aggregate(
        "count", "surveys", None, OneOf(Column("surveys", "score"), (Number(-1), Number(2)))
    ),
    "distinct(leads.lead_id where mql_date is known on mql_date)": Aggregate(
        "distinct", "leads", Column("leads", "lead_id"), Known(Column("leads", "mql_date")), "mql_date"
    ),
    "sum_once(sales.order_total per order_id)": Aggregate(
        "sum_once", "sales", Column("sales", "order_total"), per="order_id"
    ),
    "sum(invoices.gross_amount where paid_date is empty or not paid_date <= period_end on all)": Aggregate(
        "sum",
        "invoices",
        Column("invoices", "gross_amount"),
        Logic("or", (Known(PAID, negated=True), Not(Compare("<=", PAID, PeriodEdge("end"))))),
        "all",
    ),
    "avg(days_between(deals.created_date, closed_date))": Aggregate(
        "avg", "deals", RowCall("days_between", (Column("deals", "created_date"), Column("deals", "closed_date")))
    ),
    "count(web where sessions > param(least))": Aggregate(
        "count", "web", None, Compare(">", Column("web", "sessions"), Param("least"))
    ),
    "rolling(sum(sales.net_amount), 12)": Shift("rolling", NET, 12),
    "prev_year(overall(count(web)))": Shift("prev_year", Shift("overall", WEB)),
    "size(both(prev(keys(sales.customer_id)), keys(sales.customer_id)))": Size(
        SetPair("both", Shift("prev", KeySet("keys", CUSTOMER)), KeySet("keys", CUSTOMER))
    ),
    "size(repeated(sales.customer_id, 90))": Size(KeySet("repeated", CUSTOMER, Number(90))),
    "size(repeated(sales.customer_id, param(second_purchase_days)))": Size(
        KeySet("repeated", CUSTOMER, Param("second_purchase_days"))
    ),
    "closing(balance.amount where account_category = 'cash')": Shift("closing", CASH),
    "opening(balance.amount where account_category = 'cash')": Shift("opening", Shift("closing", CASH)),
    "average(balance.amount where account_category = 'cash')": Shift("average", Shift("closing", CASH)),
    "months_ago(closing(balance.amount where account_category = 'cash'), 3)": Shift(
        "months_ago", Shift("closing", CASH), 3
    ),
    "average(in_force(default(employees.fte, 1) where contract_type in ('agency', '')))": Shift(
        "average",
        Aggregate(
            "in_force",
            "employees",
            RowCall("default", (Column("employees", "fte"), Number(1))),
            OneOf(Column("employees", "contract_type"), (Text("agency"), Text(""))),
        ),
    ),
    "size(minus(opening(active(subscriptions.customer_id)), active(subscriptions.customer_id)))": Size(
        SetPair("minus", Shift("opening", ACTIVE), ACTIVE)
    ),
    "worth(months_ago(active(subscriptions.customer_id), 12), in_force(subscriptions.mrr))": Worth(
        Shift("months_ago", ACTIVE, 12), Aggregate("in_force", "subscriptions", Column("subscriptions", "mrr"))
    ),
    "sum(timesheets.hours where billable)": Aggregate(
        "sum", "timesheets", Column("timesheets", "hours"), Holds(Column("timesheets", "billable"))
    ),
    "sum(overlap_days(absences.absence_start, absence_end) on all) * 365 / days()": Arith(
        "/",
        Arith(
            "*",
            Aggregate(
                "sum",
                "absences",
                RowCall("overlap_days", (Column("absences", "absence_start"), Column("absences", "absence_end"))),
                on="all",
            ),
            Number(365),
        ),
        Days(),
    ),
    "groups_with(sales.order_id, sales.product_category, 2)": GroupsWith(
        Column("sales", "order_id"), Column("sales", "product_category"), 2
    ),
}


@pytest.mark.parametrize(("text", "tree"), TREES.items(), ids=TREES)
def test_a_formula_means_what_it_says(text, tree):
    assert parse(text, columns=columns()) == tree


@pytest.mark.parametrize("text", TREES)
def test_a_printed_formula_reads_back(text):
    tree = parse(text)

    assert parse(text_of(tree)) == tree


REFUSED = [
    ("", "formula_empty", 0),
    ("   ", "formula_empty", 0),
    ("5 + 3", "formula_without_data", None),
    ("param(margin)", "formula_without_data", None),
    ("sum(sales.net_amount", "formula_unfinished", 20),
    ("sum(sales..net_amount)", "formula_unexpected", 10),
    ("sum(sales.net_amount) §", "formula_unexpected", 22),
    ("__import__('os')", "formula_unknown_function", 0),
    ("opening(sum(sales.net_amount))", "formula_standing_expected", 0),
    ("months_ago(count(web), 3)", "formula_standing_expected", 0),
    ("closing(in_force(employees.fte))", "formula_column_expected", 8),
    ("worth(active(subscriptions.customer_id), sum(sales.net_amount))", "formula_standing_expected", 41),
    ("in_force(employees.fte on hire_date)", "formula_clause", 23),
    ("days(1)", "formula_arguments", 0),
    ("sum(timesheets.hours where hours)", "formula_condition_expected", 27),
    ("net_revenu", "formula_unknown_name", 0),
    ("som(sales.net_amount)", "formula_unknown_function", 0),
    ("sum(sale.net_amount)", "formula_unknown_table", 4),
    ("sum(sales.net_amnt)", "formula_unknown_column", 4),
    ("count(deal)", "formula_unknown_table", 6),
    ("count(3)", "formula_table_expected", 6),
    ("count(web.sessions)", "formula_table_expected", 6),
    ("sum(net_amount)", "formula_no_table", 4),
    ("sum(sales.net_amount + web.sessions)", "formula_other_table", 23),
    ("sales.net_amount", "formula_loose_column", 0),
    ("keys(sales.customer_id)", "formula_loose_set", 0),
    ("size(sales.customer_id)", "formula_set_expected", 5),
    ("size(keys(count(sales)))", "formula_column_expected", 10),
    ("sum(keys(sales.customer_id))", "formula_unknown_row_function", 4),
    ("sum(sales.channel)", "formula_number_expected", 4),
    ("sum(sales.channel + 1)", "formula_number_expected", 4),
    ("count(web) + 'a'", "formula_number_expected", 13),
    ("distinct(sales.net_amount + 1)", "formula_column_expected", 9),
    ("count(sales where channel > 3)", "formula_different_sorts", 28),
    ("count(sales where channel in (1))", "formula_different_sorts", 30),
    ("count(sales where order_date > net_amount)", "formula_different_sorts", 31),
    ("count(sales where channel)", "formula_condition_expected", 18),
    ("sum(sales.net_amount > 3)", "formula_value_expected", 4),
    ("sum(days_between(sales.order_date, sales.channel))", "formula_date_expected", 35),
    ("sum(days_between(sales.order_date))", "formula_arguments", 4),
    ("sum(sales.net_amount, 2)", "formula_arguments", 0),
    ("sum(sales.net_amount on channel)", "formula_date_expected", 21),
    ("sum(sales.net_amount per order_id)", "formula_clause", 21),
    ("prev(count(web) where channel = 'a')", "formula_clause", 16),
    ("sum_once(sales.order_total)", "formula_per", 0),
    ("prev()", "formula_arguments", 0),
    ("rolling(count(web), 0)", "formula_whole_number", 20),
    ("rolling(count(web), 1.5)", "formula_whole_number", 20),
    ("rolling(count(web), 500)", "formula_whole_number", 20),
    ("count(web) * param(3)", "formula_setting_name", 19),
    ("count(web) * 1e300", "formula_number_too_large", 13),
]


@pytest.mark.parametrize(("text", "code", "position"), REFUSED, ids=[text or "empty" for text, *_ in REFUSED])
def test_a_wrong_formula_is_refused_with_its_place(text, code, position):
    with pytest.raises(FormulaError) as caught:
        parse(text, columns=columns())

    assert (caught.value.code, caught.value.position) == (code, position)
    assert {lang: say(f"error.{code}", lang, **caught.value.fields) for lang in LANGS}.keys() == set(LANGS)


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [("net_revenu", "net_revenue"), ("som(web.users)", "sum"), ("sum(wb.users)", "web"), ("sum(web.user)", "users")],
)
def test_an_unknown_name_gets_the_nearest_known_one(text, suggestion):
    with pytest.raises(FormulaError) as caught:
        parse(text, {"net_revenue": NET}, columns())

    assert suggestion in caught.value.fields["suggestions"]


def test_a_measure_stands_for_its_tree():
    assert parse("prev(net)", {"net": NET}) == Shift("prev", NET)


def balanced(terms):
    """Return a sum of counts with brackets in pairs: 3 * terms - 1 parts, and no deeper than need be."""
    if terms == 1:
        return "count(a)"
    return f"({balanced(terms // 2)}+{balanced(terms - terms // 2)})"


TOO_MUCH = {
    "formula_too_long": "count(web)" + " " * MOST_CHARACTERS,
    "formula_too_deep": "-" * MOST_DEPTH + "count(web)",
    "formula_too_many_parts": balanced(18),
}


@pytest.mark.parametrize(("code", "text"), TOO_MUCH.items(), ids=TOO_MUCH)
def test_a_formula_over_a_limit_is_refused(code, text):
    with pytest.raises(FormulaError) as caught:
        parse(text)

    assert caught.value.code == code


def test_a_formula_at_the_limits_is_accepted():
    assert parse("-" * (MOST_DEPTH - 2) + "count(web)")
    assert parse(balanced(17))
    assert parse("count(web)" + " " * (MOST_CHARACTERS - 10))


def test_a_measure_counts_as_one_part_however_much_stands_behind_it():
    big = parse(balanced(17))

    assert len(tuple(parts(parse("big / big + big", {"big": big})))) > MOST_NODES


def parsed(text):
    """Return the tree, or the code of the refusal."""
    try:
        return parse(text, {}, columns())
    except FormulaError as problem:
        return problem.code


@given(formulas)
@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
def test_any_tree_survives_printing_and_parsing(tree: Node):
    text = text_of(tree)
    assume(len(text) <= MOST_CHARACTERS)

    try:
        found = parse(text)
    except FormulaError as problem:
        found = problem.code

    assert found in (tree, "formula_too_deep", "formula_too_many_parts")


PIECES = [
    "sum(",
    "count(",
    ")",
    "sales",
    ".",
    "net_amount",
    " where ",
    " on all",
    "'",
    "1",
    "-",
    "/",
    " in ",
    "(",
    ",",
    "§",
]


@given(st.text(max_size=40) | st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
@settings(max_examples=300)
def test_no_text_does_worse_than_a_formula_error(text):
    found = parsed(text)

    assert isinstance(found, Node) or f"error.{found}" in texts("nl")
