"""A sheet is read where there is room for it, and refused with the number of cells that would fit where there is not."""

from __future__ import annotations

import pytest

from kpi_core.errors import UnreadableFile
from kpi_core.read import limits, room


@pytest.mark.parametrize(
    ("free", "most"),
    [
        (0, room.ALWAYS),
        (1_000_000_000, 7_600_000),
        (100_000_000_000, limits.MAX_CELLS),
    ],
    ids=["none", "a gigabyte", "plenty"],
)
def test_the_free_memory_says_how_many_cells_fit(free, most):
    assert room.most_cells(free) == most


def test_a_full_sheet_of_twenty_columns_fits_where_there_is_memory():
    assert room.most_cells(4_000_000_000) >= 1_048_576 * 20


@pytest.mark.parametrize(
    ("told", "free"),
    [
        (("MemAvailable: 2000 kB", "max", "5"), 2_048_000),
        (("MemAvailable: 2000 kB", "1000000", "400000"), 600_000),
        (("nothing", "1000000", "2000000"), 0),
        (("nothing", "max", "5"), None),
    ],
    ids=["machine", "container", "container full", "not told"],
)
def test_the_container_counts_as_well_as_the_machine(told, free, tmp_path, monkeypatch):
    machine, most, used = told
    (tmp_path / "meminfo").write_text(machine, "ascii")
    (tmp_path / "memory.max").write_text(most, "ascii")
    (tmp_path / "memory.current").write_text(used, "ascii")
    monkeypatch.setattr(room, "_MEMORY", tmp_path / "meminfo")
    monkeypatch.setattr(room, "_GROUP", tmp_path)

    assert room._free() == free


def test_what_does_not_fit_is_refused_with_what_would(monkeypatch):
    monkeypatch.setattr(room, "_free", lambda: 1_000_000_000)
    with pytest.raises(UnreadableFile) as raised:
        room.check_room("Verkoop", 8_000_000)

    assert (raised.value.code, raised.value.fields["limit"]) == ("too_many_cells", 7_600_000)
