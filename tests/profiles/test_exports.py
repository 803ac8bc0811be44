"""Every known export is recognised by its headers, with the right role for every column a KPI needs."""

import pytest

from kpi_core.profiles import PROFILES
from kpi_core.sentences import tell, tell_issue
from tests.profiles.exports import EXPORTS
from tests.profiles.score import mapped, misses_of, right_for, split


@pytest.mark.parametrize("system", EXPORTS)
def test_an_export_gets_the_right_roles_or_is_refused(system):
    headers = split(EXPORTS[system], "")
    _, _, kind, roles = right_for(system, headers)

    assert misses_of(headers, kind, roles)[1] == []


@pytest.mark.parametrize("system", EXPORTS)
def test_it_is_known_by_its_own_name(system):
    mapping = mapped(split(EXPORTS[system], ""))

    assert mapping.profile in PROFILES
    for lang in ("nl", "en"):
        for issue in mapping.issues:
            assert tell_issue(issue, lang)
        for entry in mapping.columns:
            assert tell(f"reason.{entry.reason}", entry.fields, lang)


def test_at_least_95_percent_of_the_columns_a_kpi_needs_is_right():
    judged = missed = 0
    for system, line in EXPORTS.items():
        headers = split(line, "")
        _, _, kind, roles = right_for(system, headers)
        count, wrong = misses_of(headers, kind, roles)
        judged, missed = judged + count, missed + len(wrong)

    assert missed <= judged * 0.05


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_a_bank_statement_is_called_by_the_name_of_its_bank(lang):
    (issue,) = mapped(split(EXPORTS["ING"], ";")).issues

    assert "ING" in tell_issue(issue, lang)


def test_a_column_of_an_export_says_where_its_role_comes_from():
    mapping = mapped(split(EXPORTS["Klaviyo"], ","))
    sent = next(entry for entry in mapping.columns if entry.column == "Total Recipients")

    assert (sent.reason, sent.fields, sent.confidence) == ("known_export", {"system": "Klaviyo"}, "sure")
    assert "Klaviyo" in tell("reason.known_export", sent.fields, "nl")


@pytest.mark.parametrize(
    "line",
    [
        "Datum,Campagne,Kosten,Vertoningen,Klikken,Conversies",
        "Datum,Sessies,Bezoekers",
        "Ordernummer,Orderdatum,Klant,Bedrag",
        "Datum,Omschrijving,Bedrag",
    ],
)
def test_a_sheet_of_ones_own_is_not_called_an_export(line):
    assert mapped(split(line, ",")).profile == ""
