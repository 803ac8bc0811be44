"""A target as a file of JSON: the fields of `Target` by their own names; anything else is refused, never left out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kpi_core.catalogue import CATALOGUE
from kpi_core.cli.usage import day, wrong
from kpi_core.errors import UnreadableFile, did_you_mean
from kpi_core.model import Form, Target
from kpi_core.periods import Grain
from kpi_core.targets import is_asked

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

LARGEST = 100_000
LARGEST_AMOUNT = 1e15
NUMBERS = ("value", "low", "high", "baseline", "share")
CHOICES = {
    "form": tuple(form.value for form in Form),
    "per": tuple(grain.value for grain in Grain if grain is not Grain.ALL),
    "against": ("previous", "year"),
}
KEYS = ("kpi", "variant", "start", "until", *NUMBERS, *CHOICES, "segment", "where", "by", "age")


def read_target(path: str) -> Target:
    """Return the target a file holds: kpi, value (or low and high), start and until at least.

    Amounts are numbers in the KPI's unit, percent as a proportion; days as `2026-12-31` or the period they begin or end;
    segment is {role: value}, where {role: [values]}. Raises UnreadableFile, or WrongUsage for what is not as it should be.
    """
    given = _object(path)
    for key in given:
        if key not in KEYS:
            wrong("assess_no_key", did_you_mean(key, KEYS), word=key, known=", ".join(KEYS))
    for key in ("kpi", "start", "until"):
        if not isinstance(given.get(key), str):
            wrong("assess_missing", name=key)
    numbers = {key: _number(key, given[key]) for key in NUMBERS if given.get(key) is not None}
    ranged = "value" not in numbers and {"low", "high"} <= numbers.keys()
    form = _choice("form", given.get("form") or (Form.RANGE if ranged else Form.FROM_TO).value)
    target = Target(
        kpi=_known(given["kpi"], _text("variant", given.get("variant"))),
        start=_day("start", given["start"]),
        until=_day("until", given["until"]),
        form=Form(form),
        per=Grain(_choice("per", given["per"])) if given.get("per") else None,
        against=_choice("against", given["against"]) if given.get("against") else None,  # type: ignore[arg-type]
        variant=_text("variant", given.get("variant")),
        segment=next(iter(_pairs("segment", given.get("segment"))), None),
        where=_where(given.get("where")),
        by=_text("by", given.get("by")),
        age=_whole("age", given.get("age")),
        value=numbers.get("value"),
        low=numbers.get("low"),
        high=numbers.get("high"),
        baseline=numbers.get("baseline"),
        share=numbers.get("share", 1.0),
    )
    if not is_asked(target):
        wrong("assess_nothing_asked")
    if target.low is not None and target.high is not None and target.low > target.high:
        wrong("assess_bounds")
    if target.until <= target.start:
        wrong("assess_order")
    return target


def _object(path: str) -> dict[str, Any]:
    try:
        data = Path(path).read_bytes()
    except OSError as error:
        raise UnreadableFile("cli_no_file", path=path) from error
    try:
        found = json.loads(data.decode("utf-8-sig")) if len(data) <= LARGEST else None
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise UnreadableFile("assess_no_json", path=path)
    return found


def _known(kpi: str, variant: str | None) -> str:
    if kpi not in CATALOGUE:
        wrong("cli_no_kpi", did_you_mean(kpi, CATALOGUE), word=kpi)
    known = [entry.id for entry in CATALOGUE[kpi].variants]
    if variant is not None and variant not in known:
        wrong("cli_no_variant", did_you_mean(variant, known), word=variant, name=kpi, known=", ".join(known) or "-")
    return kpi


def _number(key: str, value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not abs(value) <= LARGEST_AMOUNT:
        wrong("assess_no_number", name=key, word=str(value)[:40])
    return float(value)


def _whole(key: str, value: object) -> int | None:
    if value is None:
        return None
    number = _number(key, value)
    if not number.is_integer() or number < 1:
        wrong("assess_no_number", name=key, word=str(value)[:40])
    return int(number)


def _text(key: str, value: object) -> str | None:
    if value is not None and not isinstance(value, str):
        wrong("assess_no_text", name=key)
    return value or None


def _day(key: str, text: str) -> date:
    found = day(key, text, end=key == "until")
    assert found
    return found


def _choice(key: str, value: object) -> str:
    known = CHOICES[key]
    if value not in known:
        wrong(
            "assess_no_choice", did_you_mean(str(value), known), name=key, word=str(value)[:40], known=", ".join(known)
        )
    return str(value)


def _pairs(key: str, given: object) -> Iterable[tuple[str, str]]:
    if given is None:
        return ()
    if not isinstance(given, dict) or len(given) != 1 or not all(isinstance(value, str) for value in given.values()):
        wrong("assess_no_segment", name=key)
    return tuple(given.items())


def _where(given: object) -> tuple[tuple[str, tuple[str, ...]], ...]:
    if given is None:
        return ()
    if not isinstance(given, dict):
        wrong("assess_no_segment", name="where")
    lists = {role: [values] if isinstance(values, str) else values for role, values in given.items()}
    if not all(isinstance(one, list) and all(isinstance(value, str) for value in one) for one in lists.values()):
        wrong("assess_no_segment", name="where")
    return tuple((str(role), tuple(values)) for role, values in lists.items())
