"""Staff with the departments they were in, and purchase orders with what came in and what was turned down."""

from tests.published.adapted import rows_of, written
from tests.published.asking import asked, command, mapping, per_period, per_segment, total, worked_out
from tests.published.figures import Expected, Figure, table

NOTE = """an order line received is a production run that ended on the day it was ordered, its vendor the machine: units received are
those made, units stocked those good the first time. Order date, ship date and vendor were put beside each line by order number.
For the departments each stint is a person who starts and leaves; for who changed, each person has the day the last stint began,
and the years are named, as one of them moved after the last hire. The expected table has 11, the stints of those who changed; the 5
people are counted here from the same file. Fill rate is a formula over ordered units in the role of units reworked."""

RUN = {
    "run_end": "OrderDate",
    "units_produced": "ReceivedQty",
    "units_good_first": "StockedQty",
    "units_scrapped": "RejectedQty",
    "units_reworked": "OrderQty",
    "machine": "VendorID",
}
FILLED = "sum(production.units_produced) / sum(production.units_reworked)"
SENT = {"order_date": "OrderDate", "delivered_date": "ShipDate", "channel": "VendorID"}


def figures(data):
    """Return the yield of purchases and the staff."""
    lines = written("lines", _lines(data))
    expected = Expected(data / "expected/purchasing_total.csv")
    runs = mapping("lines=production", **RUN)
    sent = mapping("lines=fulfilment", **SENT)
    yield from _totals(lines, runs, sent, expected)
    for file, how in {"by_month": {"grain": "month"}, "by_vendor": {"by": "machine"}}.items():
        expected = Expected(data / f"expected/purchasing_{file}.csv")
        told = per_period if "grain" in how else per_segment
        note = " ".join(f"{option} {value}" for option, value in how.items())
        got = told(asked([lines], kpi="first_pass_yield", mapped=runs, **how))
        yield from table(
            f"first-pass yield {file}", f"KPI first_pass_yield, {note}", expected.column("first_pass_yield"), got, 6
        )
        got = told(worked_out([lines], FILLED, mapped=runs, **how))
        yield from table(f"fill rate {file}", f"formula {FILLED}, {note}", expected.column("fill_rate"), got, 6)
    got = per_segment(asked([lines], kpi="lead_time", mapped=sent, by="channel"))
    decimals = expected.decimals("avg_days_order_to_ship")
    yield from table(
        "days from order to ship by_vendor",
        "KPI lead_time, by channel",
        expected.column("avg_days_order_to_ship"),
        got,
        decimals,
    )
    yield from _staff(data)


def _totals(lines, runs, sent, expected):
    result = asked([lines], kpi="first_pass_yield", mapped=runs)
    yield Figure("first-pass yield", "KPI first_pass_yield", expected.one("first_pass_yield"), total(result), 6)
    yield Figure(
        "stocked", "KPI first_pass_yield, what was good", expected.one("stocked"), total(result, "numerator"), 0
    )
    yield Figure(
        "received", "KPI first_pass_yield, its base", expected.one("received"), total(result, "denominator"), 0
    )
    yield Figure(
        "fill rate", f"formula {FILLED}", expected.one("fill_rate"), total(worked_out([lines], FILLED, mapped=runs)), 6
    )
    days = total(asked([lines], kpi="lead_time", mapped=sent))
    yield Figure(
        "days from order to ship, over lines", "KPI lead_time", expected.one("avg_days_order_to_ship"), days, 6
    )
    ((found,),) = (sheet["tables"] for sheet in command("inspect", lines)["sheets"])
    sums = {entry["column"]: entry["sum"] for entry in found["sums"]}
    for column, name in {"rejected": "RejectedQty", "ordered": "OrderQty", "purchase_value": "LineTotal"}.items():
        yield Figure(column, "sum of the column in the receipt of reading", expected.one(column), sums.get(name))


def _lines(data):
    orders = {row["PurchaseOrderID"]: row for row in rows_of(data / "headed_PurchaseOrderHeader.csv")}
    keys = ("OrderDate", "ShipDate", "VendorID")
    return [
        {**row, **{key: orders[row["PurchaseOrderID"]][key] for key in keys}}
        for row in rows_of(data / "headed_PurchaseOrderDetail.csv")
    ]


def _staff(data):
    names = {row["DepartmentID"]: row["Name"] for row in rows_of(data / "headed_Department.csv")}
    stints = rows_of(data / "headed_EmployeeDepartmentHistory.csv")
    stays = written("stints", [{**row, "Department": names[row["DepartmentID"]]} for row in stints])
    stay = mapping(
        "stints=employees",
        employee_id="BusinessEntityID",
        hire_date="StartDate",
        termination_date="EndDate",
        department="Department",
    )
    expected = Expected(data / "expected/headcount_by_department.csv")
    formula = "in_force(employees.employee_id)"
    got = per_segment(worked_out([stays], formula, mapped=stay, by="department"))
    yield from table(
        "headcount by department",
        f"formula {formula}, by department",
        expected.column("current_headcount"),
        got,
        0,
        apart=True,
    )
    formula = "count(employees where termination_date is known on termination_date)"
    got = per_segment(worked_out([stays], formula, mapped=stay, by="department"))
    yield from table(
        "left the department",
        f"formula {formula}, by department",
        expected.column("left_department"),
        {name: got.get(name) or 0 for name in names.values()},
        0,
    )
    yield from _people(data, stints)


def _people(data, stints):
    own = {}
    for row in stints:
        own.setdefault(row["BusinessEntityID"], []).append(row["StartDate"])
    people = [
        {**row, "First": min(own[row["BusinessEntityID"]]), "Last": max(own[row["BusinessEntityID"]]), "Left": ""}
        for row in rows_of(data / "headed_Employee.csv")
    ]
    path = written("people", people)
    mapped = mapping(
        "people=employees",
        employee_id="BusinessEntityID",
        hire_date="HireDate",
        termination_date="Left",
        function_start_date="Last",
    )
    count = "in_force(employees.employee_id)"
    expected = Expected(data / "expected/hr_total.csv")
    yield Figure(
        "headcount", f"formula {count}", expected.one("current"), total(worked_out([path], count, mapped=mapped)), 0
    )
    hires = "count(employees)"
    expected = Expected(data / "expected/hires_by_year.csv")
    got = per_period(worked_out([path], hires, mapped=mapped, grain="year"))
    yield from table("hires by year", f"formula {hires}, grain year", expected.column("hires"), got, 0, apart=True)
    moved = [starts for starts in own.values() if len(starts) > 1]
    rate = asked([path], "--from", "2006", "--to", "2013", kpi="internal_mobility_rate", mapped=mapped)
    yield Figure(
        "people who changed department, worked out here",
        "KPI internal_mobility_rate, 2006 to 2013, who moved",
        len(moved),
        total(rate, "numerator"),
        0,
    )
