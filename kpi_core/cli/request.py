"""What `compute` is asked, from the texts of its options; whatever does not exist is refused with what was meant."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, TypedDict, cast

from kpi_core.catalogue import CATALOGUE
from kpi_core.cli.usage import day, number, pairs, wrong
from kpi_core.errors import did_you_mean
from kpi_core.periods import Grain
from kpi_core.roles import ROLES

if TYPE_CHECKING:
    from collections.abc import Mapping as Map

    from kpi_core.model import Kpi
    from kpi_core.texts import Lang

DIMENSIONS = frozenset({"category", "enum", "bool"})
COHORTS = ("cohort_month", "cohort_quarter")


@dataclass(frozen=True)
class Request:
    """What is to be computed. formulas: KPIs as typed, not among `kpis` until the files are read. by: a role, `cohort_month` or `cohort_quarter`, None = no split."""

    kpis: tuple[Kpi, ...]
    formulas: tuple[str, ...]
    grain: Grain
    by: str | None
    where: Map[str, tuple[str, ...]]
    start: date | None
    end: date | None
    params: Map[str, float]
    variants: Map[str, str]
    today: date


class _Given(TypedDict):
    kpis: tuple[str, ...]
    formulas: tuple[str, ...]
    grain: str
    by: str | None
    where: tuple[str, ...]
    start: str | None
    end: str | None
    params: tuple[str, ...]
    variants: tuple[str, ...]
    today: str | None


UNASKED = _Given(
    kpis=(), formulas=(), grain="all", by=None, where=(), start=None, end=None, params=(), variants=(), today=None
)
"""What a command asks that does not take an option."""


def request_of(lang: Lang, options: Map[str, object]) -> Request:
    """Return the request the options of a command describe; what it does not take is not asked.

    Raises WrongUsage; the clock is read when no day is given.
    """
    given = cast("_Given", {**UNASKED, **options})
    start, end = day("--from", given["start"]), day("--to", given["end"], end=True)
    if start and end and end < start:
        wrong("cli_window")
    if not given["kpis"] and not given["formulas"]:
        wrong("cli_missing", name="--kpi")
    return Request(
        tuple(_kpi(kpi) for kpi in dict.fromkeys(given["kpis"])),
        given["formulas"],
        Grain(given["grain"]),
        _by(given["by"], Grain(given["grain"])),
        _where(given["where"]),
        start,
        end,
        {name: number("--param", value, lang) for name, value in pairs("--param", given["params"])},
        dict(_variant(kpi, variant) for kpi, variant in pairs("--variant", given["variants"])),
        day("--today", given["today"]) or date.today(),  # noqa: DTZ011  the day where the user is
    )


def _kpi(kpi: str) -> Kpi:
    if kpi not in CATALOGUE:
        wrong("cli_no_kpi", did_you_mean(kpi, CATALOGUE), word=kpi)
    return CATALOGUE[kpi]


def _variant(kpi: str, variant: str) -> tuple[str, str]:
    known = [entry.id for entry in _kpi(kpi).variants]
    if variant not in known:
        wrong("cli_no_variant", did_you_mean(variant, known), word=variant, name=kpi, known=", ".join(known) or "-")
    return kpi, variant


def _by(by: str | None, grain: Grain) -> str | None:
    if by == "cohort":
        return COHORTS[grain in (Grain.QUARTER, Grain.YEAR)]
    if by is not None and by not in COHORTS:
        _dimension("--by", by)
    return by


def _where(texts: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for role, value in pairs("--where", texts):
        _dimension("--where", role)
        found[role] = (*found.get(role, ()), value)
    return found


def _dimension(option: str, role: str) -> None:
    known = [name for name, entry in ROLES.items() if entry.type in DIMENSIONS]
    if role not in known:
        wrong("cli_no_dimension", did_you_mean(role, known), option=option, word=role)
