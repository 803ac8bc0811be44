"""What the sample company sells, to whom and when: the facts behind the chance."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

FIRST = date(2024, 1, 1)
LAST = date(2026, 6, 30)
MONTHS = 30
STORY = 25  # months before the fall: it starts in month 25, February 2026
REGIONS = {"Noord": 0.34, "Midden": 0.33, "Zuid": 0.33}
CHANNELS = {"Winkel": 0.50, "Webshop": 0.32, "Werkplaats": 0.18}
SEASON = (39, 43, 66, 80, 88, 84, 74, 66, 61, 51, 45, 46)  # January to December, bicycles sell in spring
LEVEL = {2024: 0.95, 2025: 1.0, 2026: 1.11}
ORDERS_PER_POINT = 2.02
EXISTING_SHARE = 0.55
SOUTH_FALL = (0.62, 0.46, 0.36, 0.28, 0.22)  # existing customers in Zuid, February to June 2026
WORKSHOP_RISE = 1.30  # workshop orders in Midden since March 2026
PRICE_LEVEL = {2024: 1.0, 2025: 1.02, 2026: 1.04}


@dataclass(frozen=True)
class Product:
    """An article with its net price in cents and the share of the price it costs to buy."""

    name: str
    group: str
    price: int
    cost: float


_EBIKE = "E-bikes"
_CITY = "Stadsfietsen"
_KIDS = "Kinderfietsen"
_PARTS = "Onderdelen"
_WEAR = "Kleding en helmen"
_SERVICE = "Werkplaats"

GOODS = {
    Product("Tourer E500", _EBIKE, 229_900, 0.64): 0.07,
    Product("Stadswind E300", _EBIKE, 189_900, 0.63): 0.08,
    Product("Vouwfiets E-compact", _EBIKE, 249_900, 0.64): 0.03,
    Product("Klassiek 7", _CITY, 57_900, 0.59): 0.10,
    Product("Transport 3", _CITY, 69_900, 0.58): 0.06,
    Product("Rakker 20 inch", _KIDS, 28_900, 0.59): 0.09,
    Product("Ketting en tandwiel", _PARTS, 6_450, 0.52): 0.13,
    Product("Buitenband anti-lek", _PARTS, 3_295, 0.50): 0.16,
    Product("Helm Vizier", _WEAR, 8_995, 0.53): 0.12,
    Product("Regenpak", _WEAR, 7_450, 0.51): 0.16,
}
SERVICES = {
    Product("Onderhoudsbeurt", _SERVICE, 7_900, 0.34): 0.45,
    Product("Grote beurt e-bike", _SERVICE, 14_900, 0.36): 0.25,
    Product("Reparatie band", _SERVICE, 2_450, 0.30): 0.30,
}
EXTRAS = {
    Product("Kettingslot", _PARTS, 4_950, 0.50): 0.3,
    Product("Fietstas Dubbel", _PARTS, 5_995, 0.52): 0.3,
    Product("Kinderzitje", _PARTS, 9_450, 0.55): 0.15,
    Product("Handschoenen", _WEAR, 2_495, 0.48): 0.25,
}
REMARKS = ("belt terug", "ophalen zaterdag", "factuur per post", "oude fiets inruilen", "proefrit gehad")


def month_start(index: int) -> date:
    """Return the first day of month `index`, 0 being January 2024."""
    return date(FIRST.year + index // 12, index % 12 + 1, 1)


def orders_expected(index: int, region: str, *, existing: bool) -> float:
    """Return how many orders to expect in a month, of new or of existing customers in a region."""
    start = month_start(index)
    orders = SEASON[start.month - 1] * ORDERS_PER_POINT * LEVEL[start.year] * REGIONS[region]
    if not existing:
        return orders * (1 - EXISTING_SHARE)
    fall = SOUTH_FALL[index - STORY] if region == "Zuid" and index >= STORY else 1.0
    return orders * EXISTING_SHARE * fall


def channel_shares(index: int, region: str) -> dict[str, float]:
    """Return the share of each sales channel; the workshop in Midden grows at the end."""
    shares = dict(CHANNELS)
    if region == "Midden" and index > STORY:
        shares["Werkplaats"] *= WORKSHOP_RISE
    return shares
