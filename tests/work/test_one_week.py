"""What a full-time job is in hours is asked once: for every file of an upload, and for those that come later."""

import pytest

from kpi_core import work
from kpi_core.errors import AnswerNeeded

STAFF = b"""Personeelsnummer;Datum in dienst;Datum uit dienst;Uren per week
1;01-01-2024;;36
2;01-02-2024;;18
3;15-03-2024;30-04-2026;27
"""
ABSENCE = b"""Personeelsnummer;Eerste ziektedag;Laatste ziektedag;Contracturen per week
1;04-05-2026;08-05-2026;36
2;11-05-2026;12-05-2026;18
"""
LATER = ABSENCE.replace(b"-05-2026", b"-06-2026").replace(b"Contracturen per week", b"Arbeidsduur")
LIKE_PERCENT = ABSENCE.replace(b"Contracturen per week", b"Fte")


def questions(draft):
    return [question for question in draft.questions if question.kind in {"fulltime_hours", "fte_or_hours"}]


@pytest.fixture
def both(store, spaak):
    work.read_upload(store, spaak, "personeel.csv", STAFF)
    return work.read_upload(store, spaak, "verzuim.csv", ABSENCE)


def weeks(draft):
    return {entry.mapping.kind: entry.mapping.full_job for entry in draft.tables}


def test_two_files_ask_it_once(both):
    assert len(questions(both)) == 1
    assert weeks(both) == {"employees": None, "absences": None}


@pytest.mark.usefixtures("both")
def test_neither_file_is_taken_before_it_is_answered(store, spaak):
    with pytest.raises(AnswerNeeded):
        work.confirm(store, spaak)


@pytest.mark.parametrize("file", ["personeel.csv", "verzuim.csv"])
def test_one_answer_counts_for_both(store, spaak, both, file):
    (asked,) = (
        question for question in both.all_questions if question.id.startswith(file) and "hours" in question.kind
    )
    draft = work.answer(store, spaak, asked.id, "hours_36")

    assert questions(draft) == []
    assert weeks(draft) == {"employees": 36.0, "absences": 36.0}


def test_a_later_file_is_not_asked_again(store, spaak):
    draft = work.read_upload(store, spaak, "personeel.csv", STAFF)
    work.answer(store, spaak, questions(draft)[0].id, "hours_38")
    work.confirm(store, spaak)

    assert weeks(work.read_upload(store, spaak, "verzuim.csv", LATER)) == {"absences": 38.0}


def test_numbers_that_may_be_percentages_are_still_asked_about(store, spaak):
    draft = work.read_upload(store, spaak, "personeel.csv", STAFF)
    work.answer(store, spaak, questions(draft)[0].id, "hours_36")
    work.confirm(store, spaak)
    draft = work.read_upload(store, spaak, "verzuim.csv", LIKE_PERCENT)

    assert [question.kind for question in questions(draft)] == ["fte_or_hours"]
