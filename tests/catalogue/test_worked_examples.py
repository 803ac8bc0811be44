"""The example shown with each KPI: a few rows, and the answer a person worked out."""

from datetime import date
from pathlib import Path

import pytest
import yaml

from kpi_core.catalogue import CATALOGUE
from kpi_core.compute import compute
from kpi_core.periods import parse_period
from tests.catalogue.small import small_dataset

EXAMPLES = yaml.safe_load(Path(__file__).with_name("worked_examples.yaml").read_text(encoding="utf-8"))
LATER = date(2026, 12, 31)


def test_every_kpi_has_an_example():
    assert EXAMPLES.keys() == CATALOGUE.keys()


@pytest.mark.parametrize(("kpi", "example"), EXAMPLES.items(), ids=EXAMPLES)
def test_the_worked_example_holds(kpi, example):
    tables = {key: rows for key, rows in example.items() if key not in {"period", "answer", "params"}}
    period = parse_period(example["period"])

    results = compute(
        [CATALOGUE[kpi]],
        small_dataset(tables),
        period.grain,
        start=period.start,
        end=period.end,
        params=example.get("params", {}),
        today=LATER,
    )

    assert results.frame["value"].tolist() == [pytest.approx(example["answer"], rel=1e-5)]
