"""Targets beside each other: sums of parts, sums of KPIs, and what a formula over targets gives, each worked out by hand."""

from dataclasses import replace
from datetime import date

import pytest

from kpi_core.formula.parse import parse_identity
from kpi_core.model import Form
from kpi_core.model.definitions import Identity
from kpi_core.periods import Grain
from kpi_core.targets.adding import adds_up, kpis_together, parts_together, worked_out
from kpi_core.units import Unit
from tests.targets.small import LEVEL, make_kpi, make_target

WHOLE = make_target(1_000_000.0)


def part(value, name="Zuid", role="region", **more):
    return make_target(value, segment=(role, name), **more)


def test_the_parts_of_one_role_are_added():
    targets = (WHOLE, part(420_000.0), part(500_000.0, "Noord"), part(7.0, "web", "channel"))
    region, channel = parts_together(WHOLE, make_kpi(), targets)
    assert (region.by, region.value, region.fits, region.over) == ("region", 920_000.0, False, False)
    assert (channel.by, channel.value) == ("channel", 7.0)


@pytest.mark.parametrize(
    ("values", "fits", "over"),
    [((600, 400), True, False), ((600, 404), True, False), ((600, 406), False, True), ((600, 390), False, False)],
)
def test_rounding_is_no_difference(values, fits, over):
    whole = make_target(1000.0)
    (made,) = parts_together(whole, make_kpi(), [part(float(v), str(v)) for v in values])
    assert (made.fits, made.over) == (fits, over)


def test_a_part_named_by_a_filter_is_the_same_part_and_counts_once():
    filtered = make_target(5.0, where=(("region", ("Zuid",)),))
    both = make_target(9.0, where=(("region", ("Zuid", "Noord")),))
    (made,) = parts_together(WHOLE, make_kpi(), [part(5.0), filtered, both])
    assert made.value == 5.0


@pytest.mark.parametrize(
    "change",
    [
        {"until": date(2026, 11, 30)},
        {"start": date(2026, 2, 1)},
        {"form": Form.PER_PERIOD},
        {"per": Grain.MONTH},
        {"variant": "invoices"},
        {"value": None},
    ],
)
def test_only_the_same_days_and_form_are_compared(change):
    assert parts_together(WHOLE, make_kpi(), [replace(part(5.0), **change)]) == ()


def test_a_floor_for_the_whole_says_nothing_about_its_parts():
    floor = replace(WHOLE, form=Form.FLOOR)
    assert parts_together(floor, make_kpi(), [replace(part(5.0), form=Form.FLOOR)]) == ()


def test_parts_of_what_does_not_add_up_are_not_added():
    ratio = make_kpi(formula=LEVEL, unit=Unit.PERCENT)
    assert adds_up(make_kpi(), None)
    assert not adds_up(ratio, None)
    assert not adds_up(make_kpi(exact_only=True), None)
    assert parts_together(WHOLE, ratio, [part(0.1)]) == ()


def test_kpis_that_contribute_are_added_when_all_ask_the_same_way():
    shop, web = (replace(make_target(v), kpi=name) for name, v in (("shop", 500_000.0), ("web", 420_000.0)))
    assert kpis_together(WHOLE, [shop, web]).value == 920_000.0
    assert kpis_together(WHOLE, [shop, replace(web, until=date(2027, 1, 1))]) is None
    assert kpis_together(WHOLE, []) is None


RATE, LEADS, CUSTOMERS = (
    replace(make_target(v), kpi=name) for name, v in (("rate", 0.2), ("leads", 600.0), ("new", 150.0))
)


def way(formula, *targets, whole=CUSTOMERS, totals=("leads", "new"), exact=False, params=None):
    own = Identity(formula, parse_identity(formula, ["rate", "leads", "new", "churn", "keep"]))
    kpi = replace(make_kpi(), id="new", **{"equals" if exact else "roughly": (own,)})
    return worked_out(whole, kpi, {one.kpi: one for one in targets}, params or {}, frozenset(totals))


def test_targets_that_make_another_by_arithmetic_are_put_beside_it():
    (made,) = way("leads * rate", RATE, LEADS)
    assert made.value == pytest.approx(120.0)
    assert ({one.kpi for one in made.parts}, made.exact, made.fits) == ({"rate", "leads"}, False, False)


def test_two_levels_that_contradict_each_other_are_found():
    churn, keep = (replace(make_target(v), kpi=name) for name, v in (("churn", 0.05), ("keep", 0.9)))
    (told,) = way("1 - churn", churn, whole=keep, totals=(), exact=True)
    assert told.value == pytest.approx(0.95)
    assert told.exact
    assert not told.fits


def test_a_total_beside_a_level_only_holds_about():
    (made,) = way("leads * rate", RATE, LEADS, exact=True)
    assert not made.exact
    (same,) = way("leads - churn", LEADS, replace(LEADS, kpi="churn"), exact=True, totals=("leads", "churn", "new"))
    assert same.exact


@pytest.mark.parametrize(
    ("formula", "targets"),
    [
        ("leads * rate", (LEADS,)),
        ("leads * rate", (LEADS, replace(RATE, until=date(2026, 11, 30)))),
        ("leads * rate", (LEADS, replace(RATE, variant="sales"))),
        ("leads * rate", (LEADS, replace(RATE, segment=("region", "Zuid")))),
        ("leads / rate", (LEADS, replace(RATE, value=0.0))),
        ("leads * param(margin)", (LEADS,)),
        ("leads * 365 / days()", (LEADS,)),
    ],
    ids=[
        "one missing",
        "other days",
        "another definition",
        "of a part",
        "nothing to divide by",
        "no setting",
        "the days",
    ],
)
def test_a_way_with_something_unknown_in_it_is_left_out(formula, targets):
    assert way(formula, *targets) == ()


def test_a_setting_that_is_given_counts():
    (made,) = way("-leads * param(margin) + 7", LEADS, params={"margin": 0.25})
    assert made.value == -143.0
