"""Workspaces: made, named, put away and brought back; the sample company is one like any other."""

from datetime import date

import pytest

from kpi_core import work
from kpi_core.errors import StoreError
from kpi_core.texts import LANGS, say
from tests.work.conftest import MAY


def test_a_new_one_stands_empty(store, spaak):
    found = work.standing(store, spaak)

    assert (found.workspace.name, found.has_data, found.has_draft, found.kpis, found.reach) == (
        "Fietshuis De Spaak",
        False,
        False,
        0,
        None,
    )


def test_how_it_stands_follows_what_was_done(store, spaak, take):
    take("omzet.csv", MAY)
    work.choose(store, spaak, "revenue")
    work.choose(store, spaak, "revenue", "sales")
    work.choose(store, spaak, "average_order_value")
    work.bench(store, spaak, "average_order_value")

    found = work.workspaces(store)[0]
    assert (found.has_data, found.has_draft, found.kpis, found.reach) == (True, False, 1, date(2026, 5, 31))


def test_a_new_name_is_kept_clean(store, spaak):
    work.rename(store, spaak, "  De Spaak\x00 ")

    assert work.standing(store, spaak).workspace.name == "De Spaak"


def test_one_in_the_trash_comes_back(store, spaak):
    work.trash(store, spaak)
    assert work.workspaces(store) == ()

    assert [entry.id for entry in work.trashed(store)] == [spaak]
    work.restore(store, spaak)
    assert work.standing(store, spaak).workspace.id == spaak


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda store, _: work.create(store, " \u200b", "nl"), "empty_name"),
        (lambda store, _: work.create(store, "Bakkerij", "fr"), "unknown_language"),
        (lambda store, ws: work.set_language(store, ws, "de"), "unknown_language"),
        (lambda store, ws: work.rename(store, ws, ""), "empty_name"),
        (lambda store, _: work.standing(store, "nope"), "no_workspace"),
        (lambda store, _: work.draft(store, "nope"), "no_workspace"),
        (lambda store, _: work.read_upload(store, "nope", "omzet.csv", MAY), "no_workspace"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(store, spaak, change, code):
    with pytest.raises(StoreError) as caught:
        change(store, spaak)

    assert caught.value.code == code
    for lang in LANGS:
        assert say(f"error.{code}", lang, **caught.value.fields)


def test_the_sample_company_goes_the_way_of_any_file(store):
    made = work.create_sample(store, "nl")

    found = work.standing(store, made.id)
    assert found.workspace.name == "Fietshuis De Spaak"
    assert found.has_data != found.has_draft
