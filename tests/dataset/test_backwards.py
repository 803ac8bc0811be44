"""Rows that end before they begin are told with their cells, and once per pair of dates."""

import pytest

from kpi_core.dataset import prepare
from kpi_core.dataset.backwards import SPANS
from kpi_core.roles import KINDS, ROLES
from kpi_core.sentences import tell_issue
from tests.catalogue.small import small_part

TICKETS = ["ticket_id", "created_date", "first_response_at", "resolved_at"]


def told(kind, roles, *rows):
    return [issue for issue in prepare([small_part(kind, roles, rows)]).issues if issue.code == "ends_before_start"]


def test_an_answer_from_before_the_question_is_told_with_its_cell():
    [issue] = told(
        "tickets",
        TICKETS,
        [1, "2026-01-05T09:00", "2026-01-05T08:59", "2026-01-05T10:00"],
        [2, "2026-01-05T09:00", "2026-01-05T09:00", None],
        [3, "2026-01-05T09:00", None, None],
    )

    assert (issue.level, issue.cells) == ("warning", ("C2",))
    assert dict(issue.fields) == {"n": 1, "first": "created_date", "last": "first_response_at"}


def test_each_pair_of_dates_is_told_apart():
    row = [1, "2026-01-05T09:00", "2026-01-04T09:00", "2026-01-03T09:00"]

    assert [(issue.fields["last"], issue.fields["n"]) for issue in told("tickets", TICKETS, row, row)] == [
        ("first_response_at", 2),
        ("resolved_at", 2),
    ]


def test_the_same_day_and_an_open_end_are_in_order():
    rows = [["A", "2026-01-05", "2026-01-05"], ["B", "2026-01-05", None]]

    assert told("subscriptions", ["customer_id", "start_date", "end_date"], *rows) == []


@pytest.mark.parametrize(("kind", "pair"), [(kind, pair) for kind, pairs in SPANS.items() for pair in pairs])
def test_every_pair_is_of_dates_the_kind_has(kind, pair):
    assert {*pair} <= {*KINDS[kind].roles}
    assert {ROLES[role].type for role in pair} <= {"date", "datetime"}


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        (
            "nl",
            "In 1 rij ligt ‘end_date’ vóór ‘start_date’. Kijk dat na: zo’n rij telt niet mee in hoelang iets duurt.",
        ),
        (
            "en",
            "In 1 row ‘end_date’ lies before ‘start_date’. Look into it: such a row does not count in how long something takes.",
        ),
    ],
)
def test_it_is_said_in_both_languages(lang, said):
    [issue] = told("subscriptions", ["customer_id", "start_date", "end_date"], ["A", "2026-01-05", "2026-01-04"])

    assert tell_issue(issue, lang) == said
