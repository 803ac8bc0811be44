"""Where a column can be had: in the packages people have, by the name it has there."""

import pytest

from kpi_core.formula.tree import Column
from kpi_core.obtaining import KnownExport, known_exports, usual_headers
from kpi_core.profiles import PROFILES
from kpi_core.roles import KINDS
from kpi_core.texts import LANGS


def test_a_column_is_named_as_the_export_names_it():
    found = known_exports(Column("invoices", "due_date"), "nl")

    assert KnownExport("Moneybird", "facturen", "vervaldatum", own=False) in found


def test_the_systems_of_the_user_come_first():
    column = Column("sales", "customer_id")
    system = known_exports(column, "nl", {"woocommerce_orders"})[0]

    assert (system.system, system.own) == ("WooCommerce", True)
    assert known_exports(column, "nl")[0].system != "WooCommerce"


def test_a_header_is_in_the_language_of_the_reader_where_the_export_has_one():
    column = Column("web", "sessions")

    assert known_exports(column, "nl")[0].header == "Sessies"
    assert known_exports(column, "en")[0].header == "Sessions"


@pytest.mark.parametrize("own", [True, False])
def test_an_export_in_a_third_language_is_shown_to_its_user_alone(own):
    found = known_exports(Column("invoices", "open_amount"), "nl", {"sap_open_items"} if own else ())

    assert ("SAP" in {entry.system for entry in found}) is own


@pytest.mark.parametrize("lang", LANGS)
def test_every_column_of_every_export_is_found(lang):
    for profile in PROFILES.values():
        for role in profile.roles:
            found = known_exports(Column(profile.kind, role), lang, {profile.id})
            assert (found[0].system, found[0].own) == (profile.system, True)
            assert found[0].header in profile.roles[role]


def test_a_system_is_named_once():
    systems = [entry.system for entry in known_exports(Column("sales", "order_id"), "nl")]

    assert len(systems) == len(set(systems)) > 2


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("kind", KINDS)
def test_every_column_has_a_usual_header(kind, lang):
    for role in KINDS[kind].roles:
        assert 1 <= len(usual_headers(Column(kind, role), lang)) <= 3, role
