"""What chance can do to answers is never called off course, reached or missed; what is beyond it is."""

from datetime import date

import pytest

from kpi_core.catalogue import CATALOGUE
from kpi_core.model import Form, Verdict
from kpi_core.phrases import reason
from kpi_core.targets import assess
from kpi_core.texts import LANGS
from kpi_core.units import Direction, Unit
from tests.targets.small import make_kpi, make_results, make_target

V = Verdict
SCORE = make_kpi(formula="avg(surveys.score)", unit=Unit.SCORE)
SCORE_LOW = make_kpi(formula="avg(surveys.score)", unit=Unit.SCORE, direction=Direction.LOWER)
RANGE = make_kpi(formula="avg(surveys.score)", unit=Unit.SCORE, direction=Direction.RANGE)
MARCH, END = date(2026, 4, 5), date(2027, 1, 5)


def judged(kpi, values, target, margin, today):
    return assess(target, kpi, make_results(values, first=date(2026, 1, 1), margin=margin), today)


@pytest.mark.parametrize(
    ("kpi", "value", "margin", "verdict"),
    [
        (SCORE, 20.0, None, V.OFF_COURSE),
        (SCORE, 20.0, 10.0, V.OFF_COURSE),
        (SCORE, 20.0, 30.0, V.CANNOT_TELL),
        (SCORE, 60.0, 30.0, V.ON_COURSE),
        (SCORE_LOW, 90.0, 30.0, V.OFF_COURSE),
        (SCORE_LOW, 60.0, 30.0, V.CANNOT_TELL),
    ],
)
def test_a_gap_within_the_margin_is_not_called_off_course(kpi, value, margin, verdict):
    """The road from 40 to 44 expects some 41 in March; 20 is 21 away, and 90 or 60 are 49 and 19 too high."""
    target = make_target(44.0 if kpi is SCORE else 36.0, baseline=40.0)

    assert judged(kpi, [40.0, 40.0, value], target, margin or float("nan"), MARCH).verdict is verdict


@pytest.mark.parametrize(
    ("value", "margin", "verdict"),
    [
        (45.0, None, V.REACHED),
        (45.0, 10.0, V.CANNOT_TELL),
        (55.0, 10.0, V.REACHED),
        (43.0, 10.0, V.CANNOT_TELL),
        (30.0, 10.0, V.MISSED),
        (44.0, None, V.REACHED),
    ],
)
def test_after_the_deadline_reached_and_missed_are_more_than_chance(value, margin, verdict):
    target = make_target(44.0, baseline=40.0)
    found = judged(SCORE, [value] * 12, target, margin or float("nan"), END)

    assert found.verdict is verdict
    assert (found.now, found.reason == "within_chance") == (value, verdict is V.CANNOT_TELL)


@pytest.mark.parametrize(("value", "verdict"), [(41.0, V.CANNOT_TELL), (50.0, V.REACHED), (30.0, V.MISSED)])
def test_a_range_is_reached_only_well_inside_it(value, verdict):
    target = make_target(low=40.0, high=60.0, form=Form.RANGE)

    assert judged(RANGE, [value] * 12, target, 5.0, END).verdict is verdict


@pytest.mark.parametrize(
    ("value", "margin", "verdict"), [(38.0, None, V.MISSED), (38.0, 5.0, V.CANNOT_TELL), (41.0, 5.0, V.REACHED)]
)
def test_a_month_within_the_margin_below_a_floor_neither_breaks_nor_keeps_it(value, margin, verdict):
    values = [50.0] * 11 + [value]
    target = make_target(40.0, form=Form.FLOOR)

    assert judged(SCORE, values, target, margin or float("nan"), END).verdict is verdict


def test_the_sentence_says_what_is_uncertain_and_in_which_unit():
    found = judged(SCORE, [43.0] * 12, make_target(44.0, baseline=40.0), 10.0, END)
    said = {lang: reason(found, CATALOGUE["net_promoter_score"], lang) for lang in LANGS}

    assert "44" in said["nl"]
    assert "marge" in said["nl"]
    assert "margin" in said["en"]
