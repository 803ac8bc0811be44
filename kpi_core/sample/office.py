"""The sheets of the bookkeeping, the storeroom and the staff, each as its own package exports it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpi_core.sample.listing import Euro, Part, write_list
from kpi_core.sample.texts import date_text, euro_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlsxwriter.worksheet import Worksheet

    from kpi_core.sample.absence import Illness
    from kpi_core.sample.balance import Standing
    from kpi_core.sample.hiring import Vacancy
    from kpi_core.sample.invoices import Invoice
    from kpi_core.sample.ledger import Entry
    from kpi_core.sample.sheets import Amounts
    from kpi_core.sample.staff import Employee
    from kpi_core.sample.stock import Stock


def invoice_sheet(sheet: Worksheet, rows: Sequence[Invoice], amounts: Amounts) -> None:
    """Write the invoices; what is not paid has no day of payment."""
    sheet.write_string(0, 0, "Verkoopfacturen op rekening", amounts.bold)
    header = ("Factuurnummer", "Factuurdatum", "Vervaldatum", "Betaald op", "Klantnr", "Factuurbedrag excl. btw")
    found = (
        (row.number, row.day, row.due, row.paid, row.customer, Euro(row.net), Euro(row.gross), row.region)
        for row in rows
    )
    write_list(sheet, 2, (*header, "Factuurbedrag incl. btw", "Regio"), found, amounts)


def ledger_sheet(sheet: Worksheet, rows: Sequence[Entry], amounts: Amounts) -> None:
    """Write profit and loss per month and account: a title, amounts as text."""
    sheet.write_string(0, 0, "Winst-en-verliesrekening per maand, kosten positief", amounts.bold)
    header = ("Periode", "Grootboekrekening", "Bedrag")
    found = ((date_text(row.day), f"{row.number} {row.account}", euro_text(row.amount)) for row in rows)
    write_list(sheet, 2, header, found, amounts)


def balance_sheet(sheet: Worksheet, rows: Sequence[Standing], amounts: Amounts) -> None:
    """Write what each account of the balance sheet stood at per month-end."""
    sheet.write_string(0, 0, "Balans per maandeinde", amounts.bold)
    header = ("Balansdatum", "Grootboekrekening", "Saldo")
    found = ((row.day, f"{row.number} {row.account}", Euro(row.amount)) for row in rows)
    write_list(sheet, 2, header, found, amounts)


def stock_sheet(sheet: Worksheet, rows: Sequence[Stock], amounts: Amounts) -> None:
    """Write the stock per month-end and product group."""
    header = ("Peildatum", "Productgroep", "Aantal op voorraad", "Voorraadwaarde")
    write_list(sheet, 0, header, ((row.day, row.group, row.pieces, Euro(row.value)) for row in rows), amounts)


def staff_sheet(sheet: Worksheet, rows: Sequence[Employee], amounts: Amounts) -> None:
    """Write the staff, without names."""
    header = ("Personeelsnummer", "Afdeling", "Functie", "In functie sinds", "Datum in dienst", "Datum uit dienst")
    found = (
        (row.number, row.department, row.job, row.since, row.hired, row.left, row.reason or None, row.fte, row.contract)
        for row in rows
    )
    write_list(sheet, 0, (*header, "Reden uit dienst", "Fte", "Soort contract"), found, amounts)


def illness_sheet(sheet: Worksheet, rows: Sequence[Illness], amounts: Amounts) -> None:
    """Write the cases of illness; who is still ill has no last day."""
    sheet.write_string(0, 0, "Verzuim vanaf 2024", amounts.bold)
    header = ("Personeelsnummer", "Afdeling", "Eerste ziektedag", "Laatste ziektedag", "Percentage ziek", "Fte")
    found = ((row.number, row.department, row.start, row.end, Part(row.part), row.fte) for row in rows)
    write_list(sheet, 2, header, found, amounts)


def vacancy_sheet(sheet: Worksheet, rows: Sequence[Vacancy], amounts: Amounts) -> None:
    """Write the vacancies that were filled."""
    header = ("Vacaturenummer", "Functie", "Afdeling", "Vacature open sinds", "Sollicitatiedatum", "Aangenomen op")
    found = (
        (
            row.number,
            row.job,
            row.department,
            row.opened,
            row.applied,
            row.accepted,
            row.start,
            Euro(row.cost),
            "ja" if row.internal else "nee",
            row.source,
        )
        for row in rows
    )
    write_list(sheet, 0, (*header, "Startdatum", "Wervingskosten", "Intern vervuld", "Bron"), found, amounts)
