"""Orders, with what it cost to win them."""

import math

from tests.compute.oracle.keys import came_back, customers, newly, stayed, went
from tests.compute.oracle.reckon import (
    being,
    different,
    growth,
    happened,
    having,
    known,
    less,
    over,
    times,
    total,
)

MARGIN, YEARS = 0.4, 3


def net(at, keep=lambda row: row is not None):
    return less(total(at, "sales", "net_amount", keep), total(at, "sales", "refund_amount", keep))


def orders(at):
    return different(at, "sales", "order_id")


def spend(at):
    return total(at, "ads", "spend")


def booked(at, *kinds):
    return total(at, "pnl", "amount", being("account_category", *kinds))


def won_over(at):
    return booked(at, "sales_cost", "marketing_cost")


def broad_orders(at):
    """Orders with two or more sorts of products."""
    rows = happened(at, "sales")
    if rows is None:
        return None
    known(at, "sales", rows, "order_id")
    sorts = {}
    for row in rows:
        if row["order_id"] is not None and row["product_category"] is not None:
            sorts.setdefault(row["order_id"], set()).add(row["product_category"])
    return sum(len(found) >= 2 for found in sorts.values())


def first_totals(at):
    rows = happened(at, "sales")
    if rows is None:
        return None
    known(at, "sales", rows, "order_total")
    found = {}
    for row in rows:
        if row["order_total"] is not None and row["order_id"] is not None:
            found.setdefault(row["order_id"], row["order_total"])
    return math.fsum(found.values())


def profit_margin(at):
    sold = net(at, having("cost_amount"))
    return over(less(sold, total(at, "sales", "cost_amount")), sold)


def per_customer(at):
    return over(net(at.rolling(12)), customers(at.rolling(12)))


def per_order_lifetime(at):
    ordered = orders(at.rolling(12))
    value = over(total(at.rolling(12), "sales", "net_amount"), ordered)
    return times(value, over(ordered, customers(at.rolling(12))), YEARS)


def observed(at):
    return over(total(at.overall, "sales", "net_amount"), customers(at.overall))


def payback(at):
    gross = over(total(at.rolling(12), "sales", "net_amount"), customers(at.rolling(12)))
    monthly = times(gross, MARGIN, 1 / 12)
    return over(over(won_over(at), newly(at)), monthly)


def lifetime_over(cost):
    return lambda at: over(times(per_customer(at), MARGIN, YEARS), over(cost(at.rolling(12)), newly(at.rolling(12))))


def returned(row):
    return row["returned_quantity"] is not None and row["returned_quantity"] > 0


def qualified(at):
    return different(at, "leads", "lead_id", on="mql_date")


SHOP = {
    "revenue": net,
    "revenue_per_sales_rep:one_rep": net,
    "revenue:ledger": lambda at: booked(at, "revenue"),
    "average_order_value": lambda at: over(total(at, "sales", "net_amount"), orders(at)),
    "average_order_value:order_total": lambda at: over(first_totals(at), orders(at)),
    "active_customers": customers,
    "new_customers": newly,
    "new_customers:growth": lambda at: growth(newly(at), newly(at.prev)),
    "customer_retention_rate": lambda at: over(stayed(at), customers(at.prev)),
    "customer_churn_rate:inactive": lambda at: over(went(at), customers(at.prev)),
    "second_purchase_rate": lambda at: over(came_back(at), newly(at)),
    "cross_sell_rate": lambda at: over(broad_orders(at), orders(at)),
    "purchase_frequency": lambda at: over(orders(at.rolling(12)), customers(at.rolling(12))),
    "customer_lifetime_value": lambda at: times(per_customer(at), MARGIN, YEARS),
    "customer_lifetime_value:as_revenue": per_order_lifetime,
    "customer_lifetime_value:observed": observed,
    "revenue_growth": lambda at: growth(net(at), net(at.year_before)),
    "revenue_growth:previous_period": lambda at: growth(net(at), net(at.prev)),
    "return_rate": lambda at: over(total(at, "sales", "returned_quantity"), total(at, "sales", "quantity")),
    "return_rate:value": lambda at: over(total(at, "sales", "refund_amount"), total(at, "sales", "net_amount")),
    "return_rate:orders": lambda at: over(different(at, "sales", "order_id", returned), orders(at)),
    "sales_profit_margin": profit_margin,
    "revenue_per_sales_rep": lambda at: over(net(at, having("rep")), different(at, "sales", "rep")),
    "market_share": lambda at: over(net(at), total(at, "market", "market_size")),
    "cost_per_acquisition": lambda at: over(spend(at), total(at, "ads", "conversions")),
    "cost_per_acquisition:new_customer": lambda at: over(spend(at), newly(at)),
    "cost_per_lead": lambda at: over(spend(at), total(at, "ads", "leads_count")),
    "cost_per_lead:qualified": lambda at: over(spend(at), qualified(at)),
    "cost_per_lead:all_leads": lambda at: over(spend(at), different(at, "leads", "lead_id")),
    "roas": lambda at: over(total(at, "ads", "conversion_value"), spend(at)),
    "click_through_rate": lambda at: over(total(at, "ads", "clicks"), total(at, "ads", "impressions")),
    "marketing_roi": lambda at: growth(
        times(total(at, "ads", "conversion_value"), MARGIN), booked(at, "marketing_cost")
    ),
    "marketing_roi:ad_spend": lambda at: growth(times(total(at, "ads", "conversion_value"), MARGIN), spend(at)),
    "customer_acquisition_cost": lambda at: over(won_over(at), newly(at)),
    "customer_acquisition_cost:cost_before": lambda at: over(won_over(at.prev), newly(at)),
    "customer_acquisition_cost:ad_spend": lambda at: over(spend(at), newly(at)),
    "cac_payback_period:shop": payback,
    "ltv_cac_ratio": lifetime_over(won_over),
    "ltv_cac_ratio:ad_spend": lifetime_over(spend),
}
