"""Figures about people: a group under five is hidden, and cannot be worked out from what is shown beside it."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from kpi_core.catalogue import CATALOGUE
from kpi_core.compute import compute, parts_of, rows_of
from kpi_core.compute.privacy import hidden
from kpi_core.errors import KpiError
from kpi_core.periods import Grain, parse_period
from tests.catalogue.small import small_dataset

TODAY = date(2026, 12, 31)
ENPS = CATALOGUE["employee_net_promoter_score"]
ABSENCE = CATALOGUE["absenteeism_rate"]
HEAD = ["response_id", "response_date", "survey_type", "score", "department", "region"]


def answers(**departments):
    """Return a dataset of one eNPS survey in May; per department how many answered, promoters and critics in turn."""
    rows = [
        (f"{name}{place}", "2026-05-12", "enps", 10 if place % 2 else 3, name, "Zuid" if place % 2 else "Noord")
        for name, many in departments.items()
        for place in range(many)
    ]
    return small_dataset({"surveys": [HEAD, *rows]})


def shown(dataset, kpi=ENPS, by="department", where=None, **asked):
    """Return segment to (value, rows) of May; None is everything together."""
    frame = compute([kpi], dataset, Grain.MONTH, by=by, where=where, today=TODAY, **asked).frame
    return {
        row.segment: (None if np.isnan(row.value) else round(row.value), row.rows)
        for row in frame.itertuples()
        if row.period == "2026-05"
    }


def codes(dataset, **asked):
    return {issue.code for issue in compute([ENPS], dataset, Grain.MONTH, today=TODAY, **asked).issues}


def test_a_small_group_and_the_next_smallest_are_hidden_with_how_many_they_are():
    assert shown(answers(Winkel=8, Magazijn=6, Kantoor=3)) == {
        None: (-6, 17),
        "Kantoor": (None, 0),
        "Magazijn": (None, 0),
        "Winkel": (0, 8),
    }


def test_nothing_is_shown_of_fewer_than_five_people_together():
    assert shown(answers(Winkel=2, Magazijn=2)) == {None: (None, 0), "Winkel": (None, 0), "Magazijn": (None, 0)}


@pytest.mark.parametrize(("department", "value"), [("Kantoor", None), ("Magazijn", None), ("Winkel", 0), ("winkel", 0)])
def test_one_part_looked_at_alone_shows_what_it_shows_beside_the_others(department, value):
    found = shown(answers(Winkel=8, Magazijn=6, Kantoor=3), by=None, where={"department": (department,)})

    assert found[None][0] == value
    assert found[None][1] == (8 if value is not None else 0)


@pytest.mark.parametrize(
    "asked",
    [
        {"by": "region", "where": {"department": ("Winkel",)}},
        {"where": {"department": ("Winkel", "Magazijn")}},
        {"where": {"department": ("Winkel",), "region": ("Zuid",)}},
    ],
    ids=["split and filter", "two values", "two filters"],
)
def test_people_are_looked_at_by_one_thing_at_a_time(asked):
    dataset = answers(Winkel=80, Magazijn=60)

    assert compute([ENPS], dataset, Grain.MONTH, today=TODAY, **asked).frame.empty
    assert codes(dataset, **asked) == {"people_one_split"}


def test_a_kpi_that_is_not_about_people_can_be_cut_twice():
    plain = replace(ENPS, min_group=None)

    assert shown(answers(Winkel=8), plain, by="region", where={"department": ("Winkel",)})["Zuid"] == (100, 4)


def test_what_the_result_hides_its_parts_hide():
    found = parts_of(ENPS, answers(Winkel=3), parse_period("2026-05"), today=TODAY)

    assert found.value is None
    assert found.part is None
    assert "group_too_small" in {issue.code for issue in found.issues}


@pytest.mark.parametrize("many", [3, 300])
def test_the_rows_of_people_are_never_given(many):
    with pytest.raises(KpiError) as refused:
        rows_of(ENPS, answers(Winkel=many), parse_period("2026-05"))

    assert refused.value.code == "rows_of_people"


def test_totals_without_names_are_about_as_many_people_as_their_days_tell():
    """May has 31 days: 155 days are five people, 93 are three, 124 are four."""
    head = ["date", "sick_days", "available_days", "department"]
    rows = [("2026-05-31", 10, 186, "Winkel"), ("2026-05-31", 6, 155, "Magazijn"), ("2026-05-31", 3, 93, "Kantoor")]
    dataset = small_dataset({"absence_totals": [head, *rows]})

    found = shown(dataset, ABSENCE, variants={ABSENCE.id: "payroll"})

    assert {name for name, (_, rows) in found.items() if rows} == {None, "Winkel"}


def test_a_share_of_vacancies_is_no_figure_about_people():
    moves = CATALOGUE["internal_mobility_rate"]
    rows = [("V1", "2026-05-04", "ja"), ("V2", "2026-05-11", "nee")]
    dataset = small_dataset({"vacancies": [["vacancy_id", "accepted_date", "filled_internally"], *rows]})

    found = compute([moves], dataset, Grain.MONTH, variants={moves.id: "vacancies"}, today=TODAY).frame

    assert found["value"].tolist() == [0.5]


def test_when_every_other_group_is_empty_there_is_nothing_to_hide_with():
    people = np.array([[3.0, 0.0, 3.0]])

    assert hidden(people, 5).tolist() == [[True, False, True]]


def test_groups_that_together_are_too_few_take_the_next_smallest_with_them():
    """Three and one are hidden; four people would follow from the total and the others."""
    people = np.array([[32.0, 31.0, 3.0, 1.0, 67.0], [32.0, 31.0, 3.0, 2.0, 68.0]])

    assert hidden(people, 5).tolist() == [[False, True, True, True, False], [False, False, True, True, False]]
