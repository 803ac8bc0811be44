"""Headers compared as people mean them: case, accents, spaces and punctuation make no difference."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping as Map

    from kpi_core.model import Role, TableKind

IN_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
WORD_ENDS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
SEPARATORS = re.compile(r"[\s\-_/+&:;,|]+")
RATE = re.compile(
    r"(percentage|\b(rate|ratio|pct|per stuk)|graad)$|^(kosten per|cost per|kosten/|gem|gemiddeld\w*|average|avg)\b"
)
PER = re.compile(r"\s*(kosten|cost|costs)\s*/", re.IGNORECASE)
MOST_CHARACTERS = 200


@dataclass(frozen=True)
class Meaning:
    """The role a header points to. rank: its place among that role's headers, 0 = best.
    own: the header belongs to the role itself, not to this table kind only."""

    role: str
    rank: int
    own: bool
    synonym: str


@lru_cache(maxsize=8192)
def normalise(header: str) -> str:
    """Return the header as it is compared: `Order Date`, `order_date` and `OrderDate` are one.

    >>> normalise("Bedrag (EUR)"), normalise("Enquête-datum"), normalise("bron / medium")
    ('bedrag', 'enquetedatum', 'bronmedium')
    """
    return "".join(words_of(header))


@lru_cache(maxsize=8192)
def words_of(header: str) -> tuple[str, ...]:
    """Return the words of a header, lower-case, without accents, currency signs, brackets, dots, ? and #."""
    text = IN_BRACKETS.sub(" ", WORD_ENDS.sub(" ", header[:MOST_CHARACTERS]))
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    kept = "".join(c for c in decomposed if not unicodedata.combining(c) and unicodedata.category(c) != "Sc")
    return tuple(SEPARATORS.sub(" ", re.sub(r"[.?#\"*]", "", kept)).split())


def is_rate(header: str) -> bool:
    """Return whether the header names a rate: such a column is never a count or an amount.

    >>> is_rate("Open rate"), is_rate("Kosten per klik"), is_rate("Conv.%"), is_rate("Kosten")
    (True, True, True, False)
    """
    return "%" in header or PER.match(header) is not None or RATE.search(" ".join(words_of(header))) is not None


def meanings_of(kind: TableKind, roles: Map[str, Role]) -> dict[str, Meaning]:
    """Return normalised header to meaning for one kind; the kind's own extra headers go before those of the roles.

    What we call a role ourselves, in either language, is a header for it too: that is what people copy from the screen.
    """
    found: dict[str, Meaning] = {}
    for role, synonyms in kind.extra_synonyms.items():
        for place, synonym in enumerate(synonyms):
            rank = len(roles[role].synonyms) + place
            found.setdefault(normalise(synonym), Meaning(role, rank, own=False, synonym=synonym))
    for role in kind.roles:
        for rank, synonym in enumerate(roles[role].synonyms):
            found.setdefault(normalise(synonym), Meaning(role, rank, own=True, synonym=synonym))
    for role in kind.roles:
        for name in roles[role].name.values():
            found.setdefault(normalise(name), Meaning(role, len(roles[role].synonyms), own=True, synonym=name))
    return found
