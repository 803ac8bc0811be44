"""Every figure of the engine beside one worked out row by row, over tables nobody would make up by hand."""

from datetime import date

import pytest
from hypothesis import given

from kpi_core.catalogue import CATALOGUE
from tests.compute import oracle
from tests.compute.beside import KINDS, MODEST, wrong
from tests.compute.made_up import tables_of

SPAN = {"start": date(2025, 11, 1), "end": date(2026, 2, 28)}
WINTER = {"start": date(2025, 11, 20), "end": date(2026, 2, 8)}
ODD_SPAN = {"start": date(2025, 11, 9), "end": date(2026, 2, 20)}
HALFWAY = {"today": date(2026, 1, 12)}  # most files go on after it
ASKED = [
    ("shop", "month", {}),
    ("shop", "month", {"by": "region"}),
    ("shop", "quarter", {"by": "channel", "where": {"channel": ("web", "")}}),
    ("shop", "year", {"by": "region"}),
    ("shop", "week", {"where": {"channel": ("Winkel",)}, **WINTER}),
    ("shop", "month", {"by": "cohort_month"}),
    ("shop", "quarter", {"by": "cohort_quarter", "where": {"region": ("noord",)}}),
    ("shop", "all", {"by": "channel", **SPAN}),
    ("shop", "all", {"by": "cohort_month", **ODD_SPAN}),
    ("attention", "month", {"by": "channel"}),
    ("attention", "week", {"where": {"channel": ("",)}, **WINTER}),
    ("attention", "all", {"by": "campaign", **ODD_SPAN}),
    ("pipeline", "month", {}),
    ("pipeline", "quarter", {"by": "channel"}),
    ("pipeline", "week", WINTER),
    ("pipeline", "all", {"by": "region", **ODD_SPAN}),
    ("books", "month", {}),
    ("books", "quarter", {"by": "region"}),
    ("books", "week", WINTER),
    ("books", "all", ODD_SPAN),
    ("plans", "month", {"by": "region"}),
    ("plans", "quarter", {"where": {"region": ("noord", "")}}),
    ("plans", "week", WINTER),
    ("plans", "all", {"by": "region", **SPAN}),
    ("staff", "month", {"by": "department"}),
    ("staff", "year", {"where": {"department": ("winkel",)}}),
    ("staff", "week", WINTER),
    ("staff", "all", ODD_SPAN),
    ("works", "month", {}),
    ("works", "quarter", {"by": "department"}),
    ("works", "all", ODD_SPAN),
    ("shop", "month", HALFWAY),
    ("pipeline", "month", HALFWAY),
    ("books", "month", HALFWAY),
    ("plans", "month", {"by": "region", **HALFWAY}),
    ("staff", "quarter", HALFWAY),
]


def test_the_oracle_knows_every_kpi_and_every_variant():
    names = {kpi.id for kpi in CATALOGUE.values()}
    names |= {f"{kpi.id}:{variant.id}" for kpi in CATALOGUE.values() for variant in kpi.variants}

    assert {name for answers in oracle.FAMILIES.values() for name in answers} == names


@pytest.mark.parametrize(
    ("family", "grain", "asked"), ASKED, ids=["-".join([family, grain, *asked]) for family, grain, asked in ASKED]
)
def test_every_figure_equals_one_worked_out_row_by_row(family, grain, asked):
    @MODEST
    @given(tables_of(KINDS[family]))
    def hold(tables):
        assert wrong(family, tables, grain, **asked) == []

    hold()
