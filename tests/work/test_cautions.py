"""What to know before reading parts: counts that do not add up, and splits one of two tables does not allow."""

from dataclasses import replace

import pandas as pd
import pytest

from kpi_core.catalogue import CATALOGUE
from kpi_core.model import Results
from kpi_core.periods import Grain
from kpi_core.work.cautions import cannot_split, grains, not_the_sum
from kpi_core.work.explored import dimensions
from tests.catalogue.small import small_dataset
from tests.compute.made import made

SALES = [["order_id", "order_date", "net_amount", "region"], ("A", "2026-06-01", 10.0, "Zuid")]
ADS = [["date", "spend", "campaign"], ("2026-06-01", 5.0, "x")]


@pytest.mark.parametrize(
    ("kpi", "values", "said"),
    [
        ("active_customers", (2, 1, 2), "De delen zijn samen 3 en het totaal is 2"),
        ("active_customers", (3, 1, 2), ""),
        ("average_order_value", (50, 40, 60), ""),
    ],
    ids=["in two parts", "each in one", "a ratio"],
)
def test_parts_of_a_count_that_are_more_than_the_whole_are_told(kpi, values, said):
    segments = [None, "Noord", "Zuid"]
    frame = pd.DataFrame({"kpi": kpi, "segment": pd.Series(segments, dtype=object), "value": values})

    told = not_the_sum(Results(frame), CATALOGUE[kpi], "nl")

    assert told.startswith(said)
    assert bool(told) is bool(said)


def test_the_table_without_the_column_is_named():
    kpi = replace(made("sum(sales.net_amount) / sum(ads.spend)"), segments=("region", "cohort"))
    dataset = small_dataset({"sales": SALES, "ads": ADS})

    assert cannot_split(kpi, None, dataset, "nl") == (
        "Per regio bekijken kan hier niet: Advertenties heeft die kolom niet.",
    )
    assert cannot_split(replace(kpi, segments=("device",)), None, dataset, "nl") == ()


@pytest.mark.parametrize(
    ("dates", "offered"),
    [
        pytest.param([f"2026-{n:02d}-28" for n in range(1, 7)], "month quarter year", id="kept per month"),
        pytest.param([f"2026-01-{n:02d}" for n in range(5, 30, 7)], "week month quarter year", id="kept per week"),
        pytest.param([f"2026-01-{n:02d}" for n in range(1, 20)], "day week month quarter year", id="kept per day"),
    ],
)
def test_a_kpi_is_looked_at_by_no_shorter_period_than_its_table_is_kept_by(dates, offered):
    lines = [["date", "account", "account_category", "amount"], *[[day, "bank", "cash", 5] for day in dates]]
    dataset = small_dataset({"balance": lines})
    kpi = made("closing(balance.amount)")
    assert grains(kpi, None, dataset) == tuple(Grain(name) for name in offered.split())


@pytest.mark.parametrize(
    ("formula", "roles"),
    [
        pytest.param("closing(balance.amount)", ("account_category",), id="everything"),
        pytest.param("closing(balance.amount where account_category = 'cash')", (), id="cash alone"),
    ],
)
def test_what_a_formula_picks_its_rows_by_is_no_way_to_split_it(formula, roles):
    lines = [["date", "account", "account_category", "amount"], *[["2026-01-31", "x", c, 5] for c in ("cash", "stock")]]
    assert dimensions(small_dataset({"balance": lines}), made(formula)) == roles


def test_staff_is_not_split_by_what_only_leavers_have():
    heads = ["employee_id", "hire_date", "termination_date", "leave_reason", "department"]
    rows = [["1", "2024-01-01", "2026-01-01", "own", "a"], ["2", "2024-01-01", "2026-01-02", "end", "b"]]
    staff = small_dataset({"employees": [heads, *rows, ["3", "2024-01-01", None, None, "b"]]})
    assert dimensions(staff, made("in_force(employees.employee_id)")) == ("department",)
