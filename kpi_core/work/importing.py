"""One file at a time: reading a large one takes all of a small machine, so others wait for their turn and are told so."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

from kpi_core.read.progress import report

if TYPE_CHECKING:
    from collections.abc import Iterator

LOOKS_EVERY = 0.3
"""Seconds between two looks whether it is our turn; each look tells the watcher, who may give up waiting."""

_turn = threading.RLock()


@contextmanager
def turn() -> Iterator[None]:
    """Wait until no other file is being read in this process, then keep the others out.

    While waiting, whoever watches is told `waiting`; what the watcher raises ends the waiting.
    """
    while not _turn.acquire(timeout=LOOKS_EVERY):
        report("waiting", 0.0)
    try:
        yield
    finally:
        _turn.release()
