"""Every sentence the product says, in both languages: `texts/<lang>/<domain>.po`, read once with Babel."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Literal, get_args

from babel import Locale
from babel.messages.pofile import read_po

Lang = Literal["nl", "en"]
LANGS: tuple[Lang, ...] = get_args(Lang)


def say(key: str, lang: Lang, **fields: object) -> str:
    """Return the sentence `key` in `lang` with its fields filled in.

    A key with a plural form picks it by the field `n`. Fields are inserted as they are: numbers and dates are formatted
    by the caller (`kpi_core.numbers`), customer text is escaped by whoever shows it.

    Raises KeyError for a key without a text: a test keeps that from happening.
    """
    template = texts(lang)[key]
    if isinstance(template, tuple):
        template = template[_plural(lang, fields["n"])]
    return template.format_map(fields)


@cache
def texts(lang: Lang) -> dict[str, str | tuple[str, ...]]:
    """Return every key of one language with its template; a tuple holds the plural forms, one first."""
    found: dict[str, str | tuple[str, ...]] = {}
    for source in sorted(files(__package__).joinpath(lang).iterdir(), key=lambda entry: entry.name):
        if not source.name.endswith(".po"):
            continue
        with source.open("rb") as handle:
            catalog = read_po(handle, locale=lang, abort_invalid=True)
        for message in catalog:
            if not message.id:
                continue
            key = message.id[0] if isinstance(message.id, (list, tuple)) else message.id
            if key in found:
                raise KeyError(f"{key} stands twice in the {lang} texts, the second time in {source.name}")
            found[key] = tuple(message.string) if isinstance(message.string, (list, tuple)) else message.string
    return found


def _plural(lang: Lang, n: object) -> int:
    form = Locale(lang).plural_form(abs(float(str(n))))
    return 0 if form == "one" else 1
