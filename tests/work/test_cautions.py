"""What to know before reading parts: counts that do not add up, and splits one of two tables does not allow."""

import pytest

from kpi_core.catalogue import CATALOGUE
from kpi_core.work.cautions import cannot_split, not_the_sum
from tests.catalogue.small import small_dataset

SALES = [["order_id", "order_date", "net_amount", "region"], ("A", "2026-06-01", 10.0, "Zuid")]
ADS = [["date", "spend", "campaign"], ("2026-06-01", 5.0, "x")]


@pytest.mark.parametrize(("kpi", "said"), [("active_customers", True), ("revenue", False), ("new_customers", False)])
def test_different_keys_do_not_add_up_over_parts(kpi, said):
    assert bool(not_the_sum(CATALOGUE[kpi], None, "nl")) is said


def test_a_ratio_needs_no_warning_that_it_does_not_add_up():
    assert not_the_sum(CATALOGUE["average_order_value"], None, "nl") == ""


def test_the_table_without_the_column_is_named():
    from dataclasses import replace

    from tests.compute.made import made

    kpi = replace(made("sum(sales.net_amount) / sum(ads.spend)"), segments=("region", "cohort"))
    dataset = small_dataset({"sales": SALES, "ads": ADS})

    assert cannot_split(kpi, None, dataset, "nl") == (
        "Per regio bekijken kan hier niet: Advertenties heeft die kolom niet.",
    )
    assert cannot_split(replace(kpi, segments=("device",)), None, dataset, "nl") == ()
