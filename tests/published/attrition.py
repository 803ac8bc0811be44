"""Employees with whether they left, and how satisfied they were with their job."""

from datetime import date

from tests.published.adapted import with_columns
from tests.published.asking import asked, mapping, per_segment, total, worked_out
from tests.published.figures import Expected, Figure, table

NOTE = """the file has no dates and one row per person, leavers included. Two columns were added: everybody was hired on 1 January as
many years before 2020 as the file says (0: on 31 December 2019), and whoever left did so on 30 June 2020. The published 16.12%
is over all 1,470; the catalogue's turnover is over the mean of 1,470 at the start and 1,233 at the end, 17.54%. Both were
asked. For satisfaction the same rows are a staff survey of 1 June 2020 with a scale to 4. Mean income is not asked: no KPI
is about pay."""

WINDOW = (date(2020, 1, 1), date(2020, 12, 31))
YEAR = ("--from", "2020", "--to", "2020")
STAFF = {"employee_id": "EmployeeNumber", "hire_date": "Hired", "termination_date": "Left"}
SURVEY = {
    "response_id": "EmployeeNumber",
    "response_date": "Asked",
    "survey_type": "Survey",
    "score": "JobSatisfaction",
    "scale_max": "Scale",
}
SPLITS = {
    "Department": "by_department",
    "JobRole": "by_jobrole",
    "Gender": "by_gender",
    "MaritalStatus": "by_maritalstatus",
    "BusinessTravel": "by_businesstravel",
}
PUBLISHED = "staff_who_left / opening(own_staff)"


def figures(data):
    """Return turnover with both bases and the mean satisfaction, in all and by everything published."""
    path = with_columns(data / "emp_attrition.csv", _dated)
    yield from _totals(path, Expected(data / "expected/total.csv"))
    for column, file in SPLITS.items():
        expected = Expected(data / f"expected/{file}.csv")
        yield from _turnover(path, column, expected)
        yield from _satisfaction(path, column, expected)


def _totals(path, expected):
    people, left = expected.one("employees"), expected.one("leavers")
    mapped = _staff(path, "Department")
    ours = asked([path], *YEAR, kpi="employee_turnover_rate", mapped=mapped, grain="year")
    yield Figure("leavers", "KPI employee_turnover_rate, 2020, who left", left, total(ours, "numerator"), 0)
    yield Figure(
        "mean staff, worked out here",
        "KPI employee_turnover_rate, 2020, its base",
        people - left / 2,
        total(ours, "denominator"),
        1,
    )
    yield Figure(
        "turnover over mean staff, worked out here",
        "KPI employee_turnover_rate, 2020",
        left / (people - left / 2),
        total(ours),
        9,
    )
    rate = worked_out([path], PUBLISHED, mapped=mapped, grain="year", window=WINDOW)["2020", None]["value"]
    yield Figure("leavers of all staff", f"formula {PUBLISHED}, 2020", expected.one("attrition_rate"), rate, 6)
    mean = asked([path], kpi="employee_satisfaction_rate", variant="mean", mapped=_survey(path, "Department"))
    yield Figure(
        "mean job satisfaction",
        "KPI employee_satisfaction_rate, variant mean",
        expected.one("avg_job_satisfaction"),
        total(mean),
        6,
    )


def _turnover(path, column, expected):
    people, left = expected.column("employees"), expected.column("leavers")
    mapped = _staff(path, column)
    ours = per_segment(asked([path], *YEAR, kpi="employee_turnover_rate", mapped=mapped, grain="year", by="department"))
    rates = {key: left[key] / (people[key] - left[key] / 2) for key in people}
    yield from table(
        f"turnover over mean staff by {column}, worked out here",
        f"KPI employee_turnover_rate, 2020, by department = {column}",
        rates,
        ours,
        9,
    )
    found = worked_out([path], PUBLISHED, mapped=mapped, grain="year", by="department", window=WINDOW)
    got = {segment: row["value"] for (period, segment), row in found.items() if period == "2020" and segment}
    how = f"formula {PUBLISHED}, 2020, by department = {column}"
    yield from table(
        f"leavers of all staff by {column}",
        how,
        expected.column("attrition_rate"),
        got,
        6,
        apart=column == "Department",
    )


def _satisfaction(path, column, expected):
    mean = asked(
        [path], kpi="employee_satisfaction_rate", variant="mean", mapped=_survey(path, column), by="department"
    )
    how = f"KPI employee_satisfaction_rate, variant mean, by department = {column}"
    yield from table(
        f"mean job satisfaction by {column}", how, expected.column("avg_job_satisfaction"), per_segment(mean), 6
    )


def _staff(path, column):
    return mapping(f"{path.stem}=employees", **STAFF, department=column)


def _survey(path, column):
    return mapping(f"{path.stem}=surveys", **SURVEY, department=column)


def _dated(row):
    years = int(row["YearsAtCompany"])
    return {
        "Hired": f"{2020 - years}-01-01" if years else "2019-12-31",
        "Left": "2020-06-30" if row["Attrition"] == "Yes" else "",
        "Asked": "2020-06-01",
        "Survey": "esat",
        "Scale": "4",
    }
