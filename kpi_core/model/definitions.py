"""What a KPI is: a formula over measures and roles, with the texts people steer by."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping as Map
    from datetime import date

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
    optional, window_days, exact_only: as of the KPI; None = the KPI's own.
    """

    id: str
    name: Map[str, str]
    formula: str
    tree: Node
    unit: Unit
    stands_in: bool = False
    optional: tuple[str, ...] | None = None
    window_days: int | str | None = None
    exact_only: bool | None = None


@dataclass(frozen=True)
class Setting:
    """A number a formula asks the user for once, kept per workspace.

    default: used until someone sets another; None = there is none, and the KPI has no value without an answer.
    """

    id: str
    unit: Unit
    name: Map[str, str]
    question: Map[str, str]
    least: float
    most: float
    default: float | None = None
    whole: bool = False


@dataclass(frozen=True)
class Goal:
    """Where someone wants to go, and the ids of the KPIs that go with it, in the order to look at them.

    results: tell whether it is reached. drivers: move it. guards: show what it costs elsewhere. texts are per language.
    """

    id: str
    name: Map[str, str]
    sentence: Map[str, str]
    results: tuple[str, ...]
    drivers: tuple[str, ...]
    guards: tuple[str, ...]

    @property
    def kpis(self) -> tuple[str, ...]:
        """All of them, in order."""
        return (*self.results, *self.drivers, *self.guards)


@dataclass(frozen=True)
class Benchmark:
    """A figure of others, with where it comes from; texts per language. definition: "" when it counts as we do."""

    source: str
    url: str
    on: str
    text: Map[str, str]
    scope: Map[str, str]
    definition: Map[str, str]


@dataclass(frozen=True)
class Identity:
    """A KPI as a formula over other KPIs and measures; in `tree` each stands as a `Measure` by its id."""

    formula: str
    tree: Node


@dataclass(frozen=True)
class Change:
    """What changed in a definition, and when; a KPI without any is at version 1."""

    version: int
    on: date
    text: Map[str, str]


@dataclass(frozen=True)
class Kpi:
    """A formula over measures and roles with what people need to steer by it. See `catalogue/`.

    tree: the parsed formula with measures put in place. optional: "kind.role"s that may be absent and count as nothing.
    pair: the better neighbour of a vanity KPI. guard: the KPI that shows it being gamed. texts are per language.
    why: where definitions are contested, which one this is and why; "" elsewhere. standard: who defines it so.
    benchmark: None = none is credible.
    equals, roughly: the same figure as a formula over other KPIs and measures, exactly or about.
    window_days: a cohort needs this many days after the period's end before its value is final; a name is a setting's, in
        days or in hours.
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
    why: Map[str, str] = field(default_factory=dict)
    standard: Map[str, str] = field(default_factory=dict)
    benchmark: Benchmark | None = None
    equals: tuple[Identity, ...] = ()
    roughly: tuple[Identity, ...] = ()
    changes: tuple[Change, ...] = ()
    window_days: int | str | None = None
    min_group: int | None = None
    exact_only: bool = False

    def defined(self, variant: str | None) -> Kpi:
        """Return the KPI with the formula, unit and rules of a variant, and no variants of its own; itself without one."""
        chosen = next((one for one in self.variants if one.id == variant), None)
        if chosen is None:
            return self
        return replace(
            self,
            formula=chosen.formula,
            tree=chosen.tree,
            unit=chosen.unit,
            optional=self.optional if chosen.optional is None else chosen.optional,
            window_days=self.window_days if chosen.window_days is None else chosen.window_days,
            exact_only=self.exact_only if chosen.exact_only is None else chosen.exact_only,
            variants=(),
        )
