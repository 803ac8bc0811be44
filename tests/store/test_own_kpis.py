"""The KPIs people made themselves: every state is kept, and nothing of another workspace is seen."""

from dataclasses import replace

import pytest

from kpi_core.model import OwnKpi
from kpi_core.periods import Grain
from kpi_core.units import Direction, Unit

BASKET = OwnKpi("own.mand", "Mand", "net_revenue / orders", Unit.CURRENCY, Direction.HIGHER, Grain.MONTH, "Per bon.")
SHARE = OwnKpi("own.deel", "Deel", "sum(sales.refund_amount) / net_revenue", Unit.PERCENT, Direction.LOWER, Grain.WEEK)


def put(store, workspace, *kpis):
    with store.writing(workspace) as space:
        for kpi in kpis:
            space.own_kpis.put(kpi)


def stored(store, workspace):
    with store.reading(workspace) as space:
        return space.own_kpis.all()


def test_an_own_kpi_comes_back_equal_and_of_the_same_types(store, spaak):
    put(store, spaak, BASKET, SHARE)

    found = stored(store, spaak)
    assert found == (BASKET, SHARE)
    assert [(type(kpi.unit), type(kpi.direction), type(kpi.grain)) for kpi in found] == [(Unit, Direction, Grain)] * 2


def test_a_change_is_a_row_more_and_keeps_its_place(store, spaak):
    put(store, spaak, BASKET, SHARE, replace(BASKET, name="Bonbedrag"))

    assert [kpi.name for kpi in stored(store, spaak)] == ["Bonbedrag", "Deel"]
    with store.reading(spaak) as space:
        history = space.own_kpis.history("own.mand")
    assert [version.kpi.name for version in history] == ["Bonbedrag", "Mand"]
    assert history[0].created_at > history[1].created_at


def test_writing_the_same_again_adds_nothing(store, spaak):
    put(store, spaak, BASKET, BASKET)

    with store.reading(spaak) as space:
        assert len(space.own_kpis.history("own.mand")) == 1


def test_a_removed_one_keeps_its_history_and_its_id(store, spaak):
    put(store, spaak, BASKET)
    with store.writing(spaak) as space:
        space.own_kpis.remove("own.mand")
        space.own_kpis.remove("own.mand")

    with store.reading(spaak) as space:
        assert space.own_kpis.all() == ()
        assert space.own_kpis.get("own.mand") is None
        assert space.own_kpis.ids() == {"own.mand"}
        assert [version.kpi for version in space.own_kpis.history("own.mand")] == [None, BASKET]


def test_the_log_says_who_made_it(open_again):
    store = open_again(who="Sanne")
    workspace = store.create_workspace("Fietshuis", "nl").id
    put(store, workspace, BASKET)

    with store.reading(workspace) as space:
        assert space.own_kpis.history("own.mand")[0].who == "Sanne"
        assert [(event.action, event.who) for event in space.events(1)] == [("own_kpi_set", "Sanne")]


def test_another_workspace_sees_nothing_of_it(store, spaak):
    other = store.create_workspace("Kruim", "nl").id
    put(store, spaak, BASKET)

    assert stored(store, other) == ()


def test_half_a_change_is_none(store, spaak):
    def broken_off():
        with store.writing(spaak) as space:
            space.own_kpis.put(BASKET)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        broken_off()

    assert stored(store, spaak) == ()
