"""A KPI's passport with the numbers of a workspace: the sum, where each number stands, what the KPI is made of."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from kpi_core.charts import tree as draw_tree
from kpi_core.compute import compute, parts_of, places_of
from kpi_core.compute.request import with_defaults
from kpi_core.measurable import measurable
from kpi_core.numbers import show_period
from kpi_core.passports import Figures, Passport, arithmetic, passport, sources
from kpi_core.passports.tree import Facts, Standing, Tree, as_kpi, named_in, tree_of
from kpi_core.targets import as_variant, card_grain, finished, series
from kpi_core.texts import say
from kpi_core.work.break_even import break_even
from kpi_core.work.confirming import current_of
from kpi_core.work.figures import statuses
from kpi_core.work.known import catalogue_in, known_kpi
from kpi_core.work.remarks import remarks
from kpi_core.work.round_page import moved
from kpi_core.work.steering import choices, params_in

if TYPE_CHECKING:
    from collections.abc import Mapping as Map
    from datetime import date

    from kpi_core.charts import Chart, Mode
    from kpi_core.dataset import Dataset
    from kpi_core.model import Kpi, Verdict
    from kpi_core.periods import Period
    from kpi_core.store import Store
    from kpi_core.texts import Lang


@dataclass(frozen=True)
class Asked:
    """What a passport is filled with. period: None = the last complete one. known: every KPI by id. verdicts: by KPI."""

    kpi: Kpi
    variant: str | None
    dataset: Dataset
    params: Map[str, float]
    today: date
    known: Map[str, Kpi]
    verdicts: Map[str, Verdict] = field(default_factory=dict)


@dataclass(frozen=True)
class KpiPassport:
    """All that the passport page shows. figures and tree: None without data, or where the KPI has no part.

    period: what the figures are of. variant: the definition in use. reach: the last day of the data.
    """

    kpi: Kpi
    passport: Passport
    figures: Figures | None = None
    tree: Tree | None = None
    chart: Chart | None = None
    period: Period | None = None
    variant: str | None = None
    reach: date | None = None


def kpi_passport(
    store: Store, workspace: str, kpi: str, *, today: date, lang: Lang, mode: Mode = "light"
) -> KpiPassport:
    """Return the passport of a KPI with the numbers of a workspace. Raises StoreError `unknown_kpi`."""
    with store.reading(workspace) as space:
        dataset, params, known = current_of(space), params_in(space), catalogue_in(space)
    found = known_kpi(known, kpi)
    state = measurable(found, {})
    if dataset:
        state = measurable(found, dataset.roles_present, dataset.words_present, with_defaults(params).keys())
    chosen = next((choice.variant for choice in choices(store, workspace) if choice.kpi == kpi), None)
    variant = chosen or state.variant
    text = passport(found, state, lang, variant)
    if dataset is None:
        return KpiPassport(found, text)
    verdicts = {
        target.kpi: status.verdict for target, status in statuses(store, workspace, today) if target.segment is None
    }
    asked = Asked(found, variant, dataset, params, today, known, verdicts)
    period = latest(asked)
    if period is None:
        return KpiPassport(found, text, variant=variant, reach=dataset.reached(today))
    tree = made_of(asked, period, lang)
    figures = numbers(asked, period, lang, tree)
    restated = _restated(store, workspace, asked, period, lang)
    figures = replace(figures, notes=(*restated, *figures.notes))
    chart = draw_tree(tree, lang, mode) if tree else None
    return KpiPassport(found, text, figures, tree, chart, period, variant, dataset.reached(today))


def _restated(store: Store, workspace: str, asked: Asked, period: Period, lang: Lang) -> tuple[str, ...]:
    """Say that the sum is of what the data says now, where a round closed the period with another figure."""
    found = moved(store, workspace, asked.today, lang)
    return tuple(
        one.text
        for one in found
        if (one.of.kpi, one.of.variant, one.of.period) == (asked.kpi.id, asked.variant, period)
    )


def latest(asked: Asked) -> Period | None:
    """Return the last complete period with a value, else the last with one, else the last there is; None without data."""
    grain = card_grain(asked.kpi, asked.variant)
    variants = {asked.kpi.id: asked.variant} if asked.variant else {}
    results = compute([asked.kpi], asked.dataset, grain, params=asked.params, variants=variants, today=asked.today)
    points = [point for point in series(results, asked.kpi.id) if point.period.start <= asked.today]
    whole = finished(tuple(points))
    for group in ([p for p in whole if p.value is not None], [p for p in points if p.value is not None], whole, points):
        if group:
            return group[-1].period
    return None


def numbers(asked: Asked, period: Period, lang: Lang, tree: Tree | None = None) -> Figures:
    """Return the sum behind the value of one period, with where its numbers stand."""
    given = with_defaults(asked.params)
    worked = parts_of(asked.kpi, asked.dataset, period, params=given, variant=asked.variant, today=asked.today)
    kpi = as_variant(asked.kpi, asked.variant)
    sums = arithmetic(kpi, worked, lang)
    found = [
        (term, places_of(term.part.node, term.part.steps, asked.dataset, period, params=given)) for term in sums.terms
    ]
    name, known = show_period(period, lang), worked.value is not None
    issues = [issue for issue in worked.issues if issue.code != "param_missing" or not sums.reason]
    notes = list(remarks(issues, lang, period.start, asked.known))
    if found_at := break_even(kpi, asked.dataset, asked.params, asked.known, today=asked.today, lang=lang):
        notes.insert(0, found_at)
    if any(issue.code == "group_too_small" for issue in worked.issues):
        notes.append(say("passport.hidden", lang, n=kpi.min_group))
    if not worked.complete:
        notes.append(say("card.unfinished", lang, period=name))
    return Figures(
        period=name,
        lead=say(
            "passport.lead" if known else "passport.lead.none", lang, kpi=kpi.name[lang], period=name, value=sums.value
        ),
        arithmetic=sums,
        sources=sources(found, lang),
        identities=tree.lines if tree else (),
        notes=tuple(dict.fromkeys(notes)),
    )


def made_of(asked: Asked, period: Period, lang: Lang) -> Tree | None:
    """Return the tree of a KPI with the values of a period; None where it has no parts, or another definition is in use."""
    kpi = asked.kpi if asked.variant is None else replace(as_variant(asked.kpi, asked.variant), equals=(), roughly=())
    wanted = [asked.known.get(id_) or as_kpi(id_, kpi) for id_ in named_in(kpi)]
    kpis = [kpi if one.id == kpi.id else one for one in wanted]
    year = period.year_earlier()
    start = min(year.start, period.start)
    results = compute(
        kpis, asked.dataset, period.grain, start=start, end=period.end, params=asked.params, today=asked.today
    )
    standings = {}
    for one in kpis:
        values = {point.period: point.value for point in series(results, one.id)}
        standings[one.id] = Standing(values.get(period), values.get(year), asked.verdicts.get(one.id))
    return tree_of(kpi, Facts(asked.known, standings, with_defaults(asked.params), period.days, lang))
