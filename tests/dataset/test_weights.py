"""Absence is weighed by the part-time factors of the staff register, or by none."""

import pandas as pd
import pytest

from kpi_core.dataset.weights import weighed
from kpi_core.sentences import tell_issue
from kpi_core.texts import LANGS


def staff(*rows, roles=("employee_id", "hire_date", "fte")):
    return table(rows, roles)


def cases(*rows, roles=("employee_id", "absence_start")):
    return table(rows, roles)


def table(rows, roles):
    frame = pd.DataFrame(rows, columns=list(roles))
    for date in {"hire_date", "absence_start"} & set(roles):
        frame[date] = pd.to_datetime(frame[date])
    return frame


def test_a_case_takes_the_factor_the_person_had_on_its_first_day():
    register = staff(("B", "2020-01-01", 0.5), ("A", "2026-01-01", 0.6), ("A", "2020-01-01", 1.0))
    absence = cases(
        ("A", "2026-02-01"),
        ("A", "2025-06-01"),
        ("B", "2026-01-05"),
        ("C", "2026-01-06"),
        ("B", None),
        (None, "2026-01-07"),
    )

    tables, [issue] = weighed({"employees": register, "absences": absence})

    weights = tables["absences"]["fte"]
    assert weights[:3].tolist() == [0.6, 1.0, 0.5]
    assert weights[3:].isna().all()
    assert (issue.code, issue.level, issue.fields) == ("absence_fte_some", "info", {"n": 3, "rows": 6})
    assert len({tell_issue(issue, lang) for lang in LANGS}) == len(LANGS)


def test_a_register_that_knows_everyone_leaves_nothing_to_assume():
    tables, [issue] = weighed({"employees": staff(("A", "2020-01-01", 0.8)), "absences": cases(("A", "2026-02-01"))})

    assert tables["absences"]["fte"].tolist() == [0.8]
    assert (issue.code, issue.fields) == ("absence_fte_all", {"n": 1})
    assert len({tell_issue(issue, lang) for lang in LANGS}) == len(LANGS)


@pytest.mark.parametrize(
    "tables",
    [
        pytest.param({"absences": cases(("A", "2026-01-05"))}, id="no staff"),
        pytest.param({"employees": staff(("A", "2020-01-01", 1.0))}, id="no absence"),
        pytest.param(
            {
                "employees": staff(("A", "2020-01-01", 0.8)),
                "absences": cases(("A", "2026-01-05", 0.4), roles=("employee_id", "absence_start", "fte")),
            },
            id="both weighed",
        ),
        pytest.param(
            {
                "employees": staff(("A", "2020-01-01"), roles=("employee_id", "hire_date")),
                "absences": cases(("A", "2026-01-05")),
            },
            id="neither weighed",
        ),
    ],
)
def test_two_sides_that_weigh_alike_stay_as_they_are(tables):
    found, issues = weighed(tables)

    assert issues == []
    assert all(found[kind].equals(before) for kind, before in tables.items())


@pytest.mark.parametrize(
    "tables",
    [
        pytest.param(
            {
                "employees": staff(("A", "2020-01-01", 0.8)),
                "absences": cases(("2026-01-05",), roles=("absence_start",)),
            },
            id="cases without a person",
        ),
        pytest.param(
            {
                "employees": staff(("A", "2020-01-01"), roles=("employee_id", "hire_date")),
                "absences": cases(("A", "2026-01-05", 0.4), roles=("employee_id", "absence_start", "fte")),
            },
            id="only cases are weighed",
        ),
    ],
)
def test_one_side_weighed_is_a_warning(tables):
    found, [issue] = weighed(tables)

    assert (issue.code, issue.level) == ("fte_one_side", "warning")
    assert all(found[kind].equals(before) for kind, before in tables.items())
    assert len({tell_issue(issue, lang) for lang in LANGS}) == len(LANGS)
