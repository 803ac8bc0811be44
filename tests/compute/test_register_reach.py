"""A register is known as far as any of its dates, whichever of them a part of a formula looks at."""

from datetime import date

import pytest

from kpi_core.catalogue import CATALOGUE
from kpi_core.compute import compute
from kpi_core.periods import Grain
from tests.catalogue.small import small_dataset

ROLES = ["employee_id", "hire_date", "termination_date", "function_start_date"]
STAFF = [[str(number), "2020-01-01", None, "2020-01-01"] for number in range(8)]


@pytest.mark.parametrize("moved", ["2020-06-01", "2021-06-01", "2023-06-01"])
def test_who_changed_jobs_after_the_last_hire_counts_in_the_whole(moved):
    staff = small_dataset(
        {"employees": [ROLES, *STAFF, ["8", "2020-12-31", None, "2020-12-31"], ["9", "2020-02-01", None, moved]]}
    )

    [row] = compute([CATALOGUE["internal_mobility_rate"]], staff, Grain.ALL, today=date(2024, 1, 1)).frame.to_dict(
        "records"
    )

    assert row["numerator"] == 1
    assert row["end"] == max(date(2020, 12, 31), date.fromisoformat(moved))
