"""Closing a round: its figures are written down and do not move from then on, until someone takes over what the data says now."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from kpi_core.errors import StoreError
from kpi_core.model import Round
from kpi_core.periods import Grain, parse_period
from kpi_core.series import series, tree_of
from kpi_core.work.closed import NOTHING, closed_in, definition_of, is_of_a_day, key_of, restated
from kpi_core.work.confirming import current_of
from kpi_core.work.figures import Asked, figures
from kpi_core.work.known import catalogue_in
from kpi_core.work.rounds import round_in
from kpi_core.work.steering import params_in

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from kpi_core.periods import Period
    from kpi_core.store import Space, Store
    from kpi_core.work.closed import Restated


def close_round(store: Store, workspace: str, id_: str, today: date) -> Round:
    """Close a round and its period: per KPI that is followed the figures up to the end of that period are kept as they are.

    Only whole periods are, and only what no earlier round closed. A round about weeks closes weeks, every other one what the
    cards show, mostly months, and the periods targets are judged on. Raises StoreError `unknown_round` or `round_closed`.
    """
    with store.writing(workspace) as space:
        going = round_in(space, id_)
        if going.closed_on is not None:
            raise StoreError("round_closed")
        version = space.versions.current()
        done = replace(_frozen(space, going, today), closed_on=today, running_since=None)
        space.entries("round").put(id_, replace(done, fingerprint=version.fingerprint if version else ""))
        return round_in(space, id_)


def reopen_round(store: Store, workspace: str, id_: str) -> Round:
    """Open a closed round again: what it closed follows the data until it is closed anew. Raises StoreError `unknown_round`."""
    with store.writing(workspace) as space:
        found = round_in(space, id_)
        space.entries("round").put(
            id_, replace(found, closed_on=None, figures={}, rows={}, definitions={}, taken={}, fingerprint="")
        )
        return round_in(space, id_)


def restatements(store: Store, workspace: str, today: date) -> tuple[Restated, ...]:
    """Return every closed figure of which the data says something else by now, per KPI, the oldest first."""
    with store.reading(workspace) as space:
        return _restatements(space, today)


def take_over(store: Store, workspace: str, changed: Iterable[Restated]) -> tuple[str, ...]:
    """Let what the data says now be the closed figures, and return the rounds they stand in, for `undo_take_over`.

    What was closed stays written down beside it, with who took it over and when. Raises StoreError `unknown_round`.
    """
    by_round: dict[str, list[Restated]] = defaultdict(list)
    for one in changed:
        by_round[one.round].append(one)
    with store.writing(workspace) as space:
        for id_, group in by_round.items():
            found = round_in(space, id_)
            taken = {key: dict(values) for key, values in found.taken.items()}
            for one in group:
                taken.setdefault(key_of(one.kpi, one.variant), {})[one.period.id] = one.now
            space.entries("round").put(id_, replace(found, taken=taken))
    return tuple(by_round)


def undo_take_over(store: Store, workspace: str, ids: Iterable[str]) -> None:
    """Go back to the closed figures as they were before the last time that was taken over. Raises StoreError `unknown_round`."""
    with store.writing(workspace) as space:
        for id_ in ids:
            history = [version.value for version in space.entries("round").history(id_)]
            now = round_in(space, id_)
            earlier = (one.taken for one in history if isinstance(one, Round) and one.taken != now.taken)
            space.entries("round").put(id_, replace(now, taken=next(earlier, {})))


def _frozen(space: Space, going: Round, today: date) -> Round:
    """Return the round with the figures it closes."""
    dataset, params, known, closed = current_of(space), params_in(space), catalogue_in(space), closed_in(space)
    period = parse_period(going.period)
    if dataset is None:
        return going
    asked = [one for one in _asked(space, period) if one.kpi in known]
    results = figures(dataset, asked, known, params, today)
    values: dict[str, dict[str, float | None]] = {}
    rows: dict[str, dict[str, int]] = {}
    definitions = {}
    for one, found in results.items():
        key, kpi = key_of(one.kpi, one.variant), known[one.kpi]
        before = closed.of(kpi, one.variant, params)
        whole = [
            p for p in series(found, one.kpi) if p.complete and p.period.end <= period.end and p.period.id not in before
        ]
        values.setdefault(key, {}).update({point.period.id: point.value for point in whole})
        rows.setdefault(key, {}).update({point.period.id: point.rows for point in whole})
        definitions[key] = definition_of(kpi, one.variant, params)
    return replace(going, figures=values, rows=rows, definitions=definitions, taken={})


def _asked(space: Space, period: Period) -> list[Asked]:
    """Return every KPI that is followed, in the definitions and per period as its cards and targets use it."""
    weeks = period.grain is Grain.WEEK
    followed = [choice for choice in space.choices.all() if not choice.benched]
    targets = [target for target in space.targets.all() if target.kpi in {choice.kpi for choice in followed}]
    pairs = [*((one.kpi, one.variant) for one in followed), *((one.kpi, one.variant) for one in targets)]
    asked = [Asked(kpi, variant, per=Grain.WEEK if weeks else None) for kpi, variant in pairs]
    asked += [Asked(one.kpi, one.variant, per=one.per) for one in targets if one.per and not weeks]
    return list(dict.fromkeys(asked))


def _restatements(space: Space, today: date) -> tuple[Restated, ...]:
    dataset, params, known, closed = current_of(space), params_in(space), catalogue_in(space), closed_in(space)
    if dataset is None:
        return ()
    found: list[Restated] = []
    for key in closed.figures:
        id_, _, variant = key.partition(":")
        if id_ not in known:
            continue
        kept = closed.of(known[id_], variant or None, params)
        for grain in {parse_period(period).grain for period in kept}:
            asked = Asked(id_, variant or None, per=grain)
            results = figures(dataset, [asked], known, params, today, NOTHING)[asked]
            own = {period: one for period, one in kept.items() if parse_period(period).grain is grain}
            found += [
                one
                for one in restated(results, known[id_], variant or None, own)
                if one.now is not None or not is_of_a_day(tree_of(known[id_], variant or None))
            ]
    return tuple(found)
