"""How far a file is being read, told to whoever watches; a watcher that raises stops the reading."""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Step = Literal["waiting", "reading", "recognising", "checking"]
"""waiting: another file is read first; reading: bytes to cells; recognising: cells to tables; checking: values and sums."""

_watcher: ContextVar[Callable[[Step, float], None] | None] = ContextVar("watcher", default=None)


@contextmanager
def watching(told: Callable[[Step, float], None]) -> Iterator[None]:
    """Have `told` called with the step and how far it is, from 0 to 1, for every file read inside.

    What `told` raises goes through and ends the reading; nothing of it is kept.
    """
    token = _watcher.set(told)
    try:
        yield
    finally:
        _watcher.reset(token)


def report(step: Step, done: float) -> None:
    """Tell the watcher, if any, how far a step is."""
    if (told := _watcher.get()) is not None:
        told(step, min(1.0, max(0.0, done)))
