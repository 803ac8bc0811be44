"""What the small company keeps beside its figures of every day: counts of followers, subscriptions and the size of its market."""

from datetime import timedelta

from kpi_core.periods import add_months


def followers(dice, first, last):
    """Return followers per channel, counted some time in most months."""
    rows, counts, day = [["date", "channel", "followers"]], {"instagram": 900, "linkedin": 400}, first
    while day <= last:
        counted = day + timedelta(days=dice.randint(0, 27))
        counts = {channel: count + dice.randint(-20, 60) for channel, count in counts.items()}
        if counted <= last and day.month != 8:
            rows += [[counted.isoformat(), channel, count] for channel, count in counts.items()]
        day = add_months(day, 1)
    return rows


def subscriptions(dice, first, last):
    """Return subscriptions, some of customers with several, some ended, some renewed a while later."""
    rows = [["subscription_id", "customer_id", "start_date", "end_date", "mrr", "plan"]]
    for number in range(160):
        start = first + timedelta(days=dice.randint(0, (last - first).days))
        end = start + timedelta(days=dice.randint(20, 400)) if dice.random() < 0.5 else None
        until = end.isoformat() if end and end <= last else None
        customer = dice.randint(1, 60)
        row = [f"S{number}", f"K{customer:03}", start.isoformat(), until, dice.randint(10, 90)]
        rows.append([*row, ["basis", "plus", "zakelijk"][customer % 3]])
    return rows


def market(dice, first, last):
    """Return what all companies sell, per month and region."""
    months = [day for n in range(24) if (day := add_months(first, n)) <= last]
    rows = [[day.isoformat(), region, dice.randint(200, 900) * 1000] for day in months for region in ("Noord", "Zuid")]
    return [["date", "region", "market_size"], *rows]


def ledger(dice, days):
    """Return the bookings of each day given, every kind of account about as often."""
    kinds = "revenue cogs personnel sales_cost marketing_cost other_opex depreciation other_income interest tax"
    rows = [[day, dice.choice(kinds.split()), *(dice.randint(1000, 90000) / 100 for _ in range(2))] for day in days]
    return [["date", "account_category", "amount", "budget_amount"], *rows]
