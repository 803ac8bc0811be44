"""Order lines, orders and lists of products, from a shop's database."""

from tests.published.adapted import rows_of
from tests.published.asking import asked, command, mapping, per_period, per_segment, total, worked_out
from tests.published.figures import Expected, Figure, table

SHIPPED = mapping(
    "orders=fulfilment", order_date="orderDate", promised_date="requiredDate", delivered_date="shippedDate"
)
NOTE = """orders and order lines are two files, joined by order number; categories come by way of the list of products. A column
of dates that the reader does not use is mapped by hand (shipped and required date). The list of employees has first and last names in two columns, so
a rep is known by number: the script puts the names beside them. The on-time rate is over the 809 orders that were sent."""

PER = {
    "net_sales": ("revenue", "value"),
    "orders": ("average_order_value", "denominator"),
    "aov": ("average_order_value", "value"),
}
HOW = {
    "net_sales": "KPI revenue",
    "orders": "KPI average_order_value, its number of orders",
    "aov": "KPI average_order_value",
}


def figures(data):
    """Return everything published that a KPI or a formula tells."""
    lines = [data / "orders.csv", data / "order-details.csv"]
    lists = [data / "products.csv", data / "categories.csv"]
    yield from _totals(data, lines)
    yield from _split(data, "by_month", lines, grain="month")
    yield from _split(data, "by_category", [*lines, *lists], by="product_category")
    yield from _split(data, "by_ship_country", lines, by="region")
    yield from _split(data, "by_employee", lines, names=_people(data), by="rep")
    yield from _shipping(data)


def _totals(data, lines):
    expected = Expected(data / "expected/total.csv")
    for column, (kpi, part) in PER.items():
        got = total(asked(lines, kpi=kpi), part)
        yield Figure(column, HOW[column], expected.one(column), got, expected.decimals(column))
    got = total(asked(lines, kpi="active_customers"))
    yield Figure("customers", "KPI active_customers", expected.one("customers"), got, 0)
    gross = total(asked(lines, kpi="revenue", mapped=("--map", "discount=-")))
    yield Figure("gross sales", "KPI revenue, the column discount not used", expected.one("gross_sales"), gross)
    units = total(worked_out(lines, "sum(sales.quantity)"))
    yield Figure("units", "formula sum(sales.quantity)", expected.one("units"), units, 0)


def _split(data, file, lines, *, names=None, **how):
    expected = Expected(data / f"expected/{file}.csv")
    told = per_period if "grain" in how else per_segment
    for column, (kpi, part) in PER.items():
        found = {(names or {}).get(key, key): value for key, value in told(asked(lines, kpi=kpi, **how), part).items()}
        note = f"{HOW[column]}, {' '.join(f'{option} {value}' for option, value in how.items())}"
        apart = column == "net_sales" and file in {"by_category", "by_employee"}
        decimals = expected.decimals(column)
        yield from table(f"{column} {file}", note, expected.column(column), found, decimals, apart=apart)
    if told is per_period:
        found = per_period(asked(lines, kpi="active_customers", **how))
        yield from table(
            f"customers {file}", "KPI active_customers, grain month", expected.column("customers"), found, 0
        )


def _people(data):
    """The list has first and last names in two columns, so reps are known by their number: the names are put in here."""
    return {row["employeeID"]: f"{row['firstName']} {row['lastName']}" for row in rows_of(data / "employees.csv")}


def _shipping(data):
    expected = Expected(data / "expected/shipping.csv")
    orders = [data / "orders.csv"]
    sent = "orders.csv as fulfilment: required date is promised, shipped date is delivered"
    lead = total(asked(orders, kpi="lead_time", mapped=SHIPPED))
    yield Figure("mean lead time", f"KPI lead_time; {sent}", expected.one("avg_lead_days"), lead, 6)
    for name, formula in FORMULAS.items():
        got = total(worked_out(orders, formula, mapped=SHIPPED))
        yield Figure(name, f"formula {formula}; {sent}", expected.one(name), got, expected.decimals(name))
    sums = command("inspect", *orders)
    yield Figure(
        "freight", "sum of the column in the receipt of reading", expected.one("freight"), _sum(sums, "freight")
    )


FORMULAS = {
    "shipped": "count(fulfilment where delivered_date is known on delivered_date)",
    "late": "count(fulfilment where delivered_date > promised_date on delivered_date)",
    "on_time_rate": "count(fulfilment where delivered_date <= promised_date on delivered_date) / count(fulfilment where delivered_date is known on delivered_date)",
}


def _sum(inspected, column):
    ((found,),) = (sheet["tables"] for sheet in inspected["sheets"])
    return next(entry["sum"] for entry in found["sums"] if entry["column"] == column)
