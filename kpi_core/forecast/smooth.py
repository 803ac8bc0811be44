"""The forecast of a series by its season and three smoothers, with a spread that follows Student's t."""

from __future__ import annotations

import zlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from kpi_core.forecast.fit import fit
from kpi_core.forecast.outlook import PATHS, SEEN_FROM, WEEKS_PER_YEAR, Outlook
from kpi_core.forecast.scale import Scale
from kpi_core.forecast.spread import below, factors, quantile, widths

if TYPE_CHECKING:
    from kpi_core.forecast.fit import Fit
    from kpi_core.forecast.history import Floats, History
    from kpi_core.forecast.spread import Factors

COMMON = 0.1
"""The part of the spread that all steps of one course share."""
LEAST_LEFT = 0.02
SEASONS_READ = 60
"""How many seasons back are read: 60 weeks of days, 60 years of months. What lies before that tells nothing about what is next."""


def smooth(history: History) -> SmoothOutlook:
    """Return the forecast of a history with at least two different values; a week's season shows from two years on."""
    n, season = len(history.values), history.season
    if season == WEEKS_PER_YEAR and n < SEEN_FROM * WEEKS_PER_YEAR:
        season = 1
    read = history.values if season == 1 else history.values[-SEASONS_READ * season :]
    found = fit(replace(history, values=read, season=season))
    return SmoothOutlook(n, history.season, found, factors(n, season), history.bounds, history.sampling)


@dataclass(frozen=True, eq=False)
class SmoothOutlook(Outlook):
    """A forecast by smoothing. bounds: what no value can pass. sampling: as of the history."""

    fit: Fit
    factors: Factors
    bounds: tuple[float, float]
    sampling: float = 0.0

    @property
    def scale(self) -> Scale:
        """The scale it was made in."""
        return self.fit.scale

    @property
    def nu(self) -> float:
        """Degrees of freedom of the t distributions of its spread."""
        return self.factors.nu

    def forward(self, values: Floats) -> Floats:
        """Return values in the scale of the forecast."""
        return self.scale.forward(np.asarray(values, dtype=np.float64))

    def centre(self, h: int) -> Floats:
        """Return the next h middles, in the scale."""
        return self.fit.centre(h)

    def spread(self, h: int) -> Floats:
        """Return how far each of the next h may be off, as the scale of a t distribution, in the scale.

        Never less than chance alone puts a figure off that rests on answers.
        """
        found = widths(self.fit.sigma, self.fit.alpha, h, self.factors)
        if not self.sampling:
            return found
        return np.maximum(found, self.sampling / self.scale.steepness(self.middle(h)))

    def middle(self, h: int) -> Floats:
        """Return the next h middles: as often above as below."""
        return self._back(self.centre(h))

    def band(self, h: int, share: float = 0.8) -> tuple[Floats, Floats]:
        """Return the lowest and highest value of each of the next h that hold this share of the time."""
        away = self.spread(h) * quantile((1 + share) / 2, self.factors.nu)
        centre = self.centre(h)
        return self._back(centre - away), self._back(centre + away)

    def chance_above(self, value: float, h: int) -> float:
        """Return how likely the value of step h is at least this, 0 to 1."""
        if not self.bounds[0] < value <= self.bounds[1]:
            return float(value <= self.bounds[0])
        away = (self._placed(value) - self.centre(h)[-1]) / self.spread(h)[-1]
        return float(below(-away, self.factors.nu))

    def quantile(self, share: float, h: int) -> float:
        """Return the value that step h stays below for this share of the time."""
        at = self.centre(h)[-1] + self.spread(h)[-1] * quantile(share, self.factors.nu)
        return float(self._back(np.array([at]))[0])

    def paths(self, h: int, key: str, count: int = PATHS) -> Floats:
        """Return courses of the next h values, shape (count, h); the same for the same key."""
        chance = np.random.default_rng(zlib.crc32(key.encode()))
        nu, alpha = self.factors.nu, self.fit.alpha
        wide = np.sqrt(nu / chance.chisquare(nu, count))[:, None]
        noise, common = chance.standard_normal((count, h)), chance.standard_normal((count, 1))
        earlier = np.cumsum(noise, axis=1) - noise
        own = (noise + alpha * earlier) / np.sqrt(1 + np.arange(h) * alpha**2)
        steps = self.spread(h) * wide * (np.sqrt(1 - COMMON) * own + np.sqrt(COMMON) * common)
        centre = self.centre(h)
        if self.scale is Scale.LOG:
            return np.asarray(np.clip(np.exp(centre) * np.maximum(1 + steps, LEAST_LEFT), *self.bounds))
        return self._back(centre + steps)

    def covariance(self, h: int) -> Floats:
        """Return how the next h go up and down together in the scale, shape (h, h), of the t distributions' scales."""
        alpha = self.fit.alpha
        effect = np.tril(np.full((h, h), alpha), -1) + np.eye(h)
        own = effect @ effect.T
        size = np.sqrt(np.diag(own))
        together = (1 - COMMON) * own / np.outer(size, size) + COMMON
        spread = self.spread(h)
        return np.asarray(together * np.outer(spread, spread))

    def weights(self, h: int) -> Floats | None:
        """Return how the next h share a total by the shape of the year alone; None where no shape was seen. Together 1."""
        shape = self.fit.shape(h)
        if not shape.any():
            return None
        level = float(np.mean(self.fit.z)) if self.scale is Scale.RAW else 0.0
        parts = np.maximum(self.scale.back(level + shape), 0.0)
        return parts / parts.sum() if parts.sum() > 0 else None

    def _back(self, values: Floats) -> Floats:
        return np.asarray(np.clip(self.scale.back(values), *self.bounds), dtype=np.float64)

    def _placed(self, value: float) -> float:
        """Return a value in the scale; what lies beyond its end is infinitely far."""
        if self.scale is Scale.LOG and value <= 0:
            return -np.inf
        if self.scale is Scale.LOGIT and not 0 < value < 1:
            return np.inf if value >= 1 else -np.inf
        return float(self.forward(np.array([value]))[0])
