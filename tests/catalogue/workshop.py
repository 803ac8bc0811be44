"""What the small company makes and sends, and what it answers, owns and owes."""

from datetime import datetime, time, timedelta

from kpi_core.periods import add_months

ACCOUNTS = {
    "cash": 40000,
    "receivables": 18000,
    "inventory": 26000,
    "other_current_assets": 5000,
    "fixed_assets": 60000,
    "payables": 14000,
    "other_current_liabilities": 9000,
    "long_term_liabilities": 30000,
    "equity": 96000,
}
UNCOUNTED = "2025-12"
"""The month at whose end nobody drew up a balance sheet: the one of the month before stands."""


def production(dice, first, last):
    """Return runs, some begun in an earlier month than they ended in."""
    roles = "run_start run_end units_produced units_good_first units_reworked units_scrapped labour_hours"
    rows = [roles.split()]
    for _ in range(200):
        end = _day(dice, first, last)
        made, again, lost = dice.randint(50, 400), dice.randint(0, 12), dice.randint(0, 9)
        begun = (end - timedelta(days=dice.randint(0, 20))).isoformat() if dice.random() < 0.9 else None
        rows.append([begun, end.isoformat(), made, made - again - lost, again, lost, dice.randint(4, 40)])
    return rows


def machine_time(dice, first, last):
    """Return hours per machine and state."""
    states = ["running", "running", "setup", "unplanned_down", "planned_stop"]
    rows = [[_day(dice, first, last).isoformat(), "M1", dice.choice(states), dice.randint(1, 12)] for _ in range(300)]
    return [["date", "machine", "machine_state", "hours"], *rows]


def fulfilment(dice, first, last):
    """Return orders picked and sent: some late, in part, unchecked or not yet delivered."""
    roles = "order_id order_date pick_date promised_date delivered_date in_full lines_picked pick_errors"
    rows = [roles.split()]
    for number in range(320):
        ordered = _day(dice, first, last)
        picked, promised = ordered + timedelta(days=dice.randint(0, 4)), ordered + timedelta(days=7)
        sent = ordered + timedelta(days=dice.randint(2, 12))
        dates = [day.isoformat() if day <= last else None for day in (picked, promised, sent)]
        if dates[0]:
            errors = dice.choice([0, 0, 0, 1, 2, None])
            rows.append(
                [
                    f"O{number}",
                    ordered.isoformat(),
                    *dates,
                    dice.choice([True, True, False]),
                    dice.randint(2, 9),
                    errors,
                ]
            )
    return rows


def energy(dice, first, last):
    """Return readings of the meter."""
    rows = [[_day(dice, first, last).isoformat(), dice.randint(100, 900)] for _ in range(90)]
    return [["date", "energy_used"], *rows]


def projects(dice, first, last):
    """Return projects, some not finished and without a benefit yet."""
    rows = [["project_id", "start_date", "end_date", "project_cost", "project_benefit"]]
    for number in range(110):
        start = _day(dice, first, last)
        end = start + timedelta(days=dice.randint(5, 90))
        done = end.isoformat() if end <= last else None
        rows.append([f"P{number}", start.isoformat(), done, dice.randint(500, 9000), dice.choice([None, 4000, 12000])])
    return rows


def tickets(dice, first, last):
    """Return questions of customers with the moment of the first answer and of the last."""
    rows = [["ticket_id", "created_date", "first_response_at", "resolved_at"]]
    for number in range(420):
        asked = datetime.combine(_day(dice, first, last), time(dice.randint(0, 23), dice.randint(0, 59)))
        answered = asked + timedelta(minutes=dice.randint(1, 4000)) if dice.random() < 0.9 else None
        solved = answered + timedelta(minutes=dice.randint(0, 20000)) if answered and dice.random() < 0.8 else None
        moments = [one.isoformat() if one and one.date() <= last else None for one in (answered, solved)]
        rows.append([f"T{number}", asked.isoformat(), *moments])
    return rows


def balance(dice, first, last):
    """Return a balance sheet at the end of nearly every month, two accounts of each kind; the cash runs down."""
    rows = [["date", "account", "account_category", "amount"]]
    for place, day in enumerate(_month_ends(first, last)):
        for category, size in ACCOUNTS.items():
            mean = size / 2 * (1 - 0.04 * place if category == "cash" else 1)
            halves = [round(mean * dice.uniform(0.7, 1.3), 2) for _ in range(2)]
            rows += [[day, f"{category} {n}", category, half] for n, half in enumerate(halves)]
    return rows


def inventory(dice, first, last):
    """Return the value of the stock per product on the days of the balance sheets."""
    days = _month_ends(first, last)
    rows = [[day, product, dice.randint(1000, 9000)] for day in days for product in ("fiets", "helm", "slot")]
    return [["date", "product", "stock_value"], *rows]


def _day(dice, first, last):
    return first + timedelta(days=dice.randint(0, (last - first).days))


def _month_ends(first, last):
    ends = [add_months(first, n) - timedelta(days=1) for n in range(30)]
    return [day.isoformat() for day in ends if day <= last and not day.isoformat().startswith(UNCOUNTED)]
