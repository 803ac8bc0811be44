"""What must hold between figures whatever the data: sums of parts, complements, bounds, and what may change nothing."""

import math
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpi_core.catalogue import adds_up
from kpi_core.formula.facts import registers
from tests.compute import oracle
from tests.compute.beside import KINDS, MODEST, computed, named
from tests.compute.made_up import ROWS, dataset_of, tables_of
from tests.compute.oracle.calendar import day_of

SPLITS = {
    "shop": "region",
    "attention": "channel",
    "pipeline": "channel",
    "books": "region",
    "plans": "region",
    "staff": "department",
    "works": "department",
}
NAMES = {family: tuple(answers) for family, answers in oracle.FAMILIES.items()}
FAMILIES = pytest.mark.parametrize("family", KINDS)
SPAN = {"start": date(2025, 10, 1), "end": date(2026, 3, 31)}
YEARS = {"start": date(2024, 1, 1), "end": date(2026, 12, 31)}
CUT = date(2026, 1, 1)
ALWAYS_SHARES = {
    "shop": (
        *("customer_retention_rate", "customer_churn_rate:inactive", "second_purchase_rate", "cross_sell_rate"),
        "return_rate:orders",
    ),
    "pipeline": (
        *("marketing_qualified_leads:rate", "lead_conversion_rate", "win_rate", "response_within_target_rate"),
        "response_within_target_rate:own_target",
    ),
    "plans": ("customer_retention_rate:subscriptions", "customer_churn_rate"),
    "staff": (
        *("customer_satisfaction_score", "customer_effort_score:agreeing", "employee_satisfaction_rate"),
        *("employee_engagement_score:favourable", "temporary_staff_share", "temporary_staff_share:with_fixed_term"),
    ),
    "works": (
        *("machine_availability", "machine_availability:failures_only", "order_picking_accuracy", "otif"),
        "billable_utilisation",
    ),
}
"""The KPIs that are a part of what they are divided by; absence, say, is not: people off sick may be in no staff list."""
LOOKS_AHEAD = {"second_purchase_rate", "weighted_pipeline", "overdue_receivables_share:ageing_list"}
"""A second purchase may still come; the other two say how things stand when the file ends."""
ORDERED = {"average_order_value:order_total"}  # the first of an order's totals counts


def figures(names, tables, grain="month", **asked):
    """Return the values by KPI, first day and segment without case; None for no value."""
    return told_as(names, dataset_of(tables), grain, **asked)


def told_as(names, dataset, grain, **asked):
    """Return the same of a dataset."""
    found = {}
    for name, row in computed(names, dataset, grain, **asked):
        segment = None if row.segment is None else oracle.folded(row.segment)
        found[name, row.start, segment] = None if math.isnan(row.value) else row.value
    return found


def close(found):
    """Return the figures to compare others with."""
    return {
        place: value if value is None else pytest.approx(value, rel=1e-9, abs=1e-7) for place, value in found.items()
    }


def whole(found):
    return {place: value for place, value in found.items() if place[2] is None}


def series(found, name):
    return [value for (kpi, *_), value in found.items() if kpi == name]


def without_credits(tables):
    """Return the tables with every amount at least zero."""
    return {
        kind: [{role: abs(cell) if isinstance(cell, float) else cell for role, cell in row.items()} for row in rows]
        for kind, rows in tables.items()
    }


def dated(tables):
    """Return the tables without rows that take over a date, which needs an order's lines together and in their order."""
    return {
        kind: [row for row in rows if row.get("order_date") or kind != "sales"] or rows for kind, rows in tables.items()
    }


def in_one_go(tables):
    """Return the tables with the lines of an order all on one day, so that a cut leaves what an order says as it was."""
    rows = [{**row, "order_id": f"{row['order_id']} {row['order_date']}"} for row in tables.get("sales", ())]
    return {**tables, "sales": [row for row in rows if row["order_date"]] or rows} if rows else tables


def check(tables, examples=2):
    """Return what runs a law over a few made-up sets of tables, the same ones every time; what it gives is kept."""

    def runs(law):
        told = []
        settings(MODEST, max_examples=examples)(given(tables)(lambda made: told.append(law(made))))()
        return told

    return runs


def large(kinds):
    """Return tables with enough rows for anything to happen."""
    return tables_of(kinds, st.integers(60, 90))


@FAMILIES
def test_parts_add_up_to_the_whole(family):
    adding = {name for name in NAMES[family] if adds_up(named(name)).segments}

    @check(tables_of(KINDS[family]))
    def law(tables):
        found = figures(NAMES[family], tables, "quarter", by=SPLITS[family])
        for (name, start, _), value in whole(found).items():
            if name not in adding:
                continue
            parts = [part for place, part in found.items() if place[:2] == (name, start) and place[2] is not None]
            if value is None:
                assert set(parts) <= {None}
            else:
                assert math.fsum(part for part in parts if part) == pytest.approx(value, rel=1e-9, abs=1e-7), name


@FAMILIES
def test_months_add_up_to_quarters_and_quarters_to_years(family):
    names = [name for name in oracle.FAMILIES[family] if adds_up(named(name)).periods]

    @check(tables_of(KINDS[family]))
    def law(tables):
        grains = [figures(names, tables, grain, **YEARS) for grain in ("month", "quarter", "year")]
        for shorter, longer, months in zip(grains, grains[1:], (3, 12), strict=False):
            for (name, start, _), value in longer.items():
                inside = [
                    part
                    for (kpi, day, _), part in shorter.items()
                    if kpi == name and start <= day < oracle.later(start, months)
                ]
                known = [part for part in inside if part is not None]
                assert (value is None) == (not known)
                assert value is None or math.fsum(known) == pytest.approx(value, rel=1e-9, abs=1e-7), name


@FAMILIES
def test_a_ratio_is_its_numerator_over_its_denominator_in_the_whole_and_in_every_part(family):
    @check(tables_of(KINDS[family]))
    def law(tables):
        for name, row in computed(oracle.FAMILIES[family], dataset_of(tables), "quarter", by=SPLITS[family]):
            if math.isnan(row.numerator) and math.isnan(row.denominator):
                continue
            value = divided(row.numerator, row.denominator)
            assert row.value == pytest.approx(value, nan_ok=True), name


def divided(top, bottom):
    return top / bottom if bottom > 0 else math.nan


@FAMILIES
def test_letting_every_segment_through_is_no_filter(family):
    split = SPLITS[family]
    words = tuple({oracle.folded(word) for kind in KINDS[family] for word in ROWS[kind].get(split, ())})

    @check(large(KINDS[family]), examples=1)
    def law(tables):
        plain, filtered = (figures(NAMES[family], tables, where=where) for where in ({}, {split: words}))
        assert filtered
        assert filtered == close({place: plain[place] for place in filtered})


@FAMILIES
def test_the_whole_narrowed_to_one_segment_is_that_segments_part(family):
    split = SPLITS[family]

    @check(large(KINDS[family]), examples=1)
    def law(tables):
        parts = figures(NAMES[family], tables, "quarter", by=split)
        segment = max((place[2] for place in parts if place[2]), default=None)
        if segment is None:
            return
        narrowed = figures(NAMES[family], tables, "quarter", where={split: (segment,)})
        beside = {place: parts[*place[:2], segment] for place in narrowed if (*place[:2], segment) in parts}

        assert {place: narrowed[place] for place in beside} == close(beside)
        assert all(not value for place, value in narrowed.items() if place not in beside)


@FAMILIES
def test_segments_that_trade_names_trade_figures(family):
    split = SPLITS[family]
    first, second = "Winkel", {"region": "Zuid", "channel": "Beurs", "department": "Kantoor"}[split]
    first = {"region": "Noord"}.get(split, first)
    names = {first.casefold(): second, second.casefold(): first}

    def mirrored(rows):
        return [
            {**row, split: names.get(oracle.folded(row.get(split)), row.get(split))} if split in row else row
            for row in rows
        ]

    @check(tables_of(KINDS[family]))
    def law(tables):
        plain = figures(NAMES[family], tables, "quarter", by=split)
        other = figures(NAMES[family], {kind: mirrored(rows) for kind, rows in tables.items()}, "quarter", by=split)
        assert other == close(
            {
                (*place[:2], oracle.folded(names.get(place[2], place[2])) if place[2] else place[2]): value
                for place, value in plain.items()
            }
        )


@FAMILIES
def test_the_order_of_rows_changes_nothing(family):
    names = [name for name in NAMES[family] if name not in ORDERED]

    @check(st.tuples(tables_of(KINDS[family]), st.randoms(use_true_random=False)))
    def law(made):
        tables, chance = dated(made[0]), made[1]
        mixed = {kind: chance.sample(rows, len(rows)) for kind, rows in tables.items()}
        assert figures(names, mixed) == close(figures(names, tables))


@FAMILIES
def test_a_table_that_a_kpi_does_not_use_changes_no_figure_of_it(family):
    other = "attention" if family != "attention" else "shop"
    kinds = [kind for kind in KINDS[other] if kind not in KINDS[family]]

    @check(st.tuples(tables_of(KINDS[family]), tables_of(kinds)))
    def law(made):
        tables, more = made
        alone, among = (figures(NAMES[family], made, **SPAN) for made in (tables, {**tables, **more}))
        for place, value in alone.items():
            longer_known = value is None and registers(named(place[0]).tree)
            assert longer_known or among[place] == close({0: value})[0], place


@FAMILIES
def test_later_rows_do_not_change_the_past(family):
    names = [name for name in NAMES[family] if name not in LOOKS_AHEAD]

    def until(rows):
        kept = []
        for row in rows:
            days = [day_of(cell) for cell in row.values() if hasattr(cell, "year")]
            kept += [row] if not days or min(days) < CUT else []
        return kept

    @check(tables_of(KINDS[family]))
    def law(tables):
        tables = in_one_go(tables)
        before = {kind: until(rows) for kind, rows in tables.items()}
        if not all(before.values()):
            return
        early, late = figures(names, before), figures(names, tables)
        past = {place: value for place, value in early.items() if place[1] < CUT and value is not None}
        assert past
        assert {place: late.get(place) for place in past} == close(past)


@pytest.mark.parametrize(
    ("stayed", "went"),
    [
        ("customer_retention_rate", "customer_churn_rate:inactive"),
        ("customer_retention_rate:subscriptions", "customer_churn_rate"),
    ],
)
@pytest.mark.parametrize("asked", [{}, {"by": "region"}, {"where": {"region": ("noord", "")}}], ids=repr)
def test_who_stayed_and_who_went_are_everyone(stayed, went, asked):
    @check(large(("sales", "subscriptions")))
    def told(tables):
        found = figures([stayed, went], tables, **asked)
        pairs = list(zip(series(found, stayed), series(found, went), strict=True))
        for left, right in pairs:
            assert (left is None) == (right is None)
            assert left is None or left + right == pytest.approx(1)
        return any(left for left, _ in pairs) and any(right for _, right in pairs)

    assert any(told)


@pytest.mark.parametrize("family", ALWAYS_SHARES)
def test_a_share_of_the_whole_lies_between_nothing_and_all(family):
    names = ALWAYS_SHARES[family]

    @check(large(KINDS[family]))
    def told(tables):
        found = figures(names, tables, by=SPLITS[family])
        assert {place: value for place, value in found.items() if value is not None and not 0 <= value <= 1} == {}
        return any(found.values())

    assert any(told)


def ascending(names, found):
    """Check that each KPI is nowhere higher than the next, and return whether there was anything to compare."""
    columns = [series(found, name) for name in names]
    for values in zip(*columns, strict=True):
        known = [value for value in values if value is not None]
        assert all(low <= high + 1e-9 for low, high in pairwise(known)), values
    return any(value for column in columns for value in column)


@pytest.mark.parametrize(
    "names",
    [
        ("net_profit_margin", "net_profit_margin:before_tax", "ebitda_margin"),
        ("ebitda_margin:ordinary", "gross_margin"),
        ("ebitda_margin:ordinary", "ebitda_margin"),
        ("operating_cost_ratio", "operating_cost_ratio:with_purchases"),
        ("quick_ratio", "current_ratio"),
    ],
    ids=" <= ".join,
)
def test_without_credits_what_counts_more_costs_is_never_higher(names):
    @check(large(("pnl", "balance")))
    def told(tables):
        return ascending(names, figures(names, without_credits(tables)))

    assert any(told)
