"""Every figure of the engine beside one worked out row by row, over tables nobody would make up by hand."""

import math
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from kpi_core.catalogue import CATALOGUE
from kpi_core.compute import compute
from kpi_core.dataset import load, prepare, save
from kpi_core.periods import Grain
from tests.catalogue.small import small_part
from tests.compute import by_hand, oracle
from tests.compute.made_up import FIRST, dataset_of, lined, tables_of

TODAY = date(2026, 12, 31)
PARAMS = {"margin": 0.4, "lifespan_years": 3}
MODEST = settings(
    max_examples=3,
    deadline=None,
    derandomize=True,
    database=None,
    phases=(Phase.generate,),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.function_scoped_fixture],
)

FAMILIES = {
    "sales": (("sales", "ads"), by_hand.SALES),
    "visits": (("web", "surveys"), by_hand.VISITS),
    "pipeline": (("leads", "deals", "invoices"), by_hand.PIPELINE),
}


def named(name):
    """Return a KPI of the catalogue; after a colon the variant, as a KPI of its own."""
    plain, _, chosen = name.partition(":")
    trees = {variant.id: variant.tree for variant in CATALOGUE[plain].variants}
    return replace(CATALOGUE[plain], id=name, tree=trees[chosen] if chosen else CATALOGUE[plain].tree)


def computed(names, dataset, grain, **asked):
    """Return the rows of KPIs with their names."""
    frame = compute([named(name) for name in names], dataset, Grain(grain), params=PARAMS, today=TODAY, **asked).frame
    return [(row.kpi, row) for row in frame.itertuples()]


def same(value, answer):
    """Return whether a figure of the engine, NaN for no value, is the answer, None for no value."""
    return math.isnan(value) if answer is None else math.isclose(value, answer, rel_tol=1e-9, abs_tol=1e-7)


def wrong(family, tables, grain, **asked):
    """Return every figure on which the engine and the oracle differ, and every segment that was forgotten."""
    answers = FAMILIES[family][1]
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
WINTER = {"start": date(2025, 11, 20), "end": date(2026, 2, 8)}
ODD_SPAN = {"start": date(2025, 11, 9), "end": date(2026, 2, 20)}
ASKED = [
    ("sales", "month", {}),
    ("sales", "month", {"by": "channel"}),
    ("sales", "quarter", {"by": "channel", "where": {"channel": ("web", "")}}),
    ("sales", "year", {"by": "channel"}),
    ("sales", "week", {"where": {"channel": ("Winkel",)}, **WINTER}),
    ("sales", "month", {"by": "cohort_month"}),
    ("sales", "quarter", {"by": "cohort_quarter", "where": {"channel": ("web",)}}),
    ("sales", "all", {"by": "channel", **SPAN}),
    ("sales", "all", {"by": "cohort_month", **ODD_SPAN}),
    ("visits", "month", {"by": "channel"}),
    ("visits", "week", {"where": {"channel": ("",)}, **WINTER}),
    ("visits", "all", {"by": "channel", **ODD_SPAN}),
    ("pipeline", "month", {}),
    ("pipeline", "quarter", {}),
    ("pipeline", "week", WINTER),
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
    names = [
        name for name in by_hand.SALES if not name.endswith("order_total")
    ]  # the first of an order's totals counts

    assert folded(computed(names, dataset_of(mixed), "month")) == folded(computed(names, dataset_of(tables), "month"))


@FEW
@given(SALES_TABLES, st.integers(1, 80))
def test_a_file_in_two_parts_is_that_file(tables, cut):
    tables = dated(tables)
    parts = [(kind, lined(half)) for kind, rows in tables.items() for half in (rows[:cut], rows[cut:]) if half]
    dataset = prepare([small_part(kind, roles, rows) for kind, (roles, *rows) in parts])

    assert folded(computed(by_hand.SALES, dataset, "month", by="channel")) == folded(
        computed(by_hand.SALES, dataset_of(tables), "month", by="channel")
    )


def dated(tables):
    """Return tables without rows that take over a date, which needs an order's lines together and in their order."""
    found = {kind: [row for row in rows if row[oracle.DATES[kind]]] for kind, rows in tables.items()}
    return {kind: rows for kind, rows in found.items() if rows}


@FEW
@given(SALES_TABLES)
def test_a_dataset_kept_and_fetched_again_gives_the_same_figures(tmp_path, tables):
    dataset, names = dataset_of(tables), list(by_hand.SALES)
    save(dataset, tmp_path)
    again = load(tmp_path, dataset.fingerprint)

    assert again.issues == dataset.issues
    assert folded(computed(names, again, "month", by="channel")) == folded(
        computed(names, dataset, "month", by="channel")
    )
