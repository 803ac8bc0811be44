"""A sample of the corpus: nothing is read wrongly in silence, and nearly all of it right without a question."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kpi_core.read import read_file
from tests.corpus import score as scorer
from tests.corpus.forms import FORMS
from tests.corpus.make import case_of, cases, needs_office, with_form
from tests.corpus.score import score, share_right, summary

SAMPLE = 120
RIGHT = 0.95
KNOWN = [form for form in FORMS if not needs_office(form)]
SPREAD = Random(7).sample(KNOWN, len(KNOWN))


@pytest.fixture(scope="module")
def scores():
    return [score(case) for case in cases(seed=2026, count=SAMPLE, known=SPREAD)]


def told(one):
    return f"{one.case.name} ({' + '.join(one.case.forms)}): {one.outcome}: {'; '.join(one.why)}"


def test_no_file_of_the_sample_is_read_wrongly_in_silence(scores):
    assert [told(one) for one in scores if one.outcome == "wrong"] == []


def test_nearly_every_file_that_can_be_read_one_way_is_read_right_without_a_question(scores):
    assert share_right(scores) >= RIGHT, "\n".join([summary(scores), *(told(one) for one in scores if not one.fits)])


def spoilt(read, how):
    """Return a file as read, with one thing wrong in its first table."""
    first = read.tables[0]
    frame = first.frame.copy()
    if how == "a row less":
        frame = frame.iloc[:-1]
    elif how == "a value changed":
        name = next(column.name for column in first.columns if column.type in ("number", "money"))
        frame.loc[frame[name].first_valid_index(), name] += 0.01
    elif how == "a value missing":
        name = next(column.name for column in first.columns if column.type in ("number", "money"))
        frame.loc[frame[name].first_valid_index(), name] = None
    elif how == "a column less":
        columns = tuple(column for column in first.columns if column.type not in ("number", "money"))
        return replace(
            read, tables=(replace(first, columns=columns, frame=frame[[c.name for c in columns]]), *read.tables[1:])
        )
    return replace(read, tables=(replace(first, frame=frame), *read.tables[1:]))


@pytest.mark.parametrize("how", ["a row less", "a value changed", "a value missing", "a column less", "nothing"])
def test_the_scorer_sees_what_is_wrong(how, monkeypatch):
    case = case_of(Random(3), [form for form in FORMS if form.name in ("money plain", "in xlsx")])
    monkeypatch.setattr(scorer, "read_file", lambda *given, **named: spoilt(read_file(*given, **named), how))
    assert score(case).outcome == ("right" if how == "nothing" else "wrong")


def test_the_same_seed_gives_the_same_truth():
    first, again = (cases(seed=5, count=40, known=KNOWN) for _ in range(2))
    assert [one.tables[0].columns[0].values for one in first] == [one.tables[0].columns[0].values for one in again]
    assert [one.forms for one in first] == [one.forms for one in again]


@st.composite
def forms(draw, first):
    """Return up to four kinds of mess that can go together, of which the first is of the slot `first` when it is given."""
    chosen = [draw(st.sampled_from([form for form in KNOWN if not first or form.slot == first]))]
    for new in draw(st.lists(st.sampled_from(KNOWN), max_size=3)):
        chosen = with_form(chosen, new)
    return chosen


@pytest.mark.parametrize("first", ["", "second", "across", "parts"])
def test_random_mess_comes_back_as_it_was_written_or_says_what_is_in_doubt(first):
    @settings(derandomize=True, deadline=None, max_examples=40, suppress_health_check=list(HealthCheck), database=None)
    @given(forms(first), st.integers(0, 10**6))
    def never_silently_different(chosen, seed):
        one = score(case_of(Random(seed), chosen))
        assert one.outcome != "wrong", told(one)

    never_silently_different()
