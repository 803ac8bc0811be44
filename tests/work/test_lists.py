"""Lists of customers and products join the rows that point to them, whichever is dropped first, until somebody says no."""

from __future__ import annotations

from datetime import date

import pytest

from kpi_core import work
from kpi_core.catalogue import CATALOGUE
from kpi_core.compute import compute
from kpi_core.periods import Grain
from kpi_core.store import open_store

SALES = "Orderdatum;Klantnummer;Omzet excl. btw\n" + "".join(
    f"{day:02d}-01-2026;{customer};{amount},00\n"
    for day, customer, amount in ((25, "K1", 100), (26, "K2", 200), (27, "K2", 50), (28, "K3", 25))
)
CUSTOMERS = "Klantnummer;Naam;Regio\nK1;Jansen;Noord\nK2;Pieters;Zuid\nK3;Smit;Noord\n"
PART = "Klantnummer;Naam;Regio\nK1;Jansen;Noord\nK2;Pieters;Zuid\nK9;Smit;Noord\n"


@pytest.fixture
def store(tmp_path):
    return open_store(None, tmp_path)


@pytest.fixture
def space(store):
    return work.create(store, "Proef", "nl").id


def drop(store, space, **files):
    return work.read_uploads(store, space, [(f"{name}.csv", text.encode()) for name, text in files.items()])


def by_region(store, space):
    data = work.current(store, space)
    found = compute([CATALOGUE["revenue"]], data, Grain.ALL, by="region", today=date(2026, 3, 1))
    frame = found.frame[found.frame["segment"].notna()]
    return dict(zip(frame["segment"], frame["value"], strict=True))


def test_a_list_dropped_with_the_rows_is_joined(store, space):
    draft = drop(store, space, verkopen=SALES, klanten=CUSTOMERS)
    work.confirm(store, space)

    assert [(entry.join.matched, entry.join.rows, entry.together) for entry in draft.joins.found] == [(4, 4, True)]
    assert by_region(store, space) == {"Noord": 125.0, "Zuid": 250.0}


@pytest.mark.parametrize("first", ["rows", "list"])
def test_it_does_not_matter_which_comes_first(store, space, first):
    if first == "rows":
        drop(store, space, verkopen=SALES)
        work.confirm(store, space)
        drop(store, space, klanten=CUSTOMERS)
    else:
        drop(store, space, verkopen=SALES, klanten=CUSTOMERS)
        work.confirm(store, space)
        drop(store, space, februari=SALES.replace("-01-2026", "-02-2026"))
    assert work.draft(store, space).state == "ready"
    work.confirm(store, space)

    times = 1 if first == "rows" else 2
    assert by_region(store, space) == {"Noord": 125.0 * times, "Zuid": 250.0 * times}


def test_a_list_that_matches_in_part_is_asked_about_and_the_answer_stays(store, space):
    draft = drop(store, space, verkopen=SALES, klanten=PART)
    (question,) = draft.questions
    after = work.answer(store, space, question.id, "together")
    work.confirm(store, space)

    assert question.fields["matched"] == 3
    assert after.questions == ()
    assert by_region(store, space)["Zuid"] == 250.0
    assert drop(store, space, februari=SALES.replace("-01-2026", "-02-2026")).questions == ()


def test_a_join_can_be_declined_and_taken_up_again(store, space):
    draft = drop(store, space, verkopen=SALES, klanten=CUSTOMERS)
    (found,) = draft.joins.found
    declined = work.answer(store, space, found.join.id, "apart")
    again = work.reopen(store, space, found.join.id)

    assert [entry.together for entry in declined.joins.found] == [False]
    assert [entry.together for entry in again.joins.found] == [True]


def test_a_newer_list_takes_the_place_of_the_old_one(store, space):
    drop(store, space, verkopen=SALES, klanten=CUSTOMERS)
    work.confirm(store, space)
    drop(store, space, klanten=CUSTOMERS.replace("Zuid", "West"))
    work.confirm(store, space)

    assert by_region(store, space) == {"Noord": 125.0, "West": 250.0}


def test_a_list_with_a_customer_twice_is_not_joined_and_that_is_said(store, space):
    draft = drop(store, space, verkopen=SALES, klanten=CUSTOMERS + "K1;Jansen;Oost\n")

    assert draft.joins.found == ()
    assert "list_not_unique" in {issue.code for issue in draft.issues}
