"""Headers that people see as the same are the same."""

import pytest

from kpi_core.roles import KINDS, ROLES, is_rate, meanings, normalise


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("OrderDate", "orderdate"),
        ("order_date", "orderdate"),
        (" Order  Date ", "orderdate"),
        ("Deal - Owner", "dealowner"),
        ("bron / medium", "bronmedium"),
        ("Enquête", "enquete"),
        ("Bedrag (EUR)", "bedrag"),
        ("Bedrag € [incl]", "bedrag"),
        ("Deb.nr.", "debnr"),
        ("Factuur #?", "factuur"),
        ("", ""),
    ],
)
def test_case_accents_spaces_and_signs_make_no_difference(header, expected):
    assert normalise(header) == expected


@pytest.mark.parametrize(
    "header",
    [
        "Open rate",
        "Click Rate",
        "Conv.%",
        "Conversies (%)",
        "Kosten per resultaat",
        "Cost per click",
        "CTR ratio",
        "Kosten/conv.",
        "Engagementpercentage",
    ],
)
def test_a_rate_is_seen_as_one(header):
    assert is_rate(header)


@pytest.mark.parametrize("header", ["Kosten", "Corporate", "Klikken", "Operatie", "Conversies", "Gemeente"])
def test_what_only_looks_like_a_rate_is_none(header):
    assert not is_rate(header)


@pytest.mark.parametrize("kind", KINDS)
def test_each_header_of_a_kind_means_one_of_its_roles(kind):
    found = meanings(kind)

    assert {meaning.role for meaning in found.values()} <= set(KINDS[kind].roles)
    assert all(normalise(meaning.synonym) == header for header, meaning in found.items())


def test_there_are_29_kinds_and_140_roles_with_names_in_both_languages():
    assert (len(KINDS), len(ROLES)) == (29, 140)
    for entry in (*KINDS.values(), *ROLES.values()):
        assert set(entry.name) == {"nl", "en"}
        assert all(name == name.strip() and name for name in entry.name.values())


def test_every_role_belongs_to_a_kind_and_every_kind_to_its_date():
    used = {role for kind in KINDS.values() for role in kind.roles}

    assert used == set(ROLES)
    for kind in KINDS.values():
        assert ROLES[kind.date_role].type in {"date", "datetime"}


def test_names_of_the_roles_of_one_kind_differ():
    for kind in KINDS.values():
        for lang in ("nl", "en"):
            names = [ROLES[role].name[lang] for role in kind.roles]
            assert len(set(names)) == len(names), kind.id


def test_spellings_of_an_enum_point_to_one_value():
    for role in ROLES.values():
        spellings = [spelling for known in role.values.values() for spelling in known]
        assert len(set(spellings)) == len(spellings), role.id


@pytest.mark.parametrize("kind", KINDS)
def test_what_we_call_a_role_is_a_header_for_it_unless_another_role_claims_it(kind):
    known = meanings(kind)
    elsewhere = {
        (role, lang, known[normalise(name)].role)
        for role in KINDS[kind].roles
        for lang, name in ROLES[role].name.items()
        if known[normalise(name)].role != role
    }

    assert elsewhere == ({("order_total", "en", "gross_amount")} if kind == "sales" else set())


@pytest.mark.parametrize(
    ("kind", "header", "role"),
    [
        ("pnl", "Winst en verlies", "amount"),
        ("pnl", "Resultatenrekening", "amount"),
        ("balance", "Balans", "amount"),
        ("absences", "Verzuim van", "absence_start"),
        ("absences", "Verzuim tot en met", "absence_end"),
    ],
)
def test_a_header_people_use_is_known(kind, header, role):
    assert meanings(kind)[normalise(header)].role == role
