"""What a passport says of a KPI without any figures: meaning, formula, how to read it and how to steer by it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from kpi_core.catalogue import CATALOGUE, SETTINGS, in_sentences
from kpi_core.formula.facts import params
from kpi_core.formula.printing import text_of
from kpi_core.formula.spell import spelled
from kpi_core.model import OWN
from kpi_core.numbers import show_count, show_date
from kpi_core.own import vocabulary
from kpi_core.passports.listing import Badge, badges
from kpi_core.roles import KINDS, ROLES
from kpi_core.targets import as_variant
from kpi_core.texts import Lang, say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kpi_core.formula.vocabulary import Vocabulary
    from kpi_core.measurable import Measurable
    from kpi_core.model import Kpi

SHORT = ("missing", "params", "unit", "good", "pair", "guard", "segments", "drivers", "trap", "action", "benchmark")
"""The facts that a drawer beside a list has room for."""


@dataclass(frozen=True)
class Fact:
    """One thing to know: its heading and what there is to say, in the order to read it."""

    key: str
    title: str
    texts: tuple[str, ...]


@dataclass(frozen=True)
class Passport:
    """Everything a person needs to decide on a KPI. formula: in words, parts: what its named parts are, a sentence each.

    source: as one types it in the language of the passport.

    why: why this definition where others use another, "" where nobody disputes it. related: KPIs worth looking at next.
    """

    kpi: str
    name: str
    badges: tuple[Badge, ...]
    meaning: str
    why: str
    formula: str
    parts: tuple[str, ...]
    source: str
    facts: tuple[Fact, ...]
    related: tuple[str, ...]

    @property
    def short(self) -> tuple[Fact, ...]:
        """The facts that help to choose."""
        return tuple(fact for fact in self.facts if fact.key in SHORT)


def passport(kpi: Kpi, found: Measurable, lang: Lang, variant: str | None = None) -> Passport:
    """Return what there is to say of a KPI. variant: the definition in use, None = the one the data allows."""
    used = variant or found.variant
    written, tree = kpi.defined(used).formula, kpi.defined(used).tree
    timing = Badge(say(f"passport.timing.{kpi.timing}", lang), "schedule", "blue")
    review = Badge(say(f"passport.review.{kpi.review}", lang), "event_repeat", "gray")
    told = (
        (key, tuple(text for text in texts if text)) for key, texts in _facts(kpi, as_variant(kpi, used), found, lang)
    )
    said = in_sentences(tree, lang)
    near = [id_ for id_ in (kpi.pair, kpi.guard, *kpi.drivers) if id_]
    return Passport(
        kpi=kpi.id,
        name=kpi.name[lang],
        badges=(*badges(kpi, found, lang), timing, review),
        meaning=kpi.meaning[lang],
        why=kpi.why.get(lang, ""),
        formula=said[0],
        parts=said[1:],
        source=spelled(text_of(tree) if kpi.id.startswith(OWN) else written, _names_of(lang)),
        facts=tuple(Fact(key, say(f"passport.row.{key}", lang), texts) for key, texts in told if texts),
        related=tuple(dict.fromkeys(id_ for id_ in near if id_ in CATALOGUE)),
    )


@cache
def _names_of(lang: Lang) -> Vocabulary:
    return vocabulary(lang)


def _facts(kpi: Kpi, used: Kpi, found: Measurable, lang: Lang) -> Iterator[tuple[str, Sequence[str]]]:
    """Yield key and texts of every fact, in the order to read them; empty texts are left out later.

    used: the KPI by the definition in use.
    """
    missing = [f"{ROLES[column.role].name[lang]} ({KINDS[column.kind].name[lang].lower()})" for column in found.missing]
    yield "missing", [listed(missing, lang)]
    yield "params", [listed([SETTINGS[name].name[lang] for name in sorted(params(used.tree))], lang)]
    yield "unit", [say(f"passport.unit.{used.unit}", lang)]
    yield "good", [say(f"passport.direction.{kpi.direction}", lang)]
    yield "timing", [say(f"passport.timing.{kpi.timing}.sentence", lang)]
    yield "cadence", [say(f"passport.review.{kpi.review}", lang), *_waiting(used, lang)]
    yield "segments", [", ".join(segment_name(role, lang).lower() for role in kpi.segments)]
    yield "people", [say("passport.people", lang, n=used.min_group)] if used.min_group else []
    yield "zero", [kpi.zero[lang]]
    yield "trap", kpi.traps[lang]
    yield "pair", [f"{_names([kpi.pair], lang)}. {say('passport.vanity.why', lang)}"] if kpi.pair else []
    yield "guard", [_names([kpi.guard], lang)]
    yield "drivers", [_names(kpi.drivers, lang)]
    yield "action", [_sentence(action) for action in kpi.actions[lang]]
    yield "example", [kpi.smart[lang]]
    yield "benchmark", _benchmark(kpi, lang)
    yield "standard", [kpi.standard.get(lang, "")]
    yield "variants", [entry.name[lang] for entry in kpi.variants]
    yield "aliases", [", ".join(kpi.aliases.get(lang, ()))]
    yield "version", _versions(kpi, lang)


def _waiting(kpi: Kpi, lang: Lang) -> list[str]:
    days = kpi.window_days
    if isinstance(days, str):
        days = int(SETTINGS[days].default or 0)
    return [say("passport.waiting", lang, n=days, days=show_count(days, lang))] if days else []


def _benchmark(kpi: Kpi, lang: Lang) -> list[str]:
    found = kpi.benchmark
    if found is None:
        return [say("passport.benchmark.none", lang)]
    said = [found.text[lang], say("passport.benchmark.scope", lang, scope=found.scope[lang])]
    if found.definition.get(lang):
        said.append(say("passport.benchmark.definition", lang, definition=found.definition[lang]))
    return [*said, say("passport.benchmark.source", lang, source=found.source, on=found.on, url=found.url)]


def _versions(kpi: Kpi, lang: Lang) -> list[str]:
    if not kpi.changes:
        return [say("passport.version.first", lang)]
    newest = sorted(kpi.changes, key=lambda change: -change.version)
    return [
        say("passport.version", lang, version=change.version, date=show_date(change.on, lang), text=change.text[lang])
        for change in newest
    ]


def segment_name(role: str, lang: Lang) -> str:
    """Return the name of a dimension; a customer's cohort is the month of the first order."""
    return ROLES[role].name[lang] if role in ROLES else say(f"passport.segment.{role}", lang)


def _names(kpis: Sequence[str | None], lang: Lang) -> str:
    return ", ".join(CATALOGUE[kpi].name[lang] for kpi in kpis if kpi and kpi in CATALOGUE)


def listed(parts: Sequence[str], lang: Lang) -> str:
    """Return parts as a list in a sentence: "a, b en c"; "" for none."""
    if len(parts) < 2:
        return "".join(parts)
    return say("passport.and", lang, most=", ".join(parts[:-1]), last=parts[-1])


def _sentence(text: str) -> str:
    return text if text.endswith((".", "?")) else f"{text}."
