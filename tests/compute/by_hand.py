"""KPIs as their definitions say, worked out with lists and loops over the rows of `oracle`. None is no value."""

import math
from datetime import date
from statistics import mean, median


def over(top, bottom):
    return top / bottom if top is not None and bottom is not None and bottom > 0 else None


def less(left, right):
    return None if left is None or right is None else left - right


def added(rows, role):
    return math.fsum(row[role] for row in rows if row[role] is not None)


def different(rows, role):
    return len({row[role] for row in rows if row[role] is not None})


def everyone(row):
    del row
    return True


def sums(at, kind, role, keep=everyone, on=None):
    return at.take(kind, lambda rows: added([row for row in rows if keep(row)], role), on)


def counts(at, kind, keep, on=None):
    return at.take(kind, lambda rows: sum(1 for row in rows if keep(row)), on)


def kinds_of(at, kind, role, on=None):
    return at.take(kind, lambda rows: different(rows, role), on)


def net(at):
    return less(sums(at, "sales", "net_amount"), sums(at, "sales", "refund_amount"))


def customers(at):
    return len(at.buyers()) if at.covered("sales") else None


def newly(at):
    return len(at.newcomers()) if at.covered("sales") else None


def retained(at):
    if not at.covered("sales") or not at.prev.covered("sales"):
        return None
    return len(at.prev.buyers() & set(at.seen()))


def came_back(at):
    if not at.covered("sales"):
        return None
    found = 0
    for customer, first in at.newcomers().items():
        days = [
            row["order_date"]
            for row in at.world.tables["sales"]
            if row["customer_id"] == customer and row["order_date"]
        ]
        found += any(0 < (day - first["order_date"]).days <= 90 for day in days)
    return found


def broad_orders(rows):
    return sum(
        1
        for order in {row["order_id"] for row in rows if row["order_id"] is not None}
        if different([row for row in rows if row["order_id"] == order], "product_category") >= 2
    )


def first_totals(rows):
    found = {}
    for row in rows:
        if row["order_total"] is not None and row["order_id"] is not None:
            found.setdefault(row["order_id"], row["order_total"])
    return math.fsum(found.values())


def margin(at):
    costed = at.take("sales", lambda rows: [row for row in rows if row["cost_amount"] is not None])
    if costed is None:
        return None
    revenue = added(costed, "net_amount") - added(costed, "refund_amount")
    return over(revenue - added(costed, "cost_amount"), revenue)


def per_rep(at):
    mine = at.take("sales", lambda rows: [row for row in rows if row["rep"] is not None])
    return (
        None if mine is None else over(added(mine, "net_amount") - added(mine, "refund_amount"), different(mine, "rep"))
    )


def growth(now, before):
    return over(less(now, before), before)


def lifetime(at):
    worth = over(net(at.rolling(12)), customers(at.rolling(12)))
    return None if worth is None else worth * 0.4 * 3


def quick(row):
    known = row["created_date"] and row["converted_date"]
    return bool(known) and 0 <= (row["converted_date"] - row["created_date"]).days <= 90


def scores(at, survey, reckon):
    answers = at.take(
        "surveys", lambda rows: [row for row in rows if row["survey_type"] == survey and row["score"] is not None]
    )
    return None if answers is None else reckon(answers)


def promoters(rows):
    up, down = sum(row["score"] >= 9 for row in rows), sum(row["score"] <= 6 for row in rows)
    return None if not rows else (up - down) / len(rows) * 100


def top_boxes(rows):
    best = {5: 4, 7: 6, 10: 8}
    return over(sum(row["scale_max"] is not None and row["score"] >= best[row["scale_max"]] for row in rows), len(rows))


def cycle(at, reckon):
    won = at.take("deals", lambda rows: [row for row in rows if row["deal_outcome"] == "won" and row["created_date"]])
    return reckon([(row["closed_date"] - row["created_date"]).days for row in won]) if won else None


def pipeline(at):
    """How deals stand in the file: one figure, in the period the file ends in."""
    if not at.start <= max(at.world.days["deals"], default=date.max) <= at.end:
        return None
    found = [row for row in at.anywhen("deals") if row["deal_outcome"] == "open"]
    known = [row for row in found if row["deal_amount"] is not None and row["probability"] is not None]
    return math.fsum(row["deal_amount"] * row["probability"] for row in known)


def outstanding(at):
    found = []
    for row in at.anywhen("invoices"):
        paid = row["paid_date"] is not None and row["paid_date"] <= at.end
        if row["invoice_date"] is not None and row["invoice_date"] <= at.end and not paid:
            found.append(row)
    return found


def overdue(at):
    if not at.covered("invoices"):
        return None
    late = [row for row in outstanding(at) if row["due_date"] is not None and row["due_date"] < at.end]
    return over(added(late, "gross_amount"), added(outstanding(at), "gross_amount"))


def days_to_pay(at):
    if not at.covered("invoices", "paid_date"):
        return None
    paid = [row for row in at.rows("invoices", "paid_date") if row["gross_amount"] is not None]
    weighed = [
        (row["paid_date"] - row["invoice_date"]).days * row["gross_amount"] for row in paid if row["invoice_date"]
    ]
    return over(math.fsum(weighed), added(paid, "gross_amount"))


def won(row):
    return row["deal_outcome"] == "won"


def decided(row):
    return row["deal_outcome"] in ("won", "lost")


def orders(at):
    return kinds_of(at, "sales", "order_id")


# Per table: the KPI, with its variant after a colon, and what it is.
SALES = {
    "revenue": net,
    "average_order_value": lambda at: over(sums(at, "sales", "net_amount"), orders(at)),
    "average_order_value:order_total": lambda at: over(at.take("sales", first_totals), orders(at)),
    "active_customers": customers,
    "new_customers": newly,
    "new_customers:growth": lambda at: growth(newly(at), newly(at.prev)),
    "customer_retention_rate": lambda at: over(retained(at), customers(at.prev)),
    "second_purchase_rate": lambda at: over(came_back(at), newly(at)),
    "cross_sell_rate": lambda at: over(at.take("sales", broad_orders), orders(at)),
    "purchase_frequency": lambda at: over(orders(at.rolling(12)), customers(at.rolling(12))),
    "customer_lifetime_value": lifetime,
    "revenue_growth": lambda at: growth(net(at), net(at.year_before)),
    "return_rate": lambda at: over(sums(at, "sales", "returned_quantity"), sums(at, "sales", "quantity")),
    "sales_profit_margin": margin,
    "revenue_per_sales_rep": per_rep,
    "cost_per_acquisition": lambda at: over(sums(at, "ads", "spend"), sums(at, "ads", "conversions")),
    "cost_per_acquisition:new_customer": lambda at: over(sums(at, "ads", "spend"), newly(at)),
    "roas": lambda at: over(sums(at, "ads", "conversion_value"), sums(at, "ads", "spend")),
    "click_through_rate": lambda at: over(sums(at, "ads", "clicks"), sums(at, "ads", "impressions")),
}
VISITS = {
    "website_sessions": lambda at: sums(at, "web", "sessions"),
    "website_conversion_rate": lambda at: over(sums(at, "web", "converting_sessions"), sums(at, "web", "sessions")),
    "bounce_rate": lambda at: over(
        less(sums(at, "web", "sessions"), sums(at, "web", "engaged_sessions")), sums(at, "web", "sessions")
    ),
    "cart_abandonment_rate": lambda at: over(
        less(sums(at, "web", "add_to_carts"), sums(at, "web", "purchases")), sums(at, "web", "add_to_carts")
    ),
    "net_promoter_score": lambda at: scores(at, "nps", promoters),
    "customer_satisfaction_score": lambda at: scores(at, "csat", top_boxes),
    "customer_effort_score": lambda at: scores(
        at, "ces", lambda rows: mean(row["score"] for row in rows) if rows else None
    ),
}
PIPELINE = {
    "new_leads": lambda at: kinds_of(at, "leads", "lead_id"),
    "marketing_qualified_leads": lambda at: kinds_of(at, "leads", "lead_id", "mql_date"),
    "lead_conversion_rate": lambda at: over(counts(at, "leads", quick), counts(at, "leads", everyone)),
    "win_rate": lambda at: over(counts(at, "deals", won), counts(at, "deals", decided)),
    "win_rate:value": lambda at: over(sums(at, "deals", "deal_amount", won), sums(at, "deals", "deal_amount", decided)),
    "sales_cycle_length": lambda at: cycle(at, mean),
    "sales_cycle_length:median": lambda at: cycle(at, median),
    "weighted_pipeline": pipeline,
    "average_days_to_pay": days_to_pay,
    "overdue_receivables_share": overdue,
}
