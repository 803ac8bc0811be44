"""A change of a ratio of sums taken apart into what each part's own ratio adds, and what its weight adds.

Kitagawa (1955), Journal of the American Statistical Association 50:1168, with the midpoints of Bennet.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


class Split(NamedTuple):
    """Per part what its own ratio adds to the change of the whole, and what its weight adds."""

    rate: Floats
    mix: Floats


def rate_and_mix(before: tuple[Floats, Floats], now: tuple[Floats, Floats]) -> Split | None:
    """Return the split of the change of sum(x) / sum(d), given (x, d) per part in both periods; None without a denominator.

    rate = mean weight * change of the ratio; mix = change of weight * (mean ratio - mean ratio of the whole), so that a part
    below the mean that grows pulls the whole down. They add up to the change. A part that is not there in one period has the
    ratio of the other: it is all mix. What stands above the line without anything below it is all rate.
    """
    (x0, d0), (x1, d1) = before, now
    whole0, whole1 = d0.sum(), d1.sum()
    if whole0 <= 0 or whole1 <= 0:
        return None
    w0, w1 = d0 / whole0, d1 / whole1
    middle = (x0.sum() / whole0 + x1.sum() / whole1) / 2
    r0, r1 = _ratio(x0, d0), _ratio(x1, d1)
    r0, r1 = np.where(np.isnan(r0), r1, r0), np.where(np.isnan(r1), r0, r1)
    r0, r1 = np.nan_to_num(r0, nan=0.0), np.nan_to_num(r1, nan=0.0)
    mix = (w1 - w0) * ((r0 + r1) / 2 - middle)
    together = x1 / whole1 - x0 / whole0 - (w1 - w0) * middle
    nothing_below = ((d0 == 0) & (x0 != 0)) | ((d1 == 0) & (x1 != 0))
    rate = np.where(nothing_below, together - mix, (w0 + w1) / 2 * (r1 - r0))
    return Split(rate, mix)


def turned(split: Split, change: float, weights: Floats) -> bool:
    """Tell whether the parts moved one way and the whole another: then a shift between them is the story.

    weights: the mean weight of each part. Two thirds of the parts by weight against the whole are enough.
    """
    if not change:
        return False
    against = float(weights[split.rate * change < 0].sum())
    return float(split.rate.sum()) * change < 0 or against >= 2 / 3 * float(weights.sum())


def _ratio(x: Floats, d: Floats) -> Floats:
    return np.where(d != 0, x / np.where(d != 0, d, 1.0), np.nan)
