"""The proof workbook, worked out anew by LibreOffice, says what the app says: every KPI, every variant, every period."""

import math
from datetime import date

import pytest

from kpi_core.catalogue import CATALOGUE
from kpi_core.dataset import prepare
from kpi_core.export.proof import proof_xlsx
from kpi_core.mapping import propose
from kpi_core.read import read_file
from kpi_core.sample import SAMPLE_NAME
from tests.compute.made_up import ROWS, dataset_of, made_up
from tests.compute.oracle import PARAMS, TODAY
from tests.export.proof.hostile import hostile_book
from tests.export.proof.recalculated import (
    WRONG,
    everyone,
    kpi_sheets,
    recalculated,
    sheets_of,
    spoiled,
    values_of,
)

ROWS_EACH = 60
BOOKS = ("sample", "months", "hostile")


def made_up_book(seed, periods, grain=None):
    """Return the workbook of all KPIs and variants over random rows."""
    kpis = everyone()
    dataset = dataset_of({kind: made_up(kind, ROWS_EACH, seed + place) for place, kind in enumerate(ROWS)})
    grains = {kpi.id: grain for kpi in kpis} if grain else None
    return proof_xlsx(kpis, dataset, "nl", params=PARAMS, grains=grains, periods=periods, today=TODAY)


@pytest.fixture(scope="module")
def made(sample_bytes):
    tables = read_file(SAMPLE_NAME, sample_bytes).tables
    sample = prepare([(table, propose(table)) for table in tables], sources=[SAMPLE_NAME] * len(tables))
    today = date(2026, 7, 1)
    return {
        "sample": proof_xlsx(everyone(variants=False), sample, "nl", params=PARAMS, periods=6, today=today),
        "months": made_up_book(1, None),
        "hostile": hostile_book(),
    }


@pytest.fixture(scope="module")
def anew(made, tmp_path_factory):
    folder = tmp_path_factory.mktemp("libreoffice")
    return recalculated(folder, {name: spoiled(data) for name, data in made.items()})


def same(mine, app):
    if mine == "" or app == "":
        return mine == app
    return math.isclose(mine, app, rel_tol=1e-9, abs_tol=1e-9)


def test_every_kpi_and_variant_of_the_catalogue_is_in_the_workbook_on_random_data(made):
    assert (
        len(kpi_sheets(made["months"])) == len(everyone()) == sum(len(kpi.variants) + 1 for kpi in CATALOGUE.values())
    )


@pytest.mark.parametrize("book", BOOKS)
def test_a_wrong_figure_beside_a_formula_does_not_survive(made, book):
    planted = [value for sheet in kpi_sheets(spoiled(made[book])).values() for _, value, _ in values_of(sheet)]

    assert planted
    assert set(planted) == {WRONG}


@pytest.mark.parametrize("book", BOOKS)
def test_what_the_formulas_come_to_is_what_the_app_says(anew, book):
    found = [(name, *line) for name, sheet in kpi_sheets(anew[book]).items() for line in values_of(sheet)]

    assert sum(app != "" for *_, app in found) > len(found) / 4
    assert [line for line in found if not same(*line[2:])] == []


@pytest.mark.parametrize("book", BOOKS)
def test_what_is_kept_beside_every_formula_is_what_it_comes_to(made, anew, book):
    kept, worked_out = sheets_of(made[book]), sheets_of(anew[book])

    assert kept.keys() == worked_out.keys()
    different = [
        (name, place, column, cell, other)
        for name, sheet in kept.items()
        for place, (row, again) in enumerate(zip(sheet, worked_out[name], strict=False))
        for column, (cell, other) in enumerate(zip(row, again, strict=False))
        if not _alike(cell, other)
    ]
    assert different == []


def _alike(cell, other):
    if isinstance(cell, (int, float)) and isinstance(other, (int, float)):
        return math.isclose(cell, other, rel_tol=1e-9, abs_tol=1e-7)
    return cell == other


@pytest.mark.parametrize("book", BOOKS)
def test_the_cover_says_that_all_is_equal(anew, book):
    cover = sheets_of(anew[book])["Overzicht"]
    verdicts = [row[5] for row in cover if row[5] in {"gelijk", "verschilt"}]

    assert set(verdicts) == {"gelijk"}
    assert len(verdicts) == len(kpi_sheets(anew[book]))
