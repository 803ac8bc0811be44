"""A KPI that `equals` something over other figures has the same value, on the rows of the small company or its own example."""

from dataclasses import fields, replace
from functools import cache
from math import isnan

import pytest

from kpi_core.catalogue import CATALOGUE, MEASURES, measure_trees
from kpi_core.compute import compute
from kpi_core.formula.facts import tables
from kpi_core.formula.tree import Measure, Node
from kpi_core.periods import parse_period
from tests.catalogue.company import company
from tests.catalogue.small import small_dataset
from tests.catalogue.test_answers import SETTINGS, TODAY
from tests.catalogue.test_worked_examples import BESIDE, EXAMPLES

held = cache(lambda: small_dataset(company()))
known = cache(lambda: {**measure_trees(MEASURES), **{kpi.id: kpi.tree for kpi in CATALOGUE.values()}})


def put_in(node):
    """Return the tree with every name in it replaced by what it stands for."""
    if isinstance(node, Measure):
        return known()[node.name]
    parts = {field.name: getattr(node, field.name) for field in fields(node)}
    return replace(node, **{name: put_in(part) for name, part in parts.items() if isinstance(part, Node)})


def values(kpi, tree):
    """Return the values of the KPI and of the tree beside it, of the same rows."""
    dataset, first, last, settings = held(), "2025-11", "2026-02", SETTINGS
    if not tables(tree) <= dataset.tables.keys():
        example = EXAMPLES[kpi.id]
        dataset = small_dataset({kind: rows for kind, rows in example.items() if kind not in BESIDE})
        first, last, settings = example["period"], example["period"], example.get("params", {})
    start, end = parse_period(first), parse_period(last)
    kpis = [kpi, replace(kpi, id="other", tree=tree)]
    found = compute(kpis, dataset, start.grain, start=start.start, end=end.end, params=settings, today=TODAY).frame
    return [found[found["kpi"] == one.id]["value"].tolist() for one in kpis]


@pytest.mark.parametrize(
    ("kpi", "identity"),
    [(kpi, one) for kpi in CATALOGUE.values() for one in kpi.equals],
    ids=[f"{kpi.id}={one.formula}" for kpi in CATALOGUE.values() for one in kpi.equals],
)
def test_what_equals_a_kpi_has_its_value(kpi, identity):
    own, other = values(kpi, put_in(identity.tree))

    assert own == pytest.approx(other, nan_ok=True)
    assert not all(isnan(value) for value in own)
