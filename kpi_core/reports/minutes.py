"""The minutes of a round: who were there, and per KPI the verdict, the cause, what was decided, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping as Map


@dataclass(frozen=True)
class Line:
    """One KPI. status: the word of its verdict, "" without a target; told: the verdict in a sentence.

    facts: what stands below it, each with the code of its label (`Minutes.words`) and the text, in the order of reading.
    """

    name: str
    status: str
    told: str
    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Minutes:
    """Minutes, every text ready to print; names, actions and remarks stand in it as people typed them, to be escaped.

    held: when, and until when the data went. outcome: what came of it, in a sentence. present: the names, "" when none were given.
    restated: closed figures of which the data says something else by now. upcoming: when the next round is.
    words: the labels, by code.
    """

    client: str
    title: str
    held: str
    outcome: str
    present: str
    lines: tuple[Line, ...]
    restated: tuple[str, ...] = ()
    upcoming: str = ""
    words: Map[str, str] = field(default_factory=dict)


def as_text(minutes: Minutes) -> str:
    """Return minutes as plain text, to paste into a mail."""
    blocks = [f"{minutes.title}\n{minutes.client} · {minutes.held}\n{minutes.outcome}"]
    if minutes.present:
        blocks.append(f"{minutes.words['present']} {minutes.present}")
    if minutes.restated:
        blocks.append("\n".join([minutes.words["restated"], *(f"- {text}" for text in minutes.restated)]))
    for line in minutes.lines:
        told = f"{line.status}. {line.told}" if line.status else line.told
        facts = (f"  {minutes.words[label]} {text}" for label, text in line.facts)
        blocks.append("\n".join([line.name, f"  {told}", *facts]))
    if minutes.upcoming:
        blocks.append(minutes.upcoming)
    return "\n\n".join(blocks) + "\n"
