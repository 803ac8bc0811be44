"""The sheets of the offers, the workshop, the subscriptions, the help desk and the newsletters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpi_core.sample.listing import Euro, Part, write_list
from kpi_core.sample.texts import date_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlsxwriter.worksheet import Worksheet

    from kpi_core.sample.mailings import Mailing
    from kpi_core.sample.offers import Offer
    from kpi_core.sample.questions import Question
    from kpi_core.sample.sheets import Amounts
    from kpi_core.sample.subscriptions import Subscription
    from kpi_core.sample.workshop import Job


def offer_sheet(sheet: Worksheet, rows: Sequence[Offer], amounts: Amounts) -> None:
    """Write the offers to companies; an open one has the day it is expected to be decided."""
    sheet.write_string(0, 0, "Offertes zakelijke fietsen", amounts.bold)
    header = ("Offertenummer", "Aangemaakt op", "Sluitdatum", "Offertestatus", "Offertebedrag", "Kans", "Regio")
    found = (
        (row.number, row.made, row.closed, row.outcome, Euro(row.amount), Part(row.chance), row.region) for row in rows
    )
    write_list(sheet, 2, header, found, amounts)


def workshop_sheet(sheet: Worksheet, rows: Sequence[Job], amounts: Amounts) -> None:
    """Write the finished jobs of the workshop."""
    sheet.write_string(0, 0, "Werkplaats: opdrachten gereed t/m 30-06-2026", amounts.bold)
    header = ("Ordernr", "Orderdatum", "Afgesloten op", "Beloofde datum", "Geleverd op", "Compleet", "Klantnr")
    found = (
        (
            row.order,
            row.came,
            row.finished,
            row.promised,
            row.returned,
            "ja" if row.complete else "nee",
            row.customer,
            row.service,
            row.region,
        )
        for row in rows
    )
    write_list(sheet, 2, (*header, "Artikel", "Regio"), found, amounts)


def subscription_sheet(sheet: Worksheet, rows: Sequence[Subscription], amounts: Amounts) -> None:
    """Write the subscriptions, dates as text."""
    header = ("Abonnementsnummer", "Klantnr", "Abonnement", "Maandbedrag", "Ingangsdatum", "Einddatum", "Regio")
    found = (
        (
            row.number,
            row.customer,
            row.plan,
            Euro(row.monthly),
            date_text(row.start),
            date_text(row.end) if row.end else None,
            row.region,
        )
        for row in rows
    )
    write_list(sheet, 0, header, found, amounts)


def question_sheet(sheet: Worksheet, rows: Sequence[Question], amounts: Amounts) -> None:
    """Write the questions of customers."""
    header = ("Ticketnummer", "Aangemaakt op", "Eerste reactie op", "Opgelost op", "Kanaal", "Onderwerp", "Klantnr")
    found = (
        (row.number, row.asked, row.answered, row.solved, row.way, row.subject, row.customer, row.region)
        for row in rows
    )
    write_list(sheet, 0, (*header, "Regio"), found, amounts)


def mailing_sheet(sheet: Worksheet, rows: Sequence[Mailing], amounts: Amounts) -> None:
    """Write the newsletters."""
    header = ("Verzenddatum", "Onderwerp", "Verzonden", "Afgeleverd", "Unieke opens", "Unieke klikken", "Aankopen")
    found = ((row.day, row.subject, row.sent, row.delivered, row.opened, row.clicked, row.bought) for row in rows)
    write_list(sheet, 0, header, found, amounts)
