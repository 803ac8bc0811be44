"""What the names in a formula may mean: columns, tables, figures and settings, by every name they go by."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kpi_core.errors import did_you_mean
from kpi_core.formula.lexicon import EDGE_OF, KEYWORD_OF, plain

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping as Map

    from kpi_core.formula.tree import Column, Node
    from kpi_core.texts import Lang


@dataclass(frozen=True)
class Vocabulary:
    """The names known in one workspace; every key is a name as `plain` gives it.

    columns: per name the columns it may be, each with how near the name is to it, 0 = its own header.
    kinds: table kinds by name. figures: measures and KPIs by name; several ids where a name is not of one alone.
    trees: the tree of each figure by id. values: per column of fixed words each spelling with the word it stands for.
    present: the table kinds there is data of, empty = not known. balances: those that hold balances.
    shown: how each name is written. titles: what each figure and each column ("kind.role") is called. lang: decides how a number with one sign and three digits may be read.
    """

    lang: Lang
    columns: Map[str, Map[Column, int]]
    kinds: Map[str, str]
    figures: Map[str, tuple[str, ...]]
    trees: Map[str, Node]
    settings: Map[str, str] = field(default_factory=dict)
    values: Map[Column, Map[str, str]] = field(default_factory=dict)
    present: frozenset[str] = frozenset()
    balances: frozenset[str] = frozenset()
    shown: Map[str, str] = field(default_factory=dict)
    titles: Map[str, str] = field(default_factory=dict)

    def columns_of(self, name: str) -> dict[Column, int]:
        """Return the columns a name may be: those of the tables there is data of, else of any table."""
        found = self.columns.get(plain(name), {})
        here = {column: rank for column, rank in found.items() if column.kind in self.present}
        return dict(here or found)

    def columns_in(self, name: str, kind: str) -> tuple[Column, ...]:
        """Return the columns of one table that a name fits best; more than one is a doubt."""
        found = {column: rank for column, rank in self.columns.get(plain(name), {}).items() if column.kind == kind}
        return tuple(column for column, rank in found.items() if rank == min(found.values()))

    def figure(self, name: str) -> tuple[str, ...]:
        """Return the figures a name may be: the one with this id, else those called so, equal ones once."""
        if name in self.trees:
            return (name,)
        found = self.figures.get(plain(name), ())
        different = {self.trees[id_]: id_ for id_ in reversed(found)}
        return tuple(id_ for id_ in found if id_ in different.values())

    def near(self, name: str, known: Iterable[str]) -> tuple[str, ...]:
        """Return the nearest of the known names, as they can be typed."""
        keys = [key for key in known if key in self.shown]
        return tuple(dict.fromkeys(written(self.shown.get(key, key)) for key in did_you_mean(plain(name), keys)))


def written(name: str) -> str:
    """Return a name as it can be typed: between brackets where it is more than one plain word.

    >>> written("Omzet"), written("Bedrag (excl. btw)"), written("of")
    ('Omzet', '[Bedrag (excl. btw)]', '[of]')
    """
    loose = name.isidentifier() and name.casefold() not in {*KEYWORD_OF, *EDGE_OF}
    return name if loose else "[" + name.replace("[", "(").replace("]", ")") + "]"
