"""From a user's own definition to a `Kpi` like any other; what its parts ask for, it asks for too."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping as Map
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from kpi_core.catalogue import CATALOGUE, MEASURES, columns, in_words, measure_trees
from kpi_core.catalogue.zero import zero_code
from kpi_core.errors import FormulaError
from kpi_core.formula.facts import is_sum, parts, required_columns, tables
from kpi_core.formula.parse import parse
from kpi_core.formula.tree import KeySet, Number, Param
from kpi_core.model import Kpi
from kpi_core.own.limits import MOST_PARTS, check_size
from kpi_core.roles import KINDS
from kpi_core.texts import LANGS, say
from kpi_core.units import Unit

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kpi_core.formula.tree import Node
    from kpi_core.model import OwnKpi

SMALLEST_GROUP = 5
MOST_NESTED = 20
OWN_GROUP = "own"
"""Where own KPIs stand among the departments."""
DECIMALS = {Unit.PERCENT: 1, Unit.RATIO: 2, Unit.SCORE: 1, Unit.DAYS: 1, Unit.HOURS: 1, Unit.MONTHS: 1}


@dataclass(frozen=True)
class Defined:
    """What became of the own KPIs of a workspace: each is in one of the two, by id, in the order they were made."""

    kpis: Map[str, Kpi]
    broken: Map[str, FormulaError]


@cache
def part_trees() -> Map[str, Node]:
    """Return what a formula may name and has a value: every measure and every KPI of the catalogue, by id."""
    return {**measure_trees(MEASURES), **{kpi.id: kpi.tree for kpi in CATALOGUE.values()}}


@lru_cache(maxsize=256)
def define(owns: tuple[OwnKpi, ...]) -> Defined:
    """Return the KPIs that these definitions are. One whose formula cannot be used is told, with why, and never left out."""
    book = _Book(owns)
    kpis: dict[str, Kpi] = {}
    broken: dict[str, FormulaError] = {}
    for own in owns:
        try:
            kpis[own.id] = book.kpi(own.id)
        except FormulaError as problem:
            broken[own.id] = problem
    return Defined(kpis, broken)


class _Book:
    """The own KPIs of one workspace while they are worked out: each once, and none by way of itself."""

    def __init__(self, owns: Iterable[OwnKpi]) -> None:
        self._owns = {own.id: own for own in owns}
        self._done: dict[str, Kpi] = {}
        self._open: list[str] = []

    def __contains__(self, id_: object) -> bool:
        return id_ in self._owns

    def __iter__(self) -> Iterator[str]:
        return iter(self._owns)

    def kpi(self, id_: str) -> Kpi:
        """Return an own KPI. Raises FormulaError, `formula_circle` with the whole chain when it leads back to itself."""
        if id_ in self._done:
            return self._done[id_]
        if id_ in self._open:
            chain = (*self._open[self._open.index(id_) :], id_)
            raise FormulaError("formula_circle", None, chain=" → ".join(self._owns[one].name for one in chain))
        if len(self._open) >= MOST_NESTED:
            raise FormulaError("formula_parts_too_large", None, most=MOST_PARTS)
        self._open.append(id_)
        try:
            self._done[id_] = _kpi_of(self._owns[id_], _Named(self))
        finally:
            self._open.pop()
        return self._done[id_]


class _Named(Map[str, "Node"]):
    """The parts one formula may name; remembers which of them it does."""

    def __init__(self, book: _Book) -> None:
        self._book = book
        self.used: dict[str, Kpi | None] = {}

    def __getitem__(self, name: str) -> Node:
        if name in self._book:
            kpi = self.used[name] = self._book.kpi(name)
            return kpi.tree
        self.used[name] = CATALOGUE.get(name)
        return part_trees()[name]

    def __contains__(self, name: object) -> bool:
        return name in self._book or name in part_trees()

    def __iter__(self) -> Iterator[str]:
        yield from (*part_trees(), *self._book)

    def __len__(self) -> int:
        return sum(1 for _ in self)


def _kpi_of(own: OwnKpi, named: _Named) -> Kpi:
    tree = parse(own.formula, named, columns())
    check_size(tree)
    used = [kpi for kpi in named.used.values() if kpi is not None]
    return Kpi(
        id=own.id,
        name=dict.fromkeys(LANGS, own.name),
        aliases=dict.fromkeys(LANGS, ()),
        departments=(OWN_GROUP,),
        meaning={lang: own.meaning or in_words(tree, lang) for lang in LANGS},
        formula=own.formula,
        tree=tree,
        variants=(),
        unit=own.unit,
        precision=2 if own.unit is Unit.CURRENCY and not is_sum(tree) else DECIMALS.get(own.unit, 0),
        direction=own.direction,
        timing="lagging",
        grain=own.grain,
        review=own.grain,
        segments=(),
        drivers=tuple(kpi.id for kpi in used),
        traps=dict.fromkeys(LANGS, ()),
        actions=dict.fromkeys(LANGS, ()),
        zero={lang: say(f"zero.{zero_code(tree, own.unit)}", lang) for lang in LANGS},
        smart=dict.fromkeys(LANGS, ""),
        optional=_optional(tree, named),
        window_days=_window(tree, used),
        min_group=_smallest(tree, used),
        exact_only=any(kpi.exact_only for kpi in used) or _counts_over_nothing(tree),
    )


def _optional(tree: Node, named: _Named) -> tuple[str, ...]:
    """Return the columns that may be absent: those that may be so in the parts it names, and that it does not name itself."""
    found: set[str] = set()
    for name, kpi in named.used.items():
        own = kpi.optional if kpi else _optional_in(part_trees()[name])
        found |= set(own)
    asked = {f"{column.kind}.{column.role}" for column in required_columns(tree)}
    return tuple(sorted(found & asked))


def _optional_in(measure: Node) -> frozenset[str]:
    """Return the columns that every KPI of the catalogue with this measure in it lets be absent."""
    holding = [set(kpi.optional) for kpi in CATALOGUE.values() if measure in set(parts(kpi.tree))]
    return frozenset(set.intersection(*holding)) if holding else frozenset()


def _window(tree: Node, used: list[Kpi]) -> int | str | None:
    """Return how long a cohort in the formula takes to be whole: a setting's name where one decides, else the most days."""
    windows = [kpi.window_days for kpi in used if kpi.window_days]
    within = [part.days for part in parts(tree) if isinstance(part, KeySet)]
    named = [window for window in windows if isinstance(window, str)]
    named += [days.name for days in within if isinstance(days, Param)]
    counted = [window for window in windows if isinstance(window, int)]
    counted += [int(days.value) for days in within if isinstance(days, Number)]
    return named[0] if named else max(counted, default=None)


def _smallest(tree: Node, used: list[Kpi]) -> int | None:
    """Return the least group to show: whatever a formula makes of rows about people keeps small groups hidden."""
    about_people = any(KINDS[kind].people for kind in tables(tree))
    groups = [kpi.min_group for kpi in used if kpi.min_group]
    return max([*groups, *([SMALLEST_GROUP] if about_people else [])], default=None)


def _counts_over_nothing(tree: Node) -> bool:
    """Return whether the formula adds up what adds up over nothing, such as unique visitors."""
    inside = set(parts(tree))
    return any(kpi.exact_only and kpi.tree in inside for kpi in CATALOGUE.values())
