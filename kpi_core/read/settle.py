"""How a doubt is settled: by an answer, by the column itself, or by its neighbours; else it is asked."""

from __future__ import annotations


def settle(own: set[str], around: frozenset[str], answer: str | None) -> tuple[str | None, str]:
    """Return the convention and the reason; None = ask.

    own: what the column's cells prove. A column that proves both conventions says nothing about its doubtful cells.
    """
    if answer:
        return answer, "answered"
    sure = own - {"plain", "either"}
    if sure:
        return (min(sure), "") if len(sure) == 1 else (None, "")
    return (min(around), "neighbour") if len(around) == 1 else (None, "")
