"""What someone does to move a KPI: kept whole, in the order to look at them, and every step can be undone."""

from datetime import date, timedelta

import pytest

from kpi_core.catalogue import CATALOGUE
from kpi_core.errors import StoreError
from kpi_core.work import (
    actions,
    add_action,
    change_action,
    drop_action,
    finish_action,
    is_running,
    overdue,
    suggestions,
    undo_action,
)

TODAY = date(2026, 7, 1)
ASKED = {"kpi": "revenue", "text": "Bel de tien grootste klanten", "owner": "Sanne", "due": TODAY, "begun": TODAY}


def texts(store, workspace, kpi=None):
    return [one.text for one in actions(store, workspace, kpi)]


def test_an_action_is_kept_as_it_was_given(store, spaak):
    made = add_action(
        store, spaak, **ASKED | {"segment": ("region", "Zuid"), "effect": "meer", "expected": 6000.0, "round": "r1"}
    )

    assert actions(store, spaak) == (made,)
    assert (made.segment, made.effect, made.expected, made.round) == (("region", "Zuid"), "meer", 6000.0, "r1")


def test_those_that_run_come_by_due_date_then_done_then_dropped(store, spaak):
    made = {
        name: add_action(store, spaak, **ASKED | {"text": name, "due": TODAY + timedelta(days=days)}).id
        for name, days in {"late": 9, "soon": 2, "done": 1, "done later": 1, "dropped": 0}.items()
    }
    finish_action(store, spaak, made["done"], TODAY)
    finish_action(store, spaak, made["done later"], TODAY + timedelta(days=3))
    drop_action(store, spaak, made["dropped"], TODAY + timedelta(days=9))

    assert texts(store, spaak) == ["soon", "late", "done later", "done", "dropped"]


def test_actions_of_one_kpi(store, spaak):
    add_action(store, spaak, **ASKED)
    add_action(store, spaak, **ASKED | {"kpi": "average_order_value", "text": "Bied er iets bij aan"})

    assert texts(store, spaak, "average_order_value") == ["Bied er iets bij aan"]


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"text": " \n\u200b "}, "empty_action"),
        ({"owner": "\u202e "}, "no_owner"),
        ({"due": TODAY - timedelta(days=1)}, "action_days"),
        ({"kpi": "nonsense"}, "unknown_kpi"),
        ({"expected": float("nan")}, "not_a_number"),
        ({"segment": ("nonsense", "x")}, "target_part"),
    ],
)
def test_what_cannot_be_kept_is_refused_and_changes_nothing(store, spaak, changed, code):
    made = add_action(store, spaak, **ASKED)

    for refused in (
        lambda: add_action(store, spaak, **ASKED | changed),
        lambda: change_action(store, spaak, made.id, **changed),
    ):
        with pytest.raises(StoreError) as error:
            refused()
        assert error.value.code == code
    assert actions(store, spaak) == (made,)


def test_every_step_is_undone_one_by_one(store, spaak):
    made = add_action(store, spaak, **ASKED)
    changed = change_action(store, spaak, made.id, text="Mail ze")
    finish_action(store, spaak, made.id, TODAY)

    assert undo_action(store, spaak, made.id) == changed
    assert undo_action(store, spaak, made.id) == made
    assert undo_action(store, spaak, made.id) is None
    assert actions(store, spaak) == ()
    with pytest.raises(StoreError) as error:
        finish_action(store, spaak, made.id, TODAY)
    assert error.value.code == "unknown_action"


def test_customer_text_comes_in_on_one_line(store, spaak):
    made = add_action(
        store, spaak, **ASKED | {"text": "=HYPERLINK()\n<b>\u202e" + "x" * 900, "owner": "A\tB", "effect": "a\r\nb"}
    )

    assert made.text.startswith("=HYPERLINK() <b>xx")
    assert len(made.text) == 300
    assert (made.owner, made.effect) == ("A B", "a b")


@pytest.mark.parametrize(
    ("due", "end", "late"),
    [(-1, None, True), (0, None, False), (1, None, False), (-1, finish_action, False), (-1, drop_action, False)],
)
def test_overdue_is_running_after_its_last_day(store, spaak, due, end, late):
    made = add_action(store, spaak, **ASKED | {"due": TODAY + timedelta(days=due), "begun": TODAY - timedelta(days=9)})
    now = end(store, spaak, made.id, TODAY) if end else made

    assert overdue(now, TODAY) is late
    assert is_running(now) is (end is None)


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_suggestions_are_those_of_the_definition(store, spaak, lang):
    assert suggestions(store, spaak, "revenue", lang) == CATALOGUE["revenue"].actions[lang]
    assert suggestions(store, spaak, "not_there", lang) == ()
