"""A value as a sum that gives it: whoever types the numbers over gets the same."""

import math
import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpi_core.catalogue import CATALOGUE, MEASURES, columns, measure_trees
from kpi_core.compute import compute, parts_of
from kpi_core.formula.parse import parse
from kpi_core.passports import arithmetic, exact
from kpi_core.periods import Grain, parse_period
from kpi_core.texts import LANGS
from kpi_core.units import Unit
from tests.catalogue.small import small_dataset
from tests.compute.made import made as plain

JUNE = parse_period("2026-06")
TODAY = date(2026, 7, 5)
HEAD = ["order_id", "order_date", "customer_id", "net_amount", "refund_amount", "quantity", "cost_amount"]
NB = "\u00a0"
FORMULAS = (
    "sum(sales.net_amount) / distinct(sales.order_id)",
    "(sum(sales.net_amount) - sum(sales.refund_amount)) / sum(sales.net_amount)",
    "sum(sales.net_amount) - (sum(sales.cost_amount) - sum(sales.refund_amount))",
    "sum(sales.net_amount) / (sum(sales.quantity) / count(sales))",
    "sum(sales.net_amount) / sum(sales.quantity) / count(sales) * 100",
    "-sum(sales.refund_amount) * 2 + avg(sales.net_amount)",
    "(net_revenue - prev(net_revenue)) / prev(net_revenue)",
    "rolling(net_revenue, 12) * 0.5 / median(sales.quantity)",
    "sum(sales.net_amount) / average(in_force(default(employees.fte, 1)))",
    "size(first_seen(sales.customer_id)) / size(keys(sales.customer_id)) - 0.125",
)


def made(formula, **changes):
    """Return a KPI of a formula in which measures go by name."""
    return replace(plain("count(sales)", **changes), tree=parse(formula, measure_trees(MEASURES), columns()))


def sales(*rows):
    return {"sales": [HEAD, *rows]}


ORDERS = sales(
    ("A0", "2026-05-04", "K1", 100.0, 0.0, 2, 40.0),
    ("A1", "2026-06-04", "K1", 1200.5, 0.5, 3, 700.0),
    ("A2", "2026-06-09", "K2", 64.25, 4.0, 1, 32.0),
    ("A3", "2026-06-30", "K3", 0.1, 0.0, 7, 0.3),
)


def sum_of(formula, tables=ORDERS, lang="nl", **changes):
    params = changes.pop("params", None)
    kpi = made(formula, **changes)
    worked = parts_of(kpi, small_dataset(tables), JUNE, params=params, today=TODAY)
    return arithmetic(kpi, worked, lang)


def calculated(line, lang):
    """Return what a line gives when it is typed over in a calculator."""
    sum_, _, _ = line.partition(" = ")
    plain = sum_.replace("€", "").replace(NB, "")
    plain = plain.replace(".", "").replace(",", ".") if lang == "nl" else plain.replace(",", "")
    plain = re.sub(r"\s*(dagen|dag|days|day|maanden|months)", "", plain)
    plain = re.sub(r"([\d.]+)%", r"(\1/100)", plain)
    for shown, sign in (("×", "*"), ("÷", "/"), ("\u2212", "-")):
        plain = plain.replace(shown, sign)
    assert re.fullmatch(r"[\d\s.()*/+-]+", plain), plain
    return eval(plain)


STAFF = {
    "employees": [
        ["employee_id", "hire_date", "termination_date", "fte"],
        ("E1", "2026-04-01", None, 1.0),
        ("E2", "2026-06-10", None, 0.6),
        ("E3", "2026-04-01", "2026-06-20", 0.4),
        ("E4", "2026-07-02", None, 1.0),
    ]
}
AMOUNTS = st.integers(0, 10**7).map(lambda cents: cents / 100)
ROWS = st.lists(
    st.tuples(
        st.sampled_from(["A", "B", "C"]),
        st.sampled_from(["2026-04-02", "2026-05-30", "2026-06-01", "2026-06-17", "2026-06-30"]),
        st.sampled_from(["K1", "K2"]),
        AMOUNTS,
        AMOUNTS,
        st.integers(1, 40),
        AMOUNTS,
    ),
    min_size=1,
    max_size=12,
)


@pytest.mark.parametrize("formula", FORMULAS)
@settings(max_examples=8)
@given(lang=st.sampled_from(LANGS), rows=ROWS)
def test_the_numbers_shown_give_the_value(formula, lang, rows):
    tables = sales(*rows, ("Z", "2026-04-01", "K9", 10.0, 1.0, 1, 2.0), ("Z", "2026-07-02", "K9", 10.0, 1.0, 1, 2.0))
    kpi, dataset = made(formula), small_dataset({**tables, **STAFF})
    frame = compute([kpi], dataset, Grain.MONTH, today=TODAY).frame
    value = frame[frame["period"] == "2026-06"]["value"].iloc[0]
    shown = arithmetic(kpi, parts_of(kpi, dataset, JUNE, today=TODAY), lang)

    if math.isnan(value):
        assert shown.reason
    else:
        assert shown.reason == ""
        assert calculated(shown.lines[0], lang) == pytest.approx(value, rel=1e-9, abs=1e-9)


@pytest.mark.parametrize(
    ("lang", "line"),
    [("nl", f"€{NB}1.264,85 ÷ 3 = €{NB}421,62"), ("en", f"€{NB}1,264.85 ÷ 3 = €{NB}421.62")],
)
def test_a_mean_order_is_the_amount_over_the_orders(lang, line):
    assert sum_of(FORMULAS[0], lang=lang, unit=Unit.CURRENCY, precision=2).lines == (line,)


def test_a_named_sum_stands_as_one_number_and_opens_to_its_own_line():
    lines = sum_of("net_revenue / distinct(sales.order_id)").lines

    assert lines[0].startswith(f"€{NB}1.260,35 ÷ 3 = ")
    assert lines[1] == f"Netto-omzet: €{NB}1.264,85 \u2212 €{NB}4,50 = €{NB}1.260,35"


def test_every_number_says_what_it_is_once():
    terms = sum_of("(sum(sales.net_amount) - sum(sales.refund_amount)) / sum(sales.net_amount)").terms

    assert [(term.shown, term.what) for term in terms] == [
        (f"€{NB}1.264,85", "Netto bedrag opgeteld"),
        (f"€{NB}4,50", "Terugbetaald bedrag opgeteld"),
    ]


@pytest.mark.parametrize(
    ("formula", "reason"),
    [
        ("sum(sales.net_amount) / sum(sales.net_amount where quantity > 99)", "delen"),
        ("sum(sales.net_amount) / (sum(sales.refund_amount) - sum(sales.net_amount))", "onder nul"),
        ("prev_year(sum(sales.net_amount))", "geen gegevens voor de periode"),
        ("avg(sales.net_amount where quantity > 99)", "geen regels"),
        ("sum(sales.net_amount) * param(margin)", "brutomarge"),
    ],
    ids=["zero", "negative", "not covered", "no rows", "setting"],
)
def test_a_sum_without_an_outcome_says_why(formula, reason):
    found = sum_of(formula)

    assert found.value == "–"
    assert reason in found.reason
    assert not any("=" in line for line in found.lines)


def test_a_setting_stands_in_the_sum_as_it_was_given():
    assert (
        sum_of("sum(sales.net_amount) * param(margin)", params={"margin": 0.35})
        .lines[0]
        .startswith(f"€{NB}1.264,85 × 35% = ")
    )


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (1265793.04, Unit.CURRENCY, f"€{NB}1.265.793,04"),
        (0.1 + 0.2, Unit.CURRENCY, f"€{NB}0,30"),
        (4.5, Unit.CURRENCY, f"€{NB}4,50"),
        (830.0, Unit.COUNT, "830"),
        (0.0125, Unit.PERCENT, "1,25%"),
        (1e-7, Unit.RATIO, "0,0000001"),
        (2.5e15, Unit.RATIO, "2.500.000.000.000.000"),
        (-3.25, Unit.RATIO, "\u22123,25"),
        (None, Unit.COUNT, "–"),
        (float("nan"), Unit.COUNT, "–"),
    ],
)
def test_a_number_has_every_decimal_that_says_something(value, unit, text):
    assert exact(value, unit, "nl") == text


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("nl", "Marge: ± 70 punt. Een kleiner verschil kan toeval zijn, dus noem het geen verandering."),
        ("en", "Margin: ± 70 pts. A smaller difference can be chance, so do not call it a change."),
    ],
)
def test_a_score_of_few_answers_carries_its_margin(lang, said):
    rows = [["2026-06-05", "nps", score] for score in (10, 9, 9, 8, 2)]  # 196 x sqrt((0.6 + 0.2 - 0.16) / 5) = 70.1
    data = small_dataset({"surveys": [["response_date", "survey_type", "score"], *rows]})
    kpi = CATALOGUE["net_promoter_score"]
    lines = arithmetic(kpi, parts_of(kpi, data, JUNE, today=TODAY), lang).lines
    assert lines[-1] == said
