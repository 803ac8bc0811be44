"""What a KPI is: a formula over measures and roles, with the texts people steer by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping as Map

    from kpi_core.formula.tree import Node
    from kpi_core.periods import Grain
    from kpi_core.units import Direction, Unit


@dataclass(frozen=True)
class MeasureDefinition:
    """A named aggregate of `measures.yaml`."""

    id: str
    formula: str
    name: Map[str, str]


@dataclass(frozen=True)
class Variant:
    """Another definition of the same KPI, chosen on purpose; `unit` differs from the KPI's own only where it must.

    stands_in: it answers the same question from other columns, so it may be used where the KPI's own are missing.
    """

    id: str
    name: Map[str, str]
    formula: str
    tree: Node
    unit: Unit
    stands_in: bool = False


@dataclass(frozen=True)
class Kpi:
    """A formula over measures and roles with what people need to steer by it. See `catalogue/`.

    tree: the parsed formula with measures put in place. optional: "kind.role"s that may be absent and count as nothing.
    pair: the better neighbour of a vanity KPI. guard: the KPI that shows it being gamed. texts are per language.
    window_days: a cohort needs this many days after the period's end before its value is final.
    min_group: groups smaller than this are never shown (HR).
    exact_only: a count that adds up over nothing (visitors): it has a value only where the file holds one row for exactly
        the period and segment asked.
    """

    id: str
    name: Map[str, str]
    aliases: Map[str, tuple[str, ...]]
    departments: tuple[str, ...]
    meaning: Map[str, str]
    formula: str
    tree: Node
    variants: tuple[Variant, ...]
    unit: Unit
    precision: int
    direction: Direction
    timing: Literal["leading", "lagging"]
    grain: Grain
    review: Grain
    segments: tuple[str, ...]
    drivers: tuple[str, ...]
    traps: Map[str, tuple[str, ...]]
    actions: Map[str, tuple[str, ...]]
    zero: Map[str, str]
    smart: Map[str, str]
    optional: tuple[str, ...] = ()
    pair: str | None = None
    guard: str | None = None
    standard: str | None = None
    window_days: int | None = None
    min_group: int | None = None
    exact_only: bool = False
