"""The shape of a route: from the season, from last year, from the forecast of when the target began, or none."""

from datetime import date

import numpy as np
import pytest

from kpi_core.model import Form, Marks, Verdict
from kpi_core.periods import parse_period
from kpi_core.phrases import course, reason
from kpi_core.targets import Shape, assess, path, route_to
from kpi_core.texts import LANGS
from kpi_core.units import Direction
from tests.targets.small import JULY, LEVEL, make_kpi, make_results, make_target

SUM, HIGH = make_kpi(), make_kpi(formula=LEVEL)
SEASON = np.array([0.6, 0.7, 0.9, 1.1, 1.3, 1.4, 1.3, 1.2, 1.0, 0.9, 0.8, 0.8])  # 12 in all
FIRST = date(2023, 1, 1)


def planted(years, *, level=100.0, noise=0.0):
    wobble = 1 + noise * np.random.default_rng(2).normal(0, 1, 12 * years)
    return [float(value) for value in np.tile(SEASON, years) * level * wobble]


def test_from_two_years_on_the_planted_season_divides_a_sum():
    route = route_to(make_target(1200.0), SUM, make_results(planted(3, noise=0.02), first=FIRST))

    assert route.shape is Shape.SEASON
    assert [step.expected for step in route.steps] == pytest.approx(list(100 * SEASON), rel=0.06)
    assert sum(step.expected for step in route.steps) == pytest.approx(1200)


def test_one_odd_month_last_year_is_not_expected_again():
    values = planted(3, noise=0.02)
    values[24 + 3] *= 3  # April of last year
    season = path(make_target(1200.0), SUM, make_results(values, first=FIRST))
    last_year = path(make_target(1200.0), SUM, make_results(values[24:], first=date(2025, 1, 1)))

    assert season[3].expected < last_year[3].expected
    marked = Marks(special=frozenset({parse_period("2025-04")}))
    told = path(make_target(1200.0), SUM, make_results(values, first=FIRST), marked)
    assert told[3].expected == pytest.approx(110, rel=0.06)


def test_two_years_without_a_season_give_an_even_route():
    values = list(np.random.default_rng(1).permutation(np.linspace(99, 101, 24)))
    route = route_to(make_target(365.0), SUM, make_results(values, first=date(2024, 1, 1)))

    assert route.shape in (Shape.EVEN, Shape.SEASON)
    assert [step.expected for step in route.steps][:3] == pytest.approx([31, 28, 31], rel=0.1)


@pytest.mark.parametrize(("kpi", "goal"), [(SUM, 1300.0), (HIGH, 90.0)], ids=["sum", "level"])
def test_a_route_does_not_move_with_what_came_in_since(kpi, goal):
    before, after = (
        make_results([*planted(3, noise=0.02), *more], first=FIRST) for more in ([], [10.0, 400.0, 10.0, 400.0])
    )

    assert path(make_target(goal), kpi, before) == path(make_target(goal), kpi, after)


def test_a_level_with_a_season_follows_it_and_arrives():
    results = make_results(planted(3, noise=0.01), first=FIRST)
    route = route_to(make_target(96.0), HIGH, results)  # December is usually 80
    steps = {step.period.id: step.expected for step in route.steps}

    assert route.shape is Shape.FORECAST
    assert steps["2026-12"] == pytest.approx(96)
    assert steps["2026-06"] == pytest.approx(140 + 8, rel=0.05)  # half of the way to gain
    assert steps["2026-01"] < 80 < steps["2026-06"]


def test_a_seasonal_dip_does_not_turn_the_verdict_red():
    """January is usually 60 of 100; December is asked to be what it usually is."""
    results = make_results([*planted(3, noise=0.01), 60.0], first=FIRST)
    status = assess(make_target(79.0), HIGH, results, date(2026, 2, 5))

    assert status.verdict in (Verdict.ON_COURSE, Verdict.AT_RISK)
    assert status.gap == pytest.approx(0, abs=4)


@pytest.mark.parametrize(("direction", "goal"), [(Direction.HIGHER, 70.0), (Direction.LOWER, 90.0)])
def test_a_level_that_is_heading_for_more_than_its_target_does_not_have_to_get_worse_first(direction, goal):
    kpi = make_kpi(formula=LEVEL, direction=direction)
    results = make_results(planted(3, noise=0.01), first=FIRST)
    steps = [step.expected for step in path(make_target(goal), kpi, results)]
    usual = 100 * SEASON

    assert steps[-1] == pytest.approx(goal)
    assert [step - usual[month] for month, step in enumerate(steps)] == pytest.approx([goal - 80] * 12, abs=5)


def test_a_deadline_past_the_forecast_is_reached_in_a_straight_line():
    values = [50.0, 51.0, 49.0, 50.5, 49.5, 50.0, 51.5, 50.0]
    route = route_to(make_target(60.0), HIGH, make_results(values, first=date(2025, 5, 1)))

    assert route.shape is Shape.STRAIGHT
    assert route.steps[-1].expected == pytest.approx(60)


# KPI, target, values from January 2024 or as given -> the reason in both languages
SILENT = {
    "a deadline out of sight": (
        HIGH,
        make_target(60.0, until=date(2028, 12, 31)),
        make_results([50.0, 51.0, 49.0] * 10, first=date(2024, 1, 1)),
        "too_far",
        ("Het oordeel volgt als juni 2027 compleet is.", "The verdict follows once June 2027 is complete."),
    ),
    "half a year of history": (
        HIGH,
        make_target(50.0),
        make_results([50.0, 52.0, 49.0, 51.0, 50.0, 48.0, 52.0], first=date(2025, 12, 1)),
        "first_look",
        ("Met 7 perioden", "With 7 periods"),
    ),
    "every other month missing": (
        HIGH,
        make_target(50.0),
        make_results([50.0, None] * 8 + [51.0], first=date(2025, 2, 1)),
        "gaps",
        ("Van 8 van de 17 perioden", "8 of the 17 periods"),
    ),
}


@pytest.mark.parametrize("case", SILENT.values(), ids=list(SILENT))
def test_where_the_forecast_is_silent_the_verdict_says_why(case):
    kpi, target, results, code, sentences = case
    status = assess(target, kpi, results, JULY)

    assert (status.verdict, status.reason, status.chance) == (Verdict.CANNOT_TELL, code, None)
    for lang, sentence in zip(LANGS, sentences, strict=True):
        assert sentence in reason(status, kpi, lang)


@pytest.mark.parametrize(
    ("values", "dutch", "english"),
    [
        ([5.0] * 18, "Elke periode was gelijk", "Every period was the same"),
        ([5.0, 6.0, 5.0], "vanaf 6 perioden", "from 6 periods on"),
    ],
    ids=["always the same", "three months"],
)
def test_what_was_kept_so_far_is_told_without_a_forecast(values, dutch, english):
    first = date(2025, 1, 1) if len(values) > 3 else date(2026, 4, 1)
    status = assess(make_target(4.0, form=Form.FLOOR), HIGH, make_results(values, first=first), JULY)

    assert (status.verdict, status.chance, status.fields["judged"]) == (Verdict.ON_COURSE, None, "pace")
    assert dutch in reason(status, HIGH, "nl")
    assert english in reason(status, HIGH, "en")


def test_a_deadline_out_of_sight_is_told_from_the_period_it_was_said():
    kpi, target, results, *_ = SILENT["a deadline out of sight"]
    n = len(results.frame)
    for more, told in ((11, False), (12, True)):  # May and June 2027
        later = make_results([50.0, 51.0, 49.0] * ((n + more) // 3) + [50.0] * ((n + more) % 3), first=date(2024, 1, 1))
        status = assess(target, kpi, later, date(2028, 1, 1))
        assert (status.chance is not None) is told


def test_a_month_in_which_nothing_happened_counts_as_nothing_and_one_nobody_wrote_down_as_unknown():
    values = [100.0, 110.0, 95.0, 105.0] * 6 + [100.0, None, 100.0]
    results = make_results(values, first=date(2024, 1, 1))
    gone = frozenset({parse_period("2026-02")})
    asked, nothing = (
        assess(make_target(1200.0), SUM, results, date(2026, 4, 5), m) for m in (Marks(), Marks(nothing=gone))
    )
    zero = make_results([*values[:25], 0.0, 100.0], first=date(2024, 1, 1))
    unknown = assess(make_target(1200.0), SUM, zero, date(2026, 4, 5), Marks(unknown=gone))

    assert (asked.reason, unknown.reason) == ("missing_period", "missing_period")
    assert (nothing.now, nothing.chance is None) == (200.0, False)


def test_a_level_without_a_start_has_a_verdict_and_no_route():
    values = [50.0, 51.0, 49.0, 50.5, 49.5, 50.0, 51.5, 50.0, 49.0, 51.0, 50.0, 49.5]
    status = assess(make_target(45.0), HIGH, make_results(values, first=date(2026, 1, 1)), date(2026, 12, 5))
    over = assess(make_target(60.0), HIGH, make_results(values, first=date(2026, 1, 1)), date(2026, 12, 5))

    assert (status.verdict, status.expected) == (Verdict.ON_COURSE, 45.0)
    assert (over.verdict, over.expected, over.gap, over.reason) == (Verdict.OFF_COURSE, None, None, "level_unrouted")
    assert "niet bekend" in reason(over, HIGH, "nl")


SAID = {
    "total": (
        SUM,
        1200.0,
        planted(3, noise=0.05) + planted(1, noise=0.05)[:6],
        JULY,
        "tot nu toe en gaat naar",
        "a year before, stands at €\u00a0603 so far and is heading",
    ),
    "level": (HIGH, 80.0, planted(3, noise=0.05) + planted(1, noise=0.05)[:6], JULY, "gaat naar", "is heading for"),
    "short": (HIGH, 80.0, [70.0, 71.0], date(2026, 2, 5), "nog niet te zeggen", "cannot be told yet"),
    "ended": (HIGH, 80.0, [70.0, *[75.0] * 12], date(2027, 2, 5), "eindigde op", "ended at"),
}


@pytest.mark.parametrize("case", SAID.values(), ids=list(SAID))
def test_one_sentence_says_where_from_where_now_and_where_to(case):
    kpi, goal, values, today, dutch, english = case
    results = make_results(values, first=FIRST if len(values) > 20 else date(2025, 12, 1))
    target = make_target(goal)
    status = assess(target, kpi, results, today)
    said = {lang: course(target, kpi, results, status, lang) for lang in LANGS}

    assert dutch in said["nl"]
    assert english in said["en"]
    assert said["nl"].startswith("Omzet kwam van")
    assert all(sentence.endswith(".") for sentence in said.values())
    if status.heading:
        assert "4 van de 5 keer tussen" in said["nl"]


def test_a_total_that_is_in_before_its_deadline_has_not_ended():
    results = make_results(planted(3, noise=0.05) + planted(1, noise=0.05)[:6], first=FIRST)
    early, late = (make_target(300.0, until=date(2026, month, 30)) for month in (11, 6))
    said = [course(target, SUM, results, assess(target, SUM, results, JULY), "nl") for target in (early, late)]

    assert ["en staat op" in said[0], "eindigde op" in said[1]] == [True, True]


def test_a_chance_without_a_heading_does_not_say_that_nothing_can_be_told():
    results = make_results([100.0, 103.0, 98.0, 101.0, 99.0, 104.0], first=date(2026, 1, 1))
    target = make_target(5000.0)
    status = assess(target, SUM, results, JULY)

    assert (status.heading, status.chance is None) == (None, False)
    assert course(target, SUM, results, status, "nl").endswith("staat op \u20ac\u00a0605 tot nu toe.")
