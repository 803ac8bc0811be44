"""The one thing a bridge says: which part it comes from, that the mix shifted, or that nothing stands out."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from kpi_core.model import Finding

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpi_core.drivers.model import Part

STEADY = 0.3
"""Below this part of all movement the net change is too small to be divided into percentages."""
ALL_OF_IT = 1.005
NOTHING = 1e-12


class Facts(NamedTuple):
    """What the headline rests on. shifted: the parts moved one way and the whole another. known: enough history to judge."""

    kpi: str
    by: str
    change: float
    route: bool
    shifted: bool
    known: bool
    worse: bool
    broad: bool
    grown: tuple[bool, ...]


def headline(parts: Sequence[Part], facts: Facts) -> Finding:
    """Return what to say first; parts: largest first, `grown`: whether the weight of each grew."""
    fields: dict[str, object] = {"by": facts.by, "change": facts.change}
    if facts.shifted and (to := _receiver(parts, facts)):
        with_it = any((part.rate or 0.0) * facts.change > 0 for part in parts)
        side = "fell" if facts.change < 0 else "rose"
        code = f"drivers.mixed.{side}" if with_it else f"drivers.simpson.{side}"
        return Finding(
            code, facts.kpi, "neutral", {**fields, "segment": to.segment, "mix": sum(part.mix or 0.0 for part in parts)}
        )
    named = next((part for part in parts if part.significant), None)
    if named is None:
        return Finding(_nothing(parts, facts), facts.kpi, "neutral", fields)
    fields |= {"segment": named.segment, "contribution": named.contribution}
    if named.mix is not None and abs(named.mix) > abs(named.rate or 0.0):
        return Finding(f"drivers.shift.{_side(named.mix)}", facts.kpi, "neutral", fields)
    share = share_of(named.contribution, parts, facts.change)
    if share is None:
        return Finding(f"drivers.part.{_side(named.contribution)}", facts.kpi, "neutral", fields)
    code = (
        ("drivers.behind" if facts.worse else "drivers.ahead")
        if facts.route
        else f"drivers.share.{_side(facts.change)}"
    )
    return Finding(code, facts.kpi, "neutral", {**fields, "share": share})


def share_of(contribution: float, parts: Sequence[Part], change: float) -> float | None:
    """Return which part of a change a contribution is; None where parts cancel so much that a percentage says nothing."""
    moved = sum(abs(part.contribution) for part in parts)
    if abs(change) <= max(STEADY * moved, NOTHING):
        return None
    share = contribution / change
    return min(share, 1.0) if 0 < share < ALL_OF_IT else None


def _receiver(parts: Sequence[Part], facts: Facts) -> Part | None:
    """Return the part whose growth did it, None when no part that can be named grew."""
    grew = [
        part for part, grown in zip(parts, facts.grown, strict=True) if grown and (part.mix or 0.0) * facts.change > 0
    ]
    named = [part for part in grew if part.segment is not None]
    return max(named, key=lambda part: abs(part.mix or 0.0), default=None)


def _nothing(parts: Sequence[Part], facts: Facts) -> str:
    if all(abs(part.contribution) <= NOTHING for part in parts):
        return "drivers.same"
    if facts.broad:
        return f"drivers.broad.{_side(facts.change)}"
    return "drivers.quiet" if facts.known else "drivers.short"


def _side(value: float) -> str:
    return "down" if value < 0 else "up"
