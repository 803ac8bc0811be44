"""Files that were read stay in memory up to a number of rows."""

import pytest

from kpi_core.read import read_file
from kpi_core.work.kept import FilesKept


def file_of(rows):
    lines = "\n".join(f"A{number};{number}" for number in range(rows))
    return read_file("verkoop.csv", f"Artikel;Omzet\n{lines}\n".encode())


def read_again(kept, wanted):
    """Return the keys that were read anew when asked for in this order."""
    anew = []
    for key, rows in wanted:
        kept.get(key, lambda key=key, rows=rows: (anew.append(key), file_of(rows))[1])
    return anew


@pytest.mark.parametrize(
    ("wanted", "anew"),
    [
        ([("a", 4), ("b", 4), ("a", 4), ("b", 4)], ["a", "b"]),
        ([("a", 6), ("b", 6), ("b", 6), ("a", 6)], ["a", "b", "a"]),
        ([("large", 50), ("large", 50)], ["large"]),
        ([("a", 3), ("large", 50), ("a", 3)], ["a", "large", "a"]),
        ([("a", 4), ("b", 4), ("a", 4), ("c", 4), ("a", 4), ("b", 4)], ["a", "b", "c", "b"]),
        ([("a", 2), ("b", 2), ("c", 2), ("d", 2), ("b", 2), ("a", 2)], ["a", "b", "c", "d", "a"]),
    ],
    ids=[
        "both fit",
        "too many rows",
        "one of any size",
        "the last one stays",
        "the one used last stays",
        "too many files",
    ],
)
def test_the_rows_in_memory_are_bounded_and_the_last_file_always_stays(wanted, anew):
    assert read_again(FilesKept(rows=10, files=3), wanted) == anew


def test_a_file_that_cannot_be_read_is_tried_again():
    kept = FilesKept(rows=10, files=3)
    with pytest.raises(ValueError, match="broken"):
        kept.get("a", lambda: (_ for _ in ()).throw(ValueError("broken")))
    assert len(kept.get("a", lambda: file_of(3)).tables[0].frame) == 3
