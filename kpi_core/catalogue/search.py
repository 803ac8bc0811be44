"""Finding a KPI by what people call it, in either language, as plural, joined or split, and with a typing error."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from kpi_core.catalogue.nearness import differences

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kpi_core.model import Kpi
    from kpi_core.texts import Lang

LONGEST = 200
SHORT = 3
"""A text of so few letters is looked for at the beginning of words only."""
EQUAL, SAME_STEM, STARTS, HOLDS, SPREAD, NEAR, MEANT = range(7)
"""How well a name fits, best first. Typing errors are looked for only when no KPI fits better than NEAR."""


@dataclass(frozen=True)
class Form:
    """A text as it is compared: its words as one, their stems, the stems as one, and each after a space."""

    joined: str
    stems: tuple[str, ...]
    stem: str
    spaced: str


def find_in(kpis: Iterable[Kpi], text: str, lang: Lang) -> tuple[Kpi, ...]:
    """Return the KPIs that `text` may mean, best first; an empty text finds all of them, in the order given.

    A name that is the text itself goes before one that begins with its words, one that holds them and one that differs by
    a typing error; then comes what only the meaning says. Names in `lang` go before those in other languages.
    """
    every = tuple(kpis)
    asked = form(text[:LONGEST])
    if not asked.stems:
        return () if text.strip() else every
    ranked = [(rank, place, kpi) for place, kpi in enumerate(every) if (rank := _rank(kpi, asked, lang))]
    if all(rank[0] > NEAR for rank, _, _ in ranked):
        ranked += [(rank, place, kpi) for place, kpi in enumerate(every) if (rank := _near(kpi, asked, lang))]
    best: dict[str, Kpi] = {}
    for _, _, kpi in sorted(ranked, key=lambda entry: entry[:2]):
        best.setdefault(kpi.id, kpi)
    return tuple(best.values())


def plain(text: str) -> str:
    """Return the text in small letters without accents."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


@lru_cache(maxsize=8192)
def form(text: str) -> Form:
    """Return how a text is compared: accents, capitals, hyphens and the ending of a plural make no difference."""
    words = re.findall(r"[^\W_]+", re.sub(r"['’‘`]", "", plain(text)))
    stems = tuple(_stem(word) for word in words)
    return Form("".join(words), stems, "".join(stems), "".join(f" {stem}" for stem in stems))


def _stem(word: str) -> str:
    """Return a word without the ending of a Dutch or English plural, double letters as one (omzetten, omzet)."""
    if len(word) > 5 and word.endswith("en"):
        word = word[:-2]
    elif len(word) > 4 and word.endswith("s"):
        word = word[:-1]
    return re.sub(r"(ie|y)$", "i", re.sub(r"(.)\1", r"\1", word))


@dataclass(frozen=True)
class Named:
    """What a KPI is called. names: (of another language, an alias, the name); text: all of it, for a quick look."""

    names: tuple[tuple[bool, bool, Form], ...]
    text: str


@lru_cache(maxsize=2048)
def _named(own: tuple[str, ...], others: tuple[tuple[str, ...], ...]) -> Named:
    names = tuple(
        (called is not own, place > 0, form(name)) for called in (own, *others) for place, name in enumerate(called)
    )
    return Named(names, "".join(f"{name.spaced} {name.stem}" for _, _, name in names))


def _of(kpi: Kpi, lang: Lang) -> Named:
    called = {tongue: (kpi.name[tongue], *kpi.aliases.get(tongue, ())) for tongue in sorted(kpi.name)}
    return _named(called.pop(lang, ()), tuple(called.values()))


def _rank(kpi: Kpi, asked: Form, lang: Lang) -> tuple[int, ...] | None:
    named = _of(kpi, lang)
    if asked.stem in named.text or all(word in named.text for word in asked.stems):
        fits = [(fit, other, alias) for other, alias, name in named.names if (fit := _fit(asked, name)) is not None]
        if fits:
            return min(fits)
    if _begins(asked, named.text):
        return (SPREAD,)
    return (MEANT,) if _begins(asked, named.text + form(kpi.meaning.get(lang, "")).spaced) else None


def _begins(asked: Form, spaced: str) -> bool:
    """Return whether every word asked begins a word of a text that has a space before each."""
    return all(f" {word}" in spaced for word in asked.stems)


def _fit(asked: Form, name: Form) -> int | None:
    if asked.joined == name.joined:
        return EQUAL
    if asked.stem == name.stem:
        return SAME_STEM
    if _begins(asked, name.spaced):
        return STARTS
    if len(asked.stem) > SHORT and (asked.stem in name.stem or all(word in name.stem for word in asked.stems)):
        return HOLDS
    return None


def _near(kpi: Kpi, asked: Form, lang: Lang) -> tuple[int, ...] | None:
    names = [name for _, _, name in _of(kpi, lang).names]
    whole = [(NEAR, gap, 0) for name in names if (gap := differences(asked.stem, name.stem)) is not None]
    parts = [(NEAR, gap, 1) for name in names if (gap := _word_gaps(asked, name)) is not None]
    return min([*whole, *parts], default=None)


def _word_gaps(asked: Form, name: Form) -> int | None:
    total = 0
    for word in asked.stems:
        gaps = [gap for stem in name.stems if (gap := differences(word, stem)) is not None]
        if not gaps:
            return None
        total += min(gaps)
    return total
