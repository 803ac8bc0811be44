"""Subscribers of a telephone company, with how many months each had been there."""

from datetime import date

from kpi_core.periods import add_months
from tests.published.adapted import with_columns
from tests.published.asking import asked, mapping, per_segment, total, worked_out
from tests.published.figures import Expected, Figure, table

NOTE = """the file has no dates. Two columns were added: everybody started tenure months before 1 January 2020 (tenure 0:
on 31 December 2019), and whoever churned has 15 January 2020 as end date. So all 7,043 are there at the opening, and the
published rates are those of January 2020."""

OPENING = date(2020, 1, 1)
ROLES = {"customer_id": "customerID", "mrr": "MonthlyCharges", "start_date": "Start date", "end_date": "End date"}
SPLITS = [
    {
        "plan": ("Contract", "by_contract"),
        "segment": ("gender", "by_gender"),
        "channel": ("PaymentMethod", "by_paymentmethod"),
    },
    {"plan": ("InternetService", "by_internetservice"), "segment": ("SeniorCitizen", "by_seniorcitizen")},
    {"plan": ("Band", "by_tenure_band")},
]
JANUARY = ("--from", "2020-01", "--to", "2020-01")
DECEMBER = ("--from", "2019-12", "--to", "2019-12")


def figures(data):
    """Return churn and MRR, in all and by everything the expected tables split by."""
    path = with_columns(data / "Telco-Customer-Churn.csv", _dated)
    expected = Expected(data / "expected/total.csv")
    mapped = mapping(f"{path.stem}=subscriptions", **ROLES, plan="Contract")
    yield from _totals(path, mapped, expected)
    for splits in SPLITS:
        roles = {role: column for role, (column, _) in splits.items()}
        mapped = mapping(f"{path.stem}=subscriptions", **ROLES, **roles)
        for role, (column, file) in splits.items():
            yield from _split(path, mapped, role, column, Expected(data / f"expected/{file}.csv"))


def _totals(path, mapped, expected):
    churn = asked([path], *JANUARY, kpi="customer_churn_rate", mapped=mapped, grain="month")
    yield Figure(
        "customers",
        "KPI customer_churn_rate, 2020-01, its base",
        expected.one("customers"),
        total(churn, "denominator"),
        0,
    )
    yield Figure(
        "churned", "KPI customer_churn_rate, 2020-01, those lost", expected.one("churned"), total(churn, "numerator"), 0
    )
    yield Figure("churn", "KPI customer_churn_rate, 2020-01", expected.one("churn_rate"), total(churn), 6)
    mrr = asked([path], *DECEMBER, kpi="mrr", mapped=mapped, grain="month")
    yield Figure("MRR", "KPI mrr, 2019-12", expected.one("mrr"), total(mrr))
    lost = asked([path], *JANUARY, kpi="customer_churn_rate", variant="mrr", mapped=mapped, grain="month")
    yield Figure(
        "MRR lost",
        "KPI customer_churn_rate, variant mrr, 2020-01, what was lost",
        expected.one("mrr_lost"),
        total(lost, "numerator"),
    )
    rate = expected.one("mrr_lost") / expected.one("mrr")
    yield Figure("MRR churn, worked out here", "KPI customer_churn_rate, variant mrr, 2020-01", rate, total(lost), 9)
    left = asked([path], *JANUARY, kpi="mrr", mapped=mapped, grain="month")
    yield Figure(
        "MRR that stays, worked out here",
        "KPI mrr, 2020-01",
        expected.one("mrr") - expected.one("mrr_lost"),
        total(left),
    )
    kept = asked([path], *JANUARY, kpi="customer_retention_rate", variant="subscriptions", mapped=mapped, grain="month")
    stays = 1 - expected.one("churned") / expected.one("customers")
    yield Figure(
        "retention, worked out here",
        "KPI customer_retention_rate, variant subscriptions, 2020-01",
        stays,
        total(kept),
        9,
    )
    mean = "opening(in_force(subscriptions.mrr)) / size(opening(active(subscriptions.customer_id)))"
    got = worked_out([path], mean, mapped=mapped, grain="month")["2020-01", None]["value"]
    yield Figure("mean monthly charge", f"formula {mean}, 2020-01", expected.one("avg_monthly_charges"), got, 6)


def _split(path, mapped, role, column, expected):
    for name, kpi, variant, part, when in (
        ("customers", "customer_churn_rate", None, "denominator", JANUARY),
        ("churned", "customer_churn_rate", None, "numerator", JANUARY),
        ("churn_rate", "customer_churn_rate", None, "value", JANUARY),
        ("mrr", "mrr", None, "value", DECEMBER),
        ("mrr_lost", "customer_churn_rate", "mrr", "numerator", JANUARY),
    ):
        rows = asked([path], *when, kpi=kpi, variant=variant, mapped=mapped, grain="month", by=role)
        how = f"KPI {kpi}{f', variant {variant}' if variant else ''}, {when[1]}, {part}, by {role} = {column}"
        apart = name == "churn_rate" and column == "Contract"
        got = per_segment(rows, part)
        yield from table(f"{name} by {column}", how, expected.column(name), got, expected.decimals(name), apart=apart)


def _dated(row):
    months = int(row["tenure"])
    start = add_months(OPENING, -months) if months else date(2019, 12, 31)
    return {
        "Start date": start.isoformat(),
        "End date": "2020-01-15" if row["Churn"] == "Yes" else "",
        "Band": next(name for most, name in BANDS if months <= most),
    }


BANDS = ((12, "00-12"), (24, "13-24"), (48, "25-48"), (999, "49-72"))
