"""How many typing errors lie between two words."""

from __future__ import annotations

from functools import lru_cache


def allowed(length: int) -> int:
    """Return how many typing errors a word of this many letters may hold and still be known: none in very short ones."""
    return 0 if length < 4 else 1 if length < 8 else 2 if length < 14 else 3


@lru_cache(maxsize=16384)
def differences(asked: str, known: str) -> int | None:
    """Return the letters to add, leave out, change or swap with their neighbour; None when more than `allowed`.

    This is the optimal string alignment distance.
    """
    most = allowed(len(asked))
    if abs(len(asked) - len(known)) > most:
        return None
    before: list[int] = []
    row = list(range(len(known) + 1))
    for down, letter in enumerate(asked, start=1):
        above, row = row, [down]
        for across, other in enumerate(known, start=1):
            cost = min(above[across] + 1, row[-1] + 1, above[across - 1] + (letter != other))
            if down > 1 and across > 1 and letter == known[across - 2] and asked[down - 2] == other:
                cost = min(cost, before[across - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return None
        before = above
    return row[-1] if row[-1] <= most else None
