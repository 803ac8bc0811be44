"""Leads, deals, meetings, questions of customers and the invoices that follow."""

import math

from tests.compute.oracle.reckon import (
    being,
    both,
    days_from,
    different,
    having,
    hours_from,
    known,
    mean_of,
    middle_of,
    number,
    over,
    times,
    total,
    within,
)

TARGET_HOURS = 8
WON, DECIDED = being("deal_outcome", "won"), being("deal_outcome", "won", "lost")
QUICK = within(days_from("created_date", "converted_date"), 0, 90)
DEMO = being("activity_type", "demo")
TAKEN = days_from("created_date", "closed_date")
SOLVED, ANSWERED = hours_from("created_date", "resolved_at"), hours_from("created_date", "first_response_at")


def weighted(at):
    """How deals stand in the file: one figure, in the period the file ends in."""
    at.world.asked.update({("deals", "deal_outcome"), ("deals", "deal_amount"), ("deals", "probability")})
    if not at.ends_here("deals"):
        return None

    def chance(row):
        return times(row["deal_amount"], row["probability"])

    return math.fsum(
        known(at, "deals", [row for row in at.anywhen("deals") if being("deal_outcome", "open")(row)], chance)
    )


def open_on(at, row):
    sent, paid = row["invoice_date"], row["paid_date"]
    return sent is not None and sent <= at.end and (paid is None or paid > at.end)


def owed(at, keep=lambda row: row is not None):
    """What is sent and not paid at the end of the window."""
    at.world.asked.update(("invoices", role) for role in ("invoice_date", "paid_date", "gross_amount"))
    if not at.stands("invoices"):
        return None
    return math.fsum(
        known(at, "invoices", [row for row in at.anywhen("invoices") if open_on(at, row) and keep(row)], "gross_amount")
    )


def late(at):
    return lambda row: row["due_date"] is not None and row["due_date"] < at.end


def aged(at):
    """The share of a list of open amounts that is past its date at the end of the window; the list itself is of one day."""
    at.world.asked.update(("invoices", role) for role in ("open_amount", "due_date"))
    rows = at.anywhen("invoices")
    top = math.fsum(known(at, "invoices", filter(late(at), rows), "open_amount")) if at.stands("invoices") else None
    bottom = math.fsum(known(at, "invoices", rows, "open_amount")) if at.ends_here("invoices") else None
    return over(top, bottom)


def days_to_pay(since, keep=lambda row: row is not None):
    def weighed(row):
        return times(days_from(since, "paid_date")(row), row["gross_amount"])

    return lambda at: over(
        total(at, "invoices", weighed, on="paid_date"), total(at, "invoices", "gross_amount", keep, "paid_date")
    )


def response(reckon):
    return lambda at: reckon(at, "tickets", ANSWERED, within(ANSWERED, 0))


def resolution(reckon):
    return lambda at: reckon(at, "tickets", SOLVED, within(SOLVED, 0), "resolved_at")


def on_time(hours):
    return lambda at: over(number(at, "tickets", within(ANSWERED, 0, hours)), number(at, "tickets"))


def deal(role, keep):
    return lambda at: total(at, "deals", role, keep)


PIPELINE = {
    "new_leads": lambda at: different(at, "leads", "lead_id"),
    "marketing_qualified_leads": lambda at: different(at, "leads", "lead_id", on="mql_date"),
    "marketing_qualified_leads:rate": lambda at: over(number(at, "leads", having("mql_date")), number(at, "leads")),
    "lead_conversion_rate": lambda at: over(number(at, "leads", QUICK), number(at, "leads")),
    "lead_conversion_rate:quick": lambda at: over(number(at, "leads", on="converted_date"), number(at, "leads")),
    "new_customers:crm": lambda at: different(at, "leads", "lead_id", on="converted_date"),
    "win_rate": lambda at: over(number(at, "deals", WON), number(at, "deals", DECIDED)),
    "win_rate:value": lambda at: over(
        total(at, "deals", "deal_amount", WON), total(at, "deals", "deal_amount", DECIDED)
    ),
    "sales_cycle_length": lambda at: mean_of(at, "deals", TAKEN, WON),
    "sales_cycle_length:median": lambda at: middle_of(at, "deals", TAKEN, WON),
    "weighted_pipeline": weighted,
    "revenue_per_sales_rep:won_deals": lambda at: over(
        total(at, "deals", "deal_amount", WON), different(at, "deals", "rep")
    ),
    "demos_scheduled": lambda at: different(
        at, "activities", "activity_id", both(DEMO, lambda row: row["activity_status"] != "cancelled")
    ),
    "demos_scheduled:booked": lambda at: different(at, "activities", "activity_id", DEMO, "created_date"),
    "first_response_time": response(mean_of),
    "first_response_time:median": response(middle_of),
    "average_resolution_time": resolution(mean_of),
    "average_resolution_time:median": resolution(middle_of),
    "response_within_target_rate": on_time(24),
    "response_within_target_rate:own_target": on_time(TARGET_HOURS),
    "revenue:invoices": lambda at: total(at, "invoices", "net_amount"),
    "average_days_to_pay": days_to_pay("invoice_date"),
    "average_days_to_pay:late": days_to_pay("due_date", having("due_date")),
    "overdue_receivables_share": lambda at: over(owed(at, late(at)), owed(at)),
    "overdue_receivables_share:ageing_list": aged,
    "days_sales_outstanding:open_invoices": lambda at: times(
        over(owed(at), total(at.rolling(12), "invoices", "gross_amount")), 365
    ),
}
