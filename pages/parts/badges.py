"""A badge inside a line of text: the word with its shape and colour."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kpi_core.passports import Badge


def badge(entry: Badge) -> str:
    """Return a badge as Markdown."""
    return f":{entry.colour}-badge[:material/{entry.icon}: {entry.text}]"
