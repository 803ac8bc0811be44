"""Own KPIs over rows about people: whatever the formula does, a group under five is not shown, nor what would give it away."""

from datetime import date

import pytest

from kpi_core.catalogue import CATALOGUE
from kpi_core.compute import compute, rows_of
from kpi_core.errors import KpiError
from kpi_core.model import OwnKpi
from kpi_core.own import define
from kpi_core.own.definition import SMALLEST_GROUP
from kpi_core.periods import Grain, parse_period
from kpi_core.roles import KINDS
from kpi_core.units import Direction, Unit
from tests.catalogue.small import small_dataset

TODAY = date(2026, 12, 31)
PEOPLE = {"employees", "absences", "absence_totals", "trainings", "surveys"}
SIZES = {"Winkel": 12, "Magazijn": 8, "Kantoor": 3}


def kpi(formula):
    own = OwnKpi("own.one", "Een", formula, Unit.COUNT, Direction.HIGHER, Grain.MONTH)
    return define((own,)).kpis["own.one"]


@pytest.fixture(scope="module")
def staff():
    """Eight, twelve and three people who were ill in May, one day each, and answered a survey."""
    ill = [
        (f"{name}{place}", "2026-05-12", "2026-05-12", name) for name, size in SIZES.items() for place in range(size)
    ]
    answers = [(who, "2026-05-12", "enps", 10 if name == "Kantoor" else 5, name) for who, _, _, name in ill]
    totals = [("2026-05-31", size, size * 31, name) for name, size in SIZES.items()]
    return small_dataset(
        {
            "absences": [["employee_id", "absence_start", "absence_end", "department"], *ill],
            "surveys": [["response_id", "response_date", "survey_type", "score", "department"], *answers],
            "absence_totals": [["date", "sick_days", "available_days", "department"], *totals],
        }
    )


def shown(formula, dataset, **asked):
    frame = compute([kpi(formula)], dataset, Grain.MONTH, today=TODAY, **asked).frame
    may = frame[frame["period"] == "2026-05"]
    return {row.segment: row.value for row in may.itertuples() if row.value == row.value}


@pytest.mark.parametrize("kind", sorted(PEOPLE))
def test_every_table_about_people_hides_small_groups_by_itself(kind):
    assert kpi(f"count({kind})").min_group == SMALLEST_GROUP
    assert {id_ for id_, found in KINDS.items() if found.people} == PEOPLE


@pytest.mark.parametrize("kind", sorted(set(KINDS) - PEOPLE))
def test_other_tables_show_every_group(kind):
    assert kpi(f"count({kind})").min_group is None


@pytest.mark.parametrize(
    "formula", ["count(absences)", "avg(surveys.score)", "sum(absence_totals.sick_days)", "days() * count(absences)"]
)
def test_a_split_hides_the_small_group_and_the_next(formula, staff):
    assert set(shown(formula, staff, by="department")) == {None, "Winkel"}


@pytest.mark.parametrize(
    "formula",
    [
        "count(absences where department = 'Kantoor')",
        "count(absences where department = 'Kantoor') + 0 * count(absences)",
        "count(absences where department in ('Kantoor', 'Elders')) / count(absences)",
        "count(absences where department != 'Kantoor')",
        "count(absences where not department = 'Kantoor')",
        "count(absences) - count(absences where department in ('Winkel', 'Magazijn'))",
        "count(absences where employee_id = 'Winkel0') + 0 * count(absences)",
        "avg(surveys.score where department = 'Kantoor' and survey_type = 'enps') + 0 * count(surveys)",
        "sum(absence_totals.sick_days where department = 'Kantoor') + 0 * sum(absence_totals.sick_days)",
        "rolling(count(absences where department = 'Kantoor'), 12) + 0 * count(absences)",
    ],
)
def test_a_formula_cannot_name_a_small_group_nor_leave_one_out(formula, staff):
    assert shown(formula, staff) == {}


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("count(absences where absence_start is known)", 23),
        ("count(surveys where survey_type = 'enps' and score >= 9) / count(surveys)", 3 / 23),
        ("count(absences)", 23),
    ],
)
def test_what_is_said_of_everybody_stays(formula, value, staff):
    assert shown(formula, staff) == {None: value}


def test_answers_without_a_number_of_their_own_are_counted_as_people():
    rows = [("2026-05-12", "enps", 8, name) for name, size in SIZES.items() for _ in range(size)]
    dataset = small_dataset({"surveys": [["response_date", "survey_type", "score", "department"], *rows]})

    assert shown("avg(surveys.score where department = 'Kantoor') + 0 * count(surveys)", dataset) == {}


def test_a_group_large_enough_that_leaves_enough_others_is_shown():
    people = [
        (f"{name}{place}", "2026-05-12", "2026-05-12", name) for name in ("Winkel", "Magazijn") for place in range(6)
    ]
    dataset = small_dataset({"absences": [["employee_id", "absence_start", "absence_end", "department"], *people]})

    assert shown("count(absences where department = 'Winkel')", dataset) == {None: 6}


@pytest.mark.parametrize("asked", [{"where": {"department": ("Kantoor",)}}, {"where": {"department": ("Magazijn",)}}])
def test_a_filter_gives_no_more_than_the_split(asked, staff):
    assert shown("count(absences)", staff, **asked) == {}


def test_days_are_hidden_like_months(staff):
    frame = compute([kpi("count(absences)")], staff, Grain.DAY, by="department", today=TODAY).frame

    assert set(frame[frame["rows"] > 0]["segment"].dropna()) == {"Winkel"}


def test_the_rows_are_refused(staff):
    with pytest.raises(KpiError) as refused:
        rows_of(kpi("sum(absence_totals.sick_days)"), staff, parse_period("2026-05"))

    assert refused.value.code == "rows_of_people"


def test_no_figure_of_the_catalogue_about_people_shows_small_groups():
    """Customers who answer a survey count too, where the figure is of one."""
    hr = {found.id for found in CATALOGUE.values() if "hr" in found.departments and found.min_group}

    assert hr >= {"absenteeism_rate", "employee_net_promoter_score"}
