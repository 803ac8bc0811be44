"""The options that several commands take, each told once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Callable

where_option = click.option(
    "--where", "where", multiple=True, metavar="ROLE=VALUE", help="Only these rows; repeat for or."
)
param_option = click.option(
    "--param", "params", multiple=True, metavar="NAME=VALUE", help="A setting, such as margin=0,35."
)
variant_option = click.option(
    "--variant", "variants", multiple=True, metavar="KPI=VARIANT", help="Another definition of a KPI."
)
today_option = click.option("--today", metavar="DATE", help="The day to look from; the real one when not given.")
answer_option = click.option(
    "--answer", "answers", multiple=True, metavar="QUESTION=CHOICE", help="The answer to a question."
)
lang_option = click.option("--lang", type=click.Choice(["nl", "en"]), default="nl", help="Language of the sentences.")
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON.")

_FILES = (
    click.option("--sheet", "sheets", multiple=True, metavar="NAME", help="Only this sheet."),
    click.option(
        "--kind", "kinds", multiple=True, metavar="SHEET=KIND", help="What a sheet is about; '-' = leave out."
    ),
    click.option("--map", "roles", multiple=True, metavar="COLUMN=ROLE", help="What a column means; '-' = nothing."),
    answer_option,
    click.option("--hidden", is_flag=True, help="Read hidden sheets too."),
    click.option(
        "--password-stdin", is_flag=True, help="Read the password of protected workbooks from standard input."
    ),
)


def file_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command what can be said about its files: `files.wishes_of` reads it."""
    for option in reversed(_FILES):
        command = option(command)
    return command
