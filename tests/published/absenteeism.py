"""Absences with their hours and the month of the year, without a year."""

from tests.published.adapted import with_columns
from tests.published.asking import mapping, per_period, per_segment, total, worked_out
from tests.published.figures import Expected, Figure, table

NOTE = """the file has a month and no year, and month 0 for three absences of 0 hours. A column was added: the first of that month
in 2010; what has month 0 has no date, so 737 of the 740 absences are in the twelve months and all 5,124 hours are. For
the totals and the other splits the date is 1 January 2010 in every row, so that all 740 count. Hours of absence stand in the
role of days of absence per period: no rate was published, as nothing says how many hours were agreed, so the KPI itself is
not asked; the sum it divides is. The hours of absence are asked by formula, as a KPI about people hides groups under five."""

HOURS = "sum(absence_totals.sick_days)"
MEAN = "sum(absence_totals.sick_days) / count(absence_totals where sick_days is known)"
RECORDS = "count(absence_totals where sick_days is known)"
MEDIAN = "median(absence_totals.sick_days)"
SPLITS = {
    "Month of absence": "by_month_of_absence",
    "Reason for absence": "by_reason_for_absence",
    "Day of the week": "by_day_of_the_week",
    "Seasons": "by_seasons",
    "Education": "by_education",
    "Disciplinary failure": "by_disciplinary_failure",
}


def figures(data):
    """Return hours and records, in all, by month and by everything published."""
    path = with_columns(data / "Absenteeism_at_work.csv", _dated, delimiter=";")
    expected = Expected(data / "expected/total.csv")
    for name, formula in {
        "records": RECORDS,
        "hours_absent": HOURS,
        "avg_hours_per_record": MEAN,
        "median_hours": MEDIAN,
    }.items():
        got = total(worked_out([path], formula, mapped=_mapped(path, "Day", "Seasons")))
        yield Figure(name, f"formula {formula}", expected.one(name), got, expected.decimals(name))
    months = Expected(data / "expected/by_month_of_absence.csv")
    found = per_period(worked_out([path], HOURS, mapped=_mapped(path, "Month", "Seasons"), grain="month"))
    hours = {f"2010-{int(month):02d}": value for month, value in months.column("hours_absent").items() if month != "0"}
    yield from table("hours by month", f"formula {HOURS}, grain month", hours, found, 0, apart=True)
    for column, file in SPLITS.items():
        yield from _split(path, column, Expected(data / f"expected/{file}.csv"))


def _split(path, column, expected):
    for name, formula in {"records": RECORDS, "hours_absent": HOURS, "avg_hours_per_record": MEAN}.items():
        got = per_segment(worked_out([path], formula, mapped=_mapped(path, "Day", column), by="department"))
        how = f"formula {formula}, by department = {column}"
        yield from table(f"{name} by {column}", how, expected.column(name), got, expected.decimals(name))


def _mapped(path, dated, column):
    return mapping(f"{path.stem}=absence_totals", date=dated, sick_days="Absenteeism time in hours", department=column)


def _dated(row):
    month = int(row["Month of absence"])
    return {"Month": f"2010-{month:02d}-01" if month else "", "Day": "2010-01-01"}
