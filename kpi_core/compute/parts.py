"""What every part of a formula gave in one period, so that a value can be shown as the sum it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from kpi_core.compute.answers import answers_of, numbered
from kpi_core.compute.asks import OPENING, asks_of, rows_behind
from kpi_core.compute.request import Request, job_of, with_defaults
from kpi_core.compute.results import compute
from kpi_core.compute.run import engine
from kpi_core.compute.series import Grids
from kpi_core.compute.windows import step_of
from kpi_core.formula.tree import Arith, Negative, Number, Param, Shift

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping as Map
    from datetime import date

    from kpi_core.compute.asks import Ask, Steps
    from kpi_core.compute.run import Backend
    from kpi_core.dataset import Dataset
    from kpi_core.formula.tree import Node
    from kpi_core.model import Issue, Kpi
    from kpi_core.periods import Period

Why = Literal["", "setting", "zero", "negative", "not_covered", "no_rows", "inside"]


@dataclass(frozen=True)
class Part:
    """A value node of a formula with what it gave.

    node: as written; a setting stays a `Param`. steps: from the period to the window it looks at. rows: the lines an
    aggregate rests on, 0 for arithmetic. inside: the parts it is worked out from, none for an aggregate.
    value: None = none, and why: a setting is not given; the denominator is zero, or negative; a table has no data for the
        window; there is no row to take the mean of; or a part inside has no value.
    """

    node: Node
    steps: Steps
    value: float | None
    rows: int = 0
    why: Why = ""
    inside: tuple[Part, ...] = ()


@dataclass(frozen=True)
class Worked:
    """A KPI's value of one period with its parts. part: None when it cannot be computed or may not be shown, as the issues tell.

    value: what `compute` gives; None = none. margin: how far chance may put it off, None = it is no share of answers.
    """

    value: float | None
    part: Part | None
    complete: bool
    issues: tuple[Issue, ...]
    margin: float | None = None

    @property
    def leaves(self) -> tuple[Part, ...]:
        """Every aggregate of the formula, left to right."""
        return tuple(_leaves(self.part)) if self.part else ()


def parts_of(
    kpi: Kpi,
    dataset: Dataset,
    period: Period,
    *,
    params: Map[str, float] | None = None,
    variant: str | None = None,
    today: date,
    backend: Backend | None = None,
) -> Worked:
    """Return what every part of a KPI's formula gave in one period; what its result may not show, its parts do not either."""
    request = Request(dataset, period.grain, None, {}, period.start, period.end, with_defaults(params), today)
    backend = backend or engine()
    asked = {"params": params, "variants": {kpi.id: variant} if variant else None, "today": today, "backend": backend}
    results = compute([kpi], dataset, period.grain, start=period.start, end=period.end, **asked)  # type: ignore[arg-type]
    frame = results.frame
    rows = frame[frame["period"] == period.id]
    job, _ = job_of(kpi, variant, request)
    if job is None or rows.empty:
        return Worked(None, None, complete=False, issues=results.issues)
    value, complete = _number(rows["value"].iloc[0]), bool(rows["complete"].iloc[0])
    tree = kpi.defined(variant).tree
    asks = tuple(asks_of(job.tree))
    numbers = numbered((period,))
    answers = answers_of({*asks, *map(rows_behind, asks)}, request, numbers, backend)
    found = _part(tree, job.tree, (), Grids(request, answers, (period,), (), numbers))
    if found.value is not None and value is None:
        return Worked(None, None, complete=complete, issues=results.issues)
    margin = _number(rows["margin"].iloc[0])
    return Worked(value, found, complete=complete, issues=results.issues, margin=margin)


def _part(written: Node, bound: Node, steps: Steps, grids: Grids) -> Part:
    """Return a part; written: as the formula has it, bound: the same with its settings filled in."""
    value = _number(grids.value(bound, steps)[0, -1])
    inside: tuple[Part, ...]
    match written, bound:
        case Arith(), Arith():
            inside = (_part(written.left, bound.left, steps, grids), _part(written.right, bound.right, steps, grids))
            return Part(written, steps, value, why=_why(written, value, inside), inside=inside)
        case Negative(), Negative():
            inside = (_part(written.value, bound.value, steps, grids),)
            return Part(written, steps, value, why=_why(written, value, inside), inside=inside)
        case Shift(name="average"), Shift():
            inside = tuple(_part(written.body, bound.body, at, grids) for at in ((*steps, OPENING), steps))
            return Part(written, steps, value, why="" if value is not None else "inside", inside=inside)
        case Shift(), Shift() if isinstance(bound.body, (Arith, Negative, Shift)):
            inside = (_part(written.body, bound.body, (*steps, step_of(bound)), grids),)
            return Part(written, steps, value, why=_why(written, value, inside), inside=inside)
        case ((Number() | Param()), _):
            return Part(written, steps, value, why="" if value is not None else "setting")
    asks = tuple(asks_of(bound, steps))
    covered = all(grids.covered(ask)[0] for ask in asks)
    why: Why = "" if value is not None else "no_rows" if covered else "not_covered"
    return Part(written, steps, value, max((_rows(ask, grids) for ask in asks), default=0), why)


def _rows(ask: Ask, grids: Grids) -> int:
    counted = grids.asked(rows_behind(ask))[0, -1]
    return 0 if np.isnan(counted) else int(counted)


def _why(node: Node, value: float | None, inside: tuple[Part, ...]) -> Why:
    if value is not None:
        return ""
    if any(part.value is None for part in inside):
        return "inside"
    below = inside[-1].value or 0.0
    assert isinstance(node, Arith)
    return "negative" if below < 0 else "zero"


def _leaves(part: Part) -> Iterator[Part]:
    if part.inside:
        for inner in part.inside:
            yield from _leaves(inner)
    elif not isinstance(part.node, (Number, Param)):
        yield part


def _number(value: float) -> float | None:
    return None if np.isnan(value) else float(value)
