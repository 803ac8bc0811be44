"""The engine's figures beside those of the oracle, and every difference between the two."""

import math
from dataclasses import replace

from hypothesis import HealthCheck, Phase, settings

from kpi_core.catalogue import CATALOGUE
from kpi_core.compute import compute
from kpi_core.periods import Grain
from tests.compute import oracle
from tests.compute.made_up import dataset_of
from tests.compute.oracle.attention import ORGANIC

MODEST = settings(
    max_examples=2,
    deadline=None,
    derandomize=True,
    database=None,
    phases=(Phase.generate,),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.function_scoped_fixture],
)
KINDS = {
    "shop": ("sales", "ads", "leads", "pnl", "market"),
    "attention": ("web", "funnel", "social", "followers", "email"),
    "pipeline": ("leads", "deals", "activities", "tickets", "invoices"),
    "books": ("pnl", "balance", "inventory", "sales", "employees"),
    "plans": ("subscriptions", "pnl"),
    "staff": ("employees", "absences", "absence_totals", "vacancies", "trainings", "surveys"),
    "works": (
        *("production", "machine_time", "fulfilment", "energy", "projects", "timesheets"),
        *("employees", "absence_totals", "sales"),
    ),
}


def named(name):
    """Return a KPI of the catalogue, after a colon its variant as a KPI of its own; groups of any size."""
    plain, _, chosen = name.partition(":")
    kpi = CATALOGUE[plain]
    variant = next((variant for variant in kpi.variants if variant.id == chosen), None)
    if variant is None:
        return replace(kpi, min_group=None)
    optional = kpi.optional if variant.optional is None else variant.optional
    return replace(kpi, id=name, tree=variant.tree, optional=optional, min_group=None)


def computed(names, dataset, grain, **asked):
    """Return the rows of KPIs with their names."""
    kpis = [named(name) for name in names]
    asked = {"params": oracle.PARAMS, "today": oracle.TODAY, **asked}
    frame = compute(kpis, dataset, Grain(grain), **asked).frame
    return [(row.kpi, row) for row in frame.itertuples()]


def same(value, answer):
    """Return whether a figure of the engine, NaN for no value, is the answer, None for no value."""
    return math.isnan(value) if answer is None else math.isclose(value, answer, rel_tol=1e-9, abs_tol=1e-7)


def wrong(family, tables, grain, **asked):
    """Return every figure on which the engine and the oracle differ, and all that was forgotten."""
    answers = oracle.FAMILIES[family]
    found = computed(list(answers), dataset_of(tables), grain, **asked)
    world = oracle.World(tables, by=asked.get("by"), where=asked.get("where"), today=asked.get("today", oracle.TODAY))
    return [
        *_different(found, world, answers, grain),
        *_forgotten(found, world, answers, grain),
        *_unanswered(found, world, answers),
    ]


def place_of(row, world, grain):
    """Return the place of a row of the engine's."""
    by = world.by or ""
    segment = row.segment if by.startswith("cohort") else oracle.folded(row.segment)
    segment = oracle.EVERYTHING if row.segment is None else segment
    return oracle.At(world, row.start, row.end, "span" if grain == "all" else grain, segment)


def _different(found, world, answers, grain):
    for name, row in found:
        value, rows = world.answer(answers[name], place_of(row, world, grain))
        if name == "website_users" and rows != 1:
            value = None  # visitors add up over nothing
        if not same(row.value, value) or row.rows != rows:
            yield name, row.period, row.segment, (row.value, row.rows), (value, rows)


def _forgotten(found, world, answers, grain):
    if world.by is None:
        return
    known = {(name, row.start, oracle.folded(row.segment)) for name, row in found if row.segment is not None}
    role = "customer_id" if world.by.startswith("cohort") else world.by
    labels = {world.segment(row) for rows in world.tables.values() for row in rows if role in row}
    for name, row in found:
        for label in labels if row.segment is None else ():
            at = oracle.At(world, row.start, row.end, "span" if grain == "all" else grain, label)
            if (name, row.start, oracle.folded(label)) not in known and answers[name](at):
                yield name, row.period, label, "forgotten", answers[name](at)


def _unanswered(found, world, answers):
    """Yield the KPIs that have no row although every table they look at can be split and filtered like this and has the words."""
    role = "customer_id" if (world.by or "").startswith("cohort") else world.by
    wanted = {*world.where, *([role] if role else [])}
    if not any(ORGANIC(row) for row in world.all.get("web", ())):
        answers = {name: reckon for name, reckon in answers.items() if not name.startswith("organic")}
    first = min((day for days in world.days.values() for day in days), default=world.today)
    for name in answers.keys() - {name for name, _ in found}:
        kinds = kinds_of(answers[name], world, first)
        if all(wanted <= world.tables[kind][0].keys() for kind in kinds if world.tables[kind]):
            yield name, "no rows"


def kinds_of(reckon, world, day):
    """Return the tables an answer looks at."""
    world.asked.clear()
    reckon(oracle.At(world, day, day, "span"))
    return {kind for kind, _ in world.asked}
