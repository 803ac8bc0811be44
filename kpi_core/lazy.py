"""A mapping that is read when first used, so that importing a module with definitions costs nothing."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping as Map
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")


class Lazy(Map[str, T]):
    """A mapping over what `read` returns; `read` keeps its own answer."""

    def __init__(self, read: Callable[[], Map[str, T]]) -> None:
        self._read = read

    def __getitem__(self, key: str) -> T:
        return self._read()[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._read())

    def __len__(self) -> int:
        return len(self._read())
