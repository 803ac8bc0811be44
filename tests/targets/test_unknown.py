"""A month that was not filled in is no month of 0: not in a total, not against a floor, not on a card."""

import pytest

from kpi_core.cards import build
from kpi_core.model import NO_MARKS, Form, Marks, Verdict
from kpi_core.periods import parse_period
from kpi_core.targets import assess, realism
from tests.targets.small import JULY, make_kpi, make_results, make_target

SALES = make_kpi()
MARCH = parse_period("2026-03")
EMPTY_MARCH = make_results([100.0] * 12 + [100.0, 110.0, 0.0, 90.0, 105.0, 95.0])
EMPTY_JUNE = make_results([100.0] * 12 + [100.0, 110.0, 90.0, 90.0, 105.0, 0.0])
NOT_FILLED_IN = Marks(unknown=frozenset({MARCH, parse_period("2025-03")}))


@pytest.mark.parametrize(("marks", "broken"), [(NO_MARKS, True), (NOT_FILLED_IN, False)])
def test_a_floor_is_broken_by_a_month_of_nothing_and_not_by_one_that_was_not_filled_in(marks, broken):
    status = assess(make_target(80.0, form=Form.FLOOR), SALES, EMPTY_MARCH, JULY, marks)

    assert bool(status.fields.get("broken")) == broken


@pytest.mark.parametrize("form", [Form.FLOOR, Form.FROM_TO])
def test_when_the_last_month_was_not_filled_in_the_verdict_waits_for_it(form):
    told = Marks(unknown=frozenset({parse_period("2026-06")}))
    status = assess(make_target(80.0, form=form), SALES, EMPTY_JUNE, JULY, told)

    assert (status.verdict, status.reason, status.fields["period"].id) == (
        Verdict.CANNOT_TELL,
        "missing_period",
        "2026-06",
    )


def test_a_total_with_such_a_month_in_it_is_not_known():
    status = assess(make_target(1200.0), SALES, EMPTY_MARCH, JULY, NOT_FILLED_IN)

    assert (status.verdict, status.now) == (Verdict.CANNOT_TELL, None)


def test_a_card_draws_no_value_and_compares_with_none():
    card = build(SALES, EMPTY_MARCH, lang="nl", today=JULY, marks=NOT_FILLED_IN, hero=True)
    plain = build(SALES, EMPTY_MARCH, lang="nl", today=JULY, hero=True)
    values = {name: found.chart.data["actual"].isna().sum() for name, found in (("told", card), ("plain", plain))}

    assert values["told"] > values["plain"]


ROWS = [100] * 14 + [0] + [100] * 3
SILENT_MARCH = make_results([100.0] * 12 + [100.0, 110.0, 0.0, 90.0, 105.0, 95.0], rows=ROWS)
NOTHING = Marks(nothing=frozenset({MARCH}))


def test_a_total_over_a_month_without_rows_waits_for_the_answer_what_that_month_was():
    asked = assess(make_target(1200.0), SALES, SILENT_MARCH, JULY)

    assert (asked.verdict, asked.reason, asked.fields["period"]) == (Verdict.CANNOT_TELL, "missing_period", MARCH)
    assert assess(make_target(1200.0), SALES, SILENT_MARCH, JULY, NOTHING).now == 500.0


def test_a_month_without_rows_breaks_no_floor_and_is_not_counted_as_kept_until_it_is_answered():
    asked = assess(make_target(80.0, form=Form.FLOOR), SALES, SILENT_MARCH, JULY)

    assert (asked.reason, asked.fields["n"], asked.fields["broken"]) == ("hold_kept", 5, 0)
    assert assess(make_target(80.0, form=Form.FLOOR), SALES, SILENT_MARCH, JULY, NOTHING).fields["broken"] == 1
    assert realism(make_target(80.0, form=Form.FLOOR), SALES, SILENT_MARCH, JULY).reason != "broken"


def test_a_change_is_not_measured_from_a_year_with_a_month_that_is_not_known():
    rows = [100] * 3 + [0] + [100] * 14
    values = [100.0] * 3 + [0.0] + [100.0] * 14
    grown = make_target(0.05, form=Form.RELATIVE, against="year")
    results = make_results(values, rows=rows)

    assert assess(grown, SALES, results, JULY).reason == "no_base"
    assert realism(grown, SALES, results, JULY).reason == "no_base"
    told = Marks(nothing=frozenset({parse_period("2025-04")}))
    assert assess(grown, SALES, results, JULY, told).now == 600.0
