"""What is proposed for a KPI after a year, one row per kind of year."""

import pytest

from kpi_core.steering import Year, proposed


@pytest.mark.parametrize(
    ("year", "outcome"),
    [
        (Year(400, 30, 2, 1, moved=True, served=True), ("keep", "used")),
        (Year(400, 0, 0, 1), ("keep", "used")),  # someone acted on it, looking or not
        (Year(400, 30, 2, 0, moved=False, served=True, vanity=True), ("keep", "used")),
        (Year(400, 30, 1, 0, served=False), ("change", "no_goal")),
        (Year(400, 0, 0, 0, moved=True, served=True), ("retire", "unused")),
        (Year(400, 12, 0, 0, served=False), ("retire", "no_goal")),
        (Year(400, 12, 0, 0, served=True, vanity=True), ("change", "vanity")),
        (Year(400, 12, 0, 0, moved=False, served=True), ("change", "still")),
        (Year(400, 12, 0, 0, moved=True, served=True), ("change", "no_decision")),
        (Year(400, 12, 0, 0, moved=None, served=None), ("change", "no_decision")),
        (Year(89, 0, 0, 0, moved=False, served=False, vanity=True), ("keep", "young")),
        (Year(90, 0, 0, 0), ("retire", "unused")),
    ],
)
def test_a_year_leads_to_a_proposal_with_its_reason(year, outcome):
    assert proposed(year) == outcome
