"""What is asked of the data in one call, checked against what the data has: which KPIs can be computed, and what stops others."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from kpi_core.catalogue import SETTINGS
from kpi_core.compute.asks import FIRSTS, asks_of, bound, looks_of, with_closing, without_unset
from kpi_core.compute.shape import COHORTS
from kpi_core.compute.windows import MOST_SILENCE, Reach, looked_at, reach_of
from kpi_core.dataset.model import day_number, day_of
from kpi_core.formula.facts import compared_words, parts, tables
from kpi_core.formula.facts import params as params_in
from kpi_core.formula.tree import KeySet, Node
from kpi_core.measurable import needed
from kpi_core.model import Issue
from kpi_core.periods import Grain, Period, periods_between
from kpi_core.roles import KINDS, ROLES

if TYPE_CHECKING:
    from collections.abc import Mapping as Map

    from kpi_core.compute.asks import Ask, Look
    from kpi_core.dataset import Dataset
    from kpi_core.model import Kpi

MOST_DAYS = {Grain.DAY: 20_000}  # a typing error in a date must not make a million periods
MOST_DAYS_ELSE = 73_000
A_YEAR = timedelta(days=366)
PEOPLE = frozenset(id_ for id_, kind in KINDS.items() if kind.people)
"""The tables a smallest group is about; a share of vacancies is no figure about people."""


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
            others = (set(table.days) if KINDS[look.kind].span else {look.on}) - {None, "all", table.date_role}
            more = [day for role in others for day in table.days.get(str(role), ())]
            found = reach_of(table.days.get(table.date_role, ()), more, self.today)
            if found is not None and KINDS[look.kind].span:
                found = self._as_the_rest(found)
            self._reaches[place] = found
        return self._reaches[place]

    def _as_the_rest(self, register: Reach) -> Reach:
        """Return the reach of a register: it holds what runs, so that months without news are still known.

        It is taken to be as recent as the newest table, and for a year after its last change to say how things stand, but
        then without being complete; how long ago it last changed is told beside the figure.
        """
        found = [register]
        for kind, table in self.dataset.tables.items():
            if not KINDS[kind].span:
                reach = reach_of(table.days.get(table.date_role, ()), (), self.today)
                found += [reach] if reach else []
        last = max(register.last + A_YEAR, *(one.last for one in found))
        return replace(register, last=min(last, self.today), through=max(one.through for one in found))

    def snapshot(self, kind: str, until: date) -> date | None:
        """Return the latest day on or before a day on which a table of balances says how things stand."""
        table = self.dataset.tables[kind]
        days = table.days.get(table.date_role, ())
        place = bisect_right(days, day_number(min(until, self.today)))
        return day_of(days[place - 1]) if place else None

    def completes(self, look: Look, period: Period, extra_days: int) -> bool:
        """Return whether nothing can be missing in the window an ask looks at for a period, or a while after it."""
        reach = self.reach_of(look)
        if reach is None:
            return False
        window = looked_at(period, look.steps, reach.first)
        if not look.standing:
            return reach.completes(window, extra_days)
        known = reach.through
        if with_closing(look.steps):
            day = self.snapshot(look.kind, window.end)
            if day is None:
                return False
            known = reach.stands_for(day)
        slack = timedelta(days=int(period.days * MOST_SILENCE))
        return self.today > window.end and window.end - known <= slack

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
        if look.standing:
            return reach.stands(looked_at(period, look.steps, reach.first))
        window = looked_at(period, look.steps, reach.first)
        return reach.covers(window, moved=bool(look.steps)) and not self.is_finer(look, window)

    def is_finer(self, look: Look, window: Period) -> bool:
        """Return whether a table has one date for more than this window, as monthly figures have for a week of it."""
        reach = self.reach_of(look)
        plain = not look.standing and look.on != "all" and not KINDS[look.kind].span and window.grain is not Grain.ALL
        return plain and reach is not None and reach.is_finer(window)


def with_defaults(params: Map[str, float] | None) -> dict[str, float]:
    """Return the settings given, and of the others those that have a usual value."""
    usual = {name: setting.default for name, setting in SETTINGS.items() if setting.default is not None}
    return {**usual, **(params or {})}


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
    kpi = _as_asked(kpi, variant)
    tree = kpi.tree
    stopped = _stopped(kpi, tree, request)
    if stopped:
        return None, tuple(stopped)
    filled = bound(tree, request.params)
    missing = tuple(sorted(params_in(filled)))
    issues = [Issue("param_missing", "warning", fields={"kpi": kpi.id, "param": name}) for name in missing]
    return Job(kpi, without_unset(filled), _periods(filled, request), missing), tuple(issues)


def _as_asked(kpi: Kpi, variant: str | None) -> Kpi:
    """Return the KPI as a variant defines it; only people have a smallest group."""
    kpi = kpi.defined(variant)
    return kpi if PEOPLE & set(tables(kpi.tree)) else replace(kpi, min_group=None)


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
        if isinstance(part, KeySet) and part.name in FIRSTS and ROLES[part.column.role].type != "id":
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
