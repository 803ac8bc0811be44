"""What is to come of a series when things go on as now: the middle, the spread, chances and whole courses."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kpi_core.forecast.stage import Stage, stage_of

if TYPE_CHECKING:
    from collections.abc import Mapping as Map

    from kpi_core.forecast.history import Floats

LONGEST = 18
SHOWN = {Stage.FIRST_LOOK: 3, Stage.ONE_YEAR: 12}
PATHS = 2000
WEEKS_PER_YEAR, SEEN_FROM = 52, 2
HIDDEN_PART = 6


@dataclass(frozen=True)
class Silence:
    """Why there is no forecast: its sentence is `say(f"silence.{reason}", lang, **fields)`."""

    reason: str
    fields: Map[str, object] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Outlook(ABC):
    """A forecast of a series of n periods. All figures are in the unit of the series, unless they are said to be in its scale."""

    n: int
    season: int

    @property
    def stage(self) -> Stage:
        """How much may be said on it."""
        return stage_of(self.n, self.season)

    @property
    def furthest(self) -> int:
        """The furthest step a chance is told for: never further ahead than there is history."""
        return min(self.n, LONGEST)

    @property
    def longest(self) -> int:
        """The furthest step that may be shown; weeks of less than two years may hide a season, so they show less."""
        most = SHOWN.get(self.stage, self.furthest)
        hidden = self.season == WEEKS_PER_YEAR and self.n < SEEN_FROM * WEEKS_PER_YEAR
        return min(most, max(SHOWN[Stage.FIRST_LOOK], self.n // HIDDEN_PART)) if hidden else most

    @abstractmethod
    def middle(self, h: int) -> Floats:
        """Return the next h middles: as often above as below."""

    @abstractmethod
    def band(self, h: int, share: float = 0.8) -> tuple[Floats, Floats]:
        """Return the lowest and highest value of each of the next h that hold this share of the time."""

    @abstractmethod
    def chance_above(self, value: float, h: int) -> float:
        """Return how likely the value of step h is at least this, 0 to 1."""

    @abstractmethod
    def quantile(self, share: float, h: int) -> float:
        """Return the value that step h stays below for this share of the time."""

    @abstractmethod
    def paths(self, h: int, key: str, count: int = PATHS) -> Floats:
        """Return courses of the next h values, shape (count, h); the same for the same key."""

    @abstractmethod
    def weights(self, h: int) -> Floats | None:
        """Return how the next h share a total by the shape of the year alone; None where no shape was seen. Together 1."""
