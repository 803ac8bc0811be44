"""The members of a target: what they did before it began."""

from datetime import date

import pytest

from kpi_core.model import Form, Target
from kpi_core.targets.members import kept_before
from tests.targets.small import make_kpi, make_results

EACH = Target("kpi", date(2026, 12, 31), date(2026, 1, 1), value=5.0, form=Form.EACH_MEMBER, by="region")


@pytest.mark.parametrize("segment", [None, "Zuid"])
def test_nothing_is_known_of_members_without_a_period_before_the_start(segment):
    results = make_results((8.0, 9.0), first=date(2026, 2, 1), segment=segment)

    assert kept_before(EACH, make_kpi(), results) is None


def test_the_last_whole_period_before_the_start_is_what_they_kept_to():
    results = make_results((1.0, 8.0, 1.0), first=date(2025, 11, 1), segment="Zuid")

    assert kept_before(EACH, make_kpi(), results) == (1, 1)
