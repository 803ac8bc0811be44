"""Every figure of the engine beside one worked out row by row, over tables nobody would make up by hand."""

import math
from datetime import date, timedelta
from functools import partial
from random import Random

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from kpi_core.catalogue import CATALOGUE
from kpi_core.compute import compute
from kpi_core.dataset import load, prepare, save
from kpi_core.periods import Grain
from tests.catalogue.small import small_dataset, small_part
from tests.compute import oracle

TODAY = date(2026, 12, 31)
FIRST = date(2024, 11, 1)
PARAMS = {"margin": 0.4, "lifespan_years": 3}
MODEST = settings(
    max_examples=3,
    deadline=None,
    derandomize=True,
    database=None,
    phases=(Phase.generate,),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.function_scoped_fixture],
)

# Days in eighteen months, with months in which nothing happens; a few days in each, so that rows meet.
MONTHS = (0, 1, 2, 3, 4, 8, 11, 12, 12, 13, 14, 15, 16)
DAYS = tuple(oracle.later(FIRST, month) + timedelta(days=day) for month in MONTHS for day in (0, 3, 8, 8, 19, 27))
AMOUNTS = (1200.0, 19.95, 250.25, 80.0, 80.0, 0.0, -45.5, -300.0)
WHOLES = (0.0, 1.0, 2.0, 5.0, 12.0, 40.0)
WORDS = ("Web", "Web", "web", "Winkel", "Beurs ", None)
MAYBE = (None,)  # sometimes an empty cell
ROWS = {
    "sales": {
        "order_id": (*[f"B{number}" for number in range(16)], None),
        "order_date": (*DAYS * 2, None),
        "customer_id": ("K0", "K1", "K2", "K3", "K4", "K5", None),
        "net_amount": AMOUNTS + MAYBE,
        "refund_amount": (0.0, 0.0, 10.0, 25.5, None),
        "cost_amount": AMOUNTS + MAYBE,
        "order_total": AMOUNTS + MAYBE,
        "quantity": WHOLES + MAYBE,
        "returned_quantity": (0.0, 0.0, 1.0, None),
        "product_category": ("Fiets", "Helm", "Slot", None),
        "order_status": ("paid", "paid", "paid", "paid", "paid", "cancelled", "pending", None),
        "rep": ("Noor", "Sem", None),
        "channel": WORDS,
    },
    "ads": {
        "date": DAYS,
        "spend": AMOUNTS + MAYBE,
        "clicks": WHOLES + MAYBE,
        "impressions": WHOLES + MAYBE,
        "conversions": WHOLES + MAYBE,
        "conversion_value": AMOUNTS + MAYBE,
        "channel": WORDS,
    },
    "web": {
        "date": DAYS,
        "sessions": WHOLES + MAYBE,
        "converting_sessions": WHOLES + MAYBE,
        "engaged_sessions": WHOLES + MAYBE,
        "add_to_carts": WHOLES + MAYBE,
        "purchases": WHOLES + MAYBE,
        "channel": WORDS,
    },
    "surveys": {
        "response_date": (*DAYS * 2, None),
        "survey_type": ("nps", "csat", "ces"),
        "score": (0.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0, None),
        "scale_max": (5.0, 7.0, 10.0, None),
        "channel": WORDS,
    },
    "leads": {
        "lead_id": (*[f"L{number}" for number in range(8)], None),
        "created_date": (*DAYS * 2, None),
        "mql_date": DAYS + MAYBE * 20,
        "converted_date": DAYS + MAYBE * 20,
        "channel": WORDS,
    },
    "deals": {
        "deal_id": tuple(f"D{number}" for number in range(8)),
        "created_date": DAYS + MAYBE,
        "closed_date": (*DAYS * 2, None),
        "deal_outcome": ("won", "won", "lost", "open"),
        "deal_amount": AMOUNTS + MAYBE,
        "probability": (0.1, 0.5, 0.75, None),
        "channel": WORDS,
    },
    "invoices": {
        "invoice_id": ("F1", "F2", "F3"),
        "invoice_date": DAYS + MAYBE,
        "due_date": DAYS + MAYBE,
        "paid_date": DAYS + MAYBE * 20,
        "gross_amount": AMOUNTS + MAYBE,
        "region": WORDS,
    },
}
SIZES = st.one_of(st.integers(3, 12), st.integers(30, 90))
FAMILIES = {
    "sales": (("sales", "ads"), oracle.SALES),
    "visits": (("web", "surveys"), oracle.VISITS),
    "pipeline": (("leads", "deals", "invoices"), oracle.PIPELINE),
}


def tables_of(kinds):
    """Return made-up tables of some kinds; a smaller one is the beginning of a larger one."""
    return st.fixed_dictionaries(
        {kind: st.builds(partial(made_up, kind), SIZES, st.integers(0, 2**32)) for kind in kinds}
    )


def made_up(kind, size, seed):
    """Return rows of any values, one for one seed."""
    chance = Random(seed)
    return [{role: chance.choice(values) for role, values in ROWS[kind].items()} for _ in range(size)]


def lined(rows):
    """Return a table as its roles and then its rows."""
    roles = sorted(rows[0])
    return [roles, *([row[role] for role in roles] for row in rows)]


def dataset_of(tables):
    """Return the dataset of made-up tables."""
    return small_dataset({kind: lined(rows) for kind, rows in tables.items()})


def computed(names, dataset, grain, **asked):
    """Return the frames of KPIs named with their variants, put together under those names."""
    found = []
    for variant in (False, True):
        chosen = [name for name in names if (":" in name) is variant]
        kpis = [CATALOGUE[name.partition(":")[0]] for name in chosen]
        variants = dict(name.split(":") for name in chosen if variant)
        frame = compute(kpis, dataset, Grain(grain), params=PARAMS, variants=variants, today=TODAY, **asked).frame
        named = {name.partition(":")[0]: name for name in chosen}
        found += [(named[row.kpi], row) for row in frame.itertuples()]
    return found


def same(value, answer):
    """Return whether a figure of the engine, NaN for no value, is the answer, None for no value."""
    return math.isnan(value) if answer is None else math.isclose(value, answer, rel_tol=1e-9, abs_tol=1e-7)


def wrong(names, tables, grain, **asked):
    """Return every figure on which the engine and the oracle differ, and every segment that was forgotten."""
    answers = FAMILIES[names][1]
    if asked.get("by", "").startswith("cohort"):
        answers = {
            name: answer for name, answer in answers.items() if not name.startswith(("cost_per", "roas", "click"))
        }
    found = computed(list(answers), dataset_of(tables), grain, **asked)
    world = oracle.World(tables, by=asked.get("by"), where=asked.get("where"))
    return [*_different(found, world, answers, grain), *_forgotten(found, world, answers, grain)]


def _different(found, world, answers, grain):
    for name, row in found:
        segment = oracle.EVERYTHING if row.segment is None else oracle.folded(row.segment)
        if world.by and world.by.startswith("cohort") and row.segment is not None:
            segment = row.segment
        at = oracle.At(world, row.start, row.end, "span" if grain == "all" else grain, segment)
        if not same(row.value, answers[name](at)):
            yield name, row.period, row.segment, row.value, answers[name](at)


def _forgotten(found, world, answers, grain):
    if world.by is None:
        return
    known = {(name, row.start, oracle.folded(row.segment)) for name, row in found if row.segment is not None}
    role = "customer_id" if world.by.startswith("cohort") else world.by
    labels = {world.segment(row) for rows in world.tables.values() for row in rows if role in row}
    for name, row in found:
        for label in labels if row.segment is None else ():
            at = oracle.At(world, row.start, row.end, "span" if grain == "all" else grain, label)
            if answers[name](at) and (name, row.start, oracle.folded(label)) not in known:
                yield name, row.period, label, "forgotten", answers[name](at)


SPAN = {"start": date(2025, 11, 1), "end": date(2026, 2, 28)}
ODD_SPAN = {"start": date(2025, 11, 9), "end": date(2026, 2, 20)}
ASKED = [
    ("sales", "month", {}),
    ("sales", "month", {"by": "channel"}),
    ("sales", "quarter", {"by": "channel", "where": {"channel": ("web", "")}}),
    ("sales", "year", {"by": "channel"}),
    ("sales", "week", {"where": {"channel": ("Winkel",)}}),
    ("sales", "month", {"by": "cohort_month"}),
    ("sales", "quarter", {"by": "cohort_quarter", "where": {"channel": ("web",)}}),
    ("sales", "all", {"by": "channel", **SPAN}),
    ("sales", "all", {"by": "cohort_month", **ODD_SPAN}),
    ("visits", "month", {"by": "channel"}),
    ("visits", "week", {"where": {"channel": ("",)}}),
    ("visits", "all", {"by": "channel", **ODD_SPAN}),
    ("pipeline", "month", {}),
    ("pipeline", "quarter", {}),
    ("pipeline", "week", {}),
    ("pipeline", "all", ODD_SPAN),
]


@pytest.mark.parametrize(
    ("family", "grain", "asked"), ASKED, ids=["-".join([family, grain, *asked]) for family, grain, asked in ASKED]
)
def test_every_figure_equals_one_worked_out_row_by_row(family, grain, asked):
    @MODEST
    @given(tables_of(FAMILIES[family][0]))
    def hold(tables):
        assert wrong(family, tables, grain, **asked) == []

    hold()


def folded(found):
    """Return the figures by KPI, first day and segment without case; None for no value."""
    values = {}
    for name, row in found:
        segment = None if row.segment is None else oracle.folded(row.segment)
        values[name, row.start, segment] = (
            None if math.isnan(row.value) else pytest.approx(row.value, rel=1e-9, abs=1e-7)
        )
    return values


SALES_TABLES = tables_of(("sales", "ads"))
FEW = settings(MODEST, max_examples=2)
SOME = [
    "revenue",
    "average_order_value",
    "new_customers",
    "customer_retention_rate",
    "second_purchase_rate",
    "cross_sell_rate",
]


@MODEST
@given(SALES_TABLES)
def test_sums_over_segments_and_over_periods_are_the_total(tables):
    dataset = dataset_of(tables)
    days = [row["order_date"] for row in tables["sales"] if row["order_date"]] or [FIRST]
    span = {"start": min(days).replace(day=1), "end": oracle.span_of(max(days), "month")[1]}
    [whole] = [row.value for name, row in computed(["revenue"], dataset, "all", **span)]
    months = [row for _, row in computed(["revenue"], dataset, "month", by="channel", **span)]

    assert math.fsum(row.value for row in months if row.segment is None) == pytest.approx(whole, abs=1e-7)
    assert math.fsum(row.value for row in months if row.segment is not None) == pytest.approx(whole, abs=1e-7)


@FEW
@given(SALES_TABLES)
def test_the_whole_narrowed_to_one_segment_is_that_segments_row(tables):
    dataset = dataset_of(tables)
    split = folded(computed(SOME, dataset, "quarter", by="channel"))
    for segment in {segment for _, _, segment in split if segment is not None}:
        narrowed = folded(computed(SOME, dataset, "quarter", where={"channel": (segment,)}))
        beside = {place: split[(*place[:2], segment)] for place in narrowed if (*place[:2], segment) in split}

        assert {place: narrowed[place] for place in beside} == beside
        assert all(value in (None, 0) for place, value in narrowed.items() if place not in beside)


@FEW
@given(SALES_TABLES, st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(tables, chance):
    tables = dated(tables)
    mixed = {kind: chance.sample(rows, len(rows)) for kind, rows in tables.items()}
    names = [name for name in oracle.SALES if not name.endswith("order_total")]  # the first of an order's totals counts

    assert folded(computed(names, dataset_of(mixed), "month")) == folded(computed(names, dataset_of(tables), "month"))


@FEW
@given(SALES_TABLES, st.integers(1, 80))
def test_a_file_in_two_parts_is_that_file(tables, cut):
    tables = dated(tables)
    parts = [(kind, lined(half)) for kind, rows in tables.items() for half in (rows[:cut], rows[cut:]) if half]
    dataset = prepare([small_part(kind, roles, rows) for kind, (roles, *rows) in parts])

    assert folded(computed(oracle.SALES, dataset, "month", by="channel")) == folded(
        computed(oracle.SALES, dataset_of(tables), "month", by="channel")
    )


def dated(tables):
    """Return tables without rows that take over a date, which needs an order's lines together and in their order."""
    found = {kind: [row for row in rows if row[oracle.DATES[kind]]] for kind, rows in tables.items()}
    return {kind: rows for kind, rows in found.items() if rows}


@FEW
@given(SALES_TABLES)
def test_a_dataset_kept_and_fetched_again_gives_the_same_figures(tmp_path, tables):
    dataset, names = dataset_of(tables), list(oracle.SALES)
    save(dataset, tmp_path)
    again = load(tmp_path, dataset.fingerprint)

    assert again.issues == dataset.issues
    assert folded(computed(names, again, "month", by="channel")) == folded(
        computed(names, dataset, "month", by="channel")
    )
