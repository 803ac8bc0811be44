"""Do customers come back: the block of the explore page about groups of customers, for KPIs that rest on who buys."""

from __future__ import annotations

from dataclasses import dataclass
from math import floor
from typing import TYPE_CHECKING

from kpi_core.charts import brought as draw_brought
from kpi_core.charts import triangle as draw_triangle
from kpi_core.cohorts import Lacks, finding_of, foreseen, lacks, lower, pooled, quiet, triangle_of, worth_by_age
from kpi_core.compute.cohorts import cohort_counts, purchases
from kpi_core.formula.facts import additive, parts, registers, tables
from kpi_core.formula.tree import Column, KeySet
from kpi_core.numbers import show_count, show_period, show_value
from kpi_core.passports.content import listed
from kpi_core.periods import Grain
from kpi_core.targets import tree_of
from kpi_core.texts import say
from kpi_core.units import Unit
from kpi_core.work.confirming import current_of
from kpi_core.work.known import catalogue_in, known_kpi
from kpi_core.work.leaving import Leavers, leavers
from kpi_core.work.steering import choices, params_in

if TYPE_CHECKING:
    from collections.abc import Mapping as Map
    from collections.abc import Sequence
    from datetime import date

    from kpi_core.charts import Chart, Mode
    from kpi_core.cohorts import Cell, Marks, Triangle
    from kpi_core.compute.cohorts import Purchases
    from kpi_core.dataset import Dataset
    from kpi_core.formula.tree import Node
    from kpi_core.model import Finding
    from kpi_core.store import Store
    from kpi_core.texts import Lang
    from kpi_core.work.explored import View
    from kpi_core.work.tabled import Lines

GRAINS = (Grain.QUARTER, Grain.MONTH)
FEWEST_QUARTERS = 4
"""Groups by quarter before they say more than those by month."""


@dataclass(frozen=True)
class Worth:
    """What a customer has brought so far. sentence: with what it is counted in; note: how to have it in margin, "" if it is."""

    sentence: str
    chart: Chart
    note: str


@dataclass(frozen=True)
class Returning:
    """The block about groups of customers. grain: as drawn, grains: those to choose from. legend: how to read the picture.

    chart, table: None while no group is old enough. notes: what to know about the data, one sentence each. quiet: who has not
    bought for long, "" where that cannot be said. leavers: of subscriptions, who left and what they paid.
    can_look_ahead: whether repeat orders can be foreseen; missing: what that takes, "" when it is there or far away.
    """

    title: str
    sentence: str
    legend: str
    grain: Grain
    grains: tuple[Grain, ...]
    chart: Chart | None
    table: Lines | None
    notes: tuple[str, ...]
    worth: Worth | None
    quiet: str
    leavers: Leavers | None
    can_look_ahead: bool
    missing: str


def shown_for(tree: Node) -> str | None:
    """Return the table whose customers a formula is about: "sales", "subscriptions", or None for any other formula.

    Orders: it rests on sales alone, and counts customers or is their revenue. Subscriptions: it counts who or what runs.
    """
    if "subscriptions" in registers(tree):
        return "subscriptions"
    if tables(tree) != {"sales"}:
        return None
    counts = any(isinstance(part, KeySet) and part.column.role == "customer_id" for part in parts(tree))
    revenue = Column("sales", "net_amount") in set(parts(tree)) and additive(tree).periods
    return "sales" if counts or revenue else None


def returning(
    store: Store,
    workspace: str,
    view: View,
    grain: Grain | None = None,
    *,
    today: date,
    lang: Lang,
    mode: Mode = "light",
) -> Returning | None:
    """Return the block, None when the KPI is not about customers or the data does not say who they are.

    grain: month or quarter, None = quarters when there are four groups of them. A view of one part keeps the customers whose
    first row lies in it.
    """
    with store.reading(workspace) as space:
        dataset, params, known = current_of(space), params_in(space), catalogue_in(space)
    kind = shown_for(tree_of(known_kpi(known, view.kpi), _variant(store, workspace, view)))
    if dataset is None or kind is None:
        return None
    where = _where(view)
    made = _triangles(dataset, kind, where, today)
    if not made:
        return None
    chosen = grain if grain in made else _usual(made)
    found = pooled(made[chosen])
    marks, finding = lower(found), finding_of(found, view.kpi)
    sentence = told(finding, chosen, lang)
    drawn = len(found.average) > 1
    bought = purchases(dataset, where=where, today=today) if kind == "sales" else None
    return Returning(
        title=say(f"cohorts.title.{kind}", lang),
        sentence=sentence,
        legend=_legend(found, chosen, bool(marks), lang) if drawn else "",
        grain=chosen,
        grains=tuple(one for one in GRAINS if one in made),
        chart=draw_triangle(found, marks, lang, mode, finding=sentence) if drawn else None,
        table=_table(found, marks, lang) if drawn else None,
        notes=_notes(found, lang),
        worth=_worth(made[chosen], params.get("margin"), lang, mode),
        quiet=_quiet(bought, lang),
        leavers=leavers(dataset, where, today, lang) if kind == "subscriptions" else None,
        can_look_ahead=bought is not None and not lacks(bought),
        missing=_missing(bought, lang),
    )


def look_ahead(store: Store, workspace: str, view: View, *, today: date, lang: Lang) -> str:
    """Return in one sentence how often the customers of a view will buy again in the coming half year, with its range.

    "" when the data cannot tell or no longer can: ask only where `Returning.can_look_ahead` said so.
    """
    with store.reading(workspace) as space:
        dataset = current_of(space)
    bought = purchases(dataset, where=_where(view), today=today) if dataset else None
    found = foreseen(bought) if bought else None
    if found is None:
        return ""
    low, high = (show_count(_rounded(end), lang) for end in (found.low, found.high))
    return say("cohorts.ahead", lang, low=low, high=high)


def _rounded(number: float, figures: int = 2) -> float:
    """Return a number with as many figures as can be held, a whole one at least."""
    step = 10.0 ** max(0, len(str(int(abs(number)))) - figures)
    return floor(number / step + 0.5) * step


def _variant(store: Store, workspace: str, view: View) -> str | None:
    return next((choice.variant for choice in choices(store, workspace) if choice.kpi == view.kpi), None)


def _where(view: View) -> dict[str, tuple[str, ...]]:
    return {view.only[0]: (view.only[1],)} if view.only else {}


def _triangles(dataset: Dataset, kind: str, where: Map[str, tuple[str, ...]], today: date) -> dict[Grain, Triangle]:
    counted = {grain: cohort_counts(dataset, kind, grain, where=where, today=today) for grain in GRAINS}
    return {grain: triangle_of(counts) for grain, counts in counted.items() if counts}


def _usual(made: Map[Grain, Triangle]) -> Grain:
    many = Grain.QUARTER in made and len(made[Grain.QUARTER].cohorts) >= FEWEST_QUARTERS
    return Grain.QUARTER if many or Grain.MONTH not in made else Grain.MONTH


def told(finding: Finding, grain: Grain, lang: Lang) -> str:
    """Return a finding about groups as a sentence; grain: of the triangle it was found in."""
    fields: dict[str, object] = {**finding.fields, "next": say(f"cohorts.next.{grain}", lang)}
    fields["later"] = say(f"cohorts.later.{grain}", lang)
    if "since" in fields:
        period = show_period(finding.fields["since"], lang)  # type: ignore[arg-type]  # a Period by its code
        fields["since"] = say(f"cohorts.since.{grain}", lang, period=period)
    return say(f"finding.{finding.code}", lang, **fields)


def _legend(found: Triangle, grain: Grain, has_marks: bool, lang: Lang) -> str:
    said = [say(f"cohorts.legend.{found.kind}", lang, period=say(f"cohorts.period.{grain}", lang))]
    if has_marks:
        said.append(say("cohorts.legend.lower", lang))
    if any(group.is_small for group in found.cohorts if len(group.cells) > 1):
        said.append(say("cohorts.legend.small", lang))
    return " ".join(said)


def _table(found: Triangle, marks: Marks, lang: Lang) -> Lines:
    """Return a line per group and one for all together; the cells hold the share and how many that were."""
    ages = max(len(group.cells) for group in found.cohorts)
    names = [show_period(group.period, lang) for group in found.cohorts] + [say("cohorts.all", lang)]
    sizes = [show_count(group.size, lang) for group in found.cohorts] + [show_count(found.customers, lang)]
    lines = {say("cohorts.column.group", lang): names, say(f"cohorts.column.{found.kind}", lang): sizes}
    for age in range(1, ages):
        head = say(f"cohorts.head.{found.grain}", lang, n=1) if age == 1 else say("cohorts.head", lang, n=age)
        cells = [_cell(group.cells, age, (group.period, age) in marks, lang) for group in found.cohorts]
        lines[head] = [*cells, _cell(found.average, age, False, lang)]
    return lines


def _cell(cells: Sequence[Cell], age: int, is_lower: bool, lang: Lang) -> str:
    if age >= len(cells):
        return ""
    share = show_value(cells[age].retention, Unit.PERCENT, lang, precision=0)
    return say("cohorts.cell.lower" if is_lower else "cohorts.cell", lang, share=share, n=cells[age].active)


def _notes(found: Triangle, lang: Lang) -> tuple[str, ...]:
    said = []
    if found.begun is not None:
        said.append(say("cohorts.begun", lang))
    if found.unknown:
        said.append(say("issue.cohorts_unknown", lang, n=found.unknown))
    return tuple(said)


def _worth(found: Triangle, margin: float | None, lang: Lang, mode: Mode) -> Worth | None:
    line = worth_by_age(found, margin)
    if len(line) < 2:
        return None
    last = line[-1]
    basis = "margin" if margin is not None else "revenue"
    sentence = say(
        f"cohorts.worth.{basis}",
        lang,
        value=show_value(_rounded(last.value, 3), Unit.CURRENCY, lang, precision=0),
        first=show_value(_rounded(line[0].value, 3), Unit.CURRENCY, lang, precision=0),
        start=say(f"cohorts.start.{found.grain}", lang),
        span=say(f"cohorts.age.{found.grain}", lang, n=last.age),
    )
    note = "" if margin is not None else say("cohorts.worth.note", lang)
    return Worth(sentence, draw_brought(line, lang, mode, finding=sentence), note)


def _missing(bought: Purchases | None, lang: Lang) -> str:
    reasons = lacks(bought) if bought else (Lacks.NEVER,)
    if not reasons or Lacks.NEVER in reasons:
        return ""
    return say(
        "cohorts.missing", lang, what=listed([say(f"cohorts.missing.{reason}", lang) for reason in reasons], lang)
    )


def _quiet(bought: Purchases | None, lang: Lang) -> str:
    found = quiet(bought) if bought else None
    if found is None:
        return ""
    return say(
        "cohorts.quiet",
        lang,
        n=found.months,
        quiet=show_count(found.quiet, lang),
        customers=show_count(found.customers, lang),
    )
