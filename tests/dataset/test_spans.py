"""Rows of one person that follow upon each other, and rows at the same time. Answers worked out by hand."""

from datetime import date

import pandas as pd
import pytest

from kpi_core.dataset.spans import followed
from kpi_core.sentences import tell_issue
from kpi_core.texts import LANGS

DATES = {"hire_date", "termination_date", "start_date", "end_date", "absence_start", "absence_end"}


def table(columns, *rows):
    frame = pd.DataFrame(rows, columns=columns.split()).assign(_row=range(2, len(rows) + 2))
    return frame.assign(**{name: pd.to_datetime(frame[name]) for name in DATES & set(frame)})


def staff(*rows):
    return table("employee_id hire_date termination_date", *rows)


def ends(frame):
    days = [None if pd.isna(day) else date(1970, 1, 1) + pd.Timedelta(days=int(day)) for day in frame["_until"]]
    return list(zip([day and day.isoformat() for day in days], frame["_stays"], strict=True))


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param([("a", "2024-01-01", "2024-12-31")], [("2024-12-31", False)], id="someone who left"),
        pytest.param(
            [("a", "2025-01-01", None), ("a", "2024-01-01", "2024-12-31")],
            [(None, False), ("2025-01-01", True)],
            id="a new contract the day after",
        ),
        pytest.param(
            [("a", "2024-01-01", "2024-12-31"), ("a", "2025-01-02", None)],
            [("2024-12-31", False), (None, False)],
            id="back after a day away",
        ),
        pytest.param(
            [("a", "2024-01-01", "2024-12-31"), ("b", "2025-01-01", None)],
            [("2024-12-31", False), (None, False)],
            id="someone else the day after",
        ),
        pytest.param(
            [("a", "2024-01-01", "2024-12-31"), ("a", "2024-06-01", None)],
            [("2024-12-31", True), (None, False)],
            id="two rows at once, one of which goes on",
        ),
        pytest.param(
            [("a", "2024-01-01", "2024-12-31"), ("a", "2025-01-01", "2024-11-01"), (None, "2025-01-01", None)],
            [("2024-12-31", False), ("2024-11-01", False), (None, False)],
            id="a row that ends before it begins takes nothing over",
        ),
    ],
)
def test_an_end_that_another_row_takes_over_is_no_departure(rows, expected):
    found, _ = followed({"employees": staff(*rows)})

    assert ends(found["employees"]) == expected


@pytest.mark.parametrize(
    ("tables", "code", "fields"),
    [
        pytest.param(
            {"employees": staff(("a", "2024-01-01", "2024-12-31"), ("a", "2025-01-01", None))},
            "ends_followed",
            {"kind": "employees", "n": 1},
            id="a new contract",
        ),
        pytest.param(
            {"employees": staff(("a", "2024-01-01", None), ("a", "2024-03-01", None), ("b", "2024-03-01", None))},
            "staff_at_once",
            {"n": 1, "rows": "3"},
            id="two contracts at once",
        ),
        pytest.param(
            {
                "absences": table(
                    "employee_id absence_start absence_end absence_type",
                    ("a", "2024-02-05", "2024-02-09", "sick"),
                    ("a", "2024-02-09", None, "sick"),
                    ("a", "2024-02-06", "2024-02-08", "holiday"),
                    ("b", "2024-02-06", "2024-02-08", "sick"),
                    ("b", "2024-02-09", "2024-02-10", "sick"),
                )
            },
            "absence_at_once",
            {"n": 1, "rows": "3"},
            id="a day of illness told twice",
        ),
        pytest.param(
            {"subscriptions": table("customer_id mrr", ("a", 0.0), ("a", 10.0), ("b", None))},
            "subscriptions_free",
            {"n": 1},
            id="a trial",
        ),
    ],
)
def test_what_counts_once_or_twice_is_told(tables, code, fields):
    _, [issue] = followed(tables)

    assert (issue.code, issue.fields) == (code, fields)
    assert len({tell_issue(issue, lang) for lang in LANGS}) == len(LANGS)


def test_a_plain_list_has_nothing_to_tell():
    plain = staff(("a", "2024-01-01", None), ("b", "2024-01-01", "2024-05-31"), (None, "2024-01-01", "2023-01-01"))

    assert followed({"employees": plain})[1] == []
