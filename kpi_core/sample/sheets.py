"""The sheets of the website, marketing and survey of the sample workbook, each with habits of its own, and a hidden one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpi_core.sample.shop import CHANNELS, REGIONS
from kpi_core.sample.texts import date_text, euro_text, moment_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

    from kpi_core.sample.marketing import AdDay, Lead, Visit
    from kpi_core.sample.opinions import Answer


class Amounts:
    """The cell formats of one workbook."""

    def __init__(self, book: Workbook) -> None:
        self.euro = book.add_format({"num_format": "€ #,##0.00"})
        self.day = book.add_format({"num_format": "dd-mm-yyyy"})
        self.moment = book.add_format({"num_format": "dd-mm-yyyy hh:mm"})
        self.part = book.add_format({"num_format": "0%"})
        self.bold = book.add_format({"bold": True})


def visits_sheet(sheet: Worksheet, rows: Sequence[Visit], amounts: Amounts) -> None:
    """Write traffic per day and channel: a title, dates as text, a total row."""
    sheet.write_string(0, 0, "Websiteverkeer webshop", amounts.bold)
    header = ("Datum", "Kanaalgroep", "Sessies", "Betrokken sessies", "Paginaweergaven", "Sessies met aankoop")
    sheet.write_row(2, 0, header, amounts.bold)
    for row, visit in enumerate(rows, start=3):
        sheet.write_string(row, 0, date_text(visit.day))
        sheet.write_string(row, 1, visit.channel)
        counts = (visit.sessions, visit.engaged, visit.pages, visit.bought)
        for column, number in enumerate(counts, start=2):
            sheet.write_number(row, column, number)
    last = len(rows) + 3
    sheet.write_string(last, 0, "Totaal", amounts.bold)
    sums = (
        sum(visit.sessions for visit in rows),
        sum(visit.engaged for visit in rows),
        sum(visit.pages for visit in rows),
        sum(visit.bought for visit in rows),
    )
    sheet.write_row(last, 2, sums)


def ads_sheet(sheet: Worksheet, rows: Sequence[AdDay], amounts: Amounts) -> None:
    """Write advertising per day and campaign: columns and rows left blank before the table, costs as text."""
    header = ("Datum", "Campagne", "Advertentieplatform", "Vertoningen", "Klikken", "Kosten", "Conversies")
    sheet.write_row(3, 1, (*header, "Conversiewaarde", "Aantal leads"), amounts.bold)
    for row, ad in enumerate(rows, start=4):
        sheet.write_datetime(row, 1, ad.day, amounts.day)
        sheet.write_string(row, 2, ad.campaign)
        sheet.write_string(row, 3, ad.platform)
        sheet.write_number(row, 4, ad.impressions)
        sheet.write_number(row, 5, ad.clicks)
        sheet.write_string(row, 6, euro_text(ad.spend))
        sheet.write_number(row, 7, ad.conversions)
        sheet.write_number(row, 8, ad.value / 100, amounts.euro)
        sheet.write_number(row, 9, ad.leads)
    last = len(rows) + 4
    sheet.write_string(last, 1, "Totaal", amounts.bold)
    sheet.write_number(last, 4, sum(ad.impressions for ad in rows))
    sheet.write_number(last, 5, sum(ad.clicks for ad in rows))
    sheet.write_string(last, 6, euro_text(sum(ad.spend for ad in rows)))
    sheet.write_number(last, 7, sum(ad.conversions for ad in rows))
    sheet.write_number(last, 8, sum(ad.value for ad in rows) / 100, amounts.euro)
    sheet.write_number(last, 9, sum(ad.leads for ad in rows))


def answers_sheet(sheet: Worksheet, rows: Sequence[Answer], amounts: Amounts) -> None:
    """Write the survey's answers: moments as text and free remarks."""
    header = ("Tijdstempel", "Soort meting", "Cijfer", "Schaal", "Klantnr", "Regio", "Toelichting")
    sheet.write_row(0, 0, header, amounts.bold)
    for row, answer in enumerate(rows, start=1):
        sheet.write_string(row, 0, moment_text(answer.moment))
        sheet.write_string(row, 1, answer.kind)
        sheet.write_number(row, 2, answer.score)
        sheet.write_number(row, 3, answer.scale)
        sheet.write_string(row, 4, answer.customer)
        sheet.write_string(row, 5, answer.region)
        if answer.remark:
            sheet.write_string(row, 6, answer.remark)


def leads_sheet(sheet: Worksheet, rows: Sequence[Lead], amounts: Amounts) -> None:
    """Write the leads: steps not taken are a dash, and a note stands below the table."""
    sheet.write_string(0, 0, "Aanvragen en proefritten", amounts.bold)
    header = ("Leadnummer", "Aangemaakt op", "Gekwalificeerd op", "Klant geworden op", "Bron", "Klantnr", "Regio")
    sheet.write_row(1, 0, header, amounts.bold)
    for row, lead in enumerate(rows, start=2):
        sheet.write_string(row, 0, lead.number)
        for column, day in enumerate((lead.created, lead.qualified, lead.won), start=1):
            if day is None:
                sheet.write_string(row, column, "-")
            else:
                sheet.write_datetime(row, column, day, amounts.day)
        sheet.write_string(row, 4, lead.source)
        if lead.customer:
            sheet.write_string(row, 5, lead.customer)
        sheet.write_string(row, 6, lead.region)
    sheet.write_string(len(rows) + 3, 0, "* een streepje betekent: nog niet gebeurd")


def hidden_sheet(sheet: Worksheet) -> None:
    """Write the lists that the drop-downs of a real workbook come from, on a hidden sheet."""
    sheet.write_column(0, 0, ("Regio", *REGIONS))
    sheet.write_column(0, 1, ("Kanaal", *CHANNELS))
    sheet.hide()
