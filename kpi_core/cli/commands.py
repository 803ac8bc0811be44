"""The commands there are, each read from its module when it is asked for: forecasting a series needs no reader of workbooks."""

from __future__ import annotations

from importlib import import_module
from typing import cast

import click

WHERE = {
    "inspect": "inspecting",
    "catalogue": "listing",
    "compute": "computing",
    "cohorts": "cohorts",
    "passport": "explaining",
    "tree": "explaining",
    "own": "own",
    "forecast": "series",
    "realism": "series",
    "signals": "series",
    "drivers": "drivers",
    "assess": "assessing",
    "export-project": "projects",
    "import-project": "projects",
}
"""Per command the module of `cli` it stands in, under its own name."""


class Commands(click.Group):
    """A group that knows its commands by name alone."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names, in the order of the help."""
        del ctx
        return list(WHERE)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command, None for a name there is none of."""
        del ctx
        if cmd_name not in WHERE:
            return None
        module = import_module(f"kpi_core.cli.{WHERE[cmd_name]}")
        return cast("click.Command", getattr(module, cmd_name.replace("-", "_")))
