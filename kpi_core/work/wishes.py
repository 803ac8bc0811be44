"""What a person types for a target, read against the KPI and the data; and the sentences to begin with for who does not type."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kpi_core.compute.ages import KEY_OF, KEYS, can_age
from kpi_core.model import Form, Target
from kpi_core.passports import segment_name
from kpi_core.periods import Grain
from kpi_core.targets import as_variant, finished, is_fact, is_sum, phrase, points_of, spoken, understood
from kpi_core.texts import LANGS, say
from kpi_core.units import Direction, Unit
from kpi_core.work.confirming import current
from kpi_core.work.explored import COHORTS, dimensions
from kpi_core.work.figures import asked_for, results_of
from kpi_core.work.known import catalogue, known_kpi

if TYPE_CHECKING:
    from datetime import date

    from kpi_core.model import Kpi
    from kpi_core.store import Store
    from kpi_core.texts import Lang

TYPICAL_CHANGE = 0.10
POINTS = 5.0
YEAR = 12
MONTHS_A_QUARTER = 3
NO_BREAK = "\u00a0"


@dataclass(frozen=True)
class Reading:
    """One way a typed target can be meant: the target it makes, and that in words."""

    target: Target
    words: str


def readings(store: Store, workspace: str, text: str, target: Target, lang: Lang) -> tuple[Reading, ...]:
    """Return every way `text` can be meant as this target; none when it cannot be read. A blank text asks nothing."""
    kpi = as_variant(known_kpi(catalogue(store, workspace), target.kpi), target.variant)
    axes = age_axes(store, workspace, kpi.id, target.variant)
    found = []
    for wish in understood(text, kpi, lang, _members(store, workspace, kpi, target.variant)):
        made = wish.on(target)
        if wish.form is Form.AT_AGE:
            made = replace(made, by=target.by if target.by in axes else next(iter(axes), None))
        if (made.by is None and wish.form is Form.AT_AGE) or _is_half(made, kpi):
            continue
        found.append(Reading(made, spoken(made, kpi, lang)))
    if NO_BREAK in text:  # nobody types one: the sentence is ours, and its number is written as we write numbers
        found = [one for one in found if phrase(one.target, kpi, lang) == text][:1] or found
    return tuple(found)


def age_axes(store: Store, workspace: str, kpi: str, variant: str | None) -> tuple[str, ...]:
    """Return what a KPI can be followed by at an age: "key" for each project, cohorts of customers; none without an age."""
    dataset = current(store, workspace)
    tree = as_variant(known_kpi(catalogue(store, workspace), kpi), variant).tree
    kind = can_age(tree, dataset) if dataset else None
    if kind is None:
        return ()
    return (KEYS, "cohort_year") if KEY_OF[kind] == "project_id" else ("cohort_quarter", "cohort_month", "cohort_year")


def starters(
    store: Store, workspace: str, target: Target, *, today: date, lang: Lang
) -> tuple[tuple[Form, str, str], ...]:
    """Return per form that suits the KPI its name and a sentence to change, with its own last figure in it."""
    kpi = as_variant(known_kpi(catalogue(store, workspace), target.kpi), target.variant)
    plain = replace(target, form=Form.FROM_TO, by=None, age=None, per=None)
    points = finished(points_of(plain, results_of(store, workspace, asked_for(plain), today)))
    known = [point.value for point in points if point.value is not None]
    if not known:
        return ()
    roles = tuple(_members(store, workspace, kpi, target.variant).values())
    axes = age_axes(store, workspace, kpi.id, target.variant)
    made = _begun(kpi, target, known[-1], roles[0] if roles else None, aged=bool(axes))
    return tuple((one.form, _name(one, kpi, lang), phrase(one, kpi, lang)) for one in made)


def _begun(kpi: Kpi, target: Target, last: float, role: str | None, *, aged: bool) -> list[Target]:
    sign = -1.0 if kpi.direction is Direction.LOWER else 1.0
    now, goal = _plain(last, kpi), _plain(last * (1 + sign * TYPICAL_CHANGE), kpi)
    span = {"kpi": kpi.id, "start": target.start, "until": target.until}

    def begun(form: Form, **fields: object) -> Target:
        return Target(form=form, **span, **fields)  # type: ignore[arg-type]

    low, high = sorted((_plain(last * (1 - TYPICAL_CHANGE), kpi), _plain(last * (1 + TYPICAL_CHANGE), kpi)))
    per = Grain.MONTH if is_sum(kpi) else None
    bound = Form.CEILING if kpi.direction is Direction.LOWER else Form.FLOOR
    found = []
    if kpi.direction is not Direction.RANGE:
        found += [
            begun(Form.FROM_TO, value=goal, baseline=now, per=per),
            begun(Form.RELATIVE, value=sign * TYPICAL_CHANGE, against="year"),
        ]
    if kpi.unit in (Unit.PERCENT, Unit.SCORE):
        found.append(begun(Form.POINTS, value=sign * POINTS / (100 if kpi.unit is Unit.PERCENT else 1)))
    if is_fact(kpi, None):
        found.append(begun(Form.PER_PERIOD, value=_plain(last * MONTHS_A_QUARTER, kpi), per=Grain.QUARTER))
    found += [begun(bound, value=now), begun(Form.RANGE, low=low, high=high, per=per)]
    if role:
        found.append(begun(Form.EACH_MEMBER, value=now, by=role))
    if aged and not is_sum(kpi):
        found.append(begun(Form.AT_AGE, value=now, age=YEAR))
    return found


def _plain(value: float, kpi: Kpi) -> float:
    """Round to two significant figures, whole where things are counted: a figure to begin with, not to read off."""
    rounded = float(f"{value:.2g}")
    return float(round(rounded)) if kpi.unit is Unit.COUNT else rounded


def _name(target: Target, kpi: Kpi, lang: Lang) -> str:
    if target.form is Form.EACH_MEMBER and target.by:
        return say("form.name.each_member", lang, member=_lower(segment_name(target.by, lang)))
    del kpi
    return say(f"form.name.{target.form}", lang)


def _members(store: Store, workspace: str, kpi: Kpi, variant: str | None) -> dict[str, str]:
    """Return what the KPI can be split by: its names in both languages, lower case, with their role."""
    dataset = current(store, workspace)
    roles = dimensions(dataset, kpi, variant) if dataset else ()
    return {_lower(segment_name(role, lang)).lower(): role for role in roles if role not in COHORTS for lang in LANGS}


def _is_half(target: Target, kpi: Kpi) -> bool:
    """Tell whether a KPI that is best within limits is given only one value to be at."""
    return kpi.direction is Direction.RANGE and target.form is Form.FROM_TO and target.value is not None


def _lower(name: str) -> str:
    return name[:1].lower() + name[1:]
