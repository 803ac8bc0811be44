"""A KPI as one of its variants."""

import pytest

from kpi_core.catalogue import CATALOGUE
from kpi_core.targets import as_variant
from kpi_core.units import Unit


@pytest.mark.parametrize(
    ("kpi", "variant", "unit", "decimals"),
    [
        ("page_views", "per_session", Unit.RATIO, 2),
        ("organic_sessions", "share", Unit.PERCENT, 1),
        ("customer_acquisition_cost", "ad_spend", Unit.CURRENCY, 2),
        ("page_views", None, Unit.COUNT, 0),
        ("page_views", "never_heard_of", Unit.COUNT, 0),
    ],
)
def test_a_variant_in_another_unit_is_shown_with_the_decimals_of_that_unit(kpi, variant, unit, decimals):
    shown = as_variant(CATALOGUE[kpi], variant)

    assert (shown.unit, shown.precision) == (unit, decimals)
