"""How realistic a target is: chance, label, suggestions and what is said where history is too short."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpi_core.forecast import Label
from kpi_core.model import Form, Marks
from kpi_core.periods import Grain, parse_period
from kpi_core.targets import chance_short, chance_words, realism
from kpi_core.units import Direction, Unit
from tests.targets.small import JULY, LEVEL, make_kpi, make_results, make_target

SUM, SUM_LOW = make_kpi(), make_kpi(direction=Direction.LOWER)
HIGH, LOW = make_kpi(formula=LEVEL), make_kpi(formula=LEVEL, direction=Direction.LOWER)
COUNT = make_kpi(formula="count(sales)", unit=Unit.COUNT)
SHARE = make_kpi(formula=LEVEL, unit=Unit.PERCENT, precision=1)
NEW_YEAR = date(2026, 1, 5)
NOISE = np.random.default_rng(5).normal(0, 1, 60)
QUIET = [float(value) for value in 1000 + 50 * NOISE[:36]]  # three years around 1,000 a month, give or take 50


def weighed(target, kpi=SUM, values=QUIET, *, first=date(2023, 1, 1), today=NEW_YEAR, **more):
    return realism(target, kpi, make_results(values, first=first, **more), today)


# A year of such months brings 12,000, give or take 50 * the root of 12 = 173.
@pytest.mark.parametrize(
    ("kpi", "goal", "labels"),
    [
        (SUM, 11_000, {Label.SAFE}),
        (SUM, 12_000, {Label.ACHIEVABLE, Label.AMBITIOUS, Label.VERY_AMBITIOUS}),
        (SUM, 14_000, {Label.NOT_REALISTIC}),
        (SUM_LOW, 14_000, {Label.SAFE}),
        (SUM_LOW, 11_000, {Label.NOT_REALISTIC}),
    ],
)
def test_a_label_says_how_often_a_total_is_made(kpi, goal, labels):
    found = weighed(make_target(goal), kpi)

    assert found.label in labels
    assert found.middle == pytest.approx(12_000, rel=0.03)
    assert found.uplift == pytest.approx(goal / found.middle - 1, abs=0.01)


@pytest.mark.parametrize("kpi", [SUM, SUM_LOW], ids=["higher", "lower"])
def test_a_chance_of_a_target_and_of_its_opposite_are_together_all_there_is(kpi):
    other = SUM_LOW if kpi is SUM else SUM

    assert weighed(make_target(12_100), kpi).chance + weighed(make_target(12_100), other).chance == pytest.approx(1)


@pytest.mark.parametrize(
    ("kpi", "target"),
    [
        (SUM, make_target(12_000)),
        (SUM_LOW, make_target(12_000)),
        (HIGH, make_target(1000)),
        (LOW, make_target(1000)),
        (HIGH, make_target(900, form=Form.FLOOR)),
        (HIGH, make_target(1100, form=Form.CEILING)),
        (SUM, make_target(1000, per=Grain.MONTH)),
        (COUNT, make_target(900, form=Form.PER_PERIOD, per=Grain.MONTH)),
        (HIGH, make_target(50, form=Form.POINTS)),
        (SUM, make_target(0.1, form=Form.RELATIVE, against="year")),
    ],
    ids=str,
)
def test_three_suggestions_come_true_about_five_three_and_one_in_ten_times(kpi, target):
    values = [round(value) for value in QUIET] if kpi is COUNT else QUIET
    found = weighed(target, kpi, values).suggestions

    assert [one.name for one in found] == ["realistic", "ambitious", "stretch"]
    assert [one.chance for one in found] == [pytest.approx(share, abs=0.025) for share in (0.5, 0.3, 0.1)]
    assert [one.label for one in found] == [Label.AMBITIOUS, Label.AMBITIOUS, Label.VERY_AMBITIOUS]
    rising = kpi.direction is Direction.HIGHER and target.form is not Form.CEILING
    ordered = sorted((one.value for one in found), reverse=not rising)
    assert [one.value for one in found] == ordered
    assert all(float(f"{one.value:.4g}") == one.value for one in found), "a round amount"


@pytest.mark.parametrize(
    "kpi", [SUM, SUM_LOW, HIGH, LOW], ids=["sum", "sum that should fall", "level", "level that should fall"]
)
def test_a_suggestion_asked_for_has_the_chance_it_was_given(kpi):
    for one in weighed(make_target(1000), kpi).suggestions:
        again = weighed(make_target(one.value), kpi)
        assert (again.chance, again.label) == (pytest.approx(one.chance), one.label)


def test_a_share_is_suggested_no_finer_than_it_is_shown():
    values = [0.30 + 0.004 * noise for noise in NOISE[:36]]
    found = weighed(make_target(0.31), SHARE, values).suggestions

    assert all(round(one.value, 3) == one.value for one in found)


def test_a_range_has_a_chance_and_no_suggestions():
    found = weighed(
        make_target(low=950, high=1050, form=Form.RANGE), make_kpi(formula=LEVEL, direction=Direction.RANGE)
    )

    assert found.chance == pytest.approx(0.68, abs=0.12)  # within one spread of 50
    assert (found.suggestions, found.uplift) == ((), None)


def test_what_the_months_so_far_would_have_broken_is_not_suggested():
    started = make_target(700, form=Form.FLOOR)
    values = [*QUIET, 960.0, 800.0, 1000.0]
    found = weighed(started, HIGH, values, today=date(2026, 4, 5))

    assert (found.chance is not None, found.suggestions) == (True, ())


def test_a_running_total_counts_what_is_in():
    values = [*QUIET, 2000.0, 2000.0, 2000.0, 2000.0, 2000.0, 2000.0]
    found = weighed(make_target(12_000), SUM, values, today=JULY)

    assert found.label is Label.SAFE
    assert found.middle > 12_000


@pytest.mark.parametrize(
    ("target", "kpi", "values", "reason"),
    [
        (make_target(), SUM, QUIET, "no_value"),
        (make_target(1.0, form=Form.EACH_MEMBER, by="campaign"), HIGH, QUIET, "members"),
        (make_target(0.1, form=Form.RELATIVE, against="year"), SUM, QUIET[:9], "no_base"),
        (make_target(1000), SUM, QUIET[:5], "too_short"),
        (make_target(1000), SUM, [1000.0] * 24, "constant"),
        (make_target(1000), HIGH, [1000.0, None, 990.0, None, 1010.0, None] * 4, "gaps"),
        (make_target(12_000), SUM, QUIET[:11], "too_far"),
        (make_target(1000, until=date(2027, 12, 31)), HIGH, QUIET, "too_far"),
        (make_target(1000, until=date(2026, 3, 31)), HIGH, QUIET[:9], "first_look"),
        (make_target(1000, start=date(2025, 1, 1), until=date(2025, 12, 31)), HIGH, QUIET, "over"),
        (make_target(1200, form=Form.FLOOR, start=date(2025, 6, 1)), HIGH, QUIET, "broken"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_where_no_chance_is_told_it_is_said_why(target, kpi, values, reason):
    first = date(2026 - (len(values) + 11) // 12, 12 - (len(values) - 1) % 12, 1)  # so that the last is December 2025
    found = weighed(target, kpi, values, first=first)

    assert (found.chance, found.label, found.reason, found.suggestions) == (None, None, reason, ())


@pytest.mark.parametrize(("goal", "label"), [(100, Label.SAFE), (9000, Label.NOT_REALISTIC)])
def test_a_first_look_tells_only_what_is_all_but_sure(goal, label):
    found = weighed(make_target(goal, until=date(2026, 3, 31)), HIGH, QUIET[:9], first=date(2025, 4, 1))

    assert (found.label, found.suggestions) == (label, ())


@pytest.mark.parametrize(
    ("kpi", "target", "record", "asked"),
    [
        (HIGH, make_target(1500), 1100.0, 1500.0),
        (LOW, make_target(700), 900.0, 700.0),
        (SUM, make_target(18_000), 1100.0, 1500.0),  # 1,500 in each of twelve months
    ],
)
def test_too_short_a_history_is_beside_its_best_value(kpi, target, record, asked):
    found = weighed(target, kpi, [900.0, 1000.0, 1100.0], first=date(2025, 10, 1))

    assert (found.reason, found.record, found.asked) == ("too_short", record, asked)


def test_a_best_change_needs_six_others_beside_it():
    target = make_target(1000)
    few, enough = (weighed(target, HIGH, QUIET[:n], first=date(2026 - (n + 11) // 12, 1, 1)) for n in (12, 24))

    assert few.ask is None
    assert enough.ask is not None


def test_a_special_month_is_in_no_chance():
    values = [*QUIET[:30], 9000.0, *QUIET[31:]]
    results = make_results(values, first=date(2023, 1, 1))
    plain = realism(make_target(1200), HIGH, results, NEW_YEAR)
    marked = realism(make_target(1200), HIGH, results, NEW_YEAR, Marks(special=frozenset({parse_period("2025-07")})))

    assert marked.chance < plain.chance


def test_answers_that_may_be_far_off_make_a_chance_less_sure():
    score = make_kpi(formula="avg(surveys.score)", unit=Unit.SCORE)
    sure, unsure = (weighed(make_target(1200), score, margin=margin) for margin in (float("nan"), 400.0))

    assert sure.chance < 0.05 < unsure.chance < 0.5


@settings(max_examples=30, deadline=None)
@given(
    values=st.lists(st.floats(50.0, 150.0), min_size=13, max_size=36),
    goal=st.floats(10.0, 3000.0),
    harder=st.floats(0.0, 500.0),
    kpi=st.sampled_from([SUM, SUM_LOW, HIGH, LOW]),
)
def test_a_harder_target_is_never_more_likely_nor_called_easier(values, goal, harder, kpi):
    sign = -1 if kpi.direction is Direction.LOWER else 1
    first = date(2023, 1, 1)
    until = date(2026, 6, 30)
    start = date(2025, 7, 1)
    easy, hard = (
        weighed(make_target(value, start=start, until=until), kpi, values, first=first, today=date(2025, 7, 2))
        for value in (goal, goal + sign * harder)
    )
    if easy.chance is not None and hard.chance is not None:
        assert hard.chance <= easy.chance + 1e-12
        assert list(Label).index(hard.label) >= list(Label).index(easy.label)


@pytest.mark.parametrize(
    ("chance", "n", "dutch", "english", "short"),
    [
        (0.02, 36, "minder dan 1 op de 20 keer", "less than 1 time in 20", "1 op 20"),
        (0.10, 36, "ongeveer 1 op de 10 keer", "about 1 time in 10", "1 op 10"),
        (0.34, 36, "ongeveer 1 op de 3 keer", "about 1 time in 3", "1 op 3"),
        (0.34, 18, "ongeveer 3 van de 10 keer", "about 3 times in 10", "1 op 3"),
        (0.50, 36, "ongeveer 1 van de 2 keer", "about 1 time in 2", "1 op 2"),
        (0.66, 36, "ongeveer 2 van de 3 keer", "about 2 times in 3", "2 op 3"),
        (0.81, 36, "ongeveer 4 van de 5 keer", "about 4 times in 5", "4 op 5"),
        (0.99, 36, "meer dan 19 van de 20 keer", "more than 19 times in 20", "19 op 20"),
    ],
)
def test_a_chance_is_said_in_times(chance, n, dutch, english, short):
    assert (chance_words(chance, n, "nl"), chance_words(chance, n, "en")) == (dutch, english)
    assert chance_short(chance, "nl") == short


@pytest.mark.parametrize("percent", range(5, 100, 5))
def test_the_times_said_are_the_chance_within_two_percent(percent):
    from kpi_core.targets.likely import TIMES

    times, of = TIMES[percent]
    assert times / of == pytest.approx(percent / 100, abs=0.02)


@pytest.mark.parametrize(
    ("kpi", "rows", "reason"),
    [
        (HIGH, 9, "too_few_rows"),
        (HIGH, 10, ""),
        (make_kpi(formula=LEVEL, unit=Unit.SCORE), 49, "too_few_answers"),
        (make_kpi(formula=LEVEL, unit=Unit.SCORE), 50, ""),
        (SUM, 1, ""),
    ],
    ids=["nine rows", "ten rows", "49 answers", "50 answers", "a sum is a fact"],
)
def test_no_chance_is_told_of_what_nobody_judges_by_so_few(kpi, rows, reason):
    found = weighed(make_target(value=1100, until=date(2026, 12, 31), start=date(2026, 1, 1)), kpi, rows=rows)

    assert found.reason == reason
    assert (found.chance is None) == bool(reason)
