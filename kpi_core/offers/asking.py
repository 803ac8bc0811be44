"""The question to put to people when only they know the answer: its words, its scale, and how many answers are needed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpi_core.formula.facts import compared_words
from kpi_core.measurable import SURVEYS, needed
from kpi_core.offers.need import Need
from kpi_core.targets.standing import fewest
from kpi_core.texts import say

if TYPE_CHECKING:
    from kpi_core.model import Kpi
    from kpi_core.texts import Lang

SCALES = {
    "nps": (0, 10, "likely"),
    "enps": (0, 10, "likely"),
    "csat": (1, 5, "content"),
    "esat": (1, 5, "content"),
    "ces": (1, 7, "agree"),
    "engagement": (1, 5, "agree"),
}
"""Per kind of question the lowest and highest answer, and the words at its ends."""


def survey_of(kpi: Kpi, lang: Lang) -> tuple[Need, ...]:
    """Return the question a survey KPI rests on, with all that is needed to ask it; none for a KPI that asks nothing."""
    kinds = [
        word
        for column, words in compared_words(kpi.tree).items()
        if column.kind == SURVEYS
        for word in sorted(words)
        if word in SCALES
    ]
    return tuple(_need(kpi, kind, lang) for kind in kinds)


def _need(kpi: Kpi, kind: str, lang: Lang) -> Need:
    least, most, ends = SCALES[kind]
    low, high = (say(f"offers.survey.{ends}.{end}", lang) for end in ("low", "high"))
    scaled = any(column.role == "scale_max" for column in needed(kpi.tree, kpi.optional))
    enough = fewest(kpi, None)
    text = [
        say("offers.survey.scale", lang, least=least, most=most, low=low, high=high),
        say("offers.survey.answers", lang, count=enough),
        say("offers.survey.columns.scale", lang, type=kind, most=most)
        if scaled
        else say("offers.survey.columns", lang, type=kind),
    ]
    if kpi.min_group:
        text.append(say("offers.survey.group", lang, count=kpi.min_group))
    return Need(say(f"offers.survey.question.{kind}", lang), tuple(text))
