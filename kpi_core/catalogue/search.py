"""Finding a KPI by what people call it."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kpi_core.model import Kpi
    from kpi_core.texts import Lang

NO_MATCH = 9


def find_in(kpis: Iterable[Kpi], text: str, lang: Lang) -> tuple[Kpi, ...]:
    """Return the KPIs that hold every word of `text`: exact name first, then names, aliases, the other language, meaning.

    Accents and capitals make no difference. An empty text finds everything, in the order given.
    """
    words = plain(text).split()
    ranked = [(_rank(kpi, words, lang), place, kpi) for place, kpi in enumerate(kpis)]
    return tuple(kpi for rank, _, kpi in sorted(ranked, key=lambda entry: entry[:2]) if rank < NO_MATCH)


def plain(text: str) -> str:
    """Return the text in small letters without accents."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def _rank(kpi: Kpi, words: list[str], lang: Lang) -> int:
    own = [plain(name) for name in (kpi.name[lang], *kpi.aliases[lang])]
    if " ".join(words) in own:
        return 0
    other = [plain(name) for key in kpi.name if key != lang for name in (kpi.name[key], *kpi.aliases[key])]
    places = (own[:1], own, [*own, *other], [*own, *other, plain(kpi.meaning[lang])])
    for rank, place in enumerate(places, start=1):
        if all(word in " ".join(place) for word in words):
            return rank
    return NO_MATCH
