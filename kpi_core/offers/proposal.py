"""The set of KPIs proposed for one or two goals: three to five, each with the reason, and those that lack one thing."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from kpi_core.formula.facts import parts
from kpi_core.formula.tree import Aggregate, KeySet, Measure
from kpi_core.offers.lines import state_of
from kpi_core.passports import badges
from kpi_core.phrases import in_sentence
from kpi_core.texts import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from collections.abc import Mapping as Map

    from kpi_core.formula.tree import Node
    from kpi_core.model import Goal, Kpi
    from kpi_core.offers.lines import Availability
    from kpi_core.passports import Badge
    from kpi_core.texts import Lang

Part = Literal["results", "drivers", "guards"]
ORDER: tuple[Part, ...] = ("results", "drivers", "guards")
REST: tuple[Part, ...] = ("drivers", "results", "guards")
MOST = 5
RESULTS = 2
"""Results in a set, so that there is room for what moves them."""
MOST_NEAR = 3
STEPS = {"column": 0, "setting": 0, "words": 1, "survey": 1, "table": 2, "columns": 2, "empty": 3, "split": 3}
"""How far off a KPI is: one column or one number first."""


@dataclass(frozen=True)
class Proposed:
    """One KPI for a goal: its place in it, the reason in a sentence, what it tells, and whether it can be measured.

    variant: the definition the data allows, None = its own.
    """

    kpi: str
    goal: str
    part: Part
    name: str
    reason: str
    text: str
    timing: str
    badges: tuple[Badge, ...]
    variant: str | None = None


@dataclass(frozen=True)
class Proposal:
    """What to follow for a goal, results first, and what is missing little for it. balance: how ahead and back are divided."""

    kpis: tuple[Proposed, ...]
    near: tuple[Proposed, ...]
    balance: str


@dataclass(frozen=True)
class _Pick:
    kpi: Kpi
    goal: Goal
    part: Part


@dataclass
class _Set:
    """A set while it is put together. A KPI worked out from the same sums as one in it says the same and is left out."""

    known: Map[str, Kpi]
    available: Availability
    goals: tuple[Goal, ...]
    picks: list[_Pick] = field(default_factory=list)

    def take(self, part: Part, *, until: int, timing: str = "") -> None:
        """Add KPIs of a part, a goal at a time, until the set has so many. timing: only those that look so, "" = any."""
        for pick in self.offered(part):
            if len(self.picks) >= until:
                return
            if self.is_new(pick.kpi) and timing in ("", pick.kpi.timing):
                self.picks.append(pick)

    def offered(self, part: Part) -> Iterator[_Pick]:
        """Yield the measurable KPIs of a part, the first of each goal before the second of any."""
        lists = [[kpi for kpi in getattr(goal, part) if self.can(kpi)] for goal in self.goals]
        for place in range(max(map(len, lists), default=0)):
            for goal, kpis in zip(self.goals, lists, strict=True):
                if place < len(kpis):
                    yield _Pick(self.known[kpis[place]], goal, part)

    def can(self, kpi: str) -> bool:
        """Tell whether a KPI has a value today and is no vanity."""
        one = self.known.get(kpi)
        return one is not None and not one.pair and state_of(one, self.available) in ("now", "variant")

    def is_new(self, kpi: Kpi) -> bool:
        """Tell whether a KPI adds a figure to the set."""
        return all(not _same(pick.kpi, kpi) for pick in self.picks)

    def looks(self, timing: str) -> bool:
        """Tell whether one of them looks ahead, or back."""
        return any(pick.kpi.timing == timing for pick in self.picks)

    def balanced(self, timing: str) -> None:
        """Add one that looks ahead, or back, where none does: one of the goals, else what drives a KPI of the set further down."""
        for part in REST[:2]:
            if not self.looks(timing):
                self.take(part, until=len(self.picks) + 1, timing=timing)
        if self.looks(timing) or not self.picks:
            return
        seen = [pick.kpi.id for pick in self.picks]
        for one in seen:
            kpi = self.known[one]
            if kpi.timing == timing and self.can(one) and self.is_new(kpi):
                self.picks.append(_Pick(kpi, self.picks[0].goal, "drivers"))
                return
            seen += [driver for driver in kpi.drivers if driver in self.known and driver not in seen]


def propose(goals: Iterable[Goal], available: Availability, known: Map[str, Kpi], lang: Lang) -> Proposal:
    """Return the set for one or two goals: results, what drives them with one that looks ahead, and a guard.

    Fewer than three where the data measures no more of the goals' KPIs. known: the KPIs of the workspace by id.
    """
    made = _Set(known, available, tuple(goals))
    made.take("results", until=RESULTS)
    guarded = len(made.picks)
    made.take("guards", until=guarded + 1)
    for timing in ("leading", "lagging"):
        made.balanced(timing)
    for part in REST:
        made.take(part, until=MOST)
    picks = sorted(made.picks, key=lambda pick: ORDER.index(pick.part))
    return Proposal(
        tuple(_proposed(pick, picks, available, lang) for pick in picks),
        tuple(_proposed(pick, picks, available, lang) for pick in _near(made)),
        balance([pick.kpi for pick in picks], lang),
    )


def balance(kpis: Iterable[Kpi], lang: Lang) -> str:
    """Return in a sentence whether a set looks ahead as well as back; "" below two KPIs."""
    timings = [kpi.timing for kpi in kpis]
    ahead = timings.count("leading")
    back = len(timings) - ahead
    if len(timings) < 2:
        return ""
    return say(
        f"page.tray.balance.{'even' if ahead and back else 'ahead' if ahead else 'back'}", lang, ahead=ahead, back=back
    )


def _near(made: _Set) -> list[_Pick]:
    found: dict[str, _Pick] = {}
    for goal in made.goals:
        for part in ORDER:
            for kpi in getattr(goal, part):
                if kpi in made.known and not made.can(kpi):
                    found.setdefault(kpi, _Pick(made.known[kpi], goal, part))
    by_step = sorted(found.values(), key=lambda pick: STEPS[state_of(pick.kpi, made.available)])
    return by_step[:MOST_NEAR]


def _proposed(pick: _Pick, picks: Iterable[_Pick], available: Availability, lang: Lang) -> Proposed:
    found = available.found[pick.kpi.id]
    return Proposed(
        pick.kpi.id,
        pick.goal.id,
        pick.part,
        pick.kpi.name[lang],
        _reason(pick, picks, lang),
        pick.kpi.meaning[lang],
        say(f"passport.timing.{pick.kpi.timing}", lang),
        badges(pick.kpi, found, lang),
        found.variant,
    )


def _reason(pick: _Pick, picks: Iterable[_Pick], lang: Lang) -> str:
    goal = in_sentence(pick.goal.name[lang])
    if pick.part == "results":
        return say("proposal.reason.result", lang, goal=goal)
    if pick.part == "guards":
        key = f"proposal.reason.guard.{pick.kpi.direction}"
        return say(key, lang, goal=goal, kpi=in_sentence(pick.kpi.name[lang]))
    moved = next((one.kpi for one in picks if one.part == "results" and pick.kpi.id in one.kpi.drivers), None)
    if moved:
        return say("proposal.reason.driver", lang, kpi=in_sentence(moved.name[lang]), goal=goal)
    key = "proposal.reason.early" if pick.kpi.timing == "leading" else "proposal.reason.lever"
    return say(key, lang, goal=goal)


def _same(one: Kpi, other: Kpi) -> bool:
    """Tell whether two KPIs are the same figure put differently: worked out from the same sums, or one from the other alone."""
    named = [
        {part.name for part in parts(identity.tree) if isinstance(part, Measure)}
        for kpi in (one, other)
        for identity in (*kpi.equals, *kpi.roughly)
    ]
    return one.id == other.id or _sums(one.tree) == _sums(other.tree) or {one.id} in named or {other.id} in named


def _sums(tree: Node) -> frozenset[Node]:
    return frozenset(part for part in parts(tree) if isinstance(part, (Aggregate, KeySet)))
