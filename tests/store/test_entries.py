"""What people agreed, decided and did: every state is kept, every change can be undone, step by step."""

from datetime import UTC, date, datetime

import pytest

from kpi_core.model import Action, Agreement, Decision, Note, Renewal, Round, Vote, Workshop

DAY = date(2026, 7, 1)
MOMENT = datetime(2026, 7, 1, 9, 30, tzinfo=UTC)
ENTRIES = {
    "action": Action("a1", "revenue", "Bel Zuid", "Joost", date(2026, 8, 1), DAY, ("region", "Zuid"), "+1 punt", 0.01),
    "agreement": Agreement("x", ("An", "Bo"), (Vote("An", 2, DAY, "Te veel"), Vote("", 4, DAY)), "An", DAY),
    "decision": Decision("d1", "r1", "revenue", "steer", "Joost", DAY, "off_course", "Zuid", "Bellen"),
    "note": Note("n1", "De brug was dicht", DAY, "revenue", "2026-06", "An"),
    "renewal": Renewal("v1", 2026, "revenue", "company", "keep", "Stuurt", DAY),
    "workshop": Workshop("scores", MOMENT, ("An", "Bo"), 1, ("revenue", "orders"), {"An": ("revenue",)}, ("revenue",)),
    "round": Round("r1", "2026-06", DAY, ("An",), DAY, {"revenue": {"2026-06": 41200.0, "2026-05": None}}, "f"),
}


def put(store, workspace, *values, kind="note", key="k"):
    for value in values:
        with store.writing(workspace) as space:
            space.entries(kind).put(key, value)


def undo(store, workspace, key="k"):
    with store.writing(workspace) as space:
        return space.entries("note").undo(key)


def stands(store, workspace, key="k"):
    with store.reading(workspace) as space:
        return space.entries("note").get(key)


@pytest.mark.parametrize(("kind", "value"), ENTRIES.items(), ids=ENTRIES)
def test_what_is_kept_comes_back_equal(store, spaak, kind, value):
    put(store, spaak, value, kind=kind)

    with store.reading(spaak) as space:
        assert space.entries(kind).all() == {"k": value}
        assert space.entries("other").all() == {}


def test_a_change_is_a_row_more_and_keeps_its_place(store, spaak):
    put(store, spaak, "a", "a", "b")
    put(store, spaak, "c", key="later")

    with store.reading(spaak) as space:
        assert list(space.entries("note").all().items()) == [("k", "b"), ("later", "c")]
        assert [version.value for version in space.entries("note").history("k")] == ["b", "a"]


def test_undoing_goes_back_step_by_step_to_nothing_and_no_further(store, spaak):
    put(store, spaak, "a", "b", "c")

    assert [undo(store, spaak) for _ in range(5)] == ["b", "a", None, None, None]
    assert stands(store, spaak) is None


def test_a_change_after_an_undo_is_undone_to_where_it_was_made(store, spaak):
    put(store, spaak, "a", "b", "c")
    undo(store, spaak)
    undo(store, spaak)
    put(store, spaak, "d")

    assert undo(store, spaak) == "a"
    assert undo(store, spaak) is None


def test_a_removed_one_comes_back(store, spaak):
    put(store, spaak, "a")
    with store.writing(spaak) as space:
        space.entries("note").remove("k")
        space.entries("note").remove("never there")

    assert stands(store, spaak) is None
    assert undo(store, spaak) == "a"


def test_another_workspace_sees_nothing_of_it(store, spaak):
    put(store, spaak, "a")
    other = store.create_workspace("Ander", "nl").id

    assert stands(store, other) is None
    assert undo(store, other) is None


def test_looks_are_counted_per_day_and_move_no_stamp(store, spaak):
    with store.reading(spaak) as space:
        before = space.stamp()
    with store.writing(spaak) as space:
        for kpi, day in (("revenue", 1), ("revenue", 1), ("revenue", 2), ("orders", 9)):
            space.looks.add(kpi, date(2026, 7, day))

    with store.reading(spaak) as space:
        assert space.looks.days(date(2026, 7, 1), date(2026, 7, 8)) == {"revenue": 2}
        assert space.stamp() == before
