"""Lines of a profit and loss account that are arithmetic of other lines: the margin, the result, a group above its parts.

The label and the sums must agree, in every period; then the line is left out, so that nothing is added up twice.
"""

from __future__ import annotations

import re
from itertools import pairwise, product
from typing import TYPE_CHECKING

import numpy as np

from kpi_core.read.receipt import agree

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy.typing as npt

_RESULT = re.compile(
    r"(?<!\w)(?:(?:bruto|netto|gross|net|operating|bedrijfs|exploitatie)?[\s-]*"
    r"(?:marge|winst|resultaat|result|margin|profit|income|saldo)|ebitda?|ebt|toegevoegde\s+waarde|"
    r"som\s+(?:der|van)|sum\s+of|tota(?:al|l)|cash\s?flow|kasstroom|loss|verlies)\w*",
    re.IGNORECASE,
)
_MOST_LINES = 80
_LEAST_PARTS = 2
_MOST_SIGNS = 6


def says_computed(label: str) -> bool:
    """Return whether a label names a line that is usually computed from others.

    >>> says_computed("Bruto marge"), says_computed("Personeelskosten")
    (True, False)
    """
    return bool(_RESULT.search(label))


def computed_lines(labels: Sequence[str], grid: npt.NDArray[np.float64]) -> tuple[set[int], set[int]]:
    """Return the lines computed from others, and those whose label says so while no sum of lines shows it.

    labels: as the file writes them, with the spaces that indent them. grid: a row per line, a column per period; a
    missing value is 0.
    """
    computed = _parents(labels, grid)
    unproven: set[int] = set()
    if len(labels) > _MOST_LINES:
        return computed, unproven
    for line, label in enumerate(labels):
        if line in computed or not says_computed(label) or not grid[line].any():
            continue
        plain = [other for other in range(line) if other not in computed]
        if any(_same(sums, grid[line]) for sums in _readings(line, plain, sorted(computed), grid)):
            computed.add(line)
        elif len(plain) >= _LEAST_PARTS:
            unproven.add(line)
    return computed, unproven


def _same(ours: npt.NDArray[np.float64], theirs: npt.NDArray[np.float64]) -> bool:
    return all(agree(a, b) for a, b in zip(ours.tolist(), theirs.tolist(), strict=True))


def _readings(
    line: int, plain: list[int], computed: list[int], grid: npt.NDArray[np.float64]
) -> Iterator[npt.NDArray[np.float64]]:
    """Yield what a line can be: the lines above it from some line on, their first part less the rest, or two results."""
    if len(plain) < _LEAST_PARTS:
        return
    rows = grid[plain]
    from_here = np.cumsum(rows[::-1], axis=0)[::-1]
    yield from from_here[: len(plain) - 1]
    until = np.cumsum(rows, axis=0)
    for first in range(len(plain)):
        yield until[first] * 2 - until[-1]
        yield from_here[first] - 2 * (until[-1] - until[first])
    earlier = [other for other in computed if other < line]
    for result in earlier:
        since = [other for other in plain if other > result]
        for signs in _signs(len(since)):
            yield grid[result] + signs @ grid[since]
        for other in earlier:
            if other < result:
                yield grid[other] - grid[result]
                yield grid[other] + grid[result]


def _signs(lines: int) -> Iterator[npt.NDArray[np.float64]]:
    """Yield the ways in which lines below a result are added to it or taken from it; all alike when they are many."""
    if lines > _MOST_SIGNS:
        yield from (np.full(lines, -1.0), np.ones(lines))
    else:
        yield from (np.array(signs) for signs in product((-1.0, 1.0), repeat=lines))


def _parents(labels: Sequence[str], grid: npt.NDArray[np.float64]) -> set[int]:
    """Return the lines with deeper indented lines right below them that add up to them."""
    depths = [len(label) - len(label.lstrip()) for label in labels]
    found = set()
    for line, (depth, below) in enumerate(pairwise(depths)):
        if below <= depth:
            continue
        end = next((other for other in range(line + 1, len(depths)) if depths[other] <= depth), len(depths))
        parts = [other for other in range(line + 1, end) if depths[other] == below]
        if grid[line].any() and _same(grid[parts].sum(axis=0), grid[line]):
            found.add(line)
    return found
