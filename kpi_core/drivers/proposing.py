"""Which split explains a change best: one at a time, judged alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kpi_core.drivers.model import Drivers


def proposed(found: Iterable[Drivers]) -> Drivers | None:
    """Return the bridge whose named parts move most; without any named part the first one, None of none.

    Parts within normal variation are left out of the count: else the split with most parts would always win.
    """
    bridges = tuple(found)
    named = [bridge for bridge in bridges if explained(bridge) > 0]
    return max(named, key=explained) if named else next(iter(bridges), None)


def explained(bridge: Drivers) -> float:
    """Return how much movement the named parts of a bridge stand for."""
    return sum(abs(part.contribution) for part in bridge.parts if part.significant)
