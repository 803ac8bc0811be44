"""Reads each case, answers at most two questions with the reading that is true, and gives its outcome.

right: everything as meant, without a question. asked: as meant after the answers. told: not as meant, and something visible
names every difference. refused: not read, with a sentence. wrong: silently different.
"""

from __future__ import annotations

import traceback
from collections import Counter, defaultdict
from dataclasses import dataclass

from kpi_core.errors import KpiError
from kpi_core.read import read_file
from tests.corpus.compare import differences

MOST_QUESTIONS = 2
LOCKED = ("password_protected",)
OUTCOMES = ("right", "asked", "told", "refused", "wrong")


@dataclass(frozen=True)
class Score:
    """The outcome of one case and why."""

    case: object
    outcome: str
    why: tuple[str, ...] = ()

    @property
    def fits(self):
        return self.outcome == "right" or self.outcome in self.case.may


def score(case):
    """Return the `Score` of a case."""
    try:
        return _scored(case)
    except KpiError as error:
        return Score(case, "refused", (f"{error.code} {dict(error.fields)}",))
    except Exception:  # noqa: BLE001  # a crash is a finding, told with its place
        return Score(case, "wrong", ("CRASH " + " | ".join(traceback.format_exc().splitlines()[-3:]),))


def _scored(case):
    if case.password and _refusal(case) not in LOCKED:
        return Score(case, "wrong", ("read without its password, or refused for another reason",))
    read = read_file(case.name, case.data, password=case.password)
    first = differences(case, read)
    if any(not difference.said for difference in first):
        return Score(case, "wrong", _lines(first))
    answers, asked = {}, 0
    while read.questions and asked < MOST_QUESTIONS:
        question, asked = read.questions[0], asked + 1
        tried = [{**answers, question.id: reading.choice} for reading in question.readings]
        reads = [read_file(case.name, case.data, choice, password=case.password) for choice in tried]
        ranked = sorted(range(len(tried)), key=lambda i: _badness(case, reads[i]))
        if not ranked:
            return Score(case, "told", (f"a question without readings: {question.id}",))
        answers, read = tried[ranked[0]], reads[ranked[0]]
    last = differences(case, read)
    if any(not difference.said for difference in last):
        return Score(case, "wrong", ("after the answers:", *_lines(last)))
    if read.questions or last:
        return Score(case, "told", (*(question.id for question in read.questions), *_lines(last)))
    return Score(case, "asked", tuple(answers)) if asked else Score(case, "right")


def _refusal(case):
    try:
        read_file(case.name, case.data)
    except KpiError as error:
        return error.code
    return ""


def _badness(case, read):
    found = differences(case, read)
    return sum(not difference.said for difference in found), len(found)


def _lines(found):
    loud = [d for d in found if not d.said] or found
    return tuple(d.what for d in loud[:4])


def by_form(scores):
    """Return {form: Counter of outcomes}."""
    counts = defaultdict(Counter)
    for one in scores:
        for form in one.case.forms:
            counts[form][one.outcome] += 1
    return counts


def table(scores):
    """Return the outcomes per form as a Markdown table."""
    counts = by_form(scores)
    lines = [f"| form | files | {' | '.join(OUTCOMES)} |", "| --- |" + " ---: |" * (len(OUTCOMES) + 1)]
    for form in sorted(counts, key=lambda name: (-counts[name]["wrong"], name)):
        told = counts[form]
        lines.append(
            f"| {form} | {told.total()} | " + " | ".join(str(told[outcome] or "") for outcome in OUTCOMES) + " |"
        )
    return "\n".join(lines)


def share_right(scores):
    """Return the share read right without a question, over the cases that are not ambiguous by nature."""
    clear = [one for one in scores if not one.case.ambiguous]
    return sum(one.outcome == "right" for one in clear) / max(1, len(clear))


def summary(scores):
    counts = Counter(one.outcome for one in scores)
    clear = [one for one in scores if not one.case.ambiguous]
    return (
        f"{len(scores)} files: " + ", ".join(f"{counts[outcome]} {outcome}" for outcome in OUTCOMES)
        + f". Of {len(clear)} that can be read one way, {share_right(scores):.1%} right without a question."
    )  # fmt: skip
