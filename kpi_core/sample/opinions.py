"""What customers of the sample company answered when they were asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from kpi_core.sample.shop import LAST, STORY, month_start

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpi_core.sample.dice import Dice
    from kpi_core.sample.sales import Line

NPS = {10: 0.24, 9: 0.32, 8: 0.18, 7: 0.12, 6: 0.06, 5: 0.04, 3: 0.04}
NPS_LOW = {10: 0.12, 9: 0.20, 8: 0.20, 7: 0.16, 6: 0.12, 5: 0.10, 3: 0.10}
CSAT = {5: 0.45, 4: 0.38, 3: 0.10, 2: 0.05, 1: 0.02}
WORDS = ("fijne service", "lang gewacht", "goed geholpen", "prijs viel tegen", "kom zeker terug")


@dataclass(frozen=True)
class Answer:
    """One answer. kind: NPS on 0 to 10, or Klanttevredenheid on 1 to 5, asked after a visit to the workshop."""

    moment: datetime
    customer: str
    region: str
    kind: str
    score: int
    scale: int
    remark: str


def answers(dice: Dice, sold: Sequence[Line]) -> list[Answer]:
    """Return the answers by moment; in Zuid they turn sour when the existing customers leave."""
    found = []
    for line in sold:
        service = line.channel == "Werkplaats"
        if line.status == "Geannuleerd" or not dice.happens(0.2 if service else 0.045):
            continue
        asked = line.day + timedelta(days=1 + dice.below(6))
        if asked > LAST:
            continue
        moment = datetime(asked.year, asked.month, asked.day, 8 + dice.below(13), dice.below(60))  # noqa: DTZ001 - as a form exports it
        sour = line.region == "Zuid" and line.day >= month_start(STORY)
        shares = CSAT if service else NPS_LOW if sour else NPS
        kind, scale = ("Klanttevredenheid", 5) if service else ("NPS", 10)
        remark = dice.one_of(WORDS) if dice.happens(0.3) else ""
        found.append(Answer(moment, line.customer, line.region, kind, dice.spread(shares, 1)[0], scale, remark))
    return sorted(found, key=lambda answer: (answer.moment, answer.customer))
