"""What was read of files, kept for a while: as much as a number of rows allows, and always the last."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from kpi_core.model import FileRead


class FilesKept:
    """Files as they were read, the ones asked for longest ago given up first.

    rows: how many rows of data all of them may have together; the last one asked for stays, however large.
    files: how many there may be.
    """

    def __init__(self, rows: int, files: int) -> None:
        self._most_rows, self._most_files = rows, files
        self._found: OrderedDict[Hashable, FileRead] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable, read: Callable[[], FileRead]) -> FileRead:
        """Return what is kept under a key, else what `read` returns; what it raises is not kept."""
        with self._lock:
            if key in self._found:
                self._found.move_to_end(key)
                return self._found[key]
        file = read()
        with self._lock:
            self._found[key] = file
            self._found.move_to_end(key)
            while len(self._found) > 1 and self._too_much():
                self._found.popitem(last=False)
        return file

    def _too_much(self) -> bool:
        return len(self._found) > self._most_files or sum(map(rows_in, self._found.values())) > self._most_rows


def rows_in(file: FileRead) -> int:
    """Return how many rows of data the tables of a file have together."""
    return sum(len(table.frame) for table in file.tables)
