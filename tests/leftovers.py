"""What should not stand in anything people read: words of the other language, codes, and numbers as a computer writes them."""

import re
from functools import cache

from kpi_core.catalogue import CATALOGUE, GOALS
from kpi_core.texts import LANGS, texts

FIELD = re.compile(r"\{[^}]*\}")
CODES = re.compile(
    r"\{\w+\}"
    r"|\b(?:nan|NaN|None|null|undefined|inf)\b"
    r"|\b[a-z]+(?:_[a-z]+)+\b"
    r"|\b(?:page|error|finding|status|smart|menu|action|round|minutes|report)\.[a-z_]+\b"
    r"|\b\d+\.\d{5,}\b"
    r"|\b\d\.\d+e[+-]\d+\b"
)
LONG_ENOUGH = 14
"""Letters from which a text is no word that both languages happen to share."""
MONTHS = {
    "nl": r"\b(?:January|February|March|June|July|August|October|May \d)",
    "en": r"\b(?:januari|februari|maart|juni|juli|augustus|oktober|mei \d)",
}


@cache
def foreign(lang):
    """Return the texts of the other language that are never right in this one."""
    other = next(one for one in LANGS if one != lang)
    return tuple(sorted(_sentences(other) - _sentences(lang), key=len, reverse=True))


def _sentences(lang):
    own = [part for text in texts(lang).values() for part in (text if isinstance(text, tuple) else (text,))]
    own += [part for kpi in CATALOGUE.values() for part in (kpi.name[lang], kpi.meaning[lang], *kpi.actions[lang])]
    own += [part for goal in GOALS.values() for part in (goal.name[lang], goal.sentence[lang])]
    pieces = (piece.strip() for text in own for piece in FIELD.split(text))
    return {piece for piece in pieces if len(piece) >= LONG_ENOUGH and " " in piece}


def leftovers(text, lang):
    """Return what stands in a text and should not, for the reader of one language."""
    plain = re.sub(r"\s+", " ", text.replace("\u00a0", " "))
    words = [
        piece for piece in foreign(lang) if piece in plain and re.search(rf"(?<!\w){re.escape(piece)}(?!\w)", plain)
    ]
    months = re.findall(MONTHS[lang], plain)
    return [*words, *months, *CODES.findall(plain)]
