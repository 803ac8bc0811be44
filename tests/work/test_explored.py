"""One KPI looked into, a target weighed, the rows behind a number: against sums made by hand."""

from datetime import date

import pytest

from kpi_core import work
from kpi_core.catalogue import CATALOGUE
from kpi_core.errors import StoreError
from kpi_core.model import Status, Target, Verdict
from kpi_core.periods import Grain, parse_period
from kpi_core.targets import Needed
from kpi_core.work.aims import _amount, _needed, aim, segments, usual_span, with_baseline
from kpi_core.work.explored import View, dimensions, explored
from kpi_core.work.traced import traced
from tests.work.conftest import HEADER, MAY_AND_JUNE

TODAY = date(2026, 7, 1)
NB = "\u00a0"


def two_years():
    """Ten orders of 100 a month in North and month x 10 in South, from January 2025 to June 2026."""
    lines = [HEADER]
    for month in range(18):
        year, number = 2025 + month // 12, month % 12 + 1
        for day in range(1, 29):
            lines.append(f"{day:02d}-{number:02d}-{year};N{month}-{day};K{day};100,00;Noord")
            lines.append(f"{day:02d}-{number:02d}-{year};Z{month}-{day};K{day};{number * 10},00;Zuid")
    return "\n".join(lines).encode()


@pytest.fixture
def long(take, store, spaak):
    take("orders.csv", two_years())
    return store, spaak


def seen(long, **asked):
    return explored(*long, View("revenue", **asked), today=TODAY, lang="nl")


def test_without_data_there_is_nothing_to_explore(store, spaak):
    assert explored(store, spaak, View("revenue"), today=TODAY, lang="nl") is None


def test_the_table_holds_every_month_newest_first(long):
    found = seen(long, months=12)

    assert len(found.table["Periode"]) == 12
    assert found.table["Omzet"][0] == f"€{NB}{28 * 160:,}".replace(",", ".")
    assert found.table["T.o.v. vorig jaar"][0] == "0%"
    assert found.periods[0] == parse_period("2026-06")


def test_the_parts_are_compared_over_the_last_year_with_the_year_before_only_where_there_is_one(long):
    split = seen(long, by="region").split

    assert split.table["Regio"] == ["Noord", "Zuid", "Alles samen"]
    assert split.table["Waarde"] == [f"€{NB}33.600", f"€{NB}21.840", f"€{NB}55.440"]
    assert split.table["T.o.v. vorig jaar"] == ["–", "–", ""]
    assert set(split.small) == {"Noord", "Zuid"}


def test_one_part_is_looked_at_alone(long):
    found = seen(long, months=12, only=("region", "Zuid"))

    assert found.table["Omzet"][0] == f"€{NB}1.680"
    assert "Zuid" in found.headline


def test_a_split_that_does_not_exist_is_left_out(long):
    assert seen(long, by="product").split is None


def test_a_kpi_is_split_by_what_its_tables_share_and_by_cohorts(long):
    found = dimensions(work.current(*long), seen(long).kpi)

    assert found == ("region", "cohort_quarter", "cohort_month")


def test_a_route_is_drawn_where_there_is_a_target(long):
    target = Target("revenue", until=date(2026, 12, 31), start=date(2026, 1, 1), value=100_000)
    work.set_target(*long, target)

    assert seen(long).line.chart.data["route"].notna().sum() == 12
    assert seen(long, grain=Grain.QUARTER).line.chart.data["route"].notna().sum() == 0


@pytest.mark.parametrize(("step", "runs"), [(1, True), (3, False)])
def test_a_month_that_counts_as_whole_is_not_said_to_run_on(store, spaak, take, step, runs):
    months = [(2025 + month // 12, month % 12 + 1) for month in range(18)]
    sold = [
        f"{day:02d}-{month:02d}-{year};A{year}-{month}-{day};K1;100,00;Noord"
        for year, month in months
        for day in range(1, 29, step)
    ]
    take("orders.csv", "\n".join([HEADER, *sold]).encode())
    found = explored(store, spaak, View("revenue"), today=TODAY, lang="nl")

    assert found.running.startswith("Juni 2026 loopt nog") is runs


def test_the_rows_behind_a_number_say_where_they_stand(take, store, spaak):
    take("orders.csv", MAY_AND_JUNE)

    count, table = traced(store, spaak, "revenue", parse_period("2026-06"), lang="nl")

    assert count == 2
    assert table["Rij"] == ["5", "6"]
    assert table["Bestand"] == ["orders.csv"] * 2
    assert table["Netto bedrag"] == [f"€{NB}300,00", f"€{NB}450,75"]
    assert table["Besteldatum"] == ["13-06-2026", "29-06-2026"]


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_a_target_is_weighed_with_its_letters_years_and_what_is_left(long, lang):
    target = Target("revenue", until=date(2026, 12, 31), start=date(2026, 1, 1), value=60_000)
    found = aim(*long, target, today=TODAY, lang=lang)

    assert [letter.letter for letter in found.letters] == list("SMART")
    assert found.total
    assert found.years.data["name"].tolist() == ["2025", "2026"]
    assert found.years.data["actual"].iloc[0] == 28 * (1200 + 780)
    # June lacks its last two days: 60,000 less five months of 28 x 100 and 28 x (10 + ... + 50) leaves 41,800 for seven
    assert f"€{NB}42k" in found.needed
    assert "7 " in found.needed
    assert found.badge is not None


def test_a_target_without_a_number_has_no_verdict_yet(long):
    found = aim(*long, Target("revenue", until=date(2026, 12, 31), start=date(2026, 1, 1)), today=TODAY, lang="nl")

    assert found.badge is None
    assert found.needed == ""
    assert found.done == 1


def test_a_level_starts_where_it_stood_and_a_total_needs_no_start(long):
    level = Target("average_order_value", until=date(2026, 12, 31), start=date(2026, 1, 1), value=120)
    total = Target("revenue", until=date(2026, 12, 31), start=date(2026, 1, 1), value=60_000)

    assert with_baseline(*long, level, TODAY).baseline == pytest.approx(110)  # December: (100 + 120) / 2
    assert with_baseline(*long, total, TODAY).baseline is None


def test_a_target_can_be_about_the_values_of_each_dimension(long):
    assert segments(*long, "revenue", None) == (("region", "Noord"), ("region", "Zuid"))


@pytest.mark.parametrize(
    ("today", "reach", "year"),
    [
        pytest.param(date(2026, 9, 30), None, 2026, id="this year"),
        pytest.param(date(2026, 10, 1), None, 2027, id="the next from October on"),
        pytest.param(date(2026, 11, 21), date(2026, 6, 30), 2026, id="the year the data is about"),
        pytest.param(date(2026, 3, 1), date(2025, 12, 31), 2026, id="the new year after a full one"),
        pytest.param(date(2026, 3, 1), date(2031, 1, 1), 2026, id="never a year still to come"),
    ],
)
def test_a_new_target_runs_over_a_calendar_year(today, reach, year):
    assert usual_span(today, reach) == (date(year, 1, 1), date(year, 12, 31))


def test_a_target_cannot_be_weighed_without_data(store, spaak):
    with pytest.raises(StoreError):
        aim(store, spaak, Target("revenue", until=TODAY, start=date(2026, 1, 1)), today=TODAY, lang="nl")


@pytest.mark.parametrize(
    ("value", "words"), [(60_000, "to go in"), (1_000, "You are there already"), (8_000_000, "to go in")]
)
def test_what_is_left_is_said(long, value, words):
    target = Target("revenue", until=date(2026, 12, 31), start=date(2026, 1, 1), value=value)
    assert words in aim(*long, target, today=TODAY, lang="en").needed


@pytest.mark.parametrize(("start", "words"), [(0.0004, "0.04 pts"), (0.004, "0.4 pts"), (0.04, "4 pts")])
def test_a_small_distance_in_points_is_not_said_to_be_nothing(start, words):
    assert _amount(start, CATALOGUE["gross_margin"], "en") == words


@pytest.mark.parametrize(
    ("verdict", "words"),
    [
        (Verdict.ON_COURSE, "You are there already; now hold it."),
        (Verdict.OFF_COURSE, "You are there now, but it does not stay that way by itself."),
    ],
)
def test_being_there_does_not_speak_against_the_verdict(verdict, words):
    kpi, target = CATALOGUE["gross_margin"], Target("gross_margin", until=TODAY, start=date(2026, 1, 1), value=0.3)
    status = Status(verdict, 0.35, 0.3, 0.05, date(2026, 5, 31), "ahead")
    assert _needed(Needed(-0.05, 7, -0.007, Grain.MONTH), target, kpi, status, "en") == words


def test_a_kpi_without_any_value_has_nothing_to_draw(long):
    seen = {kpi: explored(*long, View(kpi), today=TODAY, lang="en") for kpi in ("revenue", "customer_lifetime_value")}
    assert {kpi: found.valued for kpi, found in seen.items()} == {"revenue": True, "customer_lifetime_value": False}
