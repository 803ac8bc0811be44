"""Groups of people too small to show."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


def hidden(people: NDArray[np.float64], least: int) -> NDArray[np.bool_]:
    """Return which cells of a grid (periods by segments, the total last) must stay hidden.

    A group below `least` is hidden. When that leaves only one group of a period out, what it answered follows from the total
    and the others; the next smallest group is hidden with it. Groups without anyone hide nothing.
    """
    out = (people < least) & (people > 0)
    groups = people[:, :-1]
    for place in range(len(people)):
        if out[place, :-1].sum() == 1 and not out[place, -1]:
            shown = np.where((groups[place] > 0) & ~out[place, :-1])[0]
            if shown.size:
                out[place, shown[np.argmin(groups[place][shown])]] = True
    return out
