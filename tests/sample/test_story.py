"""From the messy workbook to the story: the product's numbers against SQL over the rows the workbook was made from."""

import sqlite3
from datetime import date

import pytest

from kpi_core.catalogue import CATALOGUE
from kpi_core.compute import compute
from kpi_core.dataset import prepare
from kpi_core.mapping import propose
from kpi_core.measurable import measurable
from kpi_core.periods import Grain
from kpi_core.read import read_file
from kpi_core.sample import SAMPLE_NAME, company

TODAY = date(2026, 7, 1)
KEPT = "status <> 'Geannuleerd'"
ANSWERS = {
    "revenue": f"SELECT m, (sum(coalesce(net, 0)) - sum(refund)) / 100.0 FROM lines WHERE {KEPT} GROUP BY m",
    "average_order_value": f'SELECT m, sum(net) / 100.0 / count(DISTINCT "order") FROM lines WHERE {KEPT} GROUP BY m',
    "active_customers": f"SELECT m, count(DISTINCT customer) FROM lines WHERE {KEPT} GROUP BY m",
    "new_customers": f"SELECT m, count(*) FROM (SELECT min(m) AS m FROM lines WHERE {KEPT} GROUP BY customer) GROUP BY m",
    "return_rate": f"SELECT m, 1.0 * sum(returned) / sum(quantity) FROM lines WHERE {KEPT} GROUP BY m",
    "cost_per_acquisition": "SELECT m, sum(spend) / 100.0 / sum(conversions) FROM ads GROUP BY m",
    "cost_per_lead": "SELECT m, sum(spend) / 100.0 / sum(leads) FROM ads GROUP BY m",
    "roas": "SELECT m, 1.0 * sum(value) / sum(spend) FROM ads GROUP BY m",
    "website_sessions": "SELECT m, sum(sessions) FROM visits GROUP BY m",
    "website_conversion_rate": "SELECT m, 1.0 * sum(bought) / sum(sessions) FROM visits GROUP BY m",
    "bounce_rate": "SELECT m, 1 - 1.0 * sum(engaged) / sum(sessions) FROM visits GROUP BY m",
    "new_leads": "SELECT m, count(*) FROM leads GROUP BY m",
    "net_promoter_score": "SELECT m, 100.0 * (sum(score >= 9) - sum(score <= 6)) / count(*) FROM answers "
    "WHERE kind = 'NPS' GROUP BY m",
}


@pytest.fixture(scope="module")
def rows():
    """The raw rows as SQL tables; `m` is the month each row falls in."""
    base = sqlite3.connect(":memory:")
    shop = company()
    for name, when in {"lines": "day", "visits": "day", "ads": "day", "answers": "moment", "leads": "created"}.items():
        records = [{**vars(row), "m": f"{getattr(row, when):%Y-%m}"} for row in getattr(shop, name)]
        columns = ", ".join(f'"{column}"' for column in records[0])
        marks = ", ".join("?" for _ in records[0])
        base.execute(f"CREATE TABLE {name} ({columns})")
        values = [[v if isinstance(v, int | str | None) else str(v) for v in row.values()] for row in records]
        base.executemany(f"INSERT INTO {name} VALUES ({marks})", values)
    yield base
    base.close()


@pytest.fixture(scope="module")
def read(sample_bytes):
    return read_file(SAMPLE_NAME, sample_bytes)


@pytest.fixture(scope="module")
def dataset(read):
    return prepare([(table, propose(table)) for table in read.tables])


@pytest.fixture(scope="module")
def by_month(dataset):
    return compute([CATALOGUE[key] for key in ANSWERS], dataset, Grain.MONTH, today=TODAY).frame


def values(frame, kpi):
    """Return the values of a KPI by period, over everything, without the periods that have none."""
    own = frame[(frame["kpi"] == kpi) & frame["segment"].isna()]
    return dict(own.set_index("period")["value"].dropna())


def test_every_total_row_equals_the_sum_of_what_was_read(read):
    checks = [check for table in read.tables for check in table.receipt.sums if check.file_total is not None]

    assert len(checks) == 14
    assert all(check.matches for check in checks)


def test_the_overtyped_amount_is_told_by_its_cell_and_not_counted(read):
    (sales,) = [table for table in read.tables if table.sheet == "Verkoop"]
    (amount,) = [column for column in sales.columns if column.unread]

    assert amount.name == "Bedrag excl. btw"
    assert len(amount.unread) == 1
    assert sales.frame["Bedrag excl. btw"].isna().sum() == 1


def test_every_order_line_is_read_and_no_total_is(read):
    (sales,) = [table for table in read.tables if table.sheet == "Verkoop"]

    assert sales.receipt.rows_read == len(company().lines)
    assert sum(skipped.reason in {"total", "subtotal"} for skipped in sales.receipt.skipped) == 6


@pytest.mark.parametrize(("kpi", "query"), ANSWERS.items(), ids=ANSWERS)
def test_a_kpi_equals_sql_over_the_raw_rows(kpi, query, rows, by_month):
    expected = {month: value for month, value in rows.execute(query) if value is not None}

    assert values(by_month, kpi) == pytest.approx(expected)


def test_the_fall_of_zuid_is_seen_in_the_regions(dataset):
    """Half a year beside the same half a year before: only Zuid loses ground, and more than a tenth of it."""
    frame = compute([CATALOGUE["revenue"]], dataset, Grain.MONTH, by="region", today=TODAY).frame
    spring = {
        year: frame[frame["period"].between(f"{year}-02", f"{year}-06") & frame["segment"].notna()]
        .groupby("segment")["value"]
        .sum()
        for year in (2025, 2026)
    }
    change = spring[2026] / spring[2025] - 1

    assert change.idxmin() == "Zuid"
    assert change["Zuid"] < -0.1


def test_the_fall_of_zuid_is_its_existing_customers(dataset):
    """Customers who first ordered before 2025 bring Zuid less, and the other regions about as much as before."""
    kpi, old = CATALOGUE["active_customers"], ("2024-Q1", "2024-Q2", "2024-Q3", "2024-Q4")
    active = {}
    for region in ("Noord", "Midden", "Zuid"):
        where = {"region": (region,)}
        frame = compute([kpi], dataset, Grain.MONTH, by="cohort_quarter", where=where, today=TODAY).frame
        months = frame[frame["segment"].isin(old) & frame["period"].between("2026-02", "2026-06")]
        active[region] = months["value"].sum()

    assert active["Zuid"] < 0.8 * min(active["Noord"], active["Midden"])


def test_google_gets_dearer_month_after_month_and_meta_does_not(dataset):
    frame = compute([CATALOGUE["cost_per_acquisition"]], dataset, Grain.MONTH, by="channel", today=TODAY).frame
    spring = frame[frame["period"].between("2026-01", "2026-06")].set_index(["segment", "period"])["value"]

    assert spring["Google Ads"].is_monotonic_increasing
    assert spring["Google Ads"].iloc[-1] == pytest.approx(41, rel=0.03)
    assert spring["Meta Ads"].max() < 29


def test_june_2026_is_complete(by_month):
    june = by_month[(by_month["period"] == "2026-06") & (by_month["kpi"] == "revenue") & by_month["segment"].isna()]

    assert june["complete"].all()


def test_more_than_twenty_kpis_can_be_measured(dataset):
    now = [kpi.id for kpi in CATALOGUE.values() if measurable(kpi, dataset.roles_present).status == "now"]

    assert len(now) > 20
