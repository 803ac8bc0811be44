"""Shares of counts, where chance in the counts is what moves them most: a conversion, a reply rate."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from kpi_core.forecast import Outlook, Scale
from kpi_core.formula.facts import division
from kpi_core.formula.tree import Aggregate, Arith, Column, Shift, Size
from kpi_core.roles import ROLES
from kpi_core.signals.beta_binomial import BetaBinomial
from kpi_core.signals.model import LEAST, Look, Sensitivity
from kpi_core.signals.windows import Forecasts
from kpi_core.units import Direction, Unit

if TYPE_CHECKING:
    from collections.abc import Mapping as Map
    from collections.abc import Sequence

    from kpi_core.forecast import History
    from kpi_core.forecast.history import Floats
    from kpi_core.formula.tree import Node
    from kpi_core.model import Kpi, SeriesPoint
    from kpi_core.periods import Period

LEAST_TRIALS = 20
"""A share of fewer is not judged, nor drawn as a point of its own."""
MOST_RHO = 0.5
STEPS = 40
TENTHS = (0.1, 0.9)
WHOLE = 1e-6


@dataclass(frozen=True, eq=False)
class Counts:
    """What the values of a history are shares of, one count per period; NaN where there is no value."""

    trials: Floats


def counts_of(points: Sequence[SeriesPoint], periods: Sequence[Period], kpi: Kpi) -> Counts | None:
    """Return what a KPI's values are shares of; None where it is no share of counts, by its formula or by its values."""
    if not is_share_of_counts(kpi):
        return None
    known = {point.period: point for point in points if point.value is not None and point.denominator}
    there = [known.get(period) for period in periods]
    trials = np.array([float("nan") if one is None else float(one.denominator or 0) for one in there])
    hits = np.array(
        [float("nan") if one is None else float(one.value or 0) * float(one.denominator or 0) for one in there]
    )
    counted = trials[np.isfinite(trials)], hits[np.isfinite(hits)]
    if not len(counted[0]) or any(np.any(np.abs(one - np.round(one)) > WHOLE * (1 + one)) for one in counted):
        return None
    return Counts(trials) if np.all((counted[1] >= 0) & (counted[1] <= counted[0] + WHOLE)) else None


def is_share_of_counts(kpi: Kpi) -> bool:
    """Tell whether a formula divides one count by another, so that its values are shares of things that can be counted."""
    sides = division(kpi.tree)
    return kpi.unit is Unit.PERCENT and sides is not None and all(map(_counts, sides))


def _counts(node: Node) -> bool:
    match node:
        case Arith(op="+" | "-", left=left, right=right):
            return _counts(left) and _counts(right)
        case Shift(body=inside, name="prev" | "prev_year" | "months_ago" | "opening" | "rolling"):
            return _counts(inside)
        case Size() | Aggregate(name="count" | "distinct"):
            return True
        case Aggregate(name="sum", value=Column(role=role)):
            return ROLES[role].type == "number"
        case Aggregate(name="in_force", value=value):
            return not isinstance(value, Column) or ROLES[value.role].type == "id"
    return False


class Shares:
    """A history of shares, judged by how many were to be expected out of as many.

    The share comes from all earlier periods, with the season of the forecast; what the periods varied more than chance alone
    is allowed for. limits: twice a tail, so that both sides together count, as in `Forecasts`.
    """

    limits: ClassVar[Map[Sensitivity, Map[int, float]]] = {
        Sensitivity.CALM: {1: 0.004, 3: 0.004},
        Sensitivity.NORMAL: {1: 0.01, 3: 0.01, 6: 0.01},
        Sensitivity.SENSITIVE: {1: 0.02, 3: 0.02, 6: 0.02},
    }
    near: ClassVar[Map[int, float]] = {1: 0.05, 3: 0.05}

    def __init__(self, history: History, counts: Counts) -> None:
        self.forecasts = Forecasts(history)
        self.trials = np.where(self.forecasts.known, np.round(counts.trials), np.nan)
        self.hits = np.round(history.values * self.trials)

    def look(self, n: int, window: int) -> Look | None:
        """Return the last `window` of the first n periods beside what was expected of them; None where that cannot be told."""
        told = self._expected(n, window)
        if told is None:
            return None
        made = n - window
        trials = int(np.nansum(self.trials[made:n]))
        hits = int(np.nansum(self.hits[made:n]))
        tails = told.below(hits), 1 - told.below(hits - 1)
        low, top = (told.at_least(tenth) / trials for tenth in TENTHS)
        return Look(window, min(2 * min(tails), 1.0), hits / trials > told.share, hits / trials, told.share, low, top)

    def visible(self, n: int, direction: Direction, limit: float) -> float | None:
        """Return the share at which a fall (a rise where lower is better) in the next count shows half of the time.

        None where it cannot be told; 0 or 1 where not even that would show.
        """
        told = self._expected(n, 1)
        if told is None:
            return None
        lower = direction is Direction.LOWER
        bad = BetaBinomial(told.n, 1 - told.share, told.weight) if lower else told
        edge = bad.at_least(limit / 2)
        edge -= bad.below(edge) >= limit / 2
        if edge < 0:
            return 1.0 if lower else 0.0
        least, most = 0.0, bad.share
        for _ in range(STEPS):
            middle = (least + most) / 2
            shown = BetaBinomial(bad.n, middle, bad.weight).below(edge) >= 0.5 if middle > 0 else True
            least, most = (middle, most) if shown else (least, middle)
        return 1 - least if lower else least

    def _expected(self, n: int, window: int) -> BetaBinomial | None:
        """Return what the hits of a window were to be, by the periods before it."""
        made = n - window
        past = np.isfinite(self.trials[:made]) if made > 0 else np.zeros(0, dtype=bool)
        there = np.isfinite(self.trials[made:n]) if made > 0 else past
        if past.sum() < LEAST or not there[-1] or np.nansum(self.trials[made:n]) < LEAST_TRIALS:
            return None
        trials, hits = self.trials[:made][past], self.hits[:made][past]
        share, total = (hits.sum() + 0.5) / (trials.sum() + 1), trials.sum()
        shape = self._shape(share, made, window)
        usual = shape[:made][past]
        spread = np.sqrt(trials * usual * (1 - usual))
        excess = float((((hits - trials * usual) / spread) ** 2).mean())
        rho = float(np.clip((excess - 1) / max(trials.mean() - 1, 1.0), 0.0, MOST_RHO))
        weight = 1 / (rho + max(excess, 1.0) / (total + 1)) - 1
        coming = self.trials[made:n][there]
        expected = float((coming * shape[made:][there]).sum() / coming.sum())
        return BetaBinomial(int(coming.sum()), expected, max(weight, WHOLE))

    def _shape(self, share: float, made: int, window: int) -> Floats:
        """Return the share to expect of each period up to the end of the window: the same one, but for the season."""
        ahead = self.forecasts.made_at(made)
        season = np.zeros(made + window)
        if isinstance(ahead, Outlook) and ahead.fit.strength:
            m = len(ahead.fit.season)
            season = ahead.fit.season[(np.arange(made + window) - made) % m]
        match ahead.scale if isinstance(ahead, Outlook) else Scale.RAW:
            case Scale.LOG:
                found = share * np.exp(season)
            case Scale.LOGIT:
                found = 1 / (1 + (1 - share) / share * np.exp(-season))
            case _:
                found = share + season
        return np.clip(found, share / 10, 1 - (1 - share) / 10)
