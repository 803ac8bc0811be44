"""Segments by the names people know them by."""

import pytest

from kpi_core.phrases import value_name
from kpi_core.roles import ROLES
from kpi_core.texts import LANGS, texts

ENUMS = {(role.id, value) for role in ROLES.values() if role.type == "enum" for value in role.values}


@pytest.mark.parametrize(
    ("role", "value", "nl", "en"),
    [
        pytest.param("order_status", "valid", "geldig", "valid", id="a known value"),
        pytest.param(
            "order_status", "op transport", "op transport", "op transport", id="a value of the customer's own"
        ),
        pytest.param("cohort_month", "2026-03", "maart 2026", "March 2026", id="a cohort by month"),
        pytest.param("cohort_quarter", "2026-Q2", "2e kwartaal 2026", "Q2 2026", id="a cohort by quarter"),
        pytest.param("region", "**Zuid**", "**Zuid**", "**Zuid**", id="text of the customer stays as it is"),
        pytest.param("segment", "True", "ja", "yes", id="a column of checks"),
        pytest.param("region", "", "onbekend", "unknown", id="an empty cell"),
    ],
)
def test_a_segment_is_named_as_people_say_it(role, value, nl, en):
    assert (value_name(role, value, "nl"), value_name(role, value, "en")) == (nl, en)


@pytest.mark.parametrize(("role", "value"), sorted(ENUMS))
def test_every_known_value_has_a_name_in_both_languages(role, value):
    assert all(f"value.{role}.{value}" in texts(lang) for lang in LANGS)
