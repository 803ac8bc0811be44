"""`own`: the KPIs people made themselves, listed, added, and taken along as YAML."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kpi_core import work
from kpi_core.cli.options import json_option, lang_option
from kpi_core.cli.output import print_json
from kpi_core.cli.usage import wrong
from kpi_core.errors import did_you_mean
from kpi_core.periods import Grain
from kpi_core.sentences import tell
from kpi_core.store import open_store
from kpi_core.units import Direction, Unit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kpi_core.store import Store
    from kpi_core.texts import Lang

workspace_option = click.option("--workspace", metavar="NAME", help="The workspace; the last one used when not given.")


def choice(values: type[Unit | Direction | Grain]) -> click.Choice[str]:
    """Return the values of an option."""
    return click.Choice([value.value for value in values])


@click.group()
def own() -> None:
    """KPIs of your own, in the workspaces of the app."""


@own.command("list")
@workspace_option
@lang_option
@json_option
def list_own(*, workspace: str | None, lang: Lang, as_json: bool) -> None:
    """List the own KPIs of a workspace."""
    with opened(workspace) as (store, id_):
        found = work.own_kpis(store, id_, lang)
    if as_json:
        kept = [
            {
                "id": one.kpi.id,
                "name": one.kpi.name,
                "formula": one.kpi.formula,
                "unit": one.kpi.unit.value,
                "direction": one.kpi.direction.value,
                "grain": one.kpi.grain.value,
                "meaning": one.kpi.meaning,
                "problem": one.problem or None,
            }
            for one in found
        ]
        print_json({"kpis": kept})
        return
    for one in found:
        click.echo(f"{one.kpi.id}: {one.kpi.name}")
        click.echo(f"  {one.kpi.formula}{f'  ({one.problem})' if one.problem else ''}")


@own.command("add")
@click.argument("name")
@click.argument("formula")
@click.option("--unit", type=choice(Unit), help="What the number counts in; follows from the columns when not given.")
@click.option("--direction", type=choice(Direction), default="higher", show_default=True, help="Which way is good.")
@click.option("--grain", type=choice(Grain), default="month", show_default=True)
@click.option("--meaning", default="", metavar="TEXT", help="What the number says.")
@workspace_option
@lang_option
def add(
    name: str,
    formula: str,
    *,
    unit: str | None,
    direction: str,
    grain: str,
    meaning: str,
    workspace: str | None,
    lang: Lang,
) -> None:
    """Add a KPI with NAME and FORMULA, in Dutch or English."""
    draft = work.OwnDraft(name, formula, Unit(unit) if unit else None, Direction(direction), Grain(grain), meaning)
    with opened(workspace) as (store, id_):
        kept = work.save_own(store, id_, draft, lang)
    click.echo(f"{kept.id}: {kept.formula}")


@own.command("export")
@click.argument("file", required=False, type=click.Path(dir_okay=False, path_type=Path))
@workspace_option
@lang_option
def export(*, file: Path | None, workspace: str | None, lang: Lang) -> None:
    """Write the own KPIs as YAML to FILE, or to the screen."""
    del lang
    with opened(workspace) as (store, id_):
        data = work.export_own(store, id_)
    if file is None:
        click.echo(data.decode("utf-8"), nl=False)
    else:
        file.write_bytes(data)


@own.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@workspace_option
@lang_option
def take(*, file: Path, workspace: str | None, lang: Lang) -> None:
    """Take over the own KPIs of a YAML FILE, all of them or none."""
    with opened(workspace) as (store, id_):
        taken = work.import_own(store, id_, file.read_bytes(), lang)
    fields = {"added": taken.added, "changed": taken.changed, "same": taken.same}
    click.echo(tell("page.own.taken", fields, lang))


@contextmanager
def opened(workspace: str | None) -> Iterator[tuple[Store, str]]:
    """Open the store and find the workspace: by its name or id, else the one used last."""
    store = open_store()
    try:
        known = {**{one.name: one.id for one in store.workspaces()}, **{one.id: one.id for one in store.workspaces()}}
        found = store.latest_workspace() if workspace is None else known.get(workspace)
        if found is None:
            wrong("cli_no_workspace", did_you_mean(workspace or "", known), word=workspace or "-")
        yield store, found
    finally:
        store.close()
