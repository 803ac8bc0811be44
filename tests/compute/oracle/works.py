"""Making, moving and charging for things: production, machines, deliveries, energy, projects and hours."""

from tests.compute.oracle.books import fte
from tests.compute.oracle.reckon import (
    being,
    days_from,
    halfway,
    having,
    less,
    mean_of,
    middle_of,
    number,
    over,
    times,
    total,
    within,
)
from tests.compute.oracle.staff import share

DELIVERED = days_from("order_date", "delivered_date")
MADE = days_from("run_start", "run_end")
DONE = days_from("start_date", "end_date")


def produced(role):
    return lambda at: total(at, "production", role)


def good(at):
    return less(produced("units_produced")(at), produced("units_scrapped")(at))


def flawless(at):
    return less(produced("units_produced")(at), *(produced(role)(at) for role in ("units_reworked", "units_scrapped")))


def hours(*states):
    return lambda at: total(at, "machine_time", "hours", being("machine_state", *states))


def worked(at):
    return total(at, "timesheets", "hours")


def billed(at):
    return total(at, "timesheets", "hours", lambda row: row["billable"] is True)


def contracted(at):
    return times(total(at, "absence_totals", "available_days"), 8)


def handled(keep):
    return lambda at: number(at, "fulfilment", keep)


COUNTED = having("pick_errors")


def picked(at):
    return total(at, "fulfilment", "lines_picked", COUNTED)


def right_lines(at):
    return less(picked(at), total(at, "fulfilment", "pick_errors"))


def as_promised(row):
    delivered, promised = row["delivered_date"], row["promised_date"]
    return row["in_full"] is True and delivered is not None and promised is not None and delivered <= promised


def otif(at):
    kept = number(at, "fulfilment", as_promised, "promised_date")
    return over(kept, number(at, "fulfilment", on="promised_date"))


def project(role, on=None):
    return lambda at: total(at, "projects", role, on=on)


def gain(on=None):
    return lambda at: less(project("project_benefit", on)(at), project("project_cost", on)(at))


def returned(at):
    return over(gain("start_date")(at.overall), project("project_cost", "start_date")(at.overall))


def delivery(reckon):
    return lambda at: reckon(at, "fulfilment", DELIVERED, within(DELIVERED, 0), "delivered_date")


WORKS = {
    "labour_productivity": share(good, produced("labour_hours")),
    "labour_productivity:per_fte": share(good, lambda at: halfway(fte, at)),
    "labour_productivity:revenue_per_hour": share(lambda at: total(at, "sales", "net_amount"), worked),
    "first_pass_yield": share(produced("units_good_first"), produced("units_produced")),
    "first_pass_yield:without_rework_and_scrap": share(flawless, produced("units_produced")),
    "energy_per_unit": share(lambda at: total(at, "energy", "energy_used"), good),
    "machine_availability": share(hours("running"), hours("running", "unplanned_down", "setup")),
    "machine_availability:failures_only": share(hours("running", "setup"), hours("running", "setup", "unplanned_down")),
    "order_picking_accuracy": share(handled(lambda row: row["pick_errors"] == 0), handled(COUNTED)),
    "order_picking_accuracy:lines": share(right_lines, picked),
    "otif": otif,
    "lead_time": delivery(mean_of),
    "lead_time:median": delivery(middle_of),
    "lead_time:production_run": lambda at: mean_of(at, "production", MADE, within(MADE, 0)),
    "lead_time:project": lambda at: mean_of(at, "projects", DONE, within(DONE, 0)),
    "project_cost_benefit_ratio": share(project("project_benefit"), project("project_cost")),
    "project_cost_benefit_ratio:net_benefit": gain(),
    "return_on_investment": returned,
    "billable_utilisation": share(billed, worked),
    "billable_utilisation:contract_hours": share(billed, contracted),
}
