"""What is asked and listed about the past of a KPI, in words of both languages."""

import pytest

from kpi_core import work
from kpi_core.catalogue import CATALOGUE
from kpi_core.gaps import gaps_of
from kpi_core.model import NO_MARKS
from kpi_core.periods import parse_period
from tests.test_gaps import points

REVENUE = CATALOGUE["revenue"]
NB = "\u00a0"


@pytest.fixture
def shown(store, spaak):
    """Show the past of revenue over months with these numbers of orders of 100, from January 2025 on."""

    def showing(rows, lang="nl"):
        made = points(rows)
        gaps = gaps_of(made, REVENUE, NO_MARKS)
        return work.past(store, spaak, REVENUE, gaps, [point.period for point in reversed(made)], lang=lang)

    return showing


@pytest.mark.parametrize(
    ("lang", "rows", "question", "values"),
    [
        (
            "nl",
            [30, 0, 0, 30, 30],
            "Omzet, februari 2025 t/m maart 2025: niets gebeurd of niet ingevuld?",
            ["1,8k", "3k"],
        ),
        ("en", [30, 0, 30], "Revenue, February 2025: nothing happened, or not filled in?", ["2k", "3k"]),
    ],
)
def test_a_gap_is_one_question_with_both_readings_and_what_each_gives(shown, lang, rows, question, values):
    (gap,) = shown(rows, lang).gaps

    assert gap.question == question
    assert [reading.answer for reading in gap.readings] == ["nothing", "unknown"]
    assert [reading.value.split(" ")[0] for reading in gap.readings] == [f"€{NB}{value}" for value in values]
    assert all(reading.title and reading.note for reading in gap.readings)


def test_what_was_told_is_listed_with_whose_it_is(shown, store, spaak):
    work.mark_special(store, spaak, "revenue", parse_period("2025-03"), "beurs")
    work.mark_special(store, spaak, None, parse_period("2025-01"), "storing")
    found = shown([3] * 5)

    assert [(one.words, one.kpi) for one in found.remarks] == [
        ("januari 2025: storing", None),
        ("maart 2025: beurs", "revenue"),
    ]
    assert found.title == "Bijzondere maand (2)"


def test_without_anything_told_the_list_says_only_what_it_is_for(shown):
    assert shown([3] * 5).title == "Bijzondere maand"
    assert shown([3] * 5, "en").title == "Special month"


def test_the_periods_of_the_page_can_be_chosen_newest_first(shown):
    assert list(shown([3] * 3).choices.items()) == [
        ("2025-03", "maart 2025"),
        ("2025-02", "februari 2025"),
        ("2025-01", "januari 2025"),
    ]


@pytest.mark.parametrize(("months", "asked"), [(5, False), (23, False), (24, None)])
def test_a_season_is_asked_about_only_while_it_cannot_be_measured(shown, months, asked):
    assert shown([3] * months).seasonal is asked
