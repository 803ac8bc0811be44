"""A KPI's passport: what it is, whether it can be measured here, how it is calculated and how to steer by it, in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from kpi_core.catalogue import CATALOGUE, SETTINGS, in_words
from kpi_core.formula.facts import params
from kpi_core.formula.printing import text_of
from kpi_core.roles import KINDS, ROLES
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


@dataclass(frozen=True)
class Passport:
    """Everything a person needs to decide on a KPI. `rows`: (what, text), in the order to read them."""

    name: str
    badges: tuple[Badge, ...]
    meaning: str
    formula: str
    source: str
    rows: tuple[tuple[str, str], ...]


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


def passport(kpi: Kpi, found: Measurable, lang: Lang) -> Passport:
    """Return the whole passport of a KPI."""
    tree = next((entry.tree for entry in kpi.variants if entry.id == found.variant), kpi.tree)
    timing = Badge(say(f"passport.timing.{kpi.timing}", lang), "schedule", "blue")
    review = Badge(say(f"passport.review.{kpi.review}", lang), "event_repeat", "gray")
    return Passport(
        kpi.name[lang],
        (*badges(kpi, found, lang), timing, review),
        kpi.meaning[lang],
        in_words(tree, lang),
        text_of(tree),
        tuple((say(f"passport.row.{what}", lang), text) for what, text in _rows(kpi, found, lang) if text),
    )


def _rows(kpi: Kpi, found: Measurable, lang: Lang) -> tuple[tuple[str, str], ...]:
    missing = [f"{ROLES[column.role].name[lang]} ({KINDS[column.kind].name[lang].lower()})" for column in found.missing]
    pair = f"{_names([kpi.pair], lang)}. {say('passport.vanity.why', lang)}" if kpi.pair else ""
    return (
        ("missing", _listed(missing, lang)),
        ("params", _listed([SETTINGS[name].name[lang] for name in sorted(params(kpi.tree))], lang)),
        ("unit", say(f"passport.unit.{kpi.unit}", lang)),
        ("good", say(f"passport.direction.{kpi.direction}", lang)),
        ("pair", pair),
        ("guard", _names([kpi.guard] if kpi.guard else [], lang)),
        ("segments", ", ".join(segment_name(role, lang).lower() for role in kpi.segments)),
        ("drivers", _names(kpi.drivers, lang)),
        ("trap", " ".join(kpi.traps[lang][:2])),
        ("action", " ".join(_sentence(action) for action in kpi.actions[lang][:3])),
        ("example", kpi.smart[lang]),
        ("benchmark", say("passport.benchmark.none", lang)),
    )


def segment_name(role: str, lang: Lang) -> str:
    """Return the name of a dimension; a customer's cohort is the month of the first order."""
    return ROLES[role].name[lang] if role in ROLES else say(f"passport.segment.{role}", lang)


def _names(kpis: Sequence[str], lang: Lang) -> str:
    return ", ".join(CATALOGUE[kpi].name[lang] for kpi in kpis if kpi in CATALOGUE)


def _listed(parts: Sequence[str], lang: Lang) -> str:
    if len(parts) < 2:
        return "".join(parts)
    return say("passport.and", lang, most=", ".join(parts[:-1]), last=parts[-1])


def _sentence(text: str) -> str:
    return text if text.endswith((".", "?")) else f"{text}."
