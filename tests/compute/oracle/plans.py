"""Subscriptions: who has one, what it brings, and who stayed."""

from tests.compute.oracle.keys import how_many, kept_on, newly, subscribers, worth
from tests.compute.oracle.reckon import over, strength, times
from tests.compute.oracle.shop import MARGIN, won_over

MONTHLY_CHURN = 0.05


def brings(at):
    return strength(at, "subscriptions", "mrr")


def per_subscriber(at):
    found = subscribers(at)
    return over(brings(at), None if found is None else len(found))


def payback(at):
    return over(over(won_over(at), newly(at, "subscriptions")), times(per_subscriber(at), MARGIN))


def before(at):
    return how_many(subscribers(at.opening))


def stayed(at):
    return how_many(kept_on(at)[0])


def lost(at):
    return how_many(kept_on(at)[1])


def lost_worth(at):
    _, gone = kept_on(at, told=False)
    return over(worth(at.opening, gone), worth(at.opening, subscribers(at.opening, told=False)))


def net_retention(at):
    keys = subscribers(at.ago(12), told=False)
    return over(worth(at, keys), worth(at.ago(12), keys))


PLANS = {
    "mrr": brings,
    "active_customers:subscriptions": lambda at: how_many(subscribers(at)),
    "customer_lifetime_value:subscription": lambda at: times(per_subscriber(at), MARGIN, 1 / MONTHLY_CHURN),
    "cac_payback_period": payback,
    "customer_retention_rate:subscriptions": lambda at: over(stayed(at), before(at)),
    "customer_churn_rate": lambda at: over(lost(at), before(at)),
    "customer_churn_rate:mrr": lost_worth,
    "customer_lifespan": lambda at: times(over(before(at), lost(at)), at.days * 12 / 365),
    "net_revenue_retention": net_retention,
}
