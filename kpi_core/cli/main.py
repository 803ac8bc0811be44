"""The group of commands and what becomes of an error: one sentence and an exit code, never a traceback."""

from __future__ import annotations

import os
import sys
from itertools import pairwise
from typing import TYPE_CHECKING

import click
from click.exceptions import Abort, Exit, NoArgsIsHelpError

from kpi_core.cli.commands import WHERE, Commands
from kpi_core.cli.output import ask, refuse
from kpi_core.errors import AnswerNeeded, KpiError, UnreadableFile, did_you_mean
from kpi_core.sentences import tell
from kpi_core.texts import LANGS, Lang

if TYPE_CHECKING:
    from collections.abc import Sequence

DONE, UNFORESEEN, USAGE, UNREADABLE, ANSWER, INTERRUPTED = 0, 1, 2, 3, 4, 130
DEFAULT_LANG: Lang = "nl"


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
def commands() -> None:
    """KPI Kompas for scripts: the same reading, mapping and computing as the app."""


def run(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code."""
    try:
        return _run(arguments)
    except BrokenPipeError:
        # Who reads our output has seen enough; what is still in the buffer has nowhere to go.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE


def _run(arguments: Sequence[str]) -> int:
    lang, as_json = _lang_of(arguments), "--json" in arguments
    try:
        commands.main(args=list(arguments), prog_name="python -m kpi_core", standalone_mode=False)
        sys.stdout.flush()
    except Exit as end:
        return end.exit_code
    except BrokenPipeError:
        raise
    except Exception as error:  # noqa: BLE001  the last resort: a script gets a sentence, not our insides
        return _explained(error, lang, as_json=as_json)
    return DONE


def _explained(error: Exception, lang: Lang, *, as_json: bool) -> int:
    """Say what went wrong and return the exit code."""
    code = USAGE
    match error:
        case AnswerNeeded():
            ask(error, lang, as_json=as_json)
            return ANSWER
        case UnreadableFile():
            refuse(error, lang, as_json=as_json)
            return UNREADABLE
        case Abort():
            return INTERRUPTED
        case KpiError():
            near = error.fields.get("near") or error.fields.get("suggestions")
            sentence = tell(f"error.{error.code}", error.fields, lang)
            sentence = _with_near(sentence, near if isinstance(near, tuple) else (), lang)
        case click.UsageError():
            sentence = _usage(error, lang)
        case _:
            code = UNFORESEEN
            sentence = tell("error.cli_unforeseen", {"name": type(error).__name__}, lang)
    click.echo(" ".join(sentence.split()), err=True)
    return code


def _lang_of(arguments: Sequence[str]) -> Lang:
    """Return the language asked for, also when the command line as a whole cannot be understood."""
    for lang in LANGS:
        if f"--lang={lang}" in arguments or ("--lang", lang) in pairwise(arguments):
            return lang
    return DEFAULT_LANG


def _usage(error: click.UsageError, lang: Lang) -> str:
    if isinstance(error, NoArgsIsHelpError):
        return tell("error.cli_no_command_given", {}, lang)
    if isinstance(error, click.NoSuchOption):
        sentence = tell("error.cli_no_option", {"word": error.option_name}, lang)
        return _with_near(sentence, error.possibilities or (), lang)
    if isinstance(error, click.MissingParameter):
        name = error.param.get_error_hint(error.ctx or click.Context(commands)) if error.param else ""
        return tell("error.cli_missing", {"name": name.replace("'", "")}, lang)
    if isinstance(error, click.BadParameter) and error.param is not None:
        return tell("error.cli_value", {"name": error.param.opts[0], "detail": error.message}, lang)
    word = error.ctx.args[0] if error.ctx and error.ctx.args else ""
    if error.ctx is not None and error.ctx.command is commands and word:
        sentence = tell("error.cli_no_command", {"word": word}, lang)
        return _with_near(sentence, did_you_mean(word, WHERE), lang)
    return tell("error.cli_usage", {"detail": error.format_message()}, lang)


def _with_near(sentence: str, near: Sequence[str], lang: Lang) -> str:
    return f"{sentence} {tell('error.cli_did_you_mean', {'near': ', '.join(near)}, lang)}" if near else sentence
