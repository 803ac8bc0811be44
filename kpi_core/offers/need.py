"""One thing to get before a KPI can be measured."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Need:
    """What it is, and what helps to get it, a sentence each."""

    title: str
    text: tuple[str, ...]
