"""Why a KPI changed, as the pages show it: the bridges with their sentence, and the cause in one phrase."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kpi_core.drivers import Drivers, Unsplit
from kpi_core.drivers.over import Question, best, by_customers, by_factors, by_role, within
from kpi_core.numbers import show_period, show_value
from kpi_core.series import as_variant
from kpi_core.texts import say
from kpi_core.units import Direction, Unit
from kpi_core.work.bridged import Bridge, of_drivers, of_factors
from kpi_core.work.confirming import current
from kpi_core.work.driven import amount, named_in, phrase, sentence
from kpi_core.work.known import catalogue, known_kpi
from kpi_core.work.looked import View, dimensions, look_at
from kpi_core.work.steering import choices, params
from kpi_core.work.stretches import Stretch, latest, this_year, towards

if TYPE_CHECKING:
    from datetime import date

    from kpi_core.charts import Mode
    from kpi_core.dataset import Dataset
    from kpi_core.model import Kpi
    from kpi_core.periods import Period
    from kpi_core.store import Store
    from kpi_core.texts import Lang
    from kpi_core.work.looked import Look

MOST_ROLES = 4


@dataclass(frozen=True)
class Why:
    """Why a KPI changed. span: which two stretches, as text; bridges: the proposed or chosen split first.

    proposed: whether the first was proposed because it explains most. yearly: whether this year can be chosen instead of the latest period.
    reason: why there is no bridge, "" where there is one.
    """

    span: str
    bridges: tuple[Bridge, ...] = ()
    proposed: bool = False
    yearly: bool = False
    reason: str = ""


def why(
    store: Store, workspace: str, view: View, *, today: date, lang: Lang, mode: Mode = "light", year: bool = False
) -> Why | None:
    """Return why what is looked at changed; None while there is nothing to compare, or people are looked at in part.

    year: the year so far beside the same part of the year before, where its months add up.
    """
    dataset = current(store, workspace)
    if dataset is None:
        return None
    look = _look(store, workspace, view, today, (lang, mode))
    stretch = None if look.kpi.min_group and view.only else _stretch(look)
    if stretch is None:
        return None
    long = this_year(look.kpi, stretch) if stretch.route is None else None
    asked = _question(look, dataset, long if year and long else stretch)
    found = _split(asked, look, dataset)
    if isinstance(found, Unsplit) and asked.route is not None:
        asked = replace(asked, route=None)
        found = _split(asked, look, dataset)
    span = _span(asked, lang)
    if isinstance(found, Unsplit):
        return Why(span, yearly=long is not None, reason=say(f"drivers.unsplit.{found.reason}", lang))
    said = sentence(found, look.kpi, lang, within(asked, found))
    bridges = (of_drivers(found, look.kpi, said, _origin(asked, lang), lang, mode), *_others(asked, look))
    return Why(
        span,
        bridges,
        proposed=not _chosen(view) and any(part.significant for part in found.parts),
        yearly=long is not None,
    )


def cause(store: Store, workspace: str, kpi: str, *, today: date, lang: Lang) -> str:
    """Return in one phrase what the gap to a KPI's target comes from: "71% van het gat: vaste klanten in Zuid"; "" for nothing.

    It may hold the name of a segment, which is the customer's text: escape it where it is shown.
    """
    dataset = current(store, workspace)
    if dataset is None:
        return ""
    look = _look(store, workspace, View(kpi), today, (lang, "light"))
    stretch = _stretch(look)
    if stretch is None or stretch.route is None:
        return ""
    asked = _question(look, dataset, stretch)
    found = _split(asked, look, dataset)
    if isinstance(found, Unsplit) or not _is_worse(found, look.kpi):
        return ""
    segment, contribution, share = named_in(found.headline)
    if segment is None or contribution * found.change <= 0:
        return ""
    inside = within(asked, found)
    if inside:
        _, contribution, share = inside
    name = phrase(found, lang, inside)
    if share is None:
        return say("drivers.cause.part", lang, part=name, amount=amount(contribution, look.kpi, lang))
    return say("drivers.cause", lang, part=name, share=show_value(round(share, 2), Unit.PERCENT, lang))


def _look(store: Store, workspace: str, view: View, today: date, look: tuple[Lang, Mode]) -> Look:
    kpi = known_kpi(catalogue(store, workspace), view.kpi)
    variant = next((choice.variant for choice in choices(store, workspace) if choice.kpi == kpi.id), None)
    return look_at(store, workspace, view, as_variant(kpi, variant), variant, today=today, lang=look[0], mode=look[1])


def _stretch(look: Look) -> Stretch | None:
    segment = look.view.only[1] if look.view.only and not (look.target and look.target.where) else None
    if look.target and look.target.variant in (None, look.variant):
        found = towards(look.target, look.kpi, look.history, look.today, look.marks)
        if found:
            return found
    return latest(look.kpi, look.variant, look.history, segment)


def _question(look: Look, dataset: Dataset, stretch: Stretch) -> Question:
    settings = params(look.store, look.workspace)
    return Question(
        look.kpi,
        dataset,
        stretch.before,
        stretch.now,
        look.today,
        look.where,
        settings,
        stretch.route,
        look.marks,
    )


def _chosen(view: View) -> bool:
    return view.by is not None and not view.by.startswith("cohort")


def _split(asked: Question, look: Look, dataset: Dataset) -> Drivers | Unsplit:
    """Return the bridge by the split that was chosen, else the one that explains most."""
    if _chosen(look.view):
        return by_role(asked, str(look.view.by))
    kept = look.view.only[0] if look.view.only else None
    roles = [
        role for role in dimensions(dataset, look.kpi, look.variant) if not role.startswith("cohort") and role != kept
    ]
    own = [role for role in roles if role in look.kpi.segments]
    return best(asked, (own or roles)[:MOST_ROLES])


def _others(asked: Question, look: Look) -> list[Bridge]:
    found: list[Bridge] = []
    customers = by_customers(asked)
    if customers:
        said = sentence(customers, look.kpi, look.lang)
        found.append(of_drivers(customers, look.kpi, said, _origin(asked, look.lang), look.lang, look.mode))
    known = catalogue(look.store, look.workspace)
    factors = by_factors(asked, known)
    if factors:
        found.append(of_factors(factors, look.kpi, known, _origin(asked, look.lang), look.lang, look.mode))
    return found


def _is_worse(bridge: Drivers, kpi: Kpi) -> bool:
    return bridge.change > 0 if kpi.direction is Direction.LOWER else bridge.change < 0


def _span(asked: Question, lang: Lang) -> str:
    now = _named(asked.now, lang)
    if asked.route is not None:
        return say("why.span.route", lang, now=now)
    return say("why.span", lang, now=now, before=_named(asked.before, lang))


def _named(span: Period, lang: Lang) -> str:
    return show_period(span, lang)


def _origin(asked: Question, lang: Lang) -> str:
    return say("bridge.route", lang) if asked.route is not None else "0"
