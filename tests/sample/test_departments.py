"""The sheets of the departments: recognised, in step with the sales, and the product's figures against sums by hand."""

import sqlite3
from collections import Counter, defaultdict
from datetime import date, timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest

from kpi_core.catalogue import CATALOGUE
from kpi_core.compute import compute
from kpi_core.dataset import prepare
from kpi_core.joining import propose_joins
from kpi_core.mapping import propose
from kpi_core.measurable import measurable
from kpi_core.periods import Grain
from kpi_core.read import read_file
from kpi_core.sample import SAMPLE_NAME, company

TODAY = date(2026, 7, 1)
MOST_BYTES = 1_500_000
KPIS = (
    "ebitda_margin",
    "net_profit_margin",
    "gross_margin",
    "current_ratio",
    "solvency_ratio",
    "mrr",
    "customer_churn_rate",
    "otif",
    "lead_time",
    "days_inventory_outstanding",
    "absenteeism_rate",
    "temporary_staff_share",
    "first_response_time",
    "average_days_to_pay",
    "win_rate",
    "time_to_hire",
    "email_open_rate",
)
MONTHS = [(year, month) for year in (2024, 2025, 2026) for month in range(1, 13) if (year, month) <= (2026, 6)]
BICYCLES = {"E-bikes", "Stadsfietsen", "Kinderfietsen"}


@pytest.fixture(scope="module")
def shop():
    return company()


@pytest.fixture(scope="module")
def read(sample_bytes):
    return read_file(SAMPLE_NAME, sample_bytes)


@pytest.fixture(scope="module")
def dataset(read):
    return prepare([(table, propose(table)) for table in read.tables])


@pytest.fixture(scope="module")
def by_month(dataset):
    frame = compute([CATALOGUE[key] for key in KPIS], dataset, Grain.MONTH, today=TODAY).frame
    whole = frame[frame["segment"].isna()]
    return {kpi: own.set_index("period")["value"].dropna().to_dict() for kpi, own in whole.groupby("kpi")}


def name(year, month):
    return f"{year}-{month:02}"


def last_day(year, month):
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def booked(shop, year, month, *starts):
    """Return what was booked in a month on the accounts whose number starts so, in cents."""
    day = last_day(year, month)
    return sum(entry.amount for entry in shop.entries if entry.day == day and entry.number.startswith(starts))


def stood(shop, day, *accounts):
    return sum(row.amount for row in shop.standings if row.day == day and row.account in accounts)


def inside(day, year, month):
    return day is not None and (day.year, day.month) == (year, month)


def expected_by_month(of):
    """Return a figure per month, without the months that have none."""
    found = {name(*month): of(*month) for month in MONTHS}
    return {month: value for month, value in found.items() if value is not None}


def test_every_sheet_is_recognised_as_what_it_is_and_asks_nothing(read):
    found = {table.sheet: propose(table) for table in read.tables}

    assert {sheet: mapping.kind for sheet, mapping in found.items()} == {
        "Verkoop": "sales",
        "Webverkeer": "web",
        "Advertenties": "ads",
        "Enquête": "surveys",
        "Leads": "leads",
        "Offertes": "deals",
        "Nieuwsbrief": "email",
        "Facturen": "invoices",
        "Winst-en-verlies": "pnl",
        "Balans": "balance",
        "Voorraad": "inventory",
        "Werkplaats": "fulfilment",
        "Onderhoudsabonnementen": "subscriptions",
        "Klantvragen": "tickets",
        "Personeel": "employees",
        "Verzuim": "absences",
        "Vacatures": "vacancies",
    }
    assert read.questions == ()
    assert [question for mapping in found.values() for question in mapping.questions] == []


def test_the_workbook_stays_small(sample_bytes):
    assert len(sample_bytes) < MOST_BYTES
    with ZipFile(BytesIO(sample_bytes)) as book:
        assert book.read("xl/workbook.xml").decode().count("<sheet ") == 18


def test_at_least_sixty_five_kpis_have_all_their_columns(dataset):
    now = [kpi.id for kpi in CATALOGUE.values() if measurable(kpi, dataset.roles_present).status == "now"]

    assert len(now) >= 65


def test_revenue_in_the_books_is_revenue_of_the_sales_sheet(shop):
    sold, cost = Counter(), Counter()
    for line in shop.lines:
        if line.status != "Geannuleerd":
            sold[line.day.year, line.day.month] += (line.net or 0) - line.refund
            cost[line.day.year, line.day.month] += line.cost

    assert {month: booked(shop, *month, "80") for month in MONTHS} == dict(sold)
    assert {month: booked(shop, *month, "7000") for month in MONTHS} == dict(cost)


def test_the_product_finds_the_same_revenue_in_the_books_as_in_the_sales(dataset):
    kpi = CATALOGUE["revenue"]
    (variant,) = [entry for entry in kpi.variants if "pnl" in entry.formula]
    own, books = (
        compute([kpi], dataset, Grain.MONTH, today=TODAY, variants={kpi.id: chosen} if chosen else {}).frame
        for chosen in (None, variant.id)
    )

    assert books.set_index("period")["value"].to_dict() == pytest.approx(own.set_index("period")["value"].to_dict())


def test_the_balance_closes_every_month_and_the_bank_is_never_empty(shop):
    days = sorted({row.day for row in shop.standings})
    assets = ("Inventaris en gereedschap", "Voorraad fietsen en onderdelen", "Debiteuren", "Vooruitbetaalde kosten")
    debts = ("Crediteuren", "Te betalen btw", "Te betalen loonheffing", "Lening bank", "Eigen vermogen")

    assert len(days) == 31
    for day in days:
        assert stood(shop, day, *assets, "Kas", "Bank") == stood(shop, day, *debts)
        assert stood(shop, day, "Bank") > 0


def test_equity_grows_by_the_result_of_the_month(shop):
    for year, month in MONTHS:
        own = [
            stood(shop, day, "Eigen vermogen")
            for day in (date(year, month, 1) - timedelta(days=1), last_day(year, month))
        ]

        assert own[1] - own[0] == booked(shop, year, month, "8") - booked(shop, year, month, "7", "4", "9")


def test_stock_and_debtors_on_the_balance_are_those_of_their_own_sheets(shop):
    for year, month in MONTHS[1:]:
        day = last_day(year, month)
        unpaid = sum(row.gross for row in shop.invoices if row.day <= day and (row.paid is None or row.paid > day))

        assert stood(shop, day, "Voorraad fietsen en onderdelen") == sum(r.value for r in shop.stock if r.day == day)
        assert stood(shop, day, "Debiteuren") == unpaid


def test_other_income_is_what_the_subscriptions_bring_in(shop):
    for year, month in MONTHS:
        day = last_day(year, month)
        running = sum(r.monthly for r in shop.subscriptions if r.start <= day and (r.end is None or r.end > day))

        assert booked(shop, year, month, "8900") == running


def test_twenty_seven_people_worked_there_and_the_office_is_too_small_to_show(shop, dataset):
    assert len(shop.employees) == 27
    for year, month in MONTHS:
        day = last_day(year, month)
        there = Counter(p.department for p in shop.employees if p.hired <= day and (p.left is None or p.left > day))
        assert there["Kantoor"] < 5 <= min(there["Winkel"], there["Werkplaats"])

    frame = compute([CATALOGUE["employee_turnover_rate"]], dataset, Grain.QUARTER, by="department", today=TODAY).frame
    office = frame[frame["segment"] == "Kantoor"]
    assert len(office) > 0
    assert office["value"].isna().all()


def test_nobody_is_ill_outside_their_job_or_twice_at_once(shop):
    job = {person.number: person for person in shop.employees}
    spans = defaultdict(list)
    for case in shop.illnesses:
        end = case.end or date.max
        assert job[case.number].hired <= case.start
        assert case.end is None or case.end <= (job[case.number].left or date.max)
        assert all(end < start or case.start > stop for start, stop in spans[case.number])
        spans[case.number].append((case.start, end))


def ebitda(shop, year, month):
    costs = booked(shop, year, month, "7", "40", "41", "43", "45")
    return (booked(shop, year, month, "8") - costs) / booked(shop, year, month, "80")


def current(shop, year, month):
    day = last_day(year, month)
    held = stood(shop, day, "Voorraad fietsen en onderdelen", "Debiteuren", "Vooruitbetaalde kosten", "Kas", "Bank")
    return held / stood(shop, day, "Crediteuren", "Te betalen btw", "Te betalen loonheffing")


def solvency(shop, year, month):
    day = last_day(year, month)
    assets = ("Inventaris en gereedschap", "Voorraad fietsen en onderdelen", "Debiteuren", "Vooruitbetaalde kosten")
    return stood(shop, day, "Eigen vermogen") / stood(shop, day, *assets, "Kas", "Bank")


def churn(shop, year, month):
    before, after = date(year, month, 1) - timedelta(days=1), last_day(year, month)
    held = [
        {r.customer for r in shop.subscriptions if r.start <= day and (r.end is None or r.end > day)}
        for day in (before, after)
    ]
    return len(held[0] - held[1]) / len(held[0]) if held[0] else None


def on_time(shop, year, month):
    due = [job for job in shop.jobs if inside(job.promised, year, month)]
    return sum(job.complete and job.returned is not None and job.returned <= job.promised for job in due) / len(due)


def through(shop, year, month):
    days = [(job.returned - job.came).days for job in shop.jobs if inside(job.returned, year, month)]
    return sum(days) / len(days)


def days_of_stock(shop, year, month):
    if (year, month) < (2024, 12):
        return None
    at = MONTHS.index((year, month))
    lying = sum(row.value for row in shop.stock if row.day == last_day(year, month))
    return lying / sum(booked(shop, *past, "7000") for past in MONTHS[at - 11 : at + 1]) * 365


def waited(shop, year, month):
    hours = [(q.answered - q.asked).total_seconds() / 3600 for q in shop.questions if inside(q.asked, year, month)]
    return sum(hours) / len(hours)


def days_to_pay(shop, year, month):
    paid = [row for row in shop.invoices if inside(row.paid, year, month)]
    return sum((r.paid - r.day).days * r.gross for r in paid) / sum(r.gross for r in paid) if paid else None


def wins(shop, year, month):
    closed = Counter(row.outcome for row in shop.offers if inside(row.closed, year, month))
    decided = closed["Gewonnen"] + closed["Verloren"]
    return closed["Gewonnen"] / decided if decided else None


def days_to_hire(shop, year, month):
    days = [(row.accepted - row.applied).days for row in shop.vacancies if inside(row.accepted, year, month)]
    return sum(days) / len(days) if days else None


def hired_by_agency(shop, year, month):
    day = last_day(year, month)
    there = [person for person in shop.employees if person.hired <= day and (person.left is None or person.left > day)]
    return sum(p.fte for p in there if p.contract == "Uitzendkracht") / sum(p.fte for p in there)


def opened(shop, year, month):
    sent = [row for row in shop.mailings if inside(row.day, year, month)]
    return sum(row.opened for row in sent) / sum(row.delivered for row in sent)


def gross_margin(shop, year, month):
    return 1 - booked(shop, year, month, "7000") / booked(shop, year, month, "80")


def net_margin(shop, year, month):
    return (booked(shop, year, month, "8") - booked(shop, year, month, "7", "4", "9")) / booked(shop, year, month, "80")


def monthly(shop, year, month):
    return booked(shop, year, month, "8900") / 100 or None


BY_HAND = {
    "ebitda_margin": ebitda,
    "net_profit_margin": net_margin,
    "gross_margin": gross_margin,
    "current_ratio": current,
    "solvency_ratio": solvency,
    "mrr": monthly,
    "customer_churn_rate": churn,
    "otif": on_time,
    "lead_time": through,
    "days_inventory_outstanding": days_of_stock,
    "temporary_staff_share": hired_by_agency,
    "first_response_time": waited,
    "average_days_to_pay": days_to_pay,
    "win_rate": wins,
    "time_to_hire": days_to_hire,
    "email_open_rate": opened,
}


@pytest.mark.parametrize(("kpi", "by_hand"), BY_HAND.items(), ids=BY_HAND)
def test_a_kpi_of_a_department_equals_the_sum_by_hand(kpi, by_hand, shop, by_month):
    expected = expected_by_month(lambda year, month: by_hand(shop, year, month))
    found = {month: value for month, value in by_month[kpi].items() if "2024-01" <= month <= "2026-06"}

    assert found == pytest.approx(expected)


def test_absence_equals_sql_over_the_days_of_the_cases(shop, by_month):
    """A row per case and day, and per employee and day, weighed by the size of the job."""
    base = sqlite3.connect(":memory:")
    base.execute("CREATE TABLE ill (m, part)")
    base.execute("CREATE TABLE job (m, part)")
    days = [date(2024, 1, 1) + timedelta(days=i) for i in range(912)]
    for case in shop.illnesses:
        spent = [day for day in days if case.start <= day <= (case.end or date.max)]
        base.executemany("INSERT INTO ill VALUES (?, ?)", [(f"{day:%Y-%m}", case.part * case.fte) for day in spent])
    for person in (person for person in shop.employees if person.contract != "Uitzendkracht"):
        there = [day for day in days if person.hired <= day <= (person.left or date.max)]
        base.executemany("INSERT INTO job VALUES (?, ?)", [(f"{day:%Y-%m}", person.fte) for day in there])
    query = "SELECT m, sum(part) / (SELECT sum(part) FROM job WHERE job.m = ill.m) FROM ill GROUP BY m"
    expected = dict(base.execute(query))
    base.close()
    shown = {month: value for month, value in by_month["absenteeism_rate"].items() if value}

    assert len(shown) > 20
    assert shown == pytest.approx({month: expected[month] for month in shown})


def test_in_midden_the_workshop_falls_behind(dataset):
    frame = compute([CATALOGUE["otif"]], dataset, Grain.QUARTER, by="region", today=TODAY).frame
    spring = frame[frame["period"] == "2026-Q2"].set_index("segment")["value"].dropna()

    assert spring.idxmin() == "Midden"
    assert spring["Midden"] < 0.6


def test_in_zuid_answers_take_longer_and_subscribers_leave(dataset):
    for kpi in ("first_response_time", "customer_churn_rate"):
        frame = compute([CATALOGUE[kpi]], dataset, Grain.QUARTER, by="region", today=TODAY).frame
        spring = frame[frame["period"] == "2026-Q2"].set_index("segment")["value"].dropna()
        assert spring.idxmax() == "Zuid"


def test_no_sheet_is_joined_to_another(read):
    pairs = [(table, propose(table)) for table in read.tables]

    assert tuple(propose_joins(pairs)) == ()
