"""Bookings of two hotels, over a third of them cancelled."""

import csv
import gzip

from tests.published.adapted import written
from tests.published.asking import asked, mapping, per_period, per_segment, total
from tests.published.figures import Expected, Figure, table

NOTE = """a booking is an order of the day of arrival, its amount the daily rate times the nights; the date in three columns was put in
one. Orders that are cancelled count in no figure about sales, which is what the published revenue leaves out too. The share
of cancellations itself is no KPI of the catalogue: it is how many orders count against how many rows there are."""

MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
SALES = {"order_id": "Booking", "order_date": "Arrival", "net_amount": "Amount", "order_status": "Status"}
SPLITS = {
    "channel": "distribution_channel",
    "segment": "market_segment",
    "region": "hotel",
    "product_category": "customer_type",
}


def figures(data):
    """Return revenue and bookings that were not cancelled, in all, by month and by everything published."""
    with gzip.open(data / "hotel_bookings.csv.gz", "rt", encoding="utf-8", newline="") as file:
        path = written("bookings", [_order(number, row) for number, row in enumerate(csv.DictReader(file))])
    mapped = mapping("bookings=sales", **SALES, **SPLITS)
    expected = Expected(data / "expected/total.csv")
    stayed = expected.one("bookings") - expected.one("cancelled")
    sold = asked([path], kpi="average_order_value", mapped=mapped)
    yield Figure(
        "revenue not cancelled",
        "KPI revenue",
        expected.one("revenue_not_cancelled"),
        total(asked([path], kpi="revenue", mapped=mapped)),
    )
    yield Figure(
        "bookings less cancelled",
        "KPI average_order_value, its number of orders",
        stayed,
        total(sold, "denominator"),
        0,
    )
    share = 1 - total(sold, "denominator") / expected.one("bookings")
    yield Figure("cancelled", "1 less the orders that count over all rows", expected.one("cancellation_rate"), share, 6)
    for file, how in {
        "arrival_month": {"grain": "month"},
        **{column: {"by": role} for role, column in SPLITS.items()},
    }.items():
        table_of = Expected(data / f"expected/by_{file}.csv")
        told = per_period if "grain" in how else per_segment
        got = told(asked([path], kpi="revenue", mapped=mapped, **how))
        note = " ".join(f"{option} {value}" for option, value in how.items())
        yield from table(
            f"revenue by {file}",
            f"KPI revenue, {note}",
            table_of.column("revenue_not_cancelled"),
            got,
            2,
            apart=file == "hotel",
        )


def _order(number, row):
    month = MONTHS.index(row["arrival_date_month"]) + 1
    nights = int(row["stays_in_weekend_nights"]) + int(row["stays_in_week_nights"])
    return {
        "Booking": f"B{number}",
        "Arrival": f"{row['arrival_date_year']}-{month:02d}-{int(row['arrival_date_day_of_month']):02d}",
        "Amount": f"{float(row['adr']) * nights:.4f}",
        "Status": "cancelled" if row["is_canceled"] == "1" else "delivered",
        **{column: row[column] for column in SPLITS.values()},
    }
