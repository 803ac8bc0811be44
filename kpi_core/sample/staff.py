"""Who works at the sample company: a small shop with many who work a few hours, and an office of two."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from kpi_core.sample.shop import LAST

if TYPE_CHECKING:
    from collections.abc import Sequence

SHOP, WORKSHOP, OFFICE = "Winkel", "Werkplaats", "Kantoor"
PERMANENT, FIXED, AGENCY = "Onbepaalde tijd", "Bepaalde tijd", "Uitzendkracht"
OWN_WISH, ENDED, RETIRED, AGREED = "Eigen verzoek", "Einde contract", "Pensioen", "Wederzijds goedvinden"
WAGES = {  # euro a month for a full-time job
    "Bedrijfsleider": 3_300,
    "Assistent-bedrijfsleider": 2_700,
    "Verkoper": 2_350,
    "Zaterdaghulp": 1_500,
    "Hoofdmonteur": 3_000,
    "Fietsmonteur": 2_450,
    "E-bikemonteur": 2_650,
    "Leerling-monteur": 1_500,
    "Administratie": 2_700,
    "Webshopbeheer": 2_700,
}


@dataclass(frozen=True)
class Employee:
    """Somebody who works or worked there. left, reason: the last day and why, None and "" as long as they stay."""

    department: str
    job: str
    hired: date
    fte: float
    contract: str
    left: date | None = None
    reason: str = ""
    since: date | None = None
    number: str = ""


_EVERYBODY = (
    Employee(SHOP, "Bedrijfsleider", date(2014, 3, 1), 0.6, PERMANENT),
    Employee(WORKSHOP, "Hoofdmonteur", date(2015, 6, 1), 0.6, PERMANENT),
    Employee(OFFICE, "Administratie", date(2016, 1, 4), 0.3, PERMANENT),
    Employee(SHOP, "Verkoper", date(2017, 9, 1), 0.3, PERMANENT, date(2025, 12, 31), RETIRED),
    Employee(WORKSHOP, "Fietsmonteur", date(2018, 2, 1), 0.4, PERMANENT, date(2026, 3, 31), OWN_WISH),
    Employee(SHOP, "Assistent-bedrijfsleider", date(2019, 4, 1), 0.3, PERMANENT, since=date(2024, 9, 1)),
    Employee(OFFICE, "Webshopbeheer", date(2019, 11, 1), 0.2, PERMANENT, date(2025, 10, 31), AGREED),
    Employee(WORKSHOP, "Fietsmonteur", date(2020, 10, 1), 0.3, PERMANENT),
    Employee(SHOP, "Verkoper", date(2021, 3, 15), 0.3, PERMANENT, date(2024, 8, 31), OWN_WISH),
    Employee(WORKSHOP, "E-bikemonteur", date(2022, 1, 10), 0.3, PERMANENT, since=date(2025, 2, 1)),
    Employee(SHOP, "Zaterdaghulp", date(2022, 5, 1), 0.2, FIXED, date(2024, 6, 30), OWN_WISH),
    Employee(SHOP, "Zaterdaghulp", date(2023, 3, 1), 0.2, FIXED, date(2025, 7, 31), OWN_WISH),
    Employee(SHOP, "Zaterdaghulp", date(2023, 9, 1), 0.2, PERMANENT),
    Employee(WORKSHOP, "Leerling-monteur", date(2023, 9, 4), 0.2, FIXED, date(2025, 6, 30), ENDED),
    Employee(WORKSHOP, "Fietsmonteur", date(2024, 3, 1), 0.2, FIXED, date(2025, 2, 28), OWN_WISH),
    Employee(SHOP, "Zaterdaghulp", date(2024, 7, 1), 0.2, FIXED, date(2026, 1, 31), ENDED),
    Employee(SHOP, "Verkoper", date(2024, 9, 16), 0.3, PERMANENT),
    Employee(SHOP, "Zaterdaghulp", date(2025, 3, 1), 0.2, FIXED, date(2026, 5, 31), OWN_WISH),
    Employee(WORKSHOP, "Fietsmonteur", date(2025, 3, 17), 0.2, FIXED),
    Employee(SHOP, "Zaterdaghulp", date(2025, 8, 16), 0.2, FIXED),
    Employee(WORKSHOP, "Leerling-monteur", date(2025, 9, 1), 0.2, FIXED),
    Employee(OFFICE, "Webshopbeheer", date(2025, 11, 17), 0.3, FIXED),
    Employee(SHOP, "Verkoper", date(2026, 1, 5), 0.3, FIXED),
    Employee(WORKSHOP, "Fietsmonteur", date(2026, 2, 16), 0.2, AGENCY),
    Employee(SHOP, "Zaterdaghulp", date(2026, 3, 2), 0.2, AGENCY),
    Employee(WORKSHOP, "Fietsmonteur", date(2026, 4, 13), 0.3, FIXED),
    Employee(SHOP, "Zaterdaghulp", date(2026, 6, 8), 0.2, FIXED),
)


def employees() -> list[Employee]:
    """Return everybody since the shop opened, by staff number."""
    return [
        Employee(**{**vars(person), "number": f"{1001 + i}", "since": person.since or person.hired})
        for i, person in enumerate(_EVERYBODY)
    ]


def at_work(staff: Sequence[Employee], day: date) -> list[Employee]:
    """Return who is in service on a day; on the last day somebody still is."""
    return [person for person in staff if person.hired <= day <= (person.left or LAST)]
