"""`export-project` and `import-project`: a workspace of the app to one file, and back, here or elsewhere."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kpi_core.cli.options import lang_option
from kpi_core.cli.own import opened
from kpi_core.errors import UnreadableFile
from kpi_core.sentences import tell
from kpi_core.store import open_store

if TYPE_CHECKING:
    from kpi_core.texts import Lang


@click.command("export-project")
@click.argument("workspace")
@click.option(
    "-o", "--output", "file", type=click.Path(dir_okay=False, path_type=Path), help="The file; named after it else."
)
@click.option("--without-data", is_flag=True, help="Leave out the files and what was read from them.")
@click.option("--template", "as_template", is_flag=True, help="Only what to steer by, nothing of the client.")
@lang_option
def export_project(*, workspace: str, file: Path | None, without_data: bool, as_template: bool, lang: Lang) -> None:
    """Write WORKSPACE to a project file."""
    from kpi_core.work.project import export_project as exported  # noqa: PLC0415 - the help needs none of it
    from kpi_core.work.project import project_name  # noqa: PLC0415
    from kpi_core.work.templates import template  # noqa: PLC0415

    with opened(workspace) as (store, id_):
        data = template(store, id_) if as_template else exported(store, id_, data=not without_data)
        name = next(one.name for one in store.workspaces() if one.id == id_)
    place = file or Path(project_name(name, template=as_template))
    try:
        place.write_bytes(data)
    except OSError as error:
        raise UnreadableFile("cli_no_file", path=str(place)) from error
    click.echo(tell("project.written", {"name": name, "file": str(place)}, lang))


@click.command("import-project")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--name", default="", metavar="NAME", help="Another name; a template needs one.")
@lang_option
def import_project(*, file: Path, name: str, lang: Lang) -> None:
    """Make a new workspace of a project FILE: all of it, or nothing."""
    from kpi_core.work.project import import_project as imported  # noqa: PLC0415 - the help needs none of it

    try:
        data = file.read_bytes()
    except OSError as error:
        raise UnreadableFile("cli_no_file", path=str(file)) from error
    store = open_store()
    try:
        made = imported(store, data, name=name)
    finally:
        store.close()
    click.echo(tell("project.taken", {"name": made.name}, lang))
