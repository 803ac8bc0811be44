"""What KPIs are, worked out row by row with lists and loops: an answer that shares nothing with the engine but the catalogue.

Written from the rules of the algebra. A table is a list of rows, a row a dict of roles; None is an empty cell and no value.
Every KPI, with its variant after a colon, is a plain function of a place (`At`) in a `World` of tables.
"""

from tests.compute.oracle.at import EVERYTHING, At
from tests.compute.oracle.attention import ATTENTION
from tests.compute.oracle.books import BOOKS
from tests.compute.oracle.calendar import folded, later, span_of
from tests.compute.oracle.pipeline import PIPELINE
from tests.compute.oracle.plans import PLANS
from tests.compute.oracle.shop import SHOP
from tests.compute.oracle.staff import STAFF
from tests.compute.oracle.works import WORKS
from tests.compute.oracle.world import DATES, TODAY, World

FAMILIES = {
    "shop": SHOP,
    "attention": ATTENTION,
    "pipeline": PIPELINE,
    "books": BOOKS,
    "plans": PLANS,
    "staff": STAFF,
    "works": WORKS,
}
PARAMS = {
    "margin": 0.4,
    "lifespan_years": 3,
    "monthly_churn": 0.05,
    "stage": 2,
    "last_stage": 4,
    "target_hours": 8,
}

__all__ = ["DATES", "EVERYTHING", "FAMILIES", "PARAMS", "TODAY", "At", "World", "folded", "later", "span_of"]
