"""Wrong usage told in the user's language, and the small forms the options take."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

from kpi_core.errors import KpiError
from kpi_core.numbers import Ambiguous, parse_number
from kpi_core.periods import parse_period

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from kpi_core.texts import Lang


class WrongUsage(KpiError):
    """The command line names something that does not exist; `near` may be what was meant."""


def wrong(code: str, near: Sequence[str] = (), **fields: object) -> NoReturn:
    """Stop with the sentence `error.<code>`; near: words that may have been meant."""
    raise WrongUsage(code, near=tuple(near), **fields)


def pairs(option: str, texts: Iterable[str], *, last: bool = False) -> list[tuple[str, str]]:
    """Return NAME=VALUE texts as pairs. last: the last = parts them, for names that hold one."""
    found = []
    for text in texts:
        name, sign, value = text.rpartition("=") if last else text.partition("=")
        if not sign or not name:
            wrong("cli_no_pair", option=option, word=text)
        found.append((name.strip(), value.strip()))
    return found


def day(option: str, text: str | None, *, end: bool = False) -> date | None:
    """Return the day a text names: 2026-03-14, or the first or last day of 2026-03, 2026-Q1, 2026, 2026-W09."""
    if text is None:
        return None
    try:
        period = parse_period(text)
    except ValueError:
        wrong("cli_no_date", option=option, word=text)
    return period.end if end else period.start


def number(option: str, text: str, lang: Lang) -> float:
    """Return the number a text names; a script's 0.35 and a person's 35% and 0,35 are the same."""
    try:
        return float(text)
    except ValueError:
        found = parse_number(text, lang)
    if found is None or isinstance(found, Ambiguous):
        wrong("cli_no_number", option=option, word=text)
    return found
