"""What a KPI is marked with: whether it can be measured here, and that it looks nice but steers badly."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from kpi_core.catalogue import SETTINGS
from kpi_core.roles import ROLES
from kpi_core.texts import Lang, say

if TYPE_CHECKING:
    from kpi_core.measurable import Measurable, State
    from kpi_core.model import Kpi

Colour = Literal["green", "orange", "red", "gray", "blue"]
LOOKS: dict[State, tuple[str, Colour]] = {
    "now": ("check", "green"),
    "variant": ("check", "green"),
    "setting": ("edit", "orange"),
    "words": ("search_off", "orange"),
    "column": ("view_column", "orange"),
    "columns": ("view_column", "orange"),
    "table": ("table", "gray"),
    "survey": ("forum", "gray"),
}
"""Per state its shape and colour."""
NAMED = 1
"""How many tables or numbers a badge names; of more it gives the count."""


@dataclass(frozen=True)
class Badge:
    """A short word with a shape and a colour."""

    text: str
    icon: str
    colour: Colour


def measurable_badge(found: Measurable, lang: Lang) -> Badge:
    """Return whether the KPI can be measured with the data there is; the one column, table or number it lacks is named."""
    icon, colour = LOOKS[found.state]
    return Badge(_text(found, lang), icon, colour)


def _text(found: Measurable, lang: Lang) -> str:
    match found.state:
        case "setting":
            return _settings(found.settings, lang)
        case "table":
            return _tables(found.tables, lang)
        case "column":
            return say("passport.missing", lang, column=ROLES[found.missing[0].role].name[lang].lower())
        case "columns":
            return say("passport.missing.more", lang, n=len(found.missing), count=len(found.missing))
        case "words":
            return say("offers.badge.words", lang)
    return say("passport.survey" if found.state == "survey" else "passport.now", lang)


def badges(kpi: Kpi, found: Measurable, lang: Lang) -> tuple[Badge, ...]:
    """Return the badges of a KPI: measurable or not, and the warning of a vanity KPI."""
    shown = [measurable_badge(found, lang)]
    if kpi.pair:
        shown.append(Badge(say("passport.vanity", lang), "visibility", "gray"))
    return tuple(shown)


def _tables(kinds: tuple[str, ...], lang: Lang) -> str:
    if len(kinds) > NAMED:
        return say("offers.badge.tables", lang, n=len(kinds), count=len(kinds))
    return say("offers.badge.table", lang, table=say(f"offers.table.{kinds[0]}", lang))


def _settings(names: tuple[str, ...], lang: Lang) -> str:
    if len(names) > NAMED:
        return say("offers.badge.settings", lang, n=len(names), count=len(names))
    return say("offers.badge.setting", lang, name=SETTINGS[names[0]].name[lang])
