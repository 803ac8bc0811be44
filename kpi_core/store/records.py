"""What the store gives back: rows as frozen records."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping as Map
    from datetime import date, datetime

    from kpi_core.model import Issue, Mapping, OwnKpi, Receipt, Target

COMPANY = "company"


@dataclass(frozen=True)
class Workspace:
    """One company or client. `deleted_at`: in the trash since then, None = in use."""

    id: str
    name: str
    language: str
    created_at: datetime
    deleted_at: datetime | None = None


@dataclass(frozen=True)
class Supersedes:
    """Which rows of earlier parts a part takes the place of: a rule, so that reading the files again gives the same rows.

    parts: the ids of those parts. key: roles; a row of theirs with a key that occurs in this part is out. day: the role of
    the date by which a row of theirs from `first` to `last` is out too, "" = none is; undated: so is one without it.
    """

    parts: tuple[str, ...]
    key: tuple[str, ...] = ()
    day: str = ""
    first: date | None = None
    last: date | None = None
    undated: bool = False


@dataclass(frozen=True)
class Part:
    """One table of one file as it went into a dataset version, with all that is needed to read it again.

    sheet: the name of the table in its file. first, last: the first and last day of its date column, None = no dates.
    answers: question id to choice. supersedes: the earlier rows that do not count beside these, None = none.
    """

    file: str
    digest: str
    sheet: str
    kind: str
    signature: str
    mapping: Mapping
    answers: Map[str, str] = field(default_factory=dict)
    rows: int = 0
    first: date | None = None
    last: date | None = None
    receipt: Receipt | None = None
    issues: tuple[Issue, ...] = ()
    supersedes: Supersedes | None = None

    @property
    def id(self) -> str:
        """What names this table among the parts of a version: the same bytes never stand in it twice."""
        return f"{self.digest}:{self.sheet}"


@dataclass(frozen=True)
class DatasetVersion:
    """A confirmed state of a workspace's data; `fingerprint` names its files."""

    id: int
    fingerprint: str
    parts: tuple[Part, ...]
    created_at: datetime
    current: bool


@dataclass(frozen=True)
class Remembered:
    """How files with the same headers were read the last time."""

    mapping: Mapping
    answers: Map[str, str]


@dataclass(frozen=True)
class StoredFile:
    """One file of a draft with what was decided about it so far.

    answers: question id to choice. kinds: table to table kind, None = do not use. roles: table to (column to role,
    None = do not use).
    """

    name: str
    digest: str
    answers: Map[str, str] = field(default_factory=dict)
    kinds: Map[str, str | None] = field(default_factory=dict)
    roles: Map[str, Map[str, str | None]] = field(default_factory=dict)


@dataclass(frozen=True)
class RefusedFile:
    """A file that could not be read and is not kept; `code` and `fields` say why, as those of an error do."""

    name: str
    code: str
    fields: Map[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class StoredDraft:
    """The files that are not confirmed yet, in the order in which they were dropped; names differ.

    answers: what was answered about the files together, question id to choice. refused: the files of the last drop
    that could not be read.
    """

    files: tuple[StoredFile, ...] = ()
    answers: Map[str, str] = field(default_factory=dict)
    refused: tuple[RefusedFile, ...] = ()


@dataclass(frozen=True)
class Choice:
    """A KPI chosen at a level: "company" or the id of a department. Benched: kept, not shown among the five."""

    kpi: str
    level: str
    position: int
    benched: bool = False
    variant: str | None = None


@dataclass(frozen=True)
class TargetVersion:
    """One state of a target over time; `target` None = it was removed then."""

    id: int
    target: Target | None
    created_at: datetime
    who: str


@dataclass(frozen=True)
class OwnKpiVersion:
    """One state of a user's own KPI over time; `kpi` None = it was removed then."""

    id: int
    kpi: OwnKpi | None
    created_at: datetime
    who: str


@dataclass(frozen=True)
class EntryVersion:
    """One state of an entry over time; `value` None = it was removed then."""

    id: int
    value: object | None
    created_at: datetime
    who: str


@dataclass(frozen=True)
class Event:
    """One line of the log: who did what when."""

    at: datetime
    who: str
    action: str
    detail: Map[str, object]
