"""The figures the forecasts are judged by, worked out by hand: a gate that cannot be missed is none."""

import numpy as np
import pytest

from tests.gate import __main__ as gate
from tests.gate.accuracy import smape
from tests.gate.chances import brier, calibration_error
from tests.gate.rows import Row, table


def test_smape_is_the_difference_beside_the_mean_of_both():
    """|100 - 110| / 105 and |50 - 50| / 50, on average, in percent."""
    assert smape(np.array([100.0, 50.0]), np.array([110.0, 50.0])) == pytest.approx(100 * 10 / 105 / 2)


@pytest.mark.parametrize(
    ("said", "came", "off"),
    [
        ([0.3] * 10, [1] * 3 + [0] * 7, 0.0),
        ([0.9] * 10, [1] * 5 + [0] * 5, 0.4),
        ([0.05] * 5 + [0.95] * 5, [1] * 5 + [0] * 5, 0.95),
        ([1.0, 1.0], [1, 1], 0.0),
    ],
)
def test_the_calibration_error_is_how_far_said_is_from_came_true(said, came, off):
    assert calibration_error(np.array(said), np.array(came, float)) == pytest.approx(off)


def test_brier_is_the_mean_square():
    assert brier(np.array([0.5, 1.0]), np.array([1.0, 0.0])) == pytest.approx((0.25 + 1) / 2)


@pytest.mark.parametrize(
    ("row", "met", "demanded"),
    [
        (Row("a", 0.8, least=0.7), True, "at least 0.7"),
        (Row("a", 0.6, least=0.7), False, "at least 0.7"),
        (Row("a", 0.6, most=0.5), False, "at most 0.5"),
        (Row("a", 0.6, 0.5, 0.7), True, "0.5 to 0.7"),
        (Row("a", float("nan"), most=0.5), False, "at most 0.5"),
        (Row("a", 9.0), True, ""),
    ],
)
def test_a_row_is_met_within_its_ends(row, met, demanded):
    assert (row.met, row.demanded) == (met, demanded)
    assert ("missed" in table([row])) is not met


@pytest.mark.parametrize(("reached", "code"), [(0.4, None), (0.6, 1)])
def test_one_missed_row_stops_the_tests(monkeypatch, capsys, reached, code):
    monkeypatch.setattr(gate, "PARTS", (lambda: [Row("told", 9.0), Row("asked", reached, most=0.5)],))
    assert gate.main() == code
    assert f"1 demands, {int(reached > 0.5)} missed" in capsys.readouterr().out
