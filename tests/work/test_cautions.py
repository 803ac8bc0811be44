"""What to know before reading parts: counts that do not add up, and splits one of two tables does not allow."""

import pandas as pd
import pytest

from kpi_core.catalogue import CATALOGUE
from kpi_core.model import Results
from kpi_core.work.cautions import cannot_split, not_the_sum
from tests.catalogue.small import small_dataset

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
    from dataclasses import replace

    from tests.compute.made import made

    kpi = replace(made("sum(sales.net_amount) / sum(ads.spend)"), segments=("region", "cohort"))
    dataset = small_dataset({"sales": SALES, "ads": ADS})

    assert cannot_split(kpi, None, dataset, "nl") == (
        "Per regio bekijken kan hier niet: Advertenties heeft die kolom niet.",
    )
    assert cannot_split(replace(kpi, segments=("device",)), None, dataset, "nl") == ()
