"""Targets that must add up: those of parts beside that of the whole, and those a whole follows from by arithmetic.

Only targets of the same days and form are compared; nothing is divided over time or over parts.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpi_core.formula.facts import additive
from kpi_core.formula.facts import parts as nodes_of
from kpi_core.formula.tree import Arith, Measure, Negative, Number, Param
from kpi_core.model import Form
from kpi_core.series import tree_of
from kpi_core.targets.forms import only_part

if TYPE_CHECKING:
    from collections.abc import Mapping as Map
    from collections.abc import Sequence

    from kpi_core.formula.tree import Node
    from kpi_core.model import Kpi, Target

ADDED = frozenset({Form.FROM_TO, Form.PER_PERIOD})
"""The forms that ask one amount of everything together; floors, changes and bounds of parts say nothing sure about a sum."""
CLOSE = 0.005
ROUGH = 0.05
"""How far, as a share of the whole, targets may lie apart before it is told: rounding, and what only holds about."""


@dataclass(frozen=True)
class Together:
    """Targets beside the target of the whole they make.

    value: what they give together, in the unit of the whole. by: the role that tells the parts apart, "" = they are KPIs.
    exact: they give the whole to the cent; otherwise about.
    """

    whole: Target
    parts: tuple[Target, ...]
    value: float
    by: str = ""
    exact: bool = True

    @property
    def fits(self) -> bool:
        """Whether together they are the whole, but for rounding."""
        assert self.whole.value is not None
        return abs(self.value - self.whole.value) <= abs(self.whole.value) * (CLOSE if self.exact else ROUGH)

    @property
    def over(self) -> bool:
        """Whether together they are more than the whole already."""
        assert self.whole.value is not None
        return self.value > self.whole.value and not self.fits


def adds_up(kpi: Kpi, variant: str | None) -> bool:
    """Tell whether the parts of a KPI add up to the whole, so that their targets must."""
    own = kpi.defined(variant)
    return additive(tree_of(kpi, variant)).segments and not own.exact_only


def parts_together(whole: Target, kpi: Kpi, targets: Sequence[Target]) -> tuple[Together, ...]:
    """Return per role the targets on parts of a KPI beside its target for everything; nothing where parts do not add up."""
    if not _is_whole(whole) or not adds_up(kpi, whole.variant):
        return ()
    found: dict[str, dict[str, Target]] = {}
    for target in targets:
        part = only_part(target) if target.value is not None and target.kpi == whole.kpi else None
        if part and target.variant == whole.variant and alike(target, whole):
            found.setdefault(part[0], {}).setdefault(part[1], target)
    return tuple(
        Together(whole, tuple(own.values()), sum(target.value or 0.0 for target in own.values()), role)
        for role, own in found.items()
    )


def kpis_together(whole: Target, parts: Sequence[Target]) -> Together | None:
    """Return targets on other KPIs added up beside the one they contribute to; None where one asks something else."""
    if not parts or not _is_whole(whole) or not all(_is_whole(part) and alike(part, whole) for part in parts):
        return None
    return Together(whole, tuple(parts), sum(part.value or 0.0 for part in parts))


def worked_out(
    whole: Target, kpi: Kpi, targets: Map[str, Target], params: Map[str, float], totals: frozenset[str]
) -> tuple[Together, ...]:
    """Return what targets give together by each way a KPI is the same as a formula over others.

    targets: per KPI its target for everything. totals: the KPIs that are totals over their days; beside a level the
    outcome only holds about, as a level is where it should be at the end. Ways with an unknown in them are left out.
    """
    if not _is_whole(whole) or whole.variant:
        return ()
    ways = [*((one, True) for one in kpi.equals), *((one, False) for one in kpi.roughly)]
    made = (_way(whole, one.tree, targets, params, exact=exact, totals=totals) for one, exact in ways)
    return tuple(one for one in made if one)


def _way(
    whole: Target,
    tree: Node,
    targets: Map[str, Target],
    params: Map[str, float],
    *,
    exact: bool,
    totals: frozenset[str],
) -> Together | None:
    names = dict.fromkeys(node.name for node in nodes_of(tree) if isinstance(node, Measure))
    own = {name: targets[name] for name in names if name in targets}
    if not own or len(own) < len(names) or not all(_is_whole(one) and alike(one, whole) for one in own.values()):
        return None
    if any(one.variant for one in own.values()):
        return None
    value = _worth(tree, {name: one.value or 0.0 for name, one in own.items()}, params)
    if value is None:
        return None
    mixed = len({name in totals for name in (whole.kpi, *own)}) > 1
    return Together(whole, tuple(own.values()), value, exact=exact and not mixed)


def alike(one: Target, other: Target) -> bool:
    """Tell whether two targets ask in the same way over the same days."""
    return all(getattr(one, name) == getattr(other, name) for name in ("start", "until", "form", "per"))


def _is_whole(target: Target) -> bool:
    """Tell whether a target asks one amount of everything together."""
    return target.form in ADDED and target.value is not None and not target.segment and not target.where


def _worth(node: Node, values: Map[str, float], params: Map[str, float]) -> float | None:
    """Return what a formula over KPIs gives; None where a setting is not given or something cannot be divided."""
    match node:
        case Number():
            return node.value
        case Param():
            return params.get(node.name)
        case Measure():
            return values[node.name]
        case Negative():
            inside = _worth(node.value, values, params)
            return None if inside is None else -inside
        case Arith():
            return _arith(node, _worth(node.left, values, params), _worth(node.right, values, params))
        case _:
            return None


def _arith(node: Arith, left: float | None, right: float | None) -> float | None:
    if left is None or right is None:
        return None
    match node.op:
        case "+":
            return left + right
        case "-":
            return left - right
        case "*":
            return left * right
        case "/":
            return left / right if right > 0 else None
