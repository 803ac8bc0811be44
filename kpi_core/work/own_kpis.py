"""KPIs that people make themselves: check a formula while it is typed, keep it, change it, and take nothing away for good."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from itertools import count
from typing import TYPE_CHECKING

from kpi_core.catalogue import CATALOGUE, MEASURES
from kpi_core.errors import FormulaError, StoreError
from kpi_core.formula.lexicon import plain
from kpi_core.formula.spell import spelled
from kpi_core.model import OWN, OwnKpi
from kpi_core.own import MOST_KPIS, Checked, check, define, from_yaml, read, refused, to_yaml, unit_of, vocabulary
from kpi_core.periods import Grain
from kpi_core.texts import say
from kpi_core.units import Direction, Unit
from kpi_core.work.confirming import current_of
from kpi_core.work.names import LONGEST_REMARK, clean, clean_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kpi_core.formula.vocabulary import Vocabulary
    from kpi_core.store import OwnKpiVersion, Space, Store
    from kpi_core.texts import Lang

LONGEST_SLUG = 50


@dataclass(frozen=True)
class OwnDraft:
    """An own KPI as it is typed; formula: in any spelling that `check` takes; unit: None = what its columns tell."""

    name: str
    formula: str
    unit: Unit | None = None
    direction: Direction = Direction.HIGHER
    grain: Grain = Grain.MONTH
    meaning: str = ""


@dataclass(frozen=True)
class Listed:
    """An own KPI as it stands. typed: its formula as it is shown in a box. problem: why it cannot be used, "" = it can."""

    kpi: OwnKpi
    typed: str
    problem: str


@dataclass(frozen=True)
class Taken:
    """What an import did, by how many: added, changed, and the same as they were."""

    added: int
    changed: int
    same: int


def check_own(store: Store, workspace: str, typed: str, lang: Lang, kpi: str | None = None) -> Checked:
    """Return what a typed formula means in a workspace, or what is wrong with it. kpi: the own KPI it is a change of."""
    with store.reading(workspace) as space:
        words, owns = _words(space, lang), space.own_kpis.all()
    found = check(typed, words)
    if found.tree is None or kpi is None:
        return found
    changed = tuple(replace(own, formula=found.formula) if own.id == kpi else own for own in owns)
    problem = define(changed).broken.get(kpi)
    return refused(typed, problem, lang) if problem else found


def own_kpis(store: Store, workspace: str, lang: Lang) -> tuple[Listed, ...]:
    """Return every own KPI of a workspace, those that can no longer be used with the reason."""
    with store.reading(workspace) as space:
        words, owns = _words(space, lang), space.own_kpis.all()
    broken = define(owns).broken
    found = []
    for own in owns:
        problem = refused("", broken[own.id], lang).problem if own.id in broken else ""
        found.append(Listed(own, own.formula if problem else spelled(own.formula, words), problem))
    return tuple(found)


def own_problems(store: Store, workspace: str, lang: Lang) -> tuple[str, ...]:
    """Return a sentence for every own KPI that can no longer be used."""
    listed = own_kpis(store, workspace, lang)
    return tuple(say("own.broken", lang, name=one.kpi.name, problem=one.problem) for one in listed if one.problem)


def save_own(store: Store, workspace: str, draft: OwnDraft, lang: Lang, kpi: str | None = None) -> OwnKpi:
    """Keep an own KPI, a new one or the next state of `kpi`, and return it as it was kept.

    Raises FormulaError for a formula that cannot be used; StoreError `empty_name`, `own_name_taken`, `own_too_many` or
    `unknown_kpi`.
    """
    with store.writing(workspace) as space:
        owns = {own.id: own for own in space.own_kpis.all()}
        if kpi is not None and kpi not in owns:
            raise StoreError("unknown_kpi", kpi=kpi, near="")
        name = _free_name(draft.name, owns.values(), kpi)
        formula, tree = read(draft.formula, _words(space, lang))
        new = OwnKpi(
            kpi or _free_id(name, space.own_kpis.ids()),
            name,
            formula,
            draft.unit or unit_of(tree),
            draft.direction,
            draft.grain,
            clean(draft.meaning, LONGEST_REMARK),
        )
        _check_whole(owns, {**owns, new.id: new})
        space.own_kpis.put(new)
    return new


def remove_own(store: Store, workspace: str, kpi: str) -> None:
    """Take an own KPI away; `undo_own` brings it back. Raises StoreError `own_in_use` when another one is made of it."""
    with store.writing(workspace) as space:
        owns = space.own_kpis.all()
        kpis = define(owns).kpis
        users = [other.name for other in owns if other.id in kpis and kpi in kpis[other.id].drivers]
        if users:
            raise StoreError("own_in_use", names=", ".join(users))
        space.own_kpis.remove(kpi)


def undo_own(store: Store, workspace: str, kpi: str) -> OwnKpi | None:
    """Undo the last change of an own KPI, and return what stands now; None = it is not there.

    Raises FormulaError or StoreError when what it was cannot stand beside what there is now.
    """
    with store.writing(workspace) as space:
        history = space.own_kpis.history(kpi)
        before = history[1].kpi if len(history) > 1 else None
        return _stand(space, kpi, before)


def restore_own(store: Store, workspace: str, kpi: str, version: int) -> OwnKpi | None:
    """Let an earlier state of an own KPI stand again, as a new one on top."""
    with store.writing(workspace) as space:
        found = next((one for one in space.own_kpis.history(kpi) if one.id == version), None)
        if found is None:
            raise StoreError("unknown_kpi", kpi=kpi, near="")
        return _stand(space, kpi, found.kpi)


def own_history(store: Store, workspace: str, kpi: str) -> tuple[OwnKpiVersion, ...]:
    """Return every state an own KPI had, newest first."""
    with store.reading(workspace) as space:
        return space.own_kpis.history(kpi)


def export_own(store: Store, workspace: str) -> bytes:
    """Return the own KPIs of a workspace as YAML in the shape of the catalogue."""
    with store.reading(workspace) as space:
        return to_yaml(space.own_kpis.all()).encode("utf-8")


def import_own(store: Store, workspace: str, data: bytes, lang: Lang) -> Taken:
    """Take over the own KPIs of a YAML file, all of them or none; one with a known id becomes its next state.

    Raises DefinitionError `own_file`, FormulaError, or a StoreError as `save_own` does.
    """
    new = [
        replace(own, name=clean_name(own.name), meaning=clean(own.meaning, LONGEST_REMARK))
        for own in from_yaml(data, lang)
    ]
    with store.writing(workspace) as space:
        owns = {own.id: own for own in space.own_kpis.all()}
        together = {**owns, **{own.id: own for own in new}}
        for own in new:
            _free_name(own.name, together.values(), own.id)
        _check_whole(owns, together)
        for own in new:
            space.own_kpis.put(own)
    same = sum(owns.get(own.id) == own for own in new)
    added = sum(own.id not in owns for own in new)
    return Taken(added, len(new) - same - added, same)


def names_at_hand(store: Store, workspace: str, lang: Lang) -> Vocabulary:
    """Return the names a formula may use in a workspace."""
    with store.reading(workspace) as space:
        return _words(space, lang)


def _words(space: Space, lang: Lang) -> Vocabulary:
    return vocabulary(lang, current_of(space), define(space.own_kpis.all()).kpis)


def _stand(space: Space, kpi: str, state: OwnKpi | None) -> OwnKpi | None:
    if state is None:
        space.own_kpis.remove(kpi)
        return None
    owns = {own.id: own for own in space.own_kpis.all()}
    _free_name(state.name, owns.values(), kpi)
    _check_whole(owns, {**owns, kpi: state})
    space.own_kpis.put(state)
    return state


def _check_whole(before: dict[str, OwnKpi], after: dict[str, OwnKpi]) -> None:
    """Refuse a change after which an own KPI cannot be used that was not so before, and more of them than there may be."""
    if len(after) > MOST_KPIS:
        raise StoreError("own_too_many", most=MOST_KPIS)
    was = define(tuple(before.values())).broken
    for id_, problem in define(tuple(after.values())).broken.items():
        if id_ not in was or before.get(id_) != after[id_]:
            raise FormulaError(problem.code, problem.position, **problem.fields)


def _free_name(name: str, owns: Iterable[OwnKpi], kpi: str | None) -> str:
    """Return a name no other KPI has: a formula that names it must mean one thing."""
    name = clean_name(name)
    shipped = ((kpi.id, *kpi.name.values()) for kpi in CATALOGUE.values())
    measures = ((one.id, *one.name.values()) for one in MEASURES.values())
    own = ((one.name, one.id) for one in owns if one.id != kpi)
    if plain(name) in {plain(taken) for names in (*shipped, *measures, *own) for taken in names}:
        raise StoreError("own_name_taken", name=name)
    return name


def _free_id(name: str, taken: frozenset[str]) -> str:
    latin = unicodedata.normalize("NFKD", name.casefold()).encode("ascii", "ignore").decode()
    slug = re.sub("[^a-z0-9]+", "_", latin)[:LONGEST_SLUG].strip("_")
    slug = slug if slug[:1].isalpha() else f"kpi_{slug}".rstrip("_")
    tries = (f"{OWN}{slug}{'' if number == 1 else f'_{number}'}" for number in count(1))
    return next(id_ for id_ in tries if id_ not in taken)
