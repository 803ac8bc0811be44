"""From a confirmed file to cards and verdicts, with numbers worked out by hand."""

from calendar import monthrange
from datetime import date

import pytest

from kpi_core import work
from kpi_core.errors import StoreError
from kpi_core.model import Target, Verdict
from kpi_core.periods import Grain, parse_period
from kpi_core.texts import LANGS
from tests.work.conftest import orders

TODAY = date(2026, 7, 3)
MONTHS = [(2025, month) for month in range(5, 13)] + [(2026, month) for month in range(1, 7)]


def month(year, number):
    """Return the two orders of a month: some 600 in Zuid on the 15th, 400 in Noord on its last day.

    Two months make 1,200 in Zuid, and so does every half year; May and June are 600 each.
    """
    last = monthrange(year, number)[1]
    south = 600 + (0 if number in (5, 6) else 20 if number % 2 else -20)
    return (
        (f"15-{number:02}-{year}", f"Z{year}{number}", "K1", f"{south},00", "Zuid"),
        (f"{last}-{number:02}-{year}", f"N{year}{number}", "K2", "400,00", "Noord"),
    )


LINES = orders(*(line for year, number in MONTHS for line in month(year, number)))


@pytest.fixture
def filled(spaak, take):
    take("omzet.csv", LINES)
    return spaak


def goal(value, **more):
    return Target("revenue", date(2026, 12, 31), date(2026, 1, 1), value=value, **more)


@pytest.mark.parametrize(
    ("value", "verdict", "expected"),
    [
        pytest.param(11_000.0, Verdict.ON_COURSE, 5_500.0, id="half of the year, more than half of the target"),
        pytest.param(24_000.0, Verdict.OFF_COURSE, 12_000.0, id="half of the year, a quarter of the target"),
    ],
)
def test_a_target_is_judged_on_the_data(store, filled, value, verdict, expected):
    work.set_target(store, filled, goal(value))
    ((target, status),) = work.statuses(store, filled, TODAY)

    assert (target.value, status.verdict, status.now) == (value, verdict, 6_000.0)
    assert status.expected == pytest.approx(expected, rel=0.02)
    assert status.reach == date(2026, 6, 30)


def test_a_target_on_a_segment_is_judged_on_that_segment(store, filled):
    work.set_target(store, filled, goal(6_600.0, segment=("region", "Zuid")))
    ((_, status),) = work.statuses(store, filled, TODAY)

    assert (status.verdict, status.now) == (Verdict.ON_COURSE, 3_600.0)


@pytest.mark.parametrize("lang", LANGS)
def test_the_dashboard_shows_the_company_first_and_its_first_kpi_large(store, filled, lang):
    work.choose(store, filled, "average_order_value", "sales")
    work.choose(store, filled, "revenue")
    work.set_target(store, filled, goal(12_000.0))
    found = work.dashboard(store, filled, TODAY, lang)

    assert [(level.level, [card.kpi.id for card in level.cards]) for level in found.levels] == [
        ("company", ["revenue"]),
        ("sales", ["average_order_value"]),
    ]
    assert [card.hero for level in found.levels for card in level.cards] == [True, False]
    assert found.levels[0].cards[0].number == 6_000.0
    assert found.levels[1].cards[0].number == 500.0
    assert found.reach == date(2026, 6, 30)
    assert found.headline


def test_a_segment_target_beside_a_whole_one_has_no_card_but_gets_attention(store, filled):
    work.choose(store, filled, "revenue")
    work.set_target(store, filled, goal(11_000.0))
    work.set_target(store, filled, goal(20_000.0, segment=("region", "Zuid")))
    found = work.dashboard(store, filled, TODAY, "nl")

    assert [len(level.cards) for level in found.levels] == [1]
    assert [(row.card.target.segment, row.page) for row in found.attention] == [
        (("region", "Zuid"), "explore"),
        (None, "targets"),  # one part asks more than everything together
    ]


def test_the_bench_has_no_card(store, filled):
    work.choose(store, filled, "revenue")
    work.choose(store, filled, "average_order_value")
    work.bench(store, filled, "average_order_value")
    found = work.dashboard(store, filled, TODAY, "nl")

    assert [card.kpi.id for card in found.levels[0].cards] == ["revenue"]
    assert found.levels[0].bench == ("average_order_value",)


def test_there_is_no_dashboard_without_data_or_without_a_kpi(store, spaak, take):
    work.choose(store, spaak, "revenue")
    assert work.dashboard(store, spaak, TODAY, "nl") is None

    take("omzet.csv", LINES)
    assert work.dashboard(store, spaak, TODAY, "nl")
    work.unchoose(store, spaak, "revenue")
    assert work.dashboard(store, spaak, TODAY, "nl") is None


def test_a_kpi_the_data_cannot_measure_has_a_card_without_a_value(store, filled):
    work.choose(store, filled, "net_promoter_score")
    card = work.dashboard(store, filled, TODAY, "nl").levels[0].cards[0]

    assert (card.kpi.id, card.number) == ("net_promoter_score", None)


def test_exploring_splits_and_filters(store, filled):
    frame = work.explore(store, filled, "revenue", Grain.YEAR, today=TODAY, by="region").frame
    split = {(row.period, row.segment): row.value for row in frame.itertuples() if isinstance(row.segment, str)}
    assert split == {
        ("2025", "Zuid"): 4_800.0,
        ("2025", "Noord"): 3_200.0,
        ("2026", "Zuid"): 3_600.0,
        ("2026", "Noord"): 2_400.0,
    }

    only = work.explore(store, filled, "revenue", Grain.MONTH, today=TODAY, where={"region": ("Zuid",)}).frame
    assert set(only["value"]) == {580.0, 600.0, 620.0}


def test_a_value_leads_to_its_rows(store, filled):
    rows = work.rows_behind(store, filled, "revenue", parse_period("2026-06"))

    assert sorted(rows["net_amount"]) == [400.0, 600.0]


def test_nothing_can_be_explored_without_data(store, spaak):
    with pytest.raises(StoreError, match="no_data"):
        work.explore(store, spaak, "revenue", Grain.YEAR, today=TODAY)
    assert work.statuses(store, spaak, TODAY) == ()


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(("second_purchase_rate", LINES, ""), id="a KPI that waits for its customers"),
        pytest.param(("revenue", LINES, ""), id="data up to the end of a month"),
        pytest.param(
            ("revenue", LINES + b"\n03-07-2026;J1;K1;50,00;Zuid", "juli 2026 nog niet compleet"),
            id="data that stops within a month",
        ),
    ],
)
def test_only_the_period_the_data_stops_in_is_called_unfinished(store, spaak, take, case):
    kpi, lines, said = case
    take("omzet.csv", lines)
    work.choose(store, spaak, kpi)

    assert work.dashboard(store, spaak, date(2026, 7, 5), "nl").unfinished == said
