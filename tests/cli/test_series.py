"""Forecast, realism and signals over a text file of series: shapes, how far, what cannot be told, and what is refused."""

import json
import math

import numpy as np
import pytest

from kpi_core.cli import run
from kpi_core.forecast import History, outlook
from kpi_core.periods import Grain, parse_period, period_of
from kpi_core.texts import LANGS

FORECAST = ["series", "period", "mean", "lo80", "hi80", "lo95", "hi95"]
REALISM = ["series", "probability", "label", "uplift", "suggestions"]
SIGNAL = ["series", "period", "kind", "side", "window"]
NOISE = np.random.default_rng(20260701).normal(0, 0.05, 400)


def ids(first, count):
    start = parse_period(first)
    return [start.shifted(step).id for step in range(count)]


def shop(count, first="2023-01", level=1000.0):
    """Return a series of months that grows and has a season, with chance in it."""
    values = [
        level * (1 + 0.005 * at) * (1 + 0.2 * math.sin(at * math.pi / 6)) * math.exp(NOISE[at]) for at in range(count)
    ]
    return dict(zip(ids(first, count), values, strict=True))


@pytest.fixture
def write(tmp_path):
    def written(*series, head=None, sign=","):
        named = len(series) > 1
        lines = [sign.join(head or (["series"] if named else []) + ([] if head else ["period", "value"]))]
        for number, points in enumerate(series):
            lines += [
                sign.join([*([f"S{number}"] if named else []), period, "" if value is None else f"{value:.4f}"])
                for period, value in points.items()
            ]
        path = tmp_path / "series.csv"
        path.write_text("\n".join(lines), "utf-8")
        return str(path)

    return written


@pytest.fixture
def text(tmp_path):
    def written(content):
        path = tmp_path / "series.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return str(path)

    return written


@pytest.fixture
def call(capsys):
    def run_it(*arguments):
        code = run([str(argument) for argument in arguments])
        out, err = capsys.readouterr()
        return code, out, err

    return run_it


@pytest.fixture
def ask(call):
    def run_it(*arguments):
        code, out, err = call(*arguments, "--json")
        assert (code, err) == (0, "")
        return json.loads(out)

    return run_it


class TestForecast:
    def test_gives_for_each_period_to_come_the_middle_and_two_bands_around_it(self, ask, write):
        points = shop(40)
        found = ask("forecast", write(points), "--grain", "month", "--horizon", "18")

        assert [row["period"] for row in found["forecasts"]] == ids("2026-05", 18)
        assert all(list(row) == FORECAST and row["series"] is None for row in found["forecasts"])
        for row in found["forecasts"]:
            assert 0 < row["lo95"] < row["lo80"] < row["mean"] < row["hi80"] < row["hi95"]
        assert found["issues"] == []

    def test_comes_from_the_one_engine(self, ask, write):
        points = shop(40)
        ahead = outlook(History(np.round(list(points.values()), 4), 12))
        rows = ask("forecast", write(points), "--horizon", "6")["forecasts"]

        assert [row["mean"] for row in rows] == pytest.approx(list(ahead.middle(6)))
        assert [row["hi95"] for row in rows] == pytest.approx(list(ahead.band(6, 0.95)[1]))

    def test_is_near_what_the_process_that_made_the_series_goes_on_to_do(self, ask, write):
        """The same growth and season without chance, whose noise is 5%: each month within 12% of it."""
        truth = [1000 * (1 + 0.005 * at) * (1 + 0.2 * math.sin(at * math.pi / 6)) for at in range(48, 60)]
        rows = ask("forecast", write(shop(48)), "--horizon", "12")["forecasts"]

        assert [row["mean"] for row in rows] == pytest.approx(truth, rel=0.12)

    def test_of_several_series_is_that_of_each_alone(self, ask, write):
        one, other = shop(36), shop(30, level=40)
        alone = ask("forecast", write(other), "--horizon", "6")["forecasts"]
        both = ask("forecast", write(one, other), "--horizon", "6")["forecasts"]

        assert [row["series"] for row in both] == ["S0"] * 6 + ["S1"] * 6
        assert [{**row, "series": None} for row in both[6:]] == alone

    @pytest.mark.parametrize(("count", "steps"), [(6, 3), (11, 3), (12, 12), (23, 12), (24, 18), (60, 18)])
    def test_looks_no_further_than_the_history_allows_and_says_so(self, ask, write, count, steps):
        found = ask("forecast", write(shop(count)), "--horizon", "20")

        assert len(found["forecasts"]) == steps
        assert [(issue["code"], issue["series"]) for issue in found["issues"]] == [("series_less_far", None)]

    @pytest.mark.parametrize(
        ("points", "code"),
        [
            (dict.fromkeys(ids("2025-01", 30), 7.0), "constant"),
            (dict.fromkeys(ids("2025-01", 30), 0.0), "constant"),
            (shop(5), "too_short"),
            (shop(1), "too_short"),
            (dict.fromkeys(ids("2025-01", 30)), "too_short"),
            ({period: value if at % 3 else None for at, (period, value) in enumerate(shop(30).items())}, "gaps"),
        ],
        ids=["constant", "zeros", "five", "one", "all missing", "a third missing"],
    )
    def test_is_not_given_where_it_cannot_be_and_the_reason_is(self, ask, write, points, code):
        found = ask("forecast", write(points, shop(24)), "--horizon", "3")

        assert {row["series"] for row in found["forecasts"]} == {"S1"}
        assert [(issue["code"], issue["series"]) for issue in found["issues"]] == [(code, "S0")]

    def test_leaves_out_a_missing_value_whether_its_line_is_empty_or_not_there(self, ask, write):
        whole = shop(30)
        empty = {period: None if at == 10 else value for at, (period, value) in enumerate(whole.items())}
        absent = {period: value for period, value in empty.items() if value is not None}

        assert ask("forecast", write(empty))["forecasts"] == ask("forecast", write(absent))["forecasts"]
        assert ask("forecast", write(empty))["forecasts"] != ask("forecast", write(whole))["forecasts"]

    def test_begins_after_the_last_period_with_a_value(self, ask, write):
        points = shop(24) | dict.fromkeys(ids("2025-01", 3))

        assert ask("forecast", write(points), "--horizon", "1")["forecasts"][0]["period"] == "2025-01"

    @pytest.mark.parametrize(
        "values",
        [
            [0, 3, 0, 5, 1, 0, 2, 4] * 4,
            [-5, 3, -2, 8, -1, 0, 2, -7] * 4,
            [1e-9, 2e-9, 1.5e-9, 3e-9] * 8,
            [1e14, 2e14] * 16,
        ],
        ids=["zeros", "negatives", "tiny", "huge"],
    )
    def test_is_finite_and_in_order_whatever_the_numbers(self, ask, text, values):
        lines = [f"{period},{value}" for period, value in zip(ids("2023-01", 32), values, strict=True)]
        rows = ask("forecast", text("\n".join(["period,value", *lines])), "--horizon", "18")["forecasts"]

        assert len(rows) == 18
        assert all(row["lo95"] <= row["lo80"] <= row["mean"] <= row["hi80"] <= row["hi95"] for row in rows)
        assert all(math.isfinite(row[name]) for row in rows for name in FORECAST[2:])

    @pytest.mark.parametrize(
        ("first", "count", "grain"),
        [("2020-Q1", 24, "quarter"), ("2023-W01", 60, "week"), ("2026-01-01", 90, "day"), ("1990", 30, "year")],
    )
    def test_knows_every_grain(self, ask, write, first, count, grain):
        points = {period: 100 + 10 * NOISE[at] for at, period in enumerate(ids(first, count))}
        rows = ask("forecast", write(points), "--grain", grain, "--horizon", "2")["forecasts"]

        assert [row["period"] for row in rows] == ids(first, count + 2)[-2:]

    @pytest.mark.parametrize("pick", ["start", "end"])
    def test_takes_the_first_or_the_last_day_of_a_month_for_the_month_when_months_are_asked(self, ask, write, pick):
        points = shop(24)
        days = {getattr(parse_period(period), pick).isoformat(): value for period, value in points.items()}

        assert ask("forecast", write(days), "--grain", "month") == ask("forecast", write(points))

    def test_of_a_business_with_a_season_follows_last_year_before_two_are_known(self, ask, write):
        points = shop(14)
        plain, seasonal = (
            ask("forecast", write(points), *more)["forecasts"][4]["mean"] for more in ((), ("--seasonal",))
        )
        last_year = list(points.values())[6]

        assert abs(seasonal - last_year) < abs(plain - last_year)


class TestRealism:
    def test_gives_each_series_its_chance_label_uplift_and_suggestions(self, ask, write):
        (row,) = ask("realism", write(shop(40)), "--value", "1100", "--at", "2026-09")["realism"]

        assert list(row) == REALISM
        assert 0 < row["probability"] < 1
        assert row["label"] in {"safe", "achievable", "ambitious", "very_ambitious", "not_realistic"}
        assert list(row["suggestions"]) == ["realistic", "ambitious", "stretch"]

    def test_the_uplift_is_what_is_needed_above_the_middle_of_the_forecast(self, ask, write):
        path = write(shop(40))
        middle = ask("forecast", path, "--horizon", "5")["forecasts"][-1]["mean"]
        (row,) = ask("realism", path, "--value", str(1.1 * middle), "--at", "2026-09")["realism"]

        assert row["uplift"] == pytest.approx(0.1)

    @pytest.mark.parametrize("direction", ["higher", "lower"])
    @pytest.mark.parametrize("total", [(), ("--sum-from", "2026-02")], ids=["level", "total"])
    def test_a_suggestion_has_the_chance_it_stands_for(self, ask, write, direction, total):
        given = (write(shop(40)), "--at", "2026-09", "--direction", direction, *total)
        suggested = ask("realism", *given, "--value", "1")["realism"][0]["suggestions"]
        found = {
            name: ask("realism", *given, "--value", repr(value))["realism"][0]["probability"]
            for name, value in suggested.items()
        }

        assert found == pytest.approx({"realistic": 0.5, "ambitious": 0.3, "stretch": 0.1}, abs=0.001)

    def test_at_least_and_at_most_are_each_other_s_rest(self, ask, write):
        given = (write(shop(40)), "--value", "1150", "--at", "2026-09")
        higher, lower = (
            ask("realism", *given, "--direction", side)["realism"][0]["probability"] for side in ("higher", "lower")
        )

        assert higher + lower == pytest.approx(1)

    def test_of_a_total_what_is_known_counts_and_the_rest_is_expected(self, ask, write):
        """A total over months of which half are known is as far from its middle as the rest of it."""
        points = shop(40)
        so_far = sum(round(value, 4) for value in list(points.values())[36:])
        path = write(points)
        rest = sum(row["mean"] for row in ask("forecast", path, "--horizon", "8")["forecasts"])

        (row,) = ask("realism", path, "--value", str(so_far + 1.2 * rest), "--at", "2026-12", "--sum-from", "2026-01")[
            "realism"
        ]
        assert row["uplift"] == pytest.approx(0.2)
        (sure,) = ask("realism", path, "--value", str(so_far), "--at", "2026-12", "--sum-from", "2026-01")["realism"]
        assert sure["probability"] == pytest.approx(1, abs=0.001)

    def test_of_a_total_that_starts_later_only_its_own_months_count(self, ask, write):
        path = write(shop(40))
        months = ask("forecast", path, "--horizon", "8")["forecasts"]
        middle = sum(row["mean"] for row in months[5:])

        (row,) = ask("realism", path, "--value", str(middle), "--at", "2026-12", "--sum-from", "2026-10")["realism"]
        assert row["uplift"] == pytest.approx(0)
        assert row["probability"] == pytest.approx(0.5, abs=0.05)

    def test_is_the_same_every_time(self, ask, write):
        given = (write(shop(40), shop(30)), "--value", "12000", "--at", "2026-06", "--sum-from", "2025-06")

        assert ask("realism", *given) == ask("realism", *given)

    @pytest.mark.parametrize(
        ("points", "more", "code"),
        [
            (shop(5), ("--at", "2023-07"), "too_short"),
            (dict.fromkeys(ids("2023-01", 20), 3.0), ("--at", "2024-12"), "constant"),
            (shop(20), ("--at", "2024-08"), "series_known"),
            (shop(20), ("--at", "2020-01"), "series_known"),
            (shop(20), ("--at", "2029-01"), "series_too_far"),
            (shop(20), ("--at", "2399-12"), "series_too_far"),
            (shop(20), ("--at", "2024-12", "--sum-from", "2022-12"), "series_total_not_known"),
            (shop(20) | {"2024-06": None}, ("--at", "2024-12", "--sum-from", "2024-01"), "series_total_not_known"),
        ],
    )
    def test_what_cannot_be_told_is_nothing_with_a_reason(self, ask, write, points, more, code):
        found = ask("realism", write(points), "--value", "1000", *more)

        assert found["realism"] == [dict.fromkeys(REALISM)]
        assert [issue["code"] for issue in found["issues"]] == [code]
        assert all(issue["message"] for issue in found["issues"])

    def test_with_little_history_only_the_ends_of_the_scale_have_a_label(self, ask, write):
        path = write(shop(8))
        labels = [
            ask("realism", path, "--value", value, "--at", "2023-10")["realism"][0] for value in ("1", "1100", "9e6")
        ]

        assert [row["label"] for row in labels] == ["safe", None, "not_realistic"]
        assert all(row["probability"] is not None for row in labels)


class TestSignals:
    @pytest.mark.parametrize(
        ("factor", "direction", "side"),
        [(0.4, "higher", "warning"), (1.9, "higher", "opportunity"), (0.4, "lower", "opportunity")],
    )
    def test_a_month_far_off_is_told_at_once_with_its_side(self, ask, write, factor, direction, side):
        points = shop(40)
        points["2026-04"] *= factor
        found = ask("signals", write(points), "--direction", direction)["signals"]

        assert all(list(row) == SIGNAL for row in found)
        assert {"series": None, "period": "2026-04", "kind": "sudden", "side": side, "window": 1} in found

    def test_as_of_a_period_is_as_if_the_file_ended_there(self, ask, write):
        points = shop(44)
        points["2026-04"] *= 0.4
        cut = {period: value for period, value in points.items() if period <= "2026-05"}
        as_of = ask("signals", write(points), "--as-of", "2026-05")

        assert as_of == ask("signals", write(cut))
        assert any(row["period"] == "2026-04" for row in as_of["signals"])

    def test_more_sensitive_gives_more(self, ask, write):
        path = write(*(shop(48, level=level) for level in (10, 1000)))
        calm, normal, sensitive = (
            len(ask("signals", path, "--sensitivity", level)["signals"]) for level in ("calm", "normal", "sensitive")
        )

        assert calm <= normal <= sensitive

    @pytest.mark.parametrize(
        ("points", "code"),
        [
            (shop(12), "series_unjudged"),
            (shop(20), "series_season_unseen"),
            (dict.fromkeys(ids("2023-01", 30), 3.0), "constant"),
        ],
    )
    def test_no_signal_that_says_little_says_so(self, ask, write, points, code):
        found = ask("signals", write(points))

        assert [issue["code"] for issue in found["issues"]] == [code]


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(
    ("command", "words"),
    [
        (("forecast", "--horizon", "1"), {"nl": "4 van de 5 keer tussen", "en": "4 times in 5 between"}),
        (
            ("realism", "--value", "1", "--at", "2026-05"),
            {"nl": "Als je doorgaat zoals nu", "en": "If you go on as now"},
        ),
        (("signals",), {"nl": "waarschuwing", "en": "warning"}),
    ],
)
def test_people_read_sentences_in_their_language(call, write, command, words, lang):
    points = shop(40)
    points["2026-04"] *= 0.4
    name, *options = command
    code, out, err = call(name, write(points, shop(30)), *options, "--lang", lang)

    assert (code, err) == (0, "")
    assert words[lang] in out
    assert out.splitlines()[0].startswith("S0: ")


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (("forecast", "--grain", "quarter"), "2023-01"),
        (("forecast", "--as-of", "2026-Q1"), "2026-Q1"),
        (("forecast", "--as-of", "soon"), "soon"),
        (("realism", "--value", "much", "--at", "2026-12"), "much"),
        (("realism", "--value", "inf", "--at", "2026-12"), "inf"),
        (("realism", "--value", "1", "--at", "2026-Q4"), "2023-01"),
        (("realism", "--value", "1", "--at", "2026-12", "--sum-from", "2027-01"), "2027-01"),
        (("realism", "--value", "1", "--at", "2026-12", "--sum-from", "2026"), "2026"),
        (("signals", "--sensitivity", "loud"), "loud"),
        (("forecast", "--horizon", "0"), "0"),
    ],
)
def test_what_does_not_fit_is_refused_in_one_sentence(call, write, arguments, word, lang):
    name, *options = arguments
    code, out, err = call(name, write(shop(30)), *options, "--lang", lang)

    assert code in {2, 3}
    assert out == ""
    assert word in err
    assert len(err.splitlines()) == 1


def test_a_day_is_no_month_when_there_are_several_in_one(call, write):
    days = {period_of(parse_period("2026-03-01").start, Grain.DAY).shifted(at).id: 1.0 + at for at in range(30)}
    code, _, err = call("forecast", write(days), "--grain", "month")

    assert code == 3
    assert "--grain month" in err
