"""What a reader should know of a figure: unfinished and empty periods, and lists and balances that may say less than they seem to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

import numpy as np
import pyarrow.compute as pc

from kpi_core.compute.asks import looks_at_firsts, looks_of, with_closing
from kpi_core.compute.snapshots import held
from kpi_core.compute.windows import looked_at
from kpi_core.dataset.model import day_number, day_of
from kpi_core.formula.facts import looks_at_ends
from kpi_core.model import Issue
from kpi_core.periods import MONTHS_PER_YEAR, Grain, add_months
from kpi_core.roles import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from numpy.typing import NDArray

    from kpi_core.compute.asks import Ask, Look
    from kpi_core.compute.request import Request
    from kpi_core.compute.series import Grids
    from kpi_core.formula.tree import Node
    from kpi_core.periods import Period

QUIET = timedelta(days=92)
"""A register without a change for longer than this may be an old one."""
THIN = 0.5
"""A snapshot with fewer than this share of the rows of the one before may be half an export."""


@dataclass(frozen=True)
class Figures:
    """The figures of everything together, one per period, of the asks they come from."""

    tree: Node
    asks: Sequence[Ask]
    value: NDArray[np.float64]
    rows: NDArray[np.float64]
    complete: NDArray[np.bool_]


def remarks(kpi: str, grids: Grids, found: Figures) -> list[Issue]:
    """Return what to tell beside the figures of a KPI; nothing about lists and balances when no figure is shown."""
    issues = [*_unfinished(kpi, grids, found), *_finer(kpi, grids, found)]
    shown = [period for period, value in zip(grids.periods, found.value, strict=True) if not np.isnan(value)]
    if shown:
        issues += [*_overstated(kpi, grids, found, shown), *_registers(kpi, grids, found, shown)]
        issues += [*_snapshots(kpi, grids, found, shown)]
    return issues


def _unfinished(kpi: str, grids: Grids, found: Figures) -> list[Issue]:
    issues = []
    if grids.request.grain is not Grain.ALL and not found.complete[-1] and not np.isnan(found.value[-1]):
        issues.append(Issue("period_incomplete", "info", fields={"period": grids.periods[-1].id}))
    seen = found.rows > 0
    gaps = [period.id for place, period in enumerate(grids.periods) if _silent(seen, place)]
    if gaps and grids.request.grain in (Grain.MONTH, Grain.QUARTER, Grain.YEAR) and not grids.request.where:
        fields = {"kpi": kpi, "periods": ", ".join(gaps), "n": len(gaps)}
        issues.append(Issue("period_empty", "warning", fields=fields))
    return issues


def _finer(kpi: str, grids: Grids, found: Figures) -> Iterator[Issue]:
    """Yield the first table whose dates each stand for more than the periods asked, so that these have no value."""
    for look in _looks(found):
        if any(grids.request.is_finer(look, looked_at(period, look.steps, period.start)) for period in grids.periods):
            yield Issue("finer_than_data", "warning", fields={"kpi": kpi, "kind": look.kind})
            return


def _silent(seen: NDArray[np.bool_], place: int) -> bool:
    return not seen[place] and bool(seen[:place].any()) and bool(seen[place + 1 :].any())


def _overstated(kpi: str, grids: Grids, found: Figures, shown: Sequence[Period]) -> Iterator[Issue]:
    """Yield that customers of before the file look new, when a value shown rests on the first year of their table."""
    for look in looks_at_firsts(found.asks):
        reach = grids.request.reach_of(look)
        if reach is None:
            continue
        until = add_months(reach.first, MONTHS_PER_YEAR) - timedelta(days=1)
        if any(looked_at(period, look.steps, reach.first).start <= until for period in shown):
            yield Issue("early_first_seen", "warning", fields={"kpi": kpi, "first": reach.first, "until": until})
            return


def _registers(kpi: str, grids: Grids, found: Figures, shown: Sequence[Period]) -> Iterator[Issue]:
    """Yield which lists of what runs have not changed for long, and which know nobody who left."""
    for kind in sorted({look.kind for look in _looks(found) if KINDS[look.kind].span}):
        span = KINDS[kind].span
        assert span is not None
        days = [_days_until(grids.request, kind, role) for role in span]
        changed = max((known[-1] for known in days if known), default=None)
        if changed is not None and day_number(min(shown[-1].end, grids.request.today)) - changed > QUIET.days:
            yield Issue("register_quiet", "warning", fields={"kpi": kpi, "kind": kind, "day": day_of(changed)})
        if not days[1] and looks_at_ends(found.tree, kind, span[1]):
            yield Issue("none_ended", "warning", fields={"kpi": kpi, "kind": kind, "role": span[1]})


def _snapshots(kpi: str, grids: Grids, found: Figures, shown: Sequence[Period]) -> Iterator[Issue]:
    """Yield which balances are dated on first days, which reads two ways, and whose latest one is much shorter."""
    seen = set()
    for look in _looks(found):
        if not with_closing(look.steps) or look.kind in seen:
            continue
        seen.add(look.kind)
        reach = grids.request.reach_of(look)
        if reach is not None and reach.rhythm not in {None, Grain.WEEK}:
            yield Issue("balance_first_days", "warning", fields={"kpi": kpi, "kind": look.kind})
        day = grids.request.snapshot(look.kind, shown[-1].end)
        before = grids.request.snapshot(look.kind, day - timedelta(days=1)) if day else None
        part = held(grids.request.dataset.tables[look.kind], day) if day else None
        if day and part:
            fields = {"kpi": kpi, "kind": look.kind, "day": day, "n": part[0], "all": part[1]}
            yield Issue("balance_part", "warning", fields=fields)
        elif day and before:
            rows, earlier = _rows_on(grids.request, look.kind, day), _rows_on(grids.request, look.kind, before)
            if rows < THIN * earlier:
                fields = {"kpi": kpi, "kind": look.kind, "day": day, "n": rows, "before": before, "earlier": earlier}
                yield Issue("balance_thin", "warning", fields=fields)


def _looks(found: Figures) -> list[Look]:
    return [look for ask in found.asks for look in looks_of(ask)]


def _days_until(request: Request, kind: str, role: str) -> list[int]:
    limit = day_number(request.today)
    return [day for day in request.dataset.tables[kind].days.get(role, ()) if day <= limit]


def _rows_on(request: Request, kind: str, day: date) -> int:
    table = request.dataset.tables[kind]
    return int(pc.sum(pc.equal(table.data[f"_day_{table.date_role}"], day_number(day))).as_py() or 0)
