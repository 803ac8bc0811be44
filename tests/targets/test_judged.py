"""A chance made into a verdict: the borders, their slack, and what never happens whatever the figures are."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpi_core.forecast import Silence
from kpi_core.model import NO_MARKS, Form, Verdict
from kpi_core.phrases import reason
from kpi_core.series import series
from kpi_core.targets import assess, judged
from kpi_core.units import Direction
from tests.targets.small import JULY, LEVEL, make_kpi, make_results, make_target

V = Verdict
SUM, SUM_LOW = make_kpi(), make_kpi(direction=Direction.LOWER)
LEVEL_HIGH, LEVEL_LOW = make_kpi(formula=LEVEL), make_kpi(formula=LEVEL, direction=Direction.LOWER)
COLOURS = [V.OFF_COURSE, V.AT_RISK, V.ON_COURSE]


class Chances:
    """Stands in for the forecast: the chance at the end of each period since the start, oldest first."""

    def __init__(self, monkeypatch, chances):
        self.chances = chances
        monkeypatch.setattr(judged, "ahead", self)

    def __call__(self, target, _kpi, done, _marks):
        inside = [point for point in done if point.period.start >= target.start]
        return _Told(self.chances[len(inside) - 1])

    def verdicts(self):
        """Judge at the end of every period in turn, each as if nothing was remembered."""
        target = make_target(100.0)
        points = series(make_results([1.0] * (12 + len(self.chances)), first=date(2025, 1, 1)), "kpi")
        return [judged.judged(target, SUM, points[: 13 + n], NO_MARKS).verdict for n in range(len(self.chances))]


class _Told:
    n, first_look = 24, False

    class outlook:  # noqa: N801  stands in for an attribute
        season = 12

    def __init__(self, value):
        self.value = value

    def chance(self):
        return self.value

    def heading(self):
        return None


def remembered(chances):
    """The same with a memory: a colour changes only when the chance passes a border by 5 in 100."""
    found, above = [], {}
    for chance in chances:
        for border in (0.70, 0.30):
            if border not in above or abs(chance - border) >= 0.05:
                above[border] = chance >= border
        found.append(COLOURS[above[0.70] + above[0.30]])
    return found


@pytest.mark.parametrize(
    ("chances", "verdicts"),
    [
        ([0.70, 0.69, 0.66, 0.64], "OOOA"),
        ([0.69, 0.71, 0.74, 0.76], "AAAO"),
        ([0.30, 0.29, 0.26, 0.24], "AAAF"),
        ([0.29, 0.31, 0.34, 0.36], "FFFA"),
        ([0.90, 0.72, 0.68, 0.71, 0.69], "OOOOO"),
        ([0.90, 0.27, 0.24], "OAF"),
        ([0.10, 0.72, 0.76], "FAO"),
    ],
)
def test_a_colour_changes_only_when_the_chance_passes_a_border_by_five_in_a_hundred(monkeypatch, chances, verdicts):
    letters = {V.ON_COURSE: "O", V.AT_RISK: "A", V.OFF_COURSE: "F"}

    assert "".join(letters[one] for one in Chances(monkeypatch, chances).verdicts()) == verdicts


@settings(max_examples=60, deadline=None)
@given(chances=st.lists(st.integers(0, 100), min_size=1, max_size=12))
def test_judging_without_a_memory_gives_what_judging_with_one_gives(chances):
    shares = [chance / 100 + 0.001 for chance in chances]
    with pytest.MonkeyPatch.context() as patch:
        assert Chances(patch, shares).verdicts() == remembered(shares)


def test_what_was_before_the_start_decides_nothing(monkeypatch):
    asked = []
    found = Chances(monkeypatch, [0.69])

    def counting(target, kpi, done, marks):
        asked.append(done[-1].period.start)
        return found(target, kpi, done, marks)

    monkeypatch.setattr(judged, "ahead", counting)
    assert found.verdicts() == [V.AT_RISK]
    assert min(asked) >= date(2026, 1, 1)


noise = st.lists(st.floats(80.0, 120.0), min_size=18, max_size=22)
FORMS = [
    (SUM, Form.FROM_TO, 1200.0, 1),
    (SUM_LOW, Form.FROM_TO, 1200.0, -1),
    (LEVEL_HIGH, Form.FROM_TO, 100.0, 1),
    (LEVEL_LOW, Form.FROM_TO, 100.0, -1),
    (LEVEL_HIGH, Form.FLOOR, 80.0, 1),
    (LEVEL_HIGH, Form.CEILING, 120.0, -1),
]


def at(values, kpi, form, value):
    results = make_results(values, first=date(2025, 1, 1))
    return assess(make_target(value, form=form), kpi, results, date(2026, 12, 5))


@settings(max_examples=40, deadline=None)
@given(values=noise, case=st.sampled_from(FORMS), off=st.floats(-0.2, 0.2))
def test_chance_and_verdict_never_contradict_each_other(values, case, off):
    kpi, form, value, _ = case
    status = at(values, kpi, form, value * (1 + off))
    if status.chance is None:
        assert status.fields.get("judged") != "chance"
        return
    least, most = {V.OFF_COURSE: (0, 0.35), V.AT_RISK: (0.25, 0.75), V.ON_COURSE: (0.65, 1)}[status.verdict]
    assert least <= status.chance <= most


@settings(max_examples=40, deadline=None)
@given(values=noise, case=st.sampled_from(FORMS), harder=st.floats(0.0, 0.5))
def test_a_harder_target_is_never_more_likely(values, case, harder):
    kpi, form, value, sign = case
    easy, hard = (at(values, kpi, form, value * (1 + sign * move)) for move in (0.0, harder))
    if easy.chance is not None and hard.chance is not None:
        assert hard.chance <= easy.chance + 1e-12
        assert COLOURS.index(hard.verdict) <= COLOURS.index(easy.verdict)


@settings(max_examples=30, deadline=None)
@given(values=noise, case=st.sampled_from(FORMS), loose=st.floats(-1000.0, 1000.0))
def test_an_unfinished_month_changes_no_chance(values, case, loose):
    kpi, form, value, _ = case
    results = make_results([*values, loose], first=date(2025, 1, 1), complete=len(values))
    target = make_target(value, form=form)
    assert assess(target, kpi, results, date(2026, 12, 5)) == at(values, kpi, form, value)


def in_july(values, kpi, form, value):
    """Three and a half years of months, the last of them June 2026."""
    return assess(make_target(value, form=form), kpi, make_results(values, first=date(2023, 1, 1)), JULY)


def test_the_chance_of_a_level_is_that_of_the_process_behind_it():
    """150 series of independent values around 100 with a spread of 5: a value of 105 or more comes up 16 in 100 times."""
    chance = np.random.default_rng(7)
    told = [in_july(list(chance.normal(100, 5, 42)), LEVEL_HIGH, Form.FROM_TO, 105.0).chance for _ in range(150)]

    assert np.mean(told) == pytest.approx(0.159, abs=0.05)


@pytest.mark.parametrize(("spreads", "least", "most"), [(0, 0.42, 0.58), (4, 0.0, 0.05), (-4, 0.95, 1.0)])
def test_the_chance_of_a_total_is_that_of_the_process_behind_it(spreads, least, most):
    """Six months in, six to go: the rest is 600, and its own spread is 5 times the root of 6."""
    chance = np.random.default_rng(11)
    told = []
    for _ in range(60):
        values = list(chance.normal(100, 5, 42))
        goal = sum(values[36:]) + 600 + spreads * 5 * np.sqrt(6)
        told.append(in_july(values, SUM, Form.FROM_TO, goal).chance)

    assert least <= np.mean(told) <= most


def test_what_has_to_hold_in_every_month_is_less_likely_than_what_has_to_hold_in_the_last():
    """A value stays at or above 90 some 977 in 1,000 times, six in a row some 87 in 100 times."""
    values = [*np.random.default_rng(3).normal(100, 5, 36), 100.0, 98.0, 103.0, 99.0, 102.0, 97.0]
    floor, last = (in_july(values, LEVEL_HIGH, form, 90.0) for form in (Form.FLOOR, Form.FROM_TO))

    assert floor.chance < last.chance
    assert floor.chance == pytest.approx(0.977**6, abs=0.12)


def test_a_silence_is_handed_on():
    found = judged.judged(make_target(100.0), SUM, series(make_results([1.0] * 18), "kpi"), NO_MARKS)

    assert isinstance(found, Silence)
    assert found.reason == "constant"


@pytest.mark.parametrize(
    ("goal", "verdict"),
    [(24_000, Verdict.OFF_COURSE), (12_000, Verdict.ON_COURSE)],
)
def test_what_never_moved_is_judged_by_its_pace_and_told_so(goal, verdict):
    """Eighteen months of 1,000 each: half a year on, 6,000 is half of 12,000 and a quarter of 24,000."""
    target = make_target(goal, start=date(2026, 1, 1), until=date(2026, 12, 31))
    status = assess(target, SUM, make_results([1000.0] * 18), date(2026, 7, 5))

    assert (status.verdict, status.now, status.chance) == (verdict, 6000, None)
    assert (status.fields["judged"], status.fields["silence"]) == ("pace", "constant")
    assert "Elke periode was gelijk" in reason(status, SUM, "nl")
    assert "Every period was the same" in reason(status, SUM, "en")
