"""Journals, bank statements and sums side by side, as the programs write them: never taken for invoices, sales or ads."""

import pytest

from kpi_core.mapping import propose
from kpi_core.read import read_file
from kpi_core.sentences import tell_issue
from kpi_core.texts import LANGS


def mapped(text):
    (table,) = read_file("export.csv", text.encode()).tables
    return table, propose(table)


def rows(header, line, n=8):
    """Repeat a line for the days or months 1 to n; {m} is its number."""
    return "\n".join([header, *(line.format(m=m) for m in range(1, n + 1))])


JOURNALS = {
    "a daybook with both sides": (
        "Dagboek;Boekjaar;Periode;Boekstuknummer;Datum;Grootboekrekening;Omschrijving;Relatie;Debet;Credit",
        "70;2025;{m};2570{m};2025-03-0{m};8000 Omzet;Factuur {m};Klant {m};;{m}00,00",
    ),
    "bookings with an invoice number": (
        "Datum;Boekstuknummer;Rekening;Omschrijving;Relatie;Factuurnummer;Debet;Credit",
        "2025-03-0{m};{m};8000;Verkoop;Klant A;F{m};;{m}00,00",
    ),
    "one amount with its side": (
        "Dagboek;Boekstuknummer;Boekdatum;Grootboekrekening;Kostenplaats;Factuurnummer;Relatiecode;Omschrijving;Bedrag;D/C",
        "VRK;2025{m};2025-03-0{m};8020;K1;F{m};D{m};Verkoop;100,00;C\nVRK;2025{m};2025-03-0{m};1300;K1;F{m};D{m};Verkoop;121,00;D",
    ),
    "a daybook without accounts": (
        "Dagboek;Boekstuknummer;Datum;Omschrijving;Klant;Factuurnummer;Vervaldatum;Bedrag",
        "70;{m};2025-03-0{m};Verkoop;Klant {m};F{m};2025-04-0{m};{m}00,00",
    ),
    "a journal in English": (
        "Journal,Entry number,Entry date,GL account,Description,Customer,Invoice number,Debit,Credit",
        "SALES,{m},2025-03-0{m},8000 Revenue,Invoice,Customer {m},F{m},,{m}00.00",
    ),
    "a general journal in English": (
        "Date,Transaction type,Num,Name,Memo,Account,Debit,Credit",
        "2025-03-0{m},Invoice,{m},Customer {m},Sale,Sales,,{m}00.00",
    ),
}
STATEMENTS = {
    "ING": (
        "Datum;Naam / Omschrijving;Rekening;Tegenrekening;Code;Af Bij;Bedrag (EUR);Mutatiesoort;Mededelingen;Saldo na mutatie;Tag",
        "2025030{m};Klant {m};NL01INGB0001;NL02RABO000{m};GT;Bij;{m}00,00;Online;Factuur;{m}000,00;",
    ),
    "Rabobank": (
        '"IBAN/BBAN","Munt","BIC","Volgnr","Datum","Rentedatum","Bedrag","Saldo na trn","Tegenrekening IBAN/BBAN","Naam tegenpartij"',
        '"NL01RABO","EUR","RABONL2U","00{m}","2025-03-0{m}","2025-03-0{m}","+{m}00,00","+{m}000,00","NL0{m}","Klant {m}"',
    ),
    "ABN AMRO": (
        "Rekeningnummer;Muntsoort;Transactiedatum;Rentedatum;Beginsaldo;Eindsaldo;Transactiebedrag;Omschrijving",
        "123456789;EUR;2025030{m};2025030{m};{m}000,00;{m}100,00;100,00;SEPA Overboeking",
    ),
    "bunq": (
        '"Date","Interest Date","Amount","Account","Counterparty","Name","Description"',
        '"2025-03-0{m}","2025-03-0{m}","{m}00.00","NL01BUNQ","NL0{m}","Customer {m}","Invoice"',
    ),
    "Knab": (
        "Rekeningnummer;Transactiedatum;Valutacode;CreditDebet;Bedrag;Tegenrekeningnummer;Tegenrekeninghouder;Omschrijving",
        "NL01KNAB;2025-03-0{m};EUR;C;100,00;NL02;Klant {m};Bestelling",
    ),
    "a bank nobody knows": ("Date,Description,Amount,Balance", "2025-03-0{m},Payment {m},{m}00.00,{m}000.00"),
    "money in and out": (
        "Date,Description,Money in,Money out,Balance",
        "2025-03-0{m},Payment {m},{m}00.00,,{m}000.00",
    ),
}
SIDE_BY_SIDE = {
    "costs of any kind": ("Periode;Omzet;Kosten", "2025-0{m};{m}000,00;{m}600,00", "wide_table"),
    "costs of any kind with a result": (
        "Maand;Omzet;Kosten;Resultaat",
        "2025-0{m};{m}000,00;600,00;400,00",
        "wide_table",
    ),
    "costs of any kind in English": ("Period,Revenue,Costs", "2025-0{m},{m}000.00,{m}600.00", "wide_table"),
    "a day and what was bought": ("Datum;Omzet;Inkoop", "2025-03-0{m};{m}000,00;{m}600,00", "wide_table"),
    "with VAT": ("Maand;Omzet incl. btw;Inkoop", "2025-0{m};{m}000,00;{m}600,00", "wide_table"),
    "beside a budget": ("Maand;Omzet;Inkoop;Begroting", "2025-0{m};{m}000,00;{m}600,00;700,00", "wide_table"),
    "beside what nobody knows": ("Maand;Omzet;Inkoop;Raadsel", "2025-0{m};{m}000,00;{m}600,00;7,50", "wide_table"),
    "actual and budget of a department": (
        "Afdeling;Periode;Realisatie;Begroting",
        "Verkoop;2025-0{m};{m}000,00;{m}900,00",
        "budget_unnamed",
    ),
    "actual and budget with their difference": (
        "Department,Period,Actual,Budget,Variance,Variance %",
        "Sales,2025-0{m},1000.00,900.00,100.00,10%",
        "budget_unnamed",
    ),
}


@pytest.mark.parametrize("lines", JOURNALS.values(), ids=JOURNALS)
def test_a_journal_counts_nowhere_and_says_what_to_export(lines):
    _, mapping = mapped(rows(*lines))
    (issue,) = mapping.issues

    assert (mapping.kind, issue.code) == (None, "journal")
    assert all("XAF" in tell_issue(issue, lang) for lang in LANGS)


@pytest.mark.parametrize("lines", STATEMENTS.values(), ids=STATEMENTS)
def test_a_bank_statement_counts_nowhere_and_says_what_to_export(lines):
    _, mapping = mapped(rows(*lines))
    (issue,) = mapping.issues

    assert (mapping.kind, issue.code.removeprefix("known_")) == (None, "bank_statement")
    assert "facturen" in tell_issue(issue, "nl")
    assert "invoices" in tell_issue(issue, "en")


@pytest.mark.parametrize(("header", "line", "code"), SIDE_BY_SIDE.values(), ids=SIDE_BY_SIDE)
def test_sums_side_by_side_that_do_not_say_what_they_are_count_nowhere(header, line, code):
    _, mapping = mapped(rows(header, line))

    assert (mapping.kind, [issue.code for issue in mapping.issues]) == (None, [code])
    assert len({tell_issue(mapping.issues[0], lang) for lang in LANGS}) == len(LANGS)


@pytest.mark.parametrize(
    ("header", "line", "roles"),
    [
        (
            "Regio;Periode;Omzet",
            "Noord;2025-0{m};{m}000,00",
            {"region": "Regio", "order_date": "Periode", "net_amount": "Omzet"},
        ),
        ("Maand;Omzet", "2025-0{m};{m}000,00", {"order_date": "Maand", "net_amount": "Omzet"}),
        (
            "Week,Revenue,Visitors,Growth %",
            "2025-W0{m},{m}000.00,{m}600,4%",
            {"order_date": "Week", "net_amount": "Revenue"},
        ),
    ],
)
def test_revenue_per_period_is_sales_and_nothing_beside_it_becomes_an_amount(header, line, roles):
    _, mapping = mapped(rows(header, line))

    assert (mapping.kind, mapping.roles) == ("sales", roles)


@pytest.mark.parametrize(
    ("header", "line", "kind"),
    [
        ("Rekening;Omschrijving;Datum;Saldo", "8000;Omzet;2025-0{m}-28;{m}000,00", "pnl"),
        ("Maand;Campagne;Kosten;Klikken;Omzet", "2025-0{m};Actie;{m}00,00;{m}0;{m}000,00", "ads"),
        ("Factuurnummer;Factuurdatum;Klant;Bedrag excl. btw;Saldo", "F{m};2025-03-0{m};A;{m}00,00;0,00", "invoices"),
    ],
)
def test_what_is_ours_stays_ours(header, line, kind):
    assert mapped(rows(header, line))[1].kind == kind
