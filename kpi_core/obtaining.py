"""Where a column can be had: which exports of known systems hold it, and what it is called there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpi_core.profiles import PROFILES
from kpi_core.roles import KINDS, ROLES, normalise

if TYPE_CHECKING:
    from collections.abc import Collection

    from kpi_core.formula.tree import Column
    from kpi_core.profiles import Profile
    from kpi_core.texts import Lang


@dataclass(frozen=True)
class KnownExport:
    """One export of one system with the header it gives a column. own: a file of that system was recognised here."""

    system: str
    export: str
    header: str
    own: bool


def known_exports(column: Column, lang: Lang, own: Collection[str] = ()) -> tuple[KnownExport, ...]:
    """Return the exports that hold a column, one per system: those of `own`, the profiles recognised here, come first.

    A header is the one of several that is in the reader's language, else the usual one. An export that exists only in a
    third language is left out, except where it is the user's own.
    """
    found: dict[str, KnownExport] = {}
    usable = [profile for profile in PROFILES.values() if profile.kind == column.kind and column.role in profile.roles]
    for profile in sorted(usable, key=lambda profile: (profile.id not in own, bool(profile.one_of))):
        if profile.id in own or {"nl", "en"} & set(profile.languages):
            entry = KnownExport(
                profile.system, profile.name[lang], _header(profile, column.role, lang), profile.id in own
            )
            found.setdefault(profile.system, entry)
    return tuple(found.values())


def usual_headers(column: Column, lang: Lang, most: int = 3) -> tuple[str, ...]:
    """Return what files usually call a column, the likeliest name first."""
    of_kind = KINDS[column.kind].extra_synonyms.get(column.role, ())
    of_role = ROLES[column.role].headers.get(lang, ())
    return tuple(dict.fromkeys([*of_role, *(word for word in of_kind if not of_role and word)]))[:most]


def _header(profile: Profile, role: str, lang: Lang) -> str:
    known = {normalise(word) for word in ROLES[role].headers.get(lang, ())}
    headers = profile.roles[role]
    return next((header for header in headers if normalise(header) in known), headers[0])
