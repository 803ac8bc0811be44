"""The scale a series is looked at in: logarithms where it grows by percentages, log odds for shares, else as it is."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from kpi_core.forecast.history import Floats

FLAT = 0.02
"""Values below this part of the median are as good as zero: then logarithms would make them decide everything."""


class Scale(StrEnum):
    """How values are turned into what is forecast, and back."""

    LOG = "log"
    RAW = "raw"
    LOGIT = "logit"

    def forward(self, values: Floats) -> Floats:
        """Return values in this scale; what has no place in it becomes an infinity or is missing."""
        with np.errstate(divide="ignore", invalid="ignore"):
            match self:
                case Scale.LOG:
                    return np.log(values)
                case Scale.LOGIT:
                    return np.log(values) - np.log1p(-values)
                case Scale.RAW:
                    return values

    def back(self, values: Floats) -> Floats:
        """Return values of this scale in the unit of the KPI."""
        match self:
            case Scale.LOG:
                return np.exp(values)
            case Scale.LOGIT:
                return 1.0 / (1.0 + np.exp(-values))
            case Scale.RAW:
                return values

    def steepness(self, values: Floats) -> Floats:
        """Return how much the unit of the KPI changes per step of this scale, at each value."""
        match self:
            case Scale.LOG:
                return values
            case Scale.LOGIT:
                return np.asarray(values * (1 - values))
            case Scale.RAW:
                return np.ones_like(values)


def scale_of(values: Floats) -> Scale:
    """Return logarithms for values that are all above zero and none close to it, else the values as they are."""
    low = float(values.min())
    return Scale.LOG if low > 0 and low > FLAT * float(np.median(values)) else Scale.RAW


def share_scale(values: Floats) -> Scale:
    """Return log odds for shares that keep clear of 0 and of 1, else the shares as they are."""
    clear = all(side.min() > FLAT * float(np.median(side)) for side in (values, 1 - values))
    return Scale.LOGIT if clear else Scale.RAW
