"""How far a share of answers may be off by chance, against figures worked out by hand."""

from math import isnan, sqrt

import numpy as np
import pytest

from kpi_core.catalogue import CATALOGUE
from kpi_core.compute import compute
from kpi_core.compute.margins import margin, share_of, told_apart
from kpi_core.formula.parse import parse
from kpi_core.periods import Grain
from tests.catalogue.small import small_dataset
from tests.compute.made import TODAY, frame_of

COLUMNS = {"surveys": {"survey_type": "enum", "score": "number"}, "sales": {"order_id": "id", "quantity": "number"}}


def margins_of(kpi, tables, by):
    frame = compute([CATALOGUE[kpi]], small_dataset(tables), Grain.MONTH, by=by, today=TODAY).frame
    return {row.segment if isinstance(row.segment, str) else None: row.margin for row in frame.itertuples()}


def off(plus, minus, answers):
    found = margin(np.array([float(plus)]), None if minus is None else np.array([float(minus)]), np.array([answers]))
    return float(found[0])


@pytest.mark.parametrize(
    ("promoters", "detractors", "answers", "points"),
    [
        (25, 10, 50, 21.65),  # 196 x sqrt((0.5 + 0.2 - 0.09) / 50) = 196 x sqrt(0.0122)
        (100, 40, 200, 10.82),  # four times the answers halve it
        (50, 50, 100, 19.6),  # everybody at an end: 196 x sqrt(1 / 100)
        (1, 1, 8, 34.65),  # 196 x sqrt(0.25 / 8)
    ],
)
def test_the_margin_of_an_nps_is_that_of_promoters_and_detractors(promoters, detractors, answers, points):
    assert off(promoters, detractors, answers) * 100 == pytest.approx(points, abs=0.005)


@pytest.mark.parametrize(("satisfied", "answers"), [(80, 100), (1, 2), (3, 40)])
def test_the_margin_of_a_share_is_that_of_a_proportion(satisfied, answers):
    p = satisfied / answers

    assert off(satisfied, None, answers) == pytest.approx(1.96 * sqrt(p * (1 - p) / answers))


@pytest.mark.parametrize(
    ("plus", "minus", "answers", "expected"),
    [(30, None, 30, 0.1), (0, None, 30, 0.1), (2, None, 2, 1.0), (30, 0, 30, 0.2), (0, 0, 30, 0.1), (0, 2, 2, 2.0)],
)
def test_answers_that_are_all_alike_do_not_make_a_figure_certain(plus, minus, answers, expected):
    assert off(plus, minus, answers) == pytest.approx(expected)


def test_without_answers_there_is_no_margin():
    assert isnan(off(0, 0, 0))


@pytest.mark.parametrize(
    ("difference", "one", "other", "apart"),
    [
        (10, 8, 5, True),
        (9, 8, 5, False),
        (-10, 8, 5, True),
        (-9, 8, 5, False),
        (3, 2, None, True),
        (0, None, None, True),
    ],
)
def test_a_difference_counts_when_it_is_larger_than_both_margins_together(difference, one, other, apart):
    assert told_apart(difference, one, other) is apart


@pytest.mark.parametrize(
    ("formula", "found"),
    [
        ("count(surveys where score >= 8) / count(surveys where score is known)", True),
        ("(count(surveys where score >= 9) - count(surveys where score <= 6)) / count(surveys) * 100", True),
        ("avg(surveys.score)", False),
        ("count(sales where quantity > 1) / count(sales)", False),
        ("sum(surveys.score) / count(surveys)", False),
        ("count(surveys) * 100", False),
        ("count(surveys where score >= 8) / count(surveys) + 1", False),
    ],
)
def test_only_counted_answers_out_of_answers_have_a_margin(formula, found):
    assert (share_of(parse(formula, {}, COLUMNS)) is not None) is found


@pytest.mark.parametrize(
    "kpi",
    ["net_promoter_score", "employee_net_promoter_score", "customer_satisfaction_score", "employee_satisfaction_rate"],
)
def test_the_scores_and_shares_of_the_catalogue_have_one(kpi):
    assert share_of(CATALOGUE[kpi].tree) is not None


def test_results_carry_the_margin_of_each_period_and_segment_in_the_unit_of_the_value():
    answers = [("2026-01-05", "nps", score, "NL") for score in (10, 9, 7, 3)]
    answers += [("2026-01-06", "nps", score, "BE") for score in (10, 10, 0, 0)]
    surveys = {"surveys": [["response_date", "survey_type", "score", "region"], *map(list, answers)]}

    found = margins_of("net_promoter_score", surveys, by="region")

    assert found["NL"] == pytest.approx(196 * sqrt((0.5 + 0.25 - 0.0625) / 4))
    assert found["BE"] == pytest.approx(196 * sqrt(1 / 4))
    assert found[None] == pytest.approx(196 * sqrt((4 / 8 + 3 / 8 - (1 / 8) ** 2) / 8))


def test_a_group_that_is_hidden_has_no_margin_either():
    rows = [
        ["2026-01-05", "enps", score, team] for team, scores in {"A": [9] * 6, "B": [9, 3]}.items() for score in scores
    ]
    surveys = {"surveys": [["response_date", "survey_type", "score", "department"], *rows]}

    found = margins_of("employee_net_promoter_score", surveys, by="department")

    assert isnan(found["B"])


def test_what_is_not_asked_of_people_has_no_margin():
    frame = frame_of(
        "count(sales where quantity > 1) / count(sales)", {"sales": [["order_date", "quantity"], ["2026-01-05", 2]]}
    )

    assert frame["margin"].isna().all()
