"""The sample company as the workbook its owner would send: logo rows, subtotals, amounts as text, a typed-over cell.

The mess is on purpose and the same every time. Uses xlsxwriter, as `export` does: this package writes a file and reads none.
"""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

from xlsxwriter import Workbook

from kpi_core.sample.company import company
from kpi_core.sample.office import (
    balance_sheet,
    illness_sheet,
    invoice_sheet,
    ledger_sheet,
    staff_sheet,
    stock_sheet,
    vacancy_sheet,
)
from kpi_core.sample.service import mailing_sheet, offer_sheet, question_sheet, subscription_sheet, workshop_sheet
from kpi_core.sample.sheets import Amounts, ads_sheet, answers_sheet, hidden_sheet, leads_sheet, visits_sheet
from kpi_core.sample.texts import date_text, euro_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlsxwriter.worksheet import Worksheet

    from kpi_core.sample.sales import Line

MADE = datetime(2026, 7, 1, 8, 12, tzinfo=UTC)
VAT = 0.21
COLUMNS = {
    "Ordernr": None,
    "Orderdatum": None,
    "Klantnr": None,
    "Regio": None,
    "Verkoopkanaal": None,
    "Artikel": None,
    "Productgroep": None,
    "besteld": "Aantal",
    "retour": "Aantal",
    "excl. btw": "Bedrag",
    "incl. btw": "Bedrag",
    "Inkoopwaarde": None,
    "Retourbedrag": None,
    "Status": None,
    "Opm.": None,
}
HEADER_ROW = 4  # counted from 0: row 5 and 6 as Excel counts


class _Sums(NamedTuple):
    """Totals in cents of the amount columns."""

    net: int
    gross: int
    cost: int
    refund: int


def sample_workbook() -> bytes:
    """Return the workbook; the same bytes on every call."""
    shop = company()
    buffer = BytesIO()
    with Workbook(buffer, {"in_memory": True}) as book:
        book.set_properties({"title": "Fietshuis De Spaak", "created": MADE})
        amounts = Amounts(book)
        _sales_sheet(book.add_worksheet("Verkoop"), shop.lines, amounts)
        visits_sheet(book.add_worksheet("Webverkeer"), shop.visits, amounts)
        ads_sheet(book.add_worksheet("Advertenties"), shop.ads, amounts)
        answers_sheet(book.add_worksheet("Enquête"), shop.answers, amounts)
        leads_sheet(book.add_worksheet("Leads"), shop.leads, amounts)
        offer_sheet(book.add_worksheet("Offertes"), shop.offers, amounts)
        mailing_sheet(book.add_worksheet("Nieuwsbrief"), shop.mailings, amounts)
        invoice_sheet(book.add_worksheet("Facturen"), shop.invoices, amounts)
        ledger_sheet(book.add_worksheet("Winst-en-verlies"), shop.entries, amounts)
        balance_sheet(book.add_worksheet("Balans"), shop.standings, amounts)
        stock_sheet(book.add_worksheet("Voorraad"), shop.stock, amounts)
        workshop_sheet(book.add_worksheet("Werkplaats"), shop.jobs, amounts)
        subscription_sheet(book.add_worksheet("Onderhoudsabonnementen"), shop.subscriptions, amounts)
        question_sheet(book.add_worksheet("Klantvragen"), shop.questions, amounts)
        staff_sheet(book.add_worksheet("Personeel"), shop.employees, amounts)
        illness_sheet(book.add_worksheet("Verzuim"), shop.illnesses, amounts)
        vacancy_sheet(book.add_worksheet("Vacatures"), shop.vacancies, amounts)
        hidden_sheet(book.add_worksheet("Lijstjes"))
    return buffer.getvalue()


def _sales_sheet(sheet: Worksheet, lines: Sequence[Line], amounts: Amounts) -> None:
    sheet.merge_range(0, 0, 0, 4, "Fietshuis De Spaak", amounts.bold)
    sheet.write(1, 0, "Omzet per orderregel, januari 2024 t/m juni 2026")
    sheet.write(2, 0, "Uit kassa, webshop en werkplaats, gemaakt op 01-07-2026 08:12")
    _two_row_header(sheet, amounts)
    row = HEADER_ROW + 2
    part: list[Line] = []
    for line, following in zip(lines, [*lines[1:], None], strict=True):
        _sales_row(sheet, row, line, amounts)
        row += 1
        part.append(line)
        if following is None or following.day.month != line.day.month:
            row += 1  # a blank row after every month
        if following is None or _half(following) != _half(line):
            _sums_row(sheet, row - 1, f"Subtotaal {_half(line)}", _sums(part), amounts)
            part = []
            row += 1
    _sums_row(sheet, row, "Totaal", _sums(lines), amounts)


def _two_row_header(sheet: Worksheet, amounts: Amounts) -> None:
    for column, (name, group) in enumerate(COLUMNS.items()):
        if group is None:
            sheet.merge_range(HEADER_ROW, column, HEADER_ROW + 1, column, name, amounts.bold)
        else:
            sheet.write(HEADER_ROW + 1, column, name, amounts.bold)
    for group in ("Aantal", "Bedrag"):
        first = list(COLUMNS.values()).index(group)
        sheet.merge_range(HEADER_ROW, first, HEADER_ROW, first + 1, group, amounts.bold)


def _half(line: Line) -> str:
    return f"{1 if line.day.month <= 6 else 2}e halfjaar {line.day.year}"


def gross(line: Line) -> int:
    """Return the line's amount with VAT in cents; 0 where the amount is not readable."""
    return round((line.net or 0) * (1 + VAT))


def _sums(lines: Sequence[Line]) -> _Sums:
    return _Sums(
        net=sum(line.net or 0 for line in lines),
        gross=sum(gross(line) for line in lines),
        cost=sum(line.cost for line in lines),
        refund=sum(line.refund for line in lines),
    )


def _sales_row(sheet: Worksheet, row: int, line: Line, amounts: Amounts) -> None:
    from_webshop = line.channel == "Webshop"  # the webshop's export writes everything as text
    sheet.write_string(row, 0, line.order)
    if from_webshop:
        sheet.write_string(row, 1, date_text(line.day))
    else:
        sheet.write_datetime(row, 1, line.day, amounts.day)
    sheet.write_string(row, 2, line.customer)
    for column, text in enumerate((line.region, line.channel, line.product, line.group), start=3):
        sheet.write_string(row, column, text + " " * (from_webshop and column == 4))
    sheet.write_number(row, 7, line.quantity)
    if line.returned:
        sheet.write_number(row, 8, line.returned)
    for column, cents in ((9, line.net), (10, line.net and gross(line)), (11, line.cost), (12, line.refund)):
        if cents and from_webshop and column < 11:
            sheet.write_string(row, column, euro_text(cents))
        elif cents:
            sheet.write_number(row, column, cents / 100, amounts.euro)
    if line.net is None:
        sheet.write_string(row, 9, "zie bon")
    sheet.write_string(row, 13, line.status)
    if line.remark:
        sheet.write_string(row, 14, line.remark)


def _sums_row(sheet: Worksheet, row: int, label: str, sums: _Sums, amounts: Amounts) -> None:
    sheet.write_string(row, 0, label, amounts.bold)
    for column, cents in enumerate(sums, start=9):
        sheet.write_number(row, column, cents / 100, amounts.euro)
