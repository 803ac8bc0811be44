"""A change of a product taken apart into what each factor adds.

The logarithmic mean Divisia index, LMDI-I: exact, the same in any order (Ang 2005, Energy Policy 33:867).
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


NEAR = 0.5
"""Below this relative change the logarithm is taken of the change itself, which keeps its digits."""


def effects(before: Sequence[float], now: Sequence[float]) -> tuple[float, ...] | None:
    """Return per factor what it adds to the change of the product; None when a factor is 0 or negative: it cannot be split."""
    if min((*before, *now), default=0.0) <= 0:
        return None
    mean = log_mean(math.prod(now), math.prod(before))
    return tuple(mean * math.log(later / earlier) for earlier, later in zip(before, now, strict=True))


def log_mean(a: float, b: float) -> float:
    """Return the logarithmic mean of two positive numbers; either one when they are equal."""
    x = (a - b) / b
    if not x:
        return b
    return (a - b) / (math.log1p(x) if abs(x) < NEAR else math.log(a / b))
