"""Figures about people over made-up data: a few people are never shown, and what is shown is what it was."""

import math
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from kpi_core.catalogue import CATALOGUE
from kpi_core.compute import compute
from kpi_core.periods import Grain
from tests.catalogue.small import small_dataset
from tests.compute import oracle
from tests.compute.beside import KINDS, MODEST, named, place_of, same
from tests.compute.made_up import dataset_of, tables_of

LEAST = 5
ABOUT_PEOPLE = [
    name
    for name in oracle.FAMILIES["staff"]
    if CATALOGUE[name.partition(":")[0]].min_group and name != "internal_mobility_rate:vacancies"
]
BY_DAYS = "absenteeism_rate:payroll"
"""Of totals without names only the days people were there tell how many they are."""


def test_a_few_people_are_never_shown_and_the_rest_is_as_without_hiding():
    @MODEST
    @given(tables_of(KINDS["staff"], st.integers(60, 150)))
    def hold(tables):
        kpis = [replace(named(name), min_group=LEAST) for name in ABOUT_PEOPLE]
        frame = compute(kpis, dataset_of(tables), Grain.QUARTER, by="department", today=oracle.TODAY).frame
        world = oracle.World(tables, by="department")
        shown = 0
        for row in frame.itertuples():
            value, rows = world.answer(oracle.FAMILIES["staff"][row.kpi], place_of(row, world, "quarter"))
            if math.isnan(row.value):
                assert row.rows in {0, rows}
                continue
            assert same(row.value, value), row
            assert rows == 0 or rows >= LEAST or row.kpi == BY_DAYS, row
            shown += 1
        assert shown

    hold()


def test_answers_that_leave_empty_who_gave_them_are_not_nobodys():
    named_ones = [[f"R{place}", "2026-05-12", "enps", 10, "Winkel"] for place in range(12)]
    rows = [*named_ones, [None, "2026-05-12", "enps", 3, "Kantoor"], [None, "2026-05-12", "enps", 10, "Kantoor"]]
    dataset = small_dataset(
        {"surveys": [["response_id", "response_date", "survey_type", "score", "department"], *rows]}
    )
    kpi = CATALOGUE["employee_net_promoter_score"]

    frame = compute([kpi], dataset, Grain.MONTH, by="department", today=oracle.TODAY).frame

    assert frame.set_index("segment")["value"].dropna().index.tolist() == [None]
