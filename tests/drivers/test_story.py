"""The sample company's story, found and named by the product itself."""

from datetime import date

import pytest

from kpi_core.catalogue import CATALOGUE
from kpi_core.dataset import prepare
from kpi_core.drivers.over import Question, best, by_customers, within
from kpi_core.mapping import propose
from kpi_core.periods import Grain, Period, parse_period
from kpi_core.read import read_file
from kpi_core.sample import SAMPLE_NAME
from kpi_core.work.driven import sentence
from kpi_core.work.looked import dimensions

TODAY = date(2026, 7, 5)
HALVES = [Period(date(year, 1, 1), date(year, 6, 30), Grain.ALL) for year in (2025, 2026)]


@pytest.fixture(scope="module")
def dataset(sample_bytes):
    return prepare([(table, propose(table)) for table in read_file(SAMPLE_NAME, sample_bytes).tables])


def roles(dataset, kpi):
    return [role for role in dimensions(dataset, kpi) if role in kpi.segments]


@pytest.mark.parametrize(
    "spans", [HALVES, [parse_period("2025-06"), parse_period("2026-06")]], ids=["half year", "month"]
)
def test_the_fall_is_named_as_existing_customers_in_the_south(dataset, spans):
    asked = Question(CATALOGUE["revenue"], dataset, *spans, TODAY)
    bridge = best(asked, roles(dataset, asked.kpi))

    assert bridge.by == "region"
    assert [part.segment for part in bridge.parts if part.significant] == ["Zuid"]
    assert within(asked, bridge).group == "known"
    assert "vaste klanten in Zuid" in sentence(bridge, asked.kpi, "nl", within(asked, bridge))
    assert "existing customers in Zuid" in sentence(bridge, asked.kpi, "en", within(asked, bridge))


def test_most_of_the_gap_to_a_target_is_theirs(dataset):
    asked = Question(CATALOGUE["revenue"], dataset, *HALVES, TODAY, route=420_000.0)
    bridge = best(asked, roles(dataset, asked.kpi))
    found = within(asked, bridge)

    assert bridge.headline.code == "drivers.behind"
    assert found.share > 0.6
    assert sum(part.contribution for part in bridge.parts) == pytest.approx(bridge.total_to - 420_000, abs=1e-6)


def test_advertising_gets_dearer_through_google(dataset):
    asked = Question(
        CATALOGUE["cost_per_acquisition"], dataset, parse_period("2025-06"), parse_period("2026-06"), TODAY
    )
    bridge = best(asked, roles(dataset, asked.kpi))

    assert bridge.by == "channel"
    assert sentence(bridge, asked.kpi, "nl").endswith("% van de stijging komt van Google Ads.")


def test_before_the_story_begins_no_region_stands_out(dataset):
    asked = Question(CATALOGUE["revenue"], dataset, parse_period("2025-01"), parse_period("2026-01"), TODAY)

    assert not any(part.significant for part in best(asked, ["region"]).parts)


def test_the_kinds_of_customers_add_up_to_the_cent(dataset):
    bridge = by_customers(Question(CATALOGUE["revenue"], dataset, *HALVES, TODAY))

    assert {part.segment for part in bridge.parts} >= {"stayed", "new", "returned", "lost"}
    assert sum(part.contribution for part in bridge.parts) == pytest.approx(bridge.change, abs=1e-6)
