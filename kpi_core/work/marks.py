"""What the owner tells about the past and no file says: periods that were special, gaps in the data, a season, how soon to warn.

Kept as settings of the workspace, each of which can be taken away: `special` and `special.<kpi>` hold a reason per period,
`silent.<table kind>` what a period without a row was, `seasonal` and `seasonal.<kpi>` yes or no, `sensitivity` one word.
What is said of a gap is about the table, so that it is asked once and not for every KPI that rests on it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, cast, get_args

from kpi_core.formula.facts import tables
from kpi_core.gaps import spread, written
from kpi_core.model import Marks
from kpi_core.periods import Grain, parse_period, period_of
from kpi_core.work.confirming import current_of
from kpi_core.work.known import catalogue_in, known_kpi

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from kpi_core.model import Issue, Kpi
    from kpi_core.periods import Period
    from kpi_core.store import Space, Store

Sensitivity = Literal["calm", "normal", "sensitive"]
Silence = Literal["nothing", "unknown"]
SENSITIVITIES: tuple[Sensitivity, ...] = get_args(Sensitivity)


@dataclass(frozen=True)
class Special:
    """A period that was not ordinary, and why. everywhere: for every KPI of the workspace."""

    period: Period
    reason: str
    everywhere: bool


@dataclass(frozen=True)
class Told:
    """What was told about one KPI, as it was told: to be shown, and taken back."""

    special: tuple[Special, ...]
    silences: tuple[tuple[Period, Silence], ...]
    seasonal: bool


class _PerKpi(Mapping[str, Marks]):
    """The marks of every KPI of a workspace, each worked out when it is asked for."""

    def __init__(self, space: Space) -> None:
        self._known = catalogue_in(space)
        self._variants = {choice.kpi: choice.variant for choice in reversed(space.choices.all())}
        self._settings = space.settings.all()
        self._dataset = current_of(space)
        self._written: dict[str, frozenset[Period]] = {}

    def __getitem__(self, kpi: str) -> Marks:
        special = _periods(self._settings, "special") | _periods(self._settings, f"special.{kpi}")
        kinds = tables(self._known[kpi].defined(self._variants.get(kpi)).tree)
        unknown = {period for kind in kinds for period in self._said(kind, "unknown")}
        nothing = [self._there(kind) | spread(self._said(kind, "nothing"), wider=False) for kind in kinds]
        years = {period_of(period.start, Grain.YEAR) for period in unknown}
        left_out = spread(unknown, wider=True) | years
        return Marks(
            special=spread(special, wider=True),
            seasonal=_seasonal(self._settings, kpi),
            nothing=frozenset.intersection(*nothing) - left_out if nothing else frozenset(),
            unknown=left_out,
        )

    def __iter__(self) -> Iterator[str]:
        return iter(self._known)

    def __len__(self) -> int:
        return len(self._known)

    def _there(self, kind: str) -> frozenset[Period]:
        if kind not in self._written:
            self._written[kind] = written(self._dataset, kind) if self._dataset else frozenset()
        return self._written[kind]

    def _said(self, kind: str, answer: Silence) -> set[Period]:
        """Return the periods with this answer; one that was written down since is no gap any more."""
        said = kept_in(self._settings, f"silent.{kind}")
        return {parse_period(period) for period, given in said.items() if given == answer} - self._there(kind)


def marks_in(space: Space) -> Mapping[str, Marks]:
    """Return the marks of every KPI of an open workspace by id, with what the data itself says of periods without a value.

    A marked month marks its days and weeks too, and, unless nothing happened in it, its quarter. Where nothing was written down
    the year is not known either.
    """
    return _PerKpi(space)


def marks_of(store: Store, workspace: str, kpi: str) -> Marks:
    """Return the marks of one KPI. Raises StoreError `unknown_kpi`."""
    with store.reading(workspace) as space:
        known_kpi(catalogue_in(space), kpi)
        return marks_in(space)[kpi]


def told(store: Store, workspace: str, kpi: str) -> Told:
    """Return what was told about one KPI, oldest period first. Raises StoreError `unknown_kpi`."""
    with store.reading(workspace) as space:
        known, settings, dataset = known_kpi(catalogue_in(space), kpi), space.settings.all(), current_of(space)
    special = [
        Special(parse_period(period), str(reason), everywhere=key == "special")
        for key in ("special", f"special.{kpi}")
        for period, reason in kept_in(settings, key).items()
    ]
    silences = {
        parse_period(period): cast("Silence", answer)
        for kind in kinds_of(known)
        for period, answer in kept_in(settings, f"silent.{kind}").items()
        if dataset is None or parse_period(period) not in written(dataset, kind)
    }
    return Told(
        tuple(sorted(special, key=lambda one: (one.period, not one.everywhere))),
        tuple(sorted(silences.items())),
        _seasonal(settings, kpi),
    )


def seasonal(store: Store, workspace: str) -> bool:
    """Return whether the owner says that the business has a season."""
    with store.reading(workspace) as space:
        return bool(space.settings.all().get("seasonal", False))


def sensitivity(store: Store, workspace: str) -> Sensitivity:
    """Return how soon to warn; "normal" until something else is chosen."""
    with store.reading(workspace) as space:
        return sensitivity_in(space)


def sensitivity_in(space: Space) -> Sensitivity:
    """Return how soon to warn in an open workspace."""
    found = space.settings.all().get("sensitivity")
    return cast("Sensitivity", found) if found in SENSITIVITIES else "normal"


def without_answered(
    issues: Iterable[Issue], marks: Mapping[str, Marks], asked: Collection[str] = ()
) -> tuple[Issue, ...]:
    """Return the issues without the remarks on empty periods of which is known, by answer or by the data, what they are.

    asked: the KPIs about which a question stands on the page in place of the remark.
    """
    return tuple(issue for issue in issues if issue.code != "period_empty" or not _answered(issue, marks, asked))


def _answered(issue: Issue, marks: Mapping[str, Marks], asked: Collection[str]) -> bool:
    kpi = str(issue.fields["kpi"])
    periods = {parse_period(name) for name in str(issue.fields["periods"]).split(", ")}
    return kpi in asked or (kpi in marks and periods <= marks[kpi].nothing | marks[kpi].unknown)


def kinds_of(kpi: Kpi) -> list[str]:
    """Return every table kind one of the definitions of a KPI looks at."""
    trees = (kpi.tree, *(variant.tree for variant in kpi.variants))
    return sorted({kind for tree in trees for kind in tables(tree)})


def kept_in(settings: Mapping[str, Any], key: str) -> dict[str, str]:
    """Return what a setting of marks holds, by period; nothing when it was never set."""
    found = settings.get(key)
    return found if isinstance(found, dict) else {}


def _periods(settings: Mapping[str, Any], key: str) -> set[Period]:
    return {parse_period(period) for period in kept_in(settings, key)}


def _seasonal(settings: Mapping[str, Any], kpi: str) -> bool:
    return bool(settings.get(f"seasonal.{kpi}", settings.get("seasonal", False)))
