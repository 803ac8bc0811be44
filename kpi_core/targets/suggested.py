"""Three targets out of the KPI's own history: made 5, 3 and 1 in 10 times when things go on as now, as round amounts."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from kpi_core.forecast import label_of
from kpi_core.forecast.chance import ASKED
from kpi_core.targets.forms import Bounds
from kpi_core.units import Unit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kpi_core.forecast import Label
    from kpi_core.model import Kpi, Target
    from kpi_core.targets.ahead import Ahead

OFF = 0.024
"""How far rounding may move a chance: less than anyone is told."""
ROUND = (1.0, 0.5, 0.2)
FINEST = 6


@dataclass(frozen=True)
class Suggestion:
    """One target: the value to ask in the KPI's unit, and how often it is made when things go on as now."""

    name: Literal["realistic", "ambitious", "stretch"]
    value: float
    chance: float
    label: Label | None


def suggested(target: Target, kpi: Kpi, found: Ahead) -> tuple[Suggestion, ...]:
    """Return three targets of the same sort, easiest first; none for a range, nor where rounding makes two of them one."""
    if target.value is None:
        return ()
    made = tuple(_one(name, share, kpi, found) for name, share in ASKED.items())  # type: ignore[arg-type]
    return made if len({one.value for one in made}) == len(made) else ()


def _one(name: Literal["realistic", "ambitious", "stretch"], share: float, kpi: Kpi, found: Ahead) -> Suggestion:
    """Return the roundest value with the same label and about the same chance; a harder one goes before an easier one."""
    floor = found.bounds.low is not None
    exact = found.value_made(share)
    value, chance = exact, share
    for candidate in _rounded(exact, kpi, upwards=floor):
        value = candidate
        chance = found.chance(Bounds(value, None) if floor else Bounds(None, value))
        label = label_of(chance, found.n, found.outlook.season)
        if abs(chance - share) <= OFF and label is label_of(share, found.n, found.outlook.season):
            break
    return Suggestion(name, value, chance, label_of(chance, found.n, found.outlook.season))


def _rounded(exact: float, kpi: Kpi, *, upwards: bool) -> Iterator[float]:
    """Yield round values around one, the roundest first, the harder side before the easier; down to what the KPI shows."""
    if exact == 0:
        yield 0.0
        return
    decimals = kpi.precision + 2 if kpi.unit is Unit.PERCENT else 0 if kpi.unit is Unit.COUNT else kpi.precision
    size = math.floor(math.log10(abs(exact)))
    for place in range(FINEST):
        for part in ROUND:
            step = part * 10.0 ** (size - place)
            if step < 0.99 * 10.0**-decimals:
                return
            up, down = math.ceil(exact / step - 1e-9) * step, math.floor(exact / step + 1e-9) * step
            for value in (up, down) if upwards else (down, up):
                yield float(f"{value:.12g}")
