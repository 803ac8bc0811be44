"""Whether a table is the next export of what is there: certain by its keys and rows, or to be asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpi_core.work.changes import Changes, changes

if TYPE_CHECKING:
    from kpi_core.work.kinship import Standing, Stream
    from kpi_core.work.layers import Layer
    from kpi_core.work.overlap import Action

MOST_VANISHED = 0.25
"""The share of what was there on its days that may be gone from a new export before that is asked about."""
MOST_CHANGED = 0.5
"""The share of the keys in both that may have other values: more, and they are numbers of something else."""
LEAST_EQUAL = 3
"""How many whole rows must be told again, all of them, when there is no key to go by."""


@dataclass(frozen=True)
class Verdict:
    """What to do with a table, and the question to ask when that is not certain: its kind, "" = certain.

    choices: what can be chosen at all; offered: the readings of the question.
    """

    action: Action
    doubt: str
    choices: tuple[Action, ...]
    offered: tuple[Action, ...]
    changes: Changes | None = None


def judge(new: Layer, stream: Stream, standing: Standing) -> Verdict:
    """Return what to do with a table beside the stream it may continue."""
    if stream.near:
        return Verdict("replace", "same_days", ("replace", "add", "leave_out"), ("replace", "add"))
    if not stream.layers:
        alone: Action = "replace" if stream.identical else "add"
        return Verdict(alone, "", (alone, "leave_out"), ())
    found = changes(new.part.kind, stream.old, new.rows, stream.rule)
    kind = _doubt(new, stream, found)
    choices = _choices(stream)
    offered = tuple(action for action in choices if action in _offered(kind, stream))
    if (not found.covered and not found.met) or _disjoint_sheets(found, kind):
        return Verdict("add", "", choices, offered, found)
    certain = _by_key(found, stream) if stream.rule.key else _by_row(found, stream)
    told_twice = found.changed and any(layer.part.id in standing.fresh for layer in stream.layers)
    return Verdict(choices[0], "" if certain and not told_twice else kind, choices, offered, found)


def _doubt(new: Layer, stream: Stream, found: Changes) -> str:
    """Return what kind of question a doubt would be."""
    if all(layer.part.digest == new.part.digest for layer in stream.layers):
        return "sheet_twice"
    return "known_keys" if stream.rule.day and not found.covered else "same_days"


def _choices(stream: Stream) -> tuple[Action, ...]:
    if not stream.rule.day and not stream.rule.key:
        return ("replace", "add", "leave_out")
    return (
        ("merge", "keep", "add", "replace", "leave_out")
        if stream.rule.key
        else ("merge", "add", "replace", "leave_out")
    )


def _offered(kind: str, stream: Stream) -> tuple[Action, ...]:
    if kind == "sheet_twice":
        return ("add", "leave_out")
    if not stream.rule.day and not stream.rule.key:
        return ("replace", "add")
    return ("merge", "keep", "add") if stream.rule.key and kind == "same_days" else ("merge", "add")


def _disjoint_sheets(found: Changes, kind: str) -> bool:
    """Sheets of one file that hold other things under other keys are parts of one whole: a sheet per region."""
    return kind == "sheet_twice" and found.keyed and not found.met


def _by_key(found: Changes, stream: Stream) -> bool:
    if not found.met or (stream.rule.day and not found.covered):
        return False
    return found.vanished <= MOST_VANISHED * found.covered and found.changed <= MOST_CHANGED * found.met


def _by_row(found: Changes, stream: Stream) -> bool:
    if not stream.rule.day:
        return stream.own
    return found.vanished == 0 and found.covered >= LEAST_EQUAL
