"""What a workspace can measure today, its goal, and the definitions of a KPI beside each other."""

from datetime import date

import pytest

from kpi_core import work
from kpi_core.catalogue import CATALOGUE, GOALS
from kpi_core.errors import StoreError
from kpi_core.texts import LANGS, say
from tests.work.conftest import MAY, MAY_AND_JUNE

TODAY = date(2026, 7, 5)
INVOICES = b"Factuurnummer;Factuurdatum;Vervaldatum;Bedrag excl. btw;Klantnummer\n" + b"".join(
    f"F{day};{day:02d}-05-2026;{day:02d}-06-2026;100,00;K1\n".encode() for day in range(1, 29)
)


class TestTheGoal:
    def test_is_kept_and_can_be_changed_and_taken_away(self, store, spaak):
        assert work.goal(store, spaak) is None
        for chosen in ("growth", "cash"):
            work.set_goal(store, spaak, chosen)
            assert work.goal(store, spaak) == GOALS[chosen]
        work.set_goal(store, spaak, None)
        assert work.goal(store, spaak) is None

    def test_leaves_what_is_followed_alone(self, store, spaak):
        work.choose(store, spaak, "revenue")
        work.set_goal(store, spaak, "team")

        assert [choice.kpi for choice in work.choices(store, spaak)] == ["revenue"]

    def test_belongs_to_one_workspace(self, store, spaak):
        other = work.create(store, "Bakkerij", "nl").id
        work.set_goal(store, spaak, "growth")

        assert work.goal(store, other) is None

    def test_must_exist(self, store, spaak):
        with pytest.raises(StoreError) as caught:
            work.set_goal(store, spaak, "grow")

        assert caught.value.fields["near"] == "growth"
        for lang in LANGS:
            assert say("error.unknown_goal", lang, **caught.value.fields)


def state(store, workspace, kpi):
    return work.measurable_today(store, workspace, TODAY).found[kpi].state


def test_without_data_nothing_can_be_measured(store, spaak):
    found = work.measurable_today(store, spaak, TODAY)

    assert found.found.keys() == CATALOGUE.keys()
    assert {entry.status for entry in found.found.values()} == {"missing", "survey"}
    assert found.valueless == frozenset()


def test_a_file_makes_measurable_what_rests_on_its_columns(store, spaak, take):
    take("mei.csv", MAY)

    assert state(store, spaak, "revenue") == "now"
    assert state(store, spaak, "current_ratio") == "table"
    assert state(store, spaak, "net_promoter_score") == "survey"


def test_columns_that_give_no_value_are_told_apart(store, spaak, take):
    """A year-on-year growth over two months of orders has all its columns and nothing to compare with."""
    take("mei.csv", MAY_AND_JUNE)
    found = work.measurable_today(store, spaak, TODAY)

    assert "revenue_growth" in found.valueless
    assert "revenue" not in found.valueless


def test_a_number_that_is_given_once_is_not_asked_again(store, spaak, take):
    take("mei.csv", MAY)
    assert state(store, spaak, "customer_lifetime_value") == "setting"

    work.set_param(store, spaak, "margin", 0.35)
    work.set_param(store, spaak, "lifespan_years", 3.0)

    assert state(store, spaak, "customer_lifetime_value") == "now"


def test_definitions_stand_beside_each_other_with_what_each_gives(store, spaak, take):
    take("mei.csv", MAY_AND_JUNE)
    take("facturen.csv", INVOICES)
    found = {entry.variant: entry for entry in work.definitions(store, spaak, "revenue", TODAY)}

    assert found[None].value == pytest.approx(750.75)
    assert found[None].period.id == "2026-06"
    assert found["invoices"].value == pytest.approx(2_800.0)
    assert found["invoices"].period.id == "2026-05"
    assert (found["ledger"].found.state, found["ledger"].value) == ("table", None)


def test_definitions_of_an_unknown_kpi_are_refused(store, spaak):
    with pytest.raises(StoreError, match="unknown_kpi"):
        work.definitions(store, spaak, "revenu", TODAY)
