"""Tables of a company that never was: gaps in time, doubled rows, empty cells, credits, spans that end before they begin."""

from datetime import date, datetime, time, timedelta
from functools import partial
from random import Random

from hypothesis import strategies as st

from tests.catalogue.small import small_dataset
from tests.compute.oracle import later

FIRST = date(2024, 11, 1)
# Days in eighteen months, with months in which nothing happens; a few days in each, so that rows meet.
MONTHS = (0, 1, 2, 3, 4, 8, 11, 12, 12, 13, 14, 15, 16)
DAYS = tuple(later(FIRST, month) + timedelta(days=day) for month in MONTHS for day in (0, 3, 8, 8, 19, 27))
EARLY = tuple(later(FIRST, -month) + timedelta(days=4) for month in (2, 9, 20))
COUNTED = tuple(later(FIRST, month) + timedelta(days=29 - month) for month in (0, 2, 3, 10, 11, 12, 13, 13, 14, 16))
MOMENTS = tuple(datetime.combine(day, time(hour, 30)) for day in DAYS for hour in (0, 9, 17))
AMOUNTS = (1200.0, 19.95, 250.25, 80.0, 80.0, 0.0, -45.5, -300.0)
WHOLES = (0.0, 1.0, 2.0, 5.0, 12.0, 40.0)
WORDS = ("Web", "Web", "web", "Winkel", "Beurs ", None)
PLACES = ("Noord", "Noord", "noord", "Zuid", " Oost", None)
TEAMS = ("Winkel", "Winkel", "winkel", "Kantoor", "Magazijn ", None)
MAYBE = (None,)  # sometimes an empty cell
AMOUNT, WHOLE, DAY = AMOUNTS + MAYBE, WHOLES + MAYBE, DAYS + MAYBE
YES_NO = (True, True, False, None)
SELDOM = DAYS + MAYBE * 20
LEDGER = (
    *("revenue", "revenue", "other_income", "cogs", "personnel", "sales_cost", "marketing_cost", "other_opex"),
    *("depreciation", "interest", "tax", None),
)
SHEET = (
    *("cash", "cash", "receivables", "inventory", "other_current_assets", "fixed_assets", "payables"),
    *("other_current_liabilities", "long_term_liabilities", "provisions", "equity", None),
)


def named(letter, number):
    return tuple(f"{letter}{place}" for place in range(number))


ROWS = {
    "sales": {
        "order_id": (*named("B", 16), None),
        "order_date": (*DAYS * 2, None),
        "customer_id": (*named("K", 6), None),
        "net_amount": AMOUNT,
        "refund_amount": (0.0, 0.0, 10.0, 25.5, None),
        "cost_amount": AMOUNT,
        "order_total": AMOUNT,
        "quantity": WHOLE,
        "returned_quantity": (0.0, 0.0, 1.0, None),
        "product_category": ("Fiets", "Helm", "Slot", None),
        "order_status": ("paid", "paid", "paid", "paid", "paid", "cancelled", "pending", None),
        "rep": ("Noor", "Sem", None),
        "channel": WORDS,
        "region": PLACES,
    },
    "ads": {
        "date": DAYS,
        **dict.fromkeys(("spend", "conversion_value"), AMOUNT),
        **dict.fromkeys(("clicks", "impressions", "conversions", "leads_count"), WHOLE),
        "channel": WORDS,
        "region": PLACES,
    },
    "market": {"date": DAYS, "market_size": (9000.0, 4000.0, 0.0, None), "region": PLACES},
    "web": {
        "date": DAYS,
        **dict.fromkeys(("sessions", "users", "page_views", "engaged_sessions", "key_events"), WHOLE),
        **dict.fromkeys(("converting_sessions", "purchases", "add_to_carts", "checkouts"), WHOLE),
        "web_revenue": AMOUNT,
        "channel": (*WORDS, "Organic", "organisch", "Google / organic"),
    },
    "funnel": {
        "date": DAYS,
        "stage_order": (1.0, 2.0, 3.0, 4.0, None),
        "stage_count": WHOLE,
        "channel": WORDS,
    },
    "social": {
        "date": DAYS,
        **dict.fromkeys(("impressions", "reach", "engagements", "likes", "comments", "shares"), WHOLE),
        "channel": WORDS,
    },
    "followers": {"date": COUNTED + MAYBE, "followers": (900.0, 940.0, 0.0, 1200.0, None), "channel": WORDS},
    "email": {
        "date": DAYS,
        **dict.fromkeys(("emails_sent", "emails_delivered", "emails_bounced"), WHOLE),
        **dict.fromkeys(("unique_opens", "clicks", "conversions"), WHOLE),
        "campaign": WORDS,
    },
    "surveys": {
        "response_id": (*named("R", 40), None),
        "response_date": (*MOMENTS * 2, None),
        "survey_type": ("nps", "csat", "ces", "esat", "enps", "engagement"),
        "score": (0.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0, None),
        "scale_max": (5.0, 7.0, 10.0, None),
        "scale_min": (0.0, 1.0, None),
        "department": TEAMS,
    },
    "leads": {
        "lead_id": (*named("L", 8), None),
        "created_date": (*MOMENTS * 2, None),
        "mql_date": SELDOM,
        "converted_date": SELDOM,
        "channel": WORDS,
        "region": PLACES,
    },
    "deals": {
        "deal_id": named("D", 8),
        "created_date": MOMENTS + MAYBE,
        "closed_date": (*DAYS * 2, None),
        "deal_outcome": ("won", "won", "lost", "open"),
        "deal_amount": AMOUNT,
        "probability": (0.1, 0.5, 0.75, None),
        "rep": ("Noor", "Sem", "noor", None),
        "channel": WORDS,
    },
    "activities": {
        "activity_id": (*named("A", 12), None),
        "activity_date": MOMENTS + MAYBE,
        "created_date": MOMENTS + MAYBE,
        "activity_type": ("demo", "demo", "meeting", "call", None),
        "activity_status": ("scheduled", "held", "cancelled", "no_show", None),
        "channel": WORDS,
    },
    "tickets": {
        "created_date": (*MOMENTS, None),
        "first_response_at": (*MOMENTS, None),
        "resolved_at": (*MOMENTS, None),
        "channel": WORDS,
    },
    "invoices": {
        "invoice_id": ("F1", "F2", "F3"),
        "invoice_date": DAY,
        "due_date": DAY,
        "paid_date": SELDOM,
        "net_amount": AMOUNT,
        "gross_amount": AMOUNT,
        "open_amount": AMOUNT,
        "region": PLACES,
    },
    "subscriptions": {
        "subscription_id": (*named("S", 30), None),
        "customer_id": (*named("K", 8), None),
        "start_date": (*EARLY, *DAYS, *EARLY, None),
        "end_date": SELDOM,
        "mrr": (20.0, 35.5, 80.0, 0.0, -10.0, None),
        "region": PLACES,
    },
    "pnl": {"date": DAY, "account_category": LEDGER, "amount": AMOUNT, "budget_amount": AMOUNT, "region": PLACES},
    "balance": {"date": COUNTED + MAYBE, "account_category": SHEET, "amount": AMOUNT},
    "inventory": {"date": COUNTED + MAYBE, "stock_value": AMOUNT, "region": PLACES},
    "employees": {
        "employee_id": (*named("M", 30), None),
        "hire_date": (*EARLY * 4, *DAYS, None),
        "termination_date": SELDOM,
        "leave_reason": ("voluntary", "involuntary", None),
        "fte": (1.0, 0.8, 0.5, 0.0, None),
        "contract_type": ("permanent", "permanent", "fixed_term", "agency", "intern", None),
        "function_start_date": SELDOM,
        "department": TEAMS,
        "region": PLACES,
    },
    "absences": {
        "employee_id": (*named("M", 30), None),
        "absence_start": DAY,
        "absence_end": DAY,
        "absence_pct": (1.0, 0.5, None),
        "absence_type": ("sick", "sick", "maternity", "holiday", None),
        "fte": (1.0, 0.8, None),
        "department": TEAMS,
    },
    "absence_totals": {"date": DAYS, "sick_days": WHOLE, "available_days": (200.0, 40.0, None), "department": TEAMS},
    "vacancies": {
        **dict.fromkeys(("opened_date", "application_date", "accepted_date", "start_date"), DAY),
        "hire_cost": AMOUNT,
        "filled_internally": YES_NO,
        "department": TEAMS,
    },
    "trainings": {
        "employee_id": (*named("M", 20), None),
        "training_date": DAY,
        "score_before": WHOLE,
        "score_after": WHOLE,
        "spend": AMOUNT,
        "department": TEAMS,
    },
    "timesheets": {"date": DAYS, "hours": (8.0, 4.5, 0.0, None), "billable": YES_NO, "department": TEAMS},
    "production": {
        "run_start": MOMENTS + MAYBE,
        "run_end": MOMENTS + MAYBE,
        **dict.fromkeys(("units_produced", "units_good_first", "units_reworked", "units_scrapped"), WHOLE),
        "labour_hours": WHOLE,
        "department": TEAMS,
    },
    "machine_time": {
        "date": DAYS,
        "machine_state": ("running", "running", "unplanned_down", "setup", "planned_stop", None),
        "hours": WHOLE,
        "department": TEAMS,
    },
    "fulfilment": {
        **dict.fromkeys(("order_date", "pick_date", "promised_date", "delivered_date"), DAY),
        "in_full": YES_NO,
        "lines_picked": WHOLE,
        "pick_errors": (0.0, 0.0, 1.0, None),
        "channel": WORDS,
    },
    "energy": {"date": DAYS, "energy_used": AMOUNT, "department": TEAMS},
    "projects": {
        "project_id": named("P", 9),
        "start_date": DAY,
        "end_date": DAY,
        "project_cost": AMOUNT,
        "project_benefit": AMOUNT,
        "department": TEAMS,
    },
}
ANCHORS = {
    "pnl": {"date": None, "amount": 90000.0},
    "balance": {"date": None, "amount": 90000.0},
}
"""Amounts without a date, so large that no sign is taken to be the other way around, as it is in books kept as debit less credit."""
SIZES = st.one_of(st.integers(30, 90), st.integers(3, 12))


def tables_of(kinds, sizes=SIZES):
    """Return made-up tables of some kinds; a smaller one is the beginning of a larger one."""
    return st.fixed_dictionaries(
        {kind: st.builds(partial(made_up, kind), sizes, st.integers(0, 2**32)) for kind in kinds}
    )


def made_up(kind, size, seed):
    """Return rows of any values, one for one seed; some rows come twice."""
    chance = Random(seed)
    rows = [{role: chance.choice(values) for role, values in ROWS[kind].items()} for _ in range(size)]
    if kind in ANCHORS:
        words = dict.fromkeys(ROWS[kind]["account_category"])
        rows += [{**rows[0], **ANCHORS[kind], "account_category": word} for word in words if word]
    return rows + chance.sample(rows, len(rows) // 10)


def lined(rows):
    """Return a table as its roles and then its rows."""
    roles = sorted(rows[0])
    return [roles, *([row[role] for role in roles] for row in rows)]


def dataset_of(tables):
    """Return the dataset of made-up tables."""
    return small_dataset({kind: lined(rows) for kind, rows in tables.items()})
