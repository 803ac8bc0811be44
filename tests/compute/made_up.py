"""Tables of a small company that never was: gaps in time, doubled orders, empty cells, credits and cancelled orders."""

from datetime import date, timedelta
from functools import partial
from random import Random

from hypothesis import strategies as st

from tests.catalogue.small import small_dataset
from tests.compute.oracle import later

FIRST = date(2024, 11, 1)
# Days in eighteen months, with months in which nothing happens; a few days in each, so that rows meet.
MONTHS = (0, 1, 2, 3, 4, 8, 11, 12, 12, 13, 14, 15, 16)
DAYS = tuple(later(FIRST, month) + timedelta(days=day) for month in MONTHS for day in (0, 3, 8, 8, 19, 27))
AMOUNTS = (1200.0, 19.95, 250.25, 80.0, 80.0, 0.0, -45.5, -300.0)
WHOLES = (0.0, 1.0, 2.0, 5.0, 12.0, 40.0)
WORDS = ("Web", "Web", "web", "Winkel", "Beurs ", None)
MAYBE = (None,)  # sometimes an empty cell
ROWS = {
    "sales": {
        "order_id": (*[f"B{number}" for number in range(16)], None),
        "order_date": (*DAYS * 2, None),
        "customer_id": ("K0", "K1", "K2", "K3", "K4", "K5", None),
        "net_amount": AMOUNTS + MAYBE,
        "refund_amount": (0.0, 0.0, 10.0, 25.5, None),
        "cost_amount": AMOUNTS + MAYBE,
        "order_total": AMOUNTS + MAYBE,
        "quantity": WHOLES + MAYBE,
        "returned_quantity": (0.0, 0.0, 1.0, None),
        "product_category": ("Fiets", "Helm", "Slot", None),
        "order_status": ("paid", "paid", "paid", "paid", "paid", "cancelled", "pending", None),
        "rep": ("Noor", "Sem", None),
        "channel": WORDS,
    },
    "ads": {
        "date": DAYS,
        "spend": AMOUNTS + MAYBE,
        "clicks": WHOLES + MAYBE,
        "impressions": WHOLES + MAYBE,
        "conversions": WHOLES + MAYBE,
        "conversion_value": AMOUNTS + MAYBE,
        "channel": WORDS,
    },
    "web": {
        "date": DAYS,
        "sessions": WHOLES + MAYBE,
        "converting_sessions": WHOLES + MAYBE,
        "engaged_sessions": WHOLES + MAYBE,
        "add_to_carts": WHOLES + MAYBE,
        "purchases": WHOLES + MAYBE,
        "channel": WORDS,
    },
    "surveys": {
        "response_date": (*DAYS * 2, None),
        "survey_type": ("nps", "csat", "ces"),
        "score": (0.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0, None),
        "scale_max": (5.0, 7.0, 10.0, None),
        "channel": WORDS,
    },
    "leads": {
        "lead_id": (*[f"L{number}" for number in range(8)], None),
        "created_date": (*DAYS * 2, None),
        "mql_date": DAYS + MAYBE * 20,
        "converted_date": DAYS + MAYBE * 20,
        "channel": WORDS,
    },
    "deals": {
        "deal_id": tuple(f"D{number}" for number in range(8)),
        "created_date": DAYS + MAYBE,
        "closed_date": (*DAYS * 2, None),
        "deal_outcome": ("won", "won", "lost", "open"),
        "deal_amount": AMOUNTS + MAYBE,
        "probability": (0.1, 0.5, 0.75, None),
        "channel": WORDS,
    },
    "invoices": {
        "invoice_id": ("F1", "F2", "F3"),
        "invoice_date": DAYS + MAYBE,
        "due_date": DAYS + MAYBE,
        "paid_date": DAYS + MAYBE * 20,
        "gross_amount": AMOUNTS + MAYBE,
        "region": WORDS,
    },
}
SIZES = st.one_of(st.integers(30, 90), st.integers(3, 12))


def tables_of(kinds):
    """Return made-up tables of some kinds; a smaller one is the beginning of a larger one."""
    return st.fixed_dictionaries(
        {kind: st.builds(partial(made_up, kind), SIZES, st.integers(0, 2**32)) for kind in kinds}
    )


def made_up(kind, size, seed):
    """Return rows of any values, one for one seed."""
    chance = Random(seed)
    return [{role: chance.choice(values) for role, values in ROWS[kind].items()} for _ in range(size)]


def lined(rows):
    """Return a table as its roles and then its rows."""
    roles = sorted(rows[0])
    return [roles, *([row[role] for role in roles] for row in rows)]


def dataset_of(tables):
    """Return the dataset of made-up tables."""
    return small_dataset({kind: lined(rows) for kind, rows in tables.items()})
