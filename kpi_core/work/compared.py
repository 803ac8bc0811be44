"""The parts of a KPI compared honestly: one sentence, the picture of what chance can do, and what is too small named."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from kpi_core.catalogue import MEASURES, measure_trees
from kpi_core.charts.funnel import funnel
from kpi_core.charts.outliers import Labels
from kpi_core.charts.strips import strips
from kpi_core.compared import Compared, Part, Place, compared
from kpi_core.formula.facts import division
from kpi_core.formula.tree import Aggregate, Arith, Column, Shift
from kpi_core.numbers import show_count, show_value
from kpi_core.passports import segment_name, unit_of
from kpi_core.passports.content import listed
from kpi_core.phrases import in_sentence, value_name
from kpi_core.roles import KINDS, ROLES
from kpi_core.texts import say
from kpi_core.units import Unit

if TYPE_CHECKING:
    from collections.abc import Mapping as Map
    from collections.abc import Sequence

    from kpi_core.charts import Chart, Mode
    from kpi_core.formula.tree import Node
    from kpi_core.model import Kpi, Results
    from kpi_core.texts import Lang

MOST_NAMED = 3
PIECES = frozenset({"quantity", "stage_count", "units_produced"})
"""Columns that are a number of things; their names say "number" and not of what."""
THINGS = frozenset({"sales", "leads", "deals", "tickets", "surveys", "vacancies", "invoices"})
"""Tables whose name says in the plural what a row is."""
LONG = 40
"""A customer's word longer than this is cut short in a sentence."""


@dataclass(frozen=True)
class Beside:
    """What is said of the parts beside each other. They hold the customer's own words: escape where they are shown.

    sentence: the finding. reading: how to read the picture, "" without one. chart: None where no part is large enough.
    too_few: a sentence per part that is too small, the largest first. unsure, small: the segments within chance; too small.
    """

    sentence: str
    reading: str
    chart: Chart | None
    too_few: tuple[str, ...]
    unsure: frozenset[str]
    small: frozenset[str]


def beside(kpi: Kpi, by: str, now: Results, months: Results, look: tuple[Lang, Mode]) -> Beside | None:
    """Return the parts beside each other, None where there is nothing to compare honestly.

    kpi: as the variant in use defines it. now: one period split by the role `by`; months: the whole periods in it, split alike.
    """
    found = compared(kpi, by, now, months)
    if found is None:
        return None
    lang = look[0]
    names = {part.segment: _short(value_name(by, part.segment, lang)) for part in found.parts}
    sizes = {part.segment: _size(part.size, kpi, lang) for part in found.parts}
    said = sentence(found, by, names, lang)
    draw = funnel if found.funnel else strips
    labels = Labels(names, sizes, said)
    small = sorted(found.at(Place.TOO_FEW), key=lambda part: -part.size)
    judged = found.at(Place.WITHIN, Place.BELOW, Place.ABOVE)
    return Beside(
        sentence=said,
        reading=_reading(found, kpi, lang) if judged else "",
        chart=draw(kpi, found, labels, look) if judged else None,
        too_few=_too_few(small, names, sizes, lang),
        unsure=frozenset(part.segment for part in found.at(Place.WITHIN)),
        small=frozenset(part.segment for part in small),
    )


def sentence(found: Compared, by: str, names: Map[str, str], lang: Lang) -> str:
    """Return the finding in words; names: per segment as shown."""
    below, above = (
        _listed([names[part.segment] for part in found.at(place)], lang) for place in (Place.BELOW, Place.ABOVE)
    )
    role = in_sentence(segment_name(by, lang))
    fields = {**found.finding.fields, "below": below, "above": above, "role": role}
    text = say(f"finding.{found.finding.code}", lang, **fields)
    rest = (below or above) and found.at(Place.WITHIN)
    return f"{text} {say('compared.rest', lang)}" if rest else text


def _listed(names: Sequence[str], lang: Lang) -> str:
    if len(names) <= MOST_NAMED + 1:
        return listed(names, lang)
    left = len(names) - MOST_NAMED
    return listed([*names[:MOST_NAMED], say("compared.others", lang, n=left, count=show_count(left, lang))], lang)


def _reading(found: Compared, kpi: Kpi, lang: Lang) -> str:
    if not found.funnel:
        return say("compared.reading.strips", lang)
    return say("compared.reading.funnel", lang, counted=counted(kpi, lang) or say("compared.rows", lang))


def _too_few(small: Sequence[Part], names: Map[str, str], sizes: Map[str, str], lang: Lang) -> tuple[str, ...]:
    said = [say("compared.too_few", lang, part=names[part.segment], size=sizes[part.segment]) for part in small]
    left = len(said) - MOST_NAMED
    if left <= 1:
        return tuple(said)
    return (*said[:MOST_NAMED], say("compared.too_few.more", lang, n=left, count=show_count(left, lang)))


def _size(size: float, kpi: Kpi, lang: Lang) -> str:
    split = division(kpi.tree)
    if split and unit_of(split[1]) is Unit.CURRENCY:
        return show_value(size, Unit.CURRENCY, lang, compact=size >= 10_000)
    noun = counted(kpi, lang) or say("compared.rows", lang)
    return say("compared.size", lang, n=round(size), count=show_count(round(size), lang), counted=noun)


def counted(kpi: Kpi, lang: Lang) -> str:
    """Return what a share or a mean of a KPI is taken over, as in "12 bestellingen"; "" where that has no name."""
    split = division(kpi.tree)
    over = split[1] if split else kpi.tree
    while isinstance(over, Shift):
        over = over.body
    if over in _measures():
        return _measures()[over][lang]
    while isinstance(over, Arith):
        over = over.right if over.op == "/" else over.left
    if not isinstance(over, Aggregate):
        return ""
    if over.name == "sum" and isinstance(over.value, Column):
        return (
            say("compared.items", lang) if over.value.role in PIECES else in_sentence(ROLES[over.value.role].name[lang])
        )
    return in_sentence(KINDS[over.kind].name[lang].partition(" (")[0]) if over.kind in THINGS else ""


@cache
def _measures() -> Map[Node, Map[str, str]]:
    return {tree: MEASURES[id_].name for id_, tree in measure_trees(MEASURES).items()}


def _short(name: str) -> str:
    return name if len(name) <= LONG else f"{name[: LONG - 1].rstrip()}…"
