"""What a table is about, seen from headers in the shapes of common exports."""

import pytest

from kpi_core.mapping import propose
from tests.mapping.build import table

D, M, N, ID, T, P = "date", "money", "number", "id", "text", "percent"

RECOGNISED = {
    "web shop orders": (
        "sales",
        {"Ordernummer": ID, "Besteldatum": D, "Klantnr": ID, "Netto bedrag": M, "Kanaal": T},
        {"order_id", "order_date", "customer_id", "net_amount", "channel"},
    ),
    "order lines in English": (
        "sales",
        {"Order ID": ID, "Created at": D, "Lineitem name": T, "Lineitem quantity": N, "Subtotal": M, "Total": M},
        {"order_id", "order_date", "product", "quantity", "net_amount", "gross_amount"},
    ),
    "a day and its revenue": ("sales", {"Datum": D, "Omzet excl. btw": M}, {"order_date", "net_amount"}),
    "invoices": (
        "invoices",
        {"Factuurnummer": ID, "Factuurdatum": D, "Vervaldatum": D, "Bedrag excl. btw": M, "Klant": T},
        {"invoice_id", "invoice_date", "due_date", "net_amount", "customer_id"},
    ),
    "open items with the date under an odd header": (
        "invoices",
        {"Factuurnr.": ID, "Naam": T, "Boekstuk": D, "Vervalt": D, "Saldo": M, "IBAN-nr.": T},
        {"invoice_id", "customer_id", "invoice_date", "due_date", "open_amount"},
    ),
    "web traffic": (
        "web",
        {"Datum": D, "Sessies": N, "Standaardkanaalgroep voor sessies": T, "Totale gebruikers": N},
        {"date", "sessions", "channel"},
    ),
    "advertising in Dutch": (
        "ads",
        {"Dag": D, "Campagnenaam": T, "Weergaven": N, "Linkklikken": N, "Besteed bedrag (EUR)": M},
        {"date", "campaign", "impressions", "clicks", "spend"},
    ),
    "mailings with rates": (
        "email",
        {"Campaign Name": T, "Send Time": D, "Unique Opens": N, "Open Rate": P, "Bounces": N},
        {"campaign", "date", "unique_opens", "emails_bounced"},
    ),
    "social posts": (
        "social",
        {"Datum": D, "Likes": N, "Opmerkingen": N, "Gedeeld": N},
        {"date", "likes", "comments", "shares"},
    ),
    "leads": ("leads", {"Lead": ID, "Aangemaakt op": D, "Bron": T}, {"lead_id", "created_date", "channel"}),
    "survey answers": (
        "surveys",
        {"Ingevuld op": D, "Soort enquête": T, "Score": N, "Klantnummer": ID},
        {"response_date", "survey_type", "score", "customer_id"},
    ),
    "meetings": (
        "activities",
        {"Afspraaknummer": ID, "Afspraakdatum": D, "Type afspraak": T, "Status afspraak": T},
        {"activity_id", "activity_date", "activity_type", "activity_status"},
    ),
    "funnel steps": (
        "funnel",
        {"Maand": D, "Fase": T, "Fasenummer": N, "Aantal in fase": N},
        {"date", "stage", "stage_order", "stage_count"},
    ),
}


@pytest.mark.parametrize(("kind", "columns", "roles"), RECOGNISED.values(), ids=RECOGNISED)
def test_an_export_is_recognised_with_its_roles(kind, columns, roles):
    mapping = propose(table(columns, sheet="export"))

    assert mapping.kind == kind
    assert set(mapping.roles) == roles


REFUSED = {
    "bank statement": ({"Datum": D, "Tegenrekening": T, "Af Bij": T, "Bedrag (EUR)": M}, "bank_statement"),
    "bank statement of another bank": ({"Datum": D, "Bedrag": M, "IBAN/BBAN": T, "Saldo na trn": M}, "bank_statement"),
    "VAT filing": ({"Jaar": N, "Ingediend op": D, "Omzet": M, "Kosten": M, "BTW saldo": M}, "wide_table"),
    "income and costs side by side": ({"Periode": D, "Omzet": M, "Kosten": M}, "wide_table"),
    "search queries without a date": ({"Top queries": T, "Clicks": N, "Impressions": N, "CTR": P}, "kind_unknown"),
    "words only": ({"Naam": T, "Opmerking": T}, "kind_unknown"),
    "a date only": ({"Datum": D}, "kind_unknown"),
}


@pytest.mark.parametrize(("columns", "issue"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_table_of_ours_is_left_aside_with_a_reason(columns, issue):
    mapping = propose(table(columns, sheet="export"))

    assert mapping.kind is None
    assert [found.code for found in mapping.issues] == [issue]
    assert not mapping.roles


def test_a_journal_is_neither_sales_nor_invoices():
    columns = {
        "Datum": D,
        "Boekstuknummer": ID,
        "Grootboekrekening": T,
        "Debet/Credit": T,
        "Bedrag": M,
        "Relatienummer": ID,
    }

    assert propose(table(columns)).kind == "pnl"


def test_a_recognised_table_without_a_date_says_so():
    mapping = propose(table({"Session default channel group": T, "Sessions": N, "Engaged sessions": N}))

    assert (mapping.kind, mapping.confidence) == ("web", "unsure")
    assert [issue.code for issue in mapping.issues] == ["date_missing"]


def test_the_name_of_the_sheet_helps():
    columns = {"Factuurnummer": ID, "Datum": D, "Klant": T, "Netto bedrag": M}

    assert propose(table(columns, sheet="Orderregels")).kind == "sales"
    assert propose(table(columns, sheet="Facturen 2026")).kind == "invoices"


def test_a_stage_that_says_won_or_lost_is_the_outcome_of_a_deal():
    columns = {"Deal Name": T, "Deal Stage": T, "Amount": M, "Close Date": D}
    told = propose(table(columns, **{"Deal Stage": ("Closed won", "Proposal", "Closed lost", "Proposal")}))
    untold = propose(table(columns, **{"Deal Stage": ("Intake", "Proposal", "Demo", "Proposal")}))

    assert told.roles["deal_outcome"] == "Deal Stage"
    assert untold.kind == "deals"
    assert untold.roles["stage"] == "Deal Stage"


def test_a_kind_told_by_the_user_is_taken():
    assert propose(table({"Datum": D, "Klanten": N}), "web").kind == "web"
    with pytest.raises(KeyError):
        propose(table({"Datum": D}), "webs")


@pytest.mark.parametrize(
    ("above", "columns"),
    [
        ("Inkopen 2026", {"Datum": D, "Kostensoort": T, "Bedrag excl. btw": M}),
        ("Purchases", {"Date": D, "Description": T, "Net amount": M}),
        ("Blad1", {"Datum": D, "Leverancier": T, "Netto bedrag": M}),
    ],
)
def test_purchases_are_not_taken_for_sales(above, columns):
    assert propose(table(columns, sheet=above)).kind not in {"sales", "invoices"}


def test_order_lines_with_a_description_are_sales_and_no_profit_and_loss():
    columns = {"Datum": D, "Ordernr": ID, "Klantnr": ID, "Regio": T, "Omschrijving": T, "Bedrag excl. btw": M}

    assert propose(table(columns)).kind == "sales"
