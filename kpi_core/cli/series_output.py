"""What the commands over series print: rows for scripts, sentences for people, and why a series has none."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import click

from kpi_core.cli.output import print_json
from kpi_core.numbers import show_value
from kpi_core.sentences import tell
from kpi_core.texts import say
from kpi_core.units import Unit

if TYPE_CHECKING:
    from collections.abc import Mapping as Map

    from kpi_core.cli.series_csv import Series
    from kpi_core.texts import Lang


@dataclass
class Answer:
    """The answer to one command, as it grows; printed once."""

    name: str
    lang: Lang
    as_json: bool
    rows: list[dict[str, object]] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    issues: list[dict[str, object]] = field(default_factory=list)

    def add(self, series: Series, row: Map[str, object], key: str, **fields: object) -> None:
        """Add a row, and the sentence of a text key with its fields: numbers as people read them."""
        self.rows.append({"series": series.name, **row})
        if self.as_json:
            return
        shown = {name: self._shown(value) for name, value in fields.items()}
        self.lines.append(_named(series, say(key, self.lang, **shown)))

    def issue(self, series: Series, key: str, fields: Map[str, object]) -> None:
        """Add why something is missing: its sentence stands under the key, its code is the last part of it."""
        message = tell(key, fields, self.lang)
        self.issues.append({"code": key.rpartition(".")[2], "series": series.name, "message": message})
        self.lines.append(_named(series, message))

    def print(self) -> None:
        """Print it, for a script or for a person."""
        if self.as_json:
            print_json({self.name: self.rows, "issues": self.issues})
            return
        for line in self.lines:
            click.echo(line)

    def _shown(self, value: object) -> str:
        return show_value(value, Unit.RATIO, self.lang) if isinstance(value, float) else str(value)


def _named(series: Series, sentence: str) -> str:
    return f"{series.name}: {sentence}" if series.name else sentence
