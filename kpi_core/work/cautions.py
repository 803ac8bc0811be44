"""What to know before reading parts of a figure: parts that do not add up, and splits the data does not allow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpi_core.formula.facts import additive, parts, tables
from kpi_core.formula.tree import Aggregate, GroupsWith, Size
from kpi_core.passports import segment_name
from kpi_core.passports.content import listed
from kpi_core.roles import KINDS, ROLES
from kpi_core.targets import tree_of
from kpi_core.texts import say
from kpi_core.units import Unit

if TYPE_CHECKING:
    from kpi_core.dataset import Dataset
    from kpi_core.model import Kpi
    from kpi_core.texts import Lang


def not_the_sum(kpi: Kpi, variant: str | None, lang: Lang) -> str:
    """Say that the parts of a count do not make the total, "" where they do: who stands in two parts counts in both."""
    tree = tree_of(kpi, variant)
    counted = any(
        isinstance(part, (Size, GroupsWith)) or (isinstance(part, Aggregate) and part.name == "distinct")
        for part in parts(tree)
    )
    if kpi.unit is not Unit.COUNT or not counted or additive(tree).segments:
        return ""
    return say("explore.not_the_sum", lang)


def cannot_split(kpi: Kpi, variant: str | None, dataset: Dataset, lang: Lang) -> tuple[str, ...]:
    """Say for every split of the definition that the data does not allow which table lacks the column.

    A KPI over two tables only splits by what both have.
    """
    kinds = sorted(tables(tree_of(kpi, variant)) & dataset.tables.keys())
    said = []
    for role in kpi.segments:
        if role not in ROLES:
            continue
        lacking = [kind for kind in kinds if role not in dataset.tables[kind].dimensions]
        if lacking and len(lacking) < len(kinds):
            names = listed([KINDS[kind].name[lang] for kind in lacking], lang)
            fields = {"role": segment_name(role, lang).lower(), "tables": names}
            said.append(say("explore.cannot_split", lang, n=len(lacking), **fields))
    return tuple(said)
