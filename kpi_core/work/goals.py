"""The targets of a workspace: set, changed, removed and brought back. Every state they had is kept."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from kpi_core.errors import StoreError
from kpi_core.model import Form
from kpi_core.roles import ROLES
from kpi_core.targets import is_asked
from kpi_core.targets.agreement import asks
from kpi_core.units import Direction
from kpi_core.work.known import catalogue_in, known_kpi
from kpi_core.work.names import LONGEST_REMARK, clean

if TYPE_CHECKING:
    from kpi_core.model import Kpi, Target
    from kpi_core.store import Store, TargetVersion

Segment = tuple[str, str] | None
Where = tuple[tuple[str, tuple[str, ...]], ...]
MOST_VALUES = 20


def targets(store: Store, workspace: str) -> tuple[Target, ...]:
    """Return the targets that stand, in the order in which they were set."""
    with store.reading(workspace) as space:
        known = catalogue_in(space)
        return tuple(target for target in space.targets.all() if target.kpi in known)


def target_of(store: Store, workspace: str, kpi: str, segment: Segment = None, where: Where = ()) -> Target | None:
    """Return the target of a KPI, segment and filters, None when there is none."""
    with store.reading(workspace) as space:
        return space.targets.get(kpi, segment, where)


def set_target(store: Store, workspace: str, target: Target) -> Target:
    """Let a target stand for its KPI, segment and filters, and return it as it was kept.

    It has a value or a range, not both. What was agreed about another ask does not go along. Raises StoreError `unknown_kpi`, `unknown_variant`, `target_without_value`,
    `not_a_number`, `target_range`, `target_days`, `target_people` or `target_part`.
    """
    doubts, why = (clean(text, LONGEST_REMARK) for text in (target.doubts, target.why))
    kept = replace(target, owner=clean(target.owner), doubts=doubts, why=why)
    with store.writing(workspace) as space:
        _check(target, known_kpi(catalogue_in(space), target.kpi))
        before = space.targets.get(target.kpi, target.segment, target.where)
        if before and before.agreed_on and before.agreed_on == kept.agreed_on and asks(before) != asks(kept):
            kept = replace(kept, agreed=False, agreed_on=None)
        space.targets.set(kept)
    return kept


def remove_target(store: Store, workspace: str, kpi: str, segment: Segment = None, where: Where = ()) -> None:
    """Take a target away; `undo_target` brings it back."""
    with store.writing(workspace) as space:
        space.targets.remove(kpi, segment, where)


def undo_target(store: Store, workspace: str, kpi: str, segment: Segment = None, where: Where = ()) -> Target | None:
    """Undo the last change of a target, and return what stands now."""
    with store.writing(workspace) as space:
        return space.targets.undo(kpi, segment, where)


def target_history(
    store: Store, workspace: str, kpi: str, segment: Segment = None, where: Where = ()
) -> tuple[TargetVersion, ...]:
    """Return every state a target had, newest first."""
    with store.reading(workspace) as space:
        return space.targets.history(kpi, segment, where)


def _check(target: Target, kpi: Kpi) -> None:
    if target.variant is not None and target.variant not in {entry.id for entry in kpi.variants}:
        raise StoreError("unknown_variant", variant=target.variant)
    numbers = (target.value, target.low, target.high, target.baseline)
    if not all(number is None or math.isfinite(number) for number in numbers):
        raise StoreError("not_a_number")
    ranged = target.low is not None or target.high is not None
    half = kpi.direction is Direction.RANGE and target.form is Form.FROM_TO and not ranged
    if not is_asked(target) or half or (ranged and target.value is not None):
        raise StoreError("target_without_value")
    if target.low is not None and target.high is not None and target.low > target.high:
        raise StoreError("target_range")
    if target.until <= target.start:
        raise StoreError("target_days")
    cuts = len(target.where) + (target.segment is not None) + (target.form is Form.EACH_MEMBER)
    if kpi.min_group and cuts > 1:
        raise StoreError("target_people")
    named = [role for role, _ in target.where] + [target.by] * (target.form is Form.EACH_MEMBER)
    too_many = any(not values or len(values) > MOST_VALUES for _, values in target.where)
    if too_many or not 0 < target.share <= 1 or any(role not in ROLES for role in named):
        raise StoreError("target_part")
