"""A small company in every table kind: eighteen months of made-up rows with gaps, returns, guests and open ends."""

import sqlite3
from datetime import date, timedelta
from pathlib import Path
from random import Random

from tests.catalogue import people, workshop
from tests.catalogue.registers import followers, ledger, market, subscriptions

FIRST, LAST = date(2024, 10, 1), date(2026, 3, 31)
CHANNELS = ["Organic", "paid", "Organic Search", "email", None]
REGIONS = ["Noord", "Zuid"]
PEOPLE = ("employees", "absences", "absence_totals", "vacancies", "trainings", "timesheets")
WORKSHOP = ("production", "machine_time", "fulfilment", "energy", "projects", "tickets", "balance", "inventory")
VIEWS = Path(__file__).with_name("register_views.sql").read_text(encoding="utf-8")
QUIET_MONTH = "2025-12"
"""The month in which the web table has one row, so that visitors are known."""


def company():
    """Return `{kind: [roles, *rows]}`; the same rows every time."""
    dice = Random(20260331)
    makers = {
        "sales": _sales,
        "invoices": _invoices,
        "web": _web,
        "ads": _ads,
        "social": _social,
        "email": _email,
        "leads": _leads,
        "deals": _deals,
        "funnel": _funnel,
        "activities": _activities,
        "surveys": _surveys,
        "pnl": lambda dice: ledger(dice, _days(dice, 400)),
        "followers": lambda dice: followers(dice, FIRST, LAST),
        "subscriptions": lambda dice: subscriptions(dice, FIRST, LAST),
        "market": lambda dice: market(dice, FIRST, LAST),
    }
    more = {kind: getattr(people, kind) for kind in PEOPLE} | {kind: getattr(workshop, kind) for kind in WORKSHOP}
    found = {kind: make(dice) for kind, make in makers.items()}
    return found | {kind: make(dice, FIRST, LAST) for kind, make in more.items()}


def database(tables):
    """Return the tables in SQLite, dates as ISO text; `sales` leaves out what was cancelled or not yet an order."""
    connection = sqlite3.connect(":memory:")
    for kind, (roles, *rows) in tables.items():
        name = "sales_as_read" if kind == "sales" else kind
        connection.execute(f"create table {name} ({', '.join(roles)})")
        connection.executemany(f"insert into {name} values ({', '.join('?' * len(roles))})", rows)
    connection.executescript("""
        create view sales as select * from sales_as_read where coalesce(order_status, '') not in ('cancelled', 'pending');
        create view first_orders as
            select customer_id, min(order_date) as day from sales where customer_id is not null group by customer_id;
    """)
    connection.executescript(VIEWS)
    return connection


def _days(dice, count):
    span = (LAST - FIRST).days
    found = sorted(dice.randint(0, span) for _ in range(count - 2))
    return [(FIRST + timedelta(days=day)).isoformat() for day in (0, *found, span)]


def _later(day, dice, most):
    found = date.fromisoformat(day) + timedelta(days=dice.randint(0, most))
    return found.isoformat() if found <= LAST else None


def _maybe(dice, value, chance=0.9):
    return value if dice.random() < chance else None


def _sales(dice):
    roles = "order_id order_date customer_id product_category quantity returned_quantity net_amount refund_amount"
    rows = [[*roles.split(), "cost_amount", "order_total", "order_status", "channel", "region", "rep"]]
    for order, day in enumerate(_days(dice, 420)):
        customer = _maybe(dice, f"K{dice.randint(1, 90):03}", 0.95)
        status = dice.choice(["paid", "paid", "shipped", "cancelled", "pending", None])
        head = [dice.choice(CHANNELS), dice.choice(REGIONS), _maybe(dice, dice.choice(["Anna", "Bas", "Cem"]), 0.7)]
        amounts = [dice.randint(500, 20000) / 100 for _ in range(dice.randint(1, 3))]
        for net in amounts:
            pieces = dice.randint(1, 5)
            back = dice.choice([0, 0, 0, 1])
            refund = round(net / pieces * back, 2) if back else _maybe(dice, 0, 0.5)
            cost = _maybe(dice, round(net * 0.6, 2), 0.8)
            group = dice.choice(["fiets", "helm", "slot"])
            line = [f"{order:05}", day, customer, group, pieces, back, net, refund, cost, sum(amounts), status]
            rows.append([*line, *head])
    return rows


def _invoices(dice):
    rows = [
        [
            "invoice_id",
            "invoice_date",
            "due_date",
            "paid_date",
            "customer_id",
            "net_amount",
            "gross_amount",
            "open_amount",
        ]
    ]
    for number, day in enumerate(_days(dice, 150)):
        due = _maybe(dice, (date.fromisoformat(day) + timedelta(days=dice.choice([14, 30]))).isoformat(), 0.95)
        paid = _later(day, dice, 70) if dice.random() < 0.85 else None
        net = dice.randint(10000, 200000) / 100
        gross = round(net * 1.21, 2)
        rows.append([f"F{number}", day, due, paid, f"K{dice.randint(1, 90):03}", net, gross, 0 if paid else gross])
    return rows


def _web(dice):
    roles = "date sessions users page_views engaged_sessions key_events converting_sessions purchases add_to_carts"
    rows = [[*roles.split(), "checkouts", "web_revenue", "channel", "device"]]
    busy = [_visits(day, dice) for day in _days(dice, 160) if not day.startswith(QUIET_MONTH)]
    return [*rows, *busy, _visits(f"{QUIET_MONTH}-31", dice)]


def _visits(day, dice):
    sessions = dice.randint(80, 400)
    carts, checkouts, bought = (round(sessions * share) for share in (0.2, 0.12, 0.06))
    counts = [
        sessions,
        round(sessions * 0.8),
        sessions * 3,
        round(sessions * 0.55),
        bought + 3,
        bought + 1,
        bought,
        carts,
    ]
    return [day, *counts, checkouts, bought * 64.5, dice.choice(CHANNELS), dice.choice(["mobile", "desktop"])]


def _ads(dice):
    rows = [
        [
            "date",
            "campaign",
            "channel",
            "impressions",
            "clicks",
            "spend",
            "conversions",
            "conversion_value",
            "leads_count",
        ]
    ]
    for day in _days(dice, 120):
        shown, won = dice.randint(1000, 9000), dice.randint(0, 6)
        spend = dice.randint(2000, 15000) / 100
        rows.append(
            [day, dice.choice("AB"), dice.choice(CHANNELS), shown, shown // 30, spend, won, won * 80.0, won + 1]
        )
    return rows


def _social(dice):
    rows = [["date", "channel", "impressions", "reach", "engagements", "likes", "comments", "shares"]]
    for day in _days(dice, 90):
        likes, comments, shares = dice.randint(0, 90), dice.randint(0, 20), _maybe(dice, dice.randint(0, 9))
        rows.append(
            [day, dice.choice(CHANNELS), 3000, dice.randint(900, 2500), likes + comments + 5, likes, comments, shares]
        )
    return rows


def _email(dice):
    roles = "date campaign emails_sent emails_delivered emails_bounced unique_opens clicks conversions segment"
    rows = [roles.split()]
    for day in _days(dice, 60):
        sent, bounced = dice.randint(500, 1500), dice.randint(0, 30)
        clicks = dice.randint(5, 90)
        rows.append([day, "nieuwsbrief", sent, sent - bounced, bounced, sent // 3, clicks, clicks // 8, "b2b"])
    return rows


def _leads(dice):
    rows = [["lead_id", "created_date", "mql_date", "converted_date", "channel", "region"]]
    for number, day in enumerate(_days(dice, 260)):
        lead = f"L{number - 1}" if number % 40 == 7 else f"L{number}"
        qualified = _later(day, dice, 20) if dice.random() < 0.5 else None
        converted = _later(day, dice, 150) if qualified and dice.random() < 0.6 else None
        rows.append([lead, day, qualified, converted, dice.choice(CHANNELS), dice.choice(REGIONS)])
    return rows


def _deals(dice):
    roles = ["deal_id", "created_date", "closed_date", "deal_outcome", "deal_amount", "probability", "channel", "rep"]
    rows = [roles]
    for number, day in enumerate(_days(dice, 170)):
        created = _maybe(dice, (date.fromisoformat(day) - timedelta(days=dice.randint(0, 90))).isoformat(), 0.95)
        outcome = dice.choice(["won", "won", "lost", "open"])
        chance = dice.choice([0.25, 0.5, 0.75])
        amount = dice.randint(500, 9000)
        rows.append(
            [f"D{number}", created, day, outcome, amount, chance, dice.choice(CHANNELS), dice.choice(["Anna", "Bas"])]
        )
    return rows


def _funnel(dice):
    rows = [["date", "stage", "stage_order", "stage_count", "channel"]]
    for day in _days(dice, 60):
        count = dice.randint(100, 300)
        for place, stage in enumerate(["bezoek", "offerte", "gesprek", "akkoord"], start=1):
            rows.append([day, stage, place, count, "web"])
            count = round(count * dice.choice([0.4, 0.6]))
    return rows


def _activities(dice):
    rows = [["activity_id", "activity_date", "created_date", "activity_type", "activity_status", "rep"]]
    for number, day in enumerate(_days(dice, 200)):
        created = (date.fromisoformat(day) - timedelta(days=dice.randint(0, 20))).isoformat()
        status = dice.choice(["scheduled", "held", "cancelled", None])
        rows.append(
            [f"A{number - number % 25 // 24}", day, created, dice.choice(["demo", "demo", "meeting"]), status, "Anna"]
        )
    return rows


def _surveys(dice):
    rows = [["response_id", "response_date", "survey_type", "score", "scale_max", "department", "channel"]]
    scales = {"nps": [10], "enps": [10], "csat": [5, 10], "ces": [7], "esat": [5, 10], "engagement": [5]}
    for number, day in enumerate(_days(dice, 1400)):
        kind = dice.choice(list(scales))
        scale = dice.choice(scales[kind])
        score = _maybe(dice, dice.randint(1, scale))
        rows.append([f"R{number}", day, kind, score, scale, dice.choice(["winkel", "magazijn"]), dice.choice(CHANNELS)])
    return rows
