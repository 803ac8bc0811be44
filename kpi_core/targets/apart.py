"""A typed target taken apart: its words put into classes, what is said beside the amounts, and the sentence that is left."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Literal

from kpi_core.periods import MONTHS_PER_YEAR, Grain
from kpi_core.texts import LANGS, say

if TYPE_CHECKING:
    from collections.abc import Mapping as Map

    from kpi_core.targets.amounts import Amount

PREFIX = 4
CLASSES = [
    "from",
    "to",
    "unto",
    "between",
    "and",
    "until",
    "floor",
    "ceiling",
    "or_more",
    "or_less",
    "points",
    "more",
    "less",
    "year",
    "previous",
    "than",
    "each",
    "of",
    "after",
    "month",
    "quarter",
    "whole_year",
    "week",
    "filler",
]
GRAINS = {"<month>": Grain.MONTH, "<quarter>": Grain.QUARTER, "<whole_year>": Grain.YEAR, "<week>": Grain.WEEK}


@dataclass(frozen=True)
class Said:
    """A text taken apart: the sentence that is left, its amounts, and what was said beside it."""

    sentence: str
    amounts: tuple[Amount, ...]
    per: Grain | None = None
    against: Literal["previous", "year"] | None = None
    by: str | None = None
    share: float = 1.0
    age: int | None = None


def taken_apart(rest: str, amounts: tuple[Amount, ...], members: Map[str, str]) -> Said | None:
    """Return a text with `#` for its amounts as what it says; None where it names a part or an age that cannot be."""
    words = _vocabulary().sub(lambda m: f" <{_classes()[m[0]]}> ", f" {rest} ")
    words = " ".join(words.split())
    said = Said(words, amounts)
    for step in (_with_age, _with_members, _with_per, _with_against):
        taken = step(said, members)
        if taken is None:
            return None
        said = taken
    return replace(said, sentence=" ".join(said.sentence.replace("<filler>", " ").split()))


def _with_age(said: Said, members: Map[str, str]) -> Said | None:
    del members
    match = re.search(r"<after> (?:<filler> )*# (<month>|<whole_year>)", said.sentence)
    if not match:
        return said
    place = said.sentence[: match.start()].count("#")
    number = said.amounts[place].number
    if not number.is_integer() or number < 1:
        return None
    months = int(number) * (MONTHS_PER_YEAR if match[1] == "<whole_year>" else 1)
    return replace(_without(said, match, place), age=months)


def _with_members(said: Said, members: Map[str, str]) -> Said | None:
    match = re.search(
        r"(?:(?P<share>#) <of> )?(?:<filler> )*(?:<each> )+(?:<filler> )*(?P<name>[^\W\d_<#][^<#]*?)(?= <| #|$)",
        said.sentence,
    )
    if not match:
        match = re.search(r"(?P<share>#) <of> (?:<filler> )*(?P<name>[^\W\d_<#][^<#]*?)(?= <| #|$)", said.sentence)
    if match:
        role = _role(match["name"].strip(), members)
        if role is None:
            return None
        place = said.sentence[: match.start()].count("#") if match["share"] else None
        said = replace(_without(said, match, place), by=role, share=_share(said, place))
    if said.by is None and said.age is None:
        return said
    tail = re.search(r" <filler> #(?: <of>)?(?: <filler>)?$", said.sentence)
    if tail and said.amounts[-1].percent and said.sentence.count("#") > 1:
        last = len(said.amounts) - 1
        said = replace(_without(said, tail, last), share=_share(said, last))
    return said if 0 < said.share <= 1 else None


def _share(said: Said, place: int | None) -> float:
    if place is None:
        return 1.0
    amount = said.amounts[place]
    return amount.number if amount.percent else 0.0


def _role(word: str, members: Map[str, str]) -> str | None:
    """Return the role a word names: by its whole name, else the only one that begins alike ("campagnes")."""
    if word in members:
        return members[word]
    alike = {role for name, role in members.items() if len(word) >= PREFIX and name[:PREFIX] == word[:PREFIX]}
    return alike.pop() if len(alike) == 1 else None


def _with_per(said: Said, members: Map[str, str]) -> Said | None:
    del members
    match = re.search(r"(?:<filler> )*<each> (<month>|<quarter>|<whole_year>|<week>)", said.sentence)
    return replace(_without(said, match, None), per=GRAINS[match[1]]) if match else said


def _with_against(said: Said, members: Map[str, str]) -> Said | None:
    """Take off what a change is against; "meer dan" is a floor before a number, but a change before last year."""
    del members
    match = re.search(r"(?:(<than>|<floor>|<ceiling>) )?(?:<filler> )*(<year>|<previous>)$", said.sentence)
    if not match:
        return said
    found = replace(_without(said, match, None), against="year" if match[2] == "<year>" else "previous")
    moved = {"<floor>": " <more>", "<ceiling>": " <less>"}.get(match[1] or "", "")
    return replace(found, sentence=found.sentence + moved)


def _without(said: Said, match: re.Match[str], place: int | None) -> Said:
    """Return what was said without a stretch of it, and without the amount in that stretch."""
    sentence = " ".join(f"{said.sentence[: match.start()]} {said.sentence[match.end() :]}".split())
    amounts = said.amounts if place is None else said.amounts[:place] + said.amounts[place + 1 :]
    return replace(said, sentence=sentence, amounts=amounts)


@cache
def _classes() -> dict[str, str]:
    return {
        word: name for name in CLASSES for lang in LANGS for word in say(f"form.words.{name}", lang).split("|") if word
    }


@cache
def _vocabulary() -> re.Pattern[str]:
    found = sorted(_classes(), key=len, reverse=True)
    ends = r"(?<![^\W_])(?:" + "|".join(re.escape(word) for word in found) + r")(?![^\W_])"
    return re.compile(ends)
