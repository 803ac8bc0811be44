"""Everything that happened at the sample company, as plain rows: the truth that its messy workbook tells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpi_core.sample.dice import Dice
from kpi_core.sample.marketing import AdDay, Lead, Visit, ad_days, leads, visits
from kpi_core.sample.opinions import Answer, answers
from kpi_core.sample.sales import Line, lines

if TYPE_CHECKING:
    from collections.abc import Sequence

SEED = 20260630


@dataclass(frozen=True)
class Company:
    """The rows of the five sheets, in the order of the workbook. Amounts are whole cents, without VAT."""

    lines: Sequence[Line]
    visits: Sequence[Visit]
    ads: Sequence[AdDay]
    answers: Sequence[Answer]
    leads: Sequence[Lead]


def company(seed: int = SEED) -> Company:
    """Return the company; the same seed gives the same rows on every machine."""
    sold = lines(Dice(seed))
    interested = leads(Dice(seed + 1), sold)
    return Company(
        lines=sold,
        visits=visits(Dice(seed + 2), sold),
        ads=ad_days(Dice(seed + 3), interested),
        answers=answers(Dice(seed + 4), sold),
        leads=interested,
    )
