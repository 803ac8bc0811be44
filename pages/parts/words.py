"""Customer text and formatted strings made safe for where they are shown."""

from __future__ import annotations

import re
from collections import Counter

MARKS = re.compile(r"([\\`*_{}\[\]()#+\-.!|$:~<>&^=\"'/@])")
ADDRESS = re.compile(r"(?i)(https?:|www(?=\.))")
LONGEST = 60
JOINER = "\u2060"
"""Has no width and breaks no word: a page makes a link of an address by itself, however it is escaped."""


def escape(text: object) -> str:
    r"""Return customer text so that Markdown shows it as it is: no links, images, colours, formulas or HTML.

    >>> escape("**Omzet** [x](y)")
    '\\*\\*Omzet\\*\\* \\[x\\]\\(y\\)'
    """
    plain = re.sub(r"[ \t\r\n]+", " ", str(text)).strip()
    return MARKS.sub(r"\\\1", ADDRESS.sub(rf"\1{JOINER}", plain))


def named(text: object) -> str:
    """Return the name of a part as a heading holds it: escaped, and cut off where it would be a paragraph."""
    name = re.sub(r"[ \t\r\n]+", " ", str(text)).strip()
    return escape(name if len(name) <= LONGEST else f"{name[: LONGEST - 1].rstrip()}…")


def distinct(names: dict[str, str]) -> dict[str, str]:
    """Return the names with a number behind those that occur again: a picker tells its options apart by what they say.

    >>> distinct({"a": "Spaak", "b": "Spaak", "c": "Kruim"})
    {'a': 'Spaak', 'b': 'Spaak (2)', 'c': 'Kruim'}
    """
    seen: Counter[str] = Counter()
    found = {}
    for id_, name in names.items():
        seen[name] += 1
        found[id_] = name if seen[name] == 1 else f"{name} ({seen[name]})"
    return found


def css_text(text: str) -> str:
    r"""Return a text as a CSS string that cannot end early.

    >>> css_text('a "b"')
    '"a \\22 b\\22 "'
    """
    return '"' + re.sub(r'["\\<>\n]', lambda match: f"\\{ord(match[0]):x} ", text) + '"'
