"""What a KPI that is being made would show on the data there is, before it is kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpi_core import cards
from kpi_core.catalogue import CATALOGUE
from kpi_core.charts import trend
from kpi_core.compute import compute
from kpi_core.formula.spell import spelled
from kpi_core.formula.tree import Column
from kpi_core.formula.vocabulary import written
from kpi_core.measurable import measurable
from kpi_core.model import OWN, OwnKpi
from kpi_core.numbers import show_count, show_period
from kpi_core.own import EXAMPLES, define, headers, vocabulary
from kpi_core.periods import Grain
from kpi_core.roles import KINDS, ROLES
from kpi_core.targets import card_grain, is_sum, series
from kpi_core.texts import say
from kpi_core.work.confirming import current_of
from kpi_core.work.own_kpis import OwnDraft
from kpi_core.work.remarks import remarks
from kpi_core.work.steering import params_in

if TYPE_CHECKING:
    from datetime import date

    from kpi_core.charts import Chart, Mode
    from kpi_core.dataset import Dataset
    from kpi_core.formula.vocabulary import Vocabulary
    from kpi_core.model import Kpi, SeriesPoint
    from kpi_core.own import Checked, Example
    from kpi_core.store import Space, Store
    from kpi_core.texts import Lang

SHOWN = 24
TRIED = f"{OWN}tried"


@dataclass(frozen=True)
class Preview:
    """What an own KPI shows. value, comparison: as on its card. rows: what the value rests on, in words.

    missing: the columns that are not in the data, as a sentence, "" = none; then there is no value and no chart.
    notes: what to know about the figures, as sentences.
    """

    value: str = ""
    comparison: str = ""
    rows: str = ""
    missing: str = ""
    chart: Chart | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class AtHand:
    """One table of the data: its name, and its columns by their own headers with what to type for each."""

    table: str
    columns: tuple[tuple[str, str], ...]


def preview(
    store: Store, workspace: str, found: Checked, draft: OwnDraft, *, today: date, lang: Lang, mode: Mode = "light"
) -> Preview | None:
    """Return what the checked formula shows, None while it cannot be used or there is no data."""
    with store.reading(workspace) as space:
        dataset, params, kpi = current_of(space), params_in(space), _tried(space, found, draft)
    if dataset is None or kpi is None:
        return None
    lacking = measurable(kpi, dataset.roles_present, dataset.words_present)
    if lacking.missing:
        names = ", ".join(f"{ROLES[one.role].name[lang]} ({KINDS[one.kind].name[lang]})" for one in lacking.missing)
        return Preview(missing=say("own.missing", lang, n=len(lacking.missing), columns=names))
    results = compute([kpi], dataset, card_grain(kpi), params=params, today=today)
    card = cards.build(kpi, results, lang=lang, today=today, mode=mode)
    points = tuple(one for one in series(results, kpi.id) if one.period.start <= today)[-SHOWN:]
    return Preview(
        value=card.value,
        comparison=card.comparison,
        rows=_rows(points, lang),
        chart=trend(kpi, points, lang, mode, zero=is_sum(kpi)),
        notes=remarks(results.issues, lang, points[0].period.start if points else None, {**CATALOGUE, kpi.id: kpi}),
    )


def at_hand(store: Store, workspace: str, lang: Lang) -> tuple[AtHand, ...]:
    """Return the columns that formulas can use in a workspace, by their own headers; largest tables first."""
    with store.reading(workspace) as space:
        dataset = current_of(space)
        words = vocabulary(lang, dataset, define(space.own_kpis.all()).kpis)
    if dataset is None:
        return ()
    named = headers(dataset)
    found = []
    for table in sorted(dataset.tables.values(), key=lambda one: -one.rows):
        inside = [Column(table.kind, role) for role in KINDS[table.kind].roles if role in table.roles]
        typed = {named.get(one, ROLES[one.role].name[lang]): _typed(one, named.get(one), words) for one in inside}
        found.append(AtHand(KINDS[table.kind].name[lang], tuple(typed.items())))
    return tuple(found)


def examples(store: Store, workspace: str, lang: Lang) -> tuple[OwnDraft, ...]:
    """Return the KPIs to begin with, in the words of the workspace; only those that its data can give."""
    with store.reading(workspace) as space:
        dataset = current_of(space)
        words = vocabulary(lang, dataset, define(space.own_kpis.all()).kpis)
    return tuple(
        OwnDraft(
            name=say(f"own.example.{one.id}", lang),
            formula=spelled(one.formula, words),
            unit=one.unit,
            direction=one.direction,
            meaning=say(f"own.example.{one.id}.meaning", lang),
        )
        for one in EXAMPLES
        if dataset is None or _fits(one, dataset)
    )


def _fits(example: Example, dataset: Dataset) -> bool:
    own = OwnKpi(TRIED, TRIED, example.formula, example.unit, example.direction, Grain.MONTH, "")
    return not measurable(define((own,)).kpis[TRIED], dataset.roles_present, dataset.words_present).missing


def _tried(space: Space, found: Checked, draft: OwnDraft) -> Kpi | None:
    """Return the KPI that a checked formula would be."""
    if found.tree is None:
        return None
    name = draft.name or found.typed
    tried = OwnKpi(TRIED, name, found.formula, draft.unit or found.unit, draft.direction, draft.grain, draft.meaning)
    return define((*space.own_kpis.all(), tried)).kpis.get(TRIED)


def _rows(points: tuple[SeriesPoint, ...], lang: Lang) -> str:
    """Say how many rows the last whole period rests on."""
    whole = [point for point in points if point.complete and point.value is not None]
    if not whole:
        return ""
    period = show_period(whole[-1].period, lang)
    return say("own.rows", lang, n=whole[-1].rows, count=show_count(whole[-1].rows, lang), period=period)


def _typed(column: Column, header: str | None, words: Vocabulary) -> str:
    """Return what to type for a column: its header where that is the name of this column alone."""
    alone = header is not None and list(words.columns_of(header)) == [column]
    return written(header) if header and alone else f"{column.kind}.{column.role}"
