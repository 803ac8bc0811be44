"""What computing warns of reaches the page in words."""

from datetime import date

import pytest

from kpi_core.model import Issue
from kpi_core.work.remarks import remarks

EARLY = Issue(
    "early_first_seen",
    "warning",
    fields={"kpi": "new_customers", "first": date(2024, 1, 1), "until": date(2024, 12, 31)},
)
MISSING = Issue("column_missing", "error", fields={"kpi": "revenue_per_sales_rep", "columns": "sales.rep", "n": 1})
PARAM = Issue("param_missing", "warning", fields={"kpi": "customer_lifetime_value", "param": "margin"})
QUIET = Issue("period_incomplete", "info", fields={"period": "2026-06"})


@pytest.mark.parametrize(
    ("since", "count"),
    [(None, 1), (date(2024, 12, 31), 1), (date(2025, 1, 1), 0)],
    ids=["everything", "its last day", "the time after it"],
)
def test_a_warning_about_the_past_stays_away_from_later_figures(since, count):
    assert len(remarks([EARLY, QUIET], "nl", since)) == count


@pytest.mark.parametrize(
    ("issue", "nl", "en", "raw"),
    [(MISSING, "Verkoper", "Sales rep", "sales.rep"), (PARAM, "Brutomarge", "Gross margin", "margin'")],
    ids=["column", "setting"],
)
def test_a_warning_names_things_as_people_do(issue, nl, en, raw):
    for lang, name in (("nl", nl), ("en", en)):
        (said,) = remarks([issue, issue], lang)

        assert name in said
        assert raw not in said
