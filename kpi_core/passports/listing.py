"""KPIs as a list: whether each can be measured here, and what it means in one sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from kpi_core.formula.facts import params
from kpi_core.roles import ROLES
from kpi_core.texts import Lang, say

if TYPE_CHECKING:
    from collections.abc import Mapping as Map
    from collections.abc import Sequence

    from kpi_core.measurable import Measurable
    from kpi_core.model import Kpi

NAMED_MISSING = 1


@dataclass(frozen=True)
class Badge:
    """A short word with a shape and a colour."""

    text: str
    icon: str
    colour: Literal["green", "orange", "gray", "blue"]


@dataclass(frozen=True)
class Line:
    """One KPI in the list: its name, badges, and what it means in one sentence."""

    kpi: str
    name: str
    badges: tuple[Badge, ...]
    text: str
    can_choose: bool


def measurable_badge(found: Measurable, lang: Lang) -> Badge:
    """Return whether the KPI can be measured with the data there is; one missing column is named."""
    if found.status == "now":
        return Badge(say("passport.now", lang), "check", "green")
    if found.status == "survey":
        return Badge(say("passport.survey", lang), "forum", "gray")
    if len(found.missing) == NAMED_MISSING:
        column = found.missing[0]
        name = ROLES[column.role].name[lang] if column.role in ROLES else column.role
        return Badge(say("passport.missing", lang, column=name.lower()), "view_column", "orange")
    count = len(found.missing)
    return Badge(say("passport.missing.more", lang, n=count, count=count), "view_column", "orange")


def badges(kpi: Kpi, found: Measurable, lang: Lang) -> tuple[Badge, ...]:
    """Return the badges of a KPI: measurable or not, and the warning of a vanity KPI."""
    shown = [measurable_badge(found, lang)]
    if kpi.pair:
        shown.append(Badge(say("passport.vanity", lang), "visibility", "gray"))
    return tuple(shown)


def line(kpi: Kpi, found: Measurable, lang: Lang) -> Line:
    """Return the KPI as it stands in the list."""
    text = f"{kpi.meaning[lang]} {say(f'passport.timing.{kpi.timing}.sentence', lang)}"
    return Line(kpi.id, kpi.name[lang], badges(kpi, found, lang), text, found.status == "now")


def lines(
    kpis: Sequence[Kpi], found: Map[str, Measurable], lang: Lang, *, ranked: bool, only_measurable: bool
) -> tuple[Line, ...]:
    """Return the KPIs as a list: what can be measured first, and what many departments steer by before what looks nice.

    ranked: the KPIs come in an order that says something, such as that of a search; among equals it is kept.
    """

    def place(kpi: Kpi) -> tuple[bool, bool, int]:
        unmeasurable = found[kpi.id].status != "now"
        if ranked:
            return (unmeasurable, False, 0)
        return (unmeasurable, bool(kpi.pair or params(kpi.tree)), -len(kpi.departments))

    shown = [kpi for kpi in kpis if not only_measurable or found[kpi.id].status == "now"]
    return tuple(line(kpi, found[kpi.id], lang) for kpi in sorted(shown, key=place))
