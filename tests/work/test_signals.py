"""Early warning over results: on a chart, among segments, and while a month runs."""

from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest

from kpi_core import work
from kpi_core.catalogue import CATALOGUE
from kpi_core.model import Marks, Results, SeriesPoint
from kpi_core.periods import parse_period
from kpi_core.series import series
from kpi_core.signals import Side
from kpi_core.units import Direction, Unit
from kpi_core.work.confirming import current
from kpi_core.work.signals import chart_marks, drawn, newest_signal, past_signals, running_month, signals_of_parts
from tests.signals.small import months, noisy
from tests.targets.small import make_kpi, make_results
from tests.work.conftest import orders

RATE = make_kpi("Conversie", formula="count(leads where won) / count(leads)", unit=Unit.PERCENT)


def points(values):
    return series(make_results(values, first=months(1)[0].start), "kpi")


def dipped(n=30, at=-1):
    values = noisy(n, 2)
    values[at] = 400.0
    return values


def test_the_newest_period_is_judged_in_the_kpis_own_direction():
    costs = make_kpi("Kosten", direction=Direction.LOWER)

    assert newest_signal(points(dipped()), make_kpi()).signal.side is Side.WARNING
    assert newest_signal(points(dipped()), costs).signal.side is Side.OPPORTUNITY


def test_what_the_owner_called_special_is_no_signal():
    marks = Marks(special=frozenset({months(30)[29]}))

    assert newest_signal(points(dipped()), make_kpi(), marks).signal is None
    assert all(signal.period != months(30)[29] for signal in past_signals(points(dipped()), make_kpi(), marks))


def test_a_small_change_is_a_signal_only_when_the_owner_wants_to_know():
    values = noisy(36, 3)
    values[35] = 780.0

    assert newest_signal(points(values), make_kpi(), sensitivity="calm").signal is None
    assert newest_signal(points(values), make_kpi(), sensitivity="sensitive").signal


def test_each_flagged_period_is_marked_and_the_last_signal_says_what_it_is():
    values = dipped(36, 27)
    values[33:] *= 0.6
    found = past_signals(points(values), make_kpi())
    marks = chart_marks(found, months(36)[35], "nl")

    assert [mark.period for mark in marks] == [period for signal in found for period in signal.flagged]
    assert {mark.kind for mark in marks if mark.period in found[-1].flagged} == {"bad"}
    assert [mark.words for mark in marks if mark.words] == ["sinds oktober lager"]


@pytest.mark.parametrize(("lang", "words"), [("nl", "toen lager dan verwacht"), ("en", "was lower than expected")])
def test_a_signal_that_is_over_is_not_told_as_what_still_is(lang, words):
    found = past_signals(points(dipped(36, 27)), make_kpi())

    assert found[-1].flagged[-1] < months(36)[35]
    assert [mark.words for mark in chart_marks(found, months(36)[35], lang) if mark.words] == [words]


def test_no_more_than_five_years_are_looked_back():
    values = noisy(90, 2)
    values[[20, 80]] = 300.0
    found = past_signals(points(values), make_kpi())

    assert months(90)[80] in [signal.period for signal in found]
    assert all(signal.period >= months(90)[30] for signal in found)


def share(month, hits, count, *, complete=True):
    value = hits / count if count else None
    return SeriesPoint(parse_period(month), value, complete, rows=count, denominator=float(count) or None)


def test_a_share_of_a_handful_is_drawn_three_periods_together():
    told = [share("2026-01", 2, 8), share("2026-02", 0, 6), share("2026-03", 4, 10), share("2026-04", 1, 2)]
    told.append(share("2026-05", 1, 9, complete=False))
    found, together = drawn(told, RATE)

    assert together
    assert [point.value for point in found] == [None, None, 6 / 24, None, 1 / 9]
    assert found[2].denominator == 24


@pytest.mark.parametrize(
    ("told", "kpi"),
    [
        ([share("2026-01", 5, 20), share("2026-02", 7, 40)], RATE),
        (
            [share("2026-01", 2, 8)],
            make_kpi("Marge", formula="sum(sales.net_amount) / count(sales)", unit=Unit.PERCENT),
        ),
    ],
    ids=["enough", "no share of counts"],
)
def test_other_series_are_drawn_as_they_are(told, kpi):
    assert drawn(told, kpi) == (tuple(told), False)


def split(parts):
    frames = [make_results(sum(parts.values())).frame]
    frames += [make_results(values, segment=name).frame for name, values in parts.items()]
    return Results(pd.concat(frames, ignore_index=True))


def test_the_segment_that_moved_is_named_and_no_other():
    parts = {name: noisy(30, place) for place, name in enumerate(("Noord", "Zuid", "Midden"))}
    parts["Zuid"][-1] *= 0.4
    results = split(parts)
    told = signals_of_parts(results, make_kpi(), newest_signal(series(results, "kpi"), make_kpi()))

    assert list(told) == ["Zuid"]
    assert told["Zuid"].side is Side.WARNING


def test_a_tiny_segment_is_not_named_while_the_whole_is_ordinary():
    parts = {"groot": noisy(30, 1, level=100_000.0), "klein": noisy(30, 2, level=100.0)}
    parts["klein"][-1] *= 0.3
    results = split(parts)
    whole = newest_signal(series(results, "kpi"), make_kpi())

    assert whole.signal is None
    assert signals_of_parts(results, make_kpi(), whole) == {}


def test_a_hidden_segment_is_never_named():
    parts = {"Noord": noisy(30, 1), "Zuid": noisy(30, 2)}
    parts["Zuid"][-1] = np.nan
    results = split(parts)
    results.frame.loc[results.frame["segment"].isna() & (results.frame["period"] == "2027-06"), "value"] = 300.0

    assert "Zuid" not in signals_of_parts(results, make_kpi(), newest_signal(series(results, "kpi"), make_kpi()))


def test_a_running_month_is_carried_on_from_its_working_days(store, spaak, take):
    first, last = date(2025, 9, 1), date(2026, 6, 10)
    days = [first + timedelta(days=step) for step in range((last - first).days + 1)]
    lines = [
        (f"{day:%d-%m-%Y}", f"A{place}", "K1", "100,00", "Zuid") for place, day in enumerate(days) if day.weekday() < 5
    ]
    take("orders.csv", orders(*lines))
    found = running_month(CATALOGUE["revenue"], current(store, spaak), work.params(store, spaak), date(2026, 6, 11))

    assert (found.so_far, found.months) == (800.0, 9)
    assert (found.low, found.high) == (2000.0, 2300.0)
    assert running_month(CATALOGUE["average_order_value"], current(store, spaak), {}, date(2026, 6, 11)) is None


def test_one_huge_month_is_no_half_year_of_more():
    values = noisy(36, 4)
    values[30] *= 40
    found = newest_signal(points(values), make_kpi()).signal

    assert (found.period, len(found.flagged), found.stays) == (months(36)[30], 6, False)
