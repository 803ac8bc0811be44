"""A passport filled from a workspace: the same value as everywhere, its rows, and what is said where there is none."""

from datetime import date

import pytest

from kpi_core import work
from kpi_core.errors import StoreError
from kpi_core.periods import parse_period
from kpi_core.work.passports import kpi_passport
from tests.work.conftest import MAY_AND_JUNE

TODAY = date(2026, 7, 5)
NB = "\u00a0"


def seen(store, workspace, kpi="average_order_value", lang="nl"):
    return kpi_passport(store, workspace, kpi, today=TODAY, lang=lang)


def test_without_data_the_passport_has_no_figures(store, spaak):
    found = seen(store, spaak)

    assert found.figures is None
    assert found.tree is None
    assert found.passport.name == "Gemiddelde orderwaarde (AOV)"


def test_an_unknown_kpi_is_refused(store, spaak):
    with pytest.raises(StoreError):
        seen(store, spaak, "nothing")


def test_the_sum_is_of_the_last_complete_period(store, spaak, take):
    take("orders.csv", MAY_AND_JUNE)
    found = seen(store, spaak)

    assert found.period == parse_period("2026-06")
    assert found.figures.arithmetic.lines == (f"€{NB}750,75 ÷ 2 = €{NB}375,38",)
    assert found.figures.lead == f"Gemiddelde orderwaarde (AOV) in juni 2026: €{NB}375,38."
    assert [source.cells for source in found.figures.sources] == ["orders!D5:D6", "orders!B5:B6"]


def test_a_kpi_the_data_cannot_measure_has_a_passport_without_numbers(store, spaak, take):
    take("orders.csv", MAY_AND_JUNE)

    assert seen(store, spaak, "roas").figures is None


def test_the_definition_in_use_is_the_one_worked_out(store, spaak, take):
    take("orders.csv", MAY_AND_JUNE)
    work.choose(store, spaak, "revenue")
    work.set_variant(store, spaak, "revenue", "company", "invoices")

    assert seen(store, spaak, "revenue").variant == "invoices"


def test_a_sum_the_file_is_too_short_for_says_so_and_shows_no_empty_sum(store, spaak, take):
    take("orders.csv", MAY_AND_JUNE)
    found = seen(store, spaak, "customer_lifetime_value")

    assert "geen gegevens voor de periode" in found.figures.arithmetic.reason
    assert "geen uitkomst" in found.figures.lead
    assert found.figures.arithmetic.lines == ()
    assert not [note for note in found.figures.notes if "brutomarge" in note.lower()]


def test_the_tree_shows_the_verdict_of_a_target(store, spaak, take):
    from kpi_core.model import Target

    take("orders.csv", MAY_AND_JUNE)
    work.set_target(store, spaak, Target("revenue", start=date(2026, 1, 1), until=date(2026, 12, 31), value=10.0))

    assert seen(store, spaak, "revenue").tree.root.verdict is not None
