"""What reshaping gives: the columns to type instead of those found, and what settles the totals of an unpivoted table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    import numpy.typing as npt

    from kpi_core.model import Issue, Question, SumCheck
    from kpi_core.read.examine import RawColumn
    from kpi_core.read.rows import Body
    from kpi_core.read.values import Typed


@dataclass(frozen=True)
class Settled:
    """What the file's own totals say of an unpivoted table.

    kept: which of its rows count. checks: our sums beside the file's. skipped: (position in the sheet's cells, reason)
    of the total rows and of rows that turned out to be computed from others. issues: totals that differ.
    """

    kept: npt.NDArray[np.bool_]
    checks: tuple[SumCheck, ...] = ()
    skipped: tuple[tuple[int, str], ...] = ()
    issues: tuple[Issue, ...] = ()


class Proof(Protocol):
    """Compares an unpivoted table with the total rows and total columns of its sheet."""

    def settle(self, typed: Sequence[Typed]) -> Settled:
        """Return which rows count, once the columns are typed."""
        ...


@dataclass(frozen=True)
class Reshaped:
    """The columns to type instead of those found.

    raws: the columns, all equally long. rows: the row of each of their cells as Excel counts, the index of the frame; an
    unpivoted table has a row number several times. body: the rows of the sheet sorted anew: headings that became a column
    are no data any more. proof: settles the totals of an unpivoted table; None = row n of the columns is `body.data[n]`,
    and totals are settled as always.
    """

    raws: list[RawColumn]
    rows: tuple[int, ...]
    body: Body
    issues: tuple[Issue, ...] = ()
    questions: tuple[Question, ...] = ()
    proof: Proof | None = None
