"""Which split explains a change best: one at a time, judged alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kpi_core.drivers.model import Drivers


ABOUT = 0.9


def proposed(found: Iterable[Drivers]) -> Drivers | None:
    """Return the bridge whose named parts move most; without any named part the first that can be judged, None of none.

    Parts within normal variation are left out of the count: else the split with most parts would always win. Of splits that
    explain about as much, the one that needs fewest parts for it is the clearest.
    """
    bridges = tuple(found)
    most = max((explained(bridge) for bridge in bridges), default=0.0)
    if most <= 0:
        return next((bridge for bridge in bridges if bridge.known), next(iter(bridges), None))
    near = [bridge for bridge in bridges if explained(bridge) >= ABOUT * most]
    return min(near, key=lambda bridge: (_named(bridge), -explained(bridge)))


def explained(bridge: Drivers) -> float:
    """Return how much movement the named parts of a bridge stand for."""
    return sum(abs(part.contribution) for part in bridge.parts if part.significant)


def _named(bridge: Drivers) -> int:
    return sum(part.significant for part in bridge.parts)
