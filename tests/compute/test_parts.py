"""The parts of a formula give its value: for every definition of the catalogue, on its own worked example."""

from dataclasses import replace

import pytest

from kpi_core.catalogue import CATALOGUE
from kpi_core.compute import compute, parts_of
from kpi_core.formula.tree import Arith, Number, Param
from kpi_core.passports import arithmetic
from kpi_core.periods import parse_period
from kpi_core.targets import as_variant
from tests.catalogue.small import small_dataset
from tests.catalogue.test_answers import TODAY
from tests.catalogue.test_worked_examples import BESIDE, EXAMPLES


def worked_again(part):
    """Return what a part gives from what is inside it."""
    if not isinstance(part.node, Arith):
        return part.value
    left, right = (worked_again(inner) for inner in part.inside)
    if left is None or right is None or (part.node.op == "/" and right <= 0):
        return None
    signs = {"+": lambda: left + right, "-": lambda: left - right, "*": lambda: left * right, "/": lambda: left / right}
    return signs[part.node.op]()


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_parts_give_the_value_of_the_result(name):
    id_, _, variant = name.partition(".")
    example, kpi = EXAMPLES[name], replace(CATALOGUE[id_], min_group=None)
    dataset = small_dataset({kind: rows for kind, rows in example.items() if kind not in BESIDE})
    period, params = parse_period(str(example["period"])), example.get("params", {})
    asked = {"params": params, "today": TODAY}

    found = parts_of(kpi, dataset, period, variant=variant or None, **asked)
    frame = compute(
        [kpi], dataset, period.grain, start=period.start, end=period.end, variants={id_: variant}, **asked
    ).frame

    assert found.value == pytest.approx(frame["value"].iloc[0])
    assert worked_again(found.part) == pytest.approx(found.value)
    assert not any(isinstance(leaf.node, (Number, Param)) for leaf in found.leaves)
    assert arithmetic(as_variant(kpi, variant or None), found, "nl").reason == ""
