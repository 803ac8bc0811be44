"""Table kinds and roles: what a table can be about and what its columns can mean. One YAML entry each, read once."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from kpi_core.lazy import Lazy
from kpi_core.roles.headers import Meaning, is_rate, meanings_of, normalise
from kpi_core.roles.load import load_kinds, load_roles

if TYPE_CHECKING:
    from collections.abc import Mapping as Map

    from kpi_core.model import Role, TableKind

__all__ = ["KINDS", "ROLES", "Meaning", "is_rate", "meanings", "normalise"]

_roles = cache(load_roles)
_kinds = cache(lambda: load_kinds(_roles()))

ROLES: Map[str, Role] = Lazy(_roles)
KINDS: Map[str, TableKind] = Lazy(_kinds)


@cache
def meanings(kind: str) -> Map[str, Meaning]:
    """Return what each known header means in one table kind: normalised header to `Meaning`."""
    return meanings_of(KINDS[kind], ROLES)
