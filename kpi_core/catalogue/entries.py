"""The shape of the catalogue's YAML: one file per department, one entry per KPI, and the measures they share."""

from __future__ import annotations

from datetime import date  # noqa: TC003 - pydantic reads the types when the module runs
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from kpi_core.periods import Grain  # noqa: TC001 - pydantic reads the types when the module runs
from kpi_core.units import Direction, Unit  # noqa: TC001 - as above

Words = Annotated[str, Field(min_length=1, max_length=400)]
Several = Annotated[tuple[Words, ...], Field(min_length=1)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Names(_Strict):
    """A name in both languages."""

    nl: Words
    en: Words


class MeasureEntry(_Strict):
    """A named aggregate."""

    formula: Words
    name: Names


class VariantEntry(_Strict):
    """Another definition of a KPI; `unit` only where it differs, `stands_in` where it answers the same question."""

    formula: Words
    name: Names
    unit: Unit | None = None
    stands_in: bool = False
    optional: tuple[str, ...] | None = None
    window_days: Annotated[int, Field(ge=1)] | str | None = None
    exact_only: bool | None = None


class TextEntry(_Strict):
    """All a reader of one language sees of a KPI."""

    name: Words
    aliases: Several
    meaning: Words
    traps: Several
    actions: Several
    smart: Words
    why: str = Field(default="", max_length=600)
    standard: str = Field(default="", max_length=600)


class SettingEntry(_Strict):
    """A number formulas ask for: its name and question, its bounds, and a default only where that is a convention."""

    unit: Unit
    name: Names
    question: Names
    least: float = 0
    most: float
    default: float | None = None
    whole: bool = False


class FigureEntry(_Strict):
    """A benchmark in one language: the figure, whom it is about, and its definition where that is another than ours."""

    text: Words
    scope: Words
    definition: str = ""


class BenchmarkEntry(_Strict):
    """A figure of others with its source, address and date."""

    source: Words
    url: str = Field(pattern=r"^(https://\S+)?$")
    dated: Words
    nl: FigureEntry
    en: FigureEntry


class ChangeEntry(_Strict):
    """What changed in a definition from some version on."""

    version: int = Field(ge=2)
    dated: date
    nl: Words
    en: Words


class KpiEntry(_Strict):
    """One KPI as written. The file's department comes first in `departments`; what follows from the formula is left out.

    precision: only where its unit has other decimals as a rule (`units.USUAL_DECIMALS`).
    """

    departments: Several
    formula: Words
    unit: Unit
    direction: Direction
    timing: Literal["leading", "lagging"]
    grain: Grain
    review: Grain
    nl: TextEntry
    en: TextEntry
    variants: dict[str, VariantEntry] = {}
    segments: tuple[str, ...] = ()
    drivers: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    pair: str | None = None
    guard: str | None = None
    benchmark: BenchmarkEntry | None = None
    equals: tuple[Words, ...] = ()
    roughly: tuple[Words, ...] = ()
    changes: tuple[ChangeEntry, ...] = ()
    window_days: Annotated[int, Field(ge=1)] | str | None = None
    min_group: int | None = Field(default=None, ge=2)
    exact_only: bool = False
    zero: str | None = None
    precision: int | None = Field(default=None, ge=0, le=4)
