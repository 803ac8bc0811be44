"""Which customer effort question was asked: a score above 5 tells, else it is asked, and until then nothing counts."""

from datetime import date

import pytest

from kpi_core.catalogue import CATALOGUE
from kpi_core.compute import compute
from kpi_core.dataset import prepare
from kpi_core.mapping import propose, with_role
from kpi_core.periods import Grain
from kpi_core.receipts import question_cards
from kpi_core.sentences import tell_issue, tell_question, tell_reading
from kpi_core.texts import LANGS
from tests.mapping.build import table

SURVEYS = {"Datum": "date", "Soort enquête": "text", "Score": "number"}
ASKED = "Blad1!C:ces_version"


def surveys(scores, types=("CES", "ces", "Customer effort", "ces")):
    return table(SURVEYS, **{"Score": scores, "Soort enquête": list(types)})


def scores_of(found, mapping):
    return prepare([(found, mapping)]).tables["surveys"].data.column("score").to_pylist()


def figure(found, mapping, kpi):
    data = prepare([(found, mapping)])
    return compute([CATALOGUE[kpi]], data, Grain.MONTH, today=date(2026, 12, 31)).frame["value"].tolist()


def test_a_score_above_5_can_only_be_the_scale_to_7():
    found = surveys([5.0, 6.0, 4.0, 2.0])
    mapping = propose(found)

    assert (mapping.effort, mapping.questions) == ("new", ())
    assert scores_of(found, mapping) == [5, 6, 4, 2]


def test_without_one_it_is_asked_and_the_scores_do_not_count_until_it_is_answered():
    found = surveys([5.0, 3.0, 4.0, 2.0])
    mapping = propose(found)

    assert [(question.id, [one.choice for one in question.readings]) for question in mapping.questions] == [
        (ASKED, ["ces_new", "ces_old"])
    ]
    assert mapping.effort == "open"
    assert scores_of(found, mapping) == [None] * 4
    told = [(issue.code, issue.level, issue.fields["n"]) for issue in prepare([(found, mapping)]).issues]
    assert ("effort_open", "question", 4) in told


def test_the_new_question_counts_as_it_is():
    found = surveys([5.0, 3.0, 4.0, 2.0])
    mapping = propose(found, answers={ASKED: "ces_new"})

    assert (mapping.effort, mapping.questions) == ("new", ())
    assert figure(found, mapping, "customer_effort_score") == [3.5]


def test_the_old_question_has_no_place_in_a_figure_where_higher_is_better_and_that_is_said():
    found = surveys([5.0, 3.0, 4.0, 2.0])
    mapping = propose(found, answers={ASKED: "ces_old"})

    assert (mapping.effort, mapping.questions) == ("old", ())
    assert scores_of(found, mapping) == [None] * 4
    assert ("effort_old", "warning") in [(issue.code, issue.level) for issue in prepare([(found, mapping)]).issues]


def test_the_answers_to_other_questions_are_left_alone():
    found = surveys([5.0, 9.0, 10.0, 2.0], ["ces", "nps", "nps", "ces"])
    mapping = propose(found)

    assert mapping.effort == "open"
    assert scores_of(found, mapping) == [None, 9, 10, None]
    assert figure(found, mapping, "net_promoter_score") == [100]


@pytest.mark.parametrize("types", [["nps"] * 4, [None] * 4])
def test_a_survey_without_the_question_is_not_asked_about_it(types):
    mapping = propose(surveys([5.0, 3.0, 4.0, 2.0], types))

    assert (mapping.effort, mapping.questions) == ("", ())


@pytest.mark.parametrize(("answer", "effort"), [("ces_new", "new"), ("ces_old", "old")])
def test_the_answer_is_remembered_for_the_next_part_of_the_file(answer, effort):
    before = propose(surveys([5.0, 3.0, 4.0, 2.0]), answers={ASKED: answer})

    after = propose(surveys([4.0, 1.0, 1.0, 2.0]), remembered=before)

    assert (after.effort, after.questions) == (effort, ())


def test_a_column_chosen_by_hand_is_asked_about_too():
    found = surveys([5.0, 3.0, 4.0, 2.0])
    without = with_role(propose(found), found, "Score", None)

    again = with_role(without, found, "Score", "score")

    assert (without.effort, without.questions) == ("", ())
    assert [question.id for question in again.questions] == [ASKED]


@pytest.mark.parametrize("lang", LANGS)
def test_the_question_and_both_answers_are_said_in_both_languages(lang):
    found = surveys([5.0, 3.0, 4.0, 2.0])
    mapping = propose(found)
    [question] = mapping.questions
    [card] = question_cards(mapping.questions, lang, [(found, mapping)])

    assert "‘Score’" in tell_question(question, lang)
    assert ["7" in tell_reading(question, reading, lang) for reading in question.readings] == [True, False]
    assert len(card.readings) == 2
    [issue] = [one for one in prepare([(found, mapping)]).issues if one.code == "effort_open"]
    assert tell_issue(issue, lang).startswith("4 ")
