"""Website traffic, advertising and leads of the sample company, in step with its orders."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from kpi_core.sample.shop import FIRST, LAST, REGIONS, SEASON, STORY, month_start

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpi_core.sample.dice import Dice
    from kpi_core.sample.sales import Line

TRAFFIC = {"organisch": 0.42, "betaald": 0.28, "direct": 0.18, "e-mail": 0.12}
BUYERS = {"organisch": 0.40, "betaald": 0.25, "direct": 0.20, "e-mail": 0.15}
CAMPAIGNS = {"Zoeken merk": "Google Ads", "Zoeken e-bikes": "Google Ads", "Instagram voorjaar": "Meta Ads"}
SOURCES = {"Google Ads": 0.4, "Meta Ads": 0.2, "Website": 0.25, "Beurs": 0.15}
PER_CONVERSION = {"Google Ads": (29.0,) * STORY + (31.0, 33.5, 36.0, 38.5, 41.0), "Meta Ads": (26.5,) * 30}  # euro
DAYS = tuple(FIRST + timedelta(days=i) for i in range((LAST - FIRST).days + 1))


@dataclass(frozen=True)
class Visit:
    """A day of website traffic through one channel."""

    day: date
    channel: str
    sessions: int
    engaged: int
    pages: int
    bought: int


@dataclass(frozen=True)
class AdDay:
    """A day of one campaign. spend and value in cents."""

    day: date
    campaign: str
    platform: str
    impressions: int
    clicks: int
    spend: int
    conversions: int
    value: int
    leads: int


@dataclass(frozen=True)
class Lead:
    """Somebody who asked for an offer; the dates are None as long as the step has not been taken."""

    number: str
    created: date
    source: str
    qualified: date | None
    won: date | None
    customer: str
    region: str


def visits(dice: Dice, sold: Sequence[Line]) -> list[Visit]:
    """Return a row per day and channel; the sessions that bought are the webshop's orders of that day."""
    orders = Counter({line.order: line.day for line in sold if line.channel == "Webshop"}.values())
    found = []
    for day in DAYS:
        buyers = Counter(dice.spread(BUYERS, orders[day]))
        for channel, share in TRAFFIC.items():
            busy = SEASON[day.month - 1] / 62 * (1 + 0.06 * (day.year - 2024)) * (1.2 if day.weekday() > 4 else 0.95)
            sessions = buyers[channel] + dice.whole(66 * share * busy * dice.between(0.8, 1.2))
            engaged = max(buyers[channel], round(sessions * dice.between(0.52, 0.66)))
            found.append(
                Visit(day, channel, sessions, engaged, round(sessions * dice.between(3, 4.5)), buyers[channel])
            )
    return found


def leads(dice: Dice, sold: Sequence[Line]) -> list[Lead]:
    """Return the leads by day: some who became a customer, and many who did not."""
    found = [_won(dice, line) for line in _first_ebikes(sold) if dice.happens(0.8)]
    for day in DAYS:
        for _ in range(dice.whole(SEASON[day.month - 1] * 0.034)):
            late = day + timedelta(days=1 + dice.below(9))
            qualified = late if dice.happens(0.35) and late <= LAST else None
            source, region = dice.spread(SOURCES, 1)[0], dice.spread(REGIONS, 1)[0]
            found.append(Lead("", day, source, qualified, None, "", region))
    by_day = sorted(found, key=lambda lead: (lead.created, lead.region, lead.source, lead.customer))
    return [replace(lead, number=f"L{i:05d}") for i, lead in enumerate(by_day, start=1)]


def _first_ebikes(sold: Sequence[Line]) -> list[Line]:
    first = {line.order: line for line in reversed(sold)}
    seen: dict[str, Line] = {}
    for line in sold:
        seen.setdefault(line.customer, first[line.order])
    return [line for line in seen.values() if line.group == "E-bikes" and line.status != "Geannuleerd"]


def _won(dice: Dice, line: Line) -> Lead:
    created = max(FIRST, line.day - timedelta(days=3 + dice.below(25)))
    qualified = created + timedelta(days=dice.below((line.day - created).days + 1))
    return Lead("", created, dice.spread(SOURCES, 1)[0], qualified, line.day, line.customer, line.region)


def ad_days(dice: Dice, interested: Sequence[Lead]) -> list[AdDay]:
    """Return a row per day and campaign. A conversion through Google costs ever more in the last five months."""
    asked = Counter((lead.created, lead.source) for lead in interested)
    found = []
    for index in range(len(PER_CONVERSION["Google Ads"])):
        start, end = month_start(index), month_start(index + 1)
        days = [start + timedelta(days=i) for i in range((end - start).days)]
        conversions = round(SEASON[start.month - 1] * 0.42)
        for campaign in CAMPAIGNS:
            found += _campaign_month(dice, days, campaign, conversions, asked)
    return sorted(found, key=lambda row: (row.day, row.platform, row.campaign))


def _campaign_month(
    dice: Dice, days: list[date], campaign: str, conversions: int, asked: Counter[tuple[date, str]]
) -> list[AdDay]:
    platform = CAMPAIGNS[campaign]
    month = (days[0].year - FIRST.year) * 12 + days[0].month - 1
    budget = conversions * PER_CONVERSION[platform][month] * dice.between(0.98, 1.02) * 100
    per_day = Counter(dice.spread(dict.fromkeys(days, 1.0), conversions))
    found = []
    for day in days:
        spend = round(budget / len(days) * dice.between(0.9, 1.1))
        clicks = per_day[day] + dice.whole(spend / 100 / 0.85)
        shown = round(clicks * dice.between(28, 40))
        value = sum(round(dice.between(6_000, 90_000)) for _ in range(per_day[day]))
        leads_here = asked[day, platform] if campaign != "Zoeken merk" else 0
        found.append(AdDay(day, campaign, platform, shown, clicks, spend, per_day[day], value, leads_here))
    return found
