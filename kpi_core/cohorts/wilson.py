"""How far a share may be off by chance."""

from __future__ import annotations

import math

Z = 1.2815515655446004
"""80% of a bell curve lies within this many spreads of its middle."""


def wilson(hits: float, n: float) -> tuple[float, float]:
    """Return the 80% interval of a share of `hits` in `n`, both ends from 0 to 1; (0, 1) when nobody was asked.

    Source: Wilson (1927), Probable inference, the law of succession, and statistical inference.

    >>> [round(end, 2) for end in wilson(14, 20)]
    [0.56, 0.81]
    """
    if n <= 0:
        return 0.0, 1.0
    share = hits / n
    middle = share + Z * Z / (2 * n)
    spread = Z * math.sqrt(share * (1 - share) / n + Z * Z / (4 * n * n))
    whole = 1 + Z * Z / n
    return max(0.0, (middle - spread) / whole), min(1.0, (middle + spread) / whole)
