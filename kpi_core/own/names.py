"""Every name a formula may use in one workspace: the columns of its data, the roles, the measures and the KPIs."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING

from kpi_core.catalogue import CATALOGUE, MEASURES, SETTINGS
from kpi_core.formula.lexicon import plain
from kpi_core.formula.tree import Column
from kpi_core.formula.vocabulary import Vocabulary
from kpi_core.own.definition import part_trees
from kpi_core.roles import KINDS, ROLES
from kpi_core.texts import LANGS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from collections.abc import Mapping as Map

    from kpi_core.dataset import Dataset
    from kpi_core.formula.tree import Node
    from kpi_core.model import Kpi
    from kpi_core.texts import Lang

HEADER, ID, NAME, SYNONYM, OF_THE_TABLE = range(5)
"""How near a name is to a column: its own header in the file, or ever further from it."""
Named = tuple[str, str]


def vocabulary(lang: Lang, dataset: Dataset | None = None, own: Map[str, Kpi] | None = None) -> Vocabulary:
    """Return the names that may be used. dataset: its headers count, and bare names mean its tables. own: KPIs by id."""
    return vocabulary_of(lang, frozenset(dataset.tables) if dataset else frozenset(), headers(dataset), own or {})


def vocabulary_of(lang: Lang, present: frozenset[str], named: Map[Column, str], own: Map[str, Kpi]) -> Vocabulary:
    """Return the names that may be used. present: the table kinds there is data of. named: the header of each column."""
    shown: dict[str, str] = {}
    trees: dict[str, Node] = {**part_trees(), **{id_: kpi.tree for id_, kpi in own.items()}}
    return Vocabulary(
        lang=lang,
        columns=_columns(named, lang, shown),
        kinds=_singles(
            ((kind.id, name) for kind in KINDS.values() for name in (kind.id, *_both(kind.name, lang))), shown
        ),
        figures=_figures(own.values(), lang, shown),
        trees=trees,
        settings=_singles(
            ((one.id, name) for one in SETTINGS.values() for name in (one.id, *_both(one.name, lang))), shown
        ),
        values=_values(),
        present=present,
        balances=frozenset(kind.id for kind in KINDS.values() if kind.is_balance),
        shown=shown,
        titles=_titles(own.values(), named, lang),
    )


def _titles(own: Iterable[Kpi], named: Map[Column, str], lang: Lang) -> dict[str, str]:
    found = {f"{kind.id}.{role}": ROLES[role].name[lang] for kind in KINDS.values() for role in kind.roles}
    found |= {f"{one.kind}.{one.role}": header for one, header in named.items()}
    found |= {one.id: one.name[lang] for one in MEASURES.values()}
    return found | {kpi.id: kpi.name[lang] for kpi in (*CATALOGUE.values(), *own)}


def headers(dataset: Dataset | None) -> dict[Column, str]:
    """Return the header of every column in use, as it stands in the file; of several files the last."""
    found: dict[Column, str] = {}
    for kind, table in dataset.tables.items() if dataset else ():
        for source in dataset.columns if dataset else ():
            found |= {Column(kind, role): header for role, (header, _) in source.items() if role in table.roles}
    return found


def _both(name: Map[str, str], lang: Lang) -> tuple[str, ...]:
    return tuple(name[one] for one in sorted(LANGS, key=lambda one: one != lang))


def _columns(named: Map[Column, str], lang: Lang, shown: dict[str, str]) -> dict[str, dict[Column, int]]:
    found: dict[str, dict[Column, int]] = defaultdict(dict)
    own = ((column, header, HEADER) for column, header in named.items())
    for column, name, rank in (*own, *_known(lang)):
        key = plain(name)
        if key:
            found[key][column] = min(rank, found[key].get(column, rank))
            if rank <= NAME and (rank != ID or key not in shown):
                shown.setdefault(key, name)
    return dict(found)


def _known(lang: Lang) -> Iterator[tuple[Column, str, int]]:
    for kind in KINDS.values():
        for role in map(ROLES.__getitem__, kind.roles):
            column = Column(kind.id, role.id)
            yield from ((column, name, NAME) for name in _both(role.name, lang))
            yield column, role.id, ID
            yield from ((column, word, SYNONYM) for word in role.synonyms)
            yield from ((column, word, OF_THE_TABLE) for word in kind.extra_synonyms.get(role.id, ()))


def _singles(named: Iterable[Named], shown: dict[str, str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for id_, name in named:
        found.setdefault(plain(name), id_)
        if name != id_:
            shown.setdefault(plain(name), name)
    return found


def _figures(own: Iterable[Kpi], lang: Lang, shown: dict[str, str]) -> dict[str, tuple[str, ...]]:
    kpis = (*own, *CATALOGUE.values())
    called = [(one.id, name) for one in MEASURES.values() for name in (*_both(one.name, lang), one.id)]
    called += [(kpi.id, name) for kpi in kpis for name in (*_both(kpi.name, lang), kpi.id)]
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for id_, name in called:
        found[plain(name)][id_] = None
        shown.setdefault(plain(name), name)
    named = frozenset(found)
    for kpi in kpis:
        for alias in (alias for one in LANGS for alias in kpi.aliases[one]):
            if plain(alias) not in named:
                found[plain(alias)][kpi.id] = None
                shown.setdefault(plain(alias), alias)
    return {key: tuple(ids) for key, ids in found.items()}


@cache
def _values() -> dict[Column, dict[str, str]]:
    """Return per column of fixed words every spelling with the word it stands for."""
    found: dict[Column, dict[str, str]] = {}
    for kind in KINDS.values():
        for role in map(ROLES.__getitem__, kind.roles):
            spellings = {word.casefold(): value for value, words in role.values.items() for word in words}
            if spellings:
                found[Column(kind.id, role.id)] = spellings | {value.casefold(): value for value in role.values}
    return found
