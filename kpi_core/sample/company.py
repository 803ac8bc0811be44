"""Everything that happened at the sample company, as plain rows: the truth that its messy workbook tells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpi_core.sample.absence import Illness, illnesses
from kpi_core.sample.balance import Standing, standings
from kpi_core.sample.dice import Dice
from kpi_core.sample.hiring import Vacancy, vacancies
from kpi_core.sample.invoices import Invoice, invoices
from kpi_core.sample.ledger import Entry, entries
from kpi_core.sample.mailings import Mailing, mailings
from kpi_core.sample.marketing import AdDay, Lead, Visit, ad_days, leads, visits
from kpi_core.sample.offers import Offer, offers
from kpi_core.sample.opinions import Answer, answers
from kpi_core.sample.questions import Question, questions
from kpi_core.sample.sales import Line, lines
from kpi_core.sample.staff import Employee, employees
from kpi_core.sample.stock import Stock, stock
from kpi_core.sample.subscriptions import Subscription, subscriptions
from kpi_core.sample.workshop import Job, jobs

if TYPE_CHECKING:
    from collections.abc import Sequence

SEED = 20260630


@dataclass(frozen=True)
class Company:
    """The rows of the sheets, in the order of the workbook. Amounts are whole cents, without VAT."""

    lines: Sequence[Line]
    visits: Sequence[Visit]
    ads: Sequence[AdDay]
    answers: Sequence[Answer]
    leads: Sequence[Lead]
    offers: Sequence[Offer]
    mailings: Sequence[Mailing]
    invoices: Sequence[Invoice]
    entries: Sequence[Entry]
    standings: Sequence[Standing]
    stock: Sequence[Stock]
    jobs: Sequence[Job]
    subscriptions: Sequence[Subscription]
    questions: Sequence[Question]
    employees: Sequence[Employee]
    illnesses: Sequence[Illness]
    vacancies: Sequence[Vacancy]


def company(seed: int = SEED) -> Company:
    """Return the company; the same seed gives the same rows on every machine."""
    sold = lines(Dice(seed))
    interested = leads(Dice(seed + 1), sold)
    advertised = ad_days(Dice(seed + 3), interested)
    staff = employees()
    care = subscriptions(Dice(seed + 5), sold)
    booked = entries(Dice(seed + 6), sold, advertised, staff, care)
    billed = invoices(Dice(seed + 14), sold)
    lying = stock(Dice(seed + 7), sold)
    return Company(
        lines=sold,
        visits=visits(Dice(seed + 2), sold),
        ads=advertised,
        answers=answers(Dice(seed + 4), sold),
        leads=interested,
        offers=offers(Dice(seed + 15)),
        mailings=mailings(Dice(seed + 8)),
        invoices=billed,
        entries=booked,
        standings=standings(Dice(seed + 9), booked, lying, billed),
        stock=lying,
        jobs=jobs(Dice(seed + 10), sold),
        subscriptions=care,
        questions=questions(Dice(seed + 11), sold),
        employees=staff,
        illnesses=illnesses(Dice(seed + 12), staff),
        vacancies=vacancies(Dice(seed + 13), staff),
    )
