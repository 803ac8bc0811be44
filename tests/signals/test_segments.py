"""Many segments at once: Benjamini and Hochberg beside a table by hand, and who may be named."""

import numpy as np
import pytest

from kpi_core.signals import Part, kept, segment_signals
from kpi_core.units import Direction
from tests.signals.small import history, months, noisy

PAPER = (
    0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0,
)  # fmt: skip
"""The fifteen chances of Benjamini and Hochberg (1995), section 3: four stand out at 0.05."""


def part(factor, volume=0.2, seed=0, n=30):
    values = noisy(n, seed)
    values[-1] *= factor
    return Part(history(values), months(n), volume)


def test_those_that_stand_out_are_those_of_the_published_example():
    chances = {f"{place:02d}": chance for place, chance in enumerate(PAPER)}

    assert kept(chances, 0.05) == ("00", "01", "02", "03")


@pytest.mark.parametrize(
    ("chances", "names"),
    [
        ({}, ""),
        ({"a": 0.2}, ""),
        ({"a": 0.1}, "a"),
        ({"a": 0.04, "b": 0.5}, "a"),
        ({"a": 0.06, "b": 0.5}, ""),
        ({"a": 0.06, "b": 0.09}, "ab"),
        ({"a": 0.9, "b": 0.03, "c": 0.03}, "bc"),
    ],
)
def test_a_chance_is_held_against_its_rank(chances, names):
    """At 0.10 the limits of two are 0.05 and 0.10, of three 0.033, 0.067 and 0.10; all up to the last that holds stand out."""
    assert "".join(kept(chances)) == names


def test_at_most_three_are_named_the_least_likely_first():
    parts = {f"part {place}": part(0.7 - 0.1 * place, seed=place) for place in range(5)}
    told = segment_signals(parts, Direction.HIGHER, months(30)[-1], whole_alarms=True)

    assert list(told) == ["part 4", "part 3", "part 2"]


@pytest.mark.parametrize(("volume", "alarms", "named"), [(0.04, False, False), (0.04, True, True), (0.05, False, True)])
def test_a_small_segment_is_named_only_when_the_whole_alarms(volume, alarms, named):
    parts = {"small": part(0.4, volume), "other": part(1.0, 0.9, 1)}
    told = segment_signals(parts, Direction.HIGHER, months(30)[-1], whole_alarms=alarms)

    assert ("small" in told) is named


def test_two_hundred_segments_of_chance_are_silent():
    parts = {str(seed): part(1.0, 0.05, seed) for seed in range(200)}

    assert len(segment_signals(parts, Direction.HIGHER, months(30)[-1], whole_alarms=True)) <= 1


def test_a_segment_without_a_value_in_the_newest_period_is_not_named():
    """A group that is hidden has no value, and so says nothing."""
    values = noisy(30, 0)
    values[-2], values[-1] = 300.0, np.nan
    parts = {
        "hidden": Part(history(values), months(30), 0.5),
        "ended": Part(history(values[:29]), months(29), 0.5),
        "new": part(0.3, n=9),
    }

    assert segment_signals(parts, Direction.HIGHER, months(30)[-1], whole_alarms=True) == {}
