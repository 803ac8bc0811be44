"""How often two KPIs moved the same way, counted by hand, and what chance would give."""

from datetime import date

import pytest

from kpi_core.periods import Grain, period_of
from kpi_core.steering import LEAST, together

JANUARY = period_of(date(2024, 1, 1), Grain.MONTH)


def months(*values, skip=()):
    return {JANUARY.shifted(place): value for place, value in enumerate(values) if place not in skip}


SAW = (1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1)  # twelve steps: six up, six down
STEADY = tuple(range(13))


@pytest.mark.parametrize(
    ("one", "other", "same", "by_chance", "more"),
    [
        (SAW, SAW, 12, 6.0, True),
        (SAW, (*SAW[1:], 2), 0, 6.0, False),
        (SAW, STEADY, 6, 6.0, False),
        (STEADY, STEADY, 12, 12.0, False),  # both only rise: agreeing is no news
        ((*SAW[:10], 3, 2, 3), SAW, 9, 6.0, False),
    ],
    ids=["always", "never", "one only rises", "both only rise", "nine of twelve"],
)
def test_months_in_which_both_moved_the_same_way_are_counted(one, other, same, by_chance, more):
    found = together(months(*one), months(*other))

    assert (found.months, found.same, found.more) == (12, same, more)
    assert found.by_chance == pytest.approx(by_chance)


def test_the_chance_of_agreeing_follows_how_often_each_rises():
    rises = (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 9, 8, 7)  # nine up, three down
    found = together(months(*rises), months(*SAW))

    assert found.by_chance == pytest.approx(12 * (9 / 12 * 0.5 + 3 / 12 * 0.5))
    assert found.same == 5 + 2  # up in steps 1, 3, 5, 7, 9; down in 10 and 12


def test_a_month_without_a_value_or_without_a_change_does_not_count():
    gap = [float(value) for value in (*SAW, 2, 1, 2)]
    gap[5] = None
    flat = [float(value) for value in (*SAW, 2, 1, 2)]
    flat[8] = flat[7]

    assert together(months(*gap), months(*SAW, 2, 1, 2)).months == 13
    assert together(months(*flat), months(*SAW, 2, 1, 2)).months == 13  # 8 to 9 stays, 7 to 8 no change


@pytest.mark.parametrize("skip", [(3, 4), range(13)], ids=["too few steps left", "nothing shared"])
def test_too_few_months_say_nothing(skip):
    assert LEAST == 12
    assert together(months(*SAW, skip=skip), months(*SAW)) is None
