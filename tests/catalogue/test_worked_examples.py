"""The example of each KPI and of each of its variants: a few rows, and the answer a person worked out."""

from datetime import date
from pathlib import Path

import pytest
import yaml

from kpi_core.catalogue import CATALOGUE
from kpi_core.compute import compute
from kpi_core.periods import parse_period
from tests.catalogue.small import small_dataset

FILES = sorted((Path(__file__).parent / "examples").glob("*.yaml"))
FOUND = [item for file in FILES for item in yaml.safe_load(file.read_text(encoding="utf-8")).items()]
EXAMPLES = dict(FOUND)
EVERY = [name for kpi in CATALOGUE.values() for name in (kpi.id, *(f"{kpi.id}.{one.id}" for one in kpi.variants))]
BESIDE = {"period", "answer", "params"}
LATER = date(2026, 12, 31)


def test_no_example_stands_twice():
    assert len(EXAMPLES) == len(FOUND)


def test_every_kpi_and_every_variant_has_an_example():
    assert sorted(EXAMPLES) == sorted(EVERY)


@pytest.mark.parametrize(("name", "example"), EXAMPLES.items(), ids=EXAMPLES)
def test_the_worked_example_holds(name, example):
    kpi, _, variant = name.partition(".")
    tables = {key: rows for key, rows in example.items() if key not in BESIDE}
    period = parse_period(str(example["period"]))

    results = compute(
        [CATALOGUE[kpi]],
        small_dataset(tables),
        period.grain,
        start=period.start,
        end=period.end,
        params=example.get("params", {}),
        variants={kpi: variant} if variant else {},
        today=LATER,
    )

    assert results.frame["value"].tolist() == [pytest.approx(example["answer"], rel=1e-5)]
