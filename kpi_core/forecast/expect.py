"""What is to come of a history, by the method that suits it, or why that cannot be told."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from kpi_core.forecast.counted import counted
from kpi_core.forecast.outlook import Silence
from kpi_core.forecast.scale import Scale, share_scale
from kpi_core.forecast.smooth import smooth
from kpi_core.forecast.stage import FEWEST

if TYPE_CHECKING:
    from kpi_core.forecast.history import History
    from kpi_core.forecast.outlook import Outlook

MOST_LEFT_OUT = 0.3
SAME = 1e-9
"""Values that differ by less of their size are equal: it is the last digit of a sum."""
FEW = 20
"""With fewer counts than this in a usual period, a share is mostly chance."""


def outlook(history: History) -> Outlook | Silence:
    """Return what is to come of a history, or why that cannot be told. Missing values are NaN and left out.

    A share of counts is followed in log odds, which no band can take past 0 or 100%. Where it touches those ends, or divides by
    a handful, nothing but counting explains it: then all periods together say what the next one may be.
    """
    known = np.isfinite(history.values)
    n, told = len(history.values), int(known.sum())
    if told < FEWEST:
        return Silence("too_short", {"n": told, "needed": FEWEST})
    if told < (1 - MOST_LEFT_OUT) * n:
        return Silence("gaps", {"n": n - told, "of": n})
    if history.counts is not None and history.bounds[1] == 1 and np.isfinite(history.counts[known]).all():
        scale = share_scale(history.values[known])
        if scale is not Scale.LOGIT or np.median(history.counts[known]) < FEW:
            return counted(history)
        history = replace(history, scale=scale)
    if np.ptp(history.values[known]) <= SAME * np.abs(history.values[known]).max():
        return Silence("constant", {"n": n})
    return smooth(history)
