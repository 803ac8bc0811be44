"""Customer text and formatted strings made safe for where they are shown."""

from __future__ import annotations

import re

MARKS = re.compile(r"([\\`*_{}\[\]()#+\-.!|$:~<>&^=\"'/@])")


def escape(text: object) -> str:
    r"""Return customer text so that Markdown shows it as it is: no links, images, colours, formulas or HTML.

    >>> escape("**Omzet** [x](y)")
    '\\*\\*Omzet\\*\\* \\[x\\]\\(y\\)'
    """
    return MARKS.sub(r"\\\1", re.sub(r"[ \t\r\n]+", " ", str(text)).strip())


def css_text(text: str) -> str:
    r"""Return a text as a CSS string that cannot end early.

    >>> css_text('a "b"')
    '"a \\22 b\\22 "'
    """
    return '"' + re.sub(r'["\\<>\n]', lambda match: f"\\{ord(match[0]):x} ", text) + '"'
