"""Names that stand only on the first row of their group, as in a pivot table: they are filled down, amounts never are."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from kpi_core.model import Issue
from kpi_core.read import limits
from kpi_core.read.cells import as_text, kind_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpi_core.model import Sheet
    from kpi_core.read.examine import RawColumn
    from kpi_core.read.reshaped import Reshaped

_LEAST_GROUPS = 2
_MOSTLY_BLANK = 0.5
_YEAR = re.compile(r"(?:19|20)\d\d")


def fill_down(sheet: Sheet, found: Reshaped) -> Reshaped:
    """Return the table with the names of a pivot table on every row; `found` itself when it needs none.

    They stand on the first row of each group, with nothing below them in most rows. Numbers are never filled down.
    """
    raws = list(found.raws)
    issues = []
    merged = {(area[0], area[1]): area[2] for area in sheet.merged if area[2] > area[0]}
    for place, raw in enumerate(raws[:-1]):
        kinds = set(map(type, raw.cells))
        if type(None) not in kinds and (str not in kinds or "" not in raw.cells):
            continue
        if not _like_pivot(raw, raws[place + 1 :], raws[place - 1] if place else None) and not _is_merged(raw, merged):
            break
        filled = _fill(raw)
        n = sum(not as_text(cell) for cell in raw.cells)
        raws[place] = filled
        cells = tuple(raw.place(p) for p, cell in enumerate(raw.cells) if not as_text(cell))[: limits.LISTED_CELLS]
        fields = {"sheet": sheet.name, "column": raw.name, "n": n}
        issues.append(Issue("filled_down", "info", sheet.name, cells, fields))
    return replace(found, raws=raws, issues=(*found.issues, *issues)) if issues else found


def _like_pivot(raw: RawColumn, beside: Sequence[RawColumn], outer: RawColumn | None) -> bool:
    """Return whether a column names groups once: words or years, first filled, mostly blank, full columns beside it.

    Within an outer group no name stands twice, and each outer group opens with one.
    """
    texts = [as_text(cell) for cell in raw.cells]
    named = [place for place, text in enumerate(texts) if text]
    if len(named) < _LEAST_GROUPS or named[0] != 0 or len(texts) - len(named) <= _MOSTLY_BLANK * len(texts):
        return False
    around = [as_text(cell) for cell in outer.cells] if outer else [""] * len(texts)
    keys = {(around[place], texts[place]) for place in named}
    opened = all(texts[place] for place in range(1, len(texts)) if around[place] != around[place - 1])
    words = all(kind_of(raw.cells[place]) == "text" or _YEAR.fullmatch(texts[place]) for place in named)
    full = any(all(map(as_text, other.cells)) for other in beside)
    return words and len(keys) == len(named) and opened and full


def _is_merged(raw: RawColumn, merged: dict[tuple[int, int], int]) -> bool:
    """Return whether every blank of a column lies in a cell merged downwards from a filled one."""
    end = 0
    for cell, row in zip(raw.cells, raw.rows, strict=True):
        if as_text(cell):
            end = merged.get((row, raw.index), row)
        elif row > end:
            return False
    return any(as_text(cell) for cell in raw.cells) and not all(as_text(cell) for cell in raw.cells)


def _fill(raw: RawColumn) -> RawColumn:
    cells: list[object] = []
    rows: list[int] = []
    for cell, row in zip(raw.cells, raw.rows, strict=True):
        blank = not as_text(cell) and cells
        cells.append(cells[-1] if blank else cell)
        rows.append(rows[-1] if blank else row)
    return replace(raw, cells=tuple(cells), rows=tuple(rows))
