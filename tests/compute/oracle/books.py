"""The profit and loss account, the balance sheet, and the stock."""

from tests.compute.oracle.reckon import (
    balance,
    being,
    everyone,
    halfway,
    less,
    over,
    people,
    plus,
    strength,
    times,
    total,
)
from tests.compute.oracle.shop import booked, net

RUNNING = ("personnel", "sales_cost", "marketing_cost", "other_opex", "depreciation")
ASSETS = ("cash", "receivables", "inventory", "other_current_assets", "fixed_assets")


def costs(at):
    return booked(at, *RUNNING)


def budget(at):
    return total(at, "pnl", "budget_amount", being("account_category", *RUNNING))


def sold(at):
    return booked(at, "revenue")


def bought(at):
    return booked(at, "cogs")


def operating(at):
    return less(plus(sold(at), booked(at, "other_income")), bought(at), costs(at))


def before_tax(at):
    return less(operating(at), booked(at, "interest"))


def profit(at):
    return less(before_tax(at), booked(at, "tax"))


def ebitda(at):
    return plus(operating(at), booked(at, "depreciation"))


def of_revenue(reckon):
    return lambda at: over(reckon(at), sold(at))


def stands(*kinds):
    return lambda at: balance(at, "balance", "amount", being("account_category", *kinds))


CASH, OWED, EQUITY = stands("cash"), stands("receivables"), stands("equity")
SHORT_DEBT = stands("payables", "other_current_liabilities")


def stock(at):
    return balance(at, "inventory", "stock_value")


def cost_of_orders(at):
    return total(at, "sales", "cost_amount")


def turned(flow, standing):
    """How often a year something standing goes round."""
    return lambda at: times(over(flow(at), halfway(standing, at)), 365 / at.days)


def days_of(standing, flow, months, days):
    return lambda at: times(over(standing(at), flow(at.rolling(months))), days)


def runway(at):
    now = CASH(at)
    return over(now, times(less(CASH(at.ago(3)), now), 1 / 3))


def fte(at, keep=everyone):
    def part(row):
        return 1 if row["fte"] is None else row["fte"]

    return strength(at, "employees", part, keep)


def heads(at):
    return people(at, "employees", "employee_id")


BOOKS = {
    "gross_margin": of_revenue(lambda at: less(sold(at), bought(at))),
    "net_profit_margin": of_revenue(profit),
    "net_profit_margin:before_tax": of_revenue(before_tax),
    "ebitda_margin": of_revenue(ebitda),
    "ebitda_margin:ordinary": of_revenue(lambda at: less(ebitda(at), booked(at, "other_income"))),
    "operating_cost_ratio": of_revenue(costs),
    "operating_cost_ratio:with_purchases": of_revenue(lambda at: plus(bought(at), costs(at))),
    "cost_savings_rate": lambda at: over(less(costs(at.year_before), costs(at)), costs(at.year_before)),
    "cost_savings_rate:budget": lambda at: over(less(budget(at), costs(at)), budget(at)),
    "cost_savings_rate:per_revenue": lambda at: less(of_revenue(costs)(at.year_before), of_revenue(costs)(at)),
    "current_ratio": lambda at: over(stands(*ASSETS[:4])(at), SHORT_DEBT(at)),
    "quick_ratio": lambda at: over(less(stands(*ASSETS[:4])(at), stands("inventory")(at)), SHORT_DEBT(at)),
    "solvency_ratio": lambda at: over(EQUITY(at), stands(*ASSETS)(at)),
    "cash_runway": runway,
    "return_on_assets": lambda at: over(profit(at), halfway(stands(*ASSETS), at)),
    "return_on_assets:before_interest_and_tax": lambda at: over(operating(at), halfway(stands(*ASSETS), at)),
    "return_on_equity": lambda at: over(profit(at), halfway(EQUITY, at)),
    "receivables_turnover": turned(sold, OWED),
    "days_sales_outstanding": days_of(OWED, sold, 12, 365),
    "days_sales_outstanding:quarter": days_of(OWED, sold, 3, 365 / 4),
    "inventory_turnover": turned(bought, stock),
    "inventory_turnover:sales_lines": turned(cost_of_orders, stock),
    "inventory_turnover:balance_sheet": turned(bought, stands("inventory")),
    "days_inventory_outstanding": days_of(stock, bought, 12, 365),
    "days_inventory_outstanding:sales_lines": days_of(stock, cost_of_orders, 12, 365),
    "revenue_per_employee": lambda at: over(sold(at), halfway(fte, at)),
    "revenue_per_employee:headcount": lambda at: over(sold(at), halfway(heads, at)),
    "revenue_per_employee:sales": lambda at: over(net(at), halfway(fte, at)),
}
