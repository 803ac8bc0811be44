"""A bridge as the pages show it: its bars, its table and its sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpi_core.charts import Step, bridge
from kpi_core.numbers import show_value
from kpi_core.texts import say
from kpi_core.units import Unit
from kpi_core.work.driven import amount, factor_name, part_name, role_name

if TYPE_CHECKING:
    from collections.abc import Mapping as Map
    from collections.abc import Sequence

    from kpi_core.charts import Chart, Mode
    from kpi_core.drivers import Drivers, Part
    from kpi_core.drivers.factors import Effect
    from kpi_core.model import Kpi
    from kpi_core.texts import Lang
    from kpi_core.work.tabled import Lines

MOST = 7
"""Bars apart from the rest and the total."""
FACTORS = "factors"
LARGE = 100


@dataclass(frozen=True)
class Bridge:
    """One way to divide a change. by: the role, the kind of customer or `FACTORS`; sentence: plain text, to be escaped."""

    by: str
    label: str
    sentence: str
    chart: Chart
    table: Lines


def of_drivers(found: Drivers, kpi: Kpi, sentence: str, origin: str, lang: Lang, mode: Mode) -> Bridge:  # noqa: PLR0917
    """Return a bridge over parts. origin: what stands at 0."""
    most = max((abs(part.contribution) for part in found.parts), default=0.0)
    shown = [part for part in found.parts if part.segment is not None and not part.small][:MOST]
    shown = shown or [part for part in found.parts if part.segment is not None][:MOST]
    rest = sum(part.contribution for part in found.parts if part not in shown)
    steps = [
        Step(
            part_name(found.by, part.segment, lang),
            part.contribution,
            amount(part.contribution, kpi, lang, most),
            sure=part.significant,
        )
        for part in shown
    ]
    if len(shown) < len(found.parts):
        steps.append(Step(say("drivers.rest", lang), rest, amount(rest, kpi, lang, most)))
    drawn = bridge(kpi, _with_total(steps, found.change, kpi, most, lang), lang, mode, origin=origin, finding=sentence)
    return Bridge(found.by, role_name(found.by, lang), sentence, drawn, _table(found, kpi, most, lang))


def of_factors(  # noqa: PLR0917
    effects: Sequence[Effect], kpi: Kpi, known: Map[str, Kpi], origin: str, lang: Lang, mode: Mode
) -> Bridge:
    """Return a bridge over the factors of a KPI, the largest first."""
    most = max(abs(one.contribution) for one in effects)
    ranked = sorted(effects, key=lambda one: -abs(one.contribution))
    change = sum(one.contribution for one in effects)
    steps = [
        Step(factor_name(one.node, known, lang), one.contribution, amount(one.contribution, kpi, lang, most), sure=True)
        for one in ranked
    ]
    said = say("drivers.factors.most", lang, part=steps[0].name, amount=steps[0].shown)
    drawn = bridge(kpi, _with_total(steps, change, kpi, most, lang), lang, mode, origin=origin, finding=said)
    table = {
        say("drivers.factors", lang): [step.name for step in steps],
        say("why.column.before", lang): [_plain(one.before, lang) for one in ranked],
        say("why.column.now", lang): [_plain(one.now, lang) for one in ranked],
        say("why.column.adds", lang): [step.shown for step in steps],
    }
    return Bridge(FACTORS, say("drivers.factors", lang), said, drawn, table)


def _with_total(steps: list[Step], change: float, kpi: Kpi, most: float, lang: Lang) -> list[Step]:
    return [*steps, Step(say("bridge.total", lang), change, amount(change, kpi, lang, most), total=True)]


def _table(found: Drivers, kpi: Kpi, most: float, lang: Lang) -> Lines:
    """Return a line per part and one for all together, its decimals as exact as the KPI's."""

    def added(values: list[float]) -> list[str]:
        return [amount(value, kpi, lang, most, exact=True) for value in (*values, sum(values))]

    parts = found.parts
    first = "route" if found.route else "before"
    columns = {
        role_name(found.by, lang): [
            *(part_name(found.by, part.segment, lang) for part in parts),
            say("bridge.total", lang),
        ],
        say(f"why.column.{first}", lang): [
            _value(one, kpi, lang) for one in (*(p.before for p in parts), found.total_from)
        ],
        say("why.column.now", lang): [_value(one, kpi, lang) for one in (*(p.now for p in parts), found.total_to)],
        say("why.column.adds", lang): added([part.contribution for part in parts]),
    }
    if any(part.mix is not None for part in parts):
        columns |= {
            say("why.column.rate", lang): added([part.rate or 0.0 for part in parts]),
            say("why.column.mix", lang): added([part.mix or 0.0 for part in parts]),
        }
    else:
        shares = [part.share for part in parts]
        whole = None if None in shares else sum(share for share in shares if share is not None)
        columns[say("why.column.share", lang)] = [show_value(share, Unit.PERCENT, lang) for share in (*shares, whole)]
    columns[say("why.column.sure", lang)] = [*(say(f"why.sure.{_sure(part)}", lang) for part in parts), ""]
    return columns


def _sure(part: Part) -> str:
    return "small" if part.small else "yes" if part.significant else "no"


def _value(value: float | None, kpi: Kpi, lang: Lang) -> str:
    return show_value(value, kpi.unit, lang, precision=kpi.precision)


def _plain(value: float, lang: Lang) -> str:
    """Return a factor's own value; a small one with enough decimals to see it change."""
    if abs(value) >= LARGE:
        return show_value(value, Unit.COUNT, lang)
    return show_value(value, Unit.RATIO, lang, precision=4 if abs(value) < 1 else 2)
