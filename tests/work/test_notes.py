"""Notes: kept with who and when, the newest first, and every step can be undone."""

from dataclasses import replace
from datetime import date

import pytest

from kpi_core.errors import StoreError
from kpi_core.work import add_note, change_note, note_history, notes, remove_note, undo_note
from kpi_core.work.notes import note_line
from kpi_core.work.spaces import stamp

DAY = date(2026, 7, 1)


def texts(store, workspace, **asked):
    return [one.text for one in notes(store, workspace, **asked)]


def test_notes_are_found_by_kpi_and_period_the_newest_first(store, spaak):
    add_note(store, spaak, "Verhuisd", on=date(2026, 6, 1), kpi="revenue", period="2026-05")
    add_note(store, spaak, "Beurs", on=DAY, kpi="revenue", period="2026-06")
    add_note(store, spaak, "Later die dag", on=DAY, kpi="revenue")
    add_note(store, spaak, "Los", on=date(2026, 1, 1))

    assert texts(store, spaak) == ["Later die dag", "Beurs", "Verhuisd", "Los"]
    assert texts(store, spaak, kpi="revenue", period="2026-06") == ["Beurs"]
    assert texts(store, spaak, period="2026-05") == ["Verhuisd"]
    assert texts(store, spaak, kpi="average_order_value") == []


def test_a_note_says_who_wrote_it_and_what_it_said_before(store, spaak):
    made = add_note(replace(store, who="Sanne"), spaak, "Beurs", on=DAY, kpi="revenue", period="2026-06")
    change_note(replace(store, who="Bo"), spaak, made.id, "Beurs in Utrecht")

    states = note_history(store, spaak, made.id)
    assert [(state.who, state.value.text) for state in states] == [("Bo", "Beurs in Utrecht"), ("Sanne", "Beurs")]
    assert note_line(made, "nl") == "juni 2026 · Sanne · 1 juli 2026"
    assert note_line(made, "en") == "June 2026 · Sanne · 1 July 2026"


def test_every_step_is_undone_one_by_one(store, spaak):
    made = add_note(store, spaak, "Beurs", on=DAY)
    changed = change_note(store, spaak, made.id, "Beurs in Utrecht")
    remove_note(store, spaak, made.id)
    assert notes(store, spaak) == ()

    assert undo_note(store, spaak, made.id) == changed
    assert undo_note(store, spaak, made.id) == made
    assert undo_note(store, spaak, made.id) is None
    assert notes(store, spaak) == ()


@pytest.mark.parametrize(
    ("text", "where", "code"),
    [
        (" \n\u200b", {}, "empty_note"),
        ("x", {"kpi": "nonsense"}, "unknown_kpi"),
        ("x", {"period": "2026-13"}, "note_period"),
        ("x", {"period": "gisteren"}, "note_period"),
    ],
)
def test_what_cannot_be_kept_is_refused(store, spaak, text, where, code):
    with pytest.raises(StoreError) as refused:
        add_note(store, spaak, text, on=DAY, **where)

    assert refused.value.code == code
    assert notes(store, spaak) == ()


@pytest.mark.parametrize("change", [lambda *a: change_note(*a, "x"), remove_note])
def test_a_note_that_is_gone_cannot_be_changed(store, spaak, change):
    with pytest.raises(StoreError) as refused:
        change(store, spaak, "gone")

    assert refused.value.code == "unknown_note"


def test_long_text_is_cut_and_comes_in_on_one_line(store, spaak):
    made = add_note(store, spaak, "a\r\n\u202eb" + "x" * 3000, on=DAY)

    assert made.text.startswith("a bxx")
    assert len(made.text) == 2000


def test_a_note_makes_what_is_read_of_figures_anew_as_it_is_marked_on_the_line(store, spaak):
    before = stamp(store, spaak, figures=True)

    add_note(store, spaak, "Verhuisd", on=date(2026, 7, 1))

    assert stamp(store, spaak, figures=True) > before
