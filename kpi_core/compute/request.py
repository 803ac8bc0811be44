"""What is asked of the data in one call, checked against what the data has: which KPIs can be computed, and what stops others."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from kpi_core.compute.asks import asks_of, bound, looks_of
from kpi_core.compute.shape import COHORTS
from kpi_core.compute.windows import Reach, looked_at, reach_of
from kpi_core.formula.facts import compared_words, parts, tables
from kpi_core.formula.facts import params as params_in
from kpi_core.formula.tree import KeySet, Node
from kpi_core.measurable import needed
from kpi_core.model import Issue
from kpi_core.periods import Grain, Period, periods_between
from kpi_core.roles import ROLES

if TYPE_CHECKING:
    from collections.abc import Mapping as Map

    from kpi_core.compute.asks import Ask, Look
    from kpi_core.dataset import Dataset
    from kpi_core.model import Kpi

MOST_DAYS = {Grain.DAY: 20_000}  # a typing error in a date must not make a million periods
MOST_DAYS_ELSE = 73_000


@dataclass(frozen=True)
class Request:
    """One call: everything but the KPIs. start, end: the days asked; None = as far as the data goes."""

    dataset: Dataset
    grain: Grain
    by: str | None
    where: Map[str, tuple[str, ...]]
    start: date | None
    end: date | None
    params: Map[str, float]
    today: date
    _reaches: dict[tuple[str, str | None], Reach | None] = field(default_factory=dict, compare=False)
    _covered: dict[tuple[Look, Period, bool], bool] = field(default_factory=dict, compare=False)

    def reach_of(self, look: Look) -> Reach | None:
        """Return how far the table an ask looks at reaches, by the date that places its rows."""
        place = (look.kind, look.on)
        if place not in self._reaches:
            table = self.dataset.tables[look.kind]
            more = () if look.on in (None, "all", table.date_role) else table.days.get(look.on or "", ())
            self._reaches[place] = reach_of(table.days.get(table.date_role, ()), more, self.today)
        return self._reaches[place]

    def covers(self, look: Look, period: Period, *, snapshot: bool) -> bool:
        """Return whether a table has data for the window of a period; a snapshot only for the period its data ends in."""
        key = (look, period, snapshot)
        if key not in self._covered:
            self._covered[key] = self._covers(look, period, snapshot=snapshot)
        return self._covered[key]

    def _covers(self, look: Look, period: Period, *, snapshot: bool) -> bool:
        reach = self.reach_of(look)
        if reach is None:
            return False
        if snapshot:
            return period.start <= reach.last <= period.end
        return reach.covers(looked_at(period, look.steps, reach.first), moved=bool(look.steps))


@dataclass(frozen=True)
class Job:
    """A KPI that can be computed: its formula with settings filled in, and the periods it is asked for."""

    kpi: Kpi
    tree: Node
    periods: tuple[Period, ...]
    settings_missing: tuple[str, ...] = ()

    @property
    def asks(self) -> tuple[Ask, ...]:
        """Every ask of the formula."""
        return tuple(asks_of(self.tree))


def job_of(kpi: Kpi, variant: str | None, request: Request) -> tuple[Job | None, tuple[Issue, ...]]:
    """Return the job of a KPI, None when something stops it, and what the reader should know."""
    tree = next((known.tree for known in kpi.variants if known.id == variant), kpi.tree)
    stopped = _stopped(kpi, tree, request)
    if stopped:
        return None, tuple(stopped)
    filled = bound(tree, request.params)
    missing = tuple(sorted(params_in(filled)))
    issues = [Issue("param_missing", "warning", fields={"kpi": kpi.id, "param": name}) for name in missing]
    return Job(kpi, filled, _periods(filled, request), missing), tuple(issues)


def _stopped(kpi: Kpi, tree: Node, request: Request) -> list[Issue]:
    present = request.dataset.roles_present
    absent = sorted(
        f"{column.kind}.{column.role}"
        for column in needed(tree, kpi.optional)
        if column.role not in present.get(column.kind, frozenset())
    )
    absent += sorted(kind for kind in tables(tree) if kind not in present and f"{kind}." not in "".join(absent))
    if absent:
        columns = ", ".join(absent)
        return [Issue("column_missing", "error", fields={"kpi": kpi.id, "columns": columns, "n": len(absent)})]
    for part in parts(tree):
        if isinstance(part, KeySet) and part.name != "keys" and ROLES[part.column.role].type != "id":
            return [Issue("key_not_id", "error", fields={"kpi": kpi.id, "role": part.column.role})]
    unheard = _unheard(tree, request.dataset)
    if unheard:
        return [Issue("words_absent", "warning", fields={"kpi": kpi.id, **unheard})]
    roles = ([request.by] if request.by else []) + list(request.where)
    cut = [role for role in roles for kind in tables(tree) if not _can_split(role, kind, request.dataset)]
    if cut:
        return [Issue("split_not_possible", "warning", fields={"kpi": kpi.id, "role": cut[0]})]
    return []


def _unheard(tree: Node, dataset: Dataset) -> dict[str, str] | None:
    """Return the column whose own words never include what the formula looks for: then 0 would be a guess.

    The values of an enum are known and asked about when it is prepared, so there an absence is a fact.
    """
    for column, words in compared_words(tree).items():
        known = dataset.words_present.get(column)
        if known and ROLES[column.role].type == "category" and not words & known:
            return {"role": column.role, "words": ", ".join(sorted(words))}
    return None


def _can_split(role: str, kind: str, dataset: Dataset) -> bool:
    table = dataset.tables[kind]
    return COHORTS[role] in table.data.column_names if role in COHORTS else role in table.dimensions


def _periods(tree: Node, request: Request) -> tuple[Period, ...]:
    """Return whole periods from the first to the last day asked; for the grain `all` the days in which every table has data."""
    reaches = [reach for ask in asks_of(tree) for look in looks_of(ask) if (reach := request.reach_of(look))]
    if not reaches:
        return ()
    if request.grain is Grain.ALL:
        first = request.start or max(reach.first for reach in reaches)
        last = request.end or min(_known_to(reach) for reach in reaches)
        return (Period(first, last, Grain.ALL),) if first <= last else ()
    first = request.start or min(reach.first for reach in reaches)
    last = request.end or min(max(reach.last for reach in reaches), request.today)
    longest = MOST_DAYS.get(request.grain, MOST_DAYS_ELSE)
    first = max(first, date.fromordinal(max(1, last.toordinal() - longest)))
    return periods_between(first, last, request.grain)


def _known_to(reach: Reach) -> date:
    return min(reach.through, max(reach.last, reach.today))
