"""What the app says of each chosen KPI: its value per period, and what every part of its formula gave."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from kpi_core.catalogue import SETTINGS
from kpi_core.compute import compute
from kpi_core.compute.answers import answers_of, numbered
from kpi_core.compute.asks import OPENING, ask_of, rows_behind
from kpi_core.compute.request import Request, job_of, with_defaults
from kpi_core.compute.series import Grids
from kpi_core.compute.windows import step_of
from kpi_core.formula.tree import Aggregate, Arith, Days, GroupsWith, Negative, Shift, Size, Worth
from kpi_core.roles import KINDS, ROLES
from kpi_core.sentences import tell_issue
from kpi_core.texts import say

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping as Map
    from datetime import date

    from numpy.typing import NDArray

    from kpi_core.compute.asks import Ask, Steps
    from kpi_core.compute.request import Job
    from kpi_core.compute.run import Backend
    from kpi_core.dataset import Dataset
    from kpi_core.formula.tree import Node
    from kpi_core.model import Issue, Kpi
    from kpi_core.periods import Grain, Period
    from kpi_core.texts import Lang


@dataclass(frozen=True)
class Operand:
    """One part of a formula that looks at rows or days. node: as written, with settings by name. ask: None = the days of the window.

    values: what it gave per period; NaN = none. covered: whether there is data for its window.
    """

    node: Node
    steps: Steps
    ask: Ask | None
    values: NDArray[np.float64]
    covered: NDArray[np.bool_]


@dataclass(frozen=True)
class Figures:
    """A KPI per period, by the definition in use. operands: left to right, as `formula.excel_values` takes them. alone: they count the rows of a KPI that adds up over nothing."""

    kpi: Kpi
    job: Job
    grain: Grain
    periods: tuple[Period, ...]
    values: NDArray[np.float64]
    complete: NDArray[np.bool_]
    operands: tuple[Operand, ...]
    alone: tuple[Operand, ...]
    request: Request


@dataclass(frozen=True)
class Wish:
    """What is asked for all KPIs alike. periods: the latest so many, None = all."""

    dataset: Dataset
    params: Map[str, float] | None
    periods: int | None
    today: date
    backend: Backend
    lang: Lang


def figures(kpi: Kpi, variant: str | None, grain: Grain, wish: Wish) -> Figures | str:
    """Return the figures of a KPI, or as a sentence why there are none."""
    request = Request(wish.dataset, grain, None, {}, None, None, with_defaults(wish.params), wish.today)
    job, issues = job_of(kpi, variant, request)
    if job is None or job.settings_missing or not job.periods:
        return " ".join(_told(issue, kpi, wish.lang) for issue in issues)
    asked = {"params": wish.params, "variants": {kpi.id: variant} if variant else None, "today": wish.today}
    frame = compute([kpi], wish.dataset, grain, backend=wish.backend, **asked).frame  # type: ignore[arg-type]
    periods = job.periods[-wish.periods :] if wish.periods else job.periods
    frame = frame.iloc[-len(periods) :]
    numbers = numbered(job.periods)
    parts = list(_parts(kpi.defined(variant).tree, job.tree))
    alone = tuple(dict.fromkeys(map(rows_behind, job.asks))) if job.kpi.exact_only else ()
    wanted = {ask for _, _, ask in parts if ask} | {*alone}
    grids = Grids(request, answers_of(wanted, request, numbers, wish.backend), periods, (), numbers)
    operands = tuple(_operand(node, steps, ask, grids) for node, steps, ask in parts)
    counted = tuple(_operand(ask.leaf, (), ask, grids) for ask in alone)
    values, complete = frame["value"].to_numpy(), frame["complete"].to_numpy()
    return Figures(kpi.defined(variant), job, grain, periods, values, complete, operands, counted, request)


def _told(issue: Issue, kpi: Kpi, lang: Lang) -> str:
    """Return why there are no figures, with what is missing by the names people know."""
    if issue.code != "column_missing":
        known = {"param": SETTINGS[str(issue.fields["param"])].name[lang]} if "param" in issue.fields else {}
        return tell_issue(replace(issue, fields={**issue.fields, "kpi": kpi.name[lang], **known}), lang)
    names = []
    for column in str(issue.fields["columns"]).split(", "):
        kind, _, role = column.partition(".")
        table = KINDS[kind].name[lang]
        names.append(say("proof.column_of", lang, name=ROLES[role].name[lang], table=table.lower()) if role else table)
    return say("proof.out.columns", lang, columns=", ".join(names))


def _operand(node: Node, steps: Steps, ask: Ask | None, grids: Grids) -> Operand:
    if ask is None:
        values = grids.value(node, steps)[:, -1]
        return Operand(node, steps, None, values, np.ones(len(values), dtype=bool))
    return Operand(node, steps, ask, grids.asked(ask)[:, -1], grids.covered(ask))


def _parts(written: Node, bound: Node, steps: Steps = ()) -> Iterator[tuple[Node, Steps, Ask | None]]:
    """Yield every part that looks at rows or days, as written and as asked, in the order of `compute.asks.asks_of`."""
    match written, bound:
        case Shift(name="average"), Shift():
            yield from _parts(written.body, bound.body, (*steps, OPENING))
            yield from _parts(written.body, bound.body, steps)
        case Shift(), Shift():
            yield from _parts(written.body, bound.body, (*steps, step_of(bound)))
        case Arith(), Arith():
            yield from _parts(written.left, bound.left, steps)
            yield from _parts(written.right, bound.right, steps)
        case Negative(), Negative():
            yield from _parts(written.value, bound.value, steps)
        case Days(), _:
            yield written, steps, None
        case _, (Aggregate() | Size() | GroupsWith() | Worth()):
            yield written, steps, ask_of(bound, steps)
