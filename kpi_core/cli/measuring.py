"""`catalogue --measurable`: what the files given can measure today, in the order of a goal, and how to get the rest."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import click

from kpi_core.catalogue import CATALOGUE, GOALS
from kpi_core.cli.files import Wishes, map_tables, read_path
from kpi_core.cli.output import print_json, print_questions, question_json
from kpi_core.cli.usage import day, number, pairs, wrong
from kpi_core.dataset import prepare
from kpi_core.errors import did_you_mean
from kpi_core.joining import join_tables
from kpi_core.offers import groups, guide, state_of, summary
from kpi_core.sentences import tell
from kpi_core.work.measuring import available, states

if TYPE_CHECKING:
    from collections.abc import Mapping as Map
    from collections.abc import Sequence

    from kpi_core.dataset import Dataset
    from kpi_core.formula.tree import Column
    from kpi_core.measurable import Measurable
    from kpi_core.model import Goal, Kpi, Question
    from kpi_core.offers import Availability, Group, Line
    from kpi_core.texts import Lang


def tell_measurable(
    files: Sequence[str],
    lang: Lang,
    *,
    goal: str | None,
    params: Sequence[str],
    answers: Sequence[str],
    today: str | None,
    as_json: bool,
) -> None:
    """Print what the files can measure, and the questions some of it waits for.

    Raises WrongUsage for an unknown goal and UnreadableFile for a bad file.
    """
    chosen = _goal(goal)
    data = _data(files, dict(pairs("--answer", answers, last=True)))
    given = {name: number("--param", value, lang) for name, value in pairs("--param", params)}
    looked = day("--today", today) or date.today()  # noqa: DTZ011  the day where the user is
    found = available(CATALOGUE.values(), data.dataset, given, looked, data.exports)
    listed = groups(tuple(CATALOGUE.values()), found, lang, goal=chosen, only_goal=chosen is not None, ranked=False)
    if as_json:
        entries = [
            _entry(line, group, found, lang, dataset=data.dataset, given=given)
            for group in listed
            for line in group.lines
        ]
        questions = [question_json(question, lang) for question in data.questions]
        goal_id = chosen.id if chosen else None
        print_json({"goal": goal_id, "summary": summary(listed, lang), "kpis": entries, "questions": questions})
        return
    _print(chosen, listed, found, lang)
    if data.questions:
        click.echo(f"\n{tell('cli.measurable.asked', {'n': len(data.questions), 'count': len(data.questions)}, lang)}")
        print_questions(data.questions, lang)


def _goal(asked: str | None) -> Goal | None:
    if asked is not None and asked not in GOALS:
        wrong("cli_no_goal", did_you_mean(asked, GOALS), word=asked, known=", ".join(GOALS))
    return GOALS[asked] if asked else None


@dataclass(frozen=True)
class _Data:
    """The data of the files, the known exports they were recognised as, and what is still asked about them."""

    dataset: Dataset | None = None
    exports: frozenset[str] = frozenset()
    questions: tuple[Question, ...] = ()


def _data(files: Sequence[str], answers: Map[str, str]) -> _Data:
    if not files:
        return _Data()
    wishes = Wishes(answers)
    mapped = map_tables([read_path(path, wishes) for path in files], wishes)
    joined = join_tables([(entry.table, entry.mapping) for entry in mapped], answers)
    return _Data(
        prepare(joined, sources=[entry.file for entry in mapped]),
        frozenset(entry.mapping.profile for entry in mapped if entry.mapping.profile),
        tuple(question for entry in mapped for question in entry.questions),
    )


def _print(goal: Goal | None, listed: Sequence[Group], found: Availability, lang: Lang) -> None:
    if goal:
        click.echo(f"{goal.name[lang]}: {goal.sentence[lang]}")
    click.echo(summary(listed, lang))
    for group in listed:
        click.echo(f"\n{group.heading}" if group.heading else "")
        for line in group.lines:
            click.echo(f"  {line.name} ({line.kpi}): {line.badges[0].text}")
            _print_needs(CATALOGUE[line.kpi], found.found[line.kpi], lang, found.exports)


def _print_needs(kpi: Kpi, found: Measurable, lang: Lang, exports: frozenset[str]) -> None:
    for need in guide(kpi, found, lang, exports).needs:
        click.echo(f"    {need.title}")
        for sentence in need.text:
            click.echo(f"      {sentence}")


def _entry(
    line: Line, group: Group, found: Availability, lang: Lang, *, dataset: Dataset | None, given: dict[str, float]
) -> dict[str, object]:
    kpi, one = CATALOGUE[line.kpi], found.found[line.kpi]
    told = guide(kpi, one, lang, found.exports)
    return {
        "id": line.kpi,
        "name": line.name,
        "group": group.heading or None,
        "state": state_of(kpi, found),
        "variant": one.variant,
        **_lacks(one),
        "badge": line.badges[0].text,
        "needs": [{"what": need.title, "how": list(need.text)} for need in told.needs],
        "definitions": [
            {"variant": variant, "state": state.state, **_lacks(state)}
            for variant, state in states(kpi, dataset, given).items()
        ],
    }


def _lacks(found: Measurable) -> dict[str, object]:
    words = [
        {"column": _name(entry.column), "wanted": list(entry.wanted), "there": list(entry.there)}
        for entry in found.words
    ]
    return {
        "missing": [_name(column) for column in found.missing],
        "tables": list(found.tables),
        "settings": list(found.settings),
        "words": words,
    }


def _name(column: Column) -> str:
    return f"{column.kind}.{column.role}"
