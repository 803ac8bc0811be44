"""What the rows of one workspace say to whoever guides several: how it stands, what was skipped, and what is late."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpi_core.errors import KpiError
from kpi_core.model import Verdict
from kpi_core.periods import Grain, period_of
from kpi_core.targets.agreement import is_carried
from kpi_core.work.actions import actions, overdue
from kpi_core.work.agreeing import agreement_in
from kpi_core.work.confirming import current
from kpi_core.work.figures import statuses
from kpi_core.work.rounds import due, grain_of, rounds_in
from kpi_core.work.steering import choices

if TYPE_CHECKING:
    from collections.abc import Mapping as Map
    from datetime import date

    from kpi_core.model import Target
    from kpi_core.periods import Period
    from kpi_core.store import Space, Store, Workspace

BAD = (Verdict.OFF_COURSE, Verdict.MISSED)
_NEARLY = 10
"""Data that stops within a tenth of the end of a period may just have had no rows after."""


@dataclass(frozen=True)
class Client:
    """A workspace as it stands on a day.

    kpis, targets: how many are followed and kept. reach: the last day of its data that is not in the future, None = no data.
    verdicts: how many targets have each verdict. missed: the last whole period nobody looked back on yet, None = they did, or
    have nothing to look back on; skipped: how many periods in a row that makes since the last round. stale: whether the data of
    the last whole period is not all in. late: actions past their day. unagreed: targets that are not carried.
    unread: why its data cannot be read, None when it can.
    """

    workspace: Workspace
    kpis: int
    targets: int
    reach: date | None
    verdicts: Map[Verdict, int]
    missed: Period | None
    skipped: int
    stale: bool
    late: int
    unagreed: int
    unread: KpiError | None = None

    @property
    def bad(self) -> int:
        """How many targets are off course or missed."""
        return sum(self.verdicts.get(verdict, 0) for verdict in BAD)

    @property
    def urgency(self) -> tuple[int, ...]:
        """What comes first: data that cannot be read, off course, a skipped round, at risk, late actions, old data, no agreement."""
        risk = self.verdicts.get(Verdict.AT_RISK, 0)
        unread = int(self.unread is not None)
        return (-unread, -self.bad, -self.skipped, -risk, -self.late, -int(self.stale), -self.unagreed)


def client(store: Store, workspace: str, today: date) -> Client:
    """Return how one workspace stands. Raises StoreError `no_workspace`."""
    reach, unread, verdicts = None, None, Counter[Verdict]()
    try:
        dataset = current(store, workspace)
        reach = dataset.reached(today) if dataset else None
        verdicts.update(status.verdict for _, status in statuses(store, workspace, today))
    except KpiError as error:
        unread = error
    followed = {one.kpi for one in choices(store, workspace) if not one.benched}
    with store.reading(workspace) as space:
        targets = [target for target in space.targets.all() if target.kpi in followed]
        unagreed = sum(1 for target in targets if not is_carried(agreement_in(space, target), target))
        missed, skipped = _missed(space, today, targets) if reach and followed else (None, 0)
        about = space.workspace
    last = due(missed.grain if missed else Grain.MONTH, today)
    return Client(
        about,
        len(followed),
        len(targets),
        reach,
        verdicts,
        missed,
        skipped,
        stale=reach is not None and _ends_before(reach, last),
        late=sum(1 for one in actions(store, workspace) if overdue(one, today)),
        unagreed=unagreed,
        unread=unread,
    )


def _ends_before(reach: date, period: Period) -> bool:
    length = (period.end - period.start).days + 1
    return (period.end - reach).days * _NEARLY > length


def _missed(space: Space, today: date, targets: list[Target]) -> tuple[Period | None, int]:
    """Return the last whole period without a closed round, and how many in a row; one at most before there was any round.

    A workspace looks back from its first target on, or from when it was made.
    """
    held = rounds_in(space)
    closed = {one.period for one in held if one.closed_on}
    grain = grain_of(held[-1]) if held else Grain.MONTH
    since = min([space.workspace.created_at.date(), *(target.start for target in targets)])
    last = period = due(grain, today)
    skipped = 0
    while period.id not in closed and period.start >= period_of(since, grain).start:
        skipped, period = skipped + 1, period.shifted(-1)
    return (last, skipped if closed else 1) if skipped else (None, 0)
