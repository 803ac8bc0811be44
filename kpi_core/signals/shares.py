"""Shares of counts, where chance in the counts is what moves them most: a conversion, a reply rate."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import numpy as np

from kpi_core.forecast import BetaBinomial, Scale, SmoothOutlook
from kpi_core.signals.model import LEAST, Look, Sensitivity
from kpi_core.signals.windows import Forecasts
from kpi_core.units import Direction

if TYPE_CHECKING:
    from collections.abc import Mapping as Map

    from kpi_core.forecast import History
    from kpi_core.forecast.history import Floats

LEAST_TRIALS = 20
"""A share of fewer is not judged, nor drawn as a point of its own."""
LOOKED_BACK = 24
MOST_RHO = 0.5
FEWEST_DEGREES = 3
TAIL_DEGREES = 2
"""A spread worked out from n periods is as unsure as Student's t, whose variance is n / (n - 2)."""
LEAST_SEASON = 0.5
STEPS = 20
TENTHS = (0.1, 0.9)


class Shares:
    """A history of shares of counts, judged by how many were to be expected out of as many.

    The share comes from the last two years before the window, with the season of the forecast; what the periods varied more
    than chance alone is allowed for. limits: twice a tail, so that both sides together count, as in `Forecasts`.
    """

    limits: ClassVar[Map[Sensitivity, Map[int, float]]] = {
        Sensitivity.CALM: {1: 0.004, 3: 0.004},
        Sensitivity.NORMAL: {1: 0.01, 3: 0.01, 6: 0.01},
        Sensitivity.SENSITIVE: {1: 0.02, 3: 0.02, 6: 0.02},
    }
    near: ClassVar[Map[int, float]] = {1: 0.05, 3: 0.05}

    def __init__(self, history: History) -> None:
        assert history.counts is not None
        self.forecasts = Forecasts(history)
        self.trials = np.where(self.forecasts.known, np.round(history.counts), np.nan)
        self.hits = np.round(history.values * self.trials)

    def look(self, n: int, window: int) -> Look | None:
        """Return the last `window` of the first n periods beside what was expected of them; None where that cannot be told."""
        told = self._expected(n, window)
        if told is None:
            return None
        hits = int(np.nansum(self.hits[n - window : n]))
        value, expected = hits / told.n, told.mean / told.n
        low, top = (told.quantile(tenth) / told.n for tenth in TENTHS)
        chance = min(1.0, 2 * min(told.below(hits), told.above(hits)))
        return Look(window, chance, value > expected, value, expected, low, top)

    def usual(self, made: int, n: int) -> float | None:
        """Return what the forecast after the first `made` periods says of the n-th; None where that is too far ahead."""
        return self.forecasts.usual(made, n)

    def visible(self, n: int, direction: Direction, limit: float) -> float | None:
        """Return the share at which a fall (a rise where lower is better) in the last period would show half of the time.

        None where it cannot be told; 0 or 1 where not even that would show.
        """
        told = self._expected(n, 1)
        if told is None:
            return None
        lower = direction is Direction.LOWER
        bad = BetaBinomial(told.n, told.b, told.a) if lower else told
        edge = bad.quantile(limit / 2)
        edge -= bad.below(edge) >= limit / 2
        firm, least, most = bad.a + bad.b, 0.0, bad.mean / bad.n
        for _ in range(STEPS if edge >= 0 else 0):
            middle = (least + most) / 2
            shown = BetaBinomial(bad.n, middle * firm, (1 - middle) * firm).below(edge) >= 1 / 2
            least, most = (middle, most) if shown else (least, middle)
        return 1 - least if lower else least

    def _expected(self, n: int, window: int) -> BetaBinomial | None:
        """Return what the hits of a window were to be, by the periods before it."""
        made = n - window
        if made < LEAST:
            return None
        past, there = np.isfinite(self.trials[:made]), np.isfinite(self.trials[made:n])
        past[: max(0, made - LOOKED_BACK)] = False
        if past.sum() < LEAST or not there[-1] or np.nansum(self.trials[made:n]) < LEAST_TRIALS:
            return None
        trials, hits = self.trials[:made][past], self.hits[:made][past]
        total = float(trials.sum())
        shape, strength = self._shape((float(hits.sum()) + 0.5) / (total + 1), made, window)
        seasons = strength * (self.forecasts.history.season - 1)
        usual = shape[:made][past]
        squares = (hits - trials * usual) ** 2 / (trials * usual * (1 - usual))
        excess = max(1.0, float(squares.sum()) / max(len(trials) - 1 - seasons - TAIL_DEGREES, FEWEST_DEGREES))
        rho = min((excess - 1) / max(float(trials.mean()) - 1, 1.0), MOST_RHO)
        firm = 1 / (rho + excess * (1 + strength * seasons) / (total + 1)) - 1
        coming = self.trials[made:n][there]
        share = float((coming * shape[made:][there]).sum() / coming.sum())
        return BetaBinomial(int(coming.sum()), share * firm, (1 - share) * firm)

    def _shape(self, share: float, made: int, window: int) -> tuple[Floats, float]:
        """Return the share to expect of each period up to the end of the window, and how strong the season in it is.

        A season counts only where it stands well above chance: in few counts a faint one is mostly chance itself.
        """
        ahead = self.forecasts.made_at(made)
        if not isinstance(ahead, SmoothOutlook) or ahead.fit.strength < LEAST_SEASON:
            return np.full(made + window, share), 0.0
        season = ahead.fit.season[(np.arange(made + window) - made) % len(ahead.fit.season)]
        match ahead.scale:
            case Scale.LOG:
                found = share * np.exp(season)
            case Scale.LOGIT:
                found = 1 / (1 + (1 - share) / share * np.exp(-season))
            case _:
                found = share + season
        return np.clip(found, share / 10, 1 - (1 - share) / 10), ahead.fit.strength
