"""Where numbers stand, and the passport as Markdown: what a customer wrote stays text."""

import pytest

from kpi_core import passports
from kpi_core.catalogue import CATALOGUE
from kpi_core.compute.trace import Place
from kpi_core.measurable import Measurable
from kpi_core.passports.markdown import escaped
from kpi_core.passports.sources import cells_of
from kpi_core.texts import LANGS

COLUMNS = (("net_amount", "Bedrag excl. btw", "F"), ("order_date", "Besteldatum", "B"))
TEXT = passports.passport(CATALOGUE["revenue"], Measurable("now"), "nl")


def place(**changes):
    given = {
        "kind": "sales",
        "file": "a.xlsx",
        "sheet": "Orders",
        "columns": COLUMNS,
        "first": 2,
        "last": 831,
        "rows": 830,
    }
    return Place(**{**given, **changes})


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({}, "Orders!F2:F831"),
        ({"sheet": "Order lijst"}, "'Order lijst'!F2:F831"),
        ({"sheet": "Jan's"}, "'Jan''s'!F2:F831"),
        ({"columns": (("net_amount", "", ""),)}, "Orders, rij 2 tot en met 831"),
        ({"columns": ()}, "Orders, rij 2 tot en met 831"),
        ({"columns": (), "last": 2}, "Orders, rij 2"),
    ],
    ids=["plain", "space", "quote", "no letter", "no column", "one row"],
)
def test_cells_are_named_as_a_spreadsheet_does(changes, text):
    assert cells_of(place(**changes), "nl") == text


def test_a_column_is_named_by_its_header_with_what_it_means():
    term = passports.Term("€ 10", "Netto bedrag opgeteld", None)
    columns = (*COLUMNS, ("customer_id", "", ""))

    [found] = passports.sources([(term, (place(columns=columns),))], "nl")

    assert found.columns.startswith("Bedrag excl. btw (Netto bedrag); Besteldatum; Klant")
    assert found.columns.endswith("(door ons berekend of uit een ander tabblad)")
    assert found.rows == "830"


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("kpi", CATALOGUE)
def test_every_kpi_prints_without_data(kpi, lang):
    text = passports.markdown(passports.passport(CATALOGUE[kpi], Measurable("now"), lang), lang)

    assert text.startswith(f"# {CATALOGUE[kpi].name[lang]}\n")
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
    assert "{" not in text


def figures(**changes):
    sums = passports.Arithmetic("€ 1.525,05", ("€ 10 ÷ 2 = € 5",), ())
    given = {"period": "juni 2026", "lead": "Omzet in juni 2026: € 5.", "arithmetic": sums}
    return passports.Figures(**{**given, **changes})


def test_the_sum_the_sources_and_the_notes_stand_in_order():
    source = passports.Source("€ 10", "Netto bedrag", "Verkopen", "a.xlsx", "Orders", "Bedrag", "830", "Orders!F2:F831")
    made = figures(sources=(source,), identities=("Omzet = a × b",), notes=("Juni loopt nog.",))

    text = passports.markdown(TEXT, "nl", made)
    places = [text.index(part) for part in ("€ 10 ÷ 2 = € 5", "Orders!F2:F831", "> Juni loopt nog.", "- Omzet = a")]

    assert places == sorted(places)


def test_a_sum_without_outcome_says_why():
    sums = passports.Arithmetic("–", ("€ 10 ÷ 0",), (), "Geen uitkomst: delen door nul.")

    assert "Geen uitkomst: delen door nul." in passports.markdown(TEXT, "nl", figures(arithmetic=sums))


def test_what_a_customer_wrote_cannot_make_links_tables_or_html():
    hostile = "[x](http://a) | <b>\n# zwaluw ![y](z)"
    source = passports.Source("1", "x", "Verkopen", hostile, "s", hostile, "1", hostile)

    lines = passports.markdown(TEXT, "nl", figures(sources=(source,))).splitlines()
    [row] = [line for line in lines if "zwaluw" in line]

    assert row.replace("\\|", "").count("|") == 8
    assert "](" not in row.replace("\\]", "")
    assert "<b" not in row.replace("\\<", "")


def test_escaping_keeps_it_on_one_line():
    assert escaped("a\n|b*") == "a \\|b\\*"
