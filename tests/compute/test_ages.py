"""Figures at an age, against SQL over the same rows."""

from datetime import date

import duckdb
import pytest

from kpi_core.catalogue import CATALOGUE
from kpi_core.compute.ages import at_age
from tests.catalogue.small import small_dataset
from tests.compute.made import made

TODAY = date(2026, 7, 5)
BENEFIT = "(sum(projects.project_benefit) - sum(projects.project_cost)) / sum(projects.project_cost)"
REVENUE = "sum(sales.net_amount) / distinct(sales.customer_id)"
PROJECTS = [
    ("project_id", "start_date", "end_date", "project_cost", "project_benefit"),
    ("CRM", "2025-01-10", "2025-02-01", 100.0, 0.0),
    ("CRM", "2025-01-10", "2025-04-09", 0.0, 60.0),
    ("CRM", "2025-01-10", "2025-04-10", 0.0, 40.0),  # three months to the day: past the first three months
    ("CRM", "2025-01-10", "2025-12-31", 20.0, 80.0),
    ("Kassa", "2026-01-15", "2026-02-20", 50.0, 10.0),
    ("Kassa", "2026-01-15", "2026-06-30", 0.0, 90.0),
    ("Site", "2026-05-01", "2026-06-01", 30.0, 30.0),
    (None, "2025-01-01", "2025-02-01", 999.0, 1.0),  # no project to put it under
    ("CRM", "2025-01-10", None, 999.0, 1.0),  # no date
]


def ages(formula, tables, months, **asked):
    """Return per cohort the value at an age, None where there is none."""
    frame = at_age(made(formula), small_dataset(tables), months, today=asked.pop("today", TODAY), **asked).frame
    return {row.segment: None if row.value != row.value else row.value for row in frame.itertuples()}


@pytest.mark.parametrize(
    ("months", "expected"),
    [
        # CRM: (60 - 100) / 100; Kassa: (10 - 50) / 50; Site is not three months old on 30 June
        (3, {"CRM": -0.4, "Kassa": -0.8, "Site": None}),
        (6, {"CRM": 0.0, "Kassa": None, "Site": None}),
        (12, {"CRM": 0.5, "Kassa": None, "Site": None}),
    ],
)
def test_a_project_counts_what_is_dated_within_its_first_months(months, expected):
    found = ages(BENEFIT, {"projects": PROJECTS}, months)
    assert found == {name: None if value is None else pytest.approx(value) for name, value in expected.items()}


@pytest.mark.parametrize("months", [3, 6, 12])
def test_the_return_on_investment_of_the_catalogue_has_an_age(months):
    own = at_age(CATALOGUE["return_on_investment"], small_dataset({"projects": PROJECTS}), months, today=TODAY).frame

    assert own["value"].tolist() == pytest.approx(
        at_age(made(BENEFIT), small_dataset({"projects": PROJECTS}), months, today=TODAY).frame["value"].tolist(),
        nan_ok=True,
    )


def test_a_cohort_knows_when_it_begins_and_when_it_comes_to_the_age():
    frame = at_age(made(BENEFIT), small_dataset({"projects": PROJECTS}), 3, today=TODAY).frame
    crm, _, site = frame.itertuples()
    assert (crm.start, crm.end, crm.complete, crm.rows) == (date(2025, 1, 10), date(2025, 4, 9), True, 2)
    assert (site.start, site.end, site.complete, site.rows) == (date(2026, 5, 1), date(2026, 7, 31), False, 0)


SALES = [
    (f"c{n % 7}", f"o{n}", f"{2025 + n // 40}-{n * 5 % 12 + 1:02d}-{n * 11 % 27 + 1:02d}", float(n * 13 % 97))
    for n in range(60)
]


@pytest.mark.parametrize("months", [1, 3, 6, 12])
@pytest.mark.parametrize(
    ("by", "bucket"), [("cohort_month", "month"), ("cohort_quarter", "quarter"), ("cohort_year", "year")]
)
def test_the_revenue_per_customer_at_an_age_is_what_sql_says(months, by, bucket):
    rows = [("customer_id", "order_id", "order_date", "net_amount"), *SALES]
    found = ages(REVENUE, {"sales": rows}, months, by=by)
    connection = duckdb.connect()
    connection.execute("CREATE TABLE s (c TEXT, o TEXT, d DATE, a DOUBLE)")
    connection.executemany("INSERT INTO s VALUES (?, ?, ?, ?)", SALES)
    told = connection.execute(
        f"""
        WITH f AS (SELECT c, min(d) AS first FROM s GROUP BY c), last AS (SELECT max(d) AS day FROM s WHERE d <= '{TODAY}')
        SELECT date_trunc('{bucket}', first) AS cohort, sum(a) / count(DISTINCT s.c)
        FROM s JOIN f USING (c), last
        WHERE d < first + INTERVAL {months} MONTH
        GROUP BY cohort, day
        HAVING (cohort + INTERVAL 1 {bucket} - INTERVAL 1 DAY)::DATE + INTERVAL {months} MONTH - INTERVAL 1 DAY <= day
        """
    ).fetchall()
    values = sorted(value for value in found.values() if value is not None)
    assert values == pytest.approx(sorted(value for _, value in told))
    assert (len(told) > 0) is (months < 12 or by != "cohort_year")


def test_a_filter_keeps_to_its_rows():
    rows = [("customer_id", "order_id", "order_date", "net_amount", "channel")]
    rows += [
        ("a", "1", "2025-01-01", 10.0, "web"),
        ("a", "2", "2025-02-01", 5.0, "shop"),
        ("b", "3", "2026-06-01", 1.0, "web"),
    ]
    assert ages(REVENUE, {"sales": rows}, 3, where={"channel": ("web",)}) == {"a": 10.0, "b": None}


@pytest.mark.parametrize(
    "formula",
    [
        "rolling(sum(sales.net_amount), 12)",  # looks at other periods than the age
        "sum(sales.net_amount) / sum(ads.spend)",  # spend has no customer to be of
        "sum(ads.spend)",
    ],
)
def test_what_has_no_age_gives_no_rows_and_says_so(formula):
    tables = {
        "sales": [("customer_id", "order_id", "order_date", "net_amount"), ("a", "1", "2025-01-01", 10.0)],
        "ads": [("date", "spend"), ("2025-01-01", 3.0)],
    }
    found = at_age(made(formula), small_dataset(tables), 3, today=TODAY)
    assert found.frame.empty
    assert [issue.code for issue in found.issues] == ["age_not_possible"]


def test_names_that_differ_only_in_capitals_are_one():
    rows = [
        PROJECTS[0],
        ("crm", "2025-01-10", "2025-02-01", 100.0, 0.0),
        ("CRM", "2025-01-10", "2025-03-01", 0.0, 150.0),
    ]
    found = ages(BENEFIT, {"projects": [*rows, ("Z", "2026-07-01", "2026-07-01", 1.0, 1.0)]}, 3)
    assert found == {"crm": pytest.approx(0.5), "Z": None}
