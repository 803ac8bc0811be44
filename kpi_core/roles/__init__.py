"""Table kinds and roles: what a table can be about and what its columns can mean. One YAML entry each, read once."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping as Map
from functools import cache
from typing import TYPE_CHECKING, TypeVar

from kpi_core.roles.headers import Meaning, is_rate, meanings_of, normalise
from kpi_core.roles.load import load_kinds, load_roles

if TYPE_CHECKING:
    from collections.abc import Callable

    from kpi_core.model import Role, TableKind

__all__ = ["KINDS", "ROLES", "Meaning", "is_rate", "meanings", "normalise"]

T = TypeVar("T")


class _Lazy(Map[str, T]):
    """A mapping that is read at its first use, so that importing the package costs nothing."""

    def __init__(self, read: Callable[[], Map[str, T]]) -> None:
        self._read = read

    def __getitem__(self, key: str) -> T:
        return self._read()[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._read())

    def __len__(self) -> int:
        return len(self._read())


_roles = cache(load_roles)
_kinds = cache(lambda: load_kinds(_roles()))

ROLES: Map[str, Role] = _Lazy(_roles)
KINDS: Map[str, TableKind] = _Lazy(_kinds)


@cache
def meanings(kind: str) -> Map[str, Meaning]:
    """Return what each known header means in one table kind: normalised header to `Meaning`."""
    return meanings_of(KINDS[kind], ROLES)
