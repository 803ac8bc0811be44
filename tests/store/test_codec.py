"""What goes into the store comes out equal."""

import json
from datetime import date, datetime

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi_core.model import ColumnRole, Form, Issue, Mapping, Question, Reading, Receipt, Skipped, SumCheck, Target
from kpi_core.periods import Grain
from kpi_core.store import Part
from kpi_core.store.codec import decode, encode

TEXT = st.text(max_size=20)
NUMBER = st.floats(allow_nan=False, allow_infinity=False)
PLAIN = st.one_of(st.none(), st.booleans(), st.integers(-(2**53), 2**53), NUMBER, TEXT, st.dates())
FIELDS = st.dictionaries(TEXT, st.one_of(PLAIN, st.tuples(PLAIN, PLAIN)), max_size=3)
READINGS = st.builds(Reading, TEXT, TEXT, st.none() | NUMBER, FIELDS)
QUESTIONS = st.builds(Question, TEXT, TEXT, TEXT, st.none() | TEXT, st.tuples(READINGS, READINGS), FIELDS)
ISSUES = st.builds(Issue, TEXT, st.sampled_from(["error", "warning"]), st.none() | TEXT, st.tuples(TEXT, TEXT), FIELDS)
COLUMN_ROLES = st.builds(ColumnRole, TEXT, st.none() | TEXT, st.just("sure"), TEXT, FIELDS, st.just("user"))
MAPPINGS = st.builds(
    Mapping,
    TEXT,
    st.none() | TEXT,
    st.just("likely"),
    st.lists(COLUMN_ROLES, max_size=3).map(tuple),
    st.lists(QUESTIONS, max_size=1).map(tuple),
    st.lists(ISSUES, max_size=1).map(tuple),
)
TARGETS = st.builds(
    Target,
    kpi=TEXT,
    until=st.dates(),
    start=st.dates(),
    value=st.none() | NUMBER,
    low=st.none() | NUMBER,
    segment=st.none() | st.tuples(TEXT, TEXT),
    owner=TEXT,
    agreed=st.booleans(),
    agreed_on=st.none() | st.dates(),
    variant=st.none() | TEXT,
    form=st.sampled_from(Form),
    per=st.none() | st.sampled_from(Grain),
    against=st.sampled_from([None, "previous", "year"]),
    where=st.lists(st.tuples(TEXT, st.lists(TEXT, max_size=2).map(tuple)), max_size=2).map(tuple),
    by=st.none() | TEXT,
    share=NUMBER,
    age=st.none() | st.integers(1, 60),
)
RECEIPTS = st.builds(
    Receipt,
    st.integers(0, 10**6),
    st.lists(st.builds(Skipped, st.integers(1, 10**6), TEXT), max_size=2).map(tuple),
    st.lists(st.builds(SumCheck, TEXT, NUMBER, st.none() | NUMBER, st.none() | TEXT, st.none() | st.booleans())).map(
        tuple
    ),
)
PARTS = st.builds(Part, TEXT, TEXT, TEXT, TEXT, TEXT, MAPPINGS, st.dictionaries(TEXT, TEXT), receipt=RECEIPTS)


@given(st.one_of(TARGETS, MAPPINGS, PARTS))
def test_a_noun_comes_back_equal(noun):
    through_the_database = json.loads(json.dumps(encode(noun), allow_nan=False))

    assert decode(through_the_database) == noun


@pytest.mark.parametrize(
    ("value", "back"),
    [
        pytest.param(np.float64(1.5), 1.5, id="a number of numpy"),
        pytest.param(np.bool_(True), True, id="a yes or no of numpy"),
        pytest.param([1, [2]], (1, (2,)), id="lists as tuples"),
        pytest.param({"$": "date"}, {"$": "date"}, id="a map that looks like a tag"),
        pytest.param(datetime(2026, 7, 1, 9, 30), datetime(2026, 7, 1, 9, 30), id="a moment"),
    ],
)
def test_plain_values_come_back_equal(value, back):
    assert decode(json.loads(json.dumps(encode(value)))) == back


def test_what_would_not_come_back_is_refused():
    with pytest.raises(TypeError, match="object cannot be kept"):
        encode({"a": object()})


def test_a_row_of_a_newer_noun_still_opens():
    row = {**encode(Target("revenue", date(2026, 12, 31), date(2026, 1, 1))), "added_later": 3}

    assert decode(row) == Target("revenue", date(2026, 12, 31), date(2026, 1, 1))


def test_a_row_of_an_older_noun_takes_the_default():
    row = encode(Target("revenue", date(2026, 12, 31), date(2026, 1, 1)))
    del row["doubts"]

    assert decode(row).doubts == ""


def test_a_target_kept_before_there_were_forms_still_opens_as_it_was():
    kept = {
        "$": "Target",
        "kpi": "revenue",
        "until": {"$": "date", "iso": "2026-12-31"},
        "start": {"$": "date", "iso": "2026-01-01"},
        "value": 840000.0,
        "low": None,
        "high": None,
        "segment": ["region", "Zuid"],
        "baseline": None,
        "owner": "Sanne",
        "agreed": True,
        "agreed_on": {"$": "date", "iso": "2026-01-05"},
        "doubts": "",
        "variant": None,
    }
    assert decode(kept) == Target(
        kpi="revenue",
        until=date(2026, 12, 31),
        start=date(2026, 1, 1),
        value=840000.0,
        segment=("region", "Zuid"),
        owner="Sanne",
        agreed=True,
        agreed_on=date(2026, 1, 5),
        form=Form.FROM_TO,
    )


def test_codes_come_back_as_what_they_were():
    target = Target("revenue", date(2026, 12, 31), date(2026, 1, 1), form=Form.FLOOR, per=Grain.QUARTER)
    back = decode(json.loads(json.dumps(encode(target))))
    assert (type(back.form), type(back.per), back) == (Form, Grain, target)
