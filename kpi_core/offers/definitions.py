"""The definitions of one KPI beside each other, each with what it gives today."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpi_core.numbers import show_period, show_value
from kpi_core.passports import measurable_badge
from kpi_core.texts import say

if TYPE_CHECKING:
    from kpi_core.measurable import Measurable
    from kpi_core.model import Kpi, Setting
    from kpi_core.periods import Period
    from kpi_core.texts import Lang


@dataclass(frozen=True)
class Definition:
    """One definition of a KPI. variant: None = its own. value: in its unit over the last complete `period`, None = none."""

    variant: str | None
    found: Measurable
    value: float | None = None
    period: Period | None = None


def definition_name(kpi: Kpi, definition: Definition, lang: Lang) -> str:
    """Return what the definition is called, with its value and the period of it, or that it cannot be measured yet."""
    chosen = next((variant for variant in kpi.variants if variant.id == definition.variant), None)
    name = chosen.name[lang] if chosen else say("offers.definition.own", lang)
    name = name[:1].upper() + name[1:]
    if definition.found.status != "now":
        lack = measurable_badge(definition.found, lang).text
        return say("offers.definition.not", lang, name=name, lack=lack[:1].lower() + lack[1:])
    if definition.value is None or definition.period is None:
        return say("offers.definition.empty", lang, name=name)
    unit = chosen.unit if chosen else kpi.unit
    precision = kpi.precision if unit is kpi.unit else None
    value = show_value(definition.value, unit, lang, precision=precision)
    return say("offers.definition.value", lang, name=name, value=value, period=show_period(definition.period, lang))


def out_of_bounds(setting: Setting, value: float | None, lang: Lang) -> str:
    """Return the sentence that says between which numbers a setting lies; "" when the value does, or there is none."""
    whole = not setting.whole or value is None or float(value).is_integer()
    if value is None or (setting.least <= value <= setting.most and whole):
        return ""
    least, most = (show_value(bound, setting.unit, lang) for bound in (setting.least, setting.most))
    return say("offers.bounds.whole" if setting.whole else "offers.bounds", lang, least=least, most=most)
