"""A chance in words: "4 of the 5 times", always as what happens when things go on as now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpi_core.forecast import rounded_chance
from kpi_core.texts import say

if TYPE_CHECKING:
    from kpi_core.forecast import Label
    from kpi_core.texts import Lang

LEAST, MOST = 0.05, 0.95
HALF = (1, 2)
ENOUGH = 24
TIMES = {
    5: (1, 20),
    10: (1, 10),
    15: (1, 7),
    20: (1, 5),
    25: (1, 4),
    30: (3, 10),
    35: (1, 3),
    40: (2, 5),
    45: (9, 20),
    50: (1, 2),
    55: (11, 20),
    60: (3, 5),
    65: (2, 3),
    70: (7, 10),
    75: (3, 4),
    80: (4, 5),
    85: (6, 7),
    90: (9, 10),
    95: (19, 20),
}
"""Per chance in percent the number of times people would say; the plainest one within 2 percent."""


def chance_words(chance: float, n: int, lang: Lang, season: int = 12) -> str:
    """Return a chance that rests on n periods, with a shape that comes back after `season` of them, in words: "4 van de 5 keer", "minder dan 1 op de 20 keer"."""
    if chance < LEAST:
        return say("chance.less", lang)
    if chance > MOST:
        return say("chance.more", lang)
    times, of = TIMES[round(100 * rounded_chance(chance, n, season))]
    if (times, of) == HALF:
        return say("chance.half", lang)
    return say("chance.once" if times == 1 else "chance.times", lang, times=times, of=of)


def chance_short(chance: float, lang: Lang) -> str:
    """Return a chance as it stands on a button: "1 op 3"; rounded to 5%."""
    times, of = TIMES[round(100 * rounded_chance(chance, ENOUGH))]
    return say("chance.short", lang, times=times, of=of)


def label_name(label: Label, lang: Lang) -> str:
    """Return a label as it is shown: "Ambitieus"."""
    return say(f"realism.{label}", lang)
